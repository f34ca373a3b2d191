// Conditions and filters. A Value that does not exist stands for a missing attribute, and for the
// size of what has none.
#include <cstring>

#include "base/check.h"
#include "base/utf8.h"
#include "expr/ast.h"
#include "expr/condition_rep.h"
#include "expr/expression.h"
#include "expr/parser.h"
#include "expr/static_checks.h"
#include "model/number.h"

namespace hashrange::expr {

using model::AttributeType;
using model::Value;

Bytes ExpressionKindName(ExpressionKind kind) {
  switch (kind) {
    case ExpressionKind::kCondition:
      return "ConditionExpression";
    case ExpressionKind::kFilter:
      return "FilterExpression";
    case ExpressionKind::kProjection:
      return "ProjectionExpression";
    case ExpressionKind::kUpdate:
      return "UpdateExpression";
    case ExpressionKind::kKeyCondition:
      return "KeyConditionExpression";
    case ExpressionKind::kSearchCondition:
      return "SearchConditionExpression";
  }
  return {};
}

namespace {

// How the size of a value counts: UTF-16 units of S, bytes of B, members of sets, L and M. False:
// it has no size. Source: paritysuite, measured 2026-10 (UTF-16), AWS Developer Guide, "Comparison
// operator and function reference".
bool SizeOf(const Value& value, uint64_t* size) {
  if (!value.exists()) return false;
  switch (value.type()) {
    case AttributeType::kS:
      *size =
          base::IsAscii(value.string()) ? value.string().size() : base::Utf16Units(value.string());
      return true;
    case AttributeType::kB:
      *size = value.binary().size();
      return true;
    case AttributeType::kSS:
    case AttributeType::kNS:
    case AttributeType::kBS:
    case AttributeType::kM:
    case AttributeType::kL:
      *size = value.count();
      return true;
    case AttributeType::kN:
    case AttributeType::kNull:
    case AttributeType::kBool:
      return false;
  }
  return false;
}

// Makes the operand the N `size`, in item form.
void SetSize(uint64_t size, Operand* operand) {
  char reversed[10];
  size_t count = 0;
  do {
    HR_DCHECK(count < sizeof(reversed));
    reversed[count++] = static_cast<char>('0' + size % 10);
    size /= 10;
  } while (size != 0);
  for (size_t i = 0; i < count; i++) operand->digits[i] = reversed[count - 1 - i];
  operand->structure[0] = static_cast<char>(AttributeType::kN);
  operand->structure[1] = static_cast<char>(count << 1);
  operand->value = Value{Bytes(operand->structure, 2), Bytes(operand->digits, count)};
}

// Orders two values; false when they have no common order.
bool Compare(const Value& a, const Value& b, int* order) {
  if (!a.exists() || !b.exists() || a.type() != b.type()) return false;
  switch (a.type()) {
    case AttributeType::kS:
      *order = a.string().compare(b.string());
      return true;
    case AttributeType::kN:
      *order = model::CompareNumbers(a.string(), b.string());
      return true;
    case AttributeType::kB:
      *order = a.binary().compare(b.binary());
      return true;
    default:
      return false;
  }
}

// S in S and B in B as a part; a member of a set; an element of a list. Source: AWS Developer
// Guide, as above; sets in sets and maps are never searched: paritysuite, measured 2026-10.
bool Contains(const Value& container, const Value& part) {
  if (!container.exists() || !part.exists()) return false;
  const AttributeType type = part.type();
  switch (container.type()) {
    case AttributeType::kS:
      return type == AttributeType::kS && container.string().find(part.string()) != Bytes::npos;
    case AttributeType::kB:
      return type == AttributeType::kB && container.binary().find(part.binary()) != Bytes::npos;
    case AttributeType::kSS:
    case AttributeType::kNS:
    case AttributeType::kBS: {
      const bool fits = container.type() == AttributeType::kSS   ? type == AttributeType::kS
                        : container.type() == AttributeType::kNS ? type == AttributeType::kN
                                                                 : type == AttributeType::kB;
      if (!fits) return false;
      const Bytes wanted = type == AttributeType::kB ? part.binary() : part.string();
      model::SetReader members(container);
      Bytes member;
      while (members.Next(&member)) {
        if (member == wanted) return true;
      }
      return false;
    }
    case AttributeType::kL: {
      model::ListReader elements(container);
      Value element;
      while (elements.Next(&element)) {
        if (element == part) return true;
      }
      return false;
    }
    default:
      return false;
  }
}

bool BeginsWith(const Value& value, const Value& prefix) {
  if (!value.exists() || !prefix.exists() || value.type() != prefix.type()) return false;
  if (value.type() == AttributeType::kS) {
    return value.string().substr(0, prefix.string().size()) == prefix.string();
  }
  if (value.type() == AttributeType::kB) {
    return value.binary().substr(0, prefix.binary().size()) == prefix.binary();
  }
  return false;
}

// Evaluates over one item. Depth is bounded by kExpressionOperatorsMax.
class Evaluator {
 public:
  Evaluator(const Ast& ast, Value root) : ast_(ast), root_(root) {}

  bool Condition(const Node& node) const {
    switch (node.op) {
      case Op::kAnd:
        return Condition(ast_.Operand(node, 0)) && Condition(ast_.Operand(node, 1));
      case Op::kOr:
        return Condition(ast_.Operand(node, 0)) || Condition(ast_.Operand(node, 1));
      case Op::kNot:
        return !Condition(ast_.Operand(node, 0));
      case Op::kAttributeExists:
        return PathValue(ast_.Operand(node, 0)).exists();
      case Op::kAttributeNotExists:
        return !PathValue(ast_.Operand(node, 0)).exists();
      case Op::kIn:
        return In(node);
      case Op::kBetween:
        return Between(node);
      default:
        return Binary(node);
    }
  }

  void Evaluate(const Node& node, Operand* operand) const {
    if (node.op == Op::kPath) {
      operand->value = PathValue(node);
    } else if (node.op == Op::kValue) {
      operand->value = ast_.ValueOf(node);
    } else if (IsCondition(node.op)) {
      operand->structure[0] = static_cast<char>(AttributeType::kBool);
      operand->structure[1] = Condition(node) ? 1 : 0;
      operand->value = Value{Bytes(operand->structure, 2), {}};
    } else {
      HR_DCHECK(node.op == Op::kSize);
      // size(size(x)) is refused when the expression is parsed, so that the operand below is never
      // a size.
      Operand inner;
      Evaluate(ast_.Operand(node, 0), &inner);
      uint64_t size = 0;
      operand->sizes_missing = !inner.value.exists();
      if (SizeOf(inner.value, &size)) SetSize(size, operand);
    }
  }

 private:
  Value PathValue(const Node& path) const {
    return FindPath(ast_.Elements(path), path.count, root_);
  }

  bool Binary(const Node& node) const {
    Operand a;
    Operand b;
    Evaluate(ast_.Operand(node, 0), &a);
    Evaluate(ast_.Operand(node, 1), &b);
    int order = 0;
    switch (node.op) {
      case Op::kEq:
        return a.value.exists() && a.value == b.value;
      case Op::kNe:
        // A missing attribute differs from everything, another missing one included, and so does
        // the size of a value that has none; that of a missing attribute makes the comparison false.
        // Source: ExtendDB's tests, which pass on AWS, 2026, of N; of BOOL and NULL by analogy.
        if (a.sizes_missing || b.sizes_missing) return false;
        return !(a.value.exists() && a.value == b.value);
      case Op::kLt:
        return Compare(a.value, b.value, &order) && order < 0;
      case Op::kLe:
        return Compare(a.value, b.value, &order) && order <= 0;
      case Op::kGt:
        return Compare(a.value, b.value, &order) && order > 0;
      case Op::kGe:
        return Compare(a.value, b.value, &order) && order >= 0;
      case Op::kBeginsWith:
        return BeginsWith(a.value, b.value);
      case Op::kContains:
        return Contains(a.value, b.value);
      case Op::kAttributeType:
        return a.value.exists() && model::AttributeTypeName(a.value.type()) == b.value.string();
      default:
        HR_CHECK(false && "not a condition");
        return false;
    }
  }

  bool In(const Node& node) const {
    Operand wanted;
    Evaluate(ast_.Operand(node, 0), &wanted);
    if (!wanted.value.exists()) return false;
    for (uint32_t i = 1; i < node.count; i++) {
      Operand candidate;
      Evaluate(ast_.Operand(node, i), &candidate);
      if (wanted.value == candidate.value) return true;
    }
    return false;
  }

  bool Between(const Node& node) const {
    Operand value;
    Operand bound;
    Evaluate(ast_.Operand(node, 0), &value);
    Evaluate(ast_.Operand(node, 1), &bound);
    int order = 0;
    if (!Compare(value.value, bound.value, &order) || order < 0) return false;
    Operand upper;
    Evaluate(ast_.Operand(node, 2), &upper);
    return Compare(value.value, upper.value, &order) && order <= 0;
  }

  const Ast& ast_;
  const Value root_;
};

}  // namespace

void EvaluateOperand(const Ast& ast, const Node& node, const Value& root, Operand* operand) {
  Evaluator(ast, root).Evaluate(node, operand);
}

bool EvaluateClause(const Ast& ast, const Node& clause, const Value& root) {
  return Evaluator(ast, root).Condition(clause);
}

uint32_t OperandsNeeded(const Ast& ast, const Node& clause, const Value& root) {
  if (clause.op != Op::kIn && clause.op != Op::kBetween) return clause.count;
  const Evaluator evaluator(ast, root);
  Operand first;
  evaluator.Evaluate(ast.Operand(clause, 0), &first);
  if (clause.op == Op::kBetween) {
    Operand lower;
    evaluator.Evaluate(ast.Operand(clause, 1), &lower);
    int order = 0;
    return Compare(first.value, lower.value, &order) && order >= 0 ? 3 : 2;
  }
  if (!first.value.exists()) return 1;
  for (uint32_t i = 1; i < clause.count; i++) {
    Operand candidate;
    evaluator.Evaluate(ast.Operand(clause, i), &candidate);
    if (first.value == candidate.value) return i + 1;
  }
  return clause.count;
}

ConditionExpression::ConditionExpression(std::unique_ptr<Rep> rep) : rep_(std::move(rep)) {}
ConditionExpression::ConditionExpression(ConditionExpression&&) noexcept = default;
ConditionExpression& ConditionExpression::operator=(ConditionExpression&&) noexcept = default;
ConditionExpression::~ConditionExpression() = default;

Result<ConditionExpression> ConditionExpression::Parse(Bytes text, ExpressionKind kind,
                                                       Substitutions* substitutions) {
  HR_CHECK(kind == ExpressionKind::kCondition || kind == ExpressionKind::kFilter);
  auto rep = std::make_unique<Rep>();
  rep->text = text;
  HR_RETURN_IF_ERROR(Parser(kind, text, &rep->ast).ParseCondition());
  HR_RETURN_IF_ERROR(StaticChecks(kind, &rep->ast, substitutions).CheckClauses());
  rep->NotePaths();
  return ConditionExpression(std::move(rep));
}

void ConditionExpression::Rep::NotePaths() {
  paths.reserve(ast.elements.size());
  for (const Node& node : ast.nodes) {
    if (node.op != Op::kPath) continue;
    paths.push_back(PathUse{std::string(ast.Elements(node)->name), node.count > 1});
  }
}

bool ConditionExpression::Evaluate(const model::ItemView& item) const {
  const Value root = item.exists() ? item.root() : Value{};
  return Evaluator(rep_->ast, root).Condition(rep_->ast.nodes.back());
}

const std::vector<ConditionExpression::PathUse>& ConditionExpression::paths() const {
  return rep_->paths;
}

Bytes ConditionExpression::text() const { return rep_->text; }

const Ast& ConditionExpression::tree() const { return rep_->ast; }

}  // namespace hashrange::expr
