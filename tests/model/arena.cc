#include "model/arena.h"

#include <algorithm>
#include <utility>

#include "store/log_record.h"

namespace hashrange::naive {
namespace {

constexpr size_t kPrintedMax = 3'000;

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
    for (const char* list :
         {"AttributeDefinitions", "GlobalSecondaryIndexes", "LocalSecondaryIndexes"}) {
      if (table.contains(list)) Sort(&table[list]);
    }
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

Arena::Arena() {
  Engine::Options options;
  options.log_sink = &frames_;
  engine_ = Engine::Open(options);
}

std::string Arena::Take(const WorkStep& step) {
  switch (step.kind) {
    case WorkStep::Kind::kRequest:
      return Compare(engine_.get(), step.request);
    case WorkStep::Kind::kAdvance:
      now_ms_ += step.ms;
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

std::string Arena::Compare(Engine* engine, const Request& request) {
  const std::string sent = Render(request).dump();
  const Engine::JsonResponse response =
      engine->Dispatch("DynamoDB_20120810." + std::string(OperationName(request.operation)), sent,
                       static_cast<double>(now_ms_), entropy_++);
  Answer expected = naive_.Run(request, now_ms_);
  json actual = json::parse(response.body, nullptr, false);
  if (actual.is_discarded()) return "the answer is not JSON: " + Shortened(response.body);
  Normalise(request.operation, &actual);
  Normalise(request.operation, &expected.body);
  if (response.http_status == expected.status && actual == expected.body) {
    outcomes_[OutcomeOf(request.operation, actual)]++;
    return "";
  }
  return std::string(OperationName(request.operation)) + " " + Shortened(sent) + "\n  expected " +
         std::to_string(expected.status) + " " + Shortened(expected.body.dump()) + "\n  actual   " +
         std::to_string(response.http_status) + " " + Shortened(actual.dump()) +
         "\n  from expected to actual " + Shortened(json::diff(expected.body, actual).dump());
}

std::string Arena::CompareAllPages(Engine* engine, Request request) {
  for (;;) {
    const std::string difference = Compare(engine, request);
    if (!difference.empty()) return difference;
    // The naive engine has just agreed: its page says where the next one begins.
    request.start_key = naive_.ReadPage(request).last_key;
    if (!request.start_key) return "";
  }
}

std::string Arena::CompareContents() { return CompareContents(engine_.get()); }

std::string Arena::CompareContents(Engine* engine) {
  std::string difference = Compare(engine, Of(Operation::kListTables, ""));
  if (!difference.empty()) return difference;
  const std::map<std::string, Table> tables = naive_.tables();
  for (const auto& [name, table] : tables) {
    difference = Compare(engine, Of(Operation::kDescribeTable, name));
    if (!difference.empty()) return difference;
    std::vector<Request> pages;
    pages.push_back(Of(Operation::kScan, name));
    for (const IndexSchema& index : table.schema.indexes) {
      pages.push_back(Of(Operation::kScan, name));
      pages.back().index = index.name;
    }
    for (const Request& page : pages) {
      difference = CompareAllPages(engine, page);
      if (!difference.empty()) return difference;
    }
  }
  return "";
}

std::string Arena::RecoverFromLog() {
  const auto recovered = Engine::Open({});
  const std::string file = store::FileHeader(store::FileKind::kLog) + frames_.bytes;
  if (!recovered->Recover(Engine::FileKind::kSegment, file, true)) {
    return "recovery from the log: " + recovered->recovery_message();
  }
  const std::string broken = recovered->CheckInvariants();
  if (!broken.empty()) return "recovered from the log: " + broken;
  const std::string difference = CompareContents(recovered.get());
  return difference.empty() ? "" : "recovered from the log: " + difference;
}

std::string Arena::RecoverFromCheckpoint() {
  std::string file;
  std::string chunk;
  engine_->BeginCheckpoint();
  while (engine_->NextCheckpointChunk(&chunk)) file += chunk;
  engine_->EndCheckpoint();
  const auto recovered = Engine::Open({});
  if (!recovered->Recover(Engine::FileKind::kCheckpoint, file, true)) {
    return "recovery from a checkpoint: " + recovered->recovery_message();
  }
  const std::string broken = recovered->CheckInvariants();
  if (!broken.empty()) return "recovered from a checkpoint: " + broken;
  const std::string difference = CompareContents(recovered.get());
  return difference.empty() ? "" : "recovered from a checkpoint: " + difference;
}

std::string Print(const WorkStep& step) {
  switch (step.kind) {
    case WorkStep::Kind::kRequest:
      return std::string(OperationName(step.request.operation)) + " " +
             Shortened(Render(step.request).dump());
    case WorkStep::Kind::kAdvance:
      return "(" + std::to_string(step.ms) + " ms pass)";
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
