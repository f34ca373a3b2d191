// One request of the workload, before it is text. A member that is empty is not sent. Parts of a
// batch or a transaction are requests themselves, of which only what such a part has is looked at.
#ifndef HASHRANGE_TESTS_MODEL_REQUEST_H_
#define HASHRANGE_TESTS_MODEL_REQUEST_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/expression.h"
#include "model/legacy.h"
#include "model/table.h"
#include "model/value.h"

namespace hashrange::naive {

enum class Operation : uint8_t {
  kCreateTable,
  kDescribeTable,
  kListTables,
  kDeleteTable,
  kUpdateTable,
  kUpdateTimeToLive,
  kDescribeTimeToLive,
  kTagResource,
  kUntagResource,
  kListTagsOfResource,
  kPutItem,
  kGetItem,
  kUpdateItem,
  kDeleteItem,
  kQuery,
  kScan,
  kBatchGetItem,
  kBatchWriteItem,
  kTransactGetItems,
  kTransactWriteItems,
  kSearchVectors,
  kExecuteStatement,
  kBatchExecuteStatement,
  kExecuteTransaction,
  kConditionCheck,  // only as a part
};
inline constexpr size_t kOperationCount = 24;  // without kConditionCheck

const char* OperationName(Operation operation);

// One condition of a KeyConditionExpression.
struct KeyClause {
  // kEq, kLt, kLe, kGt, kGe, kBetween, kBeginsWith; of KeyConditions also kNe and kContains, which no key takes.
  Condition::Kind kind = Condition::Kind::kEq;
  std::string name;
  Value value;
  Value upper;  // kBetween
};

struct Request {
  Operation operation = Operation::kGetItem;
  std::string table;

  // Tables.
  TableSchema schema;                       // CreateTable
  std::optional<IndexSchema> create_index;  // UpdateTable; its attributes in schema.definitions
  std::string delete_index;
  bool change_stream = false;  // UpdateTable
  bool stream_enabled = false;
  std::string stream_view;
  std::string ttl_attribute;
  bool ttl_enabled = false;
  std::string start_table;
  Tags tags;                          // TagResource
  std::vector<std::string> tag_keys;  // UntagResource

  // Items. `item` is Item of a put, else Key.
  Item item;
  std::optional<Condition> condition;
  std::optional<Update> update;
  std::optional<Projection> projection;
  std::string return_values;
  std::string return_on_failure;
  std::string return_capacity;
  std::string return_metrics;
  bool consistent = false;

  // Query and Scan.
  std::string index;
  std::vector<KeyClause> key_condition;
  std::optional<Condition> filter;
  std::string select;
  std::optional<int64_t> limit;  // of ListTables too
  std::optional<bool> forward;
  std::optional<Item> start_key;
  std::optional<int64_t> segment;
  std::optional<int64_t> total_segments;

  // SearchVectors; its condition is in key_condition.
  std::vector<Value> search_vector;
  int64_t top_k = 0;

  // Parameters from before expressions: conditions on keys and projections are spelled so, and these two stand in place of
  // `condition` or `filter`, and of `update`.
  bool legacy = false;
  std::optional<LegacyTests> legacy_tests;
  std::optional<LegacyUpdate> legacy_update;

  // Statements: their one item is `parts`, as those of batches and transactions. A put is an INSERT, a get a SELECT, a
  // condition check an EXISTS; `return_values` are the words behind RETURNING.

  // Batches and transactions. BatchGetItem: a part for each table, with its `keys`. The others: a
  // part for each item.
  std::vector<Request> parts;
  std::vector<Item> keys;
  std::string token;
};

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_REQUEST_H_
