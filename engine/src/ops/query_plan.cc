#include "ops/query_plan.h"

#include "base/base64.h"
#include "ops/keys.h"
#include "ops/messages.h"

namespace hashrange::ops {
namespace {

using expr::KeyClause;
using expr::KeyOperator;
using model::AttributeType;
using model::TableSchema;
using model::Value;

Status CheckOperand(const model::KeyAttribute& attribute, const Value& value,
                    bool is_partition_key) {
  if (value.type() != attribute.type) return Fail(kConditionTypeMismatch);
  return CheckKeyValue(attribute.name, value, is_partition_key);
}

Status CheckClause(const model::KeyAttribute& attribute, const KeyClause& clause,
                   bool is_partition_key) {
  // A prefix of a number means nothing: the service words it as a mismatch of types.
  if (clause.op == KeyOperator::kBeginsWith && attribute.type == AttributeType::kN)
    return Fail(kConditionTypeMismatch);
  HR_RETURN_IF_ERROR(CheckOperand(attribute, clause.value, is_partition_key));
  if (clause.op == KeyOperator::kBetween)
    return CheckOperand(attribute, clause.upper_value, is_partition_key);
  return {};
}

std::string WithPart(const std::string& prefix, const Value& value) {
  std::string bytes = prefix;
  model::AppendKeyPart(&bytes, value);
  return bytes;
}

void BoundSortKey(const KeyClause& clause, const std::string& prefix, QueryRange* range) {
  switch (clause.op) {
    case KeyOperator::kEq:
      range->low = WithPart(prefix, clause.value);
      range->high = model::PrefixSuccessor(range->low);
      range->at_most_one = true;
      return;
    case KeyOperator::kLt:
      range->high = WithPart(prefix, clause.value);
      return;
    case KeyOperator::kLe:
      range->high = model::PrefixSuccessor(WithPart(prefix, clause.value));
      return;
    case KeyOperator::kGt:
      range->low = model::PrefixSuccessor(WithPart(prefix, clause.value));
      return;
    case KeyOperator::kGe:
      range->low = WithPart(prefix, clause.value);
      return;
    case KeyOperator::kBetween:
      range->low = WithPart(prefix, clause.value);
      range->high = model::PrefixSuccessor(WithPart(prefix, clause.upper_value));
      return;
    case KeyOperator::kBeginsWith: {
      const bool binary = clause.value.type() == AttributeType::kB;
      range->low = prefix;
      model::AppendKeyPartPrefix(&range->low,
                                 binary ? clause.value.binary() : clause.value.string());
      range->high = model::PrefixSuccessor(range->low);
      return;
    }
  }
}

// A key as the service prints it in a message: {pk=AttributeValue: {S:a}}.
std::string PrintKey(const Value& key) {
  std::string text;
  model::MapReader members(key);
  Bytes name;
  Value value;
  while (members.Next(&name, &value)) {
    if (!text.empty()) text += ", ";
    text.append(name)
        .append("=AttributeValue: {")
        .append(model::AttributeTypeName(value.type()))
        .append(":");
    if (value.type() == AttributeType::kB) {
      base::AppendBase64(&text, value.binary());
    } else {
      text.append(value.string());
    }
    text += "}";
  }
  return text;
}

}  // namespace

Status PlanQuery(const TableSchema& schema, const expr::KeyConditionExpression& condition,
                 model::PartitionHashCache* hashes, QueryRange* range) {
  const std::vector<KeyClause>& clauses = condition.clauses();
  const size_t key_count = schema.sort_key ? 2 : 1;
  if (clauses.size() > key_count) {
    return Fail(kTooManyConditions, {std::to_string(clauses.size()), std::to_string(key_count)});
  }
  const KeyClause* on_partition_key = nullptr;
  const KeyClause* other = nullptr;
  for (const KeyClause& clause : clauses) {
    (clause.attribute == schema.partition_key.name ? on_partition_key : other) = &clause;
  }
  if (on_partition_key == nullptr) return Fail(kMissedKeyElement, {schema.partition_key.name});
  if (other != nullptr && other->attribute != schema.sort_key->name) {
    return Fail(kMissedKeyElement, {schema.sort_key->name});
  }
  if (on_partition_key->op != KeyOperator::kEq) return Fail(kKeyConditionUnsupported);
  HR_RETURN_IF_ERROR(CheckClause(schema.partition_key, *on_partition_key, true));
  if (other != nullptr) HR_RETURN_IF_ERROR(CheckClause(*schema.sort_key, *other, false));

  range->hash = hashes->Hash(model::KeyPartOf(on_partition_key->value));
  std::string prefix;
  model::AppendKeyPart(&prefix, on_partition_key->value);
  range->low = prefix;
  range->high = model::PrefixSuccessor(prefix);
  range->at_most_one = !schema.sort_key;
  if (other != nullptr) BoundSortKey(*other, prefix, range);
  return {};
}

Status ApplyStartKey(const TableSchema& schema, const Value& start_key, bool forward,
                     model::PartitionHashCache* hashes, QueryRange* range) {
  if (range->at_most_one) return Fail(kStartKeyUseless, {PrintKey(start_key)});
  const size_t key_count = schema.sort_key ? 2 : 1;
  const Value partition_key = FindMember(start_key, schema.partition_key.name);
  const Value sort_key = FindMember(start_key, schema.sort_key->name);
  if (start_key.count() != key_count || !partition_key.exists() || !sort_key.exists())
    return Fail(kStartKeyInvalid);
  if (!MatchesKeySchema(schema, start_key)) return Fail(kKeySchemaMismatch);

  model::Key key;
  Status valid = KeyOfParameter(schema, start_key, hashes, &key);
  if (!valid.ok()) return Fail(kStartKeyInvalidBecause, {valid.error().message()});
  std::string prefix;
  model::AppendKeyPart(&prefix, partition_key);
  const bool same_partition_key =
      key.hash == range->hash && Bytes(range->low).substr(0, prefix.size()) == Bytes(prefix);
  if (!same_partition_key) return Fail(kStartKeyOutside);
  if (key.bytes < range->low || !(key.bytes < range->high)) return Fail(kStartKeyPredicate);
  if (forward) {
    range->low = key.bytes;
    range->low_exclusive = true;
  } else {
    range->high = key.bytes;
  }
  return {};
}

}  // namespace hashrange::ops
