#include "model/table_schema.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace hashrange::model {
namespace {

TableSchema Full() {
  TableSchema schema;
  schema.table_name = "posts";
  schema.table_id = "2f3b1c9e-0000-4000-8000-000000000001";
  schema.created_ms = 1'764'000'000'123;
  schema.attribute_definitions = {
      {"at", AttributeType::kN}, {"user", AttributeType::kS}, {"blob", AttributeType::kB}};
  schema.partition_key = {"user", AttributeType::kS};
  schema.sort_key = KeyAttribute{"at", AttributeType::kN};
  schema.billing_mode = BillingMode::kPayPerRequest;
  schema.throughput = {std::numeric_limits<int64_t>::max(), 7};
  schema.deletion_protection = true;
  schema.table_class = "STANDARD_INFREQUENT_ACCESS";
  schema.tags = {{"owner", "me"}, {"", ""}, {"stage", "prod"}};
  return schema;
}

std::string Encoded(const TableSchema& schema) {
  std::string bytes;
  EncodeTableSchema(schema, &bytes);
  return bytes;
}

TEST(TableSchema, ReadsBackEveryMember) {
  TableSchema read;
  ASSERT_TRUE(DecodeTableSchema(Encoded(Full()), &read));
  EXPECT_EQ(read.table_name, "posts");
  EXPECT_EQ(read.table_id, "2f3b1c9e-0000-4000-8000-000000000001");
  EXPECT_EQ(read.created_ms, 1'764'000'000'123u);
  ASSERT_EQ(read.attribute_definitions.size(), 3u);
  EXPECT_EQ(read.attribute_definitions[0].name, "at");
  EXPECT_EQ(read.attribute_definitions[0].type, AttributeType::kN);
  EXPECT_EQ(read.attribute_definitions[2].name, "blob");
  EXPECT_EQ(read.attribute_definitions[2].type, AttributeType::kB);
  EXPECT_EQ(read.partition_key.name, "user");
  EXPECT_EQ(read.partition_key.type, AttributeType::kS);
  ASSERT_TRUE(read.sort_key.has_value());
  EXPECT_EQ(read.sort_key->name, "at");
  EXPECT_EQ(read.sort_key->type, AttributeType::kN);
  EXPECT_EQ(read.billing_mode, BillingMode::kPayPerRequest);
  EXPECT_EQ(read.throughput.read_capacity_units, std::numeric_limits<int64_t>::max());
  EXPECT_EQ(read.throughput.write_capacity_units, 7);
  EXPECT_TRUE(read.deletion_protection);
  EXPECT_EQ(read.table_class, "STANDARD_INFREQUENT_ACCESS");
  EXPECT_EQ(read.tags, Full().tags);
}

TEST(TableSchema, ReadsBackTheLeast) {
  TableSchema least;
  least.table_name = "abc";
  least.partition_key = {"pk", AttributeType::kB};
  TableSchema read = Full();
  ASSERT_TRUE(DecodeTableSchema(Encoded(least), &read));
  EXPECT_EQ(read.partition_key.type, AttributeType::kB);
  EXPECT_FALSE(read.sort_key.has_value());
  EXPECT_EQ(read.billing_mode, BillingMode::kProvisioned);
  EXPECT_TRUE(read.attribute_definitions.empty());
  EXPECT_TRUE(read.tags.empty());
  EXPECT_EQ(Encoded(read), Encoded(least));
}

TEST(TableSchema, RefusesEveryCutAndAnythingAfter) {
  const std::string bytes = Encoded(Full());
  TableSchema read;
  read.table_name = "kept";
  for (size_t length = 0; length < bytes.size(); length++) {
    EXPECT_FALSE(DecodeTableSchema(Bytes(bytes).substr(0, length), &read)) << length;
  }
  EXPECT_FALSE(DecodeTableSchema(bytes + '\0', &read));
  EXPECT_EQ(read.table_name, "kept");
}

TEST(TableSchema, RefusesAnotherVersion) {
  std::string bytes = Encoded(Full());
  ASSERT_EQ(bytes[0], 1);
  TableSchema read;
  for (const char version : {'\0', '\2', '\xff'}) {
    bytes[0] = version;
    EXPECT_FALSE(DecodeTableSchema(bytes, &read));
  }
}

// What a changed byte still decodes to must encode to the same bytes: nothing is quietly corrected
// or dropped.
TEST(TableSchema, NeverAcceptsBytesThatItWouldNotWrite) {
  const std::string bytes = Encoded(Full());
  for (size_t i = 0; i < bytes.size(); i++) {
    for (const int change : {1, 2, 0x40, 0x80, 0xff}) {
      std::string changed = bytes;
      changed[i] = static_cast<char>(changed[i] ^ change);
      TableSchema read;
      if (!DecodeTableSchema(changed, &read)) continue;
      EXPECT_EQ(Encoded(read), changed) << i;
    }
  }
}

TEST(TableSchema, RefusesAKeyThatIsNotAScalar) {
  TableSchema read;
  for (uint8_t tag = 4; tag <= 10; tag++) {
    TableSchema schema = Full();
    schema.partition_key.type = static_cast<AttributeType>(tag);
    EXPECT_FALSE(DecodeTableSchema(Encoded(schema), &read));
  }
}

}  // namespace
}  // namespace hashrange::model
