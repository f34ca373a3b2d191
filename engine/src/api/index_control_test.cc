// Inspect and Split on secondary indexes and time to live, over a state made by hand.
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "api/control.h"
#include "store/commit.h"
#include "store/invariants.h"
#include "store/store_testing.h"

namespace hashrange {
namespace {

// A table "tab" of the keys pk (S) and sk (N) with a global index over v and sk, a local one over
// v, and time to live by sk.
class IndexControl : public testing::Test {
 protected:
  IndexControl() {
    store::WriteBatch batch = Batch();
    batch.CreateTable(1, Schema());
    Commit(std::move(batch));
  }

  static model::TableSchema Schema() {
    model::TableSchema schema = store::TestSchema("tab");
    schema.attribute_definitions.push_back({"v", model::AttributeType::kS});
    model::IndexSchema global;
    global.number = 1;
    global.name = "byV";
    global.partition_keys = {{"v", model::AttributeType::kS}};
    global.sort_keys = {{"sk", model::AttributeType::kN}};
    model::IndexSchema local = global;
    local.number = 2;
    local.name = "local";
    local.kind = model::IndexKind::kLocal;
    local.partition_keys = {schema.partition_key};
    local.sort_keys = {{"v", model::AttributeType::kS}};
    local.projection = model::ProjectionType::kKeysOnly;
    schema.indexes = {global, local};
    schema.time_to_live = model::ExpiryIndex(3, "sk");
    schema.next_index_number = 4;
    model::FinishSchema(&schema);
    return schema;
  }

  store::WriteBatch Batch() {
    store::WriteBatch batch;
    batch.sequence = state.last_sequence() + 1;
    batch.now_ms = 1000;
    return batch;
  }

  void Commit(store::WriteBatch batch) {
    ASSERT_EQ(store::CheckBatch(state, batch), std::nullopt);
    ASSERT_TRUE(store::PrepareCommit(&state, &batch));
    store::Commit(&state, std::move(batch));
  }

  void Put(Bytes pk, uint64_t sk, Bytes v) {
    store::WriteBatch batch = Batch();
    batch.Put(1, store::TestRow(pk, sk, v));
    Commit(std::move(batch));
  }

  // The answer, or the error's message.
  std::string Control(Bytes verb, Bytes body) {
    ops::Context context{&state, &identity, &scratch, state.Now(1000), 1};
    std::string json;
    const Status status = api::RunControl(&context, verb, body, &json);
    EXPECT_EQ(store::CheckInvariants(state), std::nullopt);
    return status.ok() ? json : status.error().message();
  }

  store::State state;
  ops::Identity identity;
  ops::Scratch scratch;
};

const std::string kCold = R"(,"heat":{"readUnits":0.0,"writeUnits":0.0})";

std::string HashOf(Bytes key) {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx",
                static_cast<unsigned long long>(
                    model::PartitionHash(model::KeyPart{model::AttributeType::kS, key})));
  return text;
}

TEST_F(IndexControl, InspectShowsIndexesAndTimeToLive) {
  Put("a", 7, "x");
  Put("a", 5, "y");
  const std::string all =
      R"("partitions":[{"low":{"hash":"0000000000000000"},"high":null,"itemCount":2,"itemBytes":)";
  const std::string answer = Control("Inspect", "{}");
  EXPECT_EQ(
      answer.substr(answer.find(R"("TableName")")),
      R"("TableName":"tab","number":1,"status":"ACTIVE","itemCount":2,"itemBytes":18,)" + all +
          "18" + kCold + R"(}],"indexes":[)" +
          R"({"IndexName":"byV","kind":"global","status":"ACTIVE","itemCount":2,"itemBytes":18,)" +
          all + "18" + kCold + "}]}," +
          R"({"IndexName":"local","kind":"local","status":"ACTIVE","itemCount":2,"itemBytes":18}],)" +
          R"("timeToLive":{"AttributeName":"sk","status":"ENABLED","itemCount":2}}],"streams":[]})");
}

TEST_F(IndexControl, InspectShowsHowFarAnIndexIsFilled) {
  Put("a", 1, "x");
  Put("a", 2, "y");
  model::TableSchema schema = Schema();
  model::IndexSchema later = schema.indexes[0];
  later.number = 4;
  later.name = "later";
  schema.indexes.push_back(later);
  schema.next_index_number = 5;
  model::FinishSchema(&schema);
  store::WriteBatch batch = Batch();
  batch.UpdateTable(1, std::move(schema));
  Commit(std::move(batch));
  const std::string start = R"({"IndexName":"later","kind":"global","status":"CREATING",)";
  std::string answer = Control("Inspect", "{}");
  EXPECT_NE(answer.find(start + R"("filledTo":{"hash":"0000000000000000"},"itemCount":0,)"),
            std::string::npos)
      << answer;

  batch = Batch();
  batch.FillIndex(1, 4, store::TestKey("a", 1), false);
  Commit(std::move(batch));
  answer = Control("Inspect", "{}");
  EXPECT_NE(answer.find(start + R"("filledTo":{"hash":")" + HashOf("a") +
                        R"(","key":{"pk":{"S":"a"},"sk":{"N":"1"}}},"itemCount":1,)"),
            std::string::npos)
      << answer;
}

TEST_F(IndexControl, SplitCutsAGlobalIndex) {
  for (uint64_t sk = 1; sk <= 4; sk++) Put("a", sk, "x");
  const std::string middle =
      R"({"hash":")" + HashOf("x") + R"(","key":{"v":{"S":"x"},"sk":{"N":"3"}}})";
  EXPECT_EQ(Control("Split", R"({"TableName":"tab","IndexName":"byV"})"),
            R"({"partitions":[{"low":{"hash":"0000000000000000"},"high":)" + middle +
                R"(,"itemCount":2,"itemBytes":18)" + kCold + R"(},{"low":)" + middle +
                R"(,"high":null,"itemCount":2,"itemBytes":18)" + kCold + "}]}");
  const std::string own =
      R"("high":{"hash":")" + HashOf("x") + R"(","key":{"v":{"S":"x"},"sk":{"N":"2"}}})";
  std::string answer = Control(
      "Split", R"({"TableName":"tab","IndexName":"byV","Key":{"v":{"S":"x"},"sk":{"N":"2"}}})");
  EXPECT_NE(answer.find(own + R"(,"itemCount":1)"), std::string::npos) << answer;
  answer = Control("Split", R"({"TableName":"tab","IndexName":"byV","Key":{"v":{"S":"x"}}})");
  EXPECT_NE(answer.find(R"("itemCount":0)"), std::string::npos) << answer;
  for (const char* key : {R"({"pk":{"S":"x"}})", R"({"v":{"S":"x"},"pk":{"S":"a"}})",
                          R"({"v":{"N":"1"}})", R"({"v":{"S":"x"},"sk":{"S":"2"}})"}) {
    EXPECT_EQ(
        Control("Split", R"({"TableName":"tab","IndexName":"byV","Key":)" + std::string(key) + "}"),
        "The provided key element does not match the schema");
  }
  EXPECT_EQ(Control("Split", R"({"TableName":"tab","IndexName":"none"})"),
            "The table does not have the specified index: none");
}

TEST_F(IndexControl, SplitKeepsItemCollectionsOfATableWithLocalIndexesWhole) {
  for (uint64_t sk = 1; sk <= 4; sk++) Put("a", sk, "x");
  const std::string nothing =
      "There is nothing to split: no partition of tab holds two items that may be parted";
  EXPECT_EQ(Control("Split", R"({"TableName":"tab"})"), nothing);
  EXPECT_EQ(Control("Split", R"({"TableName":"tab","IndexName":"local"})"),
            "The local index local lies in the partitions of its table: split those");
  const std::string begin = R"({"hash":")" + HashOf("a") + R"(","key":{"pk":{"S":"a"}}})";
  const std::string answer =
      Control("Split", R"({"TableName":"tab","Key":{"pk":{"S":"a"},"sk":{"N":"3"}}})");
  EXPECT_NE(answer.find(R"("high":)" + begin + R"(,"itemCount":0)"), std::string::npos) << answer;
  std::string above = "b";
  while (HashOf(above) < HashOf("a")) above += "b";
  Put(above, 1, "x");
  const std::string parted = Control("Split", R"({"TableName":"tab"})");
  EXPECT_NE(parted.find(R"({"partitions":[)"), std::string::npos) << parted;
  EXPECT_EQ(Control("Split", R"({"TableName":"tab"})"), nothing);
}

}  // namespace
}  // namespace hashrange
