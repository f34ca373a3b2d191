// Forks: databases that share what they have in common.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "api/engine_testing.h"
#include "store/commit.h"
#include "store/state.h"
#include "store/store_testing.h"

namespace hashrange {
namespace {

std::string Key(int i) { return R"({"pk":{"S":"p)" + std::to_string(i) + R"("}})"; }

std::string Get(int i) { return R"({"TableName":"tab","Key":)" + Key(i) + "}"; }

std::string Put(int i, const std::string& value) {
  return R"({"TableName":"tab","Item":{"pk":{"S":"p)" + std::to_string(i) + R"("},"v":{"S":")" +
         value + R"("}}})";
}

std::string Item(int i, const std::string& value) {
  return R"({"Item":{"pk":{"S":"p)" + std::to_string(i) + R"("},"v":{"S":")" + value + R"("}}})";
}

// A fork in the dress of a TestEngine, its clock and entropy at the same place.
TestEngine ForkOf(const TestEngine& parent) {
  TestEngine fork;
  fork.engine = parent.engine->Fork();
  fork.now_ms = parent.now_ms;
  fork.entropy = parent.entropy;
  return fork;
}

void Fill(TestEngine* test, int count) {
  test->MakeTable("tab", false);
  for (int i = 0; i < count; i++) ASSERT_EQ(test->Call("PutItem", Put(i, "old")), "{}");
}

// The count of tree nodes in use, of the whole family.
uint64_t Nodes(const TestEngine& test) {
  const std::string answer = test.engine->Control("Inspect", "{}", test.now_ms, test.entropy).body;
  const std::string start = R"("nodes":)";
  return std::stoull(answer.substr(answer.find(start) + start.size()));
}

TEST(EngineFork, AndItsParentGoTheirOwnWays) {
  TestEngine parent;
  Fill(&parent, 300);
  TestEngine fork = ForkOf(parent);
  EXPECT_EQ(fork.engine->last_sequence(), parent.engine->last_sequence());
  for (int i = 0; i < 300; i += 3) {
    EXPECT_EQ(parent.Call("PutItem", Put(i, "parent's")), "{}");
    EXPECT_EQ(fork.Call("PutItem", Put(i + 1, "fork's")), "{}");
    EXPECT_EQ(fork.Call("DeleteItem", Get(i + 2)), "{}");
  }
  parent.MakeTable("more", true);
  for (int i = 0; i < 300; i += 3) {
    EXPECT_EQ(parent.Call("GetItem", Get(i)), Item(i, "parent's"));
    EXPECT_EQ(parent.Call("GetItem", Get(i + 1)), Item(i + 1, "old"));
    EXPECT_EQ(parent.Call("GetItem", Get(i + 2)), Item(i + 2, "old"));
    EXPECT_EQ(fork.Call("GetItem", Get(i)), Item(i, "old"));
    EXPECT_EQ(fork.Call("GetItem", Get(i + 1)), Item(i + 1, "fork's"));
    EXPECT_EQ(fork.Call("GetItem", Get(i + 2)), "{}");
  }
  EXPECT_EQ(parent.Call("ListTables", "{}"), R"({"TableNames":["more","tab"]})");
  EXPECT_EQ(fork.Call("ListTables", "{}"), R"({"TableNames":["tab"]})");
  EXPECT_EQ(parent.engine->CheckInvariants(), "");
  EXPECT_EQ(fork.engine->CheckInvariants(), "");
}

TEST(EngineFork, AnswersTheSameCallsWithTheSameBytes) {
  TestEngine parent;
  Fill(&parent, 10);
  TestEngine fork = ForkOf(parent);
  for (TestEngine* test : {&parent, &fork}) {
    test->now_ms += 5;
    test->MakeTable("more", true);
    test->now_ms -= 1000;  // which both hold
    test->Call("PutItem", Put(3, "new"));
  }
  const std::string more = R"({"TableName":"more"})";
  EXPECT_EQ(fork.Call("DescribeTable", more), parent.Call("DescribeTable", more));
  EXPECT_EQ(fork.engine->Control("Inspect", "{}", 0, 0).body,
            parent.engine->Control("Inspect", "{}", 0, 0).body);
}

TEST(EngineFork, OfAForkOutlivesBoth) {
  TestEngine parent;
  Fill(&parent, 1000);
  TestEngine fork = ForkOf(parent);
  fork.Call("PutItem", Put(0, "fork's"));
  TestEngine fork_of_fork = ForkOf(fork);
  fork.Call("DeleteItem", Get(1));
  parent.engine.reset();
  fork_of_fork.Call("PutItem", Put(2, "last"));
  fork.engine.reset();
  EXPECT_EQ(fork_of_fork.Call("GetItem", Get(0)), Item(0, "fork's"));
  EXPECT_EQ(fork_of_fork.Call("GetItem", Get(1)), Item(1, "old"));
  EXPECT_EQ(fork_of_fork.Call("GetItem", Get(2)), Item(2, "last"));
  EXPECT_EQ(fork_of_fork.engine->CheckInvariants(), "");
}

TEST(EngineFork, GivesItsNodesBackInBoundedSteps) {
  TestEngine parent;
  Fill(&parent, 1000);
  const uint64_t nodes = Nodes(parent);
  {
    TestEngine fork = ForkOf(parent);
    for (int i = 0; i < 1000; i++) fork.Call("PutItem", Put(i, "fork's"));
    EXPECT_GE(Nodes(parent), 2 * nodes);
  }
  for (int i = 0; i < 10; i++) parent.Call("GetItem", Get(0));
  EXPECT_EQ(Nodes(parent), nodes);
  EXPECT_EQ(parent.Call("GetItem", Get(7)), Item(7, "old"));
}

TEST(EngineFork, LogsNothing) {
  CollectedLog log;
  TestEngine parent(&log);
  Fill(&parent, 3);
  const std::string frames = log.frames;
  TestEngine fork = ForkOf(parent);
  fork.Call("PutItem", Put(1, "fork's"));
  EXPECT_EQ(log.frames, frames);
  parent.Call("PutItem", Put(1, "parent's"));
  EXPECT_GT(log.frames.size(), frames.size());
}

TEST(EngineFork, KeepsTheIdentityOfItsParent) {
  Engine::Options options;
  options.region = "us-west-2";
  options.account_id = "123456789012";
  TestEngine parent;
  parent.engine = Engine::Open(options);
  parent.MakeTable("tab", false);
  TestEngine fork = ForkOf(parent);
  EXPECT_EQ(TestEngine::Member(fork.Call("DescribeTable", R"({"TableName":"tab"})"), "TableArn"),
            "arn:aws:dynamodb:us-west-2:123456789012:table/tab");
}

TEST(EngineFork, WorksWhileACheckpointOfItsParentIsBeingMade) {
  TestEngine parent;
  Fill(&parent, 100);
  parent.engine->BeginCheckpoint();
  TestEngine fork = ForkOf(parent);
  std::string chunk;
  EXPECT_FALSE(fork.engine->NextCheckpointChunk(&chunk));
  fork.Call("DeleteTable", R"({"TableName":"tab"})");
  std::string checkpoint;
  while (parent.engine->NextCheckpointChunk(&chunk)) checkpoint += chunk;
  parent.engine->EndCheckpoint();
  TestEngine recovered;
  ASSERT_TRUE(recovered.engine->Recover(Engine::FileKind::kCheckpoint, checkpoint, true));
  EXPECT_EQ(recovered.Call("GetItem", Get(99)), Item(99, "old"));
}

TEST(EngineFork, TouchesNoNodeAndNoRow) {
  TestEngine parent;
  Fill(&parent, 2000);
  const uint64_t nodes = Nodes(parent);
  std::vector<TestEngine> forks;
  for (int i = 0; i < 100; i++) forks.push_back(ForkOf(parent));
  EXPECT_EQ(Nodes(parent), nodes);
  // A change then copies one way from the root to a leaf.
  forks[50].Call("PutItem", Put(1000, "fork's"));
  EXPECT_LE(Nodes(parent), nodes + 4);
}

TEST(EngineFork, SharesOnlyTheRootOfATree) {
  store::State state;
  const auto commit = [&state](auto change) {
    store::WriteBatch batch;
    batch.sequence = state.last_sequence() + 1;
    change(&batch);
    ASSERT_TRUE(store::PrepareCommit(&state, &batch));
    store::Commit(&state, std::move(batch));
  };
  commit([](store::WriteBatch* batch) { batch->CreateTable(1, store::TestSchema("tab")); });
  for (uint64_t i = 0; i < 500; i++)
    commit([i](store::WriteBatch* batch) { batch->Put(1, store::TestRow("a", i, "v")); });
  const store::State fork = state.Fork();
  const store::Node* root = state.catalog().Find("tab")->partitions()[0].tree.root();
  ASSERT_GT(root->level, 0);
  EXPECT_EQ(root->references, 2u);
  const auto* inner = static_cast<const store::InnerNode*>(root);
  for (int slot = 0; slot < inner->count; slot++) EXPECT_EQ(inner->children[slot]->references, 1u);
  for (uint64_t i = 0; i < 500; i++) {
    EXPECT_EQ(fork.catalog().Find("tab")->Find(store::TestKey("a", i).view())->references(), 1u);
  }
}

}  // namespace
}  // namespace hashrange
