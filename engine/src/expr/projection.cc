#include "base/check.h"
#include "expr/ast.h"
#include "expr/expression.h"
#include "expr/parser.h"
#include "expr/path_tree.h"
#include "expr/static_checks.h"

namespace hashrange::expr {

struct ProjectionExpression::Rep {
  Ast ast;
  PathTree tree;
  std::vector<PathUse> paths;
};

ProjectionExpression::ProjectionExpression(std::unique_ptr<Rep> rep) : rep_(std::move(rep)) {}
ProjectionExpression::ProjectionExpression(ProjectionExpression&&) noexcept = default;
ProjectionExpression& ProjectionExpression::operator=(ProjectionExpression&&) noexcept = default;
ProjectionExpression::~ProjectionExpression() = default;

Result<ProjectionExpression> ProjectionExpression::Parse(Bytes text, Substitutions* substitutions) {
  constexpr ExpressionKind kKind = ExpressionKind::kProjection;
  auto rep = std::make_unique<Rep>();
  HR_RETURN_IF_ERROR(Parser(kKind, text, &rep->ast).ParseProjection());
  HR_RETURN_IF_ERROR(StaticChecks(kKind, &rep->ast, substitutions).ResolveAll());
  std::vector<uint32_t> paths(rep->ast.nodes.size());
  rep->paths.reserve(paths.size());
  for (uint32_t i = 0; i < paths.size(); i++) {
    paths[i] = i;
    const Node& node = rep->ast.nodes[i];
    rep->paths.push_back(PathUse{std::string(rep->ast.Elements(node)->name), node.count > 1});
  }
  HR_RETURN_IF_ERROR(rep->tree.Build(rep->ast, paths, kKind));
  return ProjectionExpression(std::move(rep));
}

ProjectionExpression ProjectionExpression::FromLegacy(const std::vector<Bytes>& attributes) {
  auto rep = std::make_unique<Rep>();
  std::vector<uint32_t> paths;
  for (const Bytes attribute : attributes) {
    const uint32_t node = static_cast<uint32_t>(paths.size());
    rep->ast.elements.push_back(PathElement{attribute, 0, false});
    rep->ast.nodes.push_back(Node{Op::kPath, false, node, node, 1, {}});
    rep->paths.push_back(PathUse{std::string(attribute), false});
    paths.push_back(node);
  }
  HR_CHECK(rep->tree.Build(rep->ast, paths, ExpressionKind::kProjection).ok());
  return ProjectionExpression(std::move(rep));
}

void ProjectionExpression::Apply(const model::ItemView& item, model::ItemBuilder* projected) const {
  rep_->tree.Project(item.exists() ? item.root() : model::Value{}, projected);
}

const std::vector<PathUse>& ProjectionExpression::paths() const { return rep_->paths; }

}  // namespace hashrange::expr
