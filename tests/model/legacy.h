// The parameters from before expressions: tests of attributes (Expected, QueryFilter, ScanFilter), changes of attributes
// (AttributeUpdates), and how the others are spelled. Source: AWS API Reference, "Legacy conditional parameters"; behaviour.md 4.7.
// Tested by model_test.cc.
#ifndef HASHRANGE_TESTS_MODEL_LEGACY_H_
#define HASHRANGE_TESTS_MODEL_LEGACY_H_

#include <optional>
#include <string>
#include <vector>

#include "model/expression.h"
#include "model/fault.h"
#include "model/value_json.h"

namespace hashrange::naive {

// One attribute of Expected or of a filter.
struct LegacyTest {
  std::string attribute;
  std::string op;  // ComparisonOperator; empty, in Expected: the value as it is, or Exists false when there is none
  std::vector<Value> values;
  bool as_value = false;  // in Expected: the one value is sent as Value
};

struct LegacyTests {
  std::vector<LegacyTest> tests;  // by attribute
  std::string join;               // ConditionalOperator; empty: none
};

// One attribute of AttributeUpdates.
struct LegacyChange {
  std::string attribute;
  std::string action;  // empty: none, which is PUT
  std::optional<Value> value;
};
using LegacyUpdate = std::vector<LegacyChange>;  // by attribute

// What is wrong with them whatever the table holds.
MaybeFault CheckLegacy(const LegacyTests& tests);
MaybeFault CheckLegacy(const LegacyUpdate& update);
// A name that is twice in AttributesToGet.
MaybeFault CheckAttributesToGet(const Projection& projection);

bool Holds(const LegacyTests& tests, const Item& item);
std::vector<Path> PathsOf(const LegacyTests& tests);

// The same targets and values as an expression has them, for what is checked about those.
Update AsUpdate(const LegacyUpdate& update);
// As Apply() of an expression.
std::optional<std::string> Apply(const LegacyUpdate& update, Item* item);

// The parameters as JSON. `in_expected`: of Expected, else of a filter.
json RenderLegacy(const LegacyTests& tests, bool in_expected);
json RenderLegacy(const LegacyUpdate& update);
json RenderAttributesToGet(const Projection& projection);

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_LEGACY_H_
