// Fuzzers of the expression language: what is parsed or refused once is parsed or refused the same
// again, evaluating changes nothing and says the same again, and what updates and projections write
// is item form.
#include <deque>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "expr/explain.h"
#include "expr/expression.h"
#include "expr/test_support.h"
#include "fuzz/fuzzers.h"
#include "fuzz/input.h"
#include "fuzz/made_values.h"

namespace hashrange::fuzz {
namespace {

using expr::Substitutions;

constexpr char kItem[] =
    "{a: 1, b: \"x\", bs: <b\"u\", b\"v\">, l: [1, {a: 2, b: 3}, [4], \"y\"], m: {a: 1, b: \"z\", "
    "c: {x: 1}, n: 4}, "
    "n: 7, ns: <1, 2, 30>, s: \"hello\", ss: <\"a\", \"b\">, z: null}";
// What a placeholder stands for when the recipe does not say.
constexpr char kValues[] =
    "{\":b\": b\"hel\", \":bs\": <b\"v\", b\"w\">, \":f\": false, \":l\": [1, \"y\"], \":m\": {a: "
    "1, q: [1]}, \":n\": 2, "
    "\":ns\": <2, 10>, \":s\": \"hel\", \":ss\": <\"b\", \"c\">, \":t\": \"SS\", \":z\": null}";

bool IsWordCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The text of an expression, an item, and a name or value for each placeholder in the text.
class ExpressionInput {
 public:
  explicit ExpressionInput(Bytes bytes) {
    Input input(bytes);
    text = input.Until('\0');
    Input recipe(input.rest());
    MakeItem(&recipe);
    MakeSubstitutes(&recipe);
  }

  void Substitute(Substitutions* substitutions) const {
    for (const Name& name : names_) {
      FUZZ_EXPECT(substitutions->AddName(name.placeholder, name.name).ok());
    }
    for (const PlacedValue& value : values_) {
      FUZZ_EXPECT(
          substitutions->AddValue(value.placeholder, builder_.Between(value.begin, value.end))
              .ok());
    }
  }

  model::ItemView item() const { return model::ItemView(form_); }

  Bytes text;

 private:
  struct Name {
    Bytes placeholder;
    std::string name;
  };
  struct PlacedValue {
    Bytes placeholder;
    model::ItemBuilder::Place begin;
    model::ItemBuilder::Place end;
  };

  void MakeItem(Input* recipe) {
    if (recipe->empty()) {
      static const std::string form(expr::test::Literal(kItem).item().form());
      form_ = form;
      return;
    }
    model::ItemBuilder builder;
    MakeMap(recipe, 4, &builder);
    form_ = builder.TakeItem();
  }

  void MakeSubstitutes(Input* recipe) {
    for (size_t i = 0; i + 1 < text.size(); i++) {
      if ((text[i] != '#' && text[i] != ':') || !IsWordCharacter(text[i + 1])) continue;
      size_t end = i + 1;
      while (end < text.size() && IsWordCharacter(text[end])) end++;
      const Bytes placeholder = text.substr(i, end - i);
      if (placeholder.size() > 255) continue;
      const bool by_recipe = !recipe->empty();
      // Now and then there is no such placeholder.
      if (by_recipe && recipe->Below(16) == 15) continue;
      if (text[i] == '#') {
        names_.push_back(
            Name{placeholder, by_recipe ? MakeName(recipe) : std::string(placeholder.substr(1))});
      } else {
        const model::ItemBuilder::Place begin = builder_.place();
        if (by_recipe) {
          MakeValue(recipe, 3, &builder_);
        } else {
          CopyDefault(placeholder);
        }
        values_.push_back(PlacedValue{placeholder, begin, builder_.place()});
      }
    }
  }

  void CopyDefault(Bytes placeholder) {
    static const expr::test::Literal values(kValues);
    const model::Value value = model::FindMember(values.value(), placeholder);
    builder_.Copy(value.exists() ? value : model::FindMember(values.value(), ":n"));
  }

  std::string form_;
  model::ItemBuilder builder_;
  std::deque<Name> names_;  // whose texts stay where they are
  std::vector<PlacedValue> values_;
};

// An error is DynamoDB's own, in the words of its kind, and text that can be answered.
void CheckError(const ExpressionInput& input, const Error& error, expr::ExpressionKind kind) {
  FUZZ_EXPECT(error.type() == ErrorType::kValidation);
  const std::string start = "Invalid " + std::string(expr::ExpressionKindName(kind)) + ": ";
  FUZZ_EXPECT(error.message().substr(0, start.size()) == start);
  if (base::IsUtf8(input.text)) FUZZ_EXPECT(base::IsUtf8(error.message()));
}

// Parses twice, and says so when the second answer differs from the first.
template <typename Parse>
auto ParseTwice(const ExpressionInput& input, expr::ExpressionKind kind, Parse parse) {
  Substitutions first_substitutions;
  input.Substitute(&first_substitutions);
  auto first = parse(&first_substitutions);
  Substitutions second_substitutions;
  input.Substitute(&second_substitutions);
  const auto second = parse(&second_substitutions);
  FUZZ_EXPECT(first.ok() == second.ok());
  if (!first.ok()) {
    CheckError(input, first.error(), kind);
    FUZZ_EXPECT(second.ok() || first.error().message() == second.error().message());
  } else {
    // Every placeholder stands in the text, and what is accepted was read to its end.
    FUZZ_EXPECT(first_substitutions.CheckAllUsed().ok());
  }
  return first;
}

Result<expr::ConditionExpression> ParseCondition(Bytes text, expr::ExpressionKind kind,
                                                 const ExpressionInput& input) {
  Substitutions substitutions;
  input.Substitute(&substitutions);
  return expr::ConditionExpression::Parse(text, kind, &substitutions);
}

// Counts what an explanation tells: every node is left that was entered, and the outermost result
// is the condition's.
class Listener final : public expr::ExplanationVisitor {
 public:
  void Enter(const expr::ExplainedNode& node) override {
    depth_++;
    nodes++;
    FUZZ_EXPECT(!node.text.empty());
    if (node.value.exists()) value_bytes += node.value.structure.size() + node.value.text.size();
  }
  void Leave(const expr::ExplainedNode& node, bool holds) override {
    depth_--;
    FUZZ_EXPECT(depth_ >= 0);
    FUZZ_EXPECT(node.evaluated || !holds);
    result = holds;
  }
  bool done() const { return depth_ == 0; }

  size_t nodes = 0;
  size_t value_bytes = 0;
  bool result = false;  // of the node left last

 private:
  int depth_ = 0;
};

void CheckExplanation(const expr::ConditionExpression& condition, const model::ItemView& item,
                      bool holds) {
  Listener listener;
  FUZZ_EXPECT(condition.Explain(item, &listener) == holds);
  FUZZ_EXPECT(listener.done() && listener.nodes > 0 && listener.result == holds);
}

// A built value of type M as an item; the depth of what updates write is the caller's to check.
void ExpectItem(const model::ItemBuilder& builder) {
  if (!model::IsWithinNestingLimit(builder.value())) return;
  FUZZ_EXPECT(model::IsItem(builder.TakeItem()));
}

}  // namespace

void FuzzCondition(Bytes bytes) {
  const ExpressionInput input(bytes);
  const auto kind = expr::ExpressionKind::kCondition;
  const auto condition = ParseTwice(input, kind, [&](Substitutions* substitutions) {
    return expr::ConditionExpression::Parse(input.text, kind, substitutions);
  });
  const auto filter = ParseCondition(input.text, expr::ExpressionKind::kFilter, input);
  FUZZ_EXPECT(filter.ok() == condition.ok());
  if (!condition.ok()) return;

  const bool holds = condition.value().Evaluate(input.item());
  const bool holds_of_none = condition.value().Evaluate(model::ItemView());
  FUZZ_EXPECT(condition.value().Evaluate(input.item()) == holds);
  FUZZ_EXPECT(filter.value().Evaluate(input.item()) == holds);
  FUZZ_EXPECT(filter.value().Evaluate(model::ItemView()) == holds_of_none);
  CheckExplanation(condition.value(), input.item(), holds);
  CheckExplanation(condition.value(), model::ItemView(), holds_of_none);
  // Refused where the parentheses are redundant, or the operators one too many.
  const std::string opposite = "NOT (" + std::string(input.text) + ")";
  const auto negated = ParseCondition(opposite, kind, input);
  if (!negated.ok()) return;
  FUZZ_EXPECT(negated.value().Evaluate(input.item()) != holds);
  FUZZ_EXPECT(negated.value().Evaluate(model::ItemView()) != holds_of_none);
}

void FuzzProjection(Bytes bytes) {
  const ExpressionInput input(bytes);
  const auto projection =
      ParseTwice(input, expr::ExpressionKind::kProjection, [&](Substitutions* substitutions) {
        return expr::ProjectionExpression::Parse(input.text, substitutions);
      });
  if (!projection.ok()) return;
  model::ItemBuilder first, second;
  projection.value().Apply(input.item(), &first);
  projection.value().Apply(input.item(), &second);
  const std::string projected = first.TakeItem();
  FUZZ_EXPECT(model::IsItem(projected));
  FUZZ_EXPECT(projected == second.TakeItem());
  // Nothing comes from nowhere: what is projected are attributes that the paths begin with, and
  // that the item has.
  model::MapReader members(first.value());
  Bytes name;
  for (model::Value value; members.Next(&name, &value);) {
    bool named = false;
    for (const expr::PathUse& use : projection.value().paths())
      named = named || use.attribute == name;
    FUZZ_EXPECT(named);
    FUZZ_EXPECT(input.item().Find(name).exists());
  }
}

void FuzzUpdate(Bytes bytes) {
  const ExpressionInput input(bytes);
  const auto update =
      ParseTwice(input, expr::ExpressionKind::kUpdate, [&](Substitutions* substitutions) {
        return expr::UpdateExpression::Parse(input.text, substitutions);
      });
  if (!update.ok()) return;
  FUZZ_EXPECT(update.value().StatementBytes(input.item()) >= 4);
  FUZZ_EXPECT(update.value().StatementBytes(model::ItemView()) >= 4);
  FUZZ_EXPECT(!update.value().targets().empty());
  for (const expr::UpdateTarget& target : update.value().targets()) {
    FUZZ_EXPECT(!target.value.exists() || target.type == target.value.type());
  }

  model::ItemBuilder updated, again, touched;
  const Status applied = update.value().Apply(input.item(), input.item().root(), &updated);
  FUZZ_EXPECT(update.value().Apply(input.item(), input.item().root(), &again).ok() == applied.ok());
  if (applied.ok()) {
    FUZZ_EXPECT(updated.value() == again.value());
    ExpectItem(updated);
    update.value().ProjectTargets(updated.value(), &touched);
    ExpectItem(touched);
  } else {
    FUZZ_EXPECT(base::IsUtf8(applied.error().message()) || !base::IsUtf8(input.text));
  }

  // Of an item that is not there yet, with its key.
  model::ItemBuilder key, made;
  const model::ItemBuilder::Mark mark = key.BeginMap();
  key.Name("pk");
  key.String("a");
  key.EndMap(mark);
  if (update.value().Apply(model::ItemView(), key.value(), &made).ok()) ExpectItem(made);
}

void FuzzKeyCondition(Bytes bytes) {
  const ExpressionInput input(bytes);
  const auto condition =
      ParseTwice(input, expr::ExpressionKind::kKeyCondition, [&](Substitutions* substitutions) {
        return expr::KeyConditionExpression::Parse(input.text, substitutions);
      });
  if (!condition.ok()) return;
  FUZZ_EXPECT(!condition.value().clauses().empty());
  for (const expr::KeyClause& clause : condition.value().clauses()) {
    FUZZ_EXPECT(!clause.attribute.empty());
    FUZZ_EXPECT(clause.value.exists());
    FUZZ_EXPECT(clause.upper_value.exists() == (clause.op == expr::KeyOperator::kBetween));
  }
  // What is accepted as a key condition is a condition, too.
  FUZZ_EXPECT(ParseCondition(input.text, expr::ExpressionKind::kCondition, input).ok());
}

}  // namespace hashrange::fuzz
