// Requests by the parameters from before expressions.
#include <algorithm>
#include <utility>

#include "model/workload.h"
#include "model/workload_values.h"

namespace hashrange::naive {
namespace {

using Kind = Condition::Kind;

bool IsScalar(Type type) { return type == Type::kS || type == Type::kN || type == Type::kB; }

// Top-level names, each once but for now and then.
void KeepNames(Random* random, std::optional<Projection>* projection) {
  if (!*projection) return;
  Projection names;
  for (const Path& path : **projection) {
    const Path name = {path[0]};
    if (std::find(names.begin(), names.end(), name) == names.end() || random->OneIn(20)) names.push_back(name);
  }
  *projection = names;
}

void SortByAttribute(LegacyTests* tests) {
  std::sort(tests->tests.begin(), tests->tests.end(),
            [](const LegacyTest& a, const LegacyTest& b) { return a.attribute < b.attribute; });
  const auto last = std::unique(tests->tests.begin(), tests->tests.end(),
                                [](const LegacyTest& a, const LegacyTest& b) { return a.attribute == b.attribute; });
  tests->tests.erase(last, tests->tests.end());
}

std::string AttributeLike(Random* random, const Item& like) {
  if (like.empty() || random->OneIn(4)) return random->Of(AttributeNames());
  auto attribute = like.begin();
  std::advance(attribute, static_cast<std::ptrdiff_t>(random->Below(like.size())));
  return attribute->first;
}

// Something that CONTAINS may find in the value.
Value PartOf(Random* random, const Value& whole) {
  if (!whole.members.empty()) {
    const std::string member = random->Of(whole.members);
    return whole.type == Type::kSS ? S(member) : whole.type == Type::kNS ? N(member) : B(member);
  }
  if (!whole.list.empty()) return random->Of(whole.list);
  Value part = whole;
  if (IsScalar(whole.type) && !whole.text.empty() && static_cast<unsigned char>(whole.text[0]) < 0x80) {
    part.text = whole.type == Type::kN ? whole.text : whole.text.substr(0, 1);
  }
  return part;
}

}  // namespace

LegacyTest Workload::MakeTest(const std::string& attribute, const Item& like, bool in_expected) {
  static const std::vector<std::string> kOperators = {"EQ",       "NE",           "LT", "LE",          "GT",   "GE",
                                                      "NOT_NULL", "NULL",         "IN", "BEGINS_WITH", "EQ",   "BETWEEN",
                                                      "CONTAINS", "NOT_CONTAINS", "",   "NULL",        "CONTAINS"};
  LegacyTest test;
  test.attribute = attribute;
  test.op = random_.Of(kOperators);
  if (test.op.empty() && !in_expected) test.op = "NE";
  const auto found = like.find(attribute);
  const Value there = found == like.end() ? RandomValue(&random_, 1) : found->second;
  const Value one = random_.Percent(60) ? there : RandomValueOf(&random_, there.type, 1);
  // Of a type that cannot be compared: rarely, since that refuses the request.
  const bool any_type = random_.OneIn(40);
  const auto scalar = [&](const Value& value) {
    return IsScalar(value.type) || any_type ? value : RandomValueOf(&random_, random_.OneIn(2) ? Type::kS : Type::kN, 0);
  };
  if (test.op == "NULL" || test.op == "NOT_NULL" || (test.op.empty() && random_.OneIn(3))) {
    // None.
  } else if (test.op == "EQ" || test.op == "NE" || test.op.empty()) {
    test.values = {one};
  } else if (test.op == "CONTAINS" || test.op == "NOT_CONTAINS") {
    test.values = {scalar(PartOf(&random_, one))};
  } else if (test.op == "BEGINS_WITH") {
    const Value prefix = PartOf(&random_, one);
    const bool fits = prefix.type == Type::kS || prefix.type == Type::kB || any_type;
    test.values = {fits ? prefix : RandomValueOf(&random_, Type::kS, 0)};
  } else if (test.op == "IN") {
    test.values = {scalar(one)};
    while (random_.OneIn(2)) test.values.push_back(RandomValueOf(&random_, test.values[0].type, 0));
  } else if (test.op == "BETWEEN") {
    test.values = {scalar(one)};
    test.values.push_back(RandomValueOf(&random_, test.values[0].type, 0));
    const bool ordered = IsScalar(test.values[0].type);
    const bool reversed = ordered && CompareScalars(Canonical(test.values[0]), Canonical(test.values[1])) > 0;
    if (reversed && !random_.OneIn(20)) std::swap(test.values[0], test.values[1]);
  } else {
    test.values = {scalar(one)};
  }
  // Not as many as the operator takes, or of two types.
  if (random_.OneIn(80) && !test.op.empty() && !test.values.empty()) test.values.push_back(RandomValue(&random_, 0));
  test.as_value = in_expected && random_.OneIn(3);
  return test;
}

LegacyTests Workload::MakeTests(const Item& like, bool in_expected) {
  LegacyTests tests;
  for (size_t i = 1 + random_.Below(3); i > 0; i--) tests.tests.push_back(MakeTest(AttributeLike(&random_, like), like, in_expected));
  SortByAttribute(&tests);
  if (tests.tests.size() > 1 || random_.OneIn(30)) {
    static const std::vector<std::string> kJoins = {"", "AND", "OR", "OR"};
    tests.join = random_.Of(kJoins);
  }
  if (random_.OneIn(40)) {
    tests.tests.clear();
    tests.join = "AND";
  }
  return tests;
}

LegacyUpdate Workload::MakeChanges(const Item& like, const TableSchema& schema) {
  static const std::vector<std::string> kActions = {"", "PUT", "ADD", "ADD", "DELETE", "DELETE"};
  std::map<std::string, LegacyChange> changes;
  Item free = like;
  if (!random_.OneIn(20)) {
    for (const KeyAttribute& key : schema.keys) free.erase(key.name);
  }
  for (size_t i = 1 + random_.Below(3); i > 0; i--) {
    LegacyChange change;
    change.attribute = AttributeLike(&random_, free);
    change.action = random_.Of(kActions);
    const auto found = free.find(change.attribute);
    const Type old_type = found == free.end() ? Type::kNull : found->second.type;
    change.value = RandomValue(&random_, 2);
    if (change.action == "ADD") {
      const bool addable = old_type == Type::kN || old_type == Type::kL || IsSet(old_type);
      static const std::vector<Type> kTypes = {Type::kN, Type::kN, Type::kL, Type::kSS, Type::kNS, Type::kBS};
      if (!random_.OneIn(40)) change.value = RandomValueOf(&random_, addable && random_.Percent(80) ? old_type : random_.Of(kTypes), 1);
    } else if (change.action == "DELETE") {
      if (IsSet(old_type) && random_.Percent(70)) {
        change.value = random_.OneIn(3) ? found->second : RandomValueOf(&random_, old_type, 0);
      } else if (!random_.OneIn(40)) {
        change.value = RandomSet(&random_);
      }
      if (random_.OneIn(3)) change.value.reset();
    }
    if (random_.OneIn(80)) change.value.reset();
    changes[change.attribute] = change;
  }
  // The attributes of indexes, with values that their keys can have.
  for (const KeyAttribute& attribute : schema.definitions) {
    if (IsKey(schema.keys, attribute.name) || !random_.OneIn(3)) continue;
    changes[attribute.name] = LegacyChange{attribute.name, "PUT", RandomKeyValue(&random_, attribute.type)};
  }
  LegacyUpdate update;
  for (const auto& [attribute, change] : changes) update.push_back(change);
  return update;
}

void Workload::MakeLegacy(const NaiveEngine& engine, Request* request) {
  switch (request->operation) {
    case Operation::kPutItem:
    case Operation::kDeleteItem:
    case Operation::kUpdateItem: {
      const Item like = LikeOf(engine, *request);
      request->condition.reset();
      if (random_.OneIn(2)) request->legacy_tests = MakeTests(like, true);
      if (request->update) {
        const auto table = engine.tables().find(request->table);
        request->update.reset();
        request->legacy_update = MakeChanges(like, table == engine.tables().end() ? TableSchema() : table->second.schema);
      }
      break;
    }
    case Operation::kGetItem:
      KeepNames(&random_, &request->projection);
      break;
    case Operation::kBatchGetItem:
      for (Request& part : request->parts) KeepNames(&random_, &part.projection);
      break;
    case Operation::kQuery:
    case Operation::kScan: {
      const auto table = engine.tables().find(request->table);
      if (request->filter && table != engine.tables().end()) {
        Item like = ItemOf(table->second);
        if (request->operation == Operation::kQuery && !random_.OneIn(20)) {
          for (const KeyAttribute& key : table->second.schema.definitions) like.erase(key.name);
        }
        request->legacy_tests = MakeTests(like, false);
      }
      request->filter.reset();
      KeepNames(&random_, &request->projection);
      // What no key takes.
      if (!request->key_condition.empty() && random_.OneIn(60)) {
        KeyClause& clause = request->key_condition.back();
        clause.kind = random_.OneIn(2) ? Kind::kNe : Kind::kContains;
      }
      break;
    }
    default:
      return;
  }
  request->legacy = true;
}

}  // namespace hashrange::naive
