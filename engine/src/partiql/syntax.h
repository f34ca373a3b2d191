// One parsed statement as flat arrays: nodes in post-order (operands before what uses them, as written), so that a subtree is a
// range of nodes that ends with its root. Nothing here owns text: tokens view the statement.
#ifndef HASHRANGE_PARTIQL_SYNTAX_H_
#define HASHRANGE_PARTIQL_SYNTAX_H_

#include <cstdint>
#include <vector>

#include "partiql/lexer.h"

namespace hashrange::partiql {

inline constexpr uint32_t kNoNode = UINT32_MAX;

enum class NodeKind : uint8_t {
  kConstant,   // TRUE, FALSE, NULL, MISSING
  kString,
  kNumber,     // `negative`: with an odd number of minus signs before it
  kParameter,  // `first`: its number, from 0
  kName,
  kPath,      // operands: what it begins with; then kStep, kIndex or kEveryStep
  kStep,      // .name
  kIndex,     // [expression]
  kEveryStep,  // .* or [*]
  kCall,      // the token is the name
  kList,
  kBag,
  kTuple,   // operands: name, value, name, value ...
  kSign,    // + or - before what is no number
  kBinary,  // AND, OR, comparisons, arithmetic
  kNot,
  kBetween,  // `negative`: NOT BETWEEN, as for the next ones
  kIn,       // operands: what is looked for; what is looked through
  kIs,       // `first`: operand; `type`: the token that names the type
  kLike,
  kStatement,  // `first`: in statements
};

struct Node {
  NodeKind kind;
  bool negative = false;
  uint32_t token = 0;
  uint32_t begin = 0;  // the first node of the subtree
  uint32_t first = 0;  // in operands, unless said otherwise
  uint32_t count = 0;  // operands
  uint32_t type = 0;
};

enum class StatementKind : uint8_t { kSelect, kInsert, kUpdate, kDelete, kExists };
enum class Returning : uint8_t { kNothing, kAllOld, kAllNew, kModifiedOld, kModifiedNew };

struct StatementSyntax {
  struct Assignment {
    uint32_t target;
    uint32_t value;  // kNoNode: REMOVE
  };
  struct OrderKey {
    uint32_t node;
    bool descending;
  };

  StatementKind kind = StatementKind::kSelect;
  uint32_t target = kNoNode;
  bool aliased = false;
  bool several_sources = false;
  Bytes clause = {};  // a clause that DynamoDB does not have
  std::vector<uint32_t> columns = {};  // empty: *
  uint32_t value = kNoNode;  // of INSERT
  bool many_values = false;  // INSERT without VALUE
  std::vector<Assignment> assignments = {};
  uint32_t where = kNoNode;
  std::vector<OrderKey> order = {};
  Returning returning = Returning::kNothing;
  uint32_t returning_count = 0;
  bool returning_without_star = false;
};

struct Syntax {
  std::vector<Token> tokens;
  std::vector<Node> nodes;
  std::vector<uint32_t> operands;
  std::vector<StatementSyntax> statements;
  uint32_t root = kNoNode;
  uint32_t parameter_count = 0;

  const Node& Operand(const Node& node, uint32_t i) const { return nodes[operands[node.first + i]]; }
  const Token& TokenOf(const Node& node) const { return tokens[node.token]; }
  Word WordOf(const Node& node) const { return tokens[node.token].word; }
};

}  // namespace hashrange::partiql

#endif  // HASHRANGE_PARTIQL_SYNTAX_H_
