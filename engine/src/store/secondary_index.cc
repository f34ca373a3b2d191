#include "store/secondary_index.h"

#include <utility>

#include "base/check.h"
#include "model/item_size.h"
#include "model/limits.h"
#include "model/vector.h"

namespace hashrange::store {
namespace {

using model::AttributeType;
using model::IndexKind;
using model::IndexSchema;
using model::KeyAttribute;
using model::Value;

// The value of a key attribute when it is one that an entry can have.
bool FindKeyValue(const model::ItemView& item, const KeyAttribute& attribute, uint64_t bytes_max,
                  Value* value) {
  *value = item.Find(attribute.name);
  if (!value->exists() || value->type() != attribute.type) return false;
  const uint64_t bytes = model::ValueBytes(*value);
  return bytes > 0 && bytes <= bytes_max;
}

bool AppendParts(const model::ItemView& item, const std::vector<KeyAttribute>& attributes,
                 uint64_t bytes_max, std::string* bytes) {
  for (const KeyAttribute& attribute : attributes) {
    Value value;
    if (!FindKeyValue(item, attribute, bytes_max, &value)) return false;
    model::AppendKeyPart(bytes, value);
  }
  return true;
}

void AppendBigEndian(std::string* bytes, uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) bytes->push_back(static_cast<char>(value >> shift));
}

// False when the item lacks a key of its own table, which only damaged bytes do.
bool AppendTie(const IndexSchema& index, const Row& row, std::string* bytes) {
  if (index.table_keys.size() < 2) {
    AppendBigEndian(bytes, row.hash());
    return true;
  }
  const model::ItemView item = row.item();
  const Value partition_key = item.Find(index.table_keys[0].name);
  const Value sort_key = item.Find(index.table_keys[1].name);
  if (!partition_key.exists() || partition_key.type() != index.table_keys[0].type ||
      !sort_key.exists() || sort_key.type() != index.table_keys[1].type) {
    return false;
  }
  AppendBigEndian(bytes,
                  model::TieHash(model::KeyPartOf(partition_key), model::KeyPartOf(sort_key)));
  return true;
}

bool GlobalKeyOf(const IndexSchema& index, const Row& row, IndexScratch* scratch, model::Key* key) {
  const model::ItemView item = row.item();
  if (index.partition_keys.size() == 1) {
    Value partition_key;
    if (!FindKeyValue(item, index.partition_keys[0], model::kPartitionKeyBytesMax, &partition_key))
      return false;
    model::AppendKeyPart(&key->bytes, partition_key);
    if (!AppendParts(item, index.sort_keys, model::kSortKeyBytesMax, &key->bytes)) return false;
    key->hash = scratch->hashes.Hash(model::KeyPartOf(partition_key));
  } else {
    if (!AppendParts(item, index.partition_keys, model::kPartitionKeyBytesMax, &key->bytes))
      return false;
    key->hash = model::PartitionHashOfParts(key->bytes);
    if (!AppendParts(item, index.sort_keys, model::kSortKeyBytesMax, &key->bytes)) return false;
  }
  if (!AppendTie(index, row, &key->bytes)) return false;
  key->bytes.append(row.key_bytes());
  return true;
}

bool LocalKeyOf(const IndexSchema& index, const Row& row, model::Key* key) {
  const size_t first = model::FirstPartBytes(row.key_bytes());
  key->hash = row.hash();
  key->bytes.append(row.key_bytes().substr(0, first));
  if (!AppendParts(row.item(), index.sort_keys, model::kSortKeyBytesMax, &key->bytes)) return false;
  key->bytes.append(row.key_bytes().substr(first));
  return true;
}

// The whole seconds of a normalised decimal: at or after 1970, and below the end of the queue's
// keys.
bool ExpirySeconds(Bytes number, uint64_t* seconds) {
  const Bytes digits = number.substr(0, number.find('.'));
  constexpr size_t kDigitsMax = 13;
  if (digits.empty() || digits[0] == '-' || digits.size() > kDigitsMax) return false;
  *seconds = 0;
  for (const char digit : digits) *seconds = *seconds * 10 + static_cast<uint64_t>(digit - '0');
  return *seconds <= kExpirySecondsMax;
}

bool ExpiryKeyOf(const IndexSchema& index, const Row& row, model::Key* key) {
  const Value value = row.item().Find(index.partition_keys[0].name);
  uint64_t seconds = 0;
  if (!value.exists() || value.type() != AttributeType::kN ||
      !ExpirySeconds(value.string(), &seconds)) {
    return false;
  }
  key->hash = seconds << kExpirySecondsShift;
  AppendBigEndian(&key->bytes, row.hash());
  key->bytes.append(row.key_bytes());
  return true;
}

bool VectorKeyOf(const IndexSchema& index, const Row& row, IndexScratch* scratch, model::Key* key) {
  const model::ItemView item = row.item();
  const Value vector = item.Find(index.vector.attribute);
  if (!vector.exists() || !model::IsVector(vector, index.vector.dimensions)) return false;
  if (index.partition_keys.empty()) {
    key->hash = row.hash();
    key->bytes.append(row.key_bytes());
    return true;
  }
  Value hash_value;
  if (!FindKeyValue(item, index.partition_keys[0], model::kPartitionKeyBytesMax, &hash_value))
    return false;
  VectorKeyPrefix(hash_value, scratch, key);
  AppendBigEndian(&key->bytes, row.hash());
  key->bytes.append(row.key_bytes());
  return true;
}

// Whether the two items have the same value, or none, at every name.
bool SameAt(const std::vector<std::string>& names, const model::ItemView& a,
            const model::ItemView& b) {
  for (const std::string& name : names) {
    if (!(a.Find(name) == b.Find(name))) return false;
  }
  return true;
}

// Of an entry's item. Source for vectors: paritysuite, measured eu-west-2 2026-08.
uint32_t ChargedBytes(const IndexSchema& index, const model::Value& entry, uint64_t bytes) {
  if (index.kind == IndexKind::kVector) {
    const Value vector = model::FindMember(entry, index.vector.attribute);
    bytes += uint64_t{4} * index.vector.dimensions;
    bytes -= model::ValueBytes(vector);
  }
  return static_cast<uint32_t>(bytes);
}

uint32_t EntryBytes(const IndexSchema& index, const Row& row, IndexScratch* scratch) {
  if (index.projection == model::ProjectionType::kAll)
    return ChargedBytes(index, row.item().root(), row.item().item_bytes());
  const Value entry = ProjectEntry(index, row.item(), scratch);
  return ChargedBytes(index, entry, model::ItemBytes(entry));
}

}  // namespace

bool IndexKeyOf(const IndexSchema& index, const Row& row, IndexScratch* scratch, model::Key* key) {
  key->bytes.clear();
  switch (index.kind) {
    case IndexKind::kGlobal:
      return GlobalKeyOf(index, row, scratch, key);
    case IndexKind::kLocal:
      return LocalKeyOf(index, row, key);
    case IndexKind::kExpiry:
      return ExpiryKeyOf(index, row, key);
    case IndexKind::kVector:
      return VectorKeyOf(index, row, scratch, key);
  }
  return false;
}

void VectorKeyPrefix(const Value& hash_value, IndexScratch* scratch, model::Key* prefix) {
  prefix->hash = scratch->hashes.Hash(model::KeyPartOf(hash_value));
  prefix->bytes.clear();
  model::AppendKeyPart(&prefix->bytes, hash_value);
}

Value ProjectEntry(const IndexSchema& index, const model::ItemView& item, IndexScratch* scratch) {
  model::ItemBuilder* entry = &scratch->item;
  entry->Clear();
  const model::ItemBuilder::Mark root = entry->BeginMap();
  model::MapReader members(item.root());
  auto kept = index.kept.begin();
  Bytes name;
  Value value;
  while (kept != index.kept.end() && members.Next(&name, &value)) {
    while (kept != index.kept.end() && Bytes(*kept) < name) ++kept;
    if (kept == index.kept.end() || Bytes(*kept) != name) continue;
    entry->Name(name);
    entry->Copy(value);
  }
  entry->EndMap(root);
  return entry->value();
}

RowRef MakeEntry(const IndexSchema& index, model::KeyView key, const Row& row,
                 IndexScratch* scratch) {
  if (index.projection == model::ProjectionType::kAll) return Row::MakeSharing(key, &row);
  const Value entry = ProjectEntry(index, row.item(), scratch);
  return Row::Make(key, entry.structure, entry.text,
                   static_cast<uint32_t>(model::ItemBytes(entry)));
}

bool PlanIndexChange(const SecondaryIndex& index, uint32_t position, const Row* old_row,
                     const Row* new_row, IndexScratch* scratch, std::vector<IndexChange>* changes) {
  if (old_row == new_row) return true;
  const IndexSchema& schema = *index.schema;
  model::Key old_key;
  model::Key new_key;
  const bool was_in = old_row != nullptr && IndexKeyOf(schema, *old_row, scratch, &old_key);
  const bool is_in = new_row != nullptr && IndexKeyOf(schema, *new_row, scratch, &new_key);
  if (!was_in && !is_in) return true;

  const bool same_key = was_in && is_in && old_key.view() == new_key.view();
  if (same_key && schema.projection != model::ProjectionType::kAll &&
      SameAt(schema.kept, old_row->item(), new_row->item())) {
    return true;
  }
  IndexChange change;
  change.index = position;
  if (was_in) change.old_bytes = EntryBytes(schema, *old_row, scratch);
  if (is_in) {
    change.entry = MakeEntry(schema, new_key.view(), *new_row, scratch);
    if (!change.entry) return false;
    change.new_bytes = ChargedBytes(schema, change.entry->item().root(),
                                    change.entry->item().item_bytes());
  }
  if (was_in && !same_key) change.erase_key = std::move(old_key);
  change.kind = !was_in    ? EntryChange::kInsert
                : !is_in   ? EntryChange::kDelete
                : same_key ? EntryChange::kReplace
                           : EntryChange::kMove;
  changes->push_back(std::move(change));
  return true;
}

}  // namespace hashrange::store
