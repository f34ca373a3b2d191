// Split: cuts a partition of a table in two, as the service does when one grows large or hot.
//
//   {"TableName","IndexName"?,"Key"?,"Hash"?} -> {"partitions":[below,above]}
//
// With a Key or a Hash (16 hexadecimal digits): the partition that holds it, there. A Key has the
// partition key of the table, or of the global index, and of the sort keys those that it is to be
// split inside an item collection at. Without: the largest partition in its middle, between two item
// collections where that divides it, else inside the one that fills it. A table with local indexes
// is never split inside a collection.
#include <string>
#include <utility>
#include <vector>

#include "api/control.h"
#include "api/inspect.h"
#include "api/messages.h"
#include "ops/commit_batch.h"
#include "ops/keys.h"
#include "ops/messages.h"
#include "ops/read_source.h"
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

// Where the largest partition is to be split; false when none can be. `inside`: also inside an item
// collection.
bool FindMiddle(const store::PartitionList& partitions, bool inside, model::Key* at) {
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
  at->bytes.clear();
  if (middle->hash() != first_hash) return true;
  // One item collection holds the lower half: above it, if anything is there.
  while (rows.valid() && rows.row()->hash() == first_hash) rows.Next();
  if (rows.valid()) {
    at->hash = rows.row()->hash();
    return true;
  }
  at->bytes = std::string(middle->key_bytes());
  return inside;
}

// What is split: the table, or one of its global indexes.
struct Target {
  ops::ReadSource source;
  uint32_t index_number = store::kNoIndex;
  // An item collection may lie in two partitions.
  bool inside = true;
};

Status FindTarget(const ops::Context& context, Bytes table_name, bool has_index, Bytes index_name,
                  Target* target) {
  HR_ASSIGN_OR_RETURN(target->source.table, ops::FindTable(context, table_name));
  target->inside = !target->source.schema().has_local_indexes();
  if (!has_index) return {};
  target->source.index = target->source.table->FindIndex(index_name);
  if (target->source.index == nullptr) return Fail(ops::kNoIndex, {index_name});
  if (!target->source.index->own) return Fail(kLocalIndexSplit, {index_name});
  target->index_number = target->source.index->schema->number;
  target->inside = true;
  return {};
}

// The place that a Key names.
Status KeyOfSplit(const Target& target, const model::Value& sent, model::Key* at) {
  size_t used = 0;
  const auto append = [&](const model::KeyAttribute& key, bool is_partition_key) -> Status {
    const model::Value value = model::FindMember(sent, key.name);
    if (!value.exists() || value.type() != key.type) return Fail(ops::kKeySchemaMismatch);
    HR_RETURN_IF_ERROR(ops::CheckKeyValue(key.name, value, is_partition_key));
    model::AppendKeyPart(&at->bytes, value);
    used++;
    return {};
  };
  const auto partition_keys = target.source.partition_keys();
  for (const model::KeyAttribute& key : partition_keys) HR_RETURN_IF_ERROR(append(key, true));
  at->hash = partition_keys.size() == 1
                 ? model::PartitionHash(model::FindMember(sent, partition_keys[0].name))
                 : model::PartitionHashOfParts(at->bytes);
  if (target.inside) {
    for (const model::KeyAttribute& key : target.source.sort_keys()) {
      if (!model::FindMember(sent, key.name).exists()) break;
      HR_RETURN_IF_ERROR(append(key, false));
    }
  } else if (target.source.schema().sort_key &&
             model::FindMember(sent, target.source.schema().sort_key->name).exists()) {
    used++;  // its collection stays whole
  }
  if (used != sent.count()) return Fail(ops::kKeySchemaMismatch);
  return {};
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
  Target target;
  HR_RETURN_IF_ERROR(FindTarget(*context, members[kTableName].value.bytes,
                                members[kIndexName].present(), members[kIndexName].value.bytes,
                                &target));
  const std::string table_name = target.source.schema().table_name;
  model::Key at;
  if (members[kKey].present()) {
    model::ItemBuilder* key = &context->scratch->item;
    key->Clear();
    HR_RETURN_IF_ERROR(
        context->scratch->decoder.DecodeMap(members[kKey].value, model::ValueLayer::kCurrent, key));
    HR_RETURN_IF_ERROR(KeyOfSplit(target, key->value(), &at));
  } else if (members[kHash].present()) {
    if (!ParseHash(members[kHash].value.bytes, &at.hash)) return Fail(kHashForm);
  } else if (!FindMiddle(target.source.partitions(), target.inside, &at)) {
    return Fail(kNoPartitionOfTwo, {table_name});
  }
  const size_t partition = target.source.partitions().IndexOf(at.view());
  if (target.source.partitions()[partition].low.view() == at.view())
    return Fail(kPartitionBegins, {table_name});

  store::WriteBatch batch = ops::BeginBatch(*context);
  batch.Split(target.source.table->number(), target.index_number, at);
  HR_RETURN_IF_ERROR(ops::CommitBatch(context, std::move(batch)));

  const std::vector<model::KeyAttribute> attributes =
      target.source.index == nullptr ? KeyAttributesOf(target.source.schema())
                                     : KeyAttributesOf(*target.source.index->schema);
  if (context->trace != nullptr) {
    const Bytes index_name =
        target.source.index == nullptr ? Bytes() : Bytes(target.source.index->schema->name);
    context->trace->Split({.table = table_name, .index = index_name, .partition = partition},
                          {at.view(), attributes});
  }
  wire::JsonText json(text);
  json.BeginObject();
  json.Name("partitions");
  json.BeginArray();
  WritePartition(target.source.partitions()[partition], attributes, context->now_ms, &json);
  WritePartition(target.source.partitions()[partition + 1], attributes, context->now_ms, &json);
  json.EndArray();
  json.EndObject();
  return {};
}

}  // namespace hashrange::api
