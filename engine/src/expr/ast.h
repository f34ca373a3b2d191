// One parsed expression as flat arrays: nodes in post-order (operands before what uses them, left
// before right), so that a subtree is a range of nodes that ends with its root, and walking the
// array is walking the expression as written.
//
// Nothing here owns text: names and tokens are views into the expression and into what
// Substitutions was given.
#ifndef HASHRANGE_EXPR_AST_H_
#define HASHRANGE_EXPR_AST_H_

#include <cstdint>
#include <string>
#include <vector>

#include "hashrange/bytes.h"
#include "model/item.h"

namespace hashrange::expr {

enum class Op : uint8_t {
  kPath,
  kValue,
  kEq,
  kNe,
  kLt,
  kLe,
  kGt,
  kGe,
  kBetween,
  kIn,
  kAnd,
  kOr,
  kNot,
  kPlus,
  kMinus,
  // Functions.
  kAttributeExists,
  kAttributeNotExists,
  kAttributeType,
  kBeginsWith,
  kContains,
  kSize,
  kIfNotExists,
  kListAppend,
  kUnknownFunction,
};

inline bool IsFunction(Op op) { return op >= Op::kAttributeExists; }
inline bool IsComparison(Op op) { return op >= Op::kEq && op <= Op::kGe; }
// What is true or false. Only statements have such operands (expr/tree.h): expressions refuse them.
inline bool IsCondition(Op op) {
  return (op >= Op::kEq && op <= Op::kNot) ||
         (op >= Op::kAttributeExists && op <= Op::kContains);
}

// One step of a document path. `name` is the attribute's name, or the digits of the index as
// written; before names are resolved, a "#name" is still the placeholder.
struct PathElement {
  Bytes name;
  uint32_t index;
  bool is_index;

  friend bool operator==(const PathElement& a, const PathElement& b) {
    return a.is_index == b.is_index && (a.is_index ? a.index == b.index : a.name == b.name);
  }
};

struct Node {
  Op op;
  bool is_clause = false;  // a condition that is not AND, OR or NOT
  uint32_t begin = 0;      // the first node of the subtree
  uint32_t first = 0;      // kPath: in elements; kValue: in values; else: in operands
  uint32_t count = 0;      // kPath: elements; else: operands
  Bytes text;              // the token: an operator, a function's name, a ":value"
};

struct Ast {
  std::vector<Node> nodes;
  std::vector<PathElement> elements;
  std::vector<uint32_t> operands;  // nodes
  std::vector<model::Value> values;

  const Node& Operand(const Node& node, uint32_t i) const {
    return nodes[operands[node.first + i]];
  }
  const PathElement* Elements(const Node& path) const { return elements.data() + path.first; }
  const model::Value& ValueOf(const Node& value) const { return values[value.first]; }
};

// True when both nodes are the same path, element by element.
bool IsSamePath(const Ast& ast, const Node& a, const Node& b);

// "[a, [1], b]", as messages print a path.
std::string PathText(const PathElement* elements, uint32_t count);

// What lies at the path, or a Value that does not exist. `root` may be one that does not exist.
model::Value FindPath(const PathElement* elements, uint32_t count, model::Value root);

}  // namespace hashrange::expr

#endif  // HASHRANGE_EXPR_AST_H_
