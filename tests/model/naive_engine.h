// DynamoDB's semantics written down as plainly as possible: whole copies, walks over everything, no
// cleverness and no code of the engine. What it answers is what the engine must answer. A copy of a
// NaiveEngine is a fork. Tested by naive_test.cc and, against the engine, by model_test.cc.
#ifndef HASHRANGE_TESTS_MODEL_NAIVE_ENGINE_H_
#define HASHRANGE_TESTS_MODEL_NAIVE_ENGINE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/fault.h"
#include "model/request.h"
#include "model/streams.h"
#include "model/table.h"

namespace hashrange::naive {

struct Answer;  // answer.h
struct Page;

// What a Tick did, as the control door answers it.
struct Ticked {
  uint64_t expired = 0;
  uint64_t backfilled = 0;
  bool more = false;  // work that is due was left
  std::optional<uint64_t> next_due_ms;
};

class NaiveEngine {
 public:
  Answer Run(const Request& request, uint64_t now_ms);

  // Background work: at most so many steps of it. time_to_live.cc.
  Ticked Tick(uint64_t max_steps, uint64_t now_ms);

  const std::map<std::string, Table>& tables() const { return tables_; }
  const std::vector<Stream>& streams() const { return streams_; }

  // A Query or Scan. pages.cc.
  Page ReadPage(const Request& request) const;

 private:
  // One write, worked out but not done.
  struct Change {
    std::string table;
    RowKey key;
    Item key_attributes;
    std::optional<Item> before;
    std::optional<Item> after;

    const Item* old_item() const { return before ? &*before : nullptr; }
    const Item* new_item() const { return after ? &*after : nullptr; }
    // The item is or was there.
    bool is_of_something() const { return before || after; }
  };
  // What a token of a transaction stands for.
  struct Token {
    std::string payload;
    uint64_t completed_ms = 0;
  };

  // Tables: control.cc.
  Answer CreateTable(const Request& request, uint64_t now_ms);
  Answer DescribeTable(const Request& request);
  Answer ListTables(const Request& request);
  Answer DeleteTable(const Request& request);
  Answer UpdateTable(const Request& request);
  Answer CreateIndex(const Request& request, Table* table);
  Answer DeleteIndex(const Request& request, Table* table);

  // tags.cc.
  Answer TagResource(const Request& request);
  Answer UntagResource(const Request& request);
  Answer ListTagsOfResource(const Request& request) const;
  // streams.cc.
  Answer ChangeStream(const Request& request, Table* table);
  void EnableStream(Table* table, const std::string& view);
  void DisableStream(Table* table);
  // What a change of an item leaves in the table's stream.
  void RecordChange(const std::string& table, const std::optional<Item>& before,
                    const std::optional<Item>& after, bool by_service);

  // time_to_live.cc.
  Answer UpdateTimeToLive(const Request& request, uint64_t now_ms);
  Answer DescribeTimeToLive(const Request& request) const;
  // One step of what is due; false when nothing is.
  bool BackgroundStep(Ticked* done);

  // Single items: writes.cc.
  Answer WriteItem(const Request& request);
  Answer BatchWriteItem(const Request& request);
  // The change that a write asks for. On a fault nothing has been changed.
  // `item_size_only`: an update expression has no size of its own.
  MaybeFault Plan(const Request& request, bool item_size_only, Change* change) const;
  MaybeFault PlanPut(const Request& request, const Table& table, Change* change) const;
  MaybeFault PlanUpdate(const Request& request, const Table& table, bool item_size_only,
                        Change* change) const;
  void Do(const Change& change);

  // Reads: reads.cc.
  Answer GetItem(const Request& request) const;
  Answer BatchGetItem(const Request& request) const;

  // vectors.cc.
  Answer SearchVectors(const Request& request) const;

  // transactions.cc.
  Answer TransactGetItems(const Request& request) const;
  // Of items whose keys fit; of statements too.
  Answer ReadInTransaction(const Request& request) const;
  Answer TransactWriteItems(const Request& request, uint64_t now_ms);
  Answer ReplayTransaction(const Request& request) const;

  // partiql.cc.
  Answer ExecuteStatement(const Request& request);
  Answer BatchExecuteStatement(const Request& request);
  Answer ExecuteTransaction(const Request& request, uint64_t now_ms);
  // The change that a statement asks for, if its key fits the table.
  MaybeFault PlanStatement(const Request& part, Change* change) const;
  Answer WriteInTransaction(const Request& request, uint64_t now_ms);

  const Table* FindTable(const std::string& name) const;
  const Item* FindItem(const Table& table, const Item& key) const;

  std::map<std::string, Table> tables_;
  std::map<std::string, Token> tokens_;
  std::vector<Stream> streams_;  // those of tables that are gone too
  uint64_t now_ms_ = 0;
  uint64_t next_table_number_ = 1;
};

// Checks that several files share: keys.cc.

// A Key parameter against the schema.
MaybeFault CheckKey(const KeySchema& keys, const Item& key);
// The key attributes of an item to be put.
MaybeFault CheckItemKey(const KeySchema& keys, const Item& item);
// Emptiness and size of one key value.
MaybeFault CheckKeyValue(const std::string& name, const Value& value, bool is_partition_key);
// The names and types of exactly these key attributes.
bool HasKeyNames(const KeySchema& keys, const Item& key);
bool HasKeyTypes(const KeySchema& keys, const Item& key);

// indexes.cc.

// Whether an index can be read so at all, and whether a global one has what is asked for.
MaybeFault CheckIndexRead(const Table& table, const IndexSchema& index, const Request& request);
MaybeFault CheckProjected(const Table& table, const IndexSchema& index, const Request& request);
// Whether a read of a local index must fetch items from its table, to filter or to answer.
bool FilterNeedsTable(const TableSchema& table, const IndexSchema& index, const Request& request);
bool AnswerNeedsTable(const TableSchema& table, const IndexSchema& index, const Request& request);
// The keys of indexes: in an item to be put; in what an update says; in what it makes.
MaybeFault CheckIndexKeysOfItem(const TableSchema& schema, const Item& item);
MaybeFault CheckIndexKeysOfUpdate(const TableSchema& schema, const Update& update);
MaybeFault CheckIndexKeysOfUpdated(const TableSchema& schema, const Item& before,
                                   const Item& after);

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_NAIVE_ENGINE_H_
