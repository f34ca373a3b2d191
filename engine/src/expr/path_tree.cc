#include "expr/path_tree.h"

#include <algorithm>
#include <utility>

#include "base/sort.h"
#include "expr/messages.h"
#include "model/limits.h"

namespace hashrange::expr {
namespace {

using model::AttributeType;
using model::Value;

int CompareElements(const PathElement& a, const PathElement& b) {
  if (a.is_index != b.is_index) return a.is_index ? -1 : 1;
  if (a.is_index) return a.index < b.index ? -1 : a.index > b.index ? 1 : 0;
  return a.name.compare(b.name);
}

// The earliest pair of paths in request order: the pair whose second comes first.
struct EarliestPair {
  uint32_t first = PathTree::kNone;
  uint32_t second = PathTree::kNone;

  bool found() const { return second != PathTree::kNone; }
  void Offer(uint32_t a, uint32_t b) {
    const auto pair = std::minmax(a, b);
    if (std::make_pair(pair.second, pair.first) < std::make_pair(second, first)) {
      first = pair.first;
      second = pair.second;
    }
  }
};

Error PairFault(const Message& message, const Ast& ast, const std::vector<uint32_t>& paths,
                ExpressionKind kind, const EarliestPair& pair) {
  const auto& one = ast.nodes[paths[pair.first]];
  const auto& two = ast.nodes[paths[pair.second]];
  return Fail(message, {ExpressionKindName(kind), PathText(ast.Elements(one), one.count),
                        PathText(ast.Elements(two), two.count)});
}

}  // namespace

Status PathTree::Build(const Ast& ast, const std::vector<uint32_t>& paths, ExpressionKind kind) {
  const auto elements_of = [&](uint32_t path) { return ast.Elements(ast.nodes[paths[path]]); };
  const auto count_of = [&](uint32_t path) { return ast.nodes[paths[path]].count; };

  // In tree order; of equal paths the earlier one first. So a path comes right before what begins
  // with it.
  std::vector<uint32_t> order(paths.size());
  for (uint32_t i = 0; i < order.size(); i++) order[i] = i;
  base::Sort(order, [&](uint32_t a, uint32_t b) {
    const uint32_t common = std::min(count_of(a), count_of(b));
    for (uint32_t i = 0; i < common; i++) {
      const int compared = CompareElements(elements_of(a)[i], elements_of(b)[i]);
      if (compared != 0) return compared < 0;
    }
    return count_of(a) != count_of(b) ? count_of(a) < count_of(b) : a < b;
  });

  nodes_.clear();
  nodes_.reserve(paths.size() + 1);
  nodes_.push_back(Node{PathElement{}, 0, kNone, kNone, kNone});
  uint32_t open[model::kPathElementsMax + 1] = {0};  // the nodes from the root to the last one
  uint32_t depth = 0;
  EarliestPair overlap;
  bool conflict = false;
  for (const uint32_t path : order) {
    const PathElement* elements = elements_of(path);
    const uint32_t count = count_of(path);
    uint32_t common = 0;
    while (common < depth && common < count &&
           nodes_[open[common + 1]].element == elements[common]) {
      common++;
      if (nodes_[open[common]].is_leaf()) overlap.Offer(nodes_[open[common]].path, path);
    }
    for (; depth > common; depth--) nodes_[open[depth]].end = static_cast<uint32_t>(nodes_.size());
    while (depth < count) {
      open[depth + 1] = static_cast<uint32_t>(nodes_.size());
      nodes_.push_back(Node{elements[depth], 0, kNone, kNone, kNone});
      depth++;
    }
    for (uint32_t i = 0; i < count; i++) {
      Node& parent = nodes_[open[i]];
      uint32_t& first = elements[i].is_index ? parent.first_list : parent.first_map;
      first = std::min(first, path);
      if (parent.first_list != kNone && parent.first_map != kNone) conflict = true;
    }
    if (!nodes_[open[count]].is_leaf()) nodes_[open[count]].path = path;
  }
  for (; depth > 0; depth--) nodes_[open[depth]].end = static_cast<uint32_t>(nodes_.size());
  nodes_[0].end = static_cast<uint32_t>(nodes_.size());

  if (overlap.found()) return PairFault(kPathsOverlap, ast, paths, kind, overlap);
  if (conflict) return CheckConflicts(ast, paths, kind);
  return {};
}

Status PathTree::CheckConflicts(const Ast& ast, const std::vector<uint32_t>& paths,
                                ExpressionKind kind) const {
  EarliestPair pair;
  for (const Node& node : nodes_) {
    if (node.first_list != kNone && node.first_map != kNone) {
      pair.Offer(node.first_list, node.first_map);
    }
  }
  if (!pair.found()) return {};
  return PairFault(kPathsConflict, ast, paths, kind, pair);
}

// Finds the values of the leaves below node n, and of n itself when it is one; a parent's entry
// exists when one of its leaves does.
bool PathTree::Locate(uint32_t n, const Value& value, Value* found) const {
  const Node& node = nodes_[n];
  if (node.is_leaf()) {
    found[n] = value;
    return true;
  }
  if (value.type() != node.container()) return false;
  bool any = false;
  uint32_t child = n + 1;
  Value member;
  if (value.type() == AttributeType::kL) {
    model::ListReader elements(value);
    for (uint32_t i = 0; child < node.end && elements.Next(&member); i++) {
      if (i < nodes_[child].element.index) continue;
      any |= Locate(child, member, found);
      child = nodes_[child].end;
    }
  } else {
    model::MapReader members(value);
    Bytes name;
    while (child < node.end && members.Next(&name, &member)) {
      int order = -1;
      while (child < node.end && (order = nodes_[child].element.name.compare(name)) < 0) {
        child = nodes_[child].end;
      }
      if (child == node.end || order != 0) continue;
      any |= Locate(child, member, found);
      child = nodes_[child].end;
    }
  }
  if (any) found[n] = value;
  return any;
}

void PathTree::Emit(uint32_t n, const Value* found, model::ItemBuilder* to) const {
  const Node& node = nodes_[n];
  if (node.is_leaf()) {
    to->Copy(found[n]);
    return;
  }
  const bool is_list = node.container() == AttributeType::kL;
  const auto mark = is_list ? to->BeginList() : to->BeginMap();
  for (uint32_t child = n + 1; child < node.end; child = nodes_[child].end) {
    if (!found[child].exists()) continue;
    if (!is_list) to->Name(nodes_[child].element.name);
    Emit(child, found, to);
  }
  if (is_list) {
    to->EndList(mark);
  } else {
    to->EndMap(mark);
  }
}

std::vector<Value> PathTree::ValuesAt(const Value& root, size_t count) const {
  std::vector<Value> found(nodes_.size());
  if (root.exists()) Locate(0, root, found.data());
  std::vector<Value> values(count);
  for (uint32_t n = 0; n < nodes_.size(); n++) {
    if (nodes_[n].is_leaf()) values[nodes_[n].path] = found[n];
  }
  return values;
}

void PathTree::Project(const Value& root, model::ItemBuilder* to) const {
  constexpr size_t kFew = 16;
  Value few[kFew];
  std::vector<Value> many;
  Value* found = few;
  if (nodes_.size() > kFew) {
    many.resize(nodes_.size());
    found = many.data();
  }
  if (root.exists()) Locate(0, root, found);
  Emit(0, found, to);
}

}  // namespace hashrange::expr
