#include "partiql/literals.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/sort.h"
#include "model/limits.h"
#include "model/messages.h"
#include "model/number.h"
#include "partiql/messages.h"

namespace hashrange::partiql {

using model::AttributeType;
using model::ItemBuilder;
using model::NumberFault;

std::string KindName(const Syntax& syntax, const Node& node) {
  switch (node.kind) {
    case NodeKind::kConstant:
      return syntax.WordOf(node) == Word::kMissing ? "Missing" : "Lit";
    case NodeKind::kString:
    case NodeKind::kNumber:
      return "Lit";
    case NodeKind::kParameter:
      return "Parameter";
    case NodeKind::kName:
      return "Id";
    case NodeKind::kPath:
    case NodeKind::kStep:
    case NodeKind::kIndex:
    case NodeKind::kEveryStep:
      return "Path";
    case NodeKind::kCall:
      return LowerCase(syntax.TokenOf(node).text);
    case NodeKind::kList:
      return "List";
    case NodeKind::kBag:
      return "Bag";
    case NodeKind::kTuple:
      return "Struct";
    case NodeKind::kSign:
      return syntax.WordOf(node) == Word::kMinus ? "Neg" : "Pos";
    case NodeKind::kNot:
      return "Not";
    case NodeKind::kBetween:
      return "Between";
    case NodeKind::kIn:
      return "InCollection";
    case NodeKind::kIs:
      return "IsType";
    case NodeKind::kLike:
      return "Like";
    case NodeKind::kStatement:
      return "Select";
    case NodeKind::kBinary:
      break;
  }
  switch (syntax.WordOf(node)) {
    case Word::kAnd:
      return "And";
    case Word::kOr:
      return "Or";
    case Word::kEq:
      return "Eq";
    case Word::kNe:
      return "Ne";
    case Word::kLt:
      return "Lt";
    case Word::kLe:
      return "Lte";
    case Word::kGt:
      return "Gt";
    case Word::kGe:
      return "Gte";
    case Word::kPlus:
      return "Plus";
    case Word::kMinus:
      return "Minus";
    case Word::kTimes:
      return "Times";
    case Word::kDivide:
      return "Divide";
    case Word::kModulo:
      return "Modulo";
    default:
      return "Concat";
  }
}

std::string Literals::Text(const Token& token) const {
  if (token.kind != TokenKind::kString && token.kind != TokenKind::kQuoted) return std::string(token.text);
  return token.has_inner_quotes() ? WithoutInnerQuotes(token) : std::string(token.inner());
}

std::string Literals::Number(const Node& node) const {
  return (node.negative ? "-" : "") + std::string(syntax_.TokenOf(node).text);
}

Status Literals::Write(uint32_t node, ItemBuilder* to) {
  path_ = "root";
  HR_RETURN_IF_ERROR(Check(node, 1));
  Emit(node, to);
  return {};
}

// `level`: 1 for the literal itself.
Status Literals::Check(uint32_t n, int level) {
  const Node& node = syntax_.nodes[n];
  if (level > model::kNestingLevelsMax) return Fail(kLiteralTooDeep, {path_});
  const size_t path_size = path_.size();
  switch (node.kind) {
    case NodeKind::kString:
      return {};
    case NodeKind::kNumber:
      return CheckNumber(node);
    case NodeKind::kConstant:
      if (syntax_.WordOf(node) == Word::kMissing) break;
      return {};
    case NodeKind::kBag:
      return CheckBag(node);
    case NodeKind::kList:
      for (uint32_t i = 0; i < node.count; i++) {
        path_.append("[").append(std::to_string(i)).append("]");
        HR_RETURN_IF_ERROR(Check(syntax_.operands[node.first + i], level + 1));
        path_.resize(path_size);
      }
      return {};
    case NodeKind::kTuple:
      HR_RETURN_IF_ERROR(CheckNames(node));
      for (uint32_t i = 0; i < node.count; i += 2) {
        path_.append(".").append(Text(syntax_.TokenOf(syntax_.Operand(node, i))));
        HR_RETURN_IF_ERROR(Check(syntax_.operands[node.first + i + 1], level + 1));
        path_.resize(path_size);
      }
      return {};
    default:
      break;
  }
  return Fail(kUnsupportedType, {KindName(syntax_, node), path_, PositionOf(syntax_.TokenOf(node))});
}

Status Literals::CheckNumber(const Node& node) const {
  std::string normalised;
  const Message* fault = nullptr;
  switch (model::NormaliseNumber(Number(node), &normalised)) {
    case NumberFault::kNone:
      return {};
    case NumberFault::kNotNumeric:
      return Fail(kNotWellFormed, {""});
    case NumberFault::kOverflow:
      fault = &model::kNumberOverflow;
      break;
    case NumberFault::kUnderflow:
      fault = &model::kNumberUnderflow;
      break;
    case NumberFault::kTooManyDigits:
      fault = &model::kNumberDigits;
      break;
  }
  return Fail(kUnder, {fault->text, path_});
}

Status Literals::CheckBag(const Node& node) {
  if (node.count == 0) return Fail(kEmptyBag);
  const NodeKind kind = syntax_.Operand(node, 0).kind;
  std::set<std::string> members;
  std::string listed;
  for (uint32_t i = 0; i < node.count; i++) {
    const Node& member = syntax_.Operand(node, i);
    if (member.kind != kind || (kind != NodeKind::kString && kind != NodeKind::kNumber)) return Fail(kMixedBag);
    if (kind == NodeKind::kNumber) HR_RETURN_IF_ERROR(CheckNumber(member));
    const std::string text = kind == NodeKind::kNumber ? Number(member) : Text(syntax_.TokenOf(member));
    listed.append(i > 0 ? ", " : "").append(text);
    std::string normalised;
    if (kind == NodeKind::kNumber) {
      model::NormaliseNumber(text, &normalised);
    } else {
      normalised = text;
    }
    members.insert(std::move(normalised));
  }
  if (members.size() == node.count) return {};
  return kind == NodeKind::kNumber ? Fail(kDuplicateNumbers, {listed, path_}) : Fail(model::kDuplicateStrings, {listed});
}

Status Literals::CheckNames(const Node& tuple) {
  std::set<std::string> names;
  for (uint32_t i = 0; i < tuple.count; i += 2) {
    const Node& name = syntax_.Operand(tuple, i);
    if (name.kind != NodeKind::kString) return Fail(kTupleKeyType, {KindName(syntax_, name), path_});
    const std::string text = Text(syntax_.TokenOf(name));
    if (text.empty()) return Fail(model::kEmptyAttributeName);
    if (!names.insert(text).second) return Fail(kDuplicateKeys, {text, path_});
  }
  return {};
}

void Literals::Emit(uint32_t n, ItemBuilder* to) const {
  const Node& node = syntax_.nodes[n];
  switch (node.kind) {
    case NodeKind::kString:
      to->String(Text(syntax_.TokenOf(node)));
      return;
    case NodeKind::kNumber: {
      std::string normalised;
      model::NormaliseNumber(Number(node), &normalised);
      to->Number(normalised);
      return;
    }
    case NodeKind::kConstant:
      if (syntax_.WordOf(node) == Word::kNull) {
        to->Null();
      } else {
        to->Bool(syntax_.WordOf(node) == Word::kTrue);
      }
      return;
    case NodeKind::kList: {
      const ItemBuilder::Mark list = to->BeginList();
      for (uint32_t i = 0; i < node.count; i++) Emit(syntax_.operands[node.first + i], to);
      to->EndList(list);
      return;
    }
    case NodeKind::kBag:
      EmitBag(node, to);
      return;
    case NodeKind::kTuple:
      EmitTuple(node, to);
      return;
    default:
      HR_CHECK(false && "no literal");
  }
}

void Literals::EmitBag(const Node& node, ItemBuilder* to) const {
  const bool numbers = syntax_.Operand(node, 0).kind == NodeKind::kNumber;
  std::vector<std::string> members;
  for (uint32_t i = 0; i < node.count; i++) {
    const Node& member = syntax_.Operand(node, i);
    if (!numbers) {
      members.push_back(Text(syntax_.TokenOf(member)));
      continue;
    }
    std::string normalised;
    model::NormaliseNumber(Number(member), &normalised);
    members.push_back(std::move(normalised));
  }
  base::Sort(members, [numbers](const std::string& a, const std::string& b) {
    return numbers ? model::CompareNumbers(a, b) < 0 : a < b;
  });
  const AttributeType type = numbers ? AttributeType::kNS : AttributeType::kSS;
  const ItemBuilder::Mark set = to->BeginSet(type);
  for (const std::string& member : members) to->SetMember(type, member);
  to->EndSet(set);
}

void Literals::EmitTuple(const Node& node, ItemBuilder* to) const {
  std::vector<std::pair<std::string, uint32_t>> members;
  for (uint32_t i = 0; i < node.count; i += 2) {
    members.emplace_back(Text(syntax_.TokenOf(syntax_.Operand(node, i))), syntax_.operands[node.first + i + 1]);
  }
  base::Sort(members);
  const ItemBuilder::Mark map = to->BeginMap();
  for (const auto& [name, value] : members) {
    to->Name(name);
    Emit(value, to);
  }
  to->EndMap(map);
}

}  // namespace hashrange::partiql
