// What a node looks like is found in the expression's text anew: a node keeps its own token only,
// so that expressions which nobody asks about pay nothing for it.
#include "expr/explain.h"

#include <algorithm>
#include <cstddef>

#include "expr/condition_rep.h"
#include "expr/lexer.h"

namespace hashrange::expr {
namespace {

// A part of the expression's text, by offsets.
struct Extent {
  size_t begin;
  size_t end;
};

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

class Explainer {
 public:
  Explainer(Bytes text, const Ast& ast, model::Value root, ExplanationVisitor* visitor)
      : text_(text), ast_(ast), root_(root), visitor_(visitor) {}

  // The result, false where it was not evaluated. Depth is bounded by kExpressionOperatorsMax.
  bool Condition(const Node& node, bool evaluated) {
    ExplainedNode explained{
        ExplainedKind::kCondition, OperatorName(node), TextOf(node), evaluated, {}};
    visitor_->Enter(explained);
    bool result = false;
    if (node.op == Op::kNot) {
      const bool negated = Condition(ast_.Operand(node, 0), evaluated);
      result = evaluated && !negated;
    } else if (node.op == Op::kAnd || node.op == Op::kOr) {
      const bool left = Condition(ast_.Operand(node, 0), evaluated);
      const bool goes_on = evaluated && left == (node.op == Op::kAnd);
      const bool right = Condition(ast_.Operand(node, 1), goes_on);
      result = goes_on ? right : left;
    } else {
      const uint32_t needed = evaluated ? OperandsNeeded(ast_, node, root_) : 0;
      for (uint32_t i = 0; i < node.count; i++) ExplainOperand(ast_.Operand(node, i), i < needed);
      result = evaluated && EvaluateClause(ast_, node, root_);
    }
    visitor_->Leave(explained, result);
    return result;
  }

 private:
  void ExplainOperand(const Node& node, bool evaluated) {
    if (IsCondition(node.op)) {
      Condition(node, evaluated);
      return;
    }
    const ExplainedKind kind = node.op == Op::kPath    ? ExplainedKind::kPath
                               : node.op == Op::kValue ? ExplainedKind::kValue
                                                       : ExplainedKind::kSize;
    Operand operand;
    if (evaluated) EvaluateOperand(ast_, node, root_, &operand);
    const ExplainedNode explained{kind, {}, TextOf(node), evaluated, operand.value};
    visitor_->Enter(explained);
    if (kind == ExplainedKind::kSize) ExplainOperand(ast_.Operand(node, 0), evaluated);
    visitor_->Leave(explained, false);
  }

  static Bytes OperatorName(const Node& node) {
    switch (node.op) {
      case Op::kAnd:
        return "AND";
      case Op::kOr:
        return "OR";
      case Op::kNot:
        return "NOT";
      case Op::kIn:
        return "IN";
      case Op::kBetween:
        return "BETWEEN";
      default:
        return node.text;  // comparators and functions are written in one way
    }
  }

  Bytes TextOf(const Node& node) const {
    const Extent extent = ExtentOf(node);
    return text_.substr(extent.begin, extent.end - extent.begin);
  }

  size_t OffsetOf(const Node& node) const {
    return static_cast<size_t>(node.text.data() - text_.data());
  }

  Extent ExtentOf(const Node& node) const {
    const size_t at = OffsetOf(node);
    if (node.op == Op::kValue) return {at, at + node.text.size()};
    if (node.op == Op::kPath) return {at, PathEnd(node)};
    if (IsFunction(node.op)) return {at, CallEnd(at)};
    if (node.op == Op::kIn) return Balanced({Begin(node), CallEnd(at)});
    const size_t last = ExtentOf(ast_.Operand(node, node.count - 1)).end;
    return Balanced({node.op == Op::kNot ? at : Begin(node), last});
  }

  // Where the first operand of a chain of them begins: a loop, since such chains are long.
  size_t Begin(const Node& node) const {
    const Node* first = &node;
    while (first->op != Op::kPath && first->op != Op::kValue && !IsFunction(first->op) &&
           first->op != Op::kNot) {
      first = &ast_.Operand(*first, 0);
    }
    return OffsetOf(*first);
  }

  size_t PathEnd(const Node& path) const {
    const size_t at = OffsetOf(path);
    Lexer lexer(text_.substr(at));
    Token last = lexer.Next();
    const PathElement* elements = ast_.Elements(path);
    for (uint32_t i = 1; i < path.count; i++) {
      lexer.Next();  // "." or "["
      last = lexer.Next();
      if (elements[i].is_index) last = lexer.Next();  // "]"
    }
    return at + last.end();
  }

  // The end of what the first parenthesis from `at` on opens. No token but a parenthesis has one.
  size_t CallEnd(size_t at) const {
    size_t open = 0;
    for (; at < text_.size(); at++) {
      if (text_[at] == '(') open++;
      if (text_[at] == ')' && --open == 0) return at + 1;
    }
    return at;
  }

  // With the parentheses around its first and its last part that lie outside of them.
  Extent Balanced(Extent extent) const {
    size_t open = 0, missing = 0;
    for (size_t at = extent.begin; at < extent.end; at++) {
      if (text_[at] == '(') open++;
      if (text_[at] != ')') continue;
      if (open > 0) {
        open--;
      } else {
        missing++;
      }
    }
    while (missing > 0 && extent.begin > 0) {
      const char before = text_[--extent.begin];
      if (before == '(') missing--;
      if (before != '(' && !IsSpace(before)) break;
    }
    while (open > 0 && extent.end < text_.size()) {
      const char next = text_[extent.end++];
      if (next == ')') open--;
      if (next != ')' && !IsSpace(next)) break;
    }
    return extent;
  }

  const Bytes text_;
  const Ast& ast_;
  const model::Value root_;
  ExplanationVisitor* const visitor_;
};

}  // namespace

bool ConditionExpression::Explain(const model::ItemView& item, ExplanationVisitor* visitor) const {
  const model::Value root = item.exists() ? item.root() : model::Value{};
  return Explainer(rep_->text, rep_->ast, root, visitor).Condition(rep_->ast.nodes.back(), true);
}

}  // namespace hashrange::expr
