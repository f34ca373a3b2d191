#include <gtest/gtest.h>

#include <string>

#include "expr/expression.h"
#include "expr/test_support.h"

namespace hashrange::expr {
namespace {

using test::Literal;
using test::Request;

// "true", "false", or the error's text.
std::string Evaluate(Bytes item, Bytes text, Bytes substitutes = {}) {
  Request request(substitutes);
  const Literal literal(item);
  auto condition =
      ConditionExpression::Parse(text, ExpressionKind::kCondition, &request.substitutions);
  if (!condition.ok()) return condition.error().message();
  return condition.value().Evaluate(literal.item()) ? "true" : "false";
}

// The error's text without "Invalid ConditionExpression: ".
std::string Fault(Bytes text, Bytes substitutes = {}) {
  const std::string message = Evaluate("{}", text, substitutes);
  const std::string prefix = "Invalid ConditionExpression: ";
  return message.compare(0, prefix.size(), prefix) == 0 ? message.substr(prefix.size()) : message;
}

// ---- Syntax ----

TEST(ConditionSyntax, PrintsTheTokenAndItsNeighbours) {
  EXPECT_EQ(Fault("a = = b"), "Syntax error; token: \"=\", near: \"= = b\"");
  EXPECT_EQ(Fault("attribute_not_exists("), "Syntax error; token: \"<EOF>\", near: \"(\"");
  EXPECT_EQ(Fault("foo"), "Syntax error; token: \"<EOF>\", near: \"foo\"");
  EXPECT_EQ(Fault("!!!"), "Syntax error; token: \"!\", near: \"!!\"");
  EXPECT_EQ(Fault("a = 5"), "Syntax error; token: \"5\", near: \"= 5\"");
  EXPECT_EQ(Fault("a != :v"), "Syntax error; token: \"!\", near: \"a !=\"");
  EXPECT_EQ(Fault("a = \"text\""), "Syntax error; token: \"\"\", near: \"= \"text\"");
  EXPECT_EQ(Fault("\xC3\xBC > a"), "Syntax error; token: \"\xC3\xBC\", near: \"\xC3\xBC >\"");
}

TEST(ConditionSyntax, RefusesWhatTheGrammarDoesNotHave) {
  for (const char* text : {"things are fine",
                           "a > between",
                           "a in b, c",
                           "a in b",
                           "a in (b,c,)",
                           "(a)between(b.(c.d))and(c)",
                           "(a)between(b.c.d)and((c)",
                           "#$.b > a",
                           "a > :things.stuff",
                           "b[:a] > a",
                           "b[#_] > a",
                           "(a)between(b.c[4.5].#d)and(:a)",
                           "size(a).b > a",
                           "(size(a)).b > a",
                           "size(a)[0] > a",
                           "(size(a))[0] > a",
                           "attribute_exists(a-b)",
                           "attribute_exists(a..b)",
                           "attribute_exists(a#b)",
                           "attribute_exists(a[b])",
                           "a",
                           ":a",
                           "(a)",
                           "NOT a",
                           "a AND b = c",
                           "(a = b) = c",
                           "a = (b = c)",
                           "a = b = c",
                           "a = b OR",
                           "a BETWEEN b",
                           "a BETWEEN b OR c",
                           "f()",
                           "a = b)",
                           "(a = b",
                           "a + b = c",
                           "_a = b",
                           "a = NOT b",
                           "set = :v",
                           "a.add = :v",
                           "a[-1] = b",
                           "a[01] = b",
                           ", a = b"}) {
    EXPECT_EQ(Fault(text).substr(0, 21), "Syntax error; token: ") << text;
  }
}

TEST(ConditionSyntax, RefusesAnEmptyOrOversizedText) {
  EXPECT_EQ(Fault(""), "The expression can not be empty;");
  EXPECT_EQ(Fault("  \t"), "The expression can not be empty;");
  std::string text = "attribute_exists(" + std::string(4096 - 18, 'a') + ")";
  EXPECT_EQ(Evaluate("{}", text), "false");
  text.insert(17, "a");
  EXPECT_EQ(Fault(text),
            "Expression size has exceeded the maximum allowed size; expression size: 4097");
  EXPECT_EQ(Fault(std::string(5000, '!')).substr(0, 53),
            "Expression size has exceeded the maximum allowed size");
}

TEST(ConditionSyntax, RefusesParenthesesDirectlyAroundParentheses) {
  for (const char* text :
       {"((a = b))", "((a = b)) AND ((c = d))", "a = ((b))", "a > whatever((:things), ((a)))",
        "(a)between(((b.c)).d)and(c)", "a=a AND ((a=a AND a=a)) AND a=a",
        "a=a OR ((a=a OR (a=a OR a=a)))", "((attribute_not_exists(pk)))"}) {
    EXPECT_EQ(Fault(text), "The expression has redundant parentheses;") << text;
  }
}

TEST(ConditionSyntax, AcceptsOtherParentheses) {
  for (const char* text :
       {"(attribute_not_exists(pk)) AND (attribute_not_exists(s))",
        "(attribute_not_exists(pk) AND attribute_not_exists(s))",
        "(attribute_not_exists(pk) AND (attribute_not_exists(s)))", "(NOT (attribute_exists(pk)))",
        "((size(a)) = (b)) OR attribute_not_exists((c))",
        "((a) = (b)) OR (NOT ((a) IN ((b), (c))))"}) {
    EXPECT_EQ(Evaluate("{}", text), "true") << text;
  }
}

TEST(ConditionSyntax, BindsNotTighterThanAndAndAndTighterThanOr) {
  const char* item = "{t: 1, f: 0, x: 1}";
  EXPECT_EQ(Evaluate(item, "t = x OR f = x AND f = x"), "true");
  EXPECT_EQ(Evaluate(item, "(t = x OR f = x) AND f = x"), "false");
  EXPECT_EQ(Evaluate(item, "NOT f = x AND f = x"), "false");
  EXPECT_EQ(Evaluate(item, "NOT (f = x AND f = x)"), "true");
  EXPECT_EQ(Evaluate(item, "not not t = x and Not f = x oR f = x"), "true");
  EXPECT_EQ(Evaluate(item, "t between f and x and f = x"), "false");
}

TEST(ConditionSyntax, CountsOperatorsAndFunctions) {
  std::string text = "a=b";
  for (int i = 0; i < 149; i++) text += " OR a=b";
  EXPECT_EQ(Evaluate("{}", text), "false");  // 299
  EXPECT_EQ(Evaluate("{}", "NOT " + text), "true");
  EXPECT_EQ(Fault(text + " OR a=b"),
            "The expression contains too many operators; operator count: 301");
}

TEST(ConditionSyntax, SurvivesHostileNesting) {
  EXPECT_EQ(Fault(std::string(4096, '(')).substr(0, 12), "Syntax error");
  EXPECT_EQ(Fault(std::string(2000, '(') + "a" + std::string(2000, ')')),
            "The expression has redundant parentheses;");
  std::string text;
  for (int i = 0; i < 1000; i++) text += "NOT ";
  EXPECT_EQ(Fault(text + "a=b"), "The expression contains too many operators; operator count: 301");
  text.clear();
  for (int i = 0; i < 299; i++) text += "(NOT ";
  text += "a=b" + std::string(299, ')');
  EXPECT_EQ(Evaluate("{a: 1, b: 1}", text), "false");
  text.clear();
  for (int i = 0; i < 1300; i++) text += "f(";
  EXPECT_EQ(Fault(text), "The expression contains too many operators; operator count: 301");
}

// ---- Static checks ----

TEST(ConditionChecks, RefusesReservedWordsInEveryElement) {
  EXPECT_EQ(Fault("status = :v"), "Attribute name is a reserved keyword; reserved keyword: status");
  EXPECT_EQ(Fault(":a < abOrT"), "Attribute name is a reserved keyword; reserved keyword: abOrT");
  EXPECT_EQ(Fault("a.Views = b"), "Attribute name is a reserved keyword; reserved keyword: Views");
  EXPECT_EQ(Fault("attribute_exists(views, #a)"),
            "Attribute name is a reserved keyword; reserved keyword: views");
  EXPECT_EQ(Evaluate("{status: 1}", "#s = :v", "{\"#s\": \"status\", \":v\": 1}"), "true");
}

TEST(ConditionChecks, RefusesUnknownAndMisplacedFunctions) {
  EXPECT_EQ(Fault("a=a and whatever(:things) > a"), "Invalid function name; function: whatever");
  EXPECT_EQ(Fault("attRIbute_exIsts((views), #a)"),
            "Invalid function name; function: attRIbute_exIsts");
  EXPECT_EQ(Fault("if_not_exists(a, b) = c"),
            "The function is not allowed in a condition expression; function: if_not_exists");
  EXPECT_EQ(Fault("list_append(a, b) = c"),
            "The function is not allowed in a condition expression; function: list_append");
  const std::string misused =
      "The function is not allowed to be used this way in an expression; function: ";
  EXPECT_EQ(Fault("a=a and attribute_exists((views), (#a)) > b"), misused + "attribute_exists");
  EXPECT_EQ(Fault("attribute_type(things, :a) > b"), misused + "attribute_type");
  EXPECT_EQ(Fault("contains(:things, c) > b"), misused + "contains");
  EXPECT_EQ(Fault("size(contains(a, b)) > a"), misused + "contains");
  EXPECT_EQ(Fault("size(things)"), misused + "size");
  EXPECT_EQ(Fault("(size(things)) and a = b"), misused + "size");
  EXPECT_EQ(Fault("NOT size(things)"), misused + "size");
  EXPECT_EQ(Fault("a between b and attribute_exists(things)"), misused + "attribute_exists");
  EXPECT_EQ(Fault("a in (b, attribute_exists(things))"), misused + "attribute_exists");
}

TEST(ConditionChecks, ReportsUndefinedNamesAndValuesInTheOrderWritten) {
  const std::string name =
      "An expression attribute name used in the document path is not defined; attribute name: ";
  const std::string value =
      "An expression attribute value used in expression is not defined; attribute value: ";
  EXPECT_EQ(Fault("attribute_exists(#Pictures.RearView, :a) and a=a"), name + "#Pictures");
  EXPECT_EQ(Fault("begins_with(Pictures.#RearView)"), name + "#RearView");
  EXPECT_EQ(Fault("(#P between :lo and :hi) and (#PC in (:cat1, :cat2))"), name + "#P");
  EXPECT_EQ(Fault("#4g > a"), name + "#4g");
  EXPECT_EQ(Fault("begins_with(:hello, #a, #b)"), value + ":hello");
  EXPECT_EQ(Fault(":a < :b"), value + ":a");
  EXPECT_EQ(Fault(":_ > a"), value + ":_");
  EXPECT_EQ(Fault("a < :v AND b = :w", "{\":v\": true}"),
            "Incorrect operand type for operator or function; operator or function: <, operand "
            "type: BOOL");
}

TEST(ConditionChecks, CountsTheOperandsOfFunctions) {
  const auto expected = [](const char* function, const char* count) {
    return std::string(
               "Incorrect number of operands for operator or function; operator or function: ") +
           function + ", number of operands: " + count;
  };
  EXPECT_EQ(Fault("attribute_exists(things, a) and a=a"), expected("attribute_exists", "2"));
  EXPECT_EQ(Fault("attribute_not_exists(things, b)"), expected("attribute_not_exists", "2"));
  EXPECT_EQ(Fault("attribute_type(things)"), expected("attribute_type", "1"));
  EXPECT_EQ(Fault("begins_with(things, size(a), b)"), expected("begins_with", "3"));
  EXPECT_EQ(Fault("contains(things)"), expected("contains", "1"));
  EXPECT_EQ(Fault("size(things, a) > b"), expected("size", "2"));
}

TEST(ConditionChecks, WantsADocumentPathWhereOneIsNeeded) {
  const std::string needs = "Operator or function requires a document path; operator or function: ";
  EXPECT_EQ(Fault("attribute_exists(:a) and a=a", "{\":a\": \"1\"}"), needs + "attribute_exists");
  EXPECT_EQ(Fault("attribute_not_exists(size(:a))", "{\":a\": \"1\"}"),
            needs + "attribute_not_exists");
  EXPECT_EQ(Fault("attribute_type(:a, :a)", "{\":a\": \"S\"}"), needs + "attribute_type");
}

TEST(ConditionChecks, RefusesOperandsThatCanNeverFit) {
  const auto expected = [](const char* op, const char* type) {
    return std::string("Incorrect operand type for operator or function; operator or function: ") +
           op + ", operand type: " + type;
  };
  struct Row {
    const char* literal;
    const char* type;
  };
  const Row unordered[] = {{"true", "BOOL"},  {"null", "NULL"}, {"[]", "L"},       {"{}", "M"},
                           {"<\"1\">", "SS"}, {"<1>", "NS"},    {"<b\"1\">", "BS"}};
  for (const Row& row : unordered) {
    const std::string values = std::string("{\":a\": ") + row.literal + "}";
    for (const char* op : {"<", "<=", ">", ">="}) {
      EXPECT_EQ(Fault(std::string("a ") + op + " :a", values), expected(op, row.type));
    }
    EXPECT_EQ(Fault("a between :a and :a", values), expected("BETWEEN", row.type));
    EXPECT_EQ(Fault(":a between b and c", values), expected("BETWEEN", row.type));
    EXPECT_EQ(Fault("begins_with(a, :a)", values), expected("begins_with", row.type));
    EXPECT_EQ(Fault("begins_with(:a, a)", values), expected("begins_with", row.type));
    EXPECT_EQ(Fault("attribute_type(a, :a)", values), expected("attribute_type", row.type));
    EXPECT_EQ(Evaluate("{}", "a = :a OR contains(:a, a) OR a IN (:a)", values), "false");
  }
  EXPECT_EQ(Fault("begins_with(a, :a)", "{\":a\": 1}"), expected("begins_with", "N"));
  EXPECT_EQ(Fault("begins_with(a, size(a)) and a=:a"), expected("begins_with", "N"));
  EXPECT_EQ(Fault("attribute_type(a, :a)", "{\":a\": b\"x\"}"), expected("attribute_type", "B"));
  EXPECT_EQ(Fault("attribute_type(a, size(a)) and a=a"), expected("attribute_type", "N"));
  EXPECT_EQ(Fault("attribute_type(a, b)"),
            expected("attribute_type", "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}"));
  EXPECT_EQ(Fault("size(size(a)) > :a", "{\":a\": 1}"), expected("size", "N"));
  EXPECT_EQ(Fault("attribute_not_exists(size(:a))", "{\":a\": 1}"), expected("size", "N"));
  EXPECT_EQ(Fault("size(:a) > a", "{\":a\": true}"), expected("size", "BOOL"));
  EXPECT_EQ(Fault("size(:a) > a", "{\":a\": null}"), expected("size", "NULL"));
  EXPECT_EQ(Fault("attribute_type(a, :a)", "{\":a\": \"1\"}"),
            "Invalid attribute type name found; type: 1, valid types: "
            "{B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
}

TEST(ConditionChecks, RefusesTheSameOperandTwice) {
  const auto expected = [](const char* op, const char* path) {
    return std::string(
               "The first operand must be distinct from the remaining operands for this operator "
               "or function; operator: ") +
           op + ", first operand: " + path;
  };
  const char* names = "{\"#a\": \"a\", \":v\": 1}";
  EXPECT_EQ(Fault("a = a AND #a = b", names), expected("=", "[a]"));
  EXPECT_EQ(Fault("#a <> a", names), expected("<>", "[a]"));
  EXPECT_EQ(Fault("a > #a", names), expected(">", "[a]"));
  EXPECT_EQ(Fault("((a=a) OR (a=a))", names), expected("=", "[a]"));
  EXPECT_EQ(Fault("contains(ab.bc[1].a, ab.bc[1].#a)", names),
            expected("contains", "[ab, bc, [1], a]"));
  EXPECT_EQ(Fault("attribute_type(ab.bc[1].#a, ab.bc[1].a)", names),
            expected("attribute_type", "[ab, bc, [1], a]"));
  EXPECT_EQ(Fault("begins_with(a, #a)", names), expected("begins_with", "[a]"));
  EXPECT_EQ(Fault("a between b and #a", names), expected("BETWEEN", "[a]"));
  EXPECT_EQ(Fault("a in (b, #a)", names), expected("IN", "[a]"));
  EXPECT_EQ(Evaluate("{}", ":v = :v", names), "true");
}

TEST(ConditionChecks, RefusesBoundsOfBetweenThatDoNotFit) {
  EXPECT_EQ(Fault("a between :b and :a", "{\":a\": \"a\", \":b\": 1}"),
            "The BETWEEN operator requires same data type for lower and upper bounds; lower bound "
            "operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:a}");
  EXPECT_EQ(Fault("a between :b and :a", "{\":a\": \"a\", \":b\": \"b\"}"),
            "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; "
            "lower bound operand: AttributeValue: {S:b}, upper bound operand: AttributeValue: "
            "{S:a}");
  EXPECT_EQ(Fault("a between :b and :a", "{\":a\": 9, \":b\": 10}").substr(0, 35),
            "The BETWEEN operator requires upper");
  EXPECT_EQ(Evaluate("{a: 9.5}", "a between :a and :b", "{\":a\": 9, \":b\": 10}"), "true");
}

TEST(ConditionChecks, LimitsOperandsOfInPathElementsAndIndexes) {
  std::string in = "a IN (:v";
  for (int i = 1; i < 100; i++) in += ",:v";
  EXPECT_EQ(Evaluate("{a: 1}", in + ")", "{\":v\": 1}"), "true");
  EXPECT_EQ(Fault(in + ",:v)", "{\":v\": 1}"),
            "The IN operator is provided with too many operands; number of operands: 101");
  std::string path = "a";
  for (int i = 1; i < 32; i++) path += ".a";
  EXPECT_EQ(Evaluate("{}", "attribute_not_exists(" + path + ")"), "true");
  EXPECT_EQ(Fault("attribute_not_exists(" + path + ".a)"),
            "The document path has too many nesting levels; nesting levels: 33");
  EXPECT_EQ(Evaluate("{}", "attribute_not_exists(a[2147483647])"), "true");
  EXPECT_EQ(Fault("a[99999999999999] = b"),
            "List index is not within the allowable range; index: [99999999999999]");
  EXPECT_EQ(Fault("a[2147483648] = b"),
            "List index is not within the allowable range; index: [2147483648]");
}

// ---- Evaluation ----

struct EvaluationRow {
  const char* text;
  const char* expected;
};

TEST(Condition, EvaluatesComparisons) {
  const char* item =
      "{n: 10, m: 9, s: \"b\", t: \"a\", b: b\"b\", c: b\"a\", y: true, z: null, l: [1, 2], "
      "k: [2, 1], o: {x: 1}, p: {x: 1}, e: <2, 1>, f: <1, 2>, neg: -3}";
  const EvaluationRow rows[] = {
      {"n > m", "true"},
      {"n >= m", "true"},
      {"n < m", "false"},
      {"n <= m", "false"},
      {"n <> m", "true"},
      {"n = m", "false"},
      {"s > t", "true"},
      {"t < s", "true"},
      {"b > c", "true"},
      {"n > s", "false"},
      {"n < s", "false"},
      {"n <> s", "true"},
      {"y = z", "false"},
      {"l = k", "false"},
      {"o = p", "true"},
      {"e = f", "true"},
      {"e <> f", "false"},
      {"l < k", "false"},
      {"neg < m", "true"},
      {"absent = n", "false"},
      {"absent <> n", "true"},
      {"absent = gone", "false"},
      {"absent <> gone", "true"},
      {"absent < n", "false"},
      {"NOT absent < n", "true"},
      {"NOT absent = n", "true"},
      {"n BETWEEN m AND n2", "false"},
      {"m BETWEEN neg AND n", "true"},
      {"n BETWEEN m AND m", "false"},
      {"s BETWEEN t AND n", "false"},
      {"absent BETWEEN m AND n", "false"},
      {"n IN (m, s, absent)", "false"},
      {"l IN (k, m)", "false"},
      {"o IN (m, p)", "true"},
      {"absent IN (gone)", "false"},
  };
  for (const EvaluationRow& row : rows)
    EXPECT_EQ(Evaluate(item, row.text), row.expected) << row.text;
}

TEST(Condition, EvaluatesFunctions) {
  const char* item =
      "{n: 10, s: \"hello\", b: b\"hello\", y: true, z: null, l: [1, \"x\", [2], <1>], "
      "o: {x: 1, y: 2}, ss: <\"\", \"a\">, ns: <1, 2>, bs: <b\"x\", b\"\">, "
      "u: \"a\xF0\x9F\x98\x80\xC3\xA9\", len: 5}";
  const char* values =
      "{\":ell\": \"ell\", \":he\": \"he\", \":bhe\": b\"he\", \":x\": \"x\", \":bx\": b\"x\", "
      "\":1\": 1, \":2l\": [2], \":1s\": <1>, \":empty\": \"\", \":M\": \"M\", \":NULL\": "
      "\"NULL\", \":4\": 4, \":5\": 5, \":2\": 2, \":be\": b\"\", \":0\": 0, \":n5\": \"5\"}";
  const EvaluationRow rows[] = {
      {"attribute_exists(z)", "true"},
      {"attribute_exists(o.x)", "true"},
      {"attribute_exists(o[0])", "false"},
      {"attribute_exists(l[2][0])", "true"},
      {"attribute_exists(l[9])", "false"},
      {"attribute_not_exists(o.z)", "true"},
      {"attribute_not_exists(s.x)", "true"},
      {"attribute_type(o, :M)", "true"},
      {"attribute_type(z, :NULL)", "true"},
      {"attribute_type(n, :NULL)", "false"},
      {"attribute_type(absent, :NULL)", "false"},
      {"begins_with(s, :he)", "true"},
      {"begins_with(s, :ell)", "false"},
      {"begins_with(s, :empty)", "true"},
      {"begins_with(s, :bhe)", "false"},
      {"begins_with(b, :bhe)", "true"},
      {"begins_with(n, :he)", "false"},
      {"begins_with(absent, :he)", "false"},
      {"begins_with(:he, s)", "false"},
      {"contains(s, :ell)", "true"},
      {"contains(s, :x)", "false"},
      {"contains(s, :empty)", "true"},
      {"contains(b, :bhe)", "true"},
      {"contains(b, :he)", "false"},
      {"contains(n, :1)", "false"},
      {"contains(ss, :empty)", "true"},
      {"contains(ss, :x)", "false"},
      {"contains(ns, :1)", "true"},
      {"contains(ns, :x)", "false"},
      {"contains(ns, :1s)", "false"},
      {"contains(bs, :bx)", "true"},
      {"contains(bs, :be)", "true"},
      {"contains(bs, :x)", "false"},
      {"contains(l, :1)", "true"},
      {"contains(l, :2l)", "true"},
      {"contains(l, :1s)", "true"},
      {"contains(l, :4)", "false"},
      {"contains(o, :x)", "false"},
      {"contains(o, :1)", "false"},
      {"contains(absent, :1)", "false"},
      {"contains(:ell, s)", "false"},
      {"size(s) = :5", "true"},
      {"size(s) = len", "true"},
      {"size(s) = :n5", "false"},
      {"size(u) = :4", "true"},
      {"size(b) >= :5", "true"},
      {"size(l) = :4", "true"},
      {"size(o) < :4", "true"},
      {"size(ss) = size(bs)", "true"},
      {"size(:ell) < size(s)", "true"},
      {"size(n) > :0", "false"},
      {"size(y) > :0", "false"},
      {"size(z) <> :0", "true"},
      {"size(absent) <> :0", "false"},
      {"NOT size(absent) = :0", "true"},
      {"size(l[1]) = :1", "true"},
      {"size(s) BETWEEN :4 AND :5", "true"},
      {"size(s) IN (:1, :5)", "true"},
      {"contains(ns, size(ss))", "true"},
  };
  for (const EvaluationRow& row : rows) {
    EXPECT_EQ(Evaluate(item, row.text, values), row.expected) << row.text;
  }
}

TEST(Condition, TreatsAnAliasedDotAsOneName) {
  const char* names = "{\"#d\": \"a.b\", \":v\": 1}";
  EXPECT_EQ(Evaluate("{\"a.b\": 1}", "#d = :v", names), "true");
  EXPECT_EQ(Evaluate("{a: {b: 1}}", "#d = :v", names), "false");
  EXPECT_EQ(Evaluate("{a: {b: 1}}", "a.b = :v", names), "true");
}

TEST(Condition, EvaluatesOverAnItemThatDoesNotExist) {
  EXPECT_EQ(Evaluate("", "attribute_not_exists(pk)"), "true");
  EXPECT_EQ(Evaluate("", "pk = :v", "{\":v\": 1}"), "false");
  EXPECT_EQ(Evaluate("", "pk <> :v", "{\":v\": 1}"), "true");
}

TEST(Condition, TellsWhichAttributesItReads) {
  Request request("{\"#n\": \"x.y\", \":v\": 1}");
  auto condition = ConditionExpression::Parse("#n[0] = :v OR contains(a.b, c)",
                                              ExpressionKind::kFilter, &request.substitutions);
  ASSERT_TRUE(condition.ok());
  const auto& paths = condition.value().paths();
  ASSERT_EQ(paths.size(), 3u);
  EXPECT_EQ(paths[0].attribute, "x.y");
  EXPECT_TRUE(paths[0].nested);
  EXPECT_EQ(paths[1].attribute, "a");
  EXPECT_TRUE(paths[1].nested);
  EXPECT_EQ(paths[2].attribute, "c");
  EXPECT_FALSE(paths[2].nested);
}

TEST(Condition, NamesItsParameterInMessages) {
  Request request;
  auto filter = ConditionExpression::Parse("a = ", ExpressionKind::kFilter, &request.substitutions);
  ASSERT_FALSE(filter.ok());
  EXPECT_EQ(filter.error().message(),
            "Invalid FilterExpression: Syntax error; token: \"<EOF>\", near: \"=\"");
}

}  // namespace
}  // namespace hashrange::expr
