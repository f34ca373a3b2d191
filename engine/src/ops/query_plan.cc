#include "ops/query_plan.h"

#include <algorithm>
#include <utility>

#include "base/base64.h"
#include "ops/keys.h"
#include "ops/messages.h"

namespace hashrange::ops {
namespace {

using expr::KeyClause;
using expr::KeyOperator;
using model::AttributeType;
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
    case KeyOperator::kNotIndexable:  // was refused
      return;
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

const KeyClause* ClauseOn(const std::vector<KeyClause>& clauses, const std::string& attribute) {
  for (const KeyClause& clause : clauses) {
    if (clause.attribute == attribute) return &clause;
  }
  return nullptr;
}

// A clause on what is no key of the source: the first sort key that has none is said to be missed.
Status CheckAttributes(const ReadSource& source, const std::vector<KeyClause>& clauses) {
  for (const model::KeyAttribute& key : source.partition_keys()) {
    if (ClauseOn(clauses, key.name) == nullptr) return Fail(kMissedKeyElement, {key.name});
  }
  for (const KeyClause& clause : clauses) {
    const auto is_key = [&](const model::KeyAttribute& key) { return key.name == clause.attribute; };
    if (std::any_of(source.partition_keys().begin(), source.partition_keys().end(), is_key) ||
        std::any_of(source.sort_keys().begin(), source.sort_keys().end(), is_key)) {
      continue;
    }
    for (const model::KeyAttribute& key : source.sort_keys()) {
      if (ClauseOn(clauses, key.name) == nullptr) return Fail(kMissedKeyElement, {key.name});
    }
    return Fail(kKeyConditionUnsupported);
  }
  return {};
}

// Conditions on sort keys leave no gap, and all but the last are equalities.
Status CheckSortClauses(const ReadSource& source, const std::vector<KeyClause>& clauses) {
  const model::KeyAttribute* open = nullptr;  // the first that is not given by equality
  for (const model::KeyAttribute& key : source.sort_keys()) {
    const KeyClause* clause = ClauseOn(clauses, key.name);
    if (clause != nullptr && open != nullptr)
      return Fail(kRangeWithoutEquality, {open->name, key.name});
    if (open == nullptr && (clause == nullptr || clause->op != KeyOperator::kEq)) open = &key;
  }
  return {};
}

// The parts of a key that are its partition key.
Bytes PartitionParts(const ReadSource& source, Bytes key_bytes) {
  size_t bytes = 0;
  for (size_t i = 0; i < source.partition_keys().size(); i++)
    bytes += model::FirstPartBytes(key_bytes.substr(bytes));
  return key_bytes.substr(0, bytes);
}

}  // namespace

Status PlanQuery(const ReadSource& source, const expr::KeyConditionExpression& condition,
                 model::PartitionHashCache* hashes, QueryRange* range) {
  const std::vector<KeyClause>& clauses = condition.clauses();
  const size_t key_count = source.partition_keys().size() + source.sort_keys().size();
  // An index without a sort key is told otherwise. Source: dynalite's tests, run on AWS.
  if (clauses.size() > key_count && (source.index == nullptr || key_count > 1)) {
    return Fail(kTooManyConditions, {std::to_string(clauses.size()), std::to_string(key_count)});
  }
  HR_RETURN_IF_ERROR(CheckAttributes(source, clauses));
  for (const KeyClause& clause : clauses) {
    if (clause.op == KeyOperator::kNotIndexable) return Fail(kNotIndexable);
  }
  for (const model::KeyAttribute& key : source.partition_keys()) {
    if (ClauseOn(clauses, key.name)->op != KeyOperator::kEq) return Fail(kKeyConditionUnsupported);
  }
  HR_RETURN_IF_ERROR(CheckSortClauses(source, clauses));
  for (const model::KeyAttribute& key : source.partition_keys()) {
    const KeyClause& clause = *ClauseOn(clauses, key.name);
    HR_RETURN_IF_ERROR(CheckClause(key, clause, true));
    model::AppendKeyPart(&range->prefix, clause.value);
  }
  range->hash = source.partition_keys().size() == 1
                    ? hashes->Hash(model::KeyPartOf(
                          ClauseOn(clauses, source.partition_keys()[0].name)->value))
                    : model::PartitionHashOfParts(range->prefix);
  range->low = range->prefix;
  range->high = model::PrefixSuccessor(range->prefix);
  std::string prefix = range->prefix;
  size_t equal_sort_keys = 0;
  for (const model::KeyAttribute& key : source.sort_keys()) {
    const KeyClause* clause = ClauseOn(clauses, key.name);
    if (clause == nullptr) break;
    HR_RETURN_IF_ERROR(CheckClause(key, *clause, false));
    BoundSortKey(*clause, prefix, range);
    if (clause->op != KeyOperator::kEq) break;
    prefix = range->low;
    equal_sort_keys++;
  }
  range->at_most_one = source.index == nullptr && equal_sort_keys == source.sort_keys().size();
  return {};
}

Status ApplyStartKey(const ReadSource& source, const Value& start_key, bool forward,
                     Context* context, QueryRange* range) {
  // What is no key of the table is told first. Sources: dynalite's and ExtendDB's tests, run on AWS.
  model::Key key;
  HR_RETURN_IF_ERROR(KeyOfStartKey(source, start_key, StartKeyWording::kShort, context, &key));
  if (range->at_most_one) return Fail(kStartKeyUseless, {PrintKey(start_key)});
  // The condition on the sort key is looked at first, whatever the partition key is. Source: dynalite's
  // tests, run on AWS.
  const Bytes partition_parts = PartitionParts(source, key.bytes);
  const std::string sorted = range->prefix + key.bytes.substr(partition_parts.size());
  if (sorted < range->low || !(sorted < range->high)) return Fail(kStartKeyPredicate);
  if (key.hash != range->hash || partition_parts != Bytes(range->prefix))
    return Fail(kStartKeyOutside);
  if (forward) {
    range->low = std::move(key.bytes);
    range->low_exclusive = true;
  } else {
    range->high = std::move(key.bytes);
  }
  return {};
}

}  // namespace hashrange::ops
