// Rows, tables and comparisons for the tests of the store. Items have the attributes "pk" (S), "sk"
// (N) and "v" (S).
#ifndef HASHRANGE_STORE_STORE_TESTING_H_
#define HASHRANGE_STORE_STORE_TESTING_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "hashrange/host.h"
#include "model/item_builder.h"
#include "model/key_codec.h"
#include "model/table_schema.h"
#include "store/cursor.h"
#include "store/row.h"
#include "store/state.h"
#include "store/stream_record.h"

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

// The pieces of Contents(), which a naive model of a database writes too.
inline void AppendHeadContents(std::string* text, uint64_t sequence, uint64_t now_ms,
                               uint32_t next_table) {
  *text += "sequence " + std::to_string(sequence) + " now " + std::to_string(now_ms) +
           " next table " + std::to_string(next_table) + "\n";
}
inline void AppendTableContents(std::string* text, uint32_t number,
                                const model::TableSchema& schema) {
  *text += "table " + std::to_string(number) + " ";
  model::EncodeTableSchema(schema, text);
  *text += "\n";
}
inline void AppendRowContents(std::string* text, model::KeyView key, Bytes form) {
  *text += std::to_string(key.hash);
  *text += key.bytes;
  *text += form;
  *text += "\n";
}
inline void AppendSplitContents(std::string* text, model::KeyView low) {
  *text += "split " + std::to_string(low.hash) + " ";
  *text += low.bytes;
  *text += "\n";
}
inline void AppendIndexContents(std::string* text, uint32_t number,
                                std::optional<model::KeyView> filled) {
  *text += "index " + std::to_string(number);
  if (filled) {
    *text += " filled to " + std::to_string(filled->hash) + " ";
    *text += filled->bytes;
  }
  *text += "\n";
}
inline void AppendTokenContents(std::string* text, const TokenUse& use) {
  *text +=
      "token " + use.token + " " + use.digest + " used at " + std::to_string(use.used_ms) + "\n";
}

inline void AppendSplitContents(std::string* text, const PartitionList& partitions) {
  for (size_t i = 1; i < partitions.size(); i++)
    AppendSplitContents(text, partitions[i].low.view());
}

// A stream with its shards and records.
inline void AppendStreamContents(std::string* text, const Stream& stream) {
  *text += "stream " + std::to_string(stream.number()) + " of " + stream.schema().table_name +
           " label " + std::to_string(stream.schema().label_ms) + " disabled " +
           std::to_string(stream.disabled_ms()) + " next " + std::to_string(stream.next_number()) +
           "\n";
  for (const Shard& shard : stream.shards()) {
    *text += "shard " + std::to_string(shard.stamp) + " parent " + std::to_string(shard.parent) +
             " opened " + std::to_string(shard.created_ms) + " " +
             std::to_string(shard.first_number) + "-" + std::to_string(shard.last_number) +
             " closed " + std::to_string(shard.closed_ms) + "\n";
    for (RecordCursor cursor(shard.records, 0); cursor.valid(); cursor.Next()) {
      const RecordView& record = cursor.record();
      *text += std::to_string(record.header.number) + " " + RecordKeyBytes(record.header);
      for (const Row* image : {record.first, record.second}) {
        if (image != nullptr) AppendRowContents(text, image->key(), image->item().form());
      }
    }
  }
}

// All that a database holds, in a form that can be compared: tables with their rows and indexes, in
// order, where their partitions begin, streams, the tokens of transactions, and where it stands.
inline std::string Contents(const State& state) {
  std::string text;
  AppendHeadContents(&text, state.last_sequence(), state.last_now_ms(), state.next_table_number());
  const auto append_rows = [&text](RowCursor rows) {
    for (; rows.row() != nullptr; rows.Next())
      AppendRowContents(&text, rows.row()->key(), rows.row()->item().form());
  };
  for (const auto& [number, table] : state.catalog().tables()) {
    AppendTableContents(&text, number, table.schema());
    append_rows(RowCursor(table, {}, Direction::kForward));
    AppendSplitContents(&text, table.partitions());
    for (const SecondaryIndex& index : table.indexes()) {
      std::optional<model::KeyView> filled;
      if (index.filled) filled = index.filled->view();
      AppendIndexContents(&text, index.schema->number, filled);
      append_rows(RowCursor(table, index, {}, Direction::kForward));
      if (index.own) AppendSplitContents(&text, *index.own);
    }
  }
  for (const Stream& stream : state.streams()) AppendStreamContents(&text, stream);
  state.tokens().ForEach([&text](const TokenUse& use) { AppendTokenContents(&text, use); });
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
