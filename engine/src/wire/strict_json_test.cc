#include "wire/strict_json.h"

#include <gtest/gtest.h>

#include <string>

#include "wire/json_reader.h"

namespace hashrange::wire {
namespace {

std::string Check(Bytes json) {
  std::string request;
  model::RequestValue body;
  if (!AppendJsonRequest(json, &request).ok()) return "not JSON";
  Bytes rest = request;
  if (!model::ReadRequestValue(&rest, &body)) return "not a request";
  const Status status =
      CheckStrictly(*model::ShapeOf(model::Operation::kSearchVectors).input, json, body);
  return status.ok() ? "fine" : std::string(status.error().message());
}

TEST(StrictJson, TakesWhatIsComplete) {
  EXPECT_EQ(Check(R"({"TableName":"t","IndexName":"i","SearchVector":[{"N":"1"}],"TopK":1})"),
            "fine");
  EXPECT_EQ(
      Check("{ \"TopK\" : -1 ,\n\t\"SearchVector\" : [ ] , \"IndexName\":\"\",\r\n"
            "\"TableName\":\"a \\\" b\\\\\" , \"Unknown\" : { \"x\" : [ \"}]\" , null ] } } "),
      "fine");
}

TEST(StrictJson, NullIsNoValueOfARequiredMember) {
  EXPECT_EQ(Check(R"({"TableName":null})"),
            "invalid type: null, expected a string at line 1 column 17");
  EXPECT_EQ(Check(R"({"TableName":"t","ProjectionExpression":null,"SearchVector": null })"),
            "invalid type: null, expected a sequence at line 1 column 65");
}

TEST(StrictJson, NamesWhatStandsThereInstead) {
  EXPECT_EQ(Check(R"({"TopK":3.5})"),
            "invalid type: floating point `3.5`, expected i32 at line 1 column 11");
  EXPECT_EQ(Check(R"({"TopK":"1"})"),
            "invalid type: string \"1\", expected i32 at line 1 column 11");
  EXPECT_EQ(Check(R"({"TopK":true})"),
            "invalid type: boolean `true`, expected i32 at line 1 column 12");
  EXPECT_EQ(Check(R"({"IndexName":-5})"),
            "invalid type: integer `-5`, expected a string at line 1 column 15");
  EXPECT_EQ(Check(R"({"IndexName":{}})"),
            "invalid type: map, expected a string at line 1 column 13");
  EXPECT_EQ(Check(R"({"SearchVector":{"L":[]}})"),
            "invalid type: map, expected a sequence at line 1 column 16");
  EXPECT_EQ(Check(R"({"ExpressionAttributeNames":[1]})"),
            "invalid type: sequence, expected a map at line 1 column 28");
}

TEST(StrictJson, NamesAreReadWithoutTheirEscapes) {
  EXPECT_EQ(Check(R"({"\u0054ableName":"t","Inde\u0078Name":"i","SearchVector":[],"TopK":1})"),
            "fine");
  EXPECT_EQ(Check(R"({"\u0054ableName":5})"),
            "invalid type: integer `5`, expected a string at line 1 column 19");
  EXPECT_EQ(Check(R"({"TableName":"t","\u0054ableName":null})"),
            "invalid type: null, expected a string at line 1 column 38");
  EXPECT_EQ(Check(R"({"\u0054ableName":null,"TableName":"t"})"),
            "invalid type: null, expected a string at line 1 column 22");
  for (const char* name : {R"(\u0054able\u004eam\u0065)", R"(\u0054\u0061\u0062leName)"})
    EXPECT_EQ(Check(std::string("{\"") + name + "\":\"t\"}").substr(0, 25),
              "missing field `IndexName`")
        << name;
  for (const char* name : {R"(\"TableName)", R"(TableName\n)", R"(\u0154ableName)",
                           R"(\ud834\udd1e)", R"(\\u0054ableName)"})
    EXPECT_EQ(Check(std::string("{\"") + name + "\":5}").substr(0, 25), "missing field `TableName`")
        << name;
}

TEST(StrictJson, StringsAreToldAsRustWritesThem) {
  EXPECT_EQ(Check(R"({"TopK":"\u0041\/\"\\\t\u0000\u001b\u00e9\ud834\udd1e"})"),
            "invalid type: string \"A/\\\"\\\\\\t\\0\\u{1b}\u00e9\U0001d11e\", expected i32 "
            "at line 1 column 54");
}

TEST(StrictJson, CountsLinesAndTheColumnsOfTheLast) {
  EXPECT_EQ(Check("{\n\n  \"TopK\": null}"),
            "invalid type: null, expected i32 at line 3 column 14");
  EXPECT_EQ(Check("{\n}"), "missing field `TableName` at line 2 column 1");
}

TEST(StrictJson, TheFirstFaultOfTheDocumentComesFirst) {
  EXPECT_EQ(Check(R"({"TopK":null,"TableName":null})"),
            "invalid type: null, expected i32 at line 1 column 12");
}

TEST(StrictJson, ThenWhatIsMissing) {
  EXPECT_EQ(Check("{}"), "missing field `TableName` at line 1 column 2");
  EXPECT_EQ(Check(R"({"TableName":"t"} )"), "missing field `IndexName` at line 1 column 17");
  EXPECT_EQ(Check(R"({"TableName":"t","IndexName":"i","TopK":1})"),
            "missing field `SearchVector` at line 1 column 42");
}

// Whatever stands there, the scanner comes to an end.
TEST(StrictJson, EndsOnWhatIsNoJson) {
  for (const char* json :
       {"", "{", "{\"", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":[", "{\"a\":\"\\", "[]", "}"})
    EXPECT_NE(Check(json), "fine") << json;
}

}  // namespace
}  // namespace hashrange::wire
