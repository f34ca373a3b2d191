// Fuzzers of the two doors: any request leaves a sound engine, and answers what is well-formed.
// What it committed is read back from its log.
#include <algorithm>
#include <string>

#include "base/coding.h"
#include "base/utf8.h"
#include "fuzz/fuzzers.h"
#include "fuzz/input.h"
#include "fuzz/request_lines.h"
#include "fuzz/response_check.h"
#include "fuzz/small_database.h"
#include "model/request_form.h"
#include "wire/json_reader.h"
#include "wire/json_writer.h"

namespace hashrange::fuzz {
namespace {

using model::RequestTag;
using model::RequestValue;

void CheckAfterwards(Engine* engine, const LogFile& log) {
  FUZZ_EXPECT_EMPTY(engine->CheckInvariants());
  FUZZ_EXPECT_EMPTY(CheckLog(engine, log));
}

// ---- Request form ----

constexpr int kRepairLevelsMax = 400;

// Reads anything as a value of request form and writes it with lengths and counts that are right:
// mutations then reach what lies behind the reader.
class Repairer {
 public:
  explicit Repairer(std::string* to) : to_(to) {}

  void Value(Bytes* from, int level) {
    uint8_t tag = 0;
    if (!base::GetByte(from, &tag) || level > kRepairLevelsMax) tag = 0;
    if (tag == 0x04 || (tag > 0x09 && tag < 0x11) || tag > 0x1a)
      tag = static_cast<uint8_t>(0x11 + tag % 10);
    to_->push_back(static_cast<char>(tag));
    switch (static_cast<RequestTag>(tag)) {
      case RequestTag::kNull:
      case RequestTag::kFalse:
      case RequestTag::kTrue:
        return;
      case RequestTag::kNumber:
      case RequestTag::kString:
      case RequestTag::kBytes:
      case RequestTag::kAttributeS:
      case RequestTag::kAttributeN:
      case RequestTag::kAttributeB:
        return String(from);
      case RequestTag::kAttributeNull:
      case RequestTag::kAttributeBool: {
        uint8_t flag = 0;
        base::GetByte(from, &flag);
        to_->push_back(static_cast<char>(flag));
        return;
      }
      case RequestTag::kList:
      case RequestTag::kMap:
      case RequestTag::kStructure:
      case RequestTag::kAttributeSS:
      case RequestTag::kAttributeNS:
      case RequestTag::kAttributeBS:
      case RequestTag::kAttributeM:
      case RequestTag::kAttributeL:
        return Container(static_cast<RequestTag>(tag), from, level);
    }
  }

 private:
  Bytes Take(Bytes* from, size_t head_bytes) {
    uint32_t length = 0;
    const Bytes head = from->substr(0, head_bytes);
    from->remove_prefix(head.size());
    if (head.size() >= 4) length = base::LoadFixed32(head.data());
    const Bytes taken = from->substr(0, length);
    from->remove_prefix(taken.size());
    return taken;
  }

  void String(Bytes* from) {
    const Bytes text = Take(from, 4);
    base::PutFixed32(to_, static_cast<uint32_t>(text.size()));
    to_->append(text);
  }

  void Container(RequestTag tag, Bytes* from, int level) {
    Bytes inner = Take(from, 8);
    const size_t at = to_->size();
    base::PutFixed64(to_, 0);
    uint32_t count = 0;
    for (; !inner.empty(); count++) {
      if (tag == RequestTag::kStructure) {
        to_->push_back(inner[0]);
        inner.remove_prefix(1);
      } else if (tag != RequestTag::kList && tag != RequestTag::kAttributeL) {
        String(&inner);
        if (tag == RequestTag::kAttributeSS || tag == RequestTag::kAttributeNS ||
            tag == RequestTag::kAttributeBS)
          continue;
      }
      Value(&inner, level + 1);
    }
    base::StoreFixed32(&(*to_)[at], static_cast<uint32_t>(to_->size() - at - 8));
    base::StoreFixed32(&(*to_)[at + 4], count);
  }

  std::string* to_;
};

// Input: requests, each preceded by its length in two bytes; the last one goes to the end.
void RunRequests(Bytes bytes, bool repair) {
  LogFile log;
  const std::unique_ptr<Engine> engine = OpenSmallDatabase(&log);
  Input input(bytes);
  for (int step = 0; step == 0 || (!input.empty() && step < 16); step++) {
    const uint16_t length = input.Short();
    std::string request(input.Take(length));
    if (repair) {
      Input parts(request);
      std::string repaired(parts.Take(model::kRequestHeaderBytes));
      repaired.resize(model::kRequestHeaderBytes);
      Bytes body = parts.rest();
      Repairer(&repaired).Value(&body, 0);
      request = repaired;
    }
    FUZZ_EXPECT_EMPTY(CheckResponse(engine->Execute(request)));
  }
  CheckAfterwards(engine.get(), log);
}

}  // namespace

void FuzzRequestBytes(Bytes input) { RunRequests(input, false); }
void FuzzRequestRepaired(Bytes input) { RunRequests(input, true); }

namespace {

// Each line is one JSON object.
void CheckTrace(Bytes trace) {
  Input lines(trace);
  while (!lines.empty()) {
    std::string read;
    const Bytes line = lines.Until('\n');
    if (!wire::AppendJsonRequest(line, &read).ok())
      Violated(__FILE__, __LINE__, "a trace has the line " + std::string(line));
  }
}

void CheckBody(const Engine::JsonResponse& response) {
  FUZZ_EXPECT(response.http_status == 200 || response.http_status == 400);
  FUZZ_EXPECT(base::IsUtf8(response.body));
  if (response.http_status == 200 && response.body.empty()) return;  // nothing to answer
  std::string read;
  if (!wire::AppendJsonRequest(response.body, &read).ok())
    Violated(__FILE__, __LINE__, "no JSON object: " + response.body);
}

}  // namespace

void FuzzJson(Bytes bytes) {
  LogFile log;
  const std::unique_ptr<Engine> engine = OpenSmallDatabase(&log);
  engine->SetBackgroundAfterRequests(true);
  Input input(bytes);
  for (int step = 0; step == 0 || (!input.empty() && step < kLinesMax); step++) {
    const Line line = ReadLine(input.Until('\n'));
    CheckBody(Send(engine.get(), line, kStartMs + 60'000 * step, static_cast<uint64_t>(step)));
  }
  const std::unique_ptr<Engine> fork = engine->Fork();
  const std::string checkpoint = CheckpointOf(engine.get());
  CheckAfterwards(engine.get(), log);
  FUZZ_EXPECT_EMPTY(fork->CheckInvariants());
  FUZZ_EXPECT(CheckpointOf(fork.get()) == checkpoint);
}

// Whether the JSON of SearchVectors was refused for its text, which a typed request has not
// (wire/strict_json.h).
bool IsFaultOfText(const Line& line, const std::string& answer) {
  return line.target.ends_with("SearchVectors") && answer.find(" at line ") != std::string::npos &&
         (answer.find("\"missing field `") != std::string::npos ||
          answer.find("\"invalid type: ") != std::string::npos);
}

// Both doors lead to the same: whatever JSON does in one engine, its typed form does in another,
// and being watched changes nothing.
void FuzzTypedJson(Bytes bytes) {
  LogFile log, typed_log;
  const std::unique_ptr<Engine> engine = OpenSmallDatabase(&log);
  const std::unique_ptr<Engine> typed_engine = OpenSmallDatabase(&typed_log);
  typed_engine->SetTracing(true);
  Input input(bytes);
  for (int step = 0; step == 0 || (!input.empty() && step < kLinesMax); step++) {
    const Line line = ReadLine(input.Until('\n'));
    const double now_ms = kStartMs + 60'000 * step;
    const auto entropy = static_cast<uint64_t>(step);
    const std::string typed = TypedRequest(line, now_ms, entropy);
    if (typed.empty() && !line.control) continue;
    const Engine::JsonResponse response = Send(engine.get(), line, now_ms, entropy);
    Engine::JsonResponse typed_response;
    if (line.control) {
      typed_response = Send(typed_engine.get(), line, now_ms, entropy);
    } else {
      const std::string form(typed_engine->Execute(typed));
      FUZZ_EXPECT_EMPTY(CheckResponse(form));
      typed_response.http_status = wire::AppendJsonResponse(form, &typed_response.body);
    }
    CheckTrace(typed_engine->trace());
    typed_engine->ClearTrace();
    FUZZ_EXPECT(typed_response.http_status == response.http_status);
    // An answer without members has no body over HTTP.
    if (response.http_status == 200 && response.body.empty()) {
      FUZZ_EXPECT(typed_response.body == "{}" || typed_response.body.empty());
      continue;
    }
    if (typed_response.body != response.body && !IsFaultOfText(line, response.body)) {
      Violated(__FILE__, __LINE__,
               "JSON answers " + response.body + "; typed: " + typed_response.body);
    }
  }
  FUZZ_EXPECT(log.bytes == typed_log.bytes);
  FUZZ_EXPECT_EMPTY(typed_engine->CheckInvariants());
}

}  // namespace hashrange::fuzz
