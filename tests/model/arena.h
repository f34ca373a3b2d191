// The engine and the naive engine side by side: every step is taken by both, and what they answer
// is compared. Tested by model_test.cc.
#ifndef HASHRANGE_TESTS_MODEL_ARENA_H_
#define HASHRANGE_TESTS_MODEL_ARENA_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "hashrange/engine.h"
#include "hashrange/host.h"
#include "model/naive_engine.h"
#include "model/workload.h"

namespace hashrange::naive {

class Arena {
 public:
  Arena();

  // Takes a step. Empty when the two agree, else what is different.
  std::string Take(const WorkStep& step);
  // Compares all tables, items and index entries.
  std::string CompareContents();
  // What the engine says about itself; empty when all is well.
  std::string CheckInvariants() const { return engine_->CheckInvariants(); }

  const NaiveEngine& naive() const { return naive_; }
  // How often each operation came to each end: "PutItem", "PutItem: <message of the error>".
  const std::map<std::string, uint64_t>& outcomes() const { return outcomes_; }

 private:
  class Frames final : public LogSink {
   public:
    void Append(Bytes frame) override { bytes.append(frame); }
    std::string bytes;
  };

  std::string Compare(Engine* engine, const Request& request);
  std::string CompareContents(Engine* engine);
  std::string CompareAllPages(Engine* engine, Request request);
  std::string RecoverFromLog();
  std::string RecoverFromCheckpoint();

  Frames frames_;
  std::unique_ptr<Engine> engine_;
  NaiveEngine naive_;
  uint64_t now_ms_ = 1'790'000'000'000;  // 2026-09-21
  uint64_t entropy_ = 1;
  std::map<std::string, uint64_t> outcomes_;
};

// A step as one line of text, to be read by people.
std::string Print(const WorkStep& step);

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_ARENA_H_
