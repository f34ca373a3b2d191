#include "store/idempotency.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "base/hash.h"

namespace hashrange::store {

namespace {

// So that the upper half, which nodes keep beside the rows, tells times apart.
constexpr int kTimeShift = 12;

model::KeyView TokenKey(Bytes token) { return {base::Md5Prefix64("token", token), token}; }
uint64_t TimeHash(uint64_t used_ms) { return used_ms << kTimeShift; }

// Rows hold items; a use has bytes only, which lie where an item's structure would.
constexpr size_t kTimeBytes = 8;

}  // namespace

TokenUse TokenTable::Read(const Row& row) {
  TokenUse use;
  const Bytes stored = row.item().structure();
  HR_CHECK(stored.size() >= kTimeBytes);
  use.used_ms = base::LoadFixed64(stored.data());
  use.digest = std::string(stored.substr(kTimeBytes));
  use.token = std::string(row.key_bytes());
  return use;
}

std::optional<Bytes> TokenTable::Find(Bytes token, uint64_t now_ms) const {
  const Row* row = by_token_.Find(TokenKey(token));
  if (row == nullptr) return std::nullopt;
  const Bytes stored = row->item().structure();
  if (base::LoadFixed64(stored.data()) + kTokenLifeMs <= now_ms) return std::nullopt;
  return stored.substr(kTimeBytes);
}

bool TokenTable::MakeRows(const TokenUse& use, Rows* rows) {
  std::string stored;
  base::PutFixed64(&stored, use.used_ms);
  stored += use.digest;
  rows->by_token = Row::Make(TokenKey(use.token), stored, "", 0);
  if (!rows->by_token) return false;
  rows->by_time = Row::MakeSharing({TimeHash(use.used_ms), use.token}, rows->by_token.get());
  return static_cast<bool>(rows->by_time);
}

void TokenTable::Add(Rows rows) {
  const RowRef old = by_token_.Put(std::move(rows.by_token));
  if (old) {
    const TokenUse use = Read(*old);
    by_time_.Erase({TimeHash(use.used_ms), use.token});
    count_--;
  }
  by_time_.Put(std::move(rows.by_time));
  count_++;
}

void TokenTable::Forget(uint64_t now_ms, size_t count_max) {
  for (size_t i = 0; i < count_max; i++) {
    TreeCursor first(by_time_);
    first.SeekFirst();
    if (!first.valid()) return;
    const TokenUse use = Read(*first.row());
    if (use.used_ms + kTokenLifeMs > now_ms) return;
    by_time_.Erase({TimeHash(use.used_ms), use.token});
    by_token_.Erase(TokenKey(use.token));
    count_--;
  }
}

std::optional<std::string> TokenTable::Check() const {
  for (const CowTree* tree : {&by_token_, &by_time_}) {
    uint64_t row_count = 0;
    uint64_t item_bytes = 0;
    if (auto complaint = CheckTree(*tree, &row_count, &item_bytes)) return complaint;
    if (row_count != count_) return "The count of tokens is wrong.";
  }
  TreeCursor cursor(by_time_);
  for (cursor.SeekFirst(); cursor.valid(); cursor.Next()) {
    const Row* row = cursor.row();
    const TokenUse use = Read(*row);
    if (row->hash() != TimeHash(use.used_ms)) return "A token lies at another time than its own.";
    if (row->item_holder() != by_token_.Find(TokenKey(use.token)))
      return "A token lies at the time of another use.";
  }
  return std::nullopt;
}

NodeNeed TokenTable::NeedFor(size_t change_count) const {
  // Each tree is put into and erased from.
  const size_t each = 2 * change_count + kForgottenMax;
  const NodeNeed a = by_token_.NeedFor(each);
  const NodeNeed b = by_time_.NeedFor(each);
  return {a.leaves + b.leaves, a.inners + b.inners};
}

}  // namespace hashrange::store
