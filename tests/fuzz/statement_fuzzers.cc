// Fuzzers of PartiQL statements: any text falls into tokens that lie in it one after the other, or is refused; what is read once is read
// the same again; and what a statement makes, conditions, updates, items and columns, works on an item as expressions do.
#include <string>
#include <vector>

#include "base/utf8.h"
#include "expr/explain.h"
#include "expr/test_support.h"
#include "fuzz/fuzzers.h"
#include "fuzz/input.h"
#include "fuzz/made_values.h"
#include "partiql/key_branches.h"
#include "partiql/statement.h"

namespace hashrange::fuzz {
namespace {

constexpr char kItem[] =
    "{a: 1, b: \"x\", bs: <b\"u\", b\"v\">, l: [1, {a: 2, b: 3}, [4], \"y\"], m: {a: 1, b: \"z\", c: {x: 1}}, n: 7, ns: <1, 2, 30>, "
    "pk: \"a\", s: \"hello\", sk: \"1\", ss: <\"a\", \"b\">, z: null}";

// The statement's text, and a value for each "?" that can be in it.
class StatementInput {
 public:
  explicit StatementInput(Bytes bytes) {
    Input input(bytes);
    text = input.Until('\0');
    Input recipe(input.rest());
    std::vector<model::ItemBuilder::Place> places = {builder_.place()};
    for (const char c : text) {
      if (c != '?') continue;
      MakeValue(&recipe, 3, &builder_);
      places.push_back(builder_.place());
    }
    for (size_t i = 1; i < places.size(); i++) all_.push_back(builder_.Between(places[i - 1], places[i]));
  }

  // As many as there are in the tokens: those in texts and comments are none.
  std::span<const model::Value> Parameters() const {
    std::vector<partiql::Token> tokens;
    if (!partiql::Tokenize(text, &tokens).ok()) return {};
    size_t count = 0;
    for (const partiql::Token& token : tokens) count += token.kind == partiql::TokenKind::kQuestion ? 1u : 0u;
    return std::span<const model::Value>(all_).first(count);
  }

  Bytes text;

 private:
  model::ItemBuilder builder_;
  std::vector<model::Value> all_;
};

Status Read(const StatementInput& input, partiql::Statement* statement) {
  HR_RETURN_IF_ERROR(statement->Parse(input.text, input.Parameters()));
  return statement->Prepare();
}

// Counts what an explanation tells, and keeps to its order.
class Depth final : public expr::ExplanationVisitor {
 public:
  void Enter(const expr::ExplainedNode& node) override {
    FUZZ_EXPECT(!node.text.empty());
    depth_++;
  }
  void Leave(const expr::ExplainedNode&, bool) override { depth_--; }
  int depth() const { return depth_; }

 private:
  int depth_ = 0;
};

// One value of type M in item form.
void CheckMade(const model::ItemBuilder& made) {
  const std::string form = made.TakeItem();
  FUZZ_EXPECT(made.value().type() == model::AttributeType::kM);
  FUZZ_EXPECT(!model::IsWithinNestingLimit(made.value()) || model::IsItem(form));
}

void Use(const partiql::Statement& statement) {
  static const expr::test::Literal item(kItem);
  if (statement.where()) {
    const bool result = statement.where()->Evaluate(item.item());
    Depth depth;
    FUZZ_EXPECT(statement.where()->Explain(item.item(), &depth) == result);
    FUZZ_EXPECT(depth.depth() == 0);
    statement.where()->Evaluate(model::ItemView());
    const partiql::KeyBranches split = partiql::SplitByKeys(statement.where()->tree(), "pk", "sk");
    for (const partiql::KeyBranch& branch : split.branches) partiql::AttributesOf(statement.where()->tree(), branch.filters);
    FUZZ_EXPECT(partiql::EqualValues(statement.where()->tree(), "pk").size() <= partiql::ConjunctCount(statement.where()->tree()));
  }
  if (statement.kind() == partiql::StatementKind::kInsert) {
    model::ItemBuilder copy;
    copy.Copy(statement.item());
    CheckMade(copy);
  }
  model::ItemBuilder made;
  if (statement.update()) {
    if (statement.update()->Apply(item.item(), item.value(), &made).ok()) CheckMade(made);
    model::ItemBuilder touched;
    statement.update()->ProjectTargets(item.value(), &touched);
    CheckMade(touched);
  }
  if (!statement.columns().empty()) {
    model::ItemBuilder columns;
    statement.columns().Apply(item.item(), &columns);
    CheckMade(columns);
  }
}

}  // namespace

void FuzzStatementTokens(Bytes input) {
  std::vector<partiql::Token> tokens;
  const Status status = partiql::Tokenize(input, &tokens);
  const char* at = input.data();
  for (size_t i = 0; i + 1 < tokens.size(); i++) {
    FUZZ_EXPECT(!tokens[i].text.empty() && tokens[i].text.data() >= at);
    at = tokens[i].text.data() + tokens[i].text.size();
    FUZZ_EXPECT(at <= input.data() + input.size());
  }
  if (!status.ok()) return;
  FUZZ_EXPECT(!tokens.empty() && tokens.back().kind == partiql::TokenKind::kEnd);
  // The tokens written with a space between them are the same tokens again.
  std::string spaced;
  for (const partiql::Token& token : tokens) spaced.append(token.text).append(" ");
  std::vector<partiql::Token> again;
  FUZZ_EXPECT(partiql::Tokenize(spaced, &again).ok());
  FUZZ_EXPECT(again.size() == tokens.size());
  for (size_t i = 0; i < again.size() && i < tokens.size(); i++) {
    FUZZ_EXPECT(again[i].kind == tokens[i].kind && again[i].word == tokens[i].word && again[i].text == tokens[i].text);
  }
}

void FuzzStatement(Bytes bytes) {
  const StatementInput input(bytes);
  partiql::Statement statement;
  const Status status = Read(input, &statement);
  partiql::Statement second;
  const Status again = Read(input, &second);
  FUZZ_EXPECT(status.ok() == again.ok());
  if (!status.ok()) {
    FUZZ_EXPECT(again.ok() || status.error().message() == again.error().message());
    FUZZ_EXPECT(base::IsUtf8(status.error().message()));
    return;
  }
  Use(statement);
}

}  // namespace hashrange::fuzz
