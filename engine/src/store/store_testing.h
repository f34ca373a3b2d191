// Rows, tables and comparisons for the tests of the store. Items have the attributes "pk" (S), "sk"
// (N) and "v" (S).
#ifndef HASHRANGE_STORE_STORE_TESTING_H_
#define HASHRANGE_STORE_STORE_TESTING_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "hashrange/host.h"
#include "model/item_builder.h"
#include "model/key_codec.h"
#include "model/table_schema.h"
#include "store/cursor.h"
#include "store/row.h"
#include "store/state.h"

namespace hashrange::store {

inline std::string TestItem(Bytes pk, uint64_t sk, Bytes v) {
  model::ItemBuilder builder;
  builder.Clear();
  const auto root = builder.BeginMap();
  builder.Name("pk");
  builder.String(pk);
  builder.Name("sk");
  builder.Number(std::to_string(sk));
  builder.Name("v");
  builder.String(v);
  builder.EndMap(root);
  return builder.TakeItem();
}

inline model::Key TestKey(Bytes pk, uint64_t sk) {
  const std::string form = TestItem(pk, sk, "");
  const model::ItemView item(form);
  model::Key key;
  key.hash = model::PartitionHash(item.Find("pk"));
  model::AppendKeyPart(&key.bytes, item.Find("pk"));
  model::AppendKeyPart(&key.bytes, item.Find("sk"));
  return key;
}

inline RowRef TestRow(Bytes pk, uint64_t sk, Bytes v) {
  return Row::Make(TestKey(pk, sk).view(), TestItem(pk, sk, v));
}

// A row of any key, whose item has nothing to do with it.
inline RowRef BareRow(uint64_t hash, Bytes key_bytes, Bytes v = "") {
  return Row::Make(model::KeyView{hash, key_bytes}, TestItem("p", 1, v));
}

inline model::TableSchema TestSchema(Bytes name) {
  model::TableSchema schema;
  schema.table_name = std::string(name);
  schema.table_id = "00000000-0000-4000-8000-000000000001";
  schema.partition_key = {"pk", model::AttributeType::kS};
  schema.sort_key = model::KeyAttribute{"sk", model::AttributeType::kN};
  schema.attribute_definitions = {schema.partition_key, *schema.sort_key};
  schema.billing_mode = model::BillingMode::kPayPerRequest;
  return schema;
}

// Splits a table's partition, past the log. False when a partition begins there already.
inline bool SplitAt(Table* table, model::KeyView at) {
  if (table->partitions().Of(at).low.view() == at) return false;
  if (!table->partitions()[0].tree.pool()->Reserve(table->partitions().NeedForSplit(at)))
    return false;
  table->mutable_partitions()->Split(at);
  return true;
}

// All that a database holds, in a form that can be compared: tables with their rows, in order, and
// where it stands.
inline std::string Contents(const State& state) {
  std::string text = "sequence " + std::to_string(state.last_sequence()) + " now " +
                     std::to_string(state.last_now_ms()) + " next table " +
                     std::to_string(state.next_table_number()) + "\n";
  for (const auto& [number, table] : state.catalog().tables()) {
    text += "table " + std::to_string(number) + " ";
    model::EncodeTableSchema(table.schema(), &text);
    text += "\n";
    for (RowCursor rows(table, {}, Direction::kForward); rows.row() != nullptr; rows.Next()) {
      text += std::to_string(rows.row()->hash());
      text += rows.row()->key_bytes();
      text += rows.row()->item().form();
      text += "\n";
    }
  }
  return text;
}

// Keeps what a host would write: one segment.
class SegmentSink : public LogSink {
 public:
  void Append(Bytes frame) override { bytes.append(frame); }
  std::string bytes;
};

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_STORE_TESTING_H_
