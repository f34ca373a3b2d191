// One action of a TransactWriteItems: a ConditionCheck, Put, Delete or Update, from its members to its
// plan. Tested by tests/conformance.
#ifndef HASHRANGE_OPS_TRANSACT_WRITE_ACTION_H_
#define HASHRANGE_OPS_TRANSACT_WRITE_ACTION_H_

#include <optional>
#include <string>

#include "ops/context.h"
#include "ops/item_request.h"
#include "ops/write_plan.h"
#include "wire/request_reader.h"

namespace hashrange::ops {

// The members of TransactWriteItem by their indexes.
enum class ActionKind : uint8_t { kConditionCheck = 0, kPut = 1, kDelete = 2, kUpdate = 3 };

// The one action of an element of TransactItems; nothing when there is none, or more than one.
std::optional<ActionKind> ActionKindOf(const wire::StructureView& item);
bool HasAction(const wire::StructureView& item);

class TransactWriteAction {
 public:
  TransactWriteAction(Context* context, ActionKind kind, const wire::StructureView& item);
  TransactWriteAction(const TransactWriteAction&) = delete;
  TransactWriteAction& operator=(const TransactWriteAction&) = delete;

  ActionKind kind() const { return kind_; }
  Bytes table_name() const;  // as sent
  const store::Table* table = nullptr;

  // The stages that need no table: attribute values, expressions, the size of an item.
  Status Prepare();
  // What counts towards the size of a transaction: the item of a Put; else key and values.
  uint64_t payload_bytes() const;

  // With the table found: the key attributes of the item that the action is on, as one value of type
  // M. An item without them gives what it has.
  model::Value TargetKey();
  // The row that the action is on; null when there is none, or no proper key.
  const store::Row* FindRow(Context* context) const;

  // As the operation on one item plans it.
  Status Plan(Context* context, WritePlan* plan) const;

  // Appends what the action asks for, in one form for every spelling.
  void AppendTo(std::string* asked) const;

 private:
  struct Members;
  static const Members& MembersOf(ActionKind kind);
  Bytes Text(uint8_t member) const;

  const ActionKind kind_;
  const Members& members_;
  const wire::StructureView input_;
  model::ItemBuilder attributes_;  // Item or Key
  model::ItemBuilder values_;
  model::ItemBuilder target_;
  ItemRequest request_;
  std::optional<expr::ConditionExpression> condition_;
  std::optional<expr::UpdateExpression> update_;
  const bool older_;  // the region's older layer reads transactions
};

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_TRANSACT_WRITE_ACTION_H_
