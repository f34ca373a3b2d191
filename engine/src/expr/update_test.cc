#include <gtest/gtest.h>

#include <string>

#include "expr/expression.h"
#include "expr/test_support.h"

namespace hashrange::expr {
namespace {

using test::Literal;
using test::Request;
using test::ShowValue;

// The updated item, or the error's text. An empty `item` does not exist; then `key` is the base.
std::string Update(Bytes item, Bytes text, Bytes substitutes = {}, Bytes key = "{pk: 1}") {
  Request request(substitutes);
  auto update = UpdateExpression::Parse(text, &request.substitutions);
  if (!update.ok()) return update.error().message();
  const Literal old_item(item);
  const Literal base(item.empty() ? key : item);
  model::ItemBuilder updated;
  const Status status = update.value().Apply(old_item.item(), base.value(), &updated);
  if (!status.ok()) return status.error().message();
  EXPECT_TRUE(model::IsItem(updated.TakeItem())) << text;
  return ShowValue(updated.value());
}

// The error's text without "Invalid UpdateExpression: ".
std::string Fault(Bytes text, Bytes substitutes = {}) {
  const std::string message = Update("{pk: 1}", text, substitutes);
  const std::string prefix = "Invalid UpdateExpression: ";
  return message.compare(0, prefix.size(), prefix) == 0 ? message.substr(prefix.size()) : message;
}

std::string Targets(Bytes item, Bytes text, Bytes substitutes = {}) {
  Request request(substitutes);
  auto update = UpdateExpression::Parse(text, &request.substitutions);
  if (!update.ok()) return update.error().message();
  const Literal literal(item);
  model::ItemBuilder projected;
  update.value().ProjectTargets(literal.value(), &projected);
  return ShowValue(projected.value());
}

constexpr char kInvalidPath[] =
    "The document path provided in the update expression is invalid for update";
constexpr char kMissing[] =
    "The provided expression refers to an attribute that does not exist in the item";
constexpr char kWrongType[] = "An operand in the update expression has an incorrect data type";

// ---- Syntax and static checks ----

TEST(UpdateSyntax, PrintsTheTokenAndItsNeighbours) {
  EXPECT_EQ(Fault("INVALID SYNTAX HERE"),
            "Syntax error; token: \"INVALID\", near: \"INVALID SYNTAX\"");
  EXPECT_EQ(Fault("ADD hits : incr"), "Syntax error; token: \":\", near: \"hits : incr\"");
  EXPECT_EQ(Fault("SET _123 = :v"), "Syntax error; token: \"_\", near: \"SET _123\"");
  EXPECT_EQ(Fault("SET a = :v, #, b = :v"), "Syntax error; token: \"#\", near: \", #,\"");
  EXPECT_EQ(Fault("SET path = VALUE 1"), "Syntax error; token: \"1\", near: \"VALUE 1\"");
  EXPECT_EQ(Fault("SET a = :v,"), "Syntax error; token: \"<EOF>\", near: \",\"");
}

TEST(UpdateSyntax, RefusesWhatTheGrammarDoesNotHave) {
  for (const char* text : {"whatever",
                           "set a",
                           "add a",
                           "delete a",
                           "set a=set",
                           "remove a = b",
                           "add a = b",
                           "delete a = b",
                           "delete a b",
                           "delete a if_not_exist(b)",
                           "add abort b",
                           "add a if_not_exist(b)",
                           "remove a b",
                           "set a b",
                           "set :a = b",
                           "add :a b",
                           "delete :a b",
                           "remove :a",
                           "set a = b / c",
                           "set a = b * c",
                           "set a[1] = \"eight\"",
                           "set a[1] = 1",
                           "SET a = if_not_exist(a, 100)",
                           "SET if_not_exist(a, b) = a",
                           "set (a = (b + c))",
                           "set a = (b.c).d + e",
                           "set a = (b.c)[0] + e",
                           "set a = b + c + d",
                           "set a = if_not_exists(a, :x + :y)",
                           "set a = (b + c) + d",
                           "set a = b + (c + d)",
                           "set a = b = c",
                           "set a = NOT b",
                           "set a = b AND c",
                           "set a = b)",
                           "set a = (b",
                           "set",
                           "set a = b,",
                           "remove",
                           "SET c = _f(b)"}) {
    EXPECT_EQ(Fault(text).substr(0, 21), "Syntax error; token: ") << text;
  }
  EXPECT_EQ(Fault(""), "The expression can not be empty;");
  EXPECT_EQ(Fault("set a = ((b + c))"), "The expression has redundant parentheses;");
}

TEST(UpdateSyntax, SurvivesHostileNesting) {
  EXPECT_EQ(Fault("SET a = " + std::string(4000, '(')).substr(0, 12), "Syntax error");
  std::string text = "SET a = ";
  for (int i = 0; i < 1300; i++) text += "f(";
  EXPECT_EQ(Fault(text), "The expression contains too many operators; operator count: 301");
  text = "SET a = ";
  for (int i = 0; i < 200; i++) text += "if_not_exists(a,";
  text += ":v" + std::string(200, ')');
  EXPECT_EQ(Update("{pk: 1}", text, "{\":v\": 2}"), "{a: 2, pk: 1}");
}

TEST(UpdateChecks, ReportsWordsBeforeRepeatedSections) {
  EXPECT_EQ(Fault(" set #c = :c set abOrt = true "),
            "Attribute name is a reserved keyword; reserved keyword: abOrt");
  EXPECT_EQ(Fault(" remove Absolute "),
            "Attribute name is a reserved keyword; reserved keyword: Absolute");
  EXPECT_EQ(Fault("set #c = if_not_exist(:c) set c = d"),
            "Invalid function name; function: if_not_exist");
  EXPECT_EQ(Fault("set a = LIST_APPEND(b, c)"), "Invalid function name; function: LIST_APPEND");
  EXPECT_EQ(Fault("set a = size(b)"),
            "The function is not allowed in an update expression; function: size");
  EXPECT_EQ(Fault("set a = list_append(list_append(:v, :w), :x)"),
            "The function is not allowed to be used this way in an expression; function: "
            "list_append");
  const auto repeated = [](const char* section) {
    return std::string("The \"") + section +
           "\" section can only be used once in an update expression;";
  };
  EXPECT_EQ(Fault("set a = #c set c = :d"), repeated("SET"));
  EXPECT_EQ(Fault("remove #d set a = b remove e"), repeated("REMOVE"));
  EXPECT_EQ(Fault("add #d :e set a = b add e :f"), repeated("ADD"));
  EXPECT_EQ(Fault("delete #d :e set a = b delete #e :f"), repeated("DELETE"));
}

TEST(UpdateChecks, ReportsUndefinedNamesAndValuesInTheOrderWritten) {
  EXPECT_EQ(Fault("SET #c = if_not_exists(:c)"),
            "An expression attribute name used in the document path is not defined; attribute "
            "name: #c");
  EXPECT_EQ(Fault("SET #a = if_not_exists(:c)", "{\"#a\": \"a\"}"),
            "An expression attribute value used in expression is not defined; attribute value: :c");
  EXPECT_EQ(Fault("SET attr1 = :v"),
            "An expression attribute value used in expression is not defined; attribute value: :v");
}

TEST(UpdateChecks, RefusesTargetsThatOverlapOrConflict) {
  const auto expected = [](const char* how, const char* one, const char* two) {
    return std::string("Two document paths ") + how +
           " with each other; must remove or rewrite one of these paths; path one: " + one +
           ", path two: " + two;
  };
  const char* names = "{\"#b\": \"b\", \"#c\": \"c\", \"#d\": \"[3]\"}";
  EXPECT_EQ(Fault("set d[1] = a, d.b = a, c[1].a = a, #c = if_not_exists(a)", names),
            expected("overlap", "[c, [1], a]", "[c]"));
  EXPECT_EQ(Fault("set #c[3].#d = a, #c[3] = a", names),
            expected("overlap", "[c, [3], [3]]", "[c, [3]]"));
  EXPECT_EQ(Fault("set a = b remove a", names), expected("overlap", "[a]", "[a]"));
  EXPECT_EQ(Fault("SET f = :v, f = :v", "{\":v\": 1}"), expected("overlap", "[f]", "[f]"));
  EXPECT_EQ(Fault("set #c[3].#d = a, #c.#d[3] = if_not_exists(a)", names),
            expected("conflict", "[c, [3], [3]]", "[c, [3], [3]]"));
  EXPECT_EQ(Fault("remove a.#c set a[1] = #d", names), expected("conflict", "[a, c]", "[a, [1]]"));
}

TEST(UpdateChecks, RefusesOperandsOfAddAndDelete) {
  const auto expected = [](const char* action, const char* type) {
    return std::string("Incorrect operand type for operator or function; operator: ") + action +
           ", operand type: " + type + ", typeSet: ALLOWED_FOR_ADD_OPERAND";
  };
  EXPECT_EQ(Fault("set b = list_append(:a, a), c = if_not_exists(a) add a.b :a", "{\":a\": \"a\"}"),
            expected("ADD", "STRING"));
  struct Row {
    const char* literal;
    const char* type;
  };
  for (const Row& row : {Row{"\"a\"", "STRING"}, Row{"null", "NULL"}, Row{"true", "BOOL"},
                         Row{"b\"a\"", "BINARY"}, Row{"{a: [1]}", "MAP"}, Row{"[1]", "LIST"}}) {
    const std::string values = std::string("{\":a\": ") + row.literal + "}";
    EXPECT_EQ(Fault("add a.b :a", values), expected("ADD", row.type));
    EXPECT_EQ(Fault("delete a.b :a", values), expected("DELETE", row.type));
  }
  EXPECT_EQ(Fault("delete a.b :a", "{\":a\": 1}"), expected("DELETE", "NUMBER"));
}

TEST(UpdateChecks, RefusesOperandsOfFunctionsAndArithmetic) {
  const std::string count =
      "Incorrect number of operands for operator or function; operator or function: ";
  EXPECT_EQ(Fault("set a = if_not_exists(c)"), count + "if_not_exists, number of operands: 1");
  EXPECT_EQ(Fault("set a = list_append(c, d, e)"), count + "list_append, number of operands: 3");
  const std::string needs = "Operator or function requires a document path; operator or function: ";
  EXPECT_EQ(Fault("set a = if_not_exists(:a, c)", "{\":a\": 1}"), needs + "if_not_exists");
  EXPECT_EQ(Fault("set a = if_not_exists(if_not_exists(a, b), c)"), needs + "if_not_exists");
  const auto expected = [](const char* op, const char* type) {
    return std::string("Incorrect operand type for operator or function; operator or function: ") +
           op + ", operand type: " + type;
  };
  struct Row {
    const char* literal;
    const char* type;
  };
  for (const Row& row :
       {Row{"\"a\"", "S"}, Row{"b\"a\"", "B"}, Row{"true", "BOOL"}, Row{"null", "NULL"},
        Row{"<\"a\">", "SS"}, Row{"<1>", "NS"}, Row{"<b\"a\">", "BS"}, Row{"{}", "M"}}) {
    const std::string values = std::string("{\":a\": ") + row.literal + "}";
    EXPECT_EQ(Fault("set a = list_append(:a, a)", values), expected("list_append", row.type));
    EXPECT_EQ(Fault("set a = list_append(a, :a)", values), expected("list_append", row.type));
    EXPECT_EQ(Fault("set a = a + :a", values), expected("+", row.type));
    EXPECT_EQ(Fault("set a = :a - a", values), expected("-", row.type));
  }
  EXPECT_EQ(Fault("set a = list_append(:a, a)", "{\":a\": 1}"), expected("list_append", "N"));
  EXPECT_EQ(Fault("set a = a + :a", "{\":a\": []}"), expected("+", "L"));
}

// ---- SET ----

TEST(Update, SetsAttributesAndCopiesTheRest) {
  const char* values = "{\":v\": \"x\", \":m\": {b: 2, a: 1}, \"#d\": \"a.b\"}";
  EXPECT_EQ(Update("{b: 1, pk: 1, z: [1]}", "SET a = :v, b = :m, zz = :v, #d = :v", values),
            "{a: \"x\", a.b: \"x\", b: {a: 1, b: 2}, pk: 1, z: [1], zz: \"x\"}");
  EXPECT_EQ(Update("", "SET a = :v", values), "{a: \"x\", pk: 1}");
  EXPECT_EQ(Update("", "SET b = pk", values), "{b: 1, pk: 1}");
}

TEST(Update, ReadsTheOldItemOnTheRight) {
  EXPECT_EQ(Update("{a: \"OLD\"}", "SET a = :v, b = a", "{\":v\": \"NEW\"}"),
            "{a: \"NEW\", b: \"OLD\"}");
  EXPECT_EQ(Update("{a: 1, b: 2}", "SET a = b, b = a"), "{a: 2, b: 1}");
  EXPECT_EQ(Update("{a: {x: 7, y: [8, 9]}, d: 5}", "SET z = a.y[1], w = a.x REMOVE a"),
            "{d: 5, w: 7, z: 9}");
  EXPECT_EQ(Update("{l: [1, 2, 3]}", "SET l[0] = l[2], l[2] = l[0] REMOVE l[1]"), "{l: [3, 1]}");
}

TEST(Update, SetsInsideMapsAndLists) {
  EXPECT_EQ(Update("{a: {b: {c: 1, d: 2}}}", "SET a.b.c = :v, a.b.e = :v, a.x = :v", "{\":v\": 9}"),
            "{a: {b: {c: 9, d: 2, e: 9}, x: 9}}");
  EXPECT_EQ(Update("{l: [{a: 1}, [1, 2]]}", "SET l[0].a = :v, l[1][1] = :v", "{\":v\": 9}"),
            "{l: [{a: 9}, [1, 9]]}");
}

TEST(Update, AppendsElementsSetPastTheEndInIndexOrder) {
  const char* values = "{\":v\": 8, \":w\": 9}";
  EXPECT_EQ(Update("{l: [1, 2, 3]}", "SET l[5] = :v", values), "{l: [1, 2, 3, 8]}");
  EXPECT_EQ(Update("{l: [1]}", "SET l[9] = :w, l[5] = :v", values), "{l: [1, 8, 9]}");
  EXPECT_EQ(Update("{l: []}", "SET l[0] = :v", values), "{l: [8]}");
  EXPECT_EQ(Update("{l: [1, 2]}", "SET l[7] = :v REMOVE l[0]", values), "{l: [2, 8]}");
}

TEST(Update, CalculatesExactly) {
  const char* values = "{\":v\": 3, \":d\": 0, \":e\": 1e50, \":i\": 0.1, \":m\": 9e125}";
  EXPECT_EQ(Update("{c: 10}", "SET c = c + :v", values), "{c: 13}");
  EXPECT_EQ(Update("{c: 10}", "SET c = (c - :v)", values), "{c: 7}");
  EXPECT_EQ(Update("{c: 10}", "SET c = :v - c", values), "{c: -7}");
  EXPECT_EQ(Update("{c: 0.2}", "SET c = (c) + (:i)", values), "{c: 0.3}");
  EXPECT_EQ(Update("{c: 3}", "SET c = c - :v", values), "{c: 0}");
  EXPECT_EQ(Update("{v: 10}", "SET v = if_not_exists(v, :d) - :v", values), "{v: 7}");
  EXPECT_EQ(Update("{c: 1}", "SET v = if_not_exists(v, :d) + if_not_exists(w, :v)", values),
            "{c: 1, v: 3}");
  const char* overflow =
      "Number overflow. Attempting to store a number with magnitude larger than supported range";
  EXPECT_EQ(Update("{c: 1}", "SET c = c + :e", values), overflow);
  EXPECT_EQ(Update("{c: 9e125}", "SET c = c + :m", values), overflow);
  EXPECT_EQ(Update("{c: 1.1e-130}", "SET c = c - :u", "{\":u\": 1e-130}"),
            "Number underflow. Attempting to store a number with magnitude smaller than supported "
            "range");
  EXPECT_EQ(Update("{c: \"1\"}", "SET c = c + :v", values), kWrongType);
  EXPECT_EQ(Update("{c: 1}", "SET c = d + :v", values), kMissing);
  EXPECT_EQ(Update("{c: 1, s: \"x\"}", "SET c = :v - s", values), kWrongType);
}

TEST(Update, AppendsLists) {
  const char* values = "{\":l\": [\"a\", {}], \":e\": [], \":v\": 1}";
  EXPECT_EQ(Update("{l: [1]}", "SET l = list_append(l, :l)", values), "{l: [1, \"a\", {}]}");
  EXPECT_EQ(Update("{l: [1]}", "SET l = list_append(:l, l)", values), "{l: [\"a\", {}, 1]}");
  EXPECT_EQ(Update("{a: 1}", "SET l = list_append(if_not_exists(l, :e), :l)", values),
            "{a: 1, l: [\"a\", {}]}");
  EXPECT_EQ(Update("{l: [1]}", "SET m = list_append(l, l)", values), "{l: [1], m: [1, 1]}");
  EXPECT_EQ(Update("{l: 1}", "SET l = list_append(l, :l)", values), kWrongType);
  EXPECT_EQ(Update("{d: <1>}", "set e = list_append(d, if_not_exists(f, :e))", values), kWrongType);
  EXPECT_EQ(Update("{a: 1}", "SET l = list_append(l, :l)", values), kMissing);
}

TEST(Update, SetsOnlyWhatDoesNotExist) {
  const char* values = "{\":v\": \"d\"}";
  EXPECT_EQ(Update("{a: 1}", "SET a = if_not_exists(a, :v), b = if_not_exists(b, :v)", values),
            "{a: 1, b: \"d\"}");
  EXPECT_EQ(Update("{a: 1}", "SET b = if_not_exists(b, a)"), "{a: 1, b: 1}");
  EXPECT_EQ(Update("{a: 1}", "SET b = if_not_exists(b, if_not_exists(c, a))"), "{a: 1, b: 1}");
  EXPECT_EQ(Update("{a: null}", "SET a = if_not_exists(a, :v)", values), "{a: null}");
  EXPECT_EQ(Update("{a: 1}", "SET b = if_not_exists(b, c)"), kMissing);
  EXPECT_EQ(Update("", "SET c = b"), kMissing);
}

// ---- REMOVE, ADD, DELETE ----

TEST(Update, RemovesAttributesMembersAndElements) {
  EXPECT_EQ(Update("{a: 1, b: 2}", "REMOVE a"), "{b: 2}");
  EXPECT_EQ(Update("{a: 1}", "REMOVE b, c"), "{a: 1}");
  EXPECT_EQ(Update("{m: {a: 1, b: 2}}", "REMOVE m.a, m.zz"), "{m: {b: 2}}");
  EXPECT_EQ(Update("{m: {a: 1}}", "REMOVE m.a"), "{m: {}}");
  EXPECT_EQ(Update("{l: [0, 1, 2, 3]}", "REMOVE l[1], l[3], l[9]"), "{l: [0, 2]}");
  EXPECT_EQ(Update("{l: [{a: 1, b: 2}, 1]}", "REMOVE l[0].a"), "{l: [{b: 2}, 1]}");
}

TEST(Update, AddsNumbersAndSetMembers) {
  const char* values =
      "{\":n\": 3, \":s\": <\"d\", \"b\">, \":ns\": <10, 2>, \":bs\": <b\"\">, \":e\": <\"\">}";
  EXPECT_EQ(Update("{c: 10}", "ADD c :n", values), "{c: 13}");
  EXPECT_EQ(Update("{a: 1}", "ADD c :n", values), "{a: 1, c: 3}");
  EXPECT_EQ(Update("", "ADD c :n, s :s", values), "{c: 3, pk: 1, s: <\"b\", \"d\">}");
  EXPECT_EQ(Update("{s: <\"a\", \"b\", \"c\">}", "ADD s :s", values),
            "{s: <\"a\", \"b\", \"c\", \"d\">}");
  EXPECT_EQ(Update("{s: <3, 2>}", "ADD s :ns", values), "{s: <2, 3, 10>}");
  EXPECT_EQ(Update("{s: <b\"x\">}", "ADD s :bs", values), "{s: <b\"\", b\"x\">}");
  EXPECT_EQ(Update("{s: <\"a\">}", "ADD s :e", values), "{s: <\"\", \"a\">}");
  EXPECT_EQ(Update("{s: <\"\">}", "ADD s :e", values), "{s: <\"\">}");
  EXPECT_EQ(Update("{m: {c: 1}}", "ADD m.c :n, m.d :n", values), "{m: {c: 4, d: 3}}");
  EXPECT_EQ(Update("{l: [1]}", "ADD l[0] :n, l[5] :n", values), "{l: [4, 3]}");
  EXPECT_EQ(Update("{c: \"x\"}", "ADD c :n", values), kWrongType);
  EXPECT_EQ(Update("{s: <1>}", "ADD s :s", values), kWrongType);
  EXPECT_EQ(Update("{s: <1>}", "ADD s :n", values), kWrongType);
  EXPECT_EQ(Update("{s: [1]}", "ADD s :s", values), kWrongType);
}

TEST(Update, DeletesSetMembersAndTheAttributeWithTheLast) {
  const char* values = "{\":s\": <\"a\", \"b\">, \":n\": <1>, \":b\": <b\"x\">, \":e\": <\"\">}";
  EXPECT_EQ(Update("{s: <\"a\", \"b\", \"c\">}", "DELETE s :s", values), "{s: <\"c\">}");
  EXPECT_EQ(Update("{s: <\"a\", \"b\">, t: 1}", "DELETE s :s", values), "{t: 1}");
  EXPECT_EQ(Update("{s: <\"b\">, t: 1}", "DELETE s :s", values), "{t: 1}");
  EXPECT_EQ(Update("{s: <\"x\">}", "DELETE s :s", values), "{s: <\"x\">}");
  EXPECT_EQ(Update("{s: <\"\", \"x\">}", "DELETE s :e", values), "{s: <\"x\">}");
  EXPECT_EQ(Update("{s: <2, 1>}", "DELETE s :n", values), "{s: <2>}");
  EXPECT_EQ(Update("{m: {s: <b\"x\">}}", "DELETE m.s :b", values), "{m: {}}");
  EXPECT_EQ(Update("{t: 1}", "DELETE s :s", values), "{t: 1}");
  EXPECT_EQ(Update("{m: {t: 1}}", "DELETE m.s :s", values), "{m: {t: 1}}");
  EXPECT_EQ(Update("{l: [<\"a\">, 2]}", "DELETE l[0] :s, l[7] :s", values), "{l: [2]}");
  EXPECT_EQ(Update("{s: <1>}", "DELETE s :s", values), kWrongType);
  EXPECT_EQ(Update("{s: 1}", "DELETE s :n", values), kWrongType);
  EXPECT_EQ(Update("{s: {a: 1}}", "DELETE s :n", values), kWrongType);
}

TEST(Update, RefusesPathsThroughWhatIsNotThere) {
  const char* item = "{b: \"s\", c: {1: \"a\"}, d: [\"a\", \"b\"]}";
  const char* substitutes = "{\"#1\": \"1\", \":a\": <\"a\">}";
  for (const char* text : {"set b.a = :a, #1 = :a",
                           "set b[1] = :a, #1 = :a",
                           "set y.a = :a, #1 = :a",
                           "set y[1] = :a, #1 = :a",
                           "set c[1] = :a, #1 = :a",
                           "set d.#1 = :a",
                           "remove b.a set #1 = :a",
                           "remove b[1] set #1 = :a",
                           "remove y.a set #1 = :a",
                           "remove y[1] set #1 = :a",
                           "remove c[1] set #1 = :a",
                           "remove d.#1 set #1 = :a",
                           "delete b.a :a set #1 = :a",
                           "delete y.a :a set #1 = :a",
                           "delete c[1] :a set #1 = :a",
                           "delete d.#1 :a",
                           "add b.a :a set #1 = :a",
                           "add b[1] :a set #1 = :a",
                           "add y.a :a set #1 = :a",
                           "add y[1] :a set #1 = :a",
                           "add c[1] :a set #1 = :a",
                           "add d.#1 :a",
                           "set d[7].x = :a",
                           "remove d[7].x"}) {
    EXPECT_EQ(Update(item, text, substitutes), kInvalidPath) << text;
  }
  EXPECT_EQ(Update("", "set b.a = pk"), kInvalidPath);
  EXPECT_EQ(Update("", "set b[1] = pk"), kInvalidPath);
  EXPECT_EQ(Update("", "add b.c :n", "{\":n\": 1}"), kInvalidPath);
}

TEST(Update, IgnoresRemovesOfAnItemThatDoesNotExist) {
  EXPECT_EQ(Update("", "REMOVE x.y, z[0]"), "{pk: 1}");
  EXPECT_EQ(Update("", "REMOVE x.y SET z = pk"), "{pk: 1, z: 1}");
  EXPECT_EQ(Update("", "REMOVE x.y SET x.z = pk"), kInvalidPath);
}

TEST(Update, RefusesValuesThatWouldLieTooDeep) {
  std::string nested = "1";
  for (int i = 0; i < 31; i++) nested = "[" + nested + "]";  // 32 levels
  const std::string item = "{a: " + nested + ", l: [], m: {}}";
  const char* too_deep = "Nesting Levels have exceeded supported limits";
  EXPECT_EQ(Update(item, "SET m.x = a"), too_deep);
  EXPECT_EQ(Update(item, "SET l[0] = a"), too_deep);
  EXPECT_EQ(Update(item, "SET m.x = list_append(l, a)"), too_deep);
  EXPECT_EQ(Update(item, "SET m.x = a[0]").substr(0, 5), "{a: [");
  EXPECT_EQ(Update(item, "SET b = list_append(l, a)").substr(0, 5), "{a: [");
}

// ---- What was touched ----

TEST(UpdateTargets, AreTheFragmentsInsideTheirParents) {
  const char* v = "{\":v\": 1}";
  const char* item = "{a: {b: \"dog\", c: [1, 2, 3]}, d: \"cat\", p: 1}";
  EXPECT_EQ(Targets(item, "SET a.b = :v", v), "{a: {b: \"dog\"}}");
  EXPECT_EQ(Targets(item, "SET a.c[1] = :v", v), "{a: {c: [2]}}");
  EXPECT_EQ(Targets(item, "SET a.c[1] = :v, a.b = :v", v), "{a: {b: \"dog\", c: [2]}}");
  EXPECT_EQ(Targets(item, "REMOVE a.c[1], a.c[3]"), "{a: {c: [2]}}");
  EXPECT_EQ(Targets(item, "SET a.x1 = :v", v), "{}");
  EXPECT_EQ(Targets(item, "SET d = :v REMOVE zz", v), "{d: \"cat\"}");
  EXPECT_EQ(Targets(item, "SET a.c[100] = :v", v), "{}");
  EXPECT_EQ(Targets("{a: 1}", "SET a.b.c = :v, a.d = :v", v), "{}");
}

TEST(UpdateTargets, TellTheTypeThatTheStatementAloneGives) {
  Request request("{\":n\": 1, \":l\": [1]}");
  auto update = UpdateExpression::Parse(
      "SET a = b + :n, c = list_append(d, :l), e = f, g = if_not_exists(h, :n) ADD i :n",
      &request.substitutions);
  ASSERT_TRUE(update.ok());
  const std::vector<UpdateTarget>& targets = update.value().targets();
  EXPECT_EQ(targets[0].type, model::AttributeType::kN);
  EXPECT_FALSE(targets[0].value.exists());
  EXPECT_EQ(targets[1].type, model::AttributeType::kL);
  EXPECT_FALSE(targets[2].type.has_value());
  EXPECT_FALSE(targets[3].type.has_value());
  EXPECT_EQ(targets[4].type, model::AttributeType::kN);
}

TEST(UpdateTargets, AreNamedAndTellWhetherTheyOnlyRemove) {
  Request request("{\"#x\": \"x.y\", \":v\": 1, \":s\": <1>}");
  auto update =
      UpdateExpression::Parse("REMOVE b.c SET #x = :v ADD a[0] :v", &request.substitutions);
  ASSERT_TRUE(update.ok());
  const std::vector<UpdateTarget>& targets = update.value().targets();
  ASSERT_EQ(targets.size(), 3u);
  EXPECT_EQ(targets[0].attribute, "b");
  EXPECT_TRUE(targets[0].nested);
  EXPECT_FALSE(targets[0].type.has_value());
  EXPECT_EQ(targets[1].attribute, "x.y");
  EXPECT_FALSE(targets[1].nested);
  EXPECT_EQ(targets[1].type, model::AttributeType::kN);
  EXPECT_EQ(targets[1].value.string(), "1");
  EXPECT_EQ(targets[2].attribute, "a");
  EXPECT_TRUE(targets[2].nested);
  EXPECT_FALSE(update.value().only_removes());
  auto removes = UpdateExpression::Parse("REMOVE b DELETE c :s", &request.substitutions);
  ASSERT_TRUE(removes.ok());
  EXPECT_TRUE(removes.value().only_removes());
  EXPECT_TRUE(request.substitutions.CheckAllUsed().ok());
}

TEST(Update, IsTheSameWhateverTheOrderOfItsActions) {
  const char* values = "{\":c\": <\"a\", \"b\">, \":d\": 5, \":e\": <\"a\", \"b\">, \":f\": [1]}";
  const std::string one = Update("", "REMOVE b DELETE c :c ADD d :d, e :e SET f = :f", values);
  EXPECT_EQ(one, "{d: 5, e: <\"a\", \"b\">, f: [1], pk: 1}");
  EXPECT_EQ(Update("", "ADD e :e,d :d DELETE c :c REMOVE b SET f = :f", values), one);
}

}  // namespace
}  // namespace hashrange::expr
