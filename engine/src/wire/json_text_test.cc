#include "wire/json_text.h"

#include <gtest/gtest.h>

#include <string>

#include "model/item_builder.h"

namespace hashrange::wire {
namespace {

using model::AttributeType;
using model::KeyAttribute;

TEST(JsonText, PutsCommasBetweenValuesOnly) {
  std::string text;
  JsonText json(&text);
  json.BeginObject();
  json.Name("a");
  json.BeginArray();
  json.Integer(1);
  json.Null();
  json.BeginObject();
  json.EndObject();
  json.BeginArray();
  json.EndArray();
  json.Boolean(true);
  json.EndArray();
  json.StringMember("b", "x\"\n[");
  json.IntegerMember("c", 18446744073709551615u);
  json.BooleanMember("d", false);
  json.Name("e");
  json.Number(0.5);
  json.EndObject();
  EXPECT_EQ(text,
            R"({"a":[1,null,{},[],true],"b":"x\"\n[","c":18446744073709551615,"d":false,"e":0.5})");
}

TEST(JsonText, BeginsAnewBehindALine) {
  std::string text = "{}\n";
  JsonText json(&text);
  json.BeginArray();
  json.EndArray();
  EXPECT_EQ(text, "{}\n[]");
}

struct Part {
  AttributeType type;
  Bytes content;
};

std::string KeyBytes(std::initializer_list<Part> parts) {
  std::string bytes;
  for (const Part& part : parts)
    model::AppendKeyPart(&bytes, model::KeyPart{part.type, part.content});
  return bytes;
}

std::string Bound(model::KeyView bound, KeyAttributes attributes) {
  std::string text;
  JsonText json(&text);
  WriteKeyBound(bound, attributes, &json);
  return text;
}

TEST(KeyBound, ShowsTheHashAndTheAttributesOfTheKey) {
  const KeyAttribute attributes[] = {{"pk", AttributeType::kB}, {"sk", AttributeType::kN}};
  EXPECT_EQ(Bound({0xff, ""}, attributes), R"({"hash":"00000000000000ff"})");
  const std::string key =
      KeyBytes({{AttributeType::kB, Bytes("\0\xff", 2)}, {AttributeType::kN, "-12.5"}});
  EXPECT_EQ(Bound({0x8000000000000000, key}, attributes),
            R"({"hash":"8000000000000000","key":{"pk":{"B":"AP8="},"sk":{"N":"-12.5"}}})");
}

TEST(KeyBound, ShowsPartOfAKey) {
  const KeyAttribute attributes[] = {{"pk", AttributeType::kS}, {"sk", AttributeType::kN}};
  const std::string key = KeyBytes({{AttributeType::kS, "ä"}});
  EXPECT_EQ(Bound({1, key}, attributes), R"({"hash":"0000000000000001","key":{"pk":{"S":"ä"}}})");
}

TEST(KeyBound, ShowsAnAttributeOfTwoPartsOnce) {
  const KeyAttribute attributes[] = {
      {"owner", AttributeType::kS}, {"pk", AttributeType::kS}, {"pk", AttributeType::kS}};
  const std::string key =
      KeyBytes({{AttributeType::kS, "me"}, {AttributeType::kS, "a"}, {AttributeType::kS, "a"}});
  EXPECT_EQ(Bound({2, key}, attributes),
            R"({"hash":"0000000000000002","key":{"owner":{"S":"me"},"pk":{"S":"a"}}})");
}

TEST(KeyBound, StopsWhereTheBytesAreNoKey) {
  const KeyAttribute attributes[] = {{"pk", AttributeType::kS}, {"sk", AttributeType::kN}};
  EXPECT_EQ(Bound({3, "torn"}, attributes), R"({"hash":"0000000000000003","key":{}})");
}

}  // namespace
}  // namespace hashrange::wire
