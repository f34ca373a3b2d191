// See small_database.h. Speaks to engines through their public header only, so that what the
// formats gain later needs no edit here.
#include "fuzz/small_database.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "base/utf8.h"
#include "fuzz/fuzzers.h"
#include "store/log_record.h"

namespace hashrange::fuzz {
namespace {

std::string Call(Engine* engine, Bytes operation, Bytes body, int step) {
  const Engine::JsonResponse response =
      engine->Dispatch("DynamoDB_20120810." + std::string(operation), body, kStartMs + 1000 * step,
                       static_cast<uint64_t>(step));
  return response.http_status == 200 ? "" : std::string(operation) + ": " + response.body;
}

struct Request {
  Bytes operation;
  Bytes body;
};

constexpr Request kRequests[] = {
    {"CreateTable",
     R"({"TableName":"tps","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},)"
     R"({"AttributeName":"sk","AttributeType":"N"}],"KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},)"
     R"({"AttributeName":"sk","KeyType":"RANGE"}]})"},
    {"CreateTable",
     R"({"TableName":"tn.","ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":6},)"
     R"("AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"N"}],)"
     R"("KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]})"},
    {"CreateTable",
     R"({"TableName":"tb-","BillingMode":"PAY_PER_REQUEST","Tags":[{"Key":"k","Value":"v"}],)"
     R"("AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"B"},{"AttributeName":"sk","AttributeType":"S"}],)"
     R"("KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}]})"},
    {"PutItem",
     R"({"TableName":"tps","Item":{"pk":{"S":"a"},"sk":{"N":"1"},"n":{"N":"7"},"s":{"S":"hello"}}})"},
    {"PutItem",
     R"({"TableName":"tps","Item":{"pk":{"S":"a"},"sk":{"N":"2"},"l":{"L":[{"N":"1"},{"S":"x"},{"M":{"a":{"N":"1"}}}]},)"
     R"("m":{"M":{"a":{"N":"1"},"b":{"S":"\u00e9"}}}}})"},
    {"PutItem",
     R"({"TableName":"tps","Item":{"pk":{"S":"a"},"sk":{"N":"-0.5"},"ss":{"SS":["a","b"]},"ns":{"NS":["1","20"]},)"
     R"("bs":{"BS":["YQ==","Yg=="]},"z":{"NULL":true},"f":{"BOOL":false},"b":{"B":"YQ=="}}})"},
    {"PutItem", R"({"TableName":"tps","Item":{"pk":{"S":"b"},"sk":{"N":"1"}}})"},
    {"PutItem", R"({"TableName":"tn.","Item":{"pk":{"N":"1"},"v":{"S":"one"}}})"},
    {"PutItem", R"({"TableName":"tn.","Item":{"pk":{"N":"-10"},"v":{"S":"minus ten"}}})"},
    {"PutItem", R"({"TableName":"tb-","Item":{"pk":{"B":"YQ=="},"sk":{"S":"a"}}})"},
    {"PutItem", R"({"TableName":"tb-","Item":{"pk":{"B":"YQA="},"sk":{"S":"ab"}}})"},
};

using nlohmann::json;

json Ask(Engine* engine, Bytes operation, const json& body, std::string* wrong) {
  const Engine::JsonResponse answer =
      engine->Dispatch("DynamoDB_20120810." + std::string(operation), body.dump(), kStartMs, 2);
  json read = json::parse(answer.body, nullptr, false);
  if (answer.http_status != 200 && answer.http_status != 400) {
    *wrong = std::string(operation) + " answers " + answer.body;
  } else if (!read.is_object() || !base::IsUtf8(answer.body)) {
    *wrong = std::string(operation) + " answers what is no JSON object: " + answer.body;
  }
  return read.is_object() ? read : json::object();
}

// Reads and writes a table by whatever key it has, and deletes it.
void UseTable(Engine* engine, const json& table, std::string* wrong) {
  const json name = {{"TableName", table.value("TableName", json())}};
  const auto with = [&name](json more) {
    more.update(name);
    return more;
  };
  for (const char* sample : {"a", "1", "user1"}) {
    json key = json::object();
    for (const json& element : table.value("KeySchema", json::array())) {
      for (const json& definition : table.value("AttributeDefinitions", json::array())) {
        if (definition["AttributeName"] != element["AttributeName"]) continue;
        const std::string type = definition["AttributeType"];
        key[element["AttributeName"]] = {{type, type == "N" ? "1" : type == "B" ? "YQ==" : sample}};
      }
    }
    if (key.empty()) continue;
    json query = {{"KeyConditionExpression", "#p = :p"},
                  {"ExpressionAttributeNames", {{"#p", table["KeySchema"][0]["AttributeName"]}}},
                  {"Limit", 2}};
    query["ExpressionAttributeValues"][":p"] =
        key[table["KeySchema"][0]["AttributeName"].get<std::string>()];
    Ask(engine, "Query", with(query), wrong);
    const bool put = Ask(engine, "PutItem", with({{"Item", key}}), wrong).empty();
    Ask(engine, "UpdateItem",
        with({{"Key", key},
              {"UpdateExpression", "SET v0 = :v"},
              {"ExpressionAttributeValues", {{":v", {{"N", "1"}}}}}}),
        wrong);
    const bool found = Ask(engine, "GetItem", with({{"Key", key}}), wrong).contains("Item");
    if (put != found) *wrong = "An item that was put is not found, or the other way round.";
    if (name["TableName"] == "made" && !put) *wrong = "An item cannot be put.";
    Ask(engine, "Query", with(query), wrong);
    Ask(engine, "DeleteItem", with({{"Key", key}, {"ReturnValues", "ALL_OLD"}}), wrong);
  }
  for (const char* kind : {"GlobalSecondaryIndexes", "LocalSecondaryIndexes"}) {
    for (const json& index : table.value(kind, json::array())) {
      Ask(engine, "Scan", with({{"IndexName", index["IndexName"]}}), wrong);
      engine->Control("Split", with({{"IndexName", index["IndexName"]}}).dump(), kStartMs, 3);
    }
  }
  Ask(engine, "Scan", name, wrong);
  Ask(engine, "DescribeTimeToLive", name, wrong);
  engine->Control("Split", name.dump(), kStartMs, 3);
  const std::string broken = engine->CheckInvariants();
  if (!broken.empty()) *wrong = broken;
  Ask(engine, "DeleteTable", name, wrong);
}

// Uses what an engine holds, table by table, and not only looks at it.
std::string Use(Engine* engine) {
  std::string wrong;
  if (json::parse(engine->Control("Inspect", "{}", kStartMs, 1).body, nullptr, false)
          .is_discarded())
    wrong = "Inspect answers no JSON";
  engine->Control("Tick", "{}", 9e15, 1);
  const json tables = Ask(engine, "ListTables", json::object(), &wrong);
  for (const json& name : tables.value("TableNames", json::array())) {
    const json described = Ask(engine, "DescribeTable", {{"TableName", name}}, &wrong);
    UseTable(engine, described.value("Table", json::object()), &wrong);
  }
  json made = json::object();
  made["TableName"] = "made";
  made["BillingMode"] = "PAY_PER_REQUEST";
  made["AttributeDefinitions"] = {{{"AttributeName", "pk"}, {"AttributeType", "S"}}};
  made["KeySchema"] = {{{"AttributeName", "pk"}, {"KeyType", "HASH"}}};
  const json created = Ask(engine, "CreateTable", made, &wrong);
  UseTable(engine, created.value("TableDescription", json::object()), &wrong);
  return wrong.empty() ? engine->CheckInvariants() : wrong;
}

// Requests that commit nothing move the clock too, and that is not in the log: a request at the end
// of time makes clocks equal.
void StopClock(Engine* engine) {
  engine->Dispatch("DynamoDB_20120810.ListTables", "{}", 9007199254740991.0, 0);
}

// Reads the file into an engine of its own and compares its checkpoint.
std::string CheckReadBack(Engine::FileKind kind, Bytes file, const std::string& checkpoint) {
  const std::unique_ptr<Engine> engine = Engine::Open({});
  if (!engine->Recover(kind, file, true))
    return "What was written is not read back: " + engine->recovery_message();
  if (engine->recovered_bytes() != file.size()) return "What was written is read back in part.";
  const std::string wrong = engine->CheckInvariants();
  if (!wrong.empty()) return "After reading back: " + wrong;
  StopClock(engine.get());
  if (CheckpointOf(engine.get()) != checkpoint) return "What is read back is another state.";
  return "";
}

}  // namespace

LogFile::LogFile() : bytes(store::FileHeader(store::FileKind::kLog)) {}

std::unique_ptr<Engine> OpenSmallDatabase(LogFile* log) {
  // Reading its log costs a third of asking for it all again.
  static const std::string bytes = [] {
    LogFile made;
    Engine::Options options;
    options.log_sink = &made;
    const std::unique_ptr<Engine> engine = Engine::Open(std::move(options));
    int step = 0;
    for (const Request& request : kRequests) {
      const std::string wrong = Call(engine.get(), request.operation, request.body, ++step);
      if (!wrong.empty()) Violated(__FILE__, __LINE__, wrong);
    }
    return made.bytes;
  }();
  log->bytes = bytes;
  Engine::Options options;
  options.log_sink = log;
  std::unique_ptr<Engine> engine = Engine::Open(std::move(options));
  FUZZ_EXPECT(engine->Recover(Engine::FileKind::kSegment, bytes, true));
  return engine;
}

std::string CheckpointOf(Engine* engine) {
  std::string file, chunk;
  engine->BeginCheckpoint();
  while (engine->NextCheckpointChunk(&chunk)) file += chunk;
  engine->EndCheckpoint();
  return file;
}

std::string CheckEngine(Engine* engine) {
  const std::string wrong = engine->CheckInvariants();
  if (!wrong.empty()) return wrong;
  StopClock(engine);
  const std::string checkpoint = CheckpointOf(engine);
  const std::string wrong_back =
      CheckReadBack(Engine::FileKind::kCheckpoint, checkpoint, checkpoint);
  if (!wrong_back.empty()) return wrong_back;
  return Use(engine);
}

std::string CheckLog(Engine* engine, const LogFile& log) {
  StopClock(engine);
  return CheckReadBack(Engine::FileKind::kSegment, log.bytes, CheckpointOf(engine));
}

}  // namespace hashrange::fuzz
