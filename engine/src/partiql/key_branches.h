// How a WHERE names items by their keys: its alternatives, each with the conditions on partition key and sort key that hold in it.
// An OR is split only where it says something about a key. Source: Floci's captures, eu-west-2 2026-09-17; paritysuite, measured
// eu-west-2 2026-10. Tested by key_branches_test.cc.
#ifndef HASHRANGE_PARTIQL_KEY_BRANCHES_H_
#define HASHRANGE_PARTIQL_KEY_BRANCHES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "expr/ast.h"
#include "expr/expression.h"

namespace hashrange::partiql {

struct KeyBranch {
  std::vector<expr::KeyClause> partition;  // equalities
  std::vector<expr::KeyClause> sort;
  std::vector<uint32_t> filters;  // nodes of all other conditions
  bool negates_sort_key = false;  // a filter is NOT or <> on the sort key
};

struct KeyBranches {
  std::vector<KeyBranch> branches;
  // There are too many to list; then `branches` says nothing.
  bool too_many = false;
  // Every alternative has an equality on the partition key.
  bool every_one_is_keyed = false;
  // A key is one of several values of an IN.
  bool lists_key_values = false;
};

// `sort_key` is empty where there is none.
KeyBranches SplitByKeys(const expr::Ast& tree, Bytes partition_key, Bytes sort_key);

// The values to which conditions that must all hold say that the attribute is equal, in the order written.
std::vector<model::Value> EqualValues(const expr::Ast& tree, Bytes attribute);

// How many conditions must all hold.
uint32_t ConjunctCount(const expr::Ast& tree);

// The attributes that a subtree reads, each once, in the order in which a Java HashSet of them lists them. Source of the order:
// Floci's captures, eu-west-2 2026-09-17.
std::vector<std::string> AttributesOf(const expr::Ast& tree, const std::vector<uint32_t>& nodes);

}  // namespace hashrange::partiql

#endif  // HASHRANGE_PARTIQL_KEY_BRANCHES_H_
