// The tokens of transactions that have committed lately: what was asked under a token, so that the
// same request under the same token does nothing and another is refused. A token lives for ten
// minutes. Two trees, so that a fork costs nothing: by token, and by the time at which they end.
//
//   by token: key := hash of the token, token          row's item: digest and time, as raw bytes
//   by time:  key := time in ms (shifted up), token
//
// Tested by idempotency_test.cc.
#ifndef HASHRANGE_STORE_IDEMPOTENCY_H_
#define HASHRANGE_STORE_IDEMPOTENCY_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "hashrange/bytes.h"
#include "store/cow_tree.h"

namespace hashrange::store {

// Source: AWS API Reference, TransactWriteItems, ClientRequestToken.
inline constexpr uint64_t kTokenLifeMs = 10 * 60 * 1000;

// What a token stands for.
struct TokenUse {
  std::string token;
  std::string digest;  // of the request
  uint64_t used_ms = 0;
};

class TokenTable {
 public:
  explicit TokenTable(NodePool* pool) : by_token_(pool), by_time_(pool) {}

  // The digest under which a token was used, unless that is over. Borrowed until the next change.
  std::optional<Bytes> Find(Bytes token, uint64_t now_ms) const;

  size_t count() const { return count_; }
  // Calls visit(TokenUse) in the order of the time at which they end.
  template <typename Visit>
  void ForEach(Visit visit) const {
    TreeCursor cursor(by_time_);
    for (cursor.SeekFirst(); cursor.valid(); cursor.Next()) visit(Read(*cursor.row()));
  }

  // For commit. The rows of a use, made before, so that adding it cannot fail; null without memory.
  struct Rows {
    RowRef by_token;
    RowRef by_time;
  };
  static bool MakeRows(const TokenUse& use, Rows* rows);
  // Takes the place of an earlier use of the token.
  void Add(Rows rows);
  // Forgets up to `count_max` tokens whose time is over at `now_ms`.
  void Forget(uint64_t now_ms, size_t count_max);
  // What `change_count` calls of Add, and one of Forget(…, kForgottenMax), can need at worst.
  NodeNeed NeedFor(size_t change_count) const;
  static constexpr size_t kForgottenMax = 4;

  // What is wrong with it, in one sentence; nothing when it is sound.
  std::optional<std::string> Check() const;

 private:
  static TokenUse Read(const Row& row);

  CowTree by_token_;
  CowTree by_time_;
  size_t count_ = 0;
};

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_IDEMPOTENCY_H_
