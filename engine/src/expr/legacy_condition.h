// Conditions as requests gave them before expressions (Expected, ScanFilter, QueryFilter,
// KeyConditions): an attribute, an operator by its name and the values beside it. The factories
// FromLegacy of expression.h make the same trees of them that a parsed expression has. Messages:
// expr/messages.h. Tested by legacy_condition_test.cc.
#ifndef HASHRANGE_EXPR_LEGACY_CONDITION_H_
#define HASHRANGE_EXPR_LEGACY_CONDITION_H_

#include <cstdint>
#include <vector>

#include "expr/expression.h"
#include "hashrange/result.h"
#include "model/item.h"

namespace hashrange::expr {

enum class LegacyOperator : uint8_t {
  kEq,
  kNe,
  kLe,
  kLt,
  kGe,
  kGt,
  kNotNull,
  kNull,
  kContains,
  kNotContains,
  kBeginsWith,
  kIn,
  kBetween,
};

// False when no operator has that name; names are in capitals.
bool ParseLegacyOperator(Bytes name, LegacyOperator* op);

struct LegacyCondition {
  Bytes attribute;
  LegacyOperator op;
  std::vector<model::Value> values;
};

// Errors, in order: too few or too many values for the operator; values of several types; a type
// that the operator does not take; a lower bound above the upper one. The factories take only what
// passes.
Status CheckLegacyCondition(const LegacyCondition& condition);

}  // namespace hashrange::expr

#endif  // HASHRANGE_EXPR_LEGACY_CONDITION_H_
