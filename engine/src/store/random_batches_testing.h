// A seeded stream of batches of every kind that a state may be asked to commit: rows, tables with
// indexes and without, indexes that come, are filled in steps and go, splits, time to live, tokens.
#ifndef HASHRANGE_STORE_RANDOM_BATCHES_TESTING_H_
#define HASHRANGE_STORE_RANDOM_BATCHES_TESTING_H_

#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/test_random.h"
#include "store/index_testing.h"
#include "store/naive_database_testing.h"

namespace hashrange::store {

class RandomBatches {
 public:
  struct Mix {
    uint64_t partition_keys = 5;
    uint64_t sort_keys = 3;
    uint64_t tables_max = 3;
    uint64_t rows_in_hundred = 75;  // batches that change rows, the rest change something else
    uint64_t changes_max = 12;      // of rows in a batch
    size_t splits_max = 6;          // of a table, or of an index
  };

  explicit RandomBatches(uint64_t seed) : RandomBatches(seed, Mix()) {}
  RandomBatches(uint64_t seed, Mix mix) : random_(seed), mix_(mix) {}

  // A batch that may follow what `database` has applied.
  WriteBatch Next(const NaiveDatabase& database) {
    WriteBatch batch;
    batch.sequence = database.sequence() + 1;
    batch.now_ms = (database.now_ms() == 0 ? kFirstMs : database.now_ms()) + Below(1000);
    batch.entropy = random_.Next();
    if (OneIn(60)) batch.now_ms += Below(800'000);
    const bool of_rows = !database.tables().empty() && Below(100) < mix_.rows_in_hundred;
    if (of_rows || !ChangeTable(database, &batch)) ChangeRows(database, &batch);
    return batch;
  }

  uint64_t Below(uint64_t count) { return random_.Next() % count; }
  bool OneIn(uint64_t count) { return Below(count) == 0; }

  // One of them, which are not none.
  template <typename Container>
  auto Any(const Container& container) {
    return std::next(container.begin(), static_cast<std::ptrdiff_t>(Below(container.size())));
  }

 private:
  static constexpr uint64_t kFirstMs = 1'700'000'000'000;
  using Tables = std::map<uint32_t, NaiveTable>;

  // False when there is nothing of the kind that was drawn to change.
  bool ChangeTable(const NaiveDatabase& database, WriteBatch* batch) {
    const Tables& tables = database.tables();
    if (tables.empty() || (OneIn(12) && tables.size() < mix_.tables_max)) {
      batch->CreateTable(database.next_table(), NewSchema(database.next_table()));
      return true;
    }
    const auto& [number, table] = *Any(tables);
    if (OneIn(20)) {
      batch->DeleteTable(number);
      return true;
    }
    switch (Below(6)) {
      case 0:
        batch->UpdateTable(number, ChangedSchema(table.schema));
        return true;
      case 1:
        return Split(number, table, batch);
      case 2:
        return SplitIndex(number, table, batch);
      case 3:
        batch->Token(NewToken(database, batch->now_ms));
        return true;
      default:
        return FillIndex(number, table, batch);
    }
  }

  model::TableSchema NewSchema(uint32_t number) {
    model::TableSchema schema = OneIn(4)   ? SchemaWith({})
                                : OneIn(3) ? SchemaWith({GlobalIndex(1, {KeyS("v")})})
                                           : SchemaOfEveryIndex();
    if (OneIn(5)) {
      schema = SchemaWith({GlobalIndex(1, {KeyS("v")}, {KeyN("n")})}, true);
      schema.sort_key.reset();
      model::FinishSchema(&schema);
    }
    schema.table_name = "table" + std::to_string(number);
    return schema;
  }

  model::TableSchema ChangedSchema(model::TableSchema schema) {
    std::vector<size_t> globals;
    for (size_t i = 0; i < schema.indexes.size(); i++) {
      if (schema.indexes[i].kind == model::IndexKind::kGlobal) globals.push_back(i);
    }
    const uint64_t dice = Below(8);
    if (dice == 0) {
      schema.throughput.read_capacity_units++;
    } else if (dice < 3) {
      if (schema.time_to_live) {
        schema.time_to_live.reset();
      } else {
        schema.time_to_live = model::ExpiryIndex(schema.next_index_number++, "ends");
      }
    } else if (!globals.empty() && (dice < 5 || globals.size() > 4)) {
      schema.indexes.erase(schema.indexes.begin() + static_cast<std::ptrdiff_t>(*Any(globals)));
    } else {
      schema.indexes.insert(schema.indexes.begin(), NewGlobalIndex(schema.next_index_number++));
    }
    model::FinishSchema(&schema);
    return schema;
  }

  model::IndexSchema NewGlobalIndex(uint32_t number) {
    const std::vector<model::KeyAttribute> keys = {KeyS("v"), KeyS("a"), KeyN("n"), KeyB("b")};
    model::IndexSchema index = GlobalIndex(number, {*Any(keys)});
    if (OneIn(3)) index.partition_keys.push_back(KeyS("x"));
    if (OneIn(2)) index.sort_keys.push_back(KeyN("sk"));
    if (OneIn(3)) return KeysOnly(std::move(index));
    if (OneIn(3)) return Including(std::move(index), {"x", "b"});
    return index;
  }

  bool Split(uint32_t number, const NaiveTable& table, WriteBatch* batch) {
    NaiveKey at{random_.Next(), ""};
    if (!table.rows.empty() && !OneIn(4)) {
      at = Any(table.rows)->first;
      if (table.schema.has_local_indexes()) at.second.resize(model::FirstPartBytes(at.second));
    }
    return SplitAt(number, kNoIndex, table.splits, std::move(at), batch);
  }

  bool SplitIndex(uint32_t number, const NaiveTable& table, WriteBatch* batch) {
    std::vector<const model::IndexSchema*> owners;
    for (const model::IndexSchema* index : table.IndexSchemas()) {
      if (index->kind != model::IndexKind::kLocal) owners.push_back(index);
    }
    if (owners.empty()) return false;
    const model::IndexSchema& index = **Any(owners);
    const auto entries = table.Entries(index);
    NaiveKey at{random_.Next(), "anywhere"};
    if (!entries.empty() && !OneIn(4)) at = Any(entries)->first;
    return SplitAt(number, index.number, table.indexes.at(index.number).splits, std::move(at),
                   batch);
  }

  bool SplitAt(uint32_t table, uint32_t index, const std::set<NaiveKey>& splits, NaiveKey at,
               WriteBatch* batch) {
    if (splits.count(at) > 0 || splits.size() >= mix_.splits_max || at == NaiveKey{}) return false;
    batch->Split(table, index, {at.first, std::move(at.second)});
    return true;
  }

  bool FillIndex(uint32_t number, const NaiveTable& table, WriteBatch* batch) {
    for (const auto& [index, state] : table.indexes) {
      if (!state.filled) continue;
      NaiveKey up_to = *state.filled;
      const auto above = table.rows.upper_bound(up_to);
      if (above != table.rows.end()) {
        const auto left = static_cast<uint64_t>(std::distance(above, table.rows.end()));
        up_to = std::next(above, static_cast<std::ptrdiff_t>(Below(1 + left / 2)))->first;
      } else {
        up_to.first = std::max(up_to.first, random_.Next());
      }
      batch->FillIndex(number, index, {up_to.first, up_to.second}, OneIn(5));
      return true;
    }
    return false;
  }

  TokenUse NewToken(const NaiveDatabase& database, uint64_t now_ms) {
    TokenUse use{"token" + std::to_string(Below(1000)), "digest" + std::to_string(Below(9)),
                 now_ms};
    if (!database.tokens().empty() && OneIn(4)) use.token = Any(database.tokens())->first;
    return use;
  }

  void ChangeRows(const NaiveDatabase& database, WriteBatch* batch) {
    const uint64_t changes = OneIn(3) ? 1 + Below(mix_.changes_max) : 1;
    for (uint64_t i = 0; i < changes; i++) ChangeRow(database, batch);
    if (OneIn(6)) batch->Token(NewToken(database, batch->now_ms));
  }

  void ChangeRow(const NaiveDatabase& database, WriteBatch* batch) {
    const auto& [number, table] = *Any(database.tables());
    const std::string pk = "user" + std::to_string(Below(mix_.partition_keys));
    RowRef row = RowOf(table.schema, RandomValues([this](uint64_t n) { return Below(n); }, pk,
                                                  Below(mix_.sort_keys)));
    for (const Change& change : batch->changes) {
      if (change.table == number && change.KeyOf() == row->key()) return;
    }
    model::Key key{row->hash(), std::string(row->key_bytes())};
    const auto present = table.rows.find(NaiveKeyOf(row->key()));
    if (OneIn(3)) {
      batch->Delete(number, std::move(key));
    } else if (OneIn(20)) {
      batch->Expire(number, std::move(key));
    } else if (OneIn(10) && present != table.rows.end()) {
      batch->Put(number, Row::Make(key.view(), present->second));  // as it is already
    } else {
      batch->Put(number, std::move(row));
    }
  }

  base::TestRandom random_;
  Mix mix_;
};

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_RANDOM_BATCHES_TESTING_H_
