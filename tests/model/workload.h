// A seeded sequence of steps: requests of all operations over a few small tables, and between them
// what a host does (time, recovery, forks). A step is whole in itself, so that a sequence can be
// run again without some of its steps.
#ifndef HASHRANGE_TESTS_MODEL_WORKLOAD_H_
#define HASHRANGE_TESTS_MODEL_WORKLOAD_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "model/naive_engine.h"
#include "model/random.h"
#include "model/request.h"

namespace hashrange::naive {

struct WorkStep {
  enum class Kind : uint8_t {
    kRequest,
    kAdvance,  // the clock, by `number` milliseconds
    kTick,     // background work, at most `number` steps
    kSplit,    // of a partition of request.table and request.index, at request.item if any
    kFork,
    kDropFork,
    kBeginCheckpoint,
    kRecoverFromLog,         // and go on with the engine that was recovered
    kRecoverFromCheckpoint,  // the one begun last, and the log since then
    kCompareContents,
  };
  Kind kind = Kind::kRequest;
  bool in_fork = false;
  Request request;
  uint64_t number = 0;
};

// What a run is made of.
struct Mix {
  // How often each operation comes; 0: never. By Operation.
  std::array<uint32_t, kOperationCount> weights{};
  bool indexes = false;
  bool large_items = false;
  bool wide_keys = false;
};

class Workload {
 public:
  Workload(uint64_t seed, const Mix& mix) : random_(seed), mix_(mix) {
    random_.set_wide_keys(mix.wide_keys);
  }

  // The next step, with a view to what the tables hold. `fork` is null when there is none.
  WorkStep Next(const NaiveEngine& engine, const NaiveEngine* fork);

 private:
  WorkStep HostStep(bool has_fork);
  WorkStep SplitStep(const NaiveEngine& engine);
  Operation NextOperation();
  Request MakeRequest(const NaiveEngine& engine);
  void MakeTableRequest(const NaiveEngine& engine, Request* request);
  void MakeIndexUpdate(const TableSchema& schema, Request* request);
  void MakeItemRequest(const NaiveEngine& engine, Request* request);
  void MakeBatch(const NaiveEngine& engine, Request* request);
  void MakeTransaction(const NaiveEngine& engine, Request* request);
  // workload_statements.cc
  void MakeStatements(const NaiveEngine& engine, Request* request);
  Request MakeStatement(const NaiveEngine& engine, Operation kind, bool in_transaction);
  // workload_legacy.cc: what was asked by expressions is asked by the older parameters.
  void MakeLegacy(const NaiveEngine& engine, Request* request);
  LegacyTest MakeTest(const std::string& attribute, const Item& like, bool in_expected);
  LegacyTests MakeTests(const Item& like, bool in_expected);
  LegacyUpdate MakeChanges(const Item& like, const TableSchema& schema);
  // workload_vectors.cc
  void MakeTags(Request* request);
  void MakeSearch(const NaiveEngine& engine, Request* request);
  // workload_pages.cc
  void MakePage(const NaiveEngine& engine, Request* request);
  void MakeKeyCondition(const KeySchema& keys, const Item& like, Request* request);
  KeyClause MakeClause(const KeyAttribute& attribute, const Item& like);
  Value KeyValueLike(const KeyAttribute& attribute, const Item& like);
  void MakeStartKey(const Table& table, const IndexSchema* index, Request* request);
  void MakeSelect(const Item& like, Request* request);

  // The target of a write or read, its item or key, and what a write is conditional on.
  void ChooseTarget(const NaiveEngine& engine, Operation operation, Request* part);
  void AddCondition(const Item& like, Request* request);
  void AddAnswerOptions(Request* request);
  std::string TableName();
  const Table* ExistingTable(const NaiveEngine& engine, std::string* name);
  // The item that a request is about, or another one of its table.
  Item LikeOf(const NaiveEngine& engine, const Request& request);
  // An item of the table, or an empty one.
  Item ItemOf(const Table& table);

  Random random_;
  const Mix mix_;
  uint64_t step_count_ = 0;
  std::vector<Request> transactions_;  // with a token, to be sent again
};

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_WORKLOAD_H_
