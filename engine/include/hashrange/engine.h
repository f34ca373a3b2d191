// Engine is a whole database in memory that answers DynamoDB's operations: synchronous,
// single-threaded, deterministic. It never looks at a clock, a random source or a file: time and
// entropy come in with each request, and commits go out as log frames (host.h). Give the frames
// back at the next start and the same state is there again.
//
//   auto engine = hashrange::Engine::Open({});
//   auto answer = engine->Dispatch("DynamoDB_20120810.ListTables", "{}", now_ms, entropy);
//   // answer.http_status == 200, answer.body == R"({"TableNames":[]})"
//
// Two doors lead to the same operations. Dispatch() speaks the JSON protocol. Execute() speaks
// request form and response form, the binary forms that language bindings encode and decode
// themselves (engine/doc/boundary_format.md). Control() is a third door, for what DynamoDB has no
// operation for. Not thread-safe: one engine and its forks, one thread at a time. Tested by
// engine_test.cc, engine_fork_test.cc, engine_control_test.cc and tests/conformance.
#ifndef HASHRANGE_ENGINE_H_
#define HASHRANGE_ENGINE_H_

#include <cstdint>
#include <memory>
#include <string>

#include "hashrange/bytes.h"
#include "hashrange/host.h"
#include "hashrange/lifecycle.h"

namespace hashrange {

class Engine {
 public:
  struct Options {
    // Takes the log frame of every commit, or null for a database that is only in memory. Not
    // owned; must outlive the engine.
    LogSink* log_sink = nullptr;
    // What ARNs name. Source: AWS Developer Guide, "ARN format". Regions answer some requests
    // differently, and the engine as this one; a region that was not measured, whatever its name,
    // answers as most do (engine/doc/decisions/0013-regions.md).
    std::string region = "eu-west-2";
    std::string account_id = "000000000000";
    // Requests do a bounded step of the background work that is due (items that expire, indexes to
    // be filled), after they were answered. Without it only Control("Tick") does any.
    bool background_after_requests = false;
    // How long tables and indexes stay in the states through which they pass.
    LifecycleDelays lifecycle_delays = {};
  };

  struct JsonResponse {
    int http_status = 200;
    std::string body;
  };

  // What one recovered file was.
  enum class FileKind : uint8_t { kCheckpoint = 1, kSegment = 2 };

  // Opens an empty database. Give it its files with Recover() before the first request.
  static std::unique_ptr<Engine> Open(Options options);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // Runs one request in request form, which carries its own time and entropy, and returns the
  // response form. Every failure of the caller's is an error structure in the response. `request`
  // is not kept; the response is valid until the next request.
  Bytes Execute(Bytes request);

  // Runs one request of the JSON protocol. `target` is the value of X-Amz-Target
  // ("DynamoDB_20120810.PutItem"), `now_ms` milliseconds since 1970 by the caller's clock (a clock
  // that goes backwards is clamped), `entropy` 64 random bits. The body of an error has __type and
  // message, with HTTP status 400 or 500.
  JsonResponse Dispatch(Bytes target, Bytes body, double now_ms, uint64_t entropy);

  // Runs one verb of the control door on a JSON object, with time and entropy as above:
  //   "Inspect"  {}  what the database looks like inside: time, sequence, tables, partitions
  //   "Split"    {"TableName","IndexName"?,"Key"?,"Hash"?}  cuts a partition in two: the one that
  //              holds the key or the hash (16 hexadecimal digits), there; else the largest one in
  //              its middle. Answers both as Inspect prints them.
  //   "Tick"     {"maxSteps"?}  does background work that is due: {"more","nextDueMs","expired",
  //              "backfilled"}
  // Errors as of Dispatch: ValidationException for a verb, a body or a member that is not as it
  // should be, or when there is nothing to split; ResourceNotFoundException for an unknown table.
  JsonResponse Control(Bytes verb, Bytes body, double now_ms, uint64_t entropy);

  // A database of its own with the same content, identity and options, without a log sink and
  // without listeners. O(tables + partitions), whatever the number of items: rows are shared until
  // one of both changes them. Parent and fork may be destroyed in any order.
  std::unique_ptr<Engine> Fork() const;

  void SetBackgroundAfterRequests(bool on);
  // For what begins from now on.
  void SetLifecycleDelays(const LifecycleDelays& delays);

  // While tracing is on, requests and background work tell what they do, as one line of JSON for
  // each event (ops/trace.h, npm/src/trace.ts). They answer the same, only later. Off at first.
  // Turning it off forgets what was not taken.
  void SetTracing(bool on);
  // The events since the last ClearTrace, valid until the next call.
  Bytes trace() const;
  void ClearTrace();

  // Recovery: takes a whole file (header and frames), the checkpoint first if there is one, then
  // the segments in their order. `is_last` says that no file follows: only then may the file end in
  // a torn frame. False when the file cannot be used: recovery_message() then says why in one
  // sentence, and the engine must be thrown away.
  bool Recover(FileKind kind, Bytes file, bool is_last);
  const std::string& recovery_message() const;
  // How many bytes of the file last recovered are whole; the rest is a torn frame, which the host
  // cuts off.
  uint64_t recovered_bytes() const;

  // Freezes the state for a checkpoint, in time that does not depend on the number of items.
  // Requests may go on meanwhile.
  void BeginCheckpoint();
  // Replaces *chunk by the next part of the checkpoint's file, about 1 MiB, header first. False,
  // with *chunk empty, after the last.
  bool NextCheckpointChunk(std::string* chunk);
  void EndCheckpoint();

  // The sequence of the last commit; 0 before the first.
  uint64_t last_sequence() const;

  // Checks what must always hold (order of trees, counts, sizes). Empty when all is well, else what
  // is wrong. For tests; slow.
  std::string CheckInvariants() const;

 private:
  struct Rep;
  explicit Engine(std::unique_ptr<Rep> rep);
  std::unique_ptr<Rep> rep_;
};

}  // namespace hashrange

#endif  // HASHRANGE_ENGINE_H_
