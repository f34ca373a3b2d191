#include "model/workload.h"

#include <algorithm>
#include <utility>

#include "model/workload_expressions.h"
#include "model/workload_values.h"

namespace hashrange::naive {
namespace {

const std::vector<std::string>& TableNames() {
  static const std::vector<std::string> kNames = {"tab-a", "tab.b", "tab_c", "Tab"};
  return kNames;
}

// A schema for parts that name a table which is not there.
const TableSchema& AnySchema() {
  static const TableSchema kSchema = [] {
    TableSchema schema;
    schema.keys = {KeyAttribute{"pk", Type::kS, false}};
    return schema;
  }();
  return kSchema;
}

}  // namespace

WorkStep Workload::Next(const NaiveEngine& engine, const NaiveEngine* fork) {
  step_count_++;
  if (step_count_ % 60 == 0) return HostStep(fork != nullptr);
  WorkStep step;
  step.in_fork = fork != nullptr && random_.OneIn(2);
  const NaiveEngine& there = step.in_fork ? *fork : engine;
  if (random_.OneIn(30)) {
    step.kind = WorkStep::Kind::kAdvance;
    // Seconds mostly, now and then beyond the life of a token.
    step.number = random_.OneIn(8) ? 400'000 : random_.Below(20'000);
    // Or beyond the life of a shard, or of a record.
    if (random_.OneIn(12)) step.number = random_.OneIn(3) ? 50'000'000 : 15'000'000;
  } else if (random_.OneIn(40)) {
    step.kind = WorkStep::Kind::kTick;
    step.number = random_.OneIn(2) ? 1 : 256;
  } else if (random_.OneIn(40)) {
    const bool in_fork = step.in_fork;
    step = SplitStep(there);
    step.in_fork = in_fork;
  } else {
    step.request = MakeRequest(there);
  }
  return step;
}

WorkStep Workload::HostStep(bool has_fork) {
  using Kind = WorkStep::Kind;
  static const std::vector<Kind> kKinds = {Kind::kFork,
                                           Kind::kFork,
                                           Kind::kBeginCheckpoint,
                                           Kind::kBeginCheckpoint,
                                           Kind::kRecoverFromCheckpoint,
                                           Kind::kRecoverFromLog,
                                           Kind::kCompareContents};
  WorkStep step;
  step.kind = random_.Of(kKinds);
  if (step.kind == Kind::kFork && has_fork) step.kind = Kind::kDropFork;
  return step;
}

WorkStep Workload::SplitStep(const NaiveEngine& engine) {
  WorkStep step;
  step.kind = WorkStep::Kind::kSplit;
  const Table* table = ExistingTable(engine, &step.request.table);
  if (table == nullptr) return step;
  if (!table->schema.indexes.empty() && random_.OneIn(2)) {
    step.request.index = random_.Of(table->schema.indexes).name;
  } else if (random_.OneIn(2)) {
    step.request.item = RandomKey(&random_, table->schema.keys, true);
  }
  return step;
}

Operation Workload::NextOperation() {
  uint32_t sum = 0;
  for (const uint32_t weight : mix_.weights) sum += weight;
  auto chosen = static_cast<uint32_t>(random_.Below(sum));
  size_t operation = 0;
  while (chosen >= mix_.weights[operation]) chosen -= mix_.weights[operation++];
  return static_cast<Operation>(operation);
}

std::string Workload::TableName() {
  return random_.OneIn(60) ? "missing" : random_.Of(TableNames());
}

const Table* Workload::ExistingTable(const NaiveEngine& engine, std::string* name) {
  *name = TableName();
  const auto table = engine.tables().find(*name);
  return table == engine.tables().end() ? nullptr : &table->second;
}

Item Workload::ItemOf(const Table& table) {
  if (table.rows.empty()) return Item();
  auto row = table.rows.begin();
  std::advance(row, static_cast<std::ptrdiff_t>(random_.Below(table.rows.size())));
  return row->second;
}

Request Workload::MakeRequest(const NaiveEngine& engine) {
  Request request;
  // Tables that are not there are made first.
  if (engine.tables().size() < TableNames().size() && random_.OneIn(3)) {
    request.operation = Operation::kCreateTable;
  } else {
    request.operation = NextOperation();
  }
  switch (request.operation) {
    case Operation::kCreateTable:
    case Operation::kDescribeTable:
    case Operation::kListTables:
    case Operation::kDeleteTable:
    case Operation::kUpdateTable:
    case Operation::kUpdateTimeToLive:
    case Operation::kDescribeTimeToLive:
      MakeTableRequest(engine, &request);
      return request;
    case Operation::kTagResource:
    case Operation::kUntagResource:
    case Operation::kListTagsOfResource:
      MakeTags(&request);
      return request;
    case Operation::kSearchVectors:
      MakeSearch(engine, &request);
      break;
    case Operation::kPutItem:
    case Operation::kGetItem:
    case Operation::kUpdateItem:
    case Operation::kDeleteItem:
      MakeItemRequest(engine, &request);
      break;
    case Operation::kQuery:
    case Operation::kScan:
      MakePage(engine, &request);
      break;
    case Operation::kBatchGetItem:
    case Operation::kBatchWriteItem:
      MakeBatch(engine, &request);
      break;
    case Operation::kTransactGetItems:
    case Operation::kTransactWriteItems:
      MakeTransaction(engine, &request);
      break;
    case Operation::kExecuteStatement:
    case Operation::kBatchExecuteStatement:
    case Operation::kExecuteTransaction:
      MakeStatements(engine, &request);
      break;
    case Operation::kConditionCheck:
      break;
  }
  // Of what can be asked without expressions a part is.
  if (random_.OneIn(4)) MakeLegacy(engine, &request);
  AddAnswerOptions(&request);
  return request;
}

void Workload::AddAnswerOptions(Request* request) {
  static const std::vector<std::string> kDetails = {"", "", "TOTAL", "INDEXES", "INDEXES", "NONE"};
  request->return_capacity = random_.Of(kDetails);
  switch (request->operation) {
    case Operation::kPutItem:
    case Operation::kUpdateItem:
    case Operation::kDeleteItem:
    case Operation::kBatchWriteItem:
    case Operation::kTransactWriteItems:
      if (random_.OneIn(4)) request->return_metrics = random_.OneIn(4) ? "NONE" : "SIZE";
      break;
    default:
      break;
  }
}

void Workload::MakeTableRequest(const NaiveEngine& engine, Request* request) {
  const Table* table = ExistingTable(engine, &request->table);
  switch (request->operation) {
    case Operation::kCreateTable:
      for (const std::string& name : TableNames()) {
        if (engine.tables().count(name) == 0) request->table = name;
      }
      request->schema = RandomSchema(&random_, mix_.indexes);
      if (random_.OneIn(2)) request->schema.stream_view = RandomStreamView(&random_);
      break;
    case Operation::kListTables:
      if (random_.OneIn(2)) request->limit = 1 + static_cast<int64_t>(random_.Below(4));
      if (random_.OneIn(2)) request->start_table = TableName();
      break;
    case Operation::kUpdateTable:
      if (random_.OneIn(3)) {
        request->change_stream = true;
        request->stream_enabled = random_.OneIn(2);
        if (request->stream_enabled) request->stream_view = RandomStreamView(&random_);
        break;
      }
      MakeIndexUpdate(table == nullptr ? AnySchema() : table->schema, request);
      break;
    case Operation::kUpdateTimeToLive:
      request->ttl_enabled = random_.OneIn(2);
      request->ttl_attribute = random_.OneIn(8) ? "a" : kTimeToLiveAttribute;
      if (table != nullptr && !table->ttl_attribute.empty() && random_.OneIn(2)) {
        request->ttl_attribute = table->ttl_attribute;
      }
      break;
    default:
      break;
  }
}

void Workload::MakeIndexUpdate(const TableSchema& schema, Request* request) {
  // One of a few names, so that an index comes, goes and comes again otherwise.
  const std::string name = "online-" + std::to_string(random_.Below(2));
  const bool is_there = std::any_of(schema.indexes.begin(), schema.indexes.end(),
                                    [&](const IndexSchema& index) { return index.name == name; });
  if (random_.OneIn(is_there ? 8 : 2)) {
    request->create_index = RandomGlobalIndex(&random_, schema, name);
    for (const KeyAttribute& attribute : request->create_index->keys) {
      request->schema.definitions.push_back(attribute);
    }
    if (random_.OneIn(4)) request->schema.definitions.push_back({"unused", Type::kS, false});
    return;
  }
  request->delete_index = name;
  if (!schema.indexes.empty() && random_.OneIn(3)) {
    request->delete_index = random_.Of(schema.indexes).name;
  }
}

void Workload::ChooseTarget(const NaiveEngine& engine, Operation operation, Request* part) {
  part->operation = operation;
  const Table* table = ExistingTable(engine, &part->table);
  const TableSchema& schema = table == nullptr ? AnySchema() : table->schema;
  // What is there already is met again, mostly.
  const bool met = table != nullptr && random_.Percent(operation == Operation::kPutItem ? 50 : 80);
  const Item there = met ? ItemOf(*table) : Item();
  if (operation == Operation::kPutItem) {
    part->item = RandomItem(&random_, schema, mix_.large_items);
    if (!there.empty()) {
      if (random_.OneIn(8)) part->item = there;
      for (const KeyAttribute& attribute : schema.keys) {
        part->item[attribute.name] = there.at(attribute.name);
      }
    }
    return;
  }
  part->item = RandomKey(&random_, schema.keys, false);
  if (!there.empty() && !random_.OneIn(20)) part->item = KeyOf(schema.keys, there);
}

void Workload::AddCondition(const Item& like, Request* request) {
  request->condition = RandomCondition(&random_, like, 2);
  // Half of those that would fail are thrown away.
  if (!Holds(*request->condition, Canonical(like)) && random_.OneIn(2)) {
    request->condition = RandomCondition(&random_, like, 2);
  }
  if (random_.OneIn(2)) request->return_on_failure = random_.OneIn(4) ? "NONE" : "ALL_OLD";
}

Item Workload::LikeOf(const NaiveEngine& engine, const Request& request) {
  const auto table = engine.tables().find(request.table);
  Item like = request.item;
  if (table != engine.tables().end()) {
    const Item other = ItemOf(table->second);
    if (random_.OneIn(2)) like = other;
    const auto row = std::find_if(
        table->second.rows.begin(), table->second.rows.end(), [&](const auto& candidate) {
          return std::all_of(table->second.schema.keys.begin(), table->second.schema.keys.end(),
                             [&](const KeyAttribute& key) {
                               const auto value = request.item.find(key.name);
                               return value != request.item.end() &&
                                      candidate.second.at(key.name) == Canonical(value->second);
                             });
        });
    if (row != table->second.rows.end()) like = row->second;
  }
  return like;
}

void Workload::MakeItemRequest(const NaiveEngine& engine, Request* request) {
  ChooseTarget(engine, request->operation, request);
  const Item like = LikeOf(engine, *request);
  const auto table = engine.tables().find(request->table);
  const TableSchema& schema = table == engine.tables().end() ? AnySchema() : table->second.schema;
  if (request->operation == Operation::kGetItem) {
    request->consistent = random_.OneIn(2);
    if (random_.OneIn(3)) request->projection = RandomProjection(&random_, like);
    return;
  }
  if (random_.OneIn(3)) AddCondition(like, request);
  if (request->operation == Operation::kUpdateItem) {
    static const std::vector<std::string> kValues = {"",        "ALL_NEW",     "ALL_OLD",    "NONE",
                                                     "ALL_NEW", "UPDATED_NEW", "UPDATED_OLD"};
    request->return_values = random_.Of(kValues);
    if (!random_.OneIn(25)) {
      const Update update = RandomUpdate(&random_, like, schema);
      if (!update.empty()) request->update = update;
    }
    return;
  }
  static const std::vector<std::string> kValues = {"", "ALL_OLD", "NONE"};
  request->return_values = random_.Of(kValues);
}

void Workload::MakeBatch(const NaiveEngine& engine, Request* request) {
  const bool get = request->operation == Operation::kBatchGetItem;
  const size_t count = 1 + random_.Below(8);
  for (size_t i = 0; i < count; i++) {
    Request part;
    const Operation operation = get                ? Operation::kGetItem
                                : random_.OneIn(3) ? Operation::kDeleteItem
                                                   : Operation::kPutItem;
    ChooseTarget(engine, operation, &part);
    if (!get) {
      request->parts.push_back(part);
      continue;
    }
    auto of_table = std::find_if(request->parts.begin(), request->parts.end(),
                                 [&](const Request& other) { return other.table == part.table; });
    if (of_table == request->parts.end()) {
      part.consistent = random_.OneIn(2);
      if (random_.OneIn(3)) part.projection = RandomProjection(&random_, part.item);
      of_table = request->parts.insert(of_table, part);
    }
    // A key twice refuses the whole batch: rarely.
    const std::vector<Item>& keys = of_table->keys;
    const bool known = std::find(keys.begin(), keys.end(), part.item) != keys.end();
    if (!known || random_.OneIn(20)) of_table->keys.push_back(part.item);
  }
  // In the order in which JSON has the tables: of two faults the first one sent is told.
  std::stable_sort(request->parts.begin(), request->parts.end(),
                   [](const Request& a, const Request& b) { return a.table < b.table; });
}

void Workload::MakeTransaction(const NaiveEngine& engine, Request* request) {
  const bool get = request->operation == Operation::kTransactGetItems;
  if (!get && !transactions_.empty() && random_.OneIn(8)) {
    // One that was sent before, or another with its token.
    const Request before = random_.Of(transactions_);
    if (random_.OneIn(2) && before.operation == request->operation) {
      *request = before;
      return;
    }
    request->token = before.token;
  } else if (!get && random_.OneIn(4)) {
    request->token = "token-" + std::to_string(step_count_);
  }
  const size_t count = 1 + random_.Below(5);
  static const std::vector<Operation> kWrites = {Operation::kPutItem, Operation::kUpdateItem,
                                                 Operation::kDeleteItem,
                                                 Operation::kConditionCheck};
  for (size_t i = 0; i < count; i++) {
    Request part;
    part.operation = get ? Operation::kGetItem : random_.Of(kWrites);
    MakeItemRequest(engine, &part);
    // What only requests of their own have.
    part.return_values.clear();
    part.consistent = false;
    if (get) part.condition.reset();
    if (part.operation == Operation::kConditionCheck && !part.condition) {
      AddCondition(part.item, &part);
    }
    if (part.operation == Operation::kUpdateItem && !part.update) continue;
    const bool known = std::any_of(
        request->parts.begin(), request->parts.end(),
        [&](const Request& other) { return other.table == part.table && other.item == part.item; });
    if (!known || random_.OneIn(20)) request->parts.push_back(part);
  }
  if (request->parts.empty()) {
    Request part;
    ChooseTarget(engine, get ? Operation::kGetItem : Operation::kDeleteItem, &part);
    request->parts.push_back(part);
  }
  if (!request->token.empty()) transactions_.push_back(*request);
}

}  // namespace hashrange::naive
