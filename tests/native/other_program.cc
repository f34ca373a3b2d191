// Uses an installed engine from a program that is compiled as C++ programs are by default: with
// exceptions, with RTTI, without sanitizers. Includes every public header. Prints "ok", or what is
// wrong.
#include <hashrange/bytes.h>
#include <hashrange/engine.h>
#include <hashrange/error.h>
#include <hashrange/host.h>
#include <hashrange/result.h>
#include <hashrange/seeded_entropy.h>

#include <iostream>
#include <stdexcept>
#include <string>
#include <typeinfo>
#include <vector>

#if !defined(__cpp_exceptions) || !defined(__cpp_rtti)
#error "the library's -fno-exceptions or -fno-rtti reached this program"
#endif
#if defined(__SANITIZE_ADDRESS__)
#error "the library's sanitizers reached the compilation of this program"
#endif

namespace {

class Frames final : public hashrange::LogSink {
 public:
  void Append(hashrange::Bytes frame) override { frames.emplace_back(frame); }
  std::vector<std::string> frames;
};

void Expect(bool holds, const std::string& what) {
  if (!holds) throw std::runtime_error(what);
}

std::string Ask(hashrange::Engine& engine, const char* operation, const char* body) {
  static hashrange::SeededEntropy entropy(uint64_t{7});
  const auto answer = engine.Dispatch("DynamoDB_20120810." + std::string(operation), body,
                                      1'700'000'000'000, entropy.Next());
  if (answer.http_status != 200) throw std::invalid_argument(answer.body);
  return answer.body;
}

void Run() {
  Frames sink;
  hashrange::LogSink* base = &sink;
  Expect(dynamic_cast<Frames*>(base) == &sink && typeid(*base) == typeid(Frames), "RTTI of a sink");

  hashrange::Engine::Options options;
  options.log_sink = base;
  const auto engine = hashrange::Engine::Open(options);
  Ask(*engine, "CreateTable",
      R"({"TableName":"tab","BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],)"
      R"("AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}]})");
  bool thrown = false;
  try {
    Ask(*engine, "PutItem", R"({"TableName":"tab","Item":{}})");
  } catch (const std::invalid_argument& error) {
    thrown = std::string(error.what()).find("ValidationException") != std::string::npos;
  }
  Expect(thrown, "an exception of the program's");
  Ask(*engine, "PutItem", R"({"TableName":"tab","Item":{"pk":{"S":"a"}}})");
  Expect(sink.frames.size() == 2 && engine->last_sequence() == 2, "a frame for each commit");

  // The other way to the same state: a checkpoint, and the empty segment that was begun with it.
  std::string checkpoint, chunk;
  engine->BeginCheckpoint();
  while (engine->NextCheckpointChunk(&chunk)) checkpoint += chunk;
  engine->EndCheckpoint();
  const auto again = hashrange::Engine::Open({});
  Expect(again->Recover(hashrange::Engine::FileKind::kCheckpoint, checkpoint, false) &&
             again->Recover(hashrange::Engine::FileKind::kSegment, hashrange::kSegmentHeader, true),
         again->recovery_message());
  Expect(Ask(*again, "GetItem", R"({"TableName":"tab","Key":{"pk":{"S":"a"}}})") ==
             R"({"Item":{"pk":{"S":"a"}}})",
         "the item after recovery");
  Expect(again->CheckInvariants().empty(), again->CheckInvariants());
}

}  // namespace

int main() {
  try {
    Run();
  } catch (const std::exception& error) {
    std::cout << "wrong: " << error.what() << "\n";
    return 1;
  }
  std::cout << "ok\n";
}
