// A seeded workload for the store and the naive model that says what must come of it: a map of maps
// of bytes, obviously right.
#ifndef HASHRANGE_TESTS_SIMULATION_STORE_WORKLOAD_H_
#define HASHRANGE_TESTS_SIMULATION_STORE_WORKLOAD_H_

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>

#include "store/commit.h"
#include "store/store_testing.h"

namespace hashrange::store {

class StoreWorkload {
 public:
  explicit StoreWorkload(uint64_t seed) : random_(seed) {}

  // Plans the next batch, applies it to the model, and returns it.
  WriteBatch Next() {
    WriteBatch batch;
    batch.sequence = ++sequence_;
    batch.now_ms = now_ms_ += random_() % 1000;
    batch.entropy = random_();
    const uint64_t dice = random_() % 100;
    if (tables_.empty() || (dice < 4 && tables_.size() < 3)) {
      const std::string name = "table" + std::to_string(next_table_);
      batch.CreateTable(next_table_, TestSchema(name));
      tables_[next_table_++].name = name;
    } else if (dice < 6) {
      const auto table = AnyTable();
      batch.DeleteTable(table->first);
      tables_.erase(table);
    } else {
      const uint64_t changes = dice < 70 ? 1 : 1 + random_() % 12;
      for (uint64_t i = 0; i < changes; i++) ChangeRow(&batch);
    }
    return batch;
  }

  // What store::Contents must say of a state that has committed everything so far.
  std::string Contents() const {
    std::string text = "sequence " + std::to_string(sequence_) + " now " + std::to_string(now_ms_) +
                       " next table " + std::to_string(next_table_) + "\n";
    for (const auto& [number, table] : tables_) {
      text += "table " + std::to_string(number) + " ";
      model::EncodeTableSchema(TestSchema(table.name), &text);
      text += "\n";
      for (const auto& [key, item] : table.rows)
        text += std::to_string(key.first) + key.second + item + "\n";
    }
    return text;
  }

 private:
  struct ModelTable {
    std::string name;
    std::map<std::pair<uint64_t, std::string>, std::string> rows;
  };

  std::map<uint32_t, ModelTable>::iterator AnyTable() {
    auto table = tables_.begin();
    std::advance(table, static_cast<std::ptrdiff_t>(random_() % tables_.size()));
    return table;
  }

  void ChangeRow(WriteBatch* batch) {
    const auto table = AnyTable();
    const std::string pk = "user" + std::to_string(random_() % 5);
    const uint64_t sk = random_() % 3;
    const model::Key key = TestKey(pk, sk);
    for (const Change& change : batch->changes) {
      if (change.table == table->first && change.KeyOf() == key.view())
        return;  // a batch names each key once
    }
    if (random_() % 3 == 0) {
      batch->Delete(table->first, key);
      table->second.rows.erase({key.hash, key.bytes});
    } else {
      const std::string v(random_() % 30, static_cast<char>('a' + random_() % 26));
      batch->Put(table->first, TestRow(pk, sk, v));
      table->second.rows[{key.hash, key.bytes}] = TestItem(pk, sk, v);
    }
  }

  std::mt19937_64 random_;
  std::map<uint32_t, ModelTable> tables_;
  uint64_t sequence_ = 0;
  uint64_t now_ms_ = 1'700'000'000'000;
  uint32_t next_table_ = 1;
};

}  // namespace hashrange::store

#endif  // HASHRANGE_TESTS_SIMULATION_STORE_WORKLOAD_H_
