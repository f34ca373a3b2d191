#include "partiql/parser.h"

#include <gtest/gtest.h>

#include <ctime>
#include <string>

namespace hashrange::partiql {
namespace {

std::string Show(const Syntax& syntax, uint32_t n);

std::string ShowOperands(const Syntax& syntax, const Node& node) {
  std::string shown;
  for (uint32_t i = 0; i < node.count; i++) shown += " " + Show(syntax, syntax.operands[node.first + i]);
  return shown;
}

// As a list with the operator first.
std::string Show(const Syntax& syntax, uint32_t n) {
  const Node& node = syntax.nodes[n];
  const std::string text(syntax.TokenOf(node).text);
  if (node.kind == NodeKind::kStatement) return "statement";
  if (node.kind == NodeKind::kIs) {
    return std::string(node.negative ? "(is-not" : "(is") + ShowOperands(syntax, node) + " " + std::string(syntax.tokens[node.type].text) + ")";
  }
  if (node.count == 0) return (node.negative ? "-" : "") + text;
  std::string head = text;
  if (node.kind == NodeKind::kList) head = "list";
  if (node.kind == NodeKind::kBag) head = "bag";
  if (node.kind == NodeKind::kTuple) head = "tuple";
  if (node.kind == NodeKind::kPath) head = "path";
  if (node.kind == NodeKind::kIndex) head = "index";
  return "(" + head + ShowOperands(syntax, node) + ")";
}

std::string Parsed(Bytes text) {
  Syntax syntax;
  const Status status = Parser(&syntax).Parse(text);
  if (!status.ok()) {
    const std::string& message = status.error().message();
    return "refused: " + message.substr(message.find(':') + 2);
  }
  return Show(syntax, syntax.root);
}

TEST(PartiqlParser, BindsOperatorsByTheirPrecedence) {
  EXPECT_EQ(Parsed("a = 1 OR b = 2 AND NOT c = 3"), "(OR (= a 1) (AND (= b 2) (NOT (= c 3))))");
  EXPECT_EQ(Parsed("a < b = c"), "(= (< a b) c)");
  EXPECT_EQ(Parsed("a + b - c * d"), "(- (+ a b) (* c d))");
  EXPECT_EQ(Parsed("a BETWEEN 1 AND 2 AND b"), "(AND (BETWEEN a 1 2) b)");
  EXPECT_EQ(Parsed("a NOT BETWEEN 1 AND 2"), "(NOT BETWEEN a 1 2)");
  EXPECT_EQ(Parsed("(a OR b) AND c"), "(AND (OR a b) c)");
  EXPECT_EQ(Parsed("NOT f(x) = true"), "(NOT (= (f x) true))");
}

TEST(PartiqlParser, FoldsSignsIntoNumbers) {
  EXPECT_EQ(Parsed("- 1"), "-1");
  EXPECT_EQ(Parsed("- - 1"), "1");
  EXPECT_EQ(Parsed("+-+1"), "-1");
  EXPECT_EQ(Parsed("-(1)"), "-1");
  EXPECT_EQ(Parsed("a - -1"), "(- a -1)");
  EXPECT_EQ(Parsed("-a"), "(- a)");
  EXPECT_EQ(Parsed("- ?"), "(- ?)");
}

TEST(PartiqlParser, ReadsTermsOfEveryKind) {
  EXPECT_EQ(Parsed("[1, 'a', [true]]"), "(list 1 'a' (list true))");
  EXPECT_EQ(Parsed("[]"), "[");
  EXPECT_EQ(Parsed("<<1, 2>>"), "(bag 1 2)");
  EXPECT_EQ(Parsed("{'a': 1, 'b': {}}"), "(tuple 'a' 1 'b' {)");
  EXPECT_EQ(Parsed("a.\"b c\"[0][-1].d"), "(path a \"b c\" (index 0) (index -1) d)");
  EXPECT_EQ(Parsed("(1, 2)"), "(list 1 2)");
  EXPECT_EQ(Parsed("a IN (1)"), "(IN a (list 1))");
  EXPECT_EQ(Parsed("a IN [1, 2]"), "(IN a (list 1 2))");
  EXPECT_EQ(Parsed("a IS NOT MISSING"), "(is-not a MISSING)");
  EXPECT_EQ(Parsed("a IS CHARACTER VARYING"), "(is a CHARACTER)");
  EXPECT_EQ(Parsed("size()"), "size");
}

TEST(PartiqlParser, ReadsStatements) {
  for (const Bytes text :
       {Bytes("SELECT * FROM t"), Bytes("SELECT a, b.c FROM \"t\".\"i\" WHERE a = 1 ORDER BY a DESC, b;"), Bytes("INSERT INTO t VALUE {'a': ?}"),
        Bytes("UPDATE t SET a = 1, b = 2 REMOVE c SET d = 3 WHERE a = 1 RETURNING MODIFIED NEW *"), Bytes("DELETE FROM t RETURNING ALL OLD *"),
        Bytes("FROM t WHERE a = 1 SET b = 1"), Bytes("SELECT a FROM t, u"), Bytes("SELECT a FROM t JOIN u"), Bytes("SELECT a FROM t LIMIT 5")}) {
    EXPECT_EQ(Parsed(text), "statement") << text;
  }
}

TEST(PartiqlParser, CountsParametersAsWritten) {
  Syntax syntax;
  ASSERT_TRUE(Parser(&syntax).Parse("SELECT a FROM t WHERE x = ? AND f(?) = [?]").ok());
  EXPECT_EQ(syntax.parameter_count, 3u);
}

TEST(PartiqlParser, SaysWhatItMisses) {
  EXPECT_EQ(Parsed("a = "), "refused: Missing right-hand side expression of infix operator");
  EXPECT_EQ(Parsed("a = ;"), "refused: Unexpected term");
  EXPECT_EQ(Parsed("a b"), "refused: Unexpected token after expression");
  EXPECT_EQ(Parsed("a.inner"), "refused: Invalid path dot component");
  EXPECT_EQ(Parsed("SELECT a"), "refused: Expected FROM after SELECT list");
  EXPECT_EQ(Parsed("DELETE t"), "refused: Expected FROM after DELETE");
  EXPECT_EQ(Parsed("UPDATE t WHERE a = 1"), "refused: Expected data manipulation");
  EXPECT_EQ(Parsed("UPDATE t SET a"), "refused: Expected '='");
  EXPECT_EQ(Parsed("a[1"), "refused: Expected RIGHT_BRACKET");
  EXPECT_EQ(Parsed("f(1"), "refused: Expected RIGHT_PAREN");
  EXPECT_EQ(Parsed("{'a' 1}"), "refused: Expected COLON");
  EXPECT_EQ(Parsed("a BETWEEN 1"), "refused: Expected AND keyword");
  EXPECT_EQ(Parsed("SELECT *, a FROM t").substr(0, 26), "refused: Other expressions");
  EXPECT_EQ(Parsed("DELETE FROM t RETURNING *").substr(0, 18), "refused: Expected ");
}

std::string Repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; i++) all += text;
  return all;
}

TEST(PartiqlParser, RefusesNestingWithoutAnEnd) {
  for (const std::string open : {"(", "[", "<<", "{'a':", "NOT ", "f(", "a[", "a IN (", "SELECT a FROM ", "FROM t WHERE "}) {
    EXPECT_EQ(Parsed(Repeated(open, 8000 / static_cast<int>(open.size()))), "refused: ") << open;
    EXPECT_EQ(Parsed(Repeated(open, 20000)), "refused: ") << open;
  }
  EXPECT_EQ(Parsed(Repeated("(", 60) + "a" + Repeated(")", 60)), "a");
}

// Twice the text takes about twice the time: of what nests, what repeats and what fails late. The bound is generous, since machines are
// not quiet; a parser that goes back over its text misses it by far.
TEST(PartiqlParser, TakesTimeInProportionToTheText) {
  const auto seconds = [](const std::string& text) {
    double best = 1e9;
    for (int i = 0; i < 3; i++) {
      const std::clock_t begin = std::clock();  // of the processor: other programs may be running
      Syntax syntax;
      static_cast<void>(Parser(&syntax).Parse(text));
      best = std::min(best, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
    }
    return best;
  };
  for (const std::string part : {"a AND ", "- ", "a.b", "[a]", "'x' ", "a IN (1,", "-- x\n", "/*x*/", "inner ", "<<1>> = ", "1 + "}) {
    const double once = seconds(Repeated(part, 2000));
    const double more = seconds(Repeated(part, 16000));
    EXPECT_LT(more, 64 * once + 0.5) << part;
  }
}

}  // namespace
}  // namespace hashrange::partiql
