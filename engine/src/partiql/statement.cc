#include "partiql/statement.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/sort.h"
#include "base/utf8.h"
#include "model/limits.h"
#include "model/messages.h"
#include "partiql/literals.h"
#include "partiql/messages.h"
#include "partiql/parser.h"
#include "partiql/trees.h"

namespace hashrange::partiql {

using expr::PathElement;

Status Statement::Parse(Bytes text, std::span<const model::Value> parameters) {
  if (!base::IsUtf8(text)) return Fail(model::kSerialization);
  parameters_ = parameters;
  HR_RETURN_IF_ERROR(Parser(&syntax_).Parse(text));

  const Node* root = &syntax_.nodes[syntax_.root];
  bool exists = false;
  if (root->kind == NodeKind::kCall && LowerCase(syntax_.TokenOf(*root).text) == "exists" && root->count == 1 &&
      syntax_.Operand(*root, 0).kind == NodeKind::kStatement) {
    exists = true;
    root = &syntax_.Operand(*root, 0);
  }
  if (root->kind != NodeKind::kStatement) {
    const std::string kind = root->kind == NodeKind::kCall ? "Call" : KindName(syntax_, *root);
    return Fail(kUnsupportedOperation, {kind});
  }
  statement_ = root->first;
  kind_ = of().kind;
  if (exists && kind_ != StatementKind::kSelect) return Fail(kUnsupportedOperation, {"Call"});
  if (exists) kind_ = StatementKind::kExists;
  if (of().aliased) return Fail(kAliasing);
  if (of().many_values) return Fail(kSeveralItems);
  if (syntax_.parameter_count != parameters.size()) return Fail(kParameterCount);
  return ReadTarget();
}

Status Statement::ReadTarget() {
  if (of().target == kNoNode) return Fail(kUnexpectedSource);
  if (of().several_sources) return Fail(kSeveralSources);
  const Node& target = syntax_.nodes[of().target];
  const bool is_path = target.kind == NodeKind::kPath;
  const Node& first = is_path ? syntax_.Operand(target, 0) : target;
  if (first.kind != NodeKind::kName) return Fail(kUnexpectedSource);
  if (is_path && kind_ == StatementKind::kInsert) return Fail(kInsertIntoPath, {PositionOf(syntax_.TokenOf(first))});
  if (is_path && target.count > 2) return Fail(kThreeComponents);
  if (is_path && syntax_.Operand(target, 1).kind != NodeKind::kStep) return Fail(kUnexpectedSource);
  table_ = NameOf(syntax_.TokenOf(first));
  has_index_ = is_path;
  if (is_path) index_ = NameOf(syntax_.TokenOf(syntax_.Operand(target, 1)));
  if (table_.empty() || (is_path && index_.empty())) return Fail(kEmptyComponent);
  // Before the table is looked up. Source: dynoxide's captures, eu-west-2 2026-08.
  if (is_path && (kind_ == StatementKind::kUpdate || kind_ == StatementKind::kDelete)) return Fail(kWriteOfIndex);
  return {};
}

Status Statement::Prepare() {
  if (!of().clause.empty()) return Fail(kUnsupportedClause, {of().clause});
  HR_RETURN_IF_ERROR(ReadColumns());
  if (of().where != kNoNode) {
    expr::Ast ast;
    HR_RETURN_IF_ERROR(Trees(this, &ast).Where(of().where));
    Result<expr::ConditionExpression> where = expr::ConditionExpression::FromTree(std::move(ast));
    if (!where.ok()) return AsOfStatement(std::move(where).error());
    where_.emplace(std::move(where).value());
  }
  if (kind_ == StatementKind::kInsert) HR_RETURN_IF_ERROR(ReadItem());
  if (kind_ == StatementKind::kUpdate) HR_RETURN_IF_ERROR(ReadUpdate());
  HR_RETURN_IF_ERROR(ReadReturning());
  return ReadOrder();
}

Status Statement::ReadColumns() {
  for (const uint32_t column : of().columns) {
    const Node& node = syntax_.nodes[column];
    if (node.kind != NodeKind::kName && node.kind != NodeKind::kPath) {
      return Fail(kUnexpectedComponent, {PositionOf(syntax_.TokenOf(node))});
    }
    std::vector<PathElement> path;
    HR_RETURN_IF_ERROR(ReadPath(node, &path));
    columns_.Add(path);
  }
  return columns_.Finish();
}

Status Statement::ReadItem() {
  const Node& tuple = syntax_.nodes[of().value];
  if (tuple.kind != NodeKind::kTuple) return Fail(kNoTuple);
  Literals literals(syntax_);
  HR_RETURN_IF_ERROR(literals.CheckNames(tuple));
  std::vector<std::pair<std::string, model::Value>> members;
  for (uint32_t i = 0; i < tuple.count; i += 2) {
    model::Value value;
    HR_RETURN_IF_ERROR(ReadValue(syntax_.operands[tuple.first + i + 1], &value));
    members.emplace_back(literals.Text(syntax_.TokenOf(syntax_.Operand(tuple, i))), value);
  }
  base::Sort(members, [](const auto& a, const auto& b) { return a.first < b.first; });
  const model::ItemBuilder::Mark map = item_.BeginMap();
  for (const auto& [name, value] : members) {
    item_.Name(name);
    item_.Copy(value);
  }
  item_.EndMap(map);
  return {};
}

Status Statement::ReadUpdate() {
  expr::Ast ast;
  std::vector<expr::UpdateAction> actions;
  Trees trees(this, &ast);
  for (const StatementSyntax::Assignment& assignment : of().assignments) {
    HR_RETURN_IF_ERROR(trees.Assignment(assignment, &actions));
  }
  Result<expr::UpdateExpression> update = expr::UpdateExpression::FromTree(std::move(ast), std::move(actions));
  if (!update.ok()) return AsOfStatement(std::move(update).error());
  update_.emplace(std::move(update).value());
  return {};
}

Status Statement::ReadReturning() const {
  if (of().returning_count == 0) return {};
  if (kind_ == StatementKind::kInsert) return Fail(kReturningOfInsert);
  if (of().returning_count > 1) return Fail(kSeveralReturning);
  if (of().returning_without_star) return Fail(kReturningWithoutStar);
  if (kind_ != StatementKind::kDelete || returning() == Returning::kAllOld) return {};
  const Bytes written = returning() == Returning::kAllNew        ? "ALL NEW *"
                        : returning() == Returning::kModifiedNew ? "MODIFIED NEW *"
                                                                 : "MODIFIED OLD *";
  return Fail(kReturningOfDelete, {written});
}

Status Statement::ReadOrder() {
  if (of().order.empty()) return {};
  if (!where_) return Fail(kOrderWithoutWhere);
  for (const StatementSyntax::OrderKey& key : of().order) {
    const Node& node = syntax_.nodes[key.node];
    if (node.kind != NodeKind::kName) return Fail(kOrderKeyType, {KindName(syntax_, node)});
    order_.push_back({NameOf(syntax_.TokenOf(node)), key.descending});
  }
  return {};
}

Bytes Statement::NameOf(const Token& token) {
  return token.kind == TokenKind::kQuoted ? ContentOf(token) : token.text;
}

Bytes Statement::ContentOf(const Token& token) {
  if (!token.has_inner_quotes()) return token.inner();
  texts_.push_back(WithoutInnerQuotes(token));
  return texts_.back();
}

Status Statement::ReadPath(const Node& node, std::vector<PathElement>* path) {
  const Node& first = node.kind == NodeKind::kPath ? syntax_.Operand(node, 0) : node;
  const auto unexpected = [&](const Node& part) { return Fail(kUnexpectedComponent, {PositionOf(syntax_.TokenOf(part))}); };
  if (first.kind != NodeKind::kName) return unexpected(first);
  path->push_back({NameOf(syntax_.TokenOf(first)), 0, false});
  if (path->back().name.empty()) return Fail(kEmptyComponent);
  if (node.kind != NodeKind::kPath) return {};
  for (uint32_t i = 1; i < node.count; i++) {
    const Node& part = syntax_.Operand(node, i);
    if (part.kind == NodeKind::kEveryStep) return unexpected(part);
    PathElement element{NameOf(syntax_.TokenOf(part)), 0, false};
    if (part.kind == NodeKind::kIndex) HR_RETURN_IF_ERROR(ReadBracket(syntax_.Operand(part, 0), &element));
    if (element.name.empty()) return Fail(kEmptyComponent);
    path->push_back(element);
  }
  return {};
}

// A member of a map, as PartiQL writes one whose name is no identifier: m['n'] is m."n". Or an index from 0 to 2^31 - 1; "-0" is 0.
// Source of members: PartiQL specification, section 4, where a.b stands for a['b']; not measured.
Status Statement::ReadBracket(const Node& node, PathElement* element) {
  const Token& token = syntax_.TokenOf(node);
  if (node.kind == NodeKind::kString) {
    *element = PathElement{ContentOf(token), 0, false};
    return {};
  }
  const bool is_integer = node.kind == NodeKind::kNumber && token.text.find_first_not_of("0123456789") == Bytes::npos;
  if (!is_integer) return Fail(kUnexpectedComponent, {PositionOf(token)});
  uint64_t index = 0;
  constexpr uint64_t kMax = std::numeric_limits<int32_t>::max();
  for (const char c : token.text) index = std::min<uint64_t>(index * 10 + static_cast<uint64_t>(c - '0'), kMax + 1);
  const Bytes digits = token.text.substr(std::min(token.text.find_first_not_of('0'), token.text.size() - 1));
  if (index > kMax || (node.negative && index > 0)) {
    return Fail(kListIndex, {(node.negative ? "-" : "") + std::string(digits), PositionOf(token)});
  }
  *element = PathElement{digits, static_cast<uint32_t>(index), true};
  return {};
}

Status Statement::ReadValue(uint32_t n, model::Value* value) {
  const Node& node = syntax_.nodes[n];
  if (node.kind == NodeKind::kParameter) {
    *value = parameters_[node.first];
    return {};
  }
  model::ItemBuilder& literal = literals_.emplace_back();
  HR_RETURN_IF_ERROR(Literals(syntax_).Write(n, &literal));
  *value = literal.value();
  return {};
}

}  // namespace hashrange::partiql
