#include "ops/item_request.h"

#include <map>
#include <string>
#include <utility>

#include "base/coding.h"
#include "base/utf8.h"
#include "expr/messages.h"
#include "model/item_size.h"
#include "model/limits.h"
#include "model/messages.h"
#include "ops/messages.h"
#include "wire/constraints.h"

namespace hashrange::ops {

namespace {

// Errors of values that Scan does not say to be of the start key: numbers and sets. Source: dynalite's
// tests, run on AWS.
bool IsToldAlone(const Error& error) {
  if (error.type() != ErrorType::kValidation) return true;
  const Bytes message = error.message();
  for (const Bytes part : {Bytes("numeric value"), Bytes("Attempting to store"),
                           Bytes("number set"), Bytes("contains duplicates")}) {
    if (message.find(part) != Bytes::npos) return true;
  }
  return false;
}

}  // namespace

Status ItemRequest::DecodeAttributes(uint8_t member, model::ItemBuilder* to) {
  to->Clear();
  return context_->scratch->decoder.DecodeMap(input_.Value(member), layer_, to);
}

Status ItemRequest::DecodeStartKey(uint8_t member, model::ItemBuilder* to) {
  Status decoded = DecodeAttributes(member, to);
  if (decoded.ok() || IsToldAlone(decoded.error())) return decoded;
  return Fail(kStartKeyInvalidBecause, {decoded.error().message()});
}

Status ItemRequest::DecodeValues() {
  if (parameters_.values == kNoMember || !input_.has(parameters_.values)) return legacy_.Decode();
  model::ItemBuilder* values = values_builder_;
  values->Clear();
  // Scan's is not known, and as everywhere else.
  const bool deeper = older_ && parameters_.operation != model::Operation::kScan;
  const int levels_max = deeper ? model::kOlderValueLevelsMax : model::kNestingLevelsMax;
  wire::MapView entries = input_.Map(parameters_.values);
  Bytes placeholder;
  model::RequestValue value;
  while (entries.Next(&placeholder, &value)) {
    const model::ItemBuilder::Place begin = values->place();
    Status decoded = context_->scratch->decoder.DecodeValue(value, layer_, values, levels_max);
    if (!decoded.ok()) {
      const bool named = layer_ != model::ValueLayer::kCurrent ||
                         (model::IsTooDeep(decoded) && NamesTooDeep(value));
      if (!named || decoded.error().type() != ErrorType::kValidation) return decoded;
      return Fail(kInvalidValueFor, {decoded.error().message(), placeholder});
    }
    values_.push_back(ValuePlace{placeholder, begin, values->place()});
  }
  return legacy_.Decode();
}

// Single writes name it where their older layer reads the request. Source: paritysuite, measured
// eu-west-2 and us-east-1 2026-10-09; of PutItem and DeleteItem a conclusion.
bool ItemRequest::NamesTooDeep(const model::RequestValue& value) const {
  if (parameters_.envelope) return AnswersInOlderForm();
  if (parameters_.operation != model::Operation::kTransactWriteItems) return false;
  model::ItemBuilder ignored;
  return model::IsTooDeep(context_->scratch->decoder.DecodeValue(value, layer_, &ignored,
                                                                 model::kUnnamedValueLevelsMax));
}

bool ItemRequest::AnswersInOlderForm() const {
  return wire::AnswersInOlderForm(model::ShapeOf(parameters_.operation), input_,
                                  context_->identity->dialect);
}

bool ItemRequest::HasAny(std::span<const ParameterName> parameters) const {
  for (const ParameterName& parameter : parameters) {
    if (input_.has(parameter.member)) return true;
  }
  return false;
}

bool ItemRequest::HasExpression(Bytes name) const {
  for (const ParameterName& parameter : parameters_.expressions) {
    if (parameter.name == name && input_.has(parameter.member)) return true;
  }
  return false;
}

std::string ItemRequest::ListOf(std::span<const ParameterName> parameters) const {
  std::string list;
  for (const ParameterName& parameter : parameters) {
    if (!input_.has(parameter.member)) continue;
    if (!list.empty()) list += ", ";
    list += parameter.name;
  }
  return list;
}

Status ItemRequest::CheckRelations() {
  HR_RETURN_IF_ERROR(CheckMixing());
  // An action of a transaction may have names and values for nothing. Source: ExtendDB's tests, which
  // pass on AWS, 2026-06.
  const bool in_transaction = parameters_.operation == model::Operation::kTransactWriteItems ||
                              parameters_.operation == model::Operation::kTransactGetItems;
  if (!in_transaction) HR_RETURN_IF_ERROR(CheckPresence());
  HR_RETURN_IF_ERROR(CheckConditionalOperator());
  return CheckEmpty();
}

// KeyConditions goes with every expression but its successor. Source: ExtendDB's tests, which pass
// on AWS, 2026.
Status ItemRequest::CheckMixing() {
  if (!HasAny(parameters_.legacy) || !HasAny(parameters_.expressions)) return {};
  const uint8_t key_conditions = parameters_.legacy_members.key_conditions;
  const bool counts_key_conditions = HasExpression("KeyConditionExpression");
  std::vector<ParameterName> mixed;
  for (const ParameterName& parameter : parameters_.legacy) {
    if (parameter.member != key_conditions || counts_key_conditions) mixed.push_back(parameter);
  }
  if (!HasAny(mixed)) return {};
  return Fail(kMixedParameters, {ListOf(mixed), ListOf(parameters_.expressions)});
}

Status ItemRequest::CheckPresence() {
  const bool has_values = parameters_.values != kNoMember && input_.has(parameters_.values);
  if (input_.has(parameters_.names) && !HasAny(parameters_.expressions))
    return Fail(kNamesWithoutExpression);
  if (!has_values || HasAny(parameters_.with_values)) return {};
  std::string suffix;
  if (!parameters_.envelope || older_) {
    for (const ParameterName& parameter : parameters_.with_values) {
      suffix += suffix.empty() ? ": " : " and ";
      suffix += parameter.name;
    }
    suffix += parameters_.with_values.size() > 1 ? " are null" : " is null";
  }
  return Fail(kValuesWithoutExpression, {suffix});
}

Status ItemRequest::CheckEmpty() {
  const bool has_values = parameters_.values != kNoMember && input_.has(parameters_.values);
  if (input_.has(parameters_.names) && input_.Map(parameters_.names).count() == 0)
    return Fail(kNamesEmpty);
  if (has_values && input_.Map(parameters_.values).count() == 0) return Fail(kValuesEmpty);
  return {};
}

Status ItemRequest::Substitute() {
  if (!HasAny(parameters_.expressions)) return {};
  substitutions_.emplace();
  uint64_t bytes = 0;
  if (input_.has(parameters_.names)) {
    wire::MapView names = input_.Map(parameters_.names);
    Bytes placeholder, name;
    while (names.Next(&placeholder, &name)) {
      // A name can end up in an item, which holds UTF-8 only.
      if (!base::IsUtf8(name)) return Fail(model::kSerialization);
      HR_RETURN_IF_ERROR(substitutions_->AddName(placeholder, name));
      bytes += placeholder.size() + name.size();
    }
  }
  for (const ValuePlace& place : values_) {
    const model::Value value = values_builder_->Between(place.begin, place.end);
    HR_RETURN_IF_ERROR(substitutions_->AddValue(place.placeholder, value));
    bytes += place.placeholder.size() + model::ValueBytes(value);
  }
  if (bytes > model::kSubstitutionBytesMax) return Fail(kSubstitutionsTooLarge);
  return {};
}

Status ItemRequest::ParseCondition(uint8_t member, expr::ExpressionKind kind,
                                   std::optional<expr::ConditionExpression>* condition) {
  if (!input_.has(member)) return {};
  const Bytes text = input_.String(member);
  const bool tells_size = older_ || (parameters_.tells_size && !parameters_.envelope);
  if (text.size() > model::kExpressionBytesMax && !tells_size)
    return Fail(expr::kExpressionTooLongNoSize, {expr::ExpressionKindName(kind)});
  HR_ASSIGN_OR_RETURN(expr::ConditionExpression parsed,
                      expr::ConditionExpression::Parse(text, kind, &*substitutions_));
  condition->emplace(std::move(parsed));
  return {};
}

Status ItemRequest::ParseProjection(uint8_t member,
                                    std::optional<expr::ProjectionExpression>* projection) {
  if (!input_.has(member)) return {};
  HR_ASSIGN_OR_RETURN(expr::ProjectionExpression parsed,
                      expr::ProjectionExpression::Parse(input_.String(member), &*substitutions_));
  projection->emplace(std::move(parsed));
  return {};
}

Status ItemRequest::ParseUpdate(uint8_t member, std::optional<expr::UpdateExpression>* update) {
  if (!input_.has(member)) return {};
  HR_ASSIGN_OR_RETURN(expr::UpdateExpression parsed,
                      expr::UpdateExpression::Parse(input_.String(member), &*substitutions_));
  update->emplace(std::move(parsed));
  return {};
}

Status ItemRequest::ParseKeyCondition(uint8_t member,
                                      std::optional<expr::KeyConditionExpression>* condition,
                                      expr::ExpressionKind kind) {
  if (!input_.has(member)) return {};
  HR_ASSIGN_OR_RETURN(
      expr::KeyConditionExpression parsed,
      expr::KeyConditionExpression::Parse(input_.String(member), &*substitutions_, kind));
  condition->emplace(std::move(parsed));
  return {};
}

Status ItemRequest::CheckAllUsed() const {
  if (!substitutions_) return {};
  return substitutions_->CheckAllUsed();
}

void ItemRequest::AppendSubstitutions(std::string* to) const {
  std::map<Bytes, Bytes> names;  // of a placeholder that stands twice the last one counts
  wire::MapView sent = input_.Map(parameters_.names);
  for (Bytes placeholder, name; sent.Next(&placeholder, &name);) names[placeholder] = name;
  for (const auto& [placeholder, name] : names) {
    base::PutLengthPrefixed(to, placeholder);
    base::PutLengthPrefixed(to, name);
  }
  std::map<Bytes, model::Value> values;
  for (const ValuePlace& value : values_)
    values[value.placeholder] = values_builder_->Between(value.begin, value.end);
  for (const auto& [placeholder, value] : values) {
    base::PutLengthPrefixed(to, placeholder);
    base::PutLengthPrefixed(to, value.structure);
    base::PutLengthPrefixed(to, value.text);
  }
}

Error ItemRequest::Refuse(Error error, Status own_relations) {
  if (!parameters_.envelope || error.type() != ErrorType::kValidation) return error;
  if (!AnswersInOlderForm()) return std::move(error).WithPrefix(model::kEnvelope);
  // The older layer looks at the relations between parameters before it notices the depth.
  if (error.message().find(model::kNestingLevels.text) != Bytes::npos) {
    Status relations = CheckRelations();
    if (!relations.ok()) return std::move(relations).error();
    if (!own_relations.ok()) return std::move(own_relations).error();
  }
  return error;
}

}  // namespace hashrange::ops
