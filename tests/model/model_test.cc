// The engine answers what the naive engine answers, whatever is asked: seeded sequences of
// requests, compared answer by answer, with the engine's invariants after each. A failure prints
// its seed and a sequence that is as short as dropping steps can make it. HASHRANGE_LONG=1: a
// million steps.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "model/arena.h"
#include "model/shrink.h"
#include "model/workload.h"

namespace hashrange::naive {
namespace {

constexpr size_t kShrunkStepsMax = 50'000;

// Natively, mostly with sanitizers and slow, other seeds than as WebAssembly, whose pointers have
// 32 bits: a run of all tests sees both.
constexpr bool kNative = sizeof(void*) == 8;
constexpr uint64_t kSeeds = kNative ? 8 : 24;
constexpr uint64_t kFirstSeed = kNative ? 1 : 101;
constexpr uint64_t kStepsOfSeed = 1'000;

bool IsLong() { return std::getenv("HASHRANGE_LONG") != nullptr; }

Mix EverythingMix() {
  Mix mix;
  const auto weigh = [&](Operation operation, uint32_t weight) {
    mix.weights[static_cast<size_t>(operation)] = weight;
  };
  weigh(Operation::kCreateTable, 2);
  weigh(Operation::kDescribeTable, 5);
  weigh(Operation::kListTables, 2);
  weigh(Operation::kDeleteTable, 2);
  weigh(Operation::kPutItem, 120);
  weigh(Operation::kGetItem, 40);
  weigh(Operation::kUpdateItem, 140);
  weigh(Operation::kDeleteItem, 25);
  weigh(Operation::kQuery, 100);
  weigh(Operation::kScan, 60);
  weigh(Operation::kBatchGetItem, 30);
  weigh(Operation::kBatchWriteItem, 50);
  weigh(Operation::kTransactGetItems, 25);
  weigh(Operation::kTransactWriteItems, 80);
  weigh(Operation::kUpdateTable, 10);
  weigh(Operation::kUpdateTimeToLive, 8);
  weigh(Operation::kDescribeTimeToLive, 4);
  weigh(Operation::kTagResource, 4);
  weigh(Operation::kUntagResource, 2);
  weigh(Operation::kListTagsOfResource, 3);
  weigh(Operation::kSearchVectors, 40);
  weigh(Operation::kExecuteStatement, 100);
  weigh(Operation::kBatchExecuteStatement, 40);
  weigh(Operation::kExecuteTransaction, 50);
  mix.indexes = true;
  return mix;
}

using Outcomes = std::map<std::string, uint64_t>;

// What every run must come to, beside a success of each operation.
constexpr const char* kReached[] = {"PutItem: The conditional request failed",
                                    "PutItem, legacy",
                                    "UpdateItem, legacy",
                                    "UpdateItem: Type mismatch for attribute to update",
                                    "DeleteItem, legacy",
                                    "GetItem, legacy",
                                    "BatchGetItem, legacy",
                                    "Query, legacy",
                                    "Scan, legacy",
                                    "TransactWriteItems: cancelled",
                                    "ExecuteStatement: a further page",
                                    "ExecuteStatement: Duplicate primary key exists in table",
                                    "ExecuteStatement: The conditional request failed",
                                    "ExecuteTransaction: cancelled",
                                    "Recover from the log",
                                    "Recover from a checkpoint",
                                    "Streams: records compared"};

// Runs the steps on new engines; whether the two ever differ, or an invariant breaks.
bool Fails(const std::vector<WorkStep>& steps) {
  Arena arena;
  for (const WorkStep& step : steps) {
    if (!arena.Take(step).empty()) return true;
  }
  return !arena.CheckInvariants().empty();
}

// Runs a seed. False, after printing, when the engines differ.
bool RunSeed(uint64_t seed, const Mix& mix, uint64_t step_count, uint64_t check_interval,
             Outcomes* outcomes) {
  Workload workload(seed, mix);
  Arena arena;
  std::vector<WorkStep> steps;
  for (uint64_t i = 1; i <= step_count; i++) {
    steps.push_back(workload.Next(arena.naive(), arena.fork()));
    std::string difference = arena.Take(steps.back());
    if (difference.empty() && i % check_interval == 0) difference = arena.CheckInvariants();
    if (difference.empty() && i == step_count) difference = arena.CompareContents();
    if (difference.empty()) continue;
    std::cerr << "seed " << seed << ", step " << i << ": " << difference << std::endl;
    std::string text = "seed " + std::to_string(seed) + ", step " + std::to_string(i) + ": " +
                       difference + "\nThe shortest sequence found that fails:\n";
    const std::function<bool(const std::vector<WorkStep>&)> fails = Fails;
    if (!Fails(steps)) text += "(it does not fail a second time)\n";
    for (const WorkStep& step : Shrink(steps, fails, kShrunkStepsMax)) text += Print(step) + "\n";
    ADD_FAILURE() << text;
    return false;
  }
  for (const auto& [outcome, count] : arena.outcomes()) (*outcomes)[outcome] += count;
  return true;
}

TEST(Model, EngineAnswersAsTheNaiveEngine) {
  Outcomes outcomes;
  for (uint64_t seed = kFirstSeed; seed < kFirstSeed + kSeeds; seed++) {
    if (!RunSeed(seed, EverythingMix(), kStepsOfSeed, 1, &outcomes)) return;
  }
  for (size_t operation = 0; operation < kOperationCount; operation++) {
    EXPECT_GT(outcomes[OperationName(static_cast<Operation>(operation))], 0u)
        << OperationName(static_cast<Operation>(operation));
  }
  for (const char* outcome : kReached) EXPECT_GT(outcomes[outcome], 0u) << outcome;
}

TEST(Model, EngineAnswersAsTheNaiveEngineAboutLargeItems) {
  Mix mix = EverythingMix();
  mix.large_items = true;
  Outcomes outcomes;
  for (uint64_t seed = 1000 + kFirstSeed; seed < 1000 + kFirstSeed + kSeeds / 4; seed++) {
    if (!RunSeed(seed, mix, kStepsOfSeed / 4, 10, &outcomes)) return;
  }
}

TEST(Model, EngineAnswersAsTheNaiveEngineOverAMillionSteps) {
  Outcomes outcomes;
  const uint64_t seed_count = IsLong() ? 1'000 : 1;
  for (uint64_t seed = 100'001; seed <= 100'000 + seed_count; seed++) {
    if (!RunSeed(seed, EverythingMix(), 1'000, 50, &outcomes)) return;
    if (seed % 100 == 0) std::cerr << "seed " << seed << "\n";
  }
}

}  // namespace
}  // namespace hashrange::naive
