#include "wire/json_reader.h"

#include <gtest/gtest.h>

#include <string>

#include "model/request_form.h"

namespace hashrange::wire {
namespace {

using model::ReadRequestString;
using model::ReadRequestValue;
using model::RequestTag;
using model::RequestValue;

// Request form in a readable spelling.
std::string Show(const RequestValue& value) {
  Bytes rest = value.bytes, name;
  RequestValue inner;
  std::string text;
  uint32_t count = 0;
  switch (value.tag) {
    case RequestTag::kNull:
      return "null";
    case RequestTag::kFalse:
      return "false";
    case RequestTag::kTrue:
      return "true";
    case RequestTag::kNumber:
      return std::string(value.bytes);
    case RequestTag::kString:
      return "'" + std::string(value.bytes) + "'";
    case RequestTag::kList:
      while (ReadRequestValue(&rest, &inner)) {
        text += (count++ == 0 ? "" : ", ") + Show(inner);
      }
      EXPECT_EQ(count, value.count);
      return "[" + text + "]";
    case RequestTag::kMap:
      while (ReadRequestString(&rest, &name) && ReadRequestValue(&rest, &inner)) {
        text += std::string(count++ == 0 ? "" : ", ") + std::string(name) + ": " + Show(inner);
      }
      EXPECT_EQ(count, value.count);
      return "{" + text + "}";
    default:
      return "?";
  }
}

std::string Read(Bytes json) {
  std::string form = "kept";
  const Status status = AppendJsonRequest(json, &form);
  if (!status.ok()) {
    EXPECT_EQ(form, "kept");
    EXPECT_EQ(status.error().type(), ErrorType::kSerialization);
    EXPECT_EQ(status.error().message(), "");
    return "refused";
  }
  Bytes rest = Bytes(form).substr(4);
  RequestValue value;
  EXPECT_TRUE(ReadRequestValue(&rest, &value));
  EXPECT_TRUE(rest.empty());
  return Show(value);
}

TEST(JsonReader, ReadsEveryKindOfValue) {
  EXPECT_EQ(Read(R"({"a":null,"b":true,"c":false,"d":"x","e":[1,[],{}],"f":{"g":"h"}})"),
            "{a: null, b: true, c: false, d: 'x', e: [1, [], {}], f: {g: 'h'}}");
  EXPECT_EQ(Read("{}"), "{}");
}

TEST(JsonReader, KeepsTheSpellingOfNumbers) {
  EXPECT_EQ(
      Read(
          R"({"a":1.50,"b":1e3,"c":-7,"d":123456789012345678901234567890,"e":18446744073709551615,"f":1.0})"),
      "{a: 1.50, b: 1e3, c: -7, d: 123456789012345678901234567890, e: 18446744073709551615, f: "
      "1.0}");
}

TEST(JsonReader, KeepsOrderAndDuplicates) {
  EXPECT_EQ(Read(R"({"b":1,"a":2,"b":3})"), "{b: 1, a: 2, b: 3}");
}

TEST(JsonReader, ReadsEscapesAndUtf8) {
  EXPECT_EQ(Read(R"({"a":"\u00e9\n\"\\\ud83d\ude00é"})"), "{a: '\u00e9\n\"\\\U0001F600é'}");
  EXPECT_EQ(Read(std::string("{\"a\":\"x\\u0000y\"}")), std::string("{a: 'x\0y'}", 10));
}

TEST(JsonReader, ReplacesLoneSurrogates) {
  EXPECT_EQ(Read(R"({"a":"\ud800"})"), "{a: '\uFFFD'}");
  EXPECT_EQ(Read(R"({"a":"\udc00x"})"), "{a: '\uFFFDx'}");
  EXPECT_EQ(Read(R"({"a":"\ud800\ud83d\ude00"})"), "{a: '\uFFFD\U0001F600'}");
  EXPECT_EQ(Read(R"({"a":"\ud83dx\ude00"})"), "{a: '\uFFFDx\uFFFD'}");
  // Not an escape: the backslash is.
  EXPECT_EQ(Read(R"({"a":"\\ud800"})"), "{a: '\\ud800'}");
  EXPECT_EQ(Read(R"({"\uD800":1})"), "{\uFFFD: 1}");
}

TEST(JsonReader, RefusesWhatIsNotOneObject) {
  for (const char* json : {"",
                           " ",
                           "null",
                           "1",
                           "\"a\"",
                           "[]",
                           "[{}]",
                           "{",
                           "}",
                           "{}{}",
                           "{} x",
                           "{\"a\"}",
                           "{\"a\":}",
                           "{\"a\":1,}",
                           "{'a':1}",
                           "{\"a\":01}",
                           "{\"a\":+1}",
                           "{\"a\":NaN}",
                           "{\"a\":\"\\x\"}",
                           "{\"a\":\"\n\"}",
                           "{\"a\":\"\\u12\"}",
                           "{\"a\":\"\\ud8",
                           "{\"a\":\"\\",
                           "/**/{}"}) {
    EXPECT_EQ(Read(json), "refused") << json;
  }
}

TEST(JsonReader, RefusesInvalidUtf8) {
  EXPECT_EQ(Read("{\"a\":\"\xff\"}"), "refused");
  EXPECT_EQ(Read("{\"a\":\"\xc0\x80\"}"), "refused");
  EXPECT_EQ(Read("{\"a\":\"\xed\xa0\x80\"}"), "refused");  // a surrogate
}

std::string Nested(size_t levels, Bytes open, Bytes close) {
  std::string json = "{\"a\":";
  for (size_t i = 0; i < levels; i++) json.append(open);
  json += "1";
  for (size_t i = 0; i < levels; i++) json.append(close);
  return json + "}";
}

TEST(JsonReader, ReadsDeepNesting) {
  std::string form;
  EXPECT_TRUE(AppendJsonRequest(Nested(kJsonLevelsMax - 1, "[", "]"), &form).ok());
  EXPECT_TRUE(AppendJsonRequest(Nested(1000, "{\"M\":{\"n\":", "}}"), &form).ok());
}

TEST(JsonReader, RefusesHostileNesting) {
  EXPECT_EQ(Read(Nested(kJsonLevelsMax, "[", "]")), "refused");
  EXPECT_EQ(Read(std::string(5'000'000, '[')), "refused");
  std::string open = "{\"a\":";
  for (int i = 0; i < 20; i++) open += open;
  EXPECT_EQ(Read(open), "refused");
}

// Every prefix and every changed byte is read or refused, and never leads outside.
TEST(JsonReader, SurvivesDamagedText) {
  const std::string json =
      R"({"TableName":"t","Item":{"pk":{"S":"a\ud83d\ude00"},"n":{"N":"1.5"},"l":{"L":[{"BOOL":true},{"NULL":true}]}}})";
  for (size_t i = 0; i < json.size(); i++) {
    Read(json.substr(0, i));
    for (char c : {'\0', '"', '\\', '{', '[', ']', '}', ',', ':', 'u', '\xff'}) {
      std::string damaged = json;
      damaged[i] = c;
      Read(damaged);
    }
  }
}

}  // namespace
}  // namespace hashrange::wire
