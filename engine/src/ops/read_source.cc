#include "ops/read_source.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/sort.h"
#include "model/item_size.h"
#include "ops/keys.h"
#include "ops/messages.h"
#include "ops/response_parts.h"

namespace hashrange::ops {
namespace {

using model::KeyAttribute;
using model::Value;

template <typename Keys>
bool Names(const Keys& keys, Bytes attribute) {
  return std::any_of(keys.begin(), keys.end(),
                     [&](const KeyAttribute& key) { return Bytes(key.name) == attribute; });
}

// Names of the attributes of a start key, sorted, each once.
std::vector<Bytes> StartKeyNames(const ReadSource& source) {
  std::vector<Bytes> names{source.schema().partition_key.name};
  if (source.schema().sort_key) names.push_back(source.schema().sort_key->name);
  if (source.index != nullptr) {
    for (const KeyAttribute& key : source.partition_keys()) names.push_back(key.name);
    for (const KeyAttribute& key : source.sort_keys()) names.push_back(key.name);
  }
  base::Sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

// The attributes of the table's key among those of an index's start key.
Value TableKeyOf(const model::TableSchema& schema, const Value& start_key,
                 model::ItemBuilder* builder) {
  builder->Clear();
  const model::ItemBuilder::Mark root = builder->BeginMap();
  model::MapReader members(start_key);
  Bytes name;
  Value value;
  while (members.Next(&name, &value)) {
    if (!IsTableKey(schema, name)) continue;
    builder->Name(name);
    builder->Copy(value);
  }
  builder->EndMap(root);
  return builder->value();
}

// The types of the index's keys; what is missing or of another type.
Status CheckIndexKeys(const ReadSource& source, const Value& start_key) {
  for (const auto& keys : {source.partition_keys(), source.sort_keys()}) {
    for (const KeyAttribute& key : keys) {
      const Value value = FindMember(start_key, key.name);
      if (!value.exists()) return Fail(kStartKeyInvalid);
      if (value.type() != key.type) return Fail(kKeySchemaMismatch);
    }
  }
  return {};
}

// A scan of a vector index. One that waits for its resources is none yet, and one that is being
// filled is told of as if it were a global index. Source: ExtendDB, measured on AWS 2026-08-20.
Error RefuseScan(const Context& context, const store::SecondaryIndex& index) {
  const model::IndexSchema& schema = *index.schema;
  if (context.now_ms < schema.lifecycle.allocating_until_ms) return Fail(kNoIndex, {schema.name});
  if (!index.complete()) return Fail(kIndexIsFilling, {schema.name});
  return Fail(kScanOfVectorIndex);
}

}  // namespace

std::span<const KeyAttribute> ReadSource::partition_keys() const {
  if (index != nullptr) return index->schema->partition_keys;
  return {&schema().partition_key, 1};
}

std::span<const KeyAttribute> ReadSource::sort_keys() const {
  if (index != nullptr) return index->schema->sort_keys;
  if (!schema().sort_key) return {};
  return {&*schema().sort_key, 1};
}

std::vector<Bytes> AttributesOf(const std::vector<expr::PathUse>& paths) {
  std::vector<Bytes> attributes;
  for (const expr::PathUse& use : paths) attributes.push_back(use.attribute);
  return attributes;
}

std::string ReadSource::ListNotKept(const std::vector<Bytes>& attributes) const {
  std::string list;
  for (const Bytes attribute : attributes) {
    if (!Keeps(attribute)) list.append(list.empty() ? "" : ", ").append(attribute);
  }
  return list;
}

bool ReadSource::Keeps(Bytes attribute) const {
  return index == nullptr || index->schema->Keeps(attribute);
}

bool IsTableKey(const model::TableSchema& schema, Bytes attribute) {
  return attribute == Bytes(schema.partition_key.name) ||
         (schema.sort_key && attribute == Bytes(schema.sort_key->name));
}

bool IsIndexKey(const model::TableSchema& schema, Bytes attribute) {
  for (const model::IndexSchema& index : schema.indexes) {
    if (Names(index.partition_keys, attribute) || Names(index.sort_keys, attribute)) return true;
  }
  return false;
}

Status FindSource(const Context& context, ReadOperation operation, Bytes table_name, bool has_index,
                  Bytes index_name, bool consistent, ReadSource* source) {
  HR_ASSIGN_OR_RETURN(source->table, FindTable(context, table_name));
  if (!has_index) return {};
  source->index = source->table->FindIndex(index_name);
  const store::SecondaryIndex* found = source->index;
  if (found == nullptr) found = source->table->FindVectorIndex(index_name);
  // An index that goes is none any more.
  if (found == nullptr || found->schema->lifecycle.deleting_until_ms != 0)
    return Fail(kNoIndex, {index_name});
  if (source->index == nullptr) {  // of vectors
    if (operation == ReadOperation::kScan) return RefuseScan(context, *found);
    return Fail(consistent ? kConsistentReadOnGlobalIndex : kQueryOfVectorIndex);
  }
  if (source->is_global() && consistent) return Fail(kConsistentReadOnGlobalIndex);
  if (!source->index->complete()) return Fail(kIndexIsFilling, {index_name});
  return {};
}

void WriteStartKey(const ReadSource& source, const Value& item, model::ItemBuilder* to) {
  if (source.index == nullptr) return WriteKeyAttributes(source.schema(), item, to);
  const model::ItemBuilder::Mark root = to->BeginMap();
  for (const Bytes name : StartKeyNames(source)) {
    to->Name(name);
    to->Copy(FindMember(item, name));
  }
  to->EndMap(root);
}

Status KeyOfStartKey(const ReadSource& source, const Value& start_key, StartKeyWording wording,
                     Context* context, model::Key* key) {
  const model::TableSchema& schema = source.schema();
  const std::vector<Bytes> names = StartKeyNames(source);
  const auto in_words = [](const Error& error) {
    return Fail(kStartKeyInvalidBecause, {error.message()});
  };
  const auto mismatch = [&] {
    return Fail(kStartKeyInvalidBecause, {kKeySchemaMismatch.text});
  };
  if (source.index == nullptr) {
    if (wording == StartKeyWording::kShort) {
      const bool all_there = std::all_of(names.begin(), names.end(), [&](Bytes name) {
        return FindMember(start_key, name).exists();
      });
      if (start_key.count() != names.size() || !all_there) return Fail(kStartKeyInvalid);
      if (!MatchesKeySchema(schema, start_key)) return Fail(kKeySchemaMismatch);
    } else if (!MatchesKeySchema(schema, start_key)) {
      return mismatch();
    }
    Status valid = KeyOfParameter(schema, start_key, &context->scratch->hashes, key);
    if (!valid.ok()) return in_words(valid.error());
    return {};
  }

  if (start_key.count() != names.size()) return Fail(kStartKeyInvalid);
  HR_RETURN_IF_ERROR(CheckIndexKeys(source, start_key));
  model::ItemBuilder table_key;
  model::Key row_key;
  Status valid = KeyOfParameter(schema, TableKeyOf(schema, start_key, &table_key),
                                &context->scratch->hashes, &row_key);
  if (!valid.ok()) return in_words(valid.error());
  const store::RowRef row =
      store::Row::Make(row_key.view(), start_key.structure, start_key.text,
                       static_cast<uint32_t>(model::ItemBytes(start_key)));
  if (!row) return Fail(kOutOfMemory);
  store::IndexScratch scratch;
  // What is empty or too large is no key of an entry.
  if (!store::IndexKeyOf(*source.index->schema, *row, &scratch, key)) return Fail(kStartKeyInvalid);
  return {};
}

}  // namespace hashrange::ops
