// One job of a table at a time: what it keeps out while it lasts, and what goes on beside it.
// Source, where a test names no other: control-plane lab, measured us-west-2 and us-east-1 2026-10,
// with the numbers of its findings.
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "api/engine_testing.h"

namespace hashrange {
namespace {

const std::string kInUse =
    "ResourceInUseException: Attempt to change a resource which is still in use: ";

// What jobs begin with, of a table on demand with the index "idx" and of one that is provisioned.
const std::string kUnits =
    R"("ProvisionedThroughput":{"ReadCapacityUnits":6,"WriteCapacityUnits":6})";
const std::string kProvisioned = R"("BillingMode":"PROVISIONED",)" + kUnits;
const std::string kOnDemand = R"("BillingMode":"PAY_PER_REQUEST")";
const std::string kStream =
    R"("StreamSpecification":{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"})";
const std::string kRare = R"("TableClass":"STANDARD_INFREQUENT_ACCESS")";
const std::string kCap = R"("OnDemandThroughput":{"MaxReadRequestUnits":9})";
const std::string kWarm = R"("WarmThroughput":{"ReadUnitsPerSecond":13000})";
const std::string kEncrypt = R"("SSESpecification":{"Enabled":true})";
const std::string kProtect = R"("DeletionProtectionEnabled":true)";

std::string IndexUpdates(const std::string& update) {
  return R"("GlobalSecondaryIndexUpdates":[{)" + update + "}]";
}
std::string CreateIndex(const std::string& name, const std::string& units = "") {
  return R"("AttributeDefinitions":[{"AttributeName":"h","AttributeType":"S"}],)" +
         IndexUpdates(R"("Create":{"IndexName":")" + name +
                      R"(","KeySchema":[{"AttributeName":"h","KeyType":"HASH"}],)" +
                      R"("Projection":{"ProjectionType":"ALL"})" + units + "}");
}
std::string DeleteIndex(const std::string& name) {
  return IndexUpdates(R"("Delete":{"IndexName":")" + name + "\"}");
}
std::string UpdateIndex(const std::string& members) {
  return IndexUpdates(R"("Update":{"IndexName":"idx",)" + members + "}");
}

class JobsEngine : public TestEngine {
 public:
  explicit JobsEngine(bool provisioned, const std::string& members = "") {
    const std::string units = provisioned ? R"(,"ProvisionedThroughput":{"ReadCapacityUnits":5,)"
                                            R"("WriteCapacityUnits":5})"
                                          : "";
    engine->SetLifecycleDelays(kSomeDelays);
    created = Call(
        "CreateTable",
        R"({"TableName":"tab","AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},)"
        R"({"AttributeName":"g","AttributeType":"S"}],"KeySchema":[{"AttributeName":"pk",)"
        R"("KeyType":"HASH"}],)" +
            (provisioned ? units.substr(1) : kOnDemand) +
            R"(,"GlobalSecondaryIndexes":[{"IndexName":"idx","KeySchema":[{"AttributeName":"g",)"
            R"("KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"})" +
            units + members + "}");
    EXPECT_EQ(status, 200) << created;
  }
  static JobsEngine Active(bool provisioned) {
    JobsEngine test(provisioned, "}]");
    test.now_ms += 1000;
    return test;
  }

  std::string Update(const std::string& members) {
    return Call("UpdateTable", R"({"TableName":"tab",)" + members + "}");
  }
  std::string Delete() { return Call("DeleteTable", R"({"TableName":"tab"})"); }
  std::string Describe() { return Call("DescribeTable", R"({"TableName":"tab"})"); }
  std::string TableStatus() { return Member(Describe(), "TableStatus"); }
  std::string IndexStatus() { return Member(Describe(), "IndexStatus"); }
  bool Describes(const std::string& text) { return Describe().find(text) != std::string::npos; }

  std::string created;
};

struct Job {
  bool provisioned;
  std::string members;
};
const Job kJobs[] = {{true, kUnits},
                     {true, kOnDemand},
                     {false, kProvisioned + "," + UpdateIndex(kUnits)},
                     {false, kStream},
                     {false, kRare},
                     {false, CreateIndex("more")},
                     {false, DeleteIndex("idx")}};

// 002, 063, 285, 369, 376, 458.
TEST(Jobs, LetDeletionProtectionChange) {
  for (const Job& job : kJobs) {
    JobsEngine test = JobsEngine::Active(job.provisioned);
    EXPECT_EQ(TestEngine::Member(test.Update(job.members), "TableStatus"), "UPDATING");
    EXPECT_EQ(TestEngine::Member(test.Update(kProtect), "TableStatus"), "UPDATING") << job.members;
    EXPECT_TRUE(test.Describes(R"("DeletionProtectionEnabled":true)"));
    EXPECT_EQ(test.TableStatus(), "UPDATING");
  }
}

// The answer calls the table ACTIVE, which DescribeTable does not: 450, 458, 462. (Where a class
// changes, DescribeTable does so too on AWS: 287. That is not followed.)
TEST(Jobs, LetEncryptionChange) {
  for (const Job& job : kJobs) {
    JobsEngine test = JobsEngine::Active(job.provisioned);
    test.Update(job.members);
    EXPECT_EQ(TestEngine::Member(test.Update(kEncrypt), "TableStatus"), "ACTIVE") << job.members;
    EXPECT_TRUE(test.Describes(R"("SSEDescription":{"Status":"UPDATING")"));
    EXPECT_EQ(test.TableStatus(), "UPDATING");
  }
}

// 119, 369, 450. While an index comes, AWS fails with InternalServerError: 458; ours is refused.
TEST(Jobs, LetWarmThroughputChangeButForIndexes) {
  for (const std::string& job : {kProvisioned + "," + UpdateIndex(kUnits), kStream, kRare}) {
    JobsEngine test = JobsEngine::Active(false);
    test.Update(job);
    EXPECT_EQ(TestEngine::Member(test.Update(kWarm), "TableStatus"), "UPDATING") << job;
    EXPECT_TRUE(test.Describes(R"("Status":"UPDATING"})")) << job;
  }
  JobsEngine test = JobsEngine::Active(false);
  test.Update(CreateIndex("more"));
  EXPECT_EQ(test.Update(kWarm), kInUse + "Table: tab is in the process of being updated.");
}

// 069.
TEST(Jobs, OfEncryptionAndWarmThroughputKeepATableFromBeingDeleted) {
  for (const std::string& change : {kEncrypt, kWarm}) {
    JobsEngine test = JobsEngine::Active(false);
    test.Update(change);
    EXPECT_EQ(test.TableStatus(), "ACTIVE");
    EXPECT_EQ(test.Delete(), kInUse + "Table: tab is in the process of being updated.");
    test.now_ms += 2000;
    test.Delete();
    EXPECT_EQ(test.status, 200);
  }
}

// 163, 375, 376.
TEST(Jobs, OfAnIndexThatGoesKeepOthersOut) {
  for (const bool provisioned : {false, true}) {
    JobsEngine test = JobsEngine::Active(provisioned);
    test.Update(DeleteIndex("idx"));
    const std::string units = provisioned ? kUnits : kProvisioned;
    EXPECT_EQ(test.Update(units), kInUse +
                                      "Can't change table IOPS when an index is being deleted. "
                                      "Table: tab Indexes: [idx]");
    EXPECT_EQ(test.Update(units + "," + UpdateIndex(kUnits)),
              kInUse + "Index is being deleted. Table: tab Index: idx");
    EXPECT_EQ(test.Update(CreateIndex("idx")),
              kInUse + "Index is being deleted. Table: tab Index: idx");
    EXPECT_EQ(test.Update(CreateIndex("more", provisioned ? "," + kUnits : "")),
              "LimitExceededException: Subscriber limit exceeded: Only 1 online index can be "
              "created or deleted simultaneously per table");
    EXPECT_EQ(test.Delete(), kInUse +
                                 "Cannot delete table while indexes are being created, updated, or "
                                 "deleted.");
    const std::string on_demand = test.Update(kOnDemand);
    if (provisioned) {
      EXPECT_EQ(on_demand, kInUse +
                               "Can't change table IOPS when an index is being deleted. Table: tab "
                               "Indexes: [idx]");
      continue;
    }
    EXPECT_EQ(TestEngine::Member(on_demand, "TableStatus"), "UPDATING");
    EXPECT_EQ(test.Update(kCap), kInUse +
                                     "OnDemandThroughput cannot be updated while index deletion is "
                                     "in progress for indexes: [idx]");
  }
}

// 163, 458.
TEST(Jobs, OfAnIndexThatComesKeepOthersOut) {
  JobsEngine test = JobsEngine::Active(false);
  test.Update(CreateIndex("more"));
  EXPECT_EQ(test.Update(kStream), kInUse +
                                      "Can't change stream status when an index is being created. "
                                      "Table: tab Indexes: [more]");
  EXPECT_EQ(test.Update(kCap), kInUse +
                                   "OnDemandThroughput cannot be updated while index creation is "
                                   "in progress for indexes: [more]");
  EXPECT_EQ(test.Update(kProvisioned), kInUse +
                                           "Can't change table IOPS when an index is being "
                                           "created. Table: tab Indexes: [more]");
}

// 175.
TEST(Jobs, OfUnitsKeepIndexesOut) {
  JobsEngine test = JobsEngine::Active(true);
  test.Update(kUnits);
  const std::string refused =
      kInUse + "Can't create or delete indexes while table IOPS are being updated. Table: tab";
  EXPECT_EQ(test.Update(CreateIndex("more", "," + kUnits)), refused);
  EXPECT_EQ(test.Update(DeleteIndex("idx")), refused);
}

// 119, 175, 444.
TEST(Jobs, OfAStreamKeepOthersOut) {
  JobsEngine test = JobsEngine::Active(false);
  const std::string label = TestEngine::Member(test.Update(kStream), "LatestStreamLabel");
  const std::string rest = " Table: tab Stream: " + label + " Operation: ENABLE";
  EXPECT_EQ(test.Update(CreateIndex("more")),
            kInUse + "Can't create or delete an index when stream status is being updated." + rest);
  EXPECT_EQ(test.Update(kRare),
            kInUse + "Can't update table class when stream status is being updated." + rest);
}

// 175, 286, 444.
TEST(Jobs, OfAClassKeepOthersOut) {
  JobsEngine test = JobsEngine::Active(false);
  test.Update(kRare);
  const std::string rest = "TableClassUpdateInProgress: STANDARD_INFREQUENT_ACCESS";
  EXPECT_EQ(test.Update(CreateIndex("more")),
            kInUse +
                "Can't create or delete an index when a table class update is in progress. Table: "
                "tab " +
                rest);
  EXPECT_EQ(test.Update(kStream),
            kInUse +
                "Can't change stream status when a table class update is in progress. Table: tab " +
                rest);
  EXPECT_EQ(test.Update(kCap),
            kInUse +
                "OnDemandThroughput cannot be updated while TableClass update is in progress. " +
                rest);
}

// 369, 370, 452.
TEST(Jobs, ASwitchToProvisionedIsNotTakenBack) {
  JobsEngine test = JobsEngine::Active(false);
  test.Update(kProvisioned + "," + UpdateIndex(kUnits));
  const std::string back = test.Update(kOnDemand);
  EXPECT_EQ(test.status, 200);
  EXPECT_NE(back.find(R"("BillingModeSummary":{"BillingMode":"PAY_PER_REQUEST")"),
            std::string::npos);
  EXPECT_NE(back.find(R"("ReadCapacityUnits":0)"), std::string::npos);
  EXPECT_EQ(back.find(R"("ReadCapacityUnits":6)"), std::string::npos);
  EXPECT_EQ(TestEngine::Member(back, "TableStatus"), "UPDATING");
  const std::string busy = kInUse + "Table IOPS are currently being updated. Table: tab";
  EXPECT_EQ(test.Update(kUnits), busy);
  test.now_ms += 2000;
  EXPECT_EQ(test.TableStatus(), "ACTIVE");
  EXPECT_TRUE(test.Describes(R"("BillingMode":"PROVISIONED")"));
  EXPECT_TRUE(test.Describes(R"("ReadCapacityUnits":6)"));
  // The other way, and while units change, it is refused.
  test.Update(kOnDemand);
  EXPECT_EQ(test.Update(kProvisioned), busy);
  EXPECT_EQ(test.Update(kOnDemand), busy);
  EXPECT_EQ(test.Update(kCap),
            "ValidationException: One or more parameter values were invalid: MaxReadRequestUnits for "
            "OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED");
  JobsEngine provisioned = JobsEngine::Active(true);
  provisioned.Update(kUnits);
  EXPECT_EQ(provisioned.Update(kOnDemand), busy);
}

// In UpdateTable's answer, and afterwards.
void ExpectOnlyTheIndexUpdating(const std::string& answer, JobsEngine* test) {
  EXPECT_EQ(TestEngine::Member(answer, "TableStatus"), "ACTIVE");
  EXPECT_EQ(TestEngine::Member(answer, "IndexStatus"), "UPDATING");
  EXPECT_EQ(test->TableStatus(), "ACTIVE");
  EXPECT_EQ(test->IndexStatus(), "UPDATING");
}

// 135, 150.
TEST(Jobs, ACapOfAnIndexMakesTheIndexUpdating) {
  JobsEngine test = JobsEngine::Active(false);
  ExpectOnlyTheIndexUpdating(test.Update(UpdateIndex(kCap)), &test);
  EXPECT_TRUE(test.Describes(R"("OnDemandThroughput":{"MaxReadRequestUnits":9})"));
  EXPECT_EQ(test.Update(UpdateIndex(kCap)),
            kInUse + "Index is being updated. Table: tab Index: idx");
  EXPECT_EQ(test.Delete(), kInUse +
                               "Cannot delete table while indexes are being created, updated, or "
                               "deleted.");
  test.now_ms += 2000;
  EXPECT_EQ(test.IndexStatus(), "ACTIVE");
  test.Update(UpdateIndex(kCap));
  EXPECT_EQ(test.status, 200);
}

// 148, 159, 165; an index may come meanwhile, since none comes or goes: a conclusion.
TEST(Jobs, UnitsOfAnIndexMakeOnlyTheIndexUpdating) {
  JobsEngine test = JobsEngine::Active(true);
  ExpectOnlyTheIndexUpdating(test.Update(UpdateIndex(kUnits)), &test);
  EXPECT_EQ(test.Update(UpdateIndex(kUnits)),
            kInUse + "Index is being updated. Table: tab Index: idx");
  EXPECT_EQ(test.Update(DeleteIndex("idx")),
            kInUse + "Index is being updated. Table: tab Index: idx");
  test.Update(CreateIndex("more", "," + kUnits));
  EXPECT_EQ(test.status, 200);
  test.now_ms += 2000;
  EXPECT_EQ(test.IndexStatus(), "ACTIVE");
  // While the other index comes, too.
  test.Update(
      UpdateIndex(R"("ProvisionedThroughput":{"ReadCapacityUnits":7,"WriteCapacityUnits":7})"));
  EXPECT_EQ(test.status, 200);
  EXPECT_EQ(test.TableStatus(), "UPDATING");
}

// 049, 155, 179, 459.
TEST(Jobs, WarmThroughputIsWhatItWasUntilItIsThere) {
  JobsEngine test = JobsEngine::Active(false);
  const std::string before =
      R"("WarmThroughput":{"ReadUnitsPerSecond":12000,"WriteUnitsPerSecond":4000,"Status":)";
  const auto warm = [](int units) {
    return R"("WarmThroughput":{"ReadUnitsPerSecond":)" + std::to_string(units) + "}";
  };
  const auto all = [&](const std::string& description, const std::string& text) {
    const size_t first = description.find(text);
    return first != std::string::npos && description.find(text, first + 1) != std::string::npos;
  };
  EXPECT_NE(test.Update(warm(13000)).find(before + R"("UPDATING"})"), std::string::npos);
  const std::string of_index = test.Update(UpdateIndex(warm(13000)));
  EXPECT_EQ(TestEngine::Member(of_index, "IndexStatus"), "ACTIVE");
  EXPECT_TRUE(all(of_index, before + R"("UPDATING"})")) << of_index;
  EXPECT_TRUE(all(test.Describe(), before + R"("UPDATING"})"));
  // Until then what it was counts, and the last request holds.
  test.Update(warm(12000));
  EXPECT_EQ(test.status, 200);
  EXPECT_NE(test.Update(warm(14000)).find(before + R"("UPDATING"})"), std::string::npos);
  test.now_ms += 2000;
  EXPECT_TRUE(test.Describes(R"("WarmThroughput":{"ReadUnitsPerSecond":13000,"WriteUnitsPerSecond")"
                             R"(:4000,"Status":"ACTIVE"})"));
  const std::string there =
      R"("WarmThroughput":{"ReadUnitsPerSecond":14000,"WriteUnitsPerSecond":4000,"Status":)";
  EXPECT_TRUE(test.Describes(there + R"("ACTIVE"})"));
  test.Update(warm(13000));
  EXPECT_EQ(test.status, 400);
  // The same again is answered as if it changed.
  EXPECT_NE(test.Update(warm(14000)).find(there + R"("UPDATING"})"), std::string::npos);
}

// 032, 134, 138.
TEST(Jobs, WarmThroughputOfANewTableIsUpdatingUntilItIsMade) {
  JobsEngine test(false, "," + kWarm + "}]," + kWarm);
  const std::string warm =
      R"("WarmThroughput":{"ReadUnitsPerSecond":13000,"WriteUnitsPerSecond":4000,"Status":)";
  const size_t of_table = test.created.find(warm + R"("UPDATING"})");
  ASSERT_NE(of_table, std::string::npos) << test.created;
  EXPECT_EQ(test.created.find("WarmThroughput"), test.created.rfind("WarmThroughput"));
  EXPECT_FALSE(test.Describes(warm + R"("ACTIVE"})"));
  test.now_ms += 1000;
  EXPECT_FALSE(test.Describes("UPDATING"));
  EXPECT_NE(test.Delete().find(warm + R"("ACTIVE"})"), std::string::npos);
}

}  // namespace
}  // namespace hashrange
