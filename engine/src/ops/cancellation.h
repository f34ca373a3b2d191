// What transactions share: the items that they name, each once, and the reasons for which they are
// cancelled. Source: AWS API Reference, TransactionCanceledException; paritysuite, measured eu-west-2
// 2026-10. Tested by tests/conformance.
#ifndef HASHRANGE_OPS_CANCELLATION_H_
#define HASHRANGE_OPS_CANCELLATION_H_

#include <set>
#include <string>
#include <vector>

#include "hashrange/error.h"
#include "model/item.h"

namespace hashrange::ops {

// The reasons of a transaction, one for each action: "None" until another is added.
class Cancellation {
 public:
  explicit Cancellation(size_t action_count);

  // The action at that index fails with that error: a failed condition, or what the operation on one
  // item would answer.
  void Add(size_t index, const Error& error);
  bool any() const { return any_; }

  // TransactionCanceledException with all reasons.
  Error TakeError() &&;

 private:
  std::vector<CancellationReason> reasons_;
  bool any_ = false;
};

// Whether an error of an action cancels the transaction; else it is the answer itself: a key
// attribute that is empty, an item that is too large, memory. A key that is too large cancels. Source:
// ExtendDB's tests, made to pass on AWS, 2026-07.
bool CancelsTransaction(const Error& error);

// The items of a transaction by their tables and keys.
class TargetSet {
 public:
  // `key` is a value of type M with exactly the key attributes. False when the item is there already.
  bool Add(Bytes table_name, const model::Value& key);

 private:
  std::set<std::string> targets_;
};

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_CANCELLATION_H_
