// Conditions, projections and updates as small trees. The workload makes them; render.h writes them
// as expression text for the engine, and the naive engine evaluates them as they are. The workload
// makes only what passes the checks that need no item. Tested by model_test.cc.
#ifndef HASHRANGE_TESTS_MODEL_EXPRESSION_H_
#define HASHRANGE_TESTS_MODEL_EXPRESSION_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/value.h"

namespace hashrange::naive {

// One step into a document: a member's name, or an element's index when that is not negative.
struct Step {
  std::string name;
  int index = -1;

  friend bool operator==(const Step& a, const Step& b) {
    return a.name == b.name && a.index == b.index;
  }
};
using Path = std::vector<Step>;

// What a path leads to, or null.
const Value* Find(const Item& item, const Path& path);

// What stands beside an operator: a path, a :value, or a function of others.
struct Operand {
  enum class Kind : uint8_t { kPath, kValue, kSize, kIfNotExists, kListAppend, kPlus, kMinus };
  Kind kind = Kind::kPath;
  Path path;                   // kPath, kSize
  Value value;                 // kValue
  std::vector<Operand> parts;  // the others: two, and the first of kIfNotExists is a path
};

struct Condition {
  enum class Kind : uint8_t {
    kEq,
    kNe,
    kLt,
    kLe,
    kGt,
    kGe,       // two operands
    kBetween,  // three
    kIn,       // two or more
    kExists,
    kNotExists,  // one path
    kType,       // one path, and `type_name`
    kBeginsWith,
    kContains,  // two
    kAnd,
    kOr,
    kNot,  // parts
  };
  Kind kind = Kind::kEq;
  std::vector<Operand> operands;
  std::string type_name;
  std::vector<Condition> parts;
};

// An item that is not there is an empty one. `item` is canonical.
bool Holds(const Condition& condition, const Item& item);

// Adds the paths that it names, in the order in which they are written.
void PathsOf(const Condition& condition, std::vector<Path>* paths);

using Projection = std::vector<Path>;

// What the paths name of an item: maps keep the members asked for, lists close up.
Item Project(const Item& item, const Projection& paths);

enum class Section : uint8_t { kSet, kRemove, kAdd, kDelete };

struct Action {
  Section section = Section::kSet;
  Path target;
  Operand operand;  // kSet: what it becomes; kAdd, kDelete: a value; kRemove: none
};
using Update = std::vector<Action>;

// Applies the actions to `item` (of an item that is not there: its key attributes). Returns the
// text of the ValidationException that refuses it, or nothing.
std::optional<std::string> Apply(const Update& update, bool item_exists, Item* item);

// What the service charges for the statement. Source: paritysuite, itemSizeBySurface, measured
// eu-west-2 2026-10.
uint64_t StatementSize(const Update& update, const Item& old_item);

// All actions are REMOVE or DELETE.
bool OnlyRemoves(const Update& update);

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_EXPRESSION_H_
