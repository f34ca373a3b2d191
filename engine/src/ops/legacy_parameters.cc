#include "ops/legacy_parameters.h"

#include <algorithm>
#include <utility>

#include "base/sort.h"
#include "base/utf8.h"
#include "expr/legacy_update.h"
#include "model/limits.h"
#include "model/messages.h"
#include "model/operation_shapes.h"
#include "ops/messages.h"

namespace hashrange::ops {
namespace {

using expr::LegacyAction;
using expr::LegacyCondition;
using expr::LegacyOperator;
using expr::LegacyUpdate;
using model::members::AttributeValueUpdate;
using model::members::Condition;
using model::members::ExpectedAttributeValue;

LegacyAction ActionOf(Bytes name) {
  if (name == "ADD") return LegacyAction::kAdd;
  return name == "DELETE" ? LegacyAction::kDelete : LegacyAction::kPut;
}

// The members were checked: a name that is not known cannot be.
LegacyOperator OperatorOf(Bytes name) {
  LegacyOperator op = LegacyOperator::kEq;
  expr::ParseLegacyOperator(name, &op);
  return op;
}

}  // namespace

Status LegacyParameters::ReadEntries(uint8_t member, std::vector<Entry>* entries) const {
  if (!Has(member)) return {};
  wire::MapView map = input_.Map(member);
  Bytes name;
  for (wire::StructureView view; map.Next(&name, &view);) {
    if (!base::IsUtf8(name)) return Fail(model::kSerialization);
    entries->push_back(Entry{name, view, {}, {}});
  }
  base::Sort(*entries, [](const Entry& a, const Entry& b) { return a.attribute < b.attribute; });
  // Of several with one name the last stays.
  const auto first = std::unique(
      entries->rbegin(), entries->rend(),
      [](const Entry& a, const Entry& b) { return a.attribute == b.attribute; });
  entries->erase(entries->begin(), first.base());
  return {};
}

Status LegacyParameters::DecodeValue(const model::RequestValue& value, ValuePlace* place) {
  place->begin = values_.place();
  HR_RETURN_IF_ERROR(context_->scratch->decoder.DecodeValue(value, layer_, &values_));
  place->end = values_.place();
  return {};
}

Status LegacyParameters::DecodeValues(uint8_t value_member, uint8_t list_member, Entry* entry) {
  if (value_member != kNoMember && entry->view.has(value_member)) {
    entry->value.emplace();
    HR_RETURN_IF_ERROR(DecodeValue(entry->view.Value(value_member), &*entry->value));
  }
  if (list_member == kNoMember) return {};
  wire::ListView list = entry->view.List(list_member);
  for (model::RequestValue element; list.Next(&element);) {
    HR_RETURN_IF_ERROR(DecodeValue(element, &entry->list.emplace_back()));
  }
  return {};
}

Status LegacyParameters::Decode() {
  HR_RETURN_IF_ERROR(ReadEntries(members_.attribute_updates, &updates_));
  for (Entry& entry : updates_) {
    if (entry.attribute.empty()) return Fail(model::kEmptyAttributeName);
    if (entry.attribute.size() > model::kAttributeNameBytesMax)
      return Fail(model::kAttributeNameTooLarge);
    HR_RETURN_IF_ERROR(DecodeValues(AttributeValueUpdate::kValue, kNoMember, &entry));
  }
  HR_RETURN_IF_ERROR(ReadEntries(members_.expected, &conditions_));
  for (Entry& entry : conditions_) {
    HR_RETURN_IF_ERROR(DecodeValues(ExpectedAttributeValue::kValue,
                                    ExpectedAttributeValue::kAttributeValueList, &entry));
  }
  // No operation has both Expected and a filter.
  HR_RETURN_IF_ERROR(ReadEntries(members_.filter, &conditions_));
  HR_RETURN_IF_ERROR(ReadEntries(members_.key_conditions, &key_conditions_));
  if (members_.filter == kNoMember) return {};
  for (Entry& entry : conditions_) {
    HR_RETURN_IF_ERROR(DecodeValues(kNoMember, Condition::kAttributeValueList, &entry));
  }
  for (Entry& entry : key_conditions_) {
    HR_RETURN_IF_ERROR(DecodeValues(kNoMember, Condition::kAttributeValueList, &entry));
  }
  return {};
}

Status LegacyParameters::CheckConditionalOperator() const {
  if (!Has(members_.conditional_operator)) return {};
  std::vector<Entry> entries;
  HR_RETURN_IF_ERROR(ReadEntries(members_.expected, &entries));
  HR_RETURN_IF_ERROR(ReadEntries(members_.filter, &entries));
  if (entries.empty()) return Fail(kConditionalOperatorAlone);
  if (entries.size() == 1) return Fail(kConditionalOperatorForOne);
  return {};
}

Status LegacyParameters::ReadProjection(std::optional<expr::ProjectionExpression>* to) const {
  if (!Has(members_.attributes_to_get)) return {};
  std::vector<Bytes> attributes;
  wire::ListView list = input_.List(members_.attributes_to_get);
  for (Bytes attribute; list.Next(&attribute);) {
    if (!base::IsUtf8(attribute)) return Fail(model::kSerialization);
    if (std::find(attributes.begin(), attributes.end(), attribute) != attributes.end())
      return Fail(kDuplicateAttribute, {attribute});
    attributes.push_back(attribute);
  }
  to->emplace(expr::ProjectionExpression::FromLegacy(attributes));
  return {};
}

Status LegacyParameters::ReadUpdate(std::optional<expr::UpdateExpression>* to) const {
  // Without entries it is as if there was no parameter: UpdateItem makes the item.
  if (updates_.empty()) return {};
  std::vector<LegacyUpdate> updates;
  for (const Entry& entry : updates_) {
    LegacyUpdate update{entry.attribute, ActionOf(entry.view.String(AttributeValueUpdate::kAction)),
                        {}};
    if (entry.value) update.value = ValueAt(*entry.value);
    HR_RETURN_IF_ERROR(expr::CheckLegacyUpdate(update));
    updates.push_back(update);
  }
  to->emplace(expr::UpdateExpression::FromLegacy(updates));
  return {};
}

std::vector<model::Value> LegacyParameters::ListOf(const Entry& entry) const {
  std::vector<model::Value> values;
  for (const ValuePlace& place : entry.list) values.push_back(ValueAt(place));
  return values;
}

Status LegacyParameters::ConditionOf(const Entry& entry, LegacyCondition* condition) const {
  condition->attribute = entry.attribute;
  condition->op = OperatorOf(entry.view.String(Condition::kComparisonOperator));
  condition->values = ListOf(entry);
  return expr::CheckLegacyCondition(*condition);
}

// An expectation is an operator with its values, or a Value to equal, or that nothing Exists.
// Source of the order: dynalite, observed on AWS.
Status LegacyParameters::ExpectationOf(const Entry& entry, LegacyCondition* condition) const {
  using Member = ExpectedAttributeValue;
  const wire::StructureView& view = entry.view;
  const Bytes name = entry.attribute;
  const bool has_list = view.has(Member::kAttributeValueList);
  if (has_list && entry.value) return Fail(kValueAndList, {name});
  condition->attribute = name;
  if (entry.value) {
    condition->values = {ValueAt(*entry.value)};
  } else {
    condition->values = ListOf(entry);
  }
  if (view.has(Member::kComparisonOperator)) {
    const Bytes op = view.String(Member::kComparisonOperator);
    if (view.has(Member::kExists)) return Fail(kExistsAndOperator, {name});
    condition->op = OperatorOf(op);
    const bool needs_values =
        condition->op != LegacyOperator::kNull && condition->op != LegacyOperator::kNotNull;
    if (needs_values && !has_list && !entry.value) return Fail(kOperatorAlone, {op, name});
    return expr::CheckLegacyCondition(*condition);
  }
  if (has_list) return Fail(kListWithoutOperator, {name});
  if (!view.Boolean(Member::kExists, true)) {
    if (entry.value) return Fail(kValueThatMayNotExist, {name});
    condition->op = LegacyOperator::kNull;
    return {};
  }
  if (!entry.value)
    return Fail(kExistsWithoutValue, {view.has(Member::kExists) ? "true" : "null", name});
  condition->op = LegacyOperator::kEq;
  return {};
}

Status LegacyParameters::ReadCondition(std::optional<expr::ConditionExpression>* to) const {
  if (conditions_.empty()) return {};
  std::vector<LegacyCondition> conditions(conditions_.size());
  for (size_t i = 0; i < conditions.size(); i++) {
    HR_RETURN_IF_ERROR(Has(members_.expected) ? ExpectationOf(conditions_[i], &conditions[i])
                                              : ConditionOf(conditions_[i], &conditions[i]));
  }
  const bool any = Has(members_.conditional_operator) &&
                   input_.String(members_.conditional_operator) == "OR";
  to->emplace(expr::ConditionExpression::FromLegacy(conditions, any));
  return {};
}

Status LegacyParameters::ReadKeyCondition(std::optional<expr::KeyConditionExpression>* to) const {
  if (!Has(members_.key_conditions)) return {};
  std::vector<LegacyCondition> conditions(key_conditions_.size());
  for (size_t i = 0; i < conditions.size(); i++)
    HR_RETURN_IF_ERROR(ConditionOf(key_conditions_[i], &conditions[i]));
  if (conditions.empty() || conditions.size() > model::kKeyConditionsMax)
    return Fail(kKeyConditionsCount);
  to->emplace(expr::KeyConditionExpression::FromLegacy(conditions));
  return {};
}

}  // namespace hashrange::ops
