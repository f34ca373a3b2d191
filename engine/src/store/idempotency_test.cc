#include "store/idempotency.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "store/commit.h"
#include "store/invariants.h"
#include "store/store_testing.h"

namespace hashrange::store {
namespace {

constexpr uint64_t kStart = 1'764'000'000'000;
constexpr uint64_t kTenMinutes = 600'000;

class Tokens : public ::testing::Test {
 protected:
  void Commit(uint64_t now_ms, std::vector<TokenUse> uses = {}) {
    CommitTo(&state_, now_ms, std::move(uses));
  }
  static void CommitTo(State* state, uint64_t now_ms, std::vector<TokenUse> uses) {
    WriteBatch batch;
    batch.sequence = state->last_sequence() + 1;
    batch.now_ms = state->Now(now_ms);
    for (TokenUse& use : uses) batch.Token(std::move(use));
    ASSERT_EQ(CheckBatch(*state, batch), std::nullopt);
    ASSERT_TRUE(PrepareCommit(state, &batch));
    store::Commit(state, std::move(batch));
    ASSERT_EQ(CheckInvariants(*state), std::nullopt);
  }
  static std::string DigestIn(const State& state, Bytes token, uint64_t now_ms) {
    const auto digest = state.tokens().Find(token, now_ms);
    return digest ? std::string(*digest) : "none";
  }
  std::string Digest(Bytes token, uint64_t now_ms) const { return DigestIn(state_, token, now_ms); }
  static std::string Uses(const State& state) {
    std::string text;
    state.tokens().ForEach([&](const TokenUse& use) {
      text += use.token + "=" + use.digest + "@" + std::to_string(use.used_ms - kStart) + " ";
    });
    return text;
  }

  State state_;
};

TEST_F(Tokens, AreFoundByTheirNames) {
  EXPECT_EQ(Digest("a", kStart), "none");
  const std::string digest("\0\xff\0digest", 9);
  Commit(kStart, {{"a", digest, kStart}, {"ab", "", kStart}});
  EXPECT_EQ(Digest("a", kStart), digest);
  EXPECT_EQ(Digest("ab", kStart), "");
  EXPECT_EQ(Digest("", kStart), "none");
  EXPECT_EQ(Digest("b", kStart), "none");
  EXPECT_EQ(state_.tokens().count(), 2u);
}

TEST_F(Tokens, EndAfterExactlyTenMinutes) {
  Commit(kStart, {{"a", "digest", kStart}});
  EXPECT_EQ(Digest("a", kStart + kTenMinutes - 1), "digest");
  EXPECT_EQ(Digest("a", kStart + kTenMinutes), "none");
  Commit(kStart + kTenMinutes - 1);
  EXPECT_EQ(state_.tokens().count(), 1u);
  Commit(kStart + kTenMinutes);
  EXPECT_EQ(state_.tokens().count(), 0u);
}

TEST_F(Tokens, TakeThePlaceOfAnEarlierUse) {
  Commit(kStart, {{"a", "old", kStart}, {"b", "other", kStart + 1}});
  Commit(kStart + kTenMinutes - 1, {{"a", "new", kStart + kTenMinutes - 1}});
  EXPECT_EQ(Uses(state_), "b=other@1 a=new@599999 ");
  EXPECT_EQ(Digest("a", kStart + kTenMinutes), "new");
  Commit(kStart + 2 * kTenMinutes - 2);
  EXPECT_EQ(Uses(state_), "a=new@599999 ");
  EXPECT_EQ(Digest("a", kStart + 2 * kTenMinutes - 2), "new");
  EXPECT_EQ(Digest("a", kStart + 2 * kTenMinutes - 1), "none");
}

TEST_F(Tokens, AreReplacedWithinOneMillisecond) {
  Commit(kStart, {{"a", "old", kStart}});
  Commit(kStart, {{"a", "new", kStart}});
  EXPECT_EQ(Uses(state_), "a=new@0 ");
}

TEST_F(Tokens, AreVisitedInTheOrderOfTheirEnd) {
  Commit(kStart + 5000, {{"c", "", kStart + 5000}, {"a", "", kStart + 5000}});
  Commit(kStart + 5000, {{"b", "", kStart + 4999}, {"d", "", kStart + 4096}});
  EXPECT_EQ(Uses(state_), "d=@4096 b=@4999 a=@5000 c=@5000 ");
}

TEST_F(Tokens, AreForgottenAFewAtEachCommit) {
  std::vector<TokenUse> uses;
  for (int i = 0; i < 11; i++) uses.push_back({"t" + std::to_string(i), "", kStart});
  uses.push_back({"stays", "", kStart + 1});
  Commit(kStart, std::move(uses));
  const uint64_t later = kStart + kTenMinutes;
  for (const size_t left : {8u, 4u, 1u, 1u}) {
    Commit(later);
    EXPECT_EQ(state_.tokens().count(), left);
  }
  EXPECT_EQ(Uses(state_), "stays=@1 ");
}

// What is over but not yet forgotten is not found, and may be used anew.
TEST_F(Tokens, MayBeUsedAnewWhenTheyAreOver) {
  std::vector<TokenUse> uses;
  for (int i = 0; i < 9; i++) uses.push_back({"t" + std::to_string(i), "old", kStart});
  Commit(kStart, std::move(uses));
  const uint64_t later = kStart + kTenMinutes;
  EXPECT_EQ(Digest("t8", later), "none");
  Commit(later, {{"t8", "new", later}});
  EXPECT_EQ(Digest("t8", later), "new");
  EXPECT_EQ(state_.tokens().count(), 5u);
  Commit(later);
  EXPECT_EQ(Uses(state_), "t8=new@600000 ");
}

TEST_F(Tokens, OfForksGoTheirOwnWays) {
  Commit(kStart, {{"a", "both", kStart}, {"b", "both", kStart}});
  const State snapshot = state_.Fork();
  State fork = state_.Fork();
  CommitTo(&fork, kStart + 1, {{"a", "fork", kStart + 1}, {"c", "fork", kStart + 1}});
  Commit(kStart + kTenMinutes);
  EXPECT_EQ(Uses(state_), "");
  EXPECT_EQ(Uses(fork), "b=both@0 a=fork@1 c=fork@1 ");
  EXPECT_EQ(Uses(snapshot), "a=both@0 b=both@0 ");
  EXPECT_EQ(DigestIn(fork, "a", kStart + 1), "fork");
  EXPECT_EQ(DigestIn(snapshot, "a", kStart + 1), "both");
}

TEST_F(Tokens, NeedNoMemoryThatWasNotReserved) {
  state_.pool()->set_strict(true);
  for (int round = 0; round < 60; round++) {
    const State snapshot = state_.Fork();
    const uint64_t now_ms = kStart + static_cast<uint64_t>(round) * 20'000;
    std::vector<TokenUse> uses;
    for (int i = 0; i < 100; i++)
      uses.push_back({"t" + std::to_string((round * 61 + i) % 2500), "digest", now_ms});
    Commit(now_ms, std::move(uses));
    state_.ReleaseSome(500);
  }
  EXPECT_GT(state_.tokens().count(), 1000u);
}

TEST_F(Tokens, AreReleasedWithTheirState) {
  NodePool pool;
  TokenTable::Rows rows;
  {
    TokenTable tokens(&pool);
    ASSERT_TRUE(TokenTable::MakeRows({"a", "digest", kStart}, &rows));
    tokens.Add(rows);
    EXPECT_EQ(rows.by_token->references(), 3u);  // ours, the tree's, and the other row's
  }
  while (pool.ReleaseSome(10)) {
  }
  EXPECT_EQ(pool.nodes_in_use(), 0u);
  EXPECT_EQ(rows.by_token->references(), 2u);
  rows.by_time = RowRef();
  EXPECT_EQ(rows.by_token->references(), 1u);
}

}  // namespace
}  // namespace hashrange::store
