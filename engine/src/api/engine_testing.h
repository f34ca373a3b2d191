// For tests only: an engine, a table, and one line for each request of the JSON protocol.
#ifndef HASHRANGE_API_ENGINE_TESTING_H_
#define HASHRANGE_API_ENGINE_TESTING_H_

#include <memory>
#include <string>
#include <utility>

#include "hashrange/engine.h"

namespace hashrange {

// Each state has a length of its own.
inline constexpr LifecycleDelays kSomeDelays{.create_table_ms = 1000,
                                             .update_table_ms = 2000,
                                             .delete_table_ms = 3000,
                                             .allocate_index_ms = 4000,
                                             .fill_index_ms = 5000,
                                             .delete_index_ms = 6000};

// Collects log frames as a host would write them to a segment.
class CollectedLog final : public LogSink {
 public:
  void Append(Bytes frame) override { frames.append(frame); }
  std::string frames;
};

class TestEngine {
 public:
  explicit TestEngine(LogSink* sink = nullptr) {
    Engine::Options options;
    options.log_sink = sink;
    engine = Engine::Open(std::move(options));
  }

  // The body of the answer; an error as "<name>: <message>".
  std::string Call(Bytes operation, Bytes body) {
    const Engine::JsonResponse answer =
        engine->Dispatch("DynamoDB_20120810." + std::string(operation), body, now_ms, entropy++);
    status = answer.http_status;
    if (status == 200) return answer.body;
    return Member(answer.body, "__type").substr(Member(answer.body, "__type").find('#') + 1) +
           ": " +
           Member(answer.body,
                  answer.body.find("\"Message\"") != Bytes::npos ? "Message" : "message");
  }

  void MakeTable(Bytes name, bool with_sort_key) {
    const std::string sort_definition =
        with_sort_key ? R"(,{"AttributeName":"sk","AttributeType":"S"})" : "";
    const std::string sort_key =
        with_sort_key ? R"(,{"AttributeName":"sk","KeyType":"RANGE"})" : "";
    Call("CreateTable",
         R"({"TableName":")" + std::string(name) +
             R"(","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"pk",)"
             R"("AttributeType":"S"})" +
             sort_definition + R"(],"KeySchema":[{"AttributeName":"pk","KeyType":"HASH"})" +
             sort_key + "]}");
  }

  // The text of a string member of a flat JSON object, escapes left as they are.
  static std::string Member(const std::string& json, const std::string& name) {
    const std::string start = "\"" + name + "\":\"";
    const size_t at = json.find(start);
    if (at == std::string::npos) return "";
    size_t end = at + start.size();
    while (end < json.size() && (json[end] != '"' || json[end - 1] == '\\')) end++;
    return json.substr(at + start.size(), end - at - start.size());
  }

  std::unique_ptr<Engine> engine;
  double now_ms = 1'700'000'000'000;
  uint64_t entropy = 1;
  int status = 0;
};

}  // namespace hashrange

#endif  // HASHRANGE_API_ENGINE_TESTING_H_
