#include "ops/plain_request.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace hashrange::ops {
namespace {

std::string Text(char tag, Bytes text) {
  std::string form(1, tag);
  base::PutFixed32(&form, static_cast<uint32_t>(text.size()));
  return form.append(text);
}

std::string Container(char tag, const std::vector<std::string>& parts) {
  std::string body;
  for (const std::string& part : parts) body += part;
  std::string form(1, tag);
  base::PutFixed32(&form, static_cast<uint32_t>(body.size()));
  base::PutFixed32(&form, static_cast<uint32_t>(parts.size()));
  return form + body;
}

std::string Member(char index, const std::string& value) { return index + value; }

bool IsPlain(const std::string& form, PlainRequest* request) {
  Bytes rest = form;
  model::RequestValue body;
  EXPECT_TRUE(model::ReadRequestValue(&rest, &body));
  return ReadPlainRequest(body, 0, 1, 3, request);
}

TEST(PlainRequest, IsATableATypedMapAndNothingThatAsksForMore) {
  const std::string table = Member(0, Text(0x05, "tab"));
  const std::string map = Member(1, Container(0x17, {}));
  PlainRequest request;
  const std::string plain = Container(0x09, {map, table});
  EXPECT_TRUE(IsPlain(plain, &request));
  EXPECT_EQ(request.table_name, "tab");
  EXPECT_EQ(request.attributes.tag, model::RequestTag::kAttributeM);
  EXPECT_TRUE(IsPlain(Container(0x09, {table, map, Member(3, "\x02")}), &request));

  EXPECT_FALSE(IsPlain(Container(0x09, {table}), &request));
  EXPECT_FALSE(IsPlain(Container(0x09, {map}), &request));
  EXPECT_FALSE(IsPlain(Container(0x09, {Member(0, Text(0x05, "")), map}), &request));
  EXPECT_FALSE(IsPlain(Container(0x09, {Member(0, Text(0x03, "1")), map}), &request));
  EXPECT_FALSE(IsPlain(Container(0x09, {table, Member(1, Container(0x08, {}))}), &request));
  EXPECT_FALSE(IsPlain(Container(0x09, {table, map, Member(2, Text(0x05, "x"))}), &request));
  EXPECT_FALSE(IsPlain(Container(0x09, {table, map, Member(3, Text(0x05, "true"))}), &request));
  EXPECT_FALSE(IsPlain(Container(0x08, {}), &request));
}

}  // namespace
}  // namespace hashrange::ops
