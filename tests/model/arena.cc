#include "model/arena.h"

#include <algorithm>
#include <utility>

#include "model/answer.h"
#include "model/description.h"
#include "model/render.h"
#include "model/statements.h"
#include "store/log_record.h"

namespace hashrange::naive {
namespace {

constexpr size_t kPrintedMax = 3'000;
constexpr int kStatementPagesMax = 3;
constexpr int kRecordsOfPage = 50;

bool IsUuid(const json& value) {
  return value.is_string() && value.get<std::string>().size() == 36;
}

void Sort(json* list) {
  if (list->is_array()) std::sort(list->begin(), list->end());
}

// Takes out of an answer what DynamoDB leaves open: the order of some lists, and the identity of a
// table.
void Normalise(Operation operation, json* body) {
  for (const char* member : {"Table", "TableDescription"}) {
    if (!body->contains(member)) continue;
    json& table = (*body)[member];
    if (table.contains("TableId") && IsUuid(table["TableId"])) table["TableId"] = kSomeTableId;
  }
  if (operation == Operation::kBatchGetItem && body->contains("Responses")) {
    for (json& items : (*body)["Responses"]) Sort(&items);
  }
  if (body->contains("ConsumedCapacity")) Sort(&(*body)["ConsumedCapacity"]);
}

// Long runs of one character are written as the character and their length.
std::string Shortened(const std::string& text) {
  std::string shorter;
  for (size_t i = 0; i < text.size();) {
    const size_t end = std::min(text.find_first_not_of(text[i], i), text.size());
    if (end - i < 20) {
      shorter.append(text, i, end - i);
    } else {
      shorter += std::string(1, text[i]) + "{" + std::to_string(end - i) + "}";
    }
    i = end;
  }
  if (shorter.size() <= kPrintedMax) return shorter;
  return shorter.substr(0, kPrintedMax) + "... (" + std::to_string(text.size()) + " bytes)";
}

std::string OutcomeOf(Operation operation, const json& body) {
  for (const char* member : {"message", "Message"}) {
    if (body.contains(member)) {
      std::string message = body[member].get<std::string>();
      if (body.contains("CancellationReasons")) message = "cancelled";
      return OperationName(operation) + (": " + message);
    }
  }
  return OperationName(operation);
}

Request Of(Operation operation, const std::string& table) {
  Request request;
  request.operation = operation;
  request.table = table;
  return request;
}

}  // namespace

Arena::Arena() { trunk_.engine = OpenEngine(); }

std::unique_ptr<Engine> Arena::OpenEngine() {
  Engine::Options options;
  options.log_sink = &frames_;
  return Engine::Open(options);
}

std::string Arena::Take(const WorkStep& step) {
  // What was to happen in a fork that is not there does not happen.
  if (step.in_fork && !fork_) return "";
  Branch* branch = step.in_fork ? &*fork_ : &trunk_;
  switch (step.kind) {
    case WorkStep::Kind::kRequest:
      return Compare(step.request, branch);
    case WorkStep::Kind::kAdvance:
      branch->now_ms += step.number;
      return "";
    case WorkStep::Kind::kTick:
      return CompareTick(step.number, branch);
    case WorkStep::Kind::kSplit:
      Split(step, branch);
      return "";
    case WorkStep::Kind::kFork:
      Fork();
      return "";
    case WorkStep::Kind::kDropFork:
      fork_.reset();
      return "";
    case WorkStep::Kind::kBeginCheckpoint:
      BeginCheckpoint();
      return "";
    case WorkStep::Kind::kRecoverFromLog:
      return RecoverFromLog();
    case WorkStep::Kind::kRecoverFromCheckpoint:
      return RecoverFromCheckpoint();
    case WorkStep::Kind::kCompareContents:
      return CompareContents();
  }
  return "";
}

std::string Arena::CheckInvariants() const {
  const std::string broken = trunk_.engine->CheckInvariants();
  if (!broken.empty()) return "broken: " + broken;
  if (!fork_) return "";
  const std::string broken_fork = fork_->engine->CheckInvariants();
  return broken_fork.empty() ? "" : "broken in the fork: " + broken_fork;
}

std::string Arena::Compare(const Request& request, Branch* branch) {
  const std::string sent = Render(request).dump();
  const Engine::JsonResponse response =
      branch->engine->Dispatch("DynamoDB_20120810." + std::string(OperationName(request.operation)),
                               sent, static_cast<double>(branch->now_ms), branch->entropy++);
  Answer expected = branch->naive.Run(request, branch->now_ms);
  json actual = json::parse(response.body.empty() ? "{}" : response.body, nullptr, false);
  if (actual.is_discarded()) return "the answer is not JSON: " + Shortened(response.body);
  Normalise(request.operation, &actual);
  Normalise(request.operation, &expected.body);
  if (response.http_status == expected.status && actual == expected.body) {
    outcomes_[OutcomeOf(request.operation, actual)]++;
    if (request.legacy && expected.status == 200) outcomes_[OperationName(request.operation) + std::string(", legacy")]++;
    const bool is_page = request.operation == Operation::kQuery || request.operation == Operation::kScan;
    return is_page && expected.status == 200 ? CompareAsStatement(request, branch) : "";
  }
  return std::string(OperationName(request.operation)) + " " + Shortened(sent) + "\n  expected " +
         std::to_string(expected.status) + " " + Shortened(expected.body.dump()) + "\n  actual   " +
         std::to_string(response.http_status) + " " + Shortened(actual.dump()) +
         "\n  from expected to actual " + Shortened(json::diff(expected.body, actual).dump());
}

// The same read, from its beginning, as a statement: what the naive engine answers to the one is the answer to the other.
std::string Arena::CompareAsStatement(Request request, Branch* branch) {
  const Table& table = branch->naive.tables().at(request.table);
  if (!HasStatement(table, request)) return "";
  request.start_key.reset();
  json sent = RenderStatement(request, SortKeyOf(table, request));
  for (int page = 0; page < kStatementPagesMax; page++) {
    const Engine::JsonResponse response =
        branch->engine->Dispatch("DynamoDB_20120810.ExecuteStatement", sent.dump(),
                                 static_cast<double>(branch->now_ms), branch->entropy++);
    json expected = branch->naive.Run(request, branch->now_ms).body;
    for (const char* member : {"Count", "ScannedCount"}) expected.erase(member);
    json actual = json::parse(response.body, nullptr, false);
    const json token = actual.contains("NextToken") ? actual["NextToken"] : json();
    if (actual.is_object()) actual.erase("NextToken");
    if (response.http_status != 200 || actual != expected || token.is_null() == expected.contains("LastEvaluatedKey")) {
      return "ExecuteStatement " + Shortened(sent.dump()) + "\n  expected " + Shortened(expected.dump()) + "\n  actual   " +
             Shortened(response.body);
    }
    outcomes_[page == 0 ? "ExecuteStatement" : "ExecuteStatement: a further page"]++;
    if (token.is_null()) return "";
    sent["NextToken"] = token;
    request.start_key = branch->naive.ReadPage(request).last_key;
  }
  return "";
}

// When a shard rolls over or goes next, by what the control door shows of them. Source of the hours:
// Amazon DynamoDB Streams API Reference; AWS Developer Guide.
std::optional<uint64_t> Arena::NextDueOfStreams(Branch* branch) {
  constexpr uint64_t kHourMs = 3'600'000;
  const json inspected = json::parse(
      branch->engine->Control("Inspect", "{}", static_cast<double>(branch->now_ms), 0).body);
  std::optional<uint64_t> next;
  for (const json& stream : inspected["streams"]) {
    for (const json& shard : stream["shards"]) {
      const uint64_t due = shard["open"].get<bool>()
                               ? shard["openedMs"].get<uint64_t>() + 4 * kHourMs
                               : shard["closedMs"].get<uint64_t>() + 24 * kHourMs;
      if (!next || due < *next) next = due;
    }
  }
  return next;
}

std::string Arena::CompareTick(uint64_t max_steps, Branch* branch) {
  const std::string sent = json{{"maxSteps", max_steps}}.dump();
  const Engine::JsonResponse response =
      branch->engine->Control("Tick", sent, static_cast<double>(branch->now_ms), branch->entropy++);
  const Ticked ticked = branch->naive.Tick(max_steps, branch->now_ms);
  // The naive engine knows no shards, nor when they roll over. Whoever has steps enough must have
  // done that too.
  std::optional<uint64_t> next_due_ms = ticked.next_due_ms;
  const std::optional<uint64_t> streams_ms = NextDueOfStreams(branch);
  if (streams_ms && (!next_due_ms || *streams_ms < *next_due_ms)) next_due_ms = streams_ms;
  if (max_steps > 100 && streams_ms && *streams_ms <= branch->now_ms)
    return "Tick has left a stream that is due at " + std::to_string(*streams_ms);
  json expected = {{"expired", ticked.expired},
                   {"backfilled", ticked.backfilled},
                   {"more", next_due_ms && *next_due_ms <= branch->now_ms},
                   {"nextDueMs", nullptr}};
  if (next_due_ms) expected["nextDueMs"] = *next_due_ms;
  const json actual = json::parse(response.body, nullptr, false);
  if (response.http_status == 200 && actual == expected) {
    if (ticked.expired != 0) outcomes_["Tick: items expired"]++;
    if (ticked.backfilled != 0) outcomes_["Tick: an index was filled"]++;
    return "";
  }
  return "Tick " + sent + "\n  expected " + expected.dump() + "\n  actual   " + response.body;
}

// Splits change nothing that an operation could see, so the naive engine need not know of them. One
// that cannot be done is refused.
void Arena::Split(const WorkStep& step, Branch* branch) {
  json body = {{"TableName", step.request.table}};
  if (!step.request.index.empty()) body["IndexName"] = step.request.index;
  if (!step.request.item.empty()) body["Key"] = ToJson(step.request.item);
  const Engine::JsonResponse response = branch->engine->Control(
      "Split", body.dump(), static_cast<double>(branch->now_ms), branch->entropy++);
  outcomes_[response.http_status == 200 ? "Split" : "Split: refused"]++;
}

void Arena::Fork() {
  fork_.emplace();
  fork_->engine = trunk_.engine->Fork();
  fork_->naive = trunk_.naive;
  fork_->now_ms = trunk_.now_ms;
  fork_->entropy = trunk_.entropy;
}

std::string Arena::CompareAllPages(Request request, Branch* branch) {
  for (;;) {
    const std::string difference = Compare(request, branch);
    if (!difference.empty()) return difference;
    // The naive engine has just agreed: its page says where the next one begins.
    request.start_key = branch->naive.ReadPage(request).last_key;
    if (!request.start_key) return "";
  }
}

std::string Arena::CompareContents() {
  std::string difference = CompareContents(&trunk_);
  if (difference.empty() && fork_) difference = CompareContents(&*fork_);
  return difference;
}

std::string Arena::CompareContents(Branch* branch) {
  std::string difference = Compare(Of(Operation::kListTables, ""), branch);
  if (!difference.empty()) return difference;
  difference = CompareStreams(branch);
  if (!difference.empty()) return difference;
  const std::map<std::string, Table> tables = branch->naive.tables();
  for (const auto& [name, table] : tables) {
    std::vector<Request> requests = {Of(Operation::kDescribeTable, name),
                                     Of(Operation::kDescribeTimeToLive, name)};
    for (const Request& request : requests) {
      difference = Compare(request, branch);
      if (!difference.empty()) return difference;
    }
    std::vector<Request> pages = {Of(Operation::kScan, name)};
    for (const IndexSchema& index : table.schema.indexes) {
      if (table.filling.count(index.name) != 0) continue;
      pages.push_back(Of(Operation::kScan, name));
      pages.back().index = index.name;
    }
    for (const Request& page : pages) {
      difference = CompareAllPages(page, branch);
      if (!difference.empty()) return difference;
    }
  }
  return "";
}

json Arena::Ask(const char* operation, const json& request, Branch* branch) {
  const Engine::JsonResponse response =
      branch->engine->Dispatch("DynamoDBStreams_20120810." + std::string(operation), request.dump(),
                               static_cast<double>(branch->now_ms), branch->entropy++);
  const json answer = json::parse(response.body, nullptr, false);
  return response.http_status == 200 ? answer : json{{"refused", response.body}};
}

// The records of all shards of a stream in the order of their numbers, without them. *description is
// the stream's, without shards.
json Arena::RecordsOf(const std::string& arn, json* description, Branch* branch) {
  std::vector<std::pair<std::string, json>> records;
  json request = {{"StreamArn", arn}, {"Limit", 3}};
  for (bool more = true; more;) {
    const json answer = Ask("DescribeStream", request, branch);
    if (answer.contains("refused")) return answer;
    *description = answer["StreamDescription"];
    for (const json& shard : (*description)["Shards"]) {
      const json iterator = Ask("GetShardIterator",
                                {{"StreamArn", arn},
                                 {"ShardId", shard["ShardId"]},
                                 {"ShardIteratorType", "TRIM_HORIZON"}},
                                branch);
      json place = iterator.value("ShardIterator", json());
      while (!place.is_null()) {
        json page = Ask("GetRecords", {{"ShardIterator", place}, {"Limit", kRecordsOfPage}}, branch);
        if (page.contains("refused")) return page;
        const bool is_last = page["Records"].empty();
        for (json& record : page["Records"]) {
          std::string number = record["dynamodb"]["SequenceNumber"];
          record["dynamodb"].erase("SequenceNumber");
          record.erase("eventID");
          records.emplace_back(std::move(number), std::move(record));
        }
        place = is_last ? json() : page.value("NextShardIterator", json());
      }
    }
    more = description->contains("LastEvaluatedShardId");
    if (more) request["ExclusiveStartShardId"] = (*description)["LastEvaluatedShardId"];
  }
  description->erase("Shards");
  std::sort(records.begin(), records.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  json sorted = json::array();
  for (auto& [number, record] : records) sorted.push_back(std::move(record));
  return sorted;
}

std::string Arena::CompareStreams(Branch* branch) {
  const json expected = DescribeStreams(branch->naive.streams(), branch->now_ms);
  json actual = json::array();
  const json list = Ask("ListStreams", json::object(), branch);
  for (const json& stream : list.value("Streams", json::array())) {
    json description;
    json records = RecordsOf(stream["StreamArn"], &description, branch);
    outcomes_["Streams: records compared"] += records.size();
    if (records.is_array()) SortByItem(&records);
    description["records"] = std::move(records);
    actual.push_back(std::move(description));
  }
  outcomes_["Streams: compared"] += actual.size();
  if (actual == expected) return "";
  return "streams\n  expected " + Shortened(expected.dump()) + "\n  actual   " +
         Shortened(actual.dump()) + "\n  from expected to actual " +
         Shortened(json::diff(expected, actual).dump());
}

void Arena::BeginCheckpoint() {
  if (checkpoint_) trunk_.engine->EndCheckpoint();
  trunk_.engine->BeginCheckpoint();
  checkpoint_ = Checkpoint{frames_.bytes.size()};
}

// The run goes on with the engine that was recovered, as after a crash.
std::string Arena::Reopen(std::unique_ptr<Engine> recovered, const char* from) {
  trunk_.engine = std::move(recovered);
  checkpoint_.reset();
  std::string difference = trunk_.engine->CheckInvariants();
  if (difference.empty()) difference = CompareContents(&trunk_);
  outcomes_[std::string("Recover from ") + from]++;
  return difference.empty() ? "" : std::string("recovered from ") + from + ": " + difference;
}

std::string Arena::RecoverFromLog() {
  std::unique_ptr<Engine> recovered = OpenEngine();
  const std::string file = store::FileHeader(store::FileKind::kLog) + frames_.bytes;
  if (!recovered->Recover(Engine::FileKind::kSegment, file, true)) {
    return "recovery from the log: " + recovered->recovery_message();
  }
  return Reopen(std::move(recovered), "the log");
}

std::string Arena::RecoverFromCheckpoint() {
  if (!checkpoint_) BeginCheckpoint();
  std::string file;
  std::string chunk;
  while (trunk_.engine->NextCheckpointChunk(&chunk)) file += chunk;
  trunk_.engine->EndCheckpoint();
  std::unique_ptr<Engine> recovered = OpenEngine();
  const std::string tail =
      store::FileHeader(store::FileKind::kLog) + frames_.bytes.substr(checkpoint_->frame_bytes);
  if (!recovered->Recover(Engine::FileKind::kCheckpoint, file, false) ||
      !recovered->Recover(Engine::FileKind::kSegment, tail, true)) {
    return "recovery from a checkpoint: " + recovered->recovery_message();
  }
  return Reopen(std::move(recovered), "a checkpoint");
}

std::string Print(const WorkStep& step) {
  const std::string where = step.in_fork ? "in the fork: " : "";
  switch (step.kind) {
    case WorkStep::Kind::kRequest:
      return where + OperationName(step.request.operation) + " " +
             Shortened(Render(step.request).dump());
    case WorkStep::Kind::kAdvance:
      return where + "(" + std::to_string(step.number) + " ms pass)";
    case WorkStep::Kind::kTick:
      return where + "(tick, " + std::to_string(step.number) + " steps)";
    case WorkStep::Kind::kSplit:
      return where + "(split " + step.request.table + " " + step.request.index + " " +
             Shortened(ToJson(step.request.item).dump()) + ")";
    case WorkStep::Kind::kFork:
      return "(fork)";
    case WorkStep::Kind::kDropFork:
      return "(drop the fork)";
    case WorkStep::Kind::kBeginCheckpoint:
      return "(begin a checkpoint)";
    case WorkStep::Kind::kRecoverFromLog:
      return "(recover from the log)";
    case WorkStep::Kind::kRecoverFromCheckpoint:
      return "(recover from a checkpoint)";
    case WorkStep::Kind::kCompareContents:
      return "(compare contents)";
  }
  return "";
}

}  // namespace hashrange::naive
