// What a database must hold, worked out in the plainest way that is obviously right: maps of bytes,
// and every index made anew from the rows whenever somebody asks. Tests apply the same batches to
// it and to a State, and compare Contents().
#ifndef HASHRANGE_STORE_NAIVE_DATABASE_TESTING_H_
#define HASHRANGE_STORE_NAIVE_DATABASE_TESTING_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "model/item_builder.h"
#include "model/item_size.h"
#include "model/number.h"
#include "store/store_testing.h"
#include "store/write_batch.h"

namespace hashrange::store {

using NaiveKey = std::pair<uint64_t, std::string>;

inline NaiveKey NaiveKeyOf(model::KeyView key) { return {key.hash, std::string(key.bytes)}; }

// The key of an item in its table.
inline NaiveKey NaiveTableKey(const model::TableSchema& schema, const model::ItemView& item) {
  NaiveKey key;
  const model::Value partition_key = item.Find(schema.partition_key.name);
  key.first = model::PartitionHash(partition_key);
  model::AppendKeyPart(&key.second, partition_key);
  if (schema.sort_key) model::AppendKeyPart(&key.second, item.Find(schema.sort_key->name));
  return key;
}

inline std::string BigEndian(uint64_t value) {
  std::string bytes;
  for (int i = 7; i >= 0; i--) bytes.push_back(static_cast<char>(value >> (8 * i)));
  return bytes;
}

// The bytes that MD5 is fed with for a value.
inline std::string HashedBytes(const model::Value& value) {
  if (value.type() == model::AttributeType::kB) return std::string(value.binary());
  if (value.type() == model::AttributeType::kS) return std::string(value.string());
  model::Number number;
  EXPECT_EQ(model::Number::Parse(value.string(), &number), model::NumberFault::kNone);
  std::string bytes;
  number.AppendOrdered(&bytes);
  return bytes;
}

// What breaks ties between entries of a global index that are equal in its keys.
inline std::string NaiveTie(const model::TableSchema& schema, const model::ItemView& item) {
  if (!schema.sort_key) return BigEndian(NaiveTableKey(schema, item).first);
  return BigEndian(
      base::Md5Prefix64("Outliers", HashedBytes(item.Find(schema.partition_key.name)) +
                                        HashedBytes(item.Find(schema.sort_key->name))));
}

// The key of an item's entry, or nothing where it has none.
inline std::optional<NaiveKey> NaiveEntryKey(const model::TableSchema& schema,
                                             const model::IndexSchema& index,
                                             const model::ItemView& item) {
  const NaiveKey table_key = NaiveTableKey(schema, item);
  if (index.kind == model::IndexKind::kExpiry) {
    const model::Value ends = item.Find(index.partition_keys[0].name);
    if (!ends.exists() || ends.type() != model::AttributeType::kN) return std::nullopt;
    const std::string digits = std::string(ends.string()).substr(0, ends.string().find('.'));
    if (digits[0] == '-' || digits.size() > 13) return std::nullopt;
    const uint64_t seconds = std::stoull(digits);
    if (seconds >= (uint64_t{1} << 40)) return std::nullopt;
    return NaiveKey{seconds << 24, BigEndian(table_key.first) + table_key.second};
  }
  std::vector<std::string> parts;
  const auto add = [&](const model::KeyAttribute& attribute, uint64_t bytes_max) {
    const model::Value value = item.Find(attribute.name);
    if (!value.exists() || value.type() != attribute.type) return false;
    if (model::ValueBytes(value) == 0 || model::ValueBytes(value) > bytes_max) return false;
    model::AppendKeyPart(&parts.emplace_back(), value);
    return true;
  };
  NaiveKey key;
  if (index.kind == model::IndexKind::kLocal) {
    if (!add(index.sort_keys[0], 1024)) return std::nullopt;
    std::string partition_key;
    model::AppendKeyPart(&partition_key, item.Find(schema.partition_key.name));
    key.first = table_key.first;
    key.second = partition_key + parts[0] + table_key.second.substr(partition_key.size());
    return key;
  }
  for (const model::KeyAttribute& attribute : index.partition_keys) {
    if (!add(attribute, 2048)) return std::nullopt;
  }
  for (const std::string& part : parts) key.second += part;
  key.first = parts.size() == 1 ? model::PartitionHash(item.Find(index.partition_keys[0].name))
                                : base::Md5Prefix64("Outliers", key.second);
  parts.clear();
  for (const model::KeyAttribute& attribute : index.sort_keys) {
    if (!add(attribute, 1024)) return std::nullopt;
  }
  for (const std::string& part : parts) key.second += part;
  key.second += NaiveTie(schema, item) + table_key.second;
  return key;
}

// What an index keeps of an item.
inline std::string NaiveEntryItem(const model::TableSchema& schema, const model::IndexSchema& index,
                                  const model::ItemView& item) {
  if (index.projection == model::ProjectionType::kAll) return std::string(item.form());
  std::set<std::string> kept(index.non_key_attributes.begin(), index.non_key_attributes.end());
  kept.insert(schema.partition_key.name);
  if (schema.sort_key) kept.insert(schema.sort_key->name);
  for (const auto& attribute : index.partition_keys) kept.insert(attribute.name);
  for (const auto& attribute : index.sort_keys) kept.insert(attribute.name);
  model::ItemBuilder builder;
  builder.Clear();
  const auto root = builder.BeginMap();
  model::MapReader members(item.root());
  Bytes name;
  model::Value value;
  while (members.Next(&name, &value)) {
    if (kept.count(std::string(name)) == 0) continue;
    builder.Name(name);
    builder.Copy(value);
  }
  builder.EndMap(root);
  return builder.TakeItem();
}

struct NaiveTable {
  struct Index {
    std::set<NaiveKey> splits;       // where partitions begin, but the first
    std::optional<NaiveKey> filled;  // as SecondaryIndex::filled
  };

  model::TableSchema schema;
  std::map<NaiveKey, std::string> rows;
  std::set<NaiveKey> splits;
  std::map<uint32_t, Index> indexes;

  std::vector<const model::IndexSchema*> IndexSchemas() const {
    std::vector<const model::IndexSchema*> all;
    for (const model::IndexSchema& index : schema.indexes) all.push_back(&index);
    if (schema.time_to_live) all.push_back(&*schema.time_to_live);
    return all;
  }

  void SetSchema(const model::TableSchema& wanted) {
    const std::map<uint32_t, Index> before = std::exchange(indexes, {});
    const bool is_new = schema.table_name.empty();
    schema = wanted;
    for (const model::IndexSchema* index : IndexSchemas()) {
      const auto found = before.find(index->number);
      if (found != before.end()) {
        indexes[index->number] = found->second;
      } else if (!rows.empty() || (!is_new && index->kind == model::IndexKind::kGlobal)) {
        indexes[index->number].filled = NaiveKey{};
      } else {
        indexes[index->number] = Index{};
      }
    }
  }

  std::map<NaiveKey, std::string> Entries(const model::IndexSchema& index) const {
    const std::optional<NaiveKey>& filled = indexes.at(index.number).filled;
    std::map<NaiveKey, std::string> entries;
    for (const auto& [row_key, form] : rows) {
      if (filled && *filled < row_key) continue;
      const model::ItemView item(form);
      const auto key = NaiveEntryKey(schema, index, item);
      if (key) entries[*key] = NaiveEntryItem(schema, index, item);
    }
    return entries;
  }

  void AppendContents(std::string* text) const {
    for (const auto& [key, form] : rows) AppendRowContents(text, {key.first, key.second}, form);
    for (const NaiveKey& key : splits) AppendSplitContents(text, {key.first, key.second});
    for (const model::IndexSchema* index : IndexSchemas()) {
      const Index& at = indexes.at(index->number);
      std::optional<model::KeyView> filled;
      if (at.filled) filled = model::KeyView{at.filled->first, at.filled->second};
      AppendIndexContents(text, index->number, filled);
      for (const auto& [key, form] : Entries(*index))
        AppendRowContents(text, {key.first, key.second}, form);
      if (index->kind == model::IndexKind::kLocal) continue;
      for (const NaiveKey& key : at.splits) AppendSplitContents(text, {key.first, key.second});
    }
  }
};

class NaiveDatabase {
 public:
  void Apply(const WriteBatch& batch) {
    for (const Change& change : batch.changes) Apply(change);
    sequence_ = batch.sequence;
    now_ms_ = batch.now_ms;
    ForgetTokens();
  }

  // What store::Contents must say of a state that has committed the same.
  std::string Contents() const {
    std::string text;
    AppendHeadContents(&text, sequence_, now_ms_, next_table_);
    for (const auto& [number, table] : tables_) {
      AppendTableContents(&text, number, table.schema);
      table.AppendContents(&text);
    }
    std::map<std::pair<uint64_t, std::string>, const TokenUse*> by_time;
    for (const auto& [token, use] : tokens_) by_time[{use.used_ms, token}] = &use;
    for (const auto& [time, use] : by_time) AppendTokenContents(&text, *use);
    return text;
  }

  const std::map<uint32_t, NaiveTable>& tables() const { return tables_; }
  const std::map<std::string, TokenUse>& tokens() const { return tokens_; }
  uint64_t sequence() const { return sequence_; }
  uint64_t now_ms() const { return now_ms_; }
  uint32_t next_table() const { return next_table_; }

 private:
  void Apply(const Change& change) {
    // Streams are compared by tests/model.
    if (change.kind >= ChangeKind::kTendStream) return;
    NaiveTable* const table = change.kind == ChangeKind::kToken ? nullptr : &tables_[change.table];
    switch (change.kind) {
      case ChangeKind::kPut:
        table->rows[NaiveKeyOf(change.row->key())] = std::string(change.row->item().form());
        return;
      case ChangeKind::kDelete:
      case ChangeKind::kExpire:
        table->rows.erase(NaiveKeyOf(change.key.view()));
        return;
      case ChangeKind::kCreateTable:
        next_table_ = change.table + 1;
        table->SetSchema(*change.schema);
        return;
      case ChangeKind::kDeleteTable:
        tables_.erase(change.table);
        return;
      case ChangeKind::kUpdateTable:
        table->SetSchema(*change.schema);
        return;
      case ChangeKind::kSplit: {
        std::set<NaiveKey>& splits =
            change.index == kNoIndex ? table->splits : table->indexes.at(change.index).splits;
        splits.insert(NaiveKeyOf(change.key.view()));
        return;
      }
      case ChangeKind::kFillIndex:
      case ChangeKind::kIndexFilled: {
        NaiveTable::Index& index = table->indexes.at(change.index);
        index.filled = NaiveKeyOf(change.key.view());
        if (change.complete) index.filled.reset();
        return;
      }
      case ChangeKind::kToken:
        tokens_[change.token->token] = *change.token;
        return;
      case ChangeKind::kTendStream:
      case ChangeKind::kStream:
      case ChangeKind::kStreamRecord:
        return;
    }
  }

  // Four at most at each commit, those that ended first.
  void ForgetTokens() {
    for (int i = 0; i < 4; i++) {
      const TokenUse* first = nullptr;
      for (const auto& [token, use] : tokens_) {
        if (first == nullptr || use.used_ms < first->used_ms) first = &use;
      }
      if (first == nullptr || first->used_ms + 600'000 > now_ms_) return;
      tokens_.erase(std::string(first->token));
    }
  }

  std::map<uint32_t, NaiveTable> tables_;
  std::map<std::string, TokenUse> tokens_;
  uint64_t sequence_ = 0;
  uint64_t now_ms_ = 0;
  uint32_t next_table_ = 1;
};

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_NAIVE_DATABASE_TESTING_H_
