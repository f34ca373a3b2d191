// Split: cuts a partition of a table in two, as the service does when one grows large or hot.
//
//   {"TableName","IndexName"?,"Key"?,"Hash"?} -> {"partitions":[below,above]}
//
// With a Key or a Hash (16 hexadecimal digits): the partition that holds it, there. Without: the
// largest partition in its middle, between two item collections where that divides it, else inside
// the one that fills it.
#include <algorithm>

#include "api/control.h"
#include "api/inspect.h"
#include "api/messages.h"
#include "ops/keys.h"
#include "ops/messages.h"
#include "ops/response_parts.h"
#include "ops/trace.h"

namespace hashrange::api {
namespace {

using model::RequestTag;

// False when the text is not 16 hexadecimal digits.
bool ParseHash(Bytes text, uint64_t* hash) {
  if (text.size() != 16) return false;
  uint64_t value = 0;
  for (const char c : text) {
    const int lower = c | 0x20;
    const bool is_digit = c >= '0' && c <= '9';
    if (!is_digit && (lower < 'a' || lower > 'f')) return false;
    value = value << 4 | static_cast<uint64_t>(is_digit ? c - '0' : lower - 'a' + 10);
  }
  *hash = value;
  return true;
}

// Where the largest partition is to be split; false when none has two rows.
bool FindMiddle(const std::vector<store::Partition>& partitions, model::Key* at) {
  const store::Partition* largest = nullptr;
  for (const store::Partition& partition : partitions) {
    if (partition.item_count < 2) continue;
    if (largest == nullptr || partition.item_bytes > largest->item_bytes) largest = &partition;
  }
  if (largest == nullptr) return false;
  store::TreeCursor rows(largest->tree);
  rows.SeekFirst();
  const uint64_t first_hash = rows.row()->hash();
  for (uint64_t i = largest->item_count / 2; i > 0; i--) rows.Next();
  const store::Row* middle = rows.row();
  at->hash = middle->hash();
  if (middle->hash() == first_hash) {
    // One item collection holds the lower half: above it, if anything is there.
    const store::Row* at_middle = middle;
    while (rows.valid() && rows.row()->hash() == first_hash) rows.Next();
    if (rows.valid()) {
      at->hash = rows.row()->hash();
    } else {
      at->bytes = std::string(at_middle->key_bytes());
    }
  }
  return true;
}

}  // namespace

Status Split(ops::Context* context, const model::RequestValue& body, std::string* text) {
  enum : size_t { kTableName, kIndexName, kKey, kHash };
  ControlMember members[] = {{"TableName", RequestTag::kString},
                             {"IndexName", RequestTag::kString},
                             {"Key", RequestTag::kMap},
                             {"Hash", RequestTag::kString}};
  HR_RETURN_IF_ERROR(ReadMembers("Split", body, members));
  if (!members[kTableName].present()) return Fail(kMissingMember, {"Split", "TableName"});
  if (members[kKey].present() && members[kHash].present()) return Fail(kKeyAndHash);
  HR_ASSIGN_OR_RETURN(const store::Table* table,
                      ops::FindTable(*context, members[kTableName].value.bytes));
  if (members[kIndexName].present()) return Fail(ops::kNoIndex, {members[kIndexName].value.bytes});

  const std::string table_name = table->schema().table_name;
  model::Key at;
  if (members[kKey].present()) {
    model::ItemBuilder* key = &context->scratch->item;
    key->Clear();
    HR_RETURN_IF_ERROR(
        context->scratch->decoder.DecodeMap(members[kKey].value, model::ValueLayer::kCurrent, key));
    HR_RETURN_IF_ERROR(
        ops::KeyOfParameter(table->schema(), key->value(), &context->scratch->hashes, &at));
  } else if (members[kHash].present()) {
    if (!ParseHash(members[kHash].value.bytes, &at.hash)) return Fail(kHashForm);
  } else if (!FindMiddle(table->partitions(), &at)) {
    return Fail(kNoPartitionOfTwo, {table_name});
  }

  const size_t index = table->PartitionIndex(at.view());
  if (table->partitions()[index].low.view() == at.view())
    return Fail(kPartitionBegins, {table_name});
  if (!context->state->SplitPartition(table->number(), at.view())) return Fail(ops::kOutOfMemory);

  const std::vector<model::KeyAttribute> attributes = KeyAttributesOf(table->schema());
  if (context->trace != nullptr) {
    context->trace->Split({.table = table_name, .partition = index}, {at.view(), attributes});
  }
  wire::JsonText json(text);
  json.BeginObject();
  json.Name("partitions");
  json.BeginArray();
  WritePartition(table->partitions()[index], attributes, &json);
  WritePartition(table->partitions()[index + 1], attributes, &json);
  json.EndArray();
  json.EndObject();
  return {};
}

}  // namespace hashrange::api
