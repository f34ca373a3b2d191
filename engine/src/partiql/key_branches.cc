#include "partiql/key_branches.h"

#include <algorithm>
#include <utility>

#include "base/sort.h"
#include "base/utf8.h"

namespace hashrange::partiql {
namespace {

using expr::Ast;
using expr::KeyClause;
using expr::KeyOperator;
using expr::Node;
using expr::Op;

// Alternatives beyond these are not listed: more than 50 are refused anyway.
constexpr size_t kListedMax = 200;

// A condition on a key: a node, and of IN which of its candidates.
struct Leaf {
  uint32_t node;
  uint32_t candidate;  // operand of IN; else 0
};
struct Alternative {
  std::vector<Leaf> partition;
  std::vector<Leaf> sort;
  std::vector<uint32_t> filters;
};
using Alternatives = std::vector<Alternative>;

KeyOperator Turned(KeyOperator op) {
  switch (op) {
    case KeyOperator::kLt:
      return KeyOperator::kGt;
    case KeyOperator::kLe:
      return KeyOperator::kGe;
    case KeyOperator::kGt:
      return KeyOperator::kLt;
    case KeyOperator::kGe:
      return KeyOperator::kLe;
    default:
      return op;
  }
}

KeyOperator KeyOperatorOf(Op op) {
  switch (op) {
    case Op::kEq:
    case Op::kIn:
      return KeyOperator::kEq;
    case Op::kLt:
      return KeyOperator::kLt;
    case Op::kLe:
      return KeyOperator::kLe;
    case Op::kGt:
      return KeyOperator::kGt;
    case Op::kGe:
      return KeyOperator::kGe;
    case Op::kBetween:
      return KeyOperator::kBetween;
    case Op::kBeginsWith:
      return KeyOperator::kBeginsWith;
    default:
      return KeyOperator::kNotIndexable;
  }
}

bool IsAttribute(const Ast& tree, const Node& node, Bytes attribute) {
  return node.op == Op::kPath && node.count == 1 && !attribute.empty() && tree.Elements(node)->name == attribute;
}

// Where the attribute stands in a condition that compares it with values: 0 or 1; -1: the condition is none of these.
int SideOf(const Ast& tree, const Node& node, Bytes attribute) {
  if (KeyOperatorOf(node.op) == KeyOperator::kNotIndexable) return -1;
  const bool turns = expr::IsComparison(node.op);
  int side = -1;
  for (uint32_t i = 0; i < node.count; i++) {
    const Node& operand = tree.Operand(node, i);
    if (operand.op == Op::kValue) continue;
    if (side >= 0 || (i > 0 && !turns) || !IsAttribute(tree, operand, attribute)) return -1;
    side = static_cast<int>(i);
  }
  return side;
}

KeyClause ClauseOf(const Ast& tree, const Leaf& leaf, Bytes attribute) {
  const Node& node = tree.nodes[leaf.node];
  KeyClause clause{std::string(attribute), KeyOperatorOf(node.op), {}, {}};
  const int side = SideOf(tree, node, attribute);
  if (side == 1) clause.op = Turned(clause.op);
  const uint32_t value = leaf.candidate > 0 ? leaf.candidate : side == 1 ? 0 : 1;
  clause.value = tree.ValueOf(tree.Operand(node, value));
  if (clause.op == KeyOperator::kBetween) clause.upper_value = tree.ValueOf(tree.Operand(node, 2));
  return clause;
}

// Recursion is as deep as the tree, which kExpressionOperatorsMax bounds.
class Splitter {
 public:
  Splitter(const Ast& tree, Bytes partition_key, Bytes sort_key)
      : tree_(tree), partition_key_(partition_key), sort_key_(sort_key) {}

  Alternatives Split(uint32_t n) {
    const Node& node = tree_.nodes[n];
    if (node.op == Op::kAnd) return And(Split(tree_.operands[node.first]), Split(tree_.operands[node.first + 1]));
    if (node.op == Op::kOr && SaysOfKeys(n)) {
      Alternatives both = Split(tree_.operands[node.first]);
      Alternatives right = Split(tree_.operands[node.first + 1]);
      if (both.size() + right.size() > kListedMax) {
        too_many_ = true;
        return both;
      }
      std::move(right.begin(), right.end(), std::back_inserter(both));
      return both;
    }
    if (!IsKeyCondition(node)) return {Alternative{{}, {}, {n}}};
    const bool of_partition = IsPartitionCondition(node);
    const uint32_t count = node.op == Op::kIn ? node.count - 1 : 1;
    lists_key_values_ |= count > 1;
    Alternatives alternatives(count);
    for (uint32_t i = 0; i < count; i++) {
      const Leaf leaf{n, node.op == Op::kIn ? i + 1 : 0};
      (of_partition ? alternatives[i].partition : alternatives[i].sort).push_back(leaf);
    }
    return alternatives;
  }

  bool EveryOneIsKeyed(uint32_t n) const {
    const Node& node = tree_.nodes[n];
    if (node.op != Op::kAnd && node.op != Op::kOr) return IsPartitionCondition(node);
    const bool left = EveryOneIsKeyed(tree_.operands[node.first]);
    const bool right = EveryOneIsKeyed(tree_.operands[node.first + 1]);
    return node.op == Op::kAnd ? left || right : left && right;
  }

  bool NegatesSortKey(uint32_t n) const {
    const Node& node = tree_.nodes[n];
    if (node.op != Op::kNot && node.op != Op::kNe) return false;
    for (uint32_t i = node.begin; i < n; i++) {
      if (IsAttribute(tree_, tree_.nodes[i], sort_key_)) return true;
    }
    return false;
  }

  bool too_many() const { return too_many_; }
  bool lists_key_values() const { return lists_key_values_; }

 private:
  bool IsPartitionCondition(const Node& node) const {
    return (node.op == Op::kEq || node.op == Op::kIn) && SideOf(tree_, node, partition_key_) >= 0;
  }
  bool IsKeyCondition(const Node& node) const {
    return IsPartitionCondition(node) || SideOf(tree_, node, sort_key_) >= 0;
  }

  // The clauses below a node that are not negated are those outside of every NOT.
  bool SaysOfKeys(uint32_t n) const {
    const Node& node = tree_.nodes[n];
    if (node.op != Op::kAnd && node.op != Op::kOr) return IsKeyCondition(node);
    return SaysOfKeys(tree_.operands[node.first]) || SaysOfKeys(tree_.operands[node.first + 1]);
  }

  Alternatives And(Alternatives left, const Alternatives& right) {
    if (left.size() * right.size() > kListedMax) {
      too_many_ = true;
      return left;
    }
    const auto append = [](const Alternative& from, Alternative* to) {
      to->partition.insert(to->partition.end(), from.partition.begin(), from.partition.end());
      to->sort.insert(to->sort.end(), from.sort.begin(), from.sort.end());
      to->filters.insert(to->filters.end(), from.filters.begin(), from.filters.end());
    };
    if (right.size() == 1) {
      for (Alternative& a : left) append(right[0], &a);
      return left;
    }
    Alternatives both;
    for (const Alternative& a : left) {
      for (const Alternative& b : right) {
        both.push_back(a);
        append(b, &both.back());
      }
    }
    return both;
  }

  const Ast& tree_;
  const Bytes partition_key_;
  const Bytes sort_key_;
  bool too_many_ = false;
  bool lists_key_values_ = false;
};

// The conditions that must all hold, in the order written.
std::vector<uint32_t> Conjuncts(const Ast& tree) {
  std::vector<uint32_t> conjuncts;
  std::vector<uint32_t> to_read = {static_cast<uint32_t>(tree.nodes.size()) - 1};
  while (!to_read.empty()) {
    const uint32_t n = to_read.back();
    to_read.pop_back();
    const Node& node = tree.nodes[n];
    if (node.op == Op::kAnd) {
      to_read.push_back(tree.operands[node.first + 1]);
      to_read.push_back(tree.operands[node.first]);
    } else {
      conjuncts.push_back(n);
    }
  }
  return conjuncts;
}

// The bucket of a text in a Java HashSet of so many buckets.
uint32_t BucketOf(Bytes text, uint32_t buckets) {
  uint32_t hash = 0;
  for (size_t i = 0; i < text.size();) {
    uint32_t code = base::NextCodePoint(text, &i);
    if (code >= 0x10000) {
      hash = hash * 31 + (0xd800 + ((code - 0x10000) >> 10));
      code = 0xdc00 + ((code - 0x10000) & 0x3ff);
    }
    hash = hash * 31 + code;
  }
  return (hash ^ hash >> 16) & (buckets - 1);
}

}  // namespace

KeyBranches SplitByKeys(const Ast& tree, Bytes partition_key, Bytes sort_key) {
  const uint32_t root = static_cast<uint32_t>(tree.nodes.size()) - 1;
  Splitter splitter(tree, partition_key, sort_key);
  KeyBranches split;
  const Alternatives alternatives = splitter.Split(root);
  split.too_many = splitter.too_many();
  split.every_one_is_keyed = splitter.EveryOneIsKeyed(root);
  split.lists_key_values = splitter.lists_key_values();
  if (split.too_many) return split;
  for (const Alternative& alternative : alternatives) {
    KeyBranch branch;
    for (const Leaf& leaf : alternative.partition) branch.partition.push_back(ClauseOf(tree, leaf, partition_key));
    for (const Leaf& leaf : alternative.sort) branch.sort.push_back(ClauseOf(tree, leaf, sort_key));
    branch.filters = alternative.filters;
    for (const uint32_t filter : branch.filters) branch.negates_sort_key |= splitter.NegatesSortKey(filter);
    split.branches.push_back(std::move(branch));
  }
  return split;
}

std::vector<model::Value> EqualValues(const Ast& tree, Bytes attribute) {
  std::vector<model::Value> values;
  for (const uint32_t n : Conjuncts(tree)) {
    const Node& node = tree.nodes[n];
    if (node.op != Op::kEq || SideOf(tree, node, attribute) < 0) continue;
    values.push_back(ClauseOf(tree, Leaf{n, 0}, attribute).value);
  }
  return values;
}

uint32_t ConjunctCount(const Ast& tree) { return static_cast<uint32_t>(Conjuncts(tree).size()); }

std::vector<std::string> AttributesOf(const Ast& tree, const std::vector<uint32_t>& nodes) {
  std::vector<std::string> names;
  for (const uint32_t n : nodes) {
    for (uint32_t i = tree.nodes[n].begin; i <= n; i++) {
      if (tree.nodes[i].op != Op::kPath) continue;
      const std::string name(tree.Elements(tree.nodes[i])->name);
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  }
  // A set of 16 buckets doubles when it is three quarters full.
  uint32_t buckets = 16;
  while (names.size() > buckets / 4 * 3) buckets *= 2;
  base::Sort(names, [buckets](const std::string& a, const std::string& b) {
    return BucketOf(a, buckets) < BucketOf(b, buckets);
  });
  return names;
}

}  // namespace hashrange::partiql
