#include "expr/tree.h"

#include <algorithm>
#include <string>
#include <utility>

#include "expr/condition_rep.h"
#include "expr/messages.h"
#include "expr/static_checks.h"
#include "expr/update_plan.h"
#include "model/limits.h"

namespace hashrange::expr {
namespace {

bool IsIdentifier(Bytes name) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return !name.empty() && is_letter(name[0]) && std::all_of(name.begin(), name.end(), [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_';
  });
}

// Writes the tree as an expression: values as :0, :1 ...; names that need it as #0, #1 ... Depth is bounded by
// kExpressionOperatorsMax.
class Writer {
 public:
  Writer(Ast* ast, std::string* text) : ast_(ast), text_(text) {}

  void Write() {
    Node(static_cast<uint32_t>(ast_->nodes.size()) - 1);
    for (const Token& token : tokens_) {
      ast_->nodes[token.node].text = Bytes(*text_).substr(token.begin, token.size);
    }
  }

 private:
  struct Token {
    uint32_t node;
    size_t begin;
    size_t size;
  };

  void Node(uint32_t n) {
    const expr::Node& node = ast_->nodes[n];
    if (node.op == Op::kPath) {
      const size_t begin = text_->size();
      for (uint32_t i = 0; i < node.count; i++) Element(ast_->Elements(node)[i], i, node.first + i);
      tokens_.push_back({n, begin, text_->size() - begin});
    } else if (node.op == Op::kValue) {
      const size_t begin = text_->size();
      text_->append(":").append(std::to_string(node.first));
      tokens_.push_back({n, begin, text_->size() - begin});
    } else if (IsFunction(node.op)) {
      Mark(n, node.text);
      List(node, 0, "(");
    } else if (node.op == Op::kNot) {
      Mark(n, node.text);
      *text_ += " ";
      Operand(n, 0);
    } else {
      Operand(n, 0);
      *text_ += " ";
      Mark(n, node.text);
      *text_ += " ";
      if (node.op == Op::kIn) {
        List(node, 1, "(");
      } else {
        Operand(n, 1);
        if (node.op == Op::kBetween) {
          *text_ += " AND ";
          Operand(n, 2);
        }
      }
    }
  }

  void Mark(uint32_t n, Bytes text) {
    tokens_.push_back({n, text_->size(), text.size()});
    text_->append(text);
  }

  void List(const expr::Node& node, uint32_t first, Bytes open) {
    for (uint32_t i = first; i < node.count; i++) {
      text_->append(i == first ? open : Bytes(", "));
      Node(ast_->operands[node.first + i]);
    }
    *text_ += ")";
  }

  // In parentheses where it would be read otherwise.
  void Operand(uint32_t parent, uint32_t i) {
    const expr::Node& of = ast_->nodes[parent];
    const uint32_t n = ast_->operands[of.first + i];
    const Op op = ast_->nodes[n].op;
    const bool whole = !IsCondition(op) || IsFunction(op) || (of.op == op && i == 0 && (op == Op::kAnd || op == Op::kOr)) ||
                       ((of.op == Op::kAnd || of.op == Op::kOr) && op < Op::kAnd) || (of.op == Op::kOr && op == Op::kAnd);
    if (!whole) *text_ += "(";
    Node(n);
    if (!whole) *text_ += ")";
  }

  void Element(const PathElement& element, uint32_t i, uint32_t number) {
    if (element.is_index) {
      text_->append("[").append(element.name).append("]");
      return;
    }
    if (i > 0) *text_ += ".";
    if (IsIdentifier(element.name)) {
      text_->append(element.name);
    } else {
      text_->append("#").append(std::to_string(number));
    }
  }

  Ast* const ast_;
  std::string* const text_;
  std::vector<Token> tokens_;
};

}  // namespace

uint32_t TreeBuilder::Path(const std::vector<PathElement>& elements) {
  const uint32_t node = static_cast<uint32_t>(ast_->nodes.size());
  const uint32_t first = static_cast<uint32_t>(ast_->elements.size());
  ast_->elements.insert(ast_->elements.end(), elements.begin(), elements.end());
  ast_->nodes.push_back(Node{Op::kPath, false, node, first, static_cast<uint32_t>(elements.size()), {}});
  return node;
}

uint32_t TreeBuilder::Value(const model::Value& value) {
  const uint32_t node = static_cast<uint32_t>(ast_->nodes.size());
  ast_->nodes.push_back(Node{Op::kValue, false, node, static_cast<uint32_t>(ast_->values.size()), 0, {}});
  ast_->values.push_back(value);
  return node;
}

uint32_t TreeBuilder::Add(Op op, Bytes token, const std::vector<uint32_t>& operands) {
  const uint32_t node = static_cast<uint32_t>(ast_->nodes.size());
  const bool is_clause = IsCondition(op) && op != Op::kAnd && op != Op::kOr && op != Op::kNot;
  const uint32_t begin = operands.empty() ? node : ast_->nodes[operands[0]].begin;
  const uint32_t first = static_cast<uint32_t>(ast_->operands.size());
  ast_->operands.insert(ast_->operands.end(), operands.begin(), operands.end());
  ast_->nodes.push_back(Node{op, is_clause, begin, first, static_cast<uint32_t>(operands.size()), token});
  return node;
}

Result<ConditionExpression> ConditionExpression::FromTree(Ast&& tree) {
  constexpr ExpressionKind kKind = ExpressionKind::kCondition;
  auto rep = std::make_unique<Rep>();
  rep->ast = std::move(tree);
  const auto is_operator = [](const Node& node) { return node.op != Op::kPath && node.op != Op::kValue; };
  const auto operators = std::count_if(rep->ast.nodes.begin(), rep->ast.nodes.end(), is_operator);
  if (operators > model::kExpressionOperatorsMax) {
    return Fail(kTooManyOperators, {ExpressionKindName(kKind), std::to_string(operators)});
  }
  HR_RETURN_IF_ERROR(StaticChecks(kKind, &rep->ast, nullptr).CheckClauses());
  Writer(&rep->ast, &rep->written).Write();
  rep->text = rep->written;
  rep->NotePaths();
  return ConditionExpression(std::move(rep));
}

Result<UpdateExpression> UpdateExpression::FromTree(Ast&& tree, std::vector<UpdateAction>&& actions) {
  constexpr ExpressionKind kKind = ExpressionKind::kUpdate;
  auto rep = std::make_unique<Rep>();
  rep->ast = std::move(tree);
  rep->actions = std::move(actions);
  StaticChecks checks(kKind, &rep->ast, nullptr);
  HR_RETURN_IF_ERROR(checks.ResolveAll());
  std::vector<uint32_t> targets;
  for (const UpdateAction& action : rep->actions) targets.push_back(action.target);
  HR_RETURN_IF_ERROR(rep->tree.Build(rep->ast, targets, kKind));
  HR_RETURN_IF_ERROR(checks.CheckUpdate(rep->actions));
  rep->NoteTargets();
  return UpdateExpression(std::move(rep));
}

}  // namespace hashrange::expr
