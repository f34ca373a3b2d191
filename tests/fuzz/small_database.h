// The database that fuzzers of requests and files work on, and what they ask of any engine
// afterwards.
#ifndef HASHRANGE_TESTS_FUZZ_SMALL_DATABASE_H_
#define HASHRANGE_TESTS_FUZZ_SMALL_DATABASE_H_

#include <memory>
#include <string>

#include "hashrange/engine.h"

namespace hashrange::fuzz {

inline constexpr double kStartMs = 1'790'000'000'000;  // 2026-09-21

// A log file as a host keeps it: the header, then the frames.
class LogFile final : public LogSink {
 public:
  LogFile();
  void Append(Bytes frame) override { bytes.append(frame); }
  std::string bytes;
};

// An engine with the tables "tps" (pk: S, sk: N), "tn." (pk: N) and "tb-" (pk: B, sk: S) and a few
// items. *log becomes the file that makes it; what is committed follows.
std::unique_ptr<Engine> OpenSmallDatabase(LogFile* log);

// The whole checkpoint file of an engine.
std::string CheckpointOf(Engine* engine);

// What is wrong with an engine, in a sentence; empty when nothing is: its invariants hold, what it
// answers is well-formed, and its checkpoint is read back to the same state.
std::string CheckEngine(Engine* engine);

// The same of the log that it wrote, when it began empty: read back it gives the same state.
std::string CheckLog(Engine* engine, const LogFile& log);

}  // namespace hashrange::fuzz

#endif  // HASHRANGE_TESTS_FUZZ_SMALL_DATABASE_H_
