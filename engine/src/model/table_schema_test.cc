#include "model/table_schema.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "model/limits.h"

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
  schema.throughput = {kCapacityUnitsMax, 7, 11, 12, 3};
  schema.deletion_protection = true;
  schema.table_class = "STANDARD_INFREQUENT_ACCESS";
  schema.tags = {{"owner", "me"}, {"", ""}, {"stage", "prod"}};
  IndexSchema global;
  global.number = 4;
  global.name = "by_blob";
  global.partition_keys = {{"blob", AttributeType::kB}};
  global.sort_keys = {{"at", AttributeType::kN}};
  global.projection = ProjectionType::kInclude;
  global.non_key_attributes = {"z", "a", "at"};
  global.throughput = {5, 6, 13, 14, 200};
  IndexSchema local;
  local.number = 2;
  local.name = "by_name";
  local.kind = IndexKind::kLocal;
  local.partition_keys = {{"user", AttributeType::kS}};
  local.sort_keys = {{"name", AttributeType::kS}};
  local.projection = ProjectionType::kKeysOnly;
  schema.indexes = {global, local};
  schema.next_index_number = 6;
  schema.time_to_live = ExpiryIndex(5, "ends");
  schema.time_to_live_changed_ms = 1'764'000'000'999;
  schema.on_demand_ms = 15;
  schema.deletion_protection_changed_ms = 16;
  schema.table_class_changed_ms = 17;
  schema.table_class_changed_before_ms = 18;
  return schema;
}

TableSchema WithSections() {
  TableSchema schema = Full();
  schema.settings = {1, 2, 3, 4, 5, 27, 28};
  schema.indexes[0].settings = {6, 7, 8, 9, 10, 0, 29};
  schema.encryption = {"arn:aws:kms:eu-west-2:000000000000:key/k", 11, {12, 13}};
  schema.policy = {"{}", 14, 15};
  schema.lifecycle = {16, 17, TableJob::kIndex, 18};
  schema.indexes[0].lifecycle = {19, 20, 21, 22};
  IndexSchema vectors;
  vectors.number = 3;
  vectors.name = "near";
  vectors.kind = IndexKind::kVector;
  vectors.sort_keys = {{"name", AttributeType::kS}};
  vectors.projection = ProjectionType::kInclude;
  vectors.non_key_attributes = {"z"};
  vectors.vector = {"v", 3, DistanceFunction::kDotProduct, 1};
  vectors.lifecycle = {23, 24, 25, 26};
  schema.vector_indexes = {vectors};
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
  EXPECT_EQ(read.throughput.read_capacity_units, kCapacityUnitsMax);
  EXPECT_EQ(read.throughput.write_capacity_units, 7);
  EXPECT_EQ(read.throughput.increased_ms, 11u);
  EXPECT_EQ(read.throughput.decreased_ms, 12u);
  EXPECT_EQ(read.throughput.decreases, 3u);
  EXPECT_TRUE(read.deletion_protection);
  EXPECT_EQ(read.table_class, "STANDARD_INFREQUENT_ACCESS");
  EXPECT_EQ(read.tags, Full().tags);
  ASSERT_EQ(read.indexes.size(), 2u);
  const IndexSchema& global = read.indexes[0];
  EXPECT_EQ(global.number, 4u);
  EXPECT_EQ(global.name, "by_blob");
  EXPECT_EQ(global.kind, IndexKind::kGlobal);
  EXPECT_EQ(global.partition_keys[0].name, "blob");
  EXPECT_EQ(global.partition_keys[0].type, AttributeType::kB);
  EXPECT_EQ(global.sort_keys[0].name, "at");
  EXPECT_EQ(global.projection, ProjectionType::kInclude);
  EXPECT_EQ(global.non_key_attributes, Full().indexes[0].non_key_attributes);
  EXPECT_EQ(global.throughput.read_capacity_units, 5);
  EXPECT_EQ(global.throughput.write_capacity_units, 6);
  EXPECT_EQ(global.throughput.increased_ms, 13u);
  EXPECT_EQ(global.throughput.decreased_ms, 14u);
  EXPECT_EQ(global.throughput.decreases, 200u);
  EXPECT_EQ(read.indexes[1].kind, IndexKind::kLocal);
  EXPECT_EQ(read.indexes[1].projection, ProjectionType::kKeysOnly);
  EXPECT_EQ(read.next_index_number, 6u);
  ASSERT_TRUE(read.time_to_live.has_value());
  EXPECT_EQ(read.time_to_live->number, 5u);
  EXPECT_EQ(read.time_to_live->partition_keys[0].name, "ends");
  EXPECT_EQ(read.time_to_live_changed_ms, 1'764'000'000'999u);
  EXPECT_EQ(read.on_demand_ms, 15u);
  EXPECT_EQ(read.deletion_protection_changed_ms, 16u);
  EXPECT_EQ(read.table_class_changed_ms, 17u);
  EXPECT_EQ(read.table_class_changed_before_ms, 18u);
  EXPECT_EQ(read.FindIndex("by_name"), &read.indexes[1]);
  EXPECT_EQ(read.FindIndex("ends"), nullptr);
}

TEST(TableSchema, ReadsBackEverySection) {
  const TableSchema schema = WithSections();
  TableSchema read;
  ASSERT_TRUE(DecodeTableSchema(Encoded(schema), &read));
  EXPECT_EQ(read.settings, schema.settings);
  EXPECT_EQ(read.indexes[0].settings, schema.indexes[0].settings);
  EXPECT_EQ(read.indexes[1].settings, ThroughputSettings{});
  EXPECT_EQ(read.encryption, schema.encryption);
  EXPECT_EQ(read.policy, schema.policy);
  EXPECT_EQ(read.lifecycle, schema.lifecycle);
  EXPECT_EQ(read.indexes[0].lifecycle, schema.indexes[0].lifecycle);
  ASSERT_EQ(read.vector_indexes.size(), 1u);
  const IndexSchema& vectors = read.vector_indexes[0];
  EXPECT_EQ(vectors.name, "near");
  EXPECT_EQ(vectors.vector, schema.vector_indexes[0].vector);
  EXPECT_EQ(vectors.lifecycle, schema.vector_indexes[0].lifecycle);
  EXPECT_TRUE(vectors.partition_keys.empty());
  EXPECT_EQ(vectors.kept, (std::vector<std::string>{"at", "name", "user", "v", "z"}));
  EXPECT_EQ(read.FindVectorIndex("near"), &vectors);
  EXPECT_EQ(read.FindIndex("near"), nullptr);
}

TEST(TableSchema, RefusesSectionsThatAreNotWhole) {
  const std::string bytes = Encoded(WithSections());
  const size_t plain = Encoded(Full()).size();
  TableSchema read;
  for (size_t size = plain; size < bytes.size(); size++)
    EXPECT_FALSE(DecodeTableSchema(Bytes(bytes).substr(0, size), &read)) << size;
  TableSchema wrong = WithSections();
  wrong.vector_indexes[0].number = 4;  // taken
  EXPECT_FALSE(DecodeTableSchema(Encoded(wrong), &read));
  wrong = WithSections();
  wrong.vector_indexes[0].vector.dimensions = 4097;
  EXPECT_FALSE(DecodeTableSchema(Encoded(wrong), &read));
}

TEST(TableSchema, KnowsWhatAnEntryKeeps) {
  TableSchema read;
  ASSERT_TRUE(DecodeTableSchema(Encoded(Full()), &read));
  EXPECT_EQ(read.indexes[0].kept, (std::vector<std::string>{"a", "at", "blob", "user", "z"}));
  EXPECT_EQ(read.indexes[1].kept, (std::vector<std::string>{"at", "name", "user"}));
  ASSERT_EQ(read.indexes[1].table_keys.size(), 2u);
  EXPECT_EQ(read.indexes[1].table_keys[1].name, "at");
}

TEST(TableSchema, ReadsTheVersionBeforeIndexes) {
  TableSchema old = Full();
  old.indexes.clear();
  old.next_index_number = 1;
  old.time_to_live.reset();
  old.time_to_live_changed_ms = 0;
  old.throughput = {5, 6};
  old.on_demand_ms = old.created_ms;  // what a table on demand was from the beginning, then
  old.deletion_protection_changed_ms = 0;
  old.table_class_changed_ms = 0;
  old.table_class_changed_before_ms = 0;
  std::string bytes = Encoded(old);
  bytes[0] = 1;
  // What versions 2 and 3 added.
  bytes.resize(bytes.size() - (1 + 1 + 1 + 8) - 4 * 8 - (8 + 8 + 4) - 1);
  TableSchema read = Full();
  ASSERT_TRUE(DecodeTableSchema(bytes, &read));
  EXPECT_EQ(Encoded(read), Encoded(old));
}

TEST(TableSchema, AStreamIsReadAsWritten) {
  TableSchema schema = Full();
  schema.stream_view_type = StreamViewType::kOldImage;
  schema.stream_label_ms = 77;
  schema.stream_policy = {"{}", 78, 79};
  TableSchema read;
  ASSERT_TRUE(DecodeTableSchema(Encoded(schema), &read));
  EXPECT_EQ(read.stream_view_type, StreamViewType::kOldImage);
  EXPECT_EQ(read.stream_label_ms, 77u);
  EXPECT_EQ(read.stream_policy, schema.stream_policy);
  EXPECT_TRUE(read.has_stream());
  // Disabled, it leaves its label.
  schema.stream_view_type = StreamViewType::kNone;
  ASSERT_TRUE(DecodeTableSchema(Encoded(schema), &read));
  EXPECT_FALSE(read.has_stream());
  EXPECT_EQ(read.stream_label_ms, 77u);
}

TEST(TableSchema, RefusesIndexesThatDoNotFitTheTable) {
  const auto refuses = [](auto change) {
    TableSchema schema = Full();
    change(&schema);
    TableSchema read;
    return !DecodeTableSchema(Encoded(schema), &read);
  };
  EXPECT_FALSE(refuses([](TableSchema*) {}));
  EXPECT_TRUE(refuses([](TableSchema* s) { s->indexes[0].number = 2; }));
  EXPECT_TRUE(refuses([](TableSchema* s) { s->indexes[0].number = 0; }));
  EXPECT_TRUE(refuses([](TableSchema* s) { s->next_index_number = 5; }));
  EXPECT_TRUE(refuses([](TableSchema* s) { s->time_to_live->number = 4; }));
  EXPECT_TRUE(refuses([](TableSchema* s) { s->indexes[0].kind = IndexKind::kExpiry; }));
  EXPECT_TRUE(refuses([](TableSchema* s) { s->indexes[1].partition_keys[0].name = "at"; }));
  EXPECT_TRUE(refuses([](TableSchema* s) { s->indexes[1].sort_keys.clear(); }));
  EXPECT_TRUE(refuses([](TableSchema* s) { s->indexes[0].partition_keys.clear(); }));
  EXPECT_TRUE(refuses([](TableSchema* s) { s->next_index_number = UINT32_MAX; }));
  EXPECT_TRUE(refuses([](TableSchema* s) {
    s->indexes.clear();
    s->time_to_live.reset();
    s->next_index_number = 0;
  }));
  const KeyAttribute more{"more", AttributeType::kS};
  EXPECT_FALSE(refuses([&](TableSchema* s) { s->indexes[0].partition_keys.assign(4, more); }));
  EXPECT_TRUE(refuses([&](TableSchema* s) { s->indexes[0].partition_keys.assign(5, more); }));
  EXPECT_FALSE(refuses([&](TableSchema* s) { s->indexes[0].sort_keys.assign(4, more); }));
  EXPECT_TRUE(refuses([&](TableSchema* s) { s->indexes[0].sort_keys.assign(5, more); }));
  EXPECT_TRUE(refuses([&](TableSchema* s) { s->indexes[1].partition_keys.push_back(more); }));
  EXPECT_TRUE(refuses([&](TableSchema* s) { s->indexes[1].sort_keys.push_back(more); }));
  EXPECT_TRUE(
      refuses([](TableSchema* s) { s->indexes[1].partition_keys[0].type = AttributeType::kB; }));
  EXPECT_TRUE(refuses([](TableSchema* s) { s->sort_key.reset(); }));
  EXPECT_TRUE(refuses([&](TableSchema* s) { s->time_to_live->partition_keys.push_back(more); }));
  EXPECT_TRUE(refuses([&](TableSchema* s) { s->time_to_live->sort_keys.push_back(more); }));
  EXPECT_TRUE(
      refuses([](TableSchema* s) { s->time_to_live->partition_keys[0].type = AttributeType::kS; }));
  EXPECT_TRUE(refuses([](TableSchema* s) { s->time_to_live->kind = IndexKind::kGlobal; }));
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
  ASSERT_EQ(bytes[0], 3);
  TableSchema read;
  for (const char version : {'\0', '\1', '\2', '\4', '\xff'}) {
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

// Found by the fuzzer: a section that says nothing was dropped, and so was the first of two that
// said the same.
TEST(TableSchema, RefusesSectionsThatSayNothing) {
  TableSchema schema;
  schema.table_name = "a table";
  schema.table_id = "an id";
  schema.partition_key = {"pk", AttributeType::kS};
  schema.attribute_definitions = {schema.partition_key};
  schema.next_index_number = 1;
  const std::string bytes = Encoded(schema);
  TableSchema read;
  ASSERT_TRUE(DecodeTableSchema(bytes, &read));
  ASSERT_EQ(bytes.back(), '\0');  // the count of sections
  const std::string start = bytes.substr(0, bytes.size() - 1);
  const std::string settings(1, '\x01');
  EXPECT_FALSE(DecodeTableSchema(start + '\x01' + settings + '\0', &read));
  const std::string of_table(41, '\0');
  EXPECT_FALSE(DecodeTableSchema(start + '\x01' + settings + '\x29' + of_table, &read));
  schema.settings.max_read_units = 5;
  const std::string once = Encoded(schema).substr(start.size() + 1);
  ASSERT_TRUE(DecodeTableSchema(start + '\x01' + once, &read));
  EXPECT_FALSE(DecodeTableSchema(start + '\x02' + once + once, &read));
}

// Found by the fuzzer: a description would tell them as negative.
TEST(TableSchema, RefusesUnitsThatNobodyCanAskFor) {
  TableSchema read;
  for (int64_t Throughput::*units :
       {&Throughput::read_capacity_units, &Throughput::write_capacity_units}) {
    TableSchema schema = Full();
    schema.throughput.*units = kCapacityUnitsMax;
    EXPECT_TRUE(DecodeTableSchema(Encoded(schema), &read));
    for (int64_t refused :
         {kCapacityUnitsMax + 1, std::numeric_limits<int64_t>::max(), int64_t{-1}}) {
      schema.throughput.*units = refused;
      EXPECT_FALSE(DecodeTableSchema(Encoded(schema), &read)) << refused;
    }
  }
  TableSchema schema = Full();
  schema.settings.warm_read_units = kCapacityUnitsMax + 1;
  EXPECT_FALSE(DecodeTableSchema(Encoded(schema), &read));
  schema.settings.warm_read_units = 0;
  schema.settings.warm_write_before = kCapacityUnitsMax + 1;
  EXPECT_FALSE(DecodeTableSchema(Encoded(schema), &read));
}

TEST(TableSchema, RefusesTextThatIsNotUtf8) {
  TableSchema read;
  for (std::string TableSchema::*member :
       {&TableSchema::table_name, &TableSchema::table_id, &TableSchema::table_class}) {
    TableSchema schema = Full();
    schema.*member = "a\xff";
    EXPECT_FALSE(DecodeTableSchema(Encoded(schema), &read));
  }
  TableSchema schema = Full();
  schema.attribute_definitions[0].name = "\xc3";
  EXPECT_FALSE(DecodeTableSchema(Encoded(schema), &read));
  schema = Full();
  schema.tags[0].second = "\xed\xa0\x80";
  EXPECT_FALSE(DecodeTableSchema(Encoded(schema), &read));
}

TEST(TableSchema, RefusesOneAttributeForBothKeys) {
  TableSchema schema = Full();
  schema.sort_key->name = schema.partition_key.name;
  TableSchema read;
  EXPECT_FALSE(DecodeTableSchema(Encoded(schema), &read));
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
