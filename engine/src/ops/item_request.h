// What the item operations share before they look at a table: expressions with their names and
// values, the parameters that expressions replaced, the rules that relate parameters to each other,
// and the envelope around what is refused there. Tested by tests/conformance.
#ifndef HASHRANGE_OPS_ITEM_REQUEST_H_
#define HASHRANGE_OPS_ITEM_REQUEST_H_

#include <optional>
#include <span>

#include "expr/expression.h"
#include "hashrange/result.h"
#include "model/operation_shapes.h"
#include "ops/context.h"
#include "ops/legacy_parameters.h"
#include "wire/request_reader.h"

namespace hashrange::ops {

// A parameter by its index in the input structure, and its name.
struct ParameterName {
  uint8_t member;
  Bytes name;
};

// Where an operation keeps its expressions. `with_values` are those that may use values, in the
// order in which the service lists them.
struct ExpressionParameters {
  model::Operation operation;
  uint8_t names;
  uint8_t values;  // kNoMember when the operation takes none
  std::span<const ParameterName> expressions;
  std::span<const ParameterName> with_values;
  std::span<const ParameterName> legacy;
  LegacyMembers legacy_members = {};
  bool envelope;  // PutItem, UpdateItem, DeleteItem: "1 validation error detected: " before what is
                  // refused without a table, unless the older layer reads the request
  // Is a condition or filter that is too long told with its size by the current layer? Of the
  // operations with an envelope none is. Source: Floci, measured eu-west-2 and us-east-1 2026-09.
  bool tells_size = true;
  model::ValueLayer layer = model::ValueLayer::kCurrent;  // of the current layer
};

// Reads the names and values of a request; parses its expressions.
class ItemRequest {
 public:
  ItemRequest(Context* context, const wire::StructureView& input,
              const ExpressionParameters& parameters)
      : ItemRequest(context, input, parameters, &context->scratch->values) {}
  // With a builder of its own for the values: one of several that are alive at once.
  ItemRequest(Context* context, const wire::StructureView& input,
              const ExpressionParameters& parameters, model::ItemBuilder* values)
      : context_(context),
        input_(input),
        parameters_(parameters),
        older_(context->identity->dialect.IsOlder(parameters.operation)),
        layer_(older_ ? model::ValueLayer::kOlder : parameters.layer),
        values_builder_(values),
        legacy_(context, input, parameters.legacy_members, layer_) {}

  // The stages up to the table, in DynamoDB's order: attribute values, the relations between
  // parameters, expressions, unused names and values. Each call returns at the first failure;
  // nothing is enveloped yet.
  Status DecodeAttributes(uint8_t member, model::ItemBuilder* to);  // Item, Key
  Status DecodeValues();  // ExpressionAttributeValues and those of legacy parameters
  // As DecodeAttributes; Scan says what a bad value is of.
  Status DecodeStartKey(uint8_t member, model::ItemBuilder* to);
  // CheckRelations is its four parts, in this order: legacy parameters beside expressions; names
  // and values without an expression; ConditionalOperator; empty names and values.
  Status CheckRelations();
  Status CheckMixing();
  Status CheckPresence();
  Status CheckConditionalOperator() { return legacy_.CheckConditionalOperator(); }
  Status CheckEmpty();
  Status Substitute();
  Status ParseCondition(uint8_t member, expr::ExpressionKind kind,
                        std::optional<expr::ConditionExpression>* condition);
  Status ParseProjection(uint8_t member, std::optional<expr::ProjectionExpression>* projection);
  Status ParseUpdate(uint8_t member, std::optional<expr::UpdateExpression>* update);
  Status ParseKeyCondition(uint8_t member, std::optional<expr::KeyConditionExpression>* condition,
                           expr::ExpressionKind kind = expr::ExpressionKind::kKeyCondition);
  Status CheckAllUsed() const;
  // After DecodeValues. A request has none of these or no expression of the same use.
  const LegacyParameters& legacy() const { return legacy_; }

  // Appends names and values in one form for every order and spelling.
  void AppendSubstitutions(std::string* to) const;

  // The error as the service words it for this operation: with its envelope, unless its older layer
  // reads the request. `own_relations` is what the operation's own relation checks say (beyond
  // CheckRelations): the older layer reports both before a nesting error. Source: paritysuite,
  // measured eu-west-2 2026-10.
  Error Refuse(Error error, Status own_relations = {});

 private:
  // Does the newer layer name the placeholder of this value, which is nested too deep?
  bool NamesTooDeep(const model::RequestValue& value) const;
  bool AnswersInOlderForm() const;
  std::string ListOf(std::span<const ParameterName> parameters) const;
  bool HasAny(std::span<const ParameterName> parameters) const;
  bool HasExpression(Bytes name) const;

  Context* context_;
  const wire::StructureView& input_;
  const ExpressionParameters& parameters_;
  const bool older_;  // the region reads every request of this operation with the older layer
  const model::ValueLayer layer_;
  model::ItemBuilder* values_builder_;
  LegacyParameters legacy_;
  std::optional<expr::Substitutions> substitutions_;
  struct ValuePlace {
    Bytes placeholder;
    model::ItemBuilder::Place begin;
    model::ItemBuilder::Place end;
  };
  std::vector<ValuePlace> values_;
};

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_ITEM_REQUEST_H_
