// The tokens that mutators insert. Those of JSON come out of the engine's own shapes, so that a new
// operation brings its own.
#include <set>

#include "api/control.h"
#include "base/coding.h"
#include "fuzz/fuzzers.h"
#include "model/operation_shapes.h"

namespace hashrange::fuzz {
namespace {

using model::Shape;

void AddShape(const Shape& shape, std::set<const Shape*>* seen, std::set<std::string>* words) {
  if (!seen->insert(&shape).second) return;
  for (Bytes value : shape.values) words->insert("\"" + std::string(value) + "\"");
  for (const model::Member& member : shape.members) {
    words->insert("\"" + std::string(member.name) + "\":");
    AddShape(*member.shape, seen, words);
  }
  if (shape.element != nullptr) AddShape(*shape.element, seen, words);
}

std::vector<std::string> MakeJsonWords() {
  std::set<const Shape*> seen;
  std::set<std::string> words = {"{}",
                                 "[]",
                                 "null",
                                 "true",
                                 "false",
                                 "0",
                                 "-1",
                                 "1e400",
                                 "\"\"",
                                 "\"\\ud800\"",
                                 "\"\\u0000\"",
                                 "\xff",
                                 ",",
                                 ":",
                                 "\n",
                                 R"({"S":"a"})",
                                 R"({"N":"1"})",
                                 R"({"B":"YQ=="})",
                                 R"({"SS":["a","b"]})",
                                 R"({"NS":["1","2"]})",
                                 R"({"BS":["YQ=="]})",
                                 R"({"M":{"a":{"S":"b"}}})",
                                 R"({"L":[{"S":"b"}]})",
                                 R"({"NULL":true})",
                                 R"({"BOOL":false})",
                                 R"("TableName":"tps",)",
                                 R"("TableName":"tn.",)",
                                 R"("Key":{"pk":{"S":"a"},"sk":{"S":"1"}},)",
                                 R"("pk":{"S":"a"},)",
                                 "\"pk\"",
                                 "\"sk\"",
                                 "\"tps\"",
                                 R"("arn:aws:dynamodb:eu-west-2:000000000000:table/tps")"};
  for (const model::OperationShape& operation : model::Operations()) {
    words.insert("\n" + std::string(operation.name) + " {");
    AddShape(*operation.input, &seen, &words);
  }
  for (const api::ControlRow& row : api::ControlTable())
    words.insert("\nControl:" + std::string(row.verb) + " {");
  for (const std::string& word : ExpressionWords()) words.insert(word);
  return {words.begin(), words.end()};
}

std::vector<std::string> MakeByteWords() {
  std::vector<std::string> words;
  // Every tag, and the lengths and counts at the edges.
  for (int byte = 0; byte <= 0x1a; byte++) words.emplace_back(1, static_cast<char>(byte));
  for (uint32_t number :
       {0u, 1u, 2u, 5u, 12u, 255u, 65535u, 65536u, 0x7fffffffu, 0x80000000u, 0xffffffffu}) {
    base::PutFixed32(&words.emplace_back(), number);
  }
  for (uint64_t number :
       {uint64_t{0}, uint64_t{1}, uint64_t{127}, uint64_t{128}, uint64_t{0xffffffff},
        uint64_t{0x100000000}, ~uint64_t{0}, ~uint64_t{0} - 1, uint64_t{1} << 63}) {
    base::PutFixed64(&words.emplace_back(), number);
    base::PutVarint(&words.emplace_back(), number);
  }
  for (Bytes text :
       {"pk", "sk", "tps", "n", "b", "a", "table", "é", "\xf0\x9f\x98\x80", "\xff", "\xc0\x80",
        "\xed\xa0\x80", "0", "-1", "0.5", "1e126", "STANDARD", "HRLOG", "HRCKPT"}) {
    words.emplace_back(text);
    base::PutVarint(&words.emplace_back(), text.size() * 2);
    words.back() += text;
    base::PutFixed32(&words.emplace_back(), static_cast<uint32_t>(text.size()));
    words.back() += text;
  }
  words.emplace_back("\0\xff", 2);
  words.emplace_back("\0\0", 2);
  return words;
}

}  // namespace

const std::vector<std::string>& StatementWords() {
  static const std::vector<std::string> words = {
      "SELECT ", "* ", "FROM ", "tps ", "\"t\".\"i\" ", "WHERE ", "INSERT INTO ", "VALUE ", "UPDATE ", "SET ", "REMOVE ", "DELETE FROM ",
      "EXISTS(", "RETURNING ALL OLD *", "RETURNING MODIFIED NEW *", "ORDER BY ", " DESC", " AND ", " OR ", "NOT ", " IN ", " BETWEEN ",
      " IS ", "MISSING", "NULL", " LIKE ", "true", "false", "?", "pk", "sk", "a", "m.b", "l[0]", "l[-1]", "\"x y\"", "'a'", "'it''s'", "1",
      "-", "1e126", "1e2147483648", ".5e-3", "[1, ?]", "{'a': 1}", "<<'a', 'b'>>", "<<1, 1.0>>", "<<>>", "(", ")", "=", "<>", "<=", ">",
      "attribute_exists(", "attribute_type(", "begins_with(", "contains(", "size(", "set_add(", "set_delete(", "list_append(", ", ", "--",
      "/*", "*/", "\n", "#", ";", "inner", "date", "COUNT(*)"};
  return words;
}

const std::vector<std::string>& ExpressionWords() {
  static const std::vector<std::string> words = {"a",
                                                 "b",
                                                 "m",
                                                 "l",
                                                 "s",
                                                 "n",
                                                 "ss",
                                                 "ns",
                                                 "z",
                                                 "pk",
                                                 "#x",
                                                 "#m",
                                                 "#l",
                                                 ":n",
                                                 ":s",
                                                 ":b",
                                                 ":l",
                                                 ":m",
                                                 ":ss",
                                                 ":ns",
                                                 ":bs",
                                                 ":t",
                                                 ":z",
                                                 " = ",
                                                 " <> ",
                                                 " < ",
                                                 " <= ",
                                                 " > ",
                                                 " >= ",
                                                 "(",
                                                 ")",
                                                 "((",
                                                 "))",
                                                 "[0]",
                                                 "[1]",
                                                 "[2147483647]",
                                                 "[99999999999]",
                                                 ".",
                                                 ".a",
                                                 ",",
                                                 ", ",
                                                 " + ",
                                                 " - ",
                                                 " AND ",
                                                 " OR ",
                                                 "NOT ",
                                                 " BETWEEN ",
                                                 " IN (",
                                                 " SET ",
                                                 " REMOVE ",
                                                 " ADD ",
                                                 " DELETE ",
                                                 "size(",
                                                 "contains(",
                                                 "begins_with(",
                                                 "attribute_exists(",
                                                 "attribute_not_exists(",
                                                 "attribute_type(",
                                                 "if_not_exists(",
                                                 "list_append(",
                                                 "f(",
                                                 "status",
                                                 "#",
                                                 ":",
                                                 "_",
                                                 "!",
                                                 "\t",
                                                 "é",
                                                 "\xff",
                                                 std::string(1, '\0')};
  return words;
}

const std::vector<std::string>& NumberWords() {
  static const std::vector<std::string> words = {"0",
                                                 "1",
                                                 "9",
                                                 "-",
                                                 "+",
                                                 ".",
                                                 "e",
                                                 "E",
                                                 "e1",
                                                 "e-1",
                                                 "e125",
                                                 "e126",
                                                 "e-130",
                                                 "e-131",
                                                 "e9223372036854775807",
                                                 "e-9223372036854775808",
                                                 "00000000000000000000",
                                                 "99999999999999999999999999999999999999",
                                                 "=",
                                                 "==",
                                                 "/",
                                                 "A",
                                                 " ",
                                                 " -"};
  return words;
}

const std::vector<std::string>& ByteWords() {
  static const std::vector<std::string> words = MakeByteWords();
  return words;
}

const std::vector<std::string>& JsonWords() {
  static const std::vector<std::string> words = MakeJsonWords();
  return words;
}

}  // namespace hashrange::fuzz
