// Tables and indexes in their states, and what survives a fork, a log and a checkpoint.
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "api/engine_testing.h"
#include "store/log_record.h"

namespace hashrange {
namespace {

constexpr const char* kDescribe = R"({"TableName":"tab"})";
constexpr const char* kCreateIndex =
    R"({"TableName":"tab","AttributeDefinitions":[{"AttributeName":"g","AttributeType":"S"}],)"
    R"("GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"idx","KeySchema":[{"AttributeName":)"
    R"("g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}}]})";
constexpr const char* kDeleteIndex =
    R"({"TableName":"tab","GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"idx"}}]})";

class Lifecycle : public testing::Test {
 protected:
  Lifecycle() { test_.engine->SetLifecycleDelays(kSomeDelays); }

  std::string Call(Bytes operation, Bytes body) { return test_.Call(operation, body); }
  std::string TableStatus() { return Member("TableStatus"); }
  std::string IndexStatus() { return Member("IndexStatus"); }
  std::string Member(const std::string& name) {
    return TestEngine::Member(Call("DescribeTable", kDescribe), name);
  }
  bool Describes(const std::string& text) {
    return Call("DescribeTable", kDescribe).find(text) != std::string::npos;
  }
  void Wait(double ms) { test_.now_ms += ms; }
  void Tick() {
    test_.engine->Control("Tick", "{}", test_.now_ms, test_.entropy++);
    EXPECT_EQ(test_.engine->CheckInvariants(), "");
  }
  void MakeActiveTable() {
    test_.MakeTable("tab", false);
    Wait(1000);
    ASSERT_EQ(TableStatus(), "ACTIVE");
  }

  TestEngine test_;
};

TEST_F(Lifecycle, ATableIsCreatingForAWhile) {
  test_.MakeTable("tab", false);
  EXPECT_EQ(TableStatus(), "CREATING");
  EXPECT_EQ(Call("PutItem", R"({"TableName":"tab","Item":{"pk":{"S":"a"}}})"),
            "ResourceNotFoundException: Requested resource not found");
  EXPECT_EQ(Call("DeleteTable", kDescribe),
            "ResourceInUseException: Attempt to change a resource which is still in use: "
            "Table is being created: tab");
  EXPECT_EQ(Call("UpdateTable", R"({"TableName":"tab","DeletionProtectionEnabled":true})"),
            "ResourceInUseException: Attempt to change a resource which is still in use: "
            "Table is being created: tab");
  EXPECT_EQ(Call("CreateTable",
                 R"({"TableName":"tab","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":)"
                 R"([{"AttributeName":"pk","AttributeType":"S"}],"KeySchema":[{"AttributeName":)"
                 R"("pk","KeyType":"HASH"}]})"),
            "ResourceInUseException: Attempt to change a resource which is still in use: "
            "Table is being created: tab");
  EXPECT_EQ(Call("DescribeTimeToLive", kDescribe),
            "ValidationException: Cannot describe time to live while table is in CREATING state: "
            "Current table state is CREATING");
  EXPECT_EQ(
      Call("UpdateTimeToLive", R"({"TableName":"tab","TimeToLiveSpecification":{"Enabled":true,)"
                               R"("AttributeName":"t"}})"),
      "ResourceInUseException: Attempt to change a resource which is still in use: "
      "Table tab is being created");
  EXPECT_EQ(Call("ListTables", "{}"), R"({"TableNames":["tab"]})");
  Wait(1000);
  EXPECT_EQ(TableStatus(), "ACTIVE");
  Call("PutItem", R"({"TableName":"tab","Item":{"pk":{"S":"a"}}})");
  EXPECT_EQ(test_.status, 200);
}

TEST_F(Lifecycle, ATableIsDeletingForAWhileAndThenGone) {
  MakeActiveTable();
  EXPECT_EQ(TestEngine::Member(Call("DeleteTable", kDescribe), "TableStatus"), "DELETING");
  EXPECT_EQ(TableStatus(), "DELETING");
  EXPECT_EQ(Call("GetItem", R"({"TableName":"tab","Key":{"pk":{"S":"a"}}})"),
            "ResourceNotFoundException: Requested resource not found");
  EXPECT_EQ(Call("DeleteTable", kDescribe),
            "ResourceInUseException: Attempt to change a resource which is still in use: "
            "Table is being deleted: tab");
  EXPECT_EQ(Call("ListTables", "{}"), R"({"TableNames":["tab"]})");
  Wait(3000);
  EXPECT_EQ(Call("DescribeTable", kDescribe),
            "ResourceNotFoundException: Requested resource not found: Table: tab not found");
  EXPECT_EQ(Call("ListTables", "{}"), R"({"TableNames":[]})");
  test_.MakeTable("tab", false);
  EXPECT_EQ(test_.status, 200);
  EXPECT_EQ(test_.engine->CheckInvariants(), "");
}

TEST_F(Lifecycle, ATableIsUpdatingForAWhileAndOneChangeKeepsOthersOut) {
  MakeActiveTable();
  const char* provisioned =
      R"({"TableName":"tab","BillingMode":"PROVISIONED","ProvisionedThroughput":)"
      R"({"ReadCapacityUnits":5,"WriteCapacityUnits":5}})";
  Call("UpdateTable", provisioned);
  EXPECT_EQ(TableStatus(), "UPDATING");
  EXPECT_EQ(Call("UpdateTable", provisioned),
            "ResourceInUseException: Attempt to change a resource which is still in use: "
            "Table IOPS are currently being updated. Table: tab");
  EXPECT_EQ(Call("DeleteTable", kDescribe),
            "ResourceInUseException: Attempt to change a resource which is still in use: "
            "Table: tab is in the process of being updated.");
  Call("PutItem", R"({"TableName":"tab","Item":{"pk":{"S":"a"}}})");
  EXPECT_EQ(test_.status, 200);
  Wait(2000);
  EXPECT_EQ(TableStatus(), "ACTIVE");
  const char* rare = R"({"TableName":"tab","TableClass":"STANDARD_INFREQUENT_ACCESS"})";
  Call("UpdateTable", rare);
  EXPECT_EQ(Call("UpdateTable", rare),
            "ResourceInUseException: Attempt to change a resource which is still in use: "
            "Can't update table class when a table class update is in progress. Table: tab "
            "TableClassUpdateInProgress: STANDARD_INFREQUENT_ACCESS");
}

TEST_F(Lifecycle, EncryptionAndWarmthChangeWhileTheTableIsActive) {
  MakeActiveTable();
  Call("UpdateTable", R"({"TableName":"tab","WarmThroughput":{"ReadUnitsPerSecond":13000}})");
  EXPECT_EQ(TableStatus(), "ACTIVE");
  EXPECT_TRUE(Describes(R"("Status":"UPDATING"})"));
  Wait(2000);
  EXPECT_FALSE(Describes("UPDATING"));
  Call("UpdateTable", R"({"TableName":"tab","SSESpecification":{"Enabled":true}})");
  EXPECT_EQ(TableStatus(), "ACTIVE");
  EXPECT_TRUE(Describes(R"("SSEDescription":{"Status":"UPDATING")"));
  EXPECT_EQ(Call("UpdateTable", R"({"TableName":"tab","SSESpecification":{"Enabled":false}})"),
            "ResourceInUseException: Attempt to change a resource which is still in use: "
            "Server-Side Encryption is still being updated");
  Wait(2000);
  EXPECT_TRUE(Describes(R"("SSEDescription":{"Status":"ENABLED")"));
}

TEST_F(Lifecycle, EncryptionChangesFourTimesInADayAndThenEverySixHours) {
  MakeActiveTable();
  const auto change = [&](bool enabled) {
    Wait(60'000);
    return Call("UpdateTable", R"({"TableName":"tab","SSESpecification":{"Enabled":)" +
                                   std::string(enabled ? "true" : "false") + "}}");
  };
  for (const bool enabled : {true, false, true, false}) {
    change(enabled);
    ASSERT_EQ(test_.status, 200);
  }
  const std::string refused = change(true);
  EXPECT_EQ(refused.find("LimitExceededException: Subscriber limit exceeded: Encryption mode "
                         "changes are limited in the 24h window ending at "),
            0U);
  EXPECT_NE(refused.find(". After the first 4 change, each subsequent change in the same window "
                         "can be performed at most once every 21600 seconds. Number of updates "
                         "today: 4. Last change at "),
            std::string::npos);
  Wait(21'600'000);
  change(true);
  EXPECT_EQ(test_.status, 200);
}

TEST_F(Lifecycle, AnIndexOfAProvisionedTableChangesItsUnits) {
  test_.engine->SetLifecycleDelays({});
  test_.MakeTable("tab", false);
  Call("UpdateTable", R"({"TableName":"tab","BillingMode":"PROVISIONED","ProvisionedThroughput":)"
                      R"({"ReadCapacityUnits":5,"WriteCapacityUnits":5}})");
  ASSERT_EQ(test_.status, 200);
  test_.engine->SetLifecycleDelays(kSomeDelays);
  Call("UpdateTable",
       R"({"TableName":"tab","AttributeDefinitions":[{"AttributeName":"g","AttributeType":"S"}],)"
       R"("GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"idx","KeySchema":)"
       R"([{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"},)"
       R"("ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":5}}}]})");
  ASSERT_EQ(test_.status, 200);
  const auto update = [&](int units) {
    return Call("UpdateTable",
                R"({"TableName":"tab","GlobalSecondaryIndexUpdates":[{"Update":{"IndexName":"idx",)"
                R"("ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":)" +
                    std::to_string(units) + "}}}]}");
  };
  EXPECT_EQ(update(6),
            "ResourceInUseException: Attempt to change a resource which is still in use: "
            "Index is being created but is not backfilling yet.  Table: tab Index: "
            "idx");
  Wait(9000);
  Tick();
  ASSERT_EQ(IndexStatus(), "ACTIVE");
  update(6);
  EXPECT_EQ(IndexStatus(), "UPDATING");
  EXPECT_EQ(update(7),
            "ResourceInUseException: Attempt to change a resource which is still in use: "
            "Index is being updated. Table: tab Index: idx");
  Wait(2000);
  EXPECT_EQ(IndexStatus(), "ACTIVE");
}

TEST_F(Lifecycle, ACapWaitsForTheBillingMode) {
  MakeActiveTable();
  Call("UpdateTable", R"({"TableName":"tab","BillingMode":"PROVISIONED","ProvisionedThroughput":)"
                      R"({"ReadCapacityUnits":5,"WriteCapacityUnits":5}})");
  EXPECT_EQ(
      Call("UpdateTable", R"({"TableName":"tab","OnDemandThroughput":{"MaxReadRequestUnits":9}})"),
      "ResourceInUseException: Attempt to change a resource which is still in use: "
      "OnDemandThroughput cannot be updated while BillingMode update is in progress");
}

TEST_F(Lifecycle, ANewIndexIsAllocatedThenFilled) {
  MakeActiveTable();
  Call("PutItem", R"({"TableName":"tab","Item":{"pk":{"S":"a"},"g":{"S":"x"}}})");
  Call("UpdateTable", kCreateIndex);
  EXPECT_EQ(TableStatus(), "UPDATING");
  EXPECT_EQ(IndexStatus(), "CREATING");
  EXPECT_TRUE(Describes(R"("Backfilling":false)"));
  EXPECT_EQ(Call("UpdateTable", kDeleteIndex),
            "ResourceInUseException: Attempt to change a resource which is still in use: "
            "Index creation is in resource allocation phase. Retry deletion during backfilling "
            "phase or when the index is active. Table: tab Index: idx");
  EXPECT_EQ(Call("DeleteTable", kDescribe),
            "ResourceInUseException: Attempt to change a resource which is still in use: "
            "Cannot delete table while indexes are being created, updated, or deleted.");
  EXPECT_EQ(Call("UpdateTable",
                 R"({"TableName":"tab","BillingMode":"PROVISIONED","ProvisionedThroughput":)"
                 R"({"ReadCapacityUnits":5,"WriteCapacityUnits":5}})"),
            "ResourceInUseException: Attempt to change a resource which is still in use: "
            "Can't change table IOPS when an index is being created. Table: tab Indexes: "
            "[idx]");
  Tick();  // too early to fill
  Wait(4000);
  EXPECT_EQ(TableStatus(), "ACTIVE");
  EXPECT_EQ(IndexStatus(), "CREATING");
  EXPECT_TRUE(Describes(R"("Backfilling":true)"));
  Tick();
  EXPECT_EQ(IndexStatus(), "CREATING");
  Wait(5000);
  Tick();
  EXPECT_EQ(IndexStatus(), "ACTIVE");
  EXPECT_FALSE(Describes("Backfilling"));
  EXPECT_TRUE(Describes(R"("ItemCount":1)"));
}

// Source: paritysuite, measured eu-west-2 2026-08; ExtendDB, measured on AWS 2026-08-06, of a name
// that is taken by an index that is being created, and 2026-08-20, of Scan.
TEST_F(Lifecycle, AVectorIndexIsAllocatedThenFilled) {
  constexpr const char* kCreate =
      R"({"TableName":"tab","VectorIndexUpdates":[{"Create":{"IndexName":"vix","VectorAttribute":)"
      R"({"AttributeName":"v"},"Dimensions":2,"DistanceFunction":"COSINE","Projection":)"
      R"({"ProjectionType":"ALL"}}}]})";
  constexpr const char* kDelete =
      R"({"TableName":"tab","VectorIndexUpdates":[{"Delete":{"IndexName":"vix"}}]})";
  constexpr const char* kSearch =
      R"({"TableName":"tab","IndexName":"vix","SearchVector":[{"N":"1"},{"N":"0"}],"TopK":5})";
  constexpr const char* kScan = R"({"TableName":"tab","IndexName":"vix"})";
  MakeActiveTable();
  Call("PutItem", R"({"TableName":"tab","Item":{"pk":{"S":"a"},"v":{"L":[{"N":"1"},{"N":"0"}]}}})");
  const std::string created = Call("UpdateTable", kCreate);
  EXPECT_EQ(TestEngine::Member(created, "TableStatus"), "UPDATING");
  EXPECT_EQ(TableStatus(), "UPDATING");
  EXPECT_EQ(IndexStatus(), "CREATING");
  EXPECT_TRUE(Describes(R"("Backfilling":false)"));
  EXPECT_EQ(Call("Scan", kScan),
            "ValidationException: The table does not have the specified index: vix");
  EXPECT_EQ(Call("SearchVectors", kSearch),
            "ValidationException: The table does not have the specified index: vix");
  EXPECT_EQ(Call("UpdateTable", kDelete),
            "ResourceInUseException: Attempt to change a resource which is still in use: "
            "Index creation is in resource allocation phase. Retry deletion during backfilling "
            "phase or when the index is active. Table: tab Index: vix");
  EXPECT_EQ(Call("UpdateTable", kCreate),
            "ResourceInUseException: Attempt to change a resource which is still in use: "
            "Index is being created.  Table: tab Index: vix");
  EXPECT_EQ(Call("UpdateTable", kCreateIndex),
            "LimitExceededException: Subscriber limit exceeded: Only 1 online index can be "
            "created or deleted simultaneously per table");
  Wait(4000);
  EXPECT_EQ(TableStatus(), "ACTIVE");
  EXPECT_EQ(IndexStatus(), "CREATING");
  EXPECT_TRUE(Describes(R"("Backfilling":true)"));
  EXPECT_EQ(Call("Scan", kScan),
            "ValidationException: Cannot read from backfilling global secondary index: vix");
  EXPECT_EQ(Call("SearchVectors", kSearch),
            "ValidationException: Cannot search backfilling vector index: vix");
  EXPECT_EQ(Call("DeleteTable", kDescribe),
            "ResourceInUseException: Attempt to change a resource which is still in use: "
            "Cannot delete table while indexes are being created, updated, or deleted.");
  Wait(5000);
  Tick();
  EXPECT_EQ(IndexStatus(), "ACTIVE");
  EXPECT_FALSE(Describes("Backfilling"));
  EXPECT_EQ(Call("Scan", kScan),
            "ValidationException: Scan operation not supported on this index type");
  EXPECT_EQ(Call("SearchVectors", kSearch),
            R"({"SearchResults":[{"Item":{"pk":{"S":"a"}},"Score":0.0}]})");
  EXPECT_EQ(Call("UpdateTable", kCreate),
            "ValidationException: Attempting to create an index which already exists");
  Call("UpdateTable", kDelete);
  EXPECT_EQ(IndexStatus(), "DELETING");
  EXPECT_EQ(Call("Query", R"({"TableName":"tab","IndexName":"vix","KeyConditionExpression":)"
                          R"("pk = :p","ExpressionAttributeValues":{":p":{"S":"a"}}})"),
            "ValidationException: The table does not have the specified index: vix");
  Wait(6000);
  EXPECT_EQ(IndexStatus(), "");
  Call("DeleteTable", kDescribe);
  EXPECT_EQ(test_.status, 200);
}

TEST_F(Lifecycle, AnIndexThatIsBeingFilledCanBeDeleted) {
  MakeActiveTable();
  Call("UpdateTable", kCreateIndex);
  Wait(4000);
  Call("UpdateTable", kDeleteIndex);
  EXPECT_EQ(test_.status, 200);
  EXPECT_EQ(IndexStatus(), "DELETING");
  Wait(5000);
  Tick();
  EXPECT_EQ(IndexStatus(), "DELETING");
  Wait(1000);
  EXPECT_EQ(IndexStatus(), "");
  EXPECT_FALSE(Describes(R"("AttributeName":"g")"));
  EXPECT_EQ(test_.engine->CheckInvariants(), "");
}

TEST_F(Lifecycle, ADeletedIndexIsDeletingForAWhile) {
  MakeActiveTable();
  Call("UpdateTable", kCreateIndex);
  Wait(9000);
  Tick();
  ASSERT_EQ(IndexStatus(), "ACTIVE");
  Call("UpdateTable", kDeleteIndex);
  EXPECT_EQ(TableStatus(), "UPDATING");
  EXPECT_EQ(IndexStatus(), "DELETING");
  EXPECT_EQ(Call("Scan", R"({"TableName":"tab","IndexName":"idx"})"),
            "ValidationException: The table does not have the specified index: idx");
  Call("ExecuteStatement", R"({"Statement":"SELECT * FROM \"tab\".\"idx\""})");
  EXPECT_EQ(test_.status, 400);
  EXPECT_EQ(Call("UpdateTable", kDeleteIndex),
            "ResourceInUseException: Attempt to change a resource which is still in use: "
            "Index is being deleted. Table: tab Index: idx");
  Call("PutItem", R"({"TableName":"tab","Item":{"pk":{"S":"a"},"g":{"S":"x"}}})");
  EXPECT_EQ(test_.status, 200);
  Wait(6000);
  EXPECT_EQ(IndexStatus(), "");
  EXPECT_EQ(TableStatus(), "ACTIVE");
  EXPECT_EQ(test_.engine->CheckInvariants(), "");
}

TEST_F(Lifecycle, WhatEndsIsBackgroundWorkThatIsDue) {
  MakeActiveTable();
  Call("DeleteTable", kDescribe);
  const auto tick = [&] {
    return test_.engine->Control("Tick", "{}", test_.now_ms, test_.entropy++).body;
  };
  EXPECT_NE(tick().find("\"nextDueMs\":1700000004000"), std::string::npos) << tick();
  Wait(3000);
  EXPECT_NE(tick().find("\"nextDueMs\":null"), std::string::npos);
}

// ---------------------------------------------------------------- forks, log, checkpoint

constexpr const char* kFull =
    R"({"TableName":"tab","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":)"
    R"("pk","AttributeType":"S"},{"AttributeName":"g","AttributeType":"S"},{"AttributeName":"t",)"
    R"("AttributeType":"S"}],"KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],)"
    R"("GlobalSecondaryIndexes":[{"IndexName":"idx","KeySchema":[{"AttributeName":"g","KeyType":)"
    R"("HASH"}],"Projection":{"ProjectionType":"ALL"},"OnDemandThroughput":)"
    R"({"MaxReadRequestUnits":9},"WarmThroughput":{"ReadUnitsPerSecond":13000}}],)"
    R"("VectorIndexes":[{"IndexName":"vix","VectorAttribute":{"AttributeName":"v"},"Dimensions":2,)"
    R"("DistanceFunction":"EUCLIDEAN","SearchSchema":[{"AttributeName":"t",)"
    R"("SearchSchemaElementType":"HASH"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}],)"
    R"("OnDemandThroughput":{"MaxWriteRequestUnits":7},"WarmThroughput":)"
    R"({"WriteUnitsPerSecond":5000},"SSESpecification":{"Enabled":true},"TableClass":)"
    R"("STANDARD_INFREQUENT_ACCESS","StreamSpecification":{"StreamEnabled":true,)"
    R"("StreamViewType":"KEYS_ONLY"},"Tags":[{"Key":"a","Value":"b"}],"ResourcePolicy":)"
    R"("{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}}"})";
constexpr const char* kArn = "arn:aws:dynamodb:eu-west-2:000000000000:table/tab";

std::string StreamArn(TestEngine* test) {
  const std::string table = test->Call("DescribeTable", kDescribe);
  const size_t begin = table.find(std::string(kArn) + "/stream/");
  return table.substr(begin, table.find('"', begin) - begin);
}

// Everything that can be asked about the table.
std::string AllOf(TestEngine* test) {
  const std::string arn = R"({"ResourceArn":")" + std::string(kArn) + "\"}";
  return test->Call("DescribeTable", kDescribe) + test->Call("ListTagsOfResource", arn) +
         test->Call("GetResourcePolicy", arn) +
         test->Call("GetResourcePolicy", R"({"ResourceArn":")" + StreamArn(test) + "\"}") +
         test->Call("SearchVectors",
                    R"({"TableName":"tab","IndexName":"vix","SearchVector":[{"N":"1"},{"N":"0"}],)"
                    R"("TopK":5,"SearchConditionExpression":"t = :t",)"
                    R"("ExpressionAttributeValues":{":t":{"S":"x"}}})");
}

void Fill(TestEngine* test) {
  test->Call("CreateTable", kFull);
  ASSERT_EQ(test->status, 200);
  for (const char* pk : {"a", "b", "c"}) {
    test->Call("PutItem", R"({"TableName":"tab","Item":{"pk":{"S":")" + std::string(pk) +
                              R"("},"g":{"S":"y"},"t":{"S":"x"},"v":{"L":[{"N":"1"},{"N":")" +
                              std::to_string(pk[0] - 'a') + R"("}]}}})");
    ASSERT_EQ(test->status, 200);
  }
  test->Call("TagResource",
             R"({"ResourceArn":")" + std::string(kArn) + R"(","Tags":[{"Key":"c","Value":"d"}]})");
  ASSERT_EQ(test->status, 200);
  test->Call("PutResourcePolicy",
             R"({"ResourceArn":")" + StreamArn(test) +
                 R"(","Policy":"{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",)"
                 R"(\"Action\":\"*\",\"Resource\":\"*\"}}"})");
  ASSERT_EQ(test->status, 200);
}

TEST(Settings, AreInForks) {
  TestEngine test;
  Fill(&test);
  const std::string all = AllOf(&test);
  TestEngine fork;
  fork.engine = test.engine->Fork();
  fork.now_ms = test.now_ms;
  EXPECT_EQ(AllOf(&fork), all);
  fork.Call("UntagResource",
            R"({"ResourceArn":")" + std::string(kArn) + R"(","TagKeys":["a","c"]})");
  EXPECT_NE(AllOf(&fork), all);
  EXPECT_EQ(AllOf(&test), all);
}

TEST(Settings, AreInTheLog) {
  CollectedLog log;
  TestEngine test(&log);
  Fill(&test);
  TestEngine again;
  const std::string file = store::FileHeader(store::FileKind::kLog) + log.frames;
  ASSERT_TRUE(again.engine->Recover(Engine::FileKind::kSegment, file, true))
      << again.engine->recovery_message();
  EXPECT_EQ(AllOf(&again), AllOf(&test));
  EXPECT_EQ(again.engine->CheckInvariants(), "");
}

TEST(Settings, AreInCheckpoints) {
  TestEngine test;
  Fill(&test);
  std::string file;
  test.engine->BeginCheckpoint();
  for (std::string chunk; test.engine->NextCheckpointChunk(&chunk);) file += chunk;
  test.engine->EndCheckpoint();
  TestEngine again;
  ASSERT_TRUE(again.engine->Recover(Engine::FileKind::kCheckpoint, file, true))
      << again.engine->recovery_message();
  EXPECT_EQ(AllOf(&again), AllOf(&test));
  EXPECT_EQ(again.engine->CheckInvariants(), "");
}

}  // namespace
}  // namespace hashrange
