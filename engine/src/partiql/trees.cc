#include "partiql/trees.h"

#include <algorithm>
#include <utility>

#include "expr/messages.h"
#include "model/limits.h"
#include "partiql/literals.h"
#include "partiql/messages.h"

namespace hashrange::partiql {
namespace {

using expr::Op;
using model::AttributeType;

struct FunctionRow {
  Bytes name;
  Op op;
};
constexpr FunctionRow kConditionFunctions[] = {
    {"attribute_exists", Op::kAttributeExists}, {"attribute_not_exists", Op::kAttributeNotExists},
    {"attribute_type", Op::kAttributeType},     {"begins_with", Op::kBeginsWith},
    {"contains", Op::kContains},                {"size", Op::kSize},
};

// Values that live as long as the program, in item form: the types that IS asks for.
struct TypeRow {
  Bytes names;  // of PartiQL
  Bytes structure;
  Bytes type;  // of DynamoDB
};
constexpr char kOfOne[] = {static_cast<char>(AttributeType::kS), 2};
constexpr char kOfFour[] = {static_cast<char>(AttributeType::kS), 8};
constexpr TypeRow kTypes[] = {
    {" null ", Bytes(kOfFour, 2), "NULL"},    {" bool boolean ", Bytes(kOfFour, 2), "BOOL"},
    {" string ", Bytes(kOfOne, 2), "S"},      {" numeric ", Bytes(kOfOne, 2), "N"},
    {" blob ", Bytes(kOfOne, 2), "B"},        {" struct tuple ", Bytes(kOfOne, 2), "M"},
    {" list ", Bytes(kOfOne, 2), "L"},
};

struct OperatorRow {
  Word word;
  Op op;
  Bytes text;
};
constexpr OperatorRow kComparisons[] = {
    {Word::kEq, Op::kEq, "="},  {Word::kNe, Op::kNe, "<>"}, {Word::kLt, Op::kLt, "<"},
    {Word::kLe, Op::kLe, "<="}, {Word::kGt, Op::kGt, ">"},  {Word::kGe, Op::kGe, ">="},
};

const OperatorRow* ComparisonOf(Word word) {
  for (const OperatorRow& row : kComparisons) {
    if (row.word == word) return &row;
  }
  return nullptr;
}

std::string UpperCase(Bytes text) {
  std::string upper(text);
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 0x20) : c;
  return upper;
}

}  // namespace

Error AsOfStatement(Error error) {
  constexpr Bytes kBegin = "Invalid ";
  const Bytes message = error.message();
  if (message.substr(0, kBegin.size()) != kBegin) return error;
  for (const expr::ExpressionKind kind : {expr::ExpressionKind::kCondition, expr::ExpressionKind::kUpdate}) {
    const std::string prefix = std::string(kBegin) + std::string(expr::ExpressionKindName(kind)) + ": ";
    if (message.substr(0, prefix.size()) == prefix) return Error(error.type(), std::string(message.substr(prefix.size())));
  }
  return error;
}

Status Statement::Trees::Where(uint32_t n) {
  // Depth is bounded like the number of operators. Source of the bound: model/limits.h; that it holds here is ours.
  int operators = 0;
  for (uint32_t i = syntax_.nodes[n].begin; i <= n; i++) {
    const NodeKind kind = syntax_.nodes[i].kind;
    if (kind >= NodeKind::kSign || kind == NodeKind::kCall) operators++;
  }
  if (operators > model::kExpressionOperatorsMax) {
    return AsOfStatement(Fail(expr::kTooManyOperators, {"ConditionExpression", std::to_string(operators)}));
  }
  uint32_t made = 0;
  return Condition(n, kNotBoolean, &made);
}

bool Statement::Trees::IsCondition(const Node& node) const {
  switch (node.kind) {
    case NodeKind::kNot:
    case NodeKind::kBetween:
    case NodeKind::kIn:
    case NodeKind::kIs:
    case NodeKind::kLike:
      return true;
    case NodeKind::kBinary: {
      const Word word = syntax_.WordOf(node);
      return word == Word::kAnd || word == Word::kOr || ComparisonOf(word) != nullptr;
    }
    case NodeKind::kCall:
      return LowerCase(syntax_.TokenOf(node).text) != "size";
    default:
      return false;
  }
}

// `refused`: what to say of what is no condition.
Status Statement::Trees::Condition(uint32_t n, const Message& refused, uint32_t* made) {
  const Node& node = syntax_.nodes[n];
  if (!IsCondition(node)) {
    if (node.kind == NodeKind::kBinary || node.kind == NodeKind::kSign) {
      return Fail(kConditionOperator, {syntax_.TokenOf(node).text});
    }
    return Fail(refused);
  }
  switch (node.kind) {
    case NodeKind::kNot: {
      uint32_t operand = 0;
      HR_RETURN_IF_ERROR(Condition(syntax_.operands[node.first], kNotOperand, &operand));
      *made = builder_.Add(Op::kNot, "NOT", {operand});
      return {};
    }
    case NodeKind::kBetween:
      return Between(node, made);
    case NodeKind::kIn:
      return In(node, made);
    case NodeKind::kIs:
      return Is(node, made);
    case NodeKind::kLike:
      return Fail(kConditionOperator, {"LIKE"});
    case NodeKind::kCall:
      return Call(node, made);
    default:
      return Binary(node, made);
  }
}

Status Statement::Trees::Binary(const Node& node, uint32_t* made) {
  const Word word = syntax_.WordOf(node);
  uint32_t left = 0;
  uint32_t right = 0;
  if (word == Word::kAnd || word == Word::kOr) {
    HR_RETURN_IF_ERROR(Condition(syntax_.operands[node.first], kAndOrOperand, &left));
    HR_RETURN_IF_ERROR(Condition(syntax_.operands[node.first + 1], kAndOrOperand, &right));
    *made = word == Word::kAnd ? builder_.Add(Op::kAnd, "AND", {left, right}) : builder_.Add(Op::kOr, "OR", {left, right});
    return {};
  }
  HR_RETURN_IF_ERROR(Operand(syntax_.operands[node.first], &left));
  HR_RETURN_IF_ERROR(Operand(syntax_.operands[node.first + 1], &right));
  const OperatorRow* row = ComparisonOf(word);
  *made = builder_.Add(row->op, row->text, {left, right});
  return {};
}

uint32_t Statement::Trees::Negated(const Node& node, uint32_t made) {
  return node.negative ? builder_.Add(Op::kNot, "NOT", {made}) : made;
}

Status Statement::Trees::Between(const Node& node, uint32_t* made) {
  std::vector<uint32_t> operands;
  HR_RETURN_IF_ERROR(Arguments(node, &operands));
  *made = Negated(node, builder_.Add(Op::kBetween, "BETWEEN", operands));
  return {};
}

Status Statement::Trees::In(const Node& node, uint32_t* made) {
  const Node& left = syntax_.Operand(node, 0);
  const Node& right = syntax_.Operand(node, 1);
  const bool is_left = left.kind == NodeKind::kName || left.kind == NodeKind::kPath || IsCondition(left) ||
                       left.kind == NodeKind::kCall;
  const bool is_right = right.kind == NodeKind::kList || right.kind == NodeKind::kBag;
  if (!is_left || !is_right || right.count == 0) return Fail(kInOperands);
  std::vector<uint32_t> operands(1);
  HR_RETURN_IF_ERROR(Operand(syntax_.operands[node.first], &operands[0]));
  HR_RETURN_IF_ERROR(Arguments(right, &operands));
  *made = Negated(node, builder_.Add(Op::kIn, "IN", operands));
  return {};
}

uint32_t Statement::Trees::TypeTest(uint32_t path, Bytes type) {
  for (const TypeRow& row : kTypes) {
    if (row.type != type) continue;
    return builder_.Add(Op::kAttributeType, "attribute_type", {path, builder_.Value(model::Value{row.structure, row.type})});
  }
  return path;
}

Status Statement::Trees::Is(const Node& node, uint32_t* made) {
  const Node& left = syntax_.Operand(node, 0);
  if (left.kind != NodeKind::kName && left.kind != NodeKind::kPath) return Fail(kIsOperand);
  uint32_t path = 0;
  HR_RETURN_IF_ERROR(Path(left, &path));
  const Bytes written = syntax_.tokens[node.type].text;
  const std::string name = LowerCase(written);
  if (name == "missing") {
    *made = node.negative ? builder_.Add(Op::kAttributeExists, "attribute_exists", {path})
                          : builder_.Add(Op::kAttributeNotExists, "attribute_not_exists", {path});
    return {};
  }
  for (const TypeRow& row : kTypes) {
    if (row.names.find(" " + name + " ") == Bytes::npos) continue;
    *made = Negated(node, TypeTest(path, row.type));
    return {};
  }
  return Fail(kIsType, {UpperCase(written)});
}

Status Statement::Trees::Arguments(const Node& node, std::vector<uint32_t>* made) {
  for (uint32_t i = 0; i < node.count; i++) {
    uint32_t operand = 0;
    HR_RETURN_IF_ERROR(Operand(syntax_.operands[node.first + i], &operand));
    made->push_back(operand);
  }
  return {};
}

Status Statement::Trees::Call(const Node& node, uint32_t* made) {
  const Token& token = syntax_.TokenOf(node);
  const std::string name = LowerCase(token.text);
  for (const FunctionRow& row : kConditionFunctions) {
    if (row.name != name) continue;
    // Without operands there is no node before the function's own.
    std::vector<uint32_t> operands;
    HR_RETURN_IF_ERROR(Arguments(node, &operands));
    if (row.op == Op::kAttributeType && operands.size() == 2 && ast_->nodes[operands[1]].op == Op::kValue) {
      const model::Value& type = ast_->ValueOf(ast_->nodes[operands[1]]);
      AttributeType parsed;
      if (type.type() == AttributeType::kS && !model::ParseAttributeType(type.string(), &parsed)) {
        return Fail(kAttributeTypeName, {type.string()});
      }
    }
    *made = builder_.Add(row.op, row.name, operands);
    return {};
  }
  return Fail(kUnknownFunction, {name, PositionOf(token)});
}

Status Statement::Trees::Path(const Node& node, uint32_t* made) {
  std::vector<expr::PathElement> path;
  HR_RETURN_IF_ERROR(statement_.ReadPath(node, &path));
  *made = builder_.Path(path);
  return {};
}

Status Statement::Trees::Operand(uint32_t n, uint32_t* made) {
  const Node& node = syntax_.nodes[n];
  if (node.kind == NodeKind::kName || node.kind == NodeKind::kPath) return Path(node, made);
  if (node.kind == NodeKind::kCall) return Call(node, made);
  if (IsCondition(node)) return Condition(n, kNotBoolean, made);
  if (node.kind == NodeKind::kBinary || node.kind == NodeKind::kSign) {
    return Fail(kConditionOperator, {syntax_.TokenOf(node).text});
  }
  if (node.kind == NodeKind::kConstant && syntax_.WordOf(node) == Word::kMissing) return Fail(kMissingLiteral);
  model::Value value;
  HR_RETURN_IF_ERROR(statement_.ReadValue(n, &value));
  *made = builder_.Value(value);
  return {};
}

Status Statement::Trees::Assignment(const StatementSyntax::Assignment& assignment,
                                    std::vector<expr::UpdateAction>* actions) {
  const bool is_call = assignment.value != kNoNode && syntax_.nodes[assignment.value].kind == NodeKind::kCall;
  const std::string function = is_call ? LowerCase(syntax_.TokenOf(syntax_.nodes[assignment.value]).text) : "";
  if (function == "set_add") return SetFunction(assignment, expr::Section::kAdd, actions);
  if (function == "set_delete") return SetFunction(assignment, expr::Section::kDelete, actions);
  expr::UpdateAction action{expr::Section::kRemove, 0, 0};
  HR_RETURN_IF_ERROR(Path(syntax_.nodes[assignment.target], &action.target));
  action.operand = action.target;
  if (assignment.value != kNoNode) {
    action.section = expr::Section::kSet;
    HR_RETURN_IF_ERROR(SetOperand(assignment.value, false, &action.operand));
  }
  actions->push_back(action);
  return {};
}

// A path, a value, a sum, a difference or list_append of those. `nested`: in one of them.
Status Statement::Trees::SetOperand(uint32_t n, bool nested, uint32_t* made) {
  const Node& node = syntax_.nodes[n];
  if (node.kind == NodeKind::kName || node.kind == NodeKind::kPath) return Path(node, made);
  if (node.kind == NodeKind::kIs) return Fail(kIsInUpdate);
  if (node.kind == NodeKind::kCall) {
    const Token& token = syntax_.TokenOf(node);
    const std::string name = LowerCase(token.text);
    if (name != "list_append" || nested) return Fail(kUnknownFunction, {name, PositionOf(token)});
    std::vector<uint32_t> operands;
    for (uint32_t i = 0; i < node.count; i++) {
      uint32_t operand = 0;
      HR_RETURN_IF_ERROR(SetOperand(syntax_.operands[node.first + i], true, &operand));
      operands.push_back(operand);
    }
    *made = builder_.Add(Op::kListAppend, "list_append", operands);
    return {};
  }
  const Word word = syntax_.WordOf(node);
  if (node.kind == NodeKind::kBinary && !nested && (word == Word::kPlus || word == Word::kMinus)) {
    uint32_t left = 0;
    uint32_t right = 0;
    HR_RETURN_IF_ERROR(SetOperand(syntax_.operands[node.first], true, &left));
    HR_RETURN_IF_ERROR(SetOperand(syntax_.operands[node.first + 1], true, &right));
    *made = word == Word::kPlus ? builder_.Add(Op::kPlus, "+", {left, right}) : builder_.Add(Op::kMinus, "-", {left, right});
    return {};
  }
  if (node.kind >= NodeKind::kSign) return Fail(kUpdateOperator, {UpperCase(syntax_.TokenOf(node).text)});
  model::Value value;
  HR_RETURN_IF_ERROR(statement_.ReadValue(n, &value));
  *made = builder_.Value(value);
  return {};
}

// SET a = set_add(a, <<...>>) is ADD a <<...>>, set_delete is DELETE.
Status Statement::Trees::SetFunction(const StatementSyntax::Assignment& assignment, expr::Section section,
                                     std::vector<expr::UpdateAction>* actions) {
  const Node& call = syntax_.nodes[assignment.value];
  const Bytes name = section == expr::Section::kAdd ? "ADD" : "DELETE";
  const std::string position = PositionOf(syntax_.TokenOf(call));
  if (call.count != 2) return Fail(kSetFunctionCount, {name, position});
  std::vector<expr::PathElement> target;
  HR_RETURN_IF_ERROR(statement_.ReadPath(syntax_.nodes[assignment.target], &target));
  const Node& first = syntax_.Operand(call, 0);
  std::vector<expr::PathElement> path;
  if (first.kind == NodeKind::kName || first.kind == NodeKind::kPath) HR_RETURN_IF_ERROR(statement_.ReadPath(first, &path));
  if (path != target) return Fail(kSetFunctionFirst, {name, position});
  const Node& second = syntax_.Operand(call, 1);
  model::Value value;
  if (second.kind < NodeKind::kSign && second.kind != NodeKind::kName && second.kind != NodeKind::kPath &&
      second.kind != NodeKind::kCall) {
    HR_RETURN_IF_ERROR(statement_.ReadValue(syntax_.operands[call.first + 1], &value));
  }
  if (!value.exists() || !model::IsSet(value.type())) {
    return Fail(kSetFunctionSecond, {name, PositionOf(syntax_.TokenOf(first))});
  }
  expr::UpdateAction action{section, 0, 0};
  action.target = builder_.Path(target);
  action.operand = builder_.Value(value);
  actions->push_back(action);
  return {};
}

}  // namespace hashrange::partiql
