// AttributeUpdates, the form that updates had before expressions: an attribute, an action and
// perhaps a value. UpdateExpression::FromLegacy makes the tree of a parsed expression of them.
// Messages: expr/messages.h. Tested by legacy_update_test.cc.
#ifndef HASHRANGE_EXPR_LEGACY_UPDATE_H_
#define HASHRANGE_EXPR_LEGACY_UPDATE_H_

#include <cstdint>

#include "expr/expression.h"
#include "hashrange/result.h"
#include "model/item.h"

namespace hashrange::expr {

enum class LegacyAction : uint8_t {
  kPut,
  kAdd,     // a number to a number, members to a set, elements to a list
  kDelete,  // members from a set; without a value the attribute
};

struct LegacyUpdate {
  Bytes attribute;
  LegacyAction action = LegacyAction::kPut;
  model::Value value = {};  // may not exist
};

// Errors: no value where the action needs one; a value whose type the action does not take. The
// factory takes only what passes.
Status CheckLegacyUpdate(const LegacyUpdate& update);

}  // namespace hashrange::expr

#endif  // HASHRANGE_EXPR_LEGACY_UPDATE_H_
