#include <gtest/gtest.h>

#include <string>

#include "expr/expression.h"
#include "expr/test_support.h"

namespace hashrange::expr {
namespace {

using test::Literal;
using test::Request;
using test::ShowValue;

std::string Project(Bytes item, Bytes text, Bytes substitutes = {}) {
  Request request(substitutes);
  auto projection = ProjectionExpression::Parse(text, &request.substitutions);
  if (!projection.ok()) return projection.error().message();
  const Literal literal(item);
  model::ItemBuilder projected;
  projection.value().Apply(literal.item(), &projected);
  EXPECT_TRUE(model::IsItem(projected.TakeItem())) << text;
  return ShowValue(projected.value());
}

std::string Fault(Bytes text, Bytes substitutes = {}) {
  const std::string message = Project("{}", text, substitutes);
  const std::string prefix = "Invalid ProjectionExpression: ";
  return message.compare(0, prefix.size(), prefix) == 0 ? message.substr(prefix.size()) : message;
}

TEST(Projection, KeepsOnlyWhatIsNamed) {
  EXPECT_EQ(Project("{a: 1, b: \"x\", c: [1]}", "c, a"), "{a: 1, c: [1]}");
  EXPECT_EQ(Project("{a: {b: 1, c: 2}, d: 3}", "a.b"), "{a: {b: 1}}");
  EXPECT_EQ(Project("{a: {b: 1, c: 2}, d: 3}", "d, a.c, a.b"), "{a: {b: 1, c: 2}, d: 3}");
  EXPECT_EQ(Project("{\"a.b\": 1, a: {b: 2}}", "#n", "{\"#n\": \"a.b\"}"), "{a.b: 1}");
}

TEST(Projection, ClosesUpListElementsInIndexOrder) {
  const char* item =
      "{b: {a: \"a\", b: \"b\", c: \"c\"}, c: [\"a\", \"b\", \"c\"], l: [{x: 1, y: 2, z: 3}, 7]}";
  EXPECT_EQ(Project(item, "b.c,c[2],b.b,c[1],c[0].a"),
            "{b: {b: \"b\", c: \"c\"}, c: [\"b\", \"c\"]}");
  EXPECT_EQ(Project(item, "#b.#c,#c[2],#b.#b,#c[1],#c[0][1]", "{\"#b\": \"b\", \"#c\": \"c\"}"),
            "{b: {b: \"b\", c: \"c\"}, c: [\"b\", \"c\"]}");
  EXPECT_EQ(Project(item, "l[0].z, l[0].x, l[1]"), "{l: [{x: 1, z: 3}, 7]}");
  EXPECT_EQ(Project(item, "l[1], l[9]"), "{l: [7]}");
}

TEST(Projection, DropsPathsThatLeadNowhereAndTheirParents) {
  EXPECT_EQ(Project("{a: {b: 1}, s: \"x\", l: [1]}", "a.x, s.y, l.z, zz"), "{}");
  EXPECT_EQ(Project("{a: {b: {}}}", "a.b"), "{a: {b: {}}}");
  EXPECT_EQ(Project("", "a, b.c"), "{}");
  EXPECT_EQ(Project("{s: \"x\", l: [1], m: {}}", "s[0], l[5].q, l[0].x, m[0]"), "{}");
}

TEST(Projection, WalksManyPaths) {
  std::string item = "{";
  std::string text;
  for (int i = 0; i < 200; i++) {
    item += "x" + std::to_string(i) + ": {y: " + std::to_string(i) + "}, ";
    if (i % 2 == 0) text += (text.empty() ? "x" : ", x") + std::to_string(i) + ".y";
  }
  const std::string projected = Project(item + "}", text);
  EXPECT_NE(projected.find("x198: {y: 198}"), std::string::npos);
  EXPECT_EQ(projected.find("x199"), std::string::npos);
}

TEST(Projection, ReadsAnExpressionOfTheGreatestSize) {
  std::string text = "aa";
  while (text.size() + 5 <= 4096) {
    const size_t i = text.size() / 5;
    text += ",";
    text += 'q';
    text += static_cast<char>('0' + i % 10);
    text += static_cast<char>('A' + i / 10 % 26);
    text += static_cast<char>('A' + i / 260);
  }
  EXPECT_EQ(Project("{aa: 1}", text), "{aa: 1}");
  std::string same = "a";
  while (same.size() + 2 <= 4096) same += ",a";
  EXPECT_EQ(Fault(same),
            "Two document paths overlap with each other; must remove or rewrite one of these "
            "paths; path one: [a], path two: [a]");
}

TEST(Projection, RefusesSyntaxErrors) {
  EXPECT_EQ(Fault("!!! INVALID !!!"), "Syntax error; token: \"!\", near: \"!!\"");
  EXPECT_EQ(Fault("a b"), "Syntax error; token: \"b\", near: \"a b\"");
  for (const char* text : {"whatever(stuff)", ":a", "a,", "a,,b", "a..b", "a[b]", "(a.b).c", "(a)",
                           "(a),(b)", "(a,b)", "a-b", "a[1", "a.", "[0]", "a[1.5]", "1", "_a"}) {
    EXPECT_EQ(Fault(text).substr(0, 21), "Syntax error; token: ") << text;
  }
  EXPECT_EQ(Fault(""), "The expression can not be empty;");
}

TEST(Projection, RefusesReservedWordsUndefinedNamesAndBadIndexes) {
  EXPECT_EQ(Fault("a.abORt"), "Attribute name is a reserved keyword; reserved keyword: abORt");
  EXPECT_EQ(Fault("#a,ABSoLUTE"),
            "Attribute name is a reserved keyword; reserved keyword: ABSoLUTE");
  EXPECT_EQ(Fault("a,b,a,#a"),
            "An expression attribute name used in the document path is not defined; attribute "
            "name: #a");
  EXPECT_EQ(Fault("a[99999999999999]"),
            "List index is not within the allowable range; index: [99999999999999]");
  std::string path = "a";
  for (int i = 0; i < 32; i++) path += "[0]";
  EXPECT_EQ(Fault(path), "The document path has too many nesting levels; nesting levels: 33");
}

TEST(Projection, RefusesPathsThatOverlapOrConflict) {
  const auto expected = [](const char* how, const char* one, const char* two) {
    return std::string("Two document paths ") + how +
           " with each other; must remove or rewrite one of these paths; path one: " + one +
           ", path two: " + two;
  };
  const char* names = "{\"#a\": \"a\", \"#b\": \"[3]\"}";
  EXPECT_EQ(Fault("b[1], b.a, #a.b, a", names), expected("overlap", "[a, b]", "[a]"));
  EXPECT_EQ(Fault("a, #a[1]", names), expected("overlap", "[a]", "[a, [1]]"));
  EXPECT_EQ(Fault("a, b, a", names), expected("overlap", "[a]", "[a]"));
  EXPECT_EQ(Fault("x, a.b.c, a.b.d, a.b, x", names), expected("overlap", "[a, b, c]", "[a, b]"));
  EXPECT_EQ(Fault("l[0], l[1], l[0]", names), expected("overlap", "[l, [0]]", "[l, [0]]"));
  EXPECT_EQ(Fault("a.b, #a[1], #b", names), expected("conflict", "[a, b]", "[a, [1]]"));
  EXPECT_EQ(Fault("a.b[1], #a[1], #b", names), expected("conflict", "[a, b, [1]]", "[a, [1]]"));
  EXPECT_EQ(Fault("a[3].b, #a.#b.b", names), expected("conflict", "[a, [3], b]", "[a, [3], b]"));
  EXPECT_EQ(Fault("z[0], z[1], y.a, z.b, y[2]", names), expected("conflict", "[z, [0]]", "[z, b]"));
}

TEST(Projection, TellsWhichAttributesItReads) {
  Request request("{\"#n\": \"x\"}");
  auto projection = ProjectionExpression::Parse("b, #n.y, a[0]", &request.substitutions);
  ASSERT_TRUE(projection.ok());
  const auto& paths = projection.value().paths();
  ASSERT_EQ(paths.size(), 3u);
  EXPECT_EQ(paths[0].attribute, "b");
  EXPECT_FALSE(paths[0].nested);
  EXPECT_EQ(paths[1].attribute, "x");
  EXPECT_TRUE(paths[1].nested);
  EXPECT_EQ(paths[2].attribute, "a");
}

}  // namespace
}  // namespace hashrange::expr
