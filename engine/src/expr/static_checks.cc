#include "expr/static_checks.h"

#include <optional>
#include <string>

#include "base/base64.h"
#include "expr/messages.h"
#include "model/limits.h"
#include "model/number.h"

namespace hashrange::expr {
namespace {

using model::AttributeType;

// The operands a function takes; -1 for operators, which the grammar counts.
int OperandCountOf(Op op) {
  switch (op) {
    case Op::kAttributeExists:
    case Op::kAttributeNotExists:
    case Op::kSize:
      return 1;
    case Op::kAttributeType:
    case Op::kBeginsWith:
    case Op::kContains:
    case Op::kIfNotExists:
    case Op::kListAppend:
      return 2;
    default:
      return -1;
  }
}

// The type of an operand that does not depend on the item.
std::optional<AttributeType> StaticType(const Ast& ast, const Node& node) {
  if (node.op == Op::kValue) return ast.ValueOf(node).type();
  if (node.op == Op::kSize) return AttributeType::kN;
  if (node.op == Op::kListAppend) return AttributeType::kL;
  if (IsCondition(node.op)) return AttributeType::kBool;
  return std::nullopt;
}

// Types that have an order: what < and BETWEEN take.
bool IsOrdered(AttributeType type) { return model::IsScalarKey(type); }

bool HasSize(AttributeType type) {
  return type != AttributeType::kN && type != AttributeType::kBool && type != AttributeType::kNull;
}

// "S:b", as messages print the bound of BETWEEN. Binary as the SDK's text form of AttributeValue
// shows it.
std::string BoundText(const model::Value& value) {
  std::string text(model::AttributeTypeName(value.type()));
  text.append(":");
  if (value.type() == AttributeType::kB) {
    base::AppendBase64(&text, value.binary());
  } else {
    text.append(value.string());
  }
  return text;
}

// How the messages of ADD and DELETE call a type. Source: Floci's captures, eu-west-2 2026-09-17;
// NUMBER_SET, BINARY_SET and NULL by analogy.
Bytes LongTypeName(AttributeType type) {
  switch (type) {
    case AttributeType::kS:
      return "STRING";
    case AttributeType::kN:
      return "NUMBER";
    case AttributeType::kB:
      return "BINARY";
    case AttributeType::kSS:
      return "STRING_SET";
    case AttributeType::kNS:
      return "NUMBER_SET";
    case AttributeType::kBS:
      return "BINARY_SET";
    case AttributeType::kM:
      return "MAP";
    case AttributeType::kL:
      return "LIST";
    case AttributeType::kNull:
      return "NULL";
    case AttributeType::kBool:
      return "BOOL";
  }
  return {};
}

}  // namespace

int CompareScalars(const model::Value& a, const model::Value& b) {
  if (a.type() == AttributeType::kN) return model::CompareNumbers(a.string(), b.string());
  if (a.type() == AttributeType::kB) return a.binary().compare(b.binary());
  return a.string().compare(b.string());
}

Status StaticChecks::Resolve(uint32_t begin, uint32_t end) {
  for (uint32_t i = begin; i < end; i++) {
    const Node& node = ast_->nodes[i];
    if (node.op == Op::kValue) {
      if (substitutions_ != nullptr && !substitutions_->UseValue(node.text, &ast_->values[node.first])) {
        return Fail(kUndefinedValue, {kind_name(), node.text});
      }
    } else if (node.op == Op::kPath) {
      for (uint32_t j = node.first; j < node.first + node.count; j++) {
        PathElement& element = ast_->elements[j];
        if (substitutions_ == nullptr || element.is_index || element.name[0] != '#') continue;
        const Bytes placeholder = element.name;
        if (!substitutions_->UseName(placeholder, &element.name)) {
          return Fail(kUndefinedName, {kind_name(), placeholder});
        }
      }
      if (node.count > static_cast<uint32_t>(model::kPathElementsMax)) {
        return Fail(kPathTooDeep, {kind_name(), std::to_string(node.count)});
      }
    }
  }
  return {};
}

Status StaticChecks::CheckClauses() {
  uint32_t end = 0;
  const uint32_t count = static_cast<uint32_t>(ast_->nodes.size());
  for (uint32_t i = 0; i < count; i++) {
    if (!ast_->nodes[i].is_clause) continue;
    const uint32_t begin = ast_->nodes[i].begin;
    end = i + 1;
    HR_RETURN_IF_ERROR(Resolve(begin, end));
    for (uint32_t j = begin; j < end; j++) HR_RETURN_IF_ERROR(CheckCount(ast_->nodes[j]));
    for (uint32_t j = begin; j < end; j++) HR_RETURN_IF_ERROR(CheckDistinct(ast_->nodes[j]));
    for (uint32_t j = begin; j < end; j++) HR_RETURN_IF_ERROR(CheckTypes(ast_->nodes[j]));
  }
  return {};
}

Status StaticChecks::CheckCount(const Node& node) const {
  if (node.op == Op::kIn && node.count - 1 > static_cast<uint32_t>(model::kInOperandsMax)) {
    return Fail(kTooManyInOperands, {kind_name(), std::to_string(node.count - 1)});
  }
  const int expected = OperandCountOf(node.op);
  if (expected >= 0 && node.count != static_cast<uint32_t>(expected)) {
    return Fail(kOperandCount, {kind_name(), node.text, std::to_string(node.count)});
  }
  return {};
}

// The first operand and another may not be the same path. Comparing a value with itself is fine.
Status StaticChecks::CheckDistinct(const Node& node) const {
  if (node.op == Op::kPath || node.op == Op::kValue || node.count < 2) return {};
  const Node& first = ast_->Operand(node, 0);
  if (first.op != Op::kPath) return {};
  for (uint32_t i = 1; i < node.count; i++) {
    if (IsSamePath(*ast_, first, ast_->Operand(node, i))) {
      std::string op(node.text);
      if (!IsFunction(node.op)) {
        for (char& c : op) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 0x20) : c;
      }
      return Fail(kSameOperand, {kind_name(), op, PathText(ast_->Elements(first), first.count)});
    }
  }
  return {};
}

Status StaticChecks::OperandTypeFault(const Node& node, Bytes type) const {
  const Bytes op = node.op == Op::kBetween ? Bytes("BETWEEN") : node.text;
  return Fail(kOperandType, {kind_name(), op, type});
}

Status StaticChecks::RequirePath(const Node& node) const {
  if (ast_->Operand(node, 0).op == Op::kPath) return {};
  return Fail(kPathRequired, {kind_name(), node.text});
}

Status StaticChecks::CheckTypes(const Node& node) const {
  bool (*accepts)(AttributeType) = nullptr;
  switch (node.op) {
    case Op::kLt:
    case Op::kLe:
    case Op::kGt:
    case Op::kGe:
    case Op::kBetween:
      accepts = IsOrdered;
      break;
    case Op::kBeginsWith:
      accepts = [](AttributeType type) {
        return type == AttributeType::kS || type == AttributeType::kB;
      };
      break;
    case Op::kSize:
      accepts = HasSize;
      break;
    case Op::kPlus:
    case Op::kMinus:
      accepts = [](AttributeType type) { return type == AttributeType::kN; };
      break;
    case Op::kListAppend:
      accepts = [](AttributeType type) { return type == AttributeType::kL; };
      break;
    case Op::kAttributeExists:
    case Op::kAttributeNotExists:
    case Op::kIfNotExists:
      return RequirePath(node);
    case Op::kAttributeType:
      return CheckAttributeType(node);
    default:
      return {};
  }
  for (uint32_t i = 0; i < node.count; i++) {
    const std::optional<AttributeType> type = StaticType(*ast_, ast_->Operand(node, i));
    if (type.has_value() && !accepts(*type)) {
      return OperandTypeFault(node, model::AttributeTypeName(*type));
    }
  }
  return node.op == Op::kBetween ? CheckBetween(node) : Status();
}

Status StaticChecks::CheckBetween(const Node& node) const {
  const Node& lower = ast_->Operand(node, 1);
  const Node& upper = ast_->Operand(node, 2);
  if (lower.op != Op::kValue || upper.op != Op::kValue) return {};
  const model::Value& low = ast_->ValueOf(lower);
  const model::Value& high = ast_->ValueOf(upper);
  if (low.type() != high.type()) {
    return Fail(kBetweenTypes, {kind_name(), BoundText(low), BoundText(high)});
  }
  if (CompareScalars(low, high) > 0) {
    return Fail(kBetweenReversed, {kind_name(), BoundText(low), BoundText(high)});
  }
  return {};
}

Status StaticChecks::CheckAttributeType(const Node& node) const {
  HR_RETURN_IF_ERROR(RequirePath(node));
  const Node& wanted = ast_->Operand(node, 1);
  if (wanted.op != Op::kValue) {
    // Source: dynalite; the order of the types is DynamoDB's of some day.
    return OperandTypeFault(
        node, wanted.op == Op::kSize ? Bytes("N") : Bytes("{NS,SS,L,BS,N,M,B,BOOL,NULL,S}"));
  }
  const model::Value& value = ast_->ValueOf(wanted);
  if (value.type() != AttributeType::kS) {
    return OperandTypeFault(node, model::AttributeTypeName(value.type()));
  }
  AttributeType type;
  if (!model::ParseAttributeType(value.string(), &type)) {
    return Fail(kAttributeTypeName, {kind_name(), value.string()});
  }
  return {};
}

Status StaticChecks::CheckUpdate(const std::vector<UpdateAction>& actions) {
  for (const UpdateAction& action : actions) {
    if (action.section != Section::kAdd && action.section != Section::kDelete) continue;
    const AttributeType type = ast_->ValueOf(ast_->nodes[action.operand]).type();
    const bool is_number = type == AttributeType::kN && action.section == Section::kAdd;
    if (is_number || model::IsSet(type)) continue;
    return Fail(kActionOperandType, {kind_name(), SectionName(action.section), LongTypeName(type)});
  }
  for (const Node& node : ast_->nodes) {
    HR_RETURN_IF_ERROR(CheckCount(node));
    HR_RETURN_IF_ERROR(CheckTypes(node));
  }
  return {};
}

}  // namespace hashrange::expr
