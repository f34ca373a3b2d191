// The parameters that expressions replaced, read out of a request and checked: AttributesToGet,
// AttributeUpdates, Expected, QueryFilter, ScanFilter, KeyConditions, ConditionalOperator. What
// comes of them are the expressions of expr/expression.h, so that nothing behind the reading of a
// request knows these parameters. Entries of a map are taken in the order of their names; of a
// name that stands twice the last one counts. Tested by tests/conformance.
#ifndef HASHRANGE_OPS_LEGACY_PARAMETERS_H_
#define HASHRANGE_OPS_LEGACY_PARAMETERS_H_

#include <optional>
#include <vector>

#include "expr/expression.h"
#include "expr/legacy_condition.h"
#include "hashrange/result.h"
#include "model/attribute_value.h"
#include "model/item_builder.h"
#include "ops/context.h"
#include "wire/request_reader.h"

namespace hashrange::ops {

inline constexpr uint8_t kNoMember = 0xff;

// Where an operation keeps them, by the index in its input structure.
struct LegacyMembers {
  uint8_t attributes_to_get = kNoMember;
  uint8_t attribute_updates = kNoMember;
  uint8_t expected = kNoMember;
  uint8_t filter = kNoMember;  // QueryFilter or ScanFilter
  uint8_t key_conditions = kNoMember;
  uint8_t conditional_operator = kNoMember;
};

class LegacyParameters {
 public:
  LegacyParameters(Context* context, const wire::StructureView& input,
                   const LegacyMembers& members, model::ValueLayer layer)
      : context_(context), input_(input), members_(members), layer_(layer) {}

  // Decodes the values. Before any of the Read methods but ReadProjection.
  Status Decode();
  // ConditionalOperator needs two conditions or more.
  Status CheckConditionalOperator() const;

  // What the request has of a kind, as an expression: none leaves *to as it is. Names and values
  // live in the request and in this object.
  Status ReadProjection(std::optional<expr::ProjectionExpression>* to) const;
  Status ReadUpdate(std::optional<expr::UpdateExpression>* to) const;
  Status ReadCondition(std::optional<expr::ConditionExpression>* to) const;  // Expected or a filter
  Status ReadKeyCondition(std::optional<expr::KeyConditionExpression>* to) const;

 private:
  struct ValuePlace {
    model::ItemBuilder::Place begin;
    model::ItemBuilder::Place end;
  };
  // One entry of a map, with its values where they have been decoded.
  struct Entry {
    Bytes attribute;
    wire::StructureView view;
    std::optional<ValuePlace> value;
    std::vector<ValuePlace> list;
  };

  bool Has(uint8_t member) const { return member != kNoMember && input_.has(member); }
  Status ReadEntries(uint8_t member, std::vector<Entry>* entries) const;
  Status DecodeValue(const model::RequestValue& value, ValuePlace* place);
  Status DecodeValues(uint8_t value_member, uint8_t list_member, Entry* entry);
  model::Value ValueAt(const ValuePlace& place) const {
    return values_.Between(place.begin, place.end);
  }
  std::vector<model::Value> ListOf(const Entry& entry) const;
  Status ConditionOf(const Entry& entry, expr::LegacyCondition* condition) const;
  Status ExpectationOf(const Entry& entry, expr::LegacyCondition* condition) const;

  Context* context_;
  const wire::StructureView& input_;
  const LegacyMembers& members_;
  model::ValueLayer layer_;
  model::ItemBuilder values_;
  std::vector<Entry> updates_;
  std::vector<Entry> conditions_;
  std::vector<Entry> key_conditions_;
};

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_LEGACY_PARAMETERS_H_
