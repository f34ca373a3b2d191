// The engine and the naive engine side by side: every step is taken by both, and what they answer
// is compared. There may be a fork of both beside them. Tested by model_test.cc.
#ifndef HASHRANGE_TESTS_MODEL_ARENA_H_
#define HASHRANGE_TESTS_MODEL_ARENA_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "hashrange/engine.h"
#include "hashrange/host.h"
#include "model/naive_engine.h"
#include "model/value_json.h"
#include "model/workload.h"

namespace hashrange::naive {

class Arena {
 public:
  Arena();

  // Takes a step. Empty when the two agree, else what is different.
  std::string Take(const WorkStep& step);
  // Compares all tables, items and index entries, of the fork too.
  std::string CompareContents();
  // What the engines say about themselves; empty when all is well.
  std::string CheckInvariants() const;

  const NaiveEngine& naive() const { return trunk_.naive; }
  // Null when there is no fork.
  const NaiveEngine* fork() const { return fork_ ? &fork_->naive : nullptr; }
  // How often each operation came to each end: "PutItem", "PutItem: <message of the error>".
  const std::map<std::string, uint64_t>& outcomes() const { return outcomes_; }

 private:
  class Frames final : public LogSink {
   public:
    void Append(Bytes frame) override { bytes.append(frame); }
    std::string bytes;
  };
  struct Branch {
    std::unique_ptr<Engine> engine;
    NaiveEngine naive;
    uint64_t now_ms = 1'790'000'000'000;  // 2026-09-21
    uint64_t entropy = 1;
  };
  // A checkpoint that was begun, and the log then.
  struct Checkpoint {
    size_t frame_bytes = 0;
  };

  std::string Compare(const Request& request, Branch* branch);
  std::string CompareAsStatement(Request request, Branch* branch);
  std::string CompareTick(uint64_t max_steps, Branch* branch);
  std::optional<uint64_t> NextDueOfStreams(Branch* branch);
  std::string CompareContents(Branch* branch);
  std::string CompareStreams(Branch* branch);
  // One request of DynamoDB Streams, which must succeed.
  json Ask(const char* operation, const json& request, Branch* branch);
  json RecordsOf(const std::string& arn, json* description, Branch* branch);
  std::string CompareAllPages(Request request, Branch* branch);
  void Split(const WorkStep& step, Branch* branch);
  void Fork();
  void BeginCheckpoint();
  std::string RecoverFromLog();
  std::string RecoverFromCheckpoint();
  std::string Reopen(std::unique_ptr<Engine> recovered, const char* from);
  std::unique_ptr<Engine> OpenEngine();

  Frames frames_;
  Branch trunk_;
  std::optional<Branch> fork_;
  std::optional<Checkpoint> checkpoint_;
  std::map<std::string, uint64_t> outcomes_;
};

// A step as one line of text, to be read by people.
std::string Print(const WorkStep& step);

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_ARENA_H_
