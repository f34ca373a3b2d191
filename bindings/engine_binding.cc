// The engine for JavaScript: Embind functions that take and return integers only. No logic lives
// here. The meaning of each function and the formats are in engine_binding.d.ts.
#include <emscripten/bind.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "hashrange/engine.h"

namespace {

using hashrange::Bytes;
using hashrange::Engine;

// Keeps the frames of commits until the host has taken them.
class FrameBuffer final : public hashrange::LogSink {
 public:
  void Append(Bytes frame) override { frames_.append(frame); }
  std::string& frames() { return frames_; }

 private:
  std::string frames_;
};

struct Instance {
  FrameBuffer log;
  bool logging = false;
  std::unique_ptr<Engine> engine;
  char* request = nullptr;
  size_t request_capacity = 0;
  std::string response;
  std::string scratch;

  ~Instance() { std::free(request); }
};

// Handles are 1 and up; a closed one leaves a hole, so that no handle ever means another engine.
std::vector<std::unique_ptr<Instance>>& Instances() {
  static std::vector<std::unique_ptr<Instance>> instances;
  return instances;
}

Instance& At(uint32_t handle) { return *Instances()[handle - 1]; }

uint32_t Add(std::unique_ptr<Instance> instance) {
  Instances().push_back(std::move(instance));
  return static_cast<uint32_t>(Instances().size());
}

// The engine that was closed when no other was open. Freeing it would mean walking all its rows,
// and most likely the whole module is about to be dropped; if it is not, the next engine's opening
// frees it.
std::unique_ptr<Instance>& ClosedLast() {
  static auto* closed = new std::unique_ptr<Instance>();  // never destroyed
  return *closed;
}

uint32_t Address(const void* pointer) {
  return static_cast<uint32_t>(reinterpret_cast<uintptr_t>(pointer));
}

// Wasm is little-endian, as the formats are.
void AppendFixed32(std::string* to, uint32_t value) {
  to->append(reinterpret_cast<const char*>(&value), sizeof value);
}

// bytes:fixed32 and the bytes, in `to`.
uint32_t Prefixed(Bytes bytes, std::string* to) {
  to->clear();
  AppendFixed32(to, static_cast<uint32_t>(bytes.size()));
  to->append(bytes);
  return Address(to->data());
}

uint32_t OpenEngine(uint32_t logging) {
  ClosedLast().reset();
  auto instance = std::make_unique<Instance>();
  Engine::Options options;
  instance->logging = logging != 0;
  if (instance->logging) options.log_sink = &instance->log;
  instance->engine = Engine::Open(std::move(options));
  return Add(std::move(instance));
}

void SetRegion(uint32_t handle, uint32_t bytes) {
  Instance& instance = At(handle);
  Engine::Options options;
  if (instance.logging) options.log_sink = &instance.log;
  options.region = Bytes(instance.request, bytes);
  instance.engine = Engine::Open(std::move(options));
}

uint32_t ForkEngine(uint32_t handle) {
  auto instance = std::make_unique<Instance>();
  instance->engine = At(handle).engine->Fork();
  return Add(std::move(instance));
}

void CloseEngine(uint32_t handle) {
  std::unique_ptr<Instance> closed = std::move(Instances()[handle - 1]);
  for (const std::unique_ptr<Instance>& other : Instances()) {
    if (other != nullptr) return;
  }
  ClosedLast() = std::move(closed);
}

uint32_t RequestBuffer(uint32_t handle, uint32_t bytes) {
  Instance& instance = At(handle);
  if (bytes > instance.request_capacity) {
    const size_t capacity = bytes < 4096 ? 4096 : bytes;
    void* grown = std::realloc(instance.request, capacity);
    if (grown == nullptr) return 0;
    instance.request = static_cast<char*>(grown);
    instance.request_capacity = capacity;
  }
  return Address(instance.request);
}

uint32_t Execute(uint32_t handle, uint32_t bytes) {
  Instance& instance = At(handle);
  return Address(instance.engine->Execute(Bytes(instance.request, bytes)).data());
}

// Where Execute lies in the module's function table.
uint32_t ExecuteAddress() { return static_cast<uint32_t>(reinterpret_cast<uintptr_t>(&Execute)); }

// Dispatch and Control differ in what the name before the body means.
using JsonDoor = Engine::JsonResponse (Engine::*)(Bytes, Bytes, double, uint64_t);

uint32_t RunJson(uint32_t handle, uint32_t bytes, JsonDoor door) {
  Instance& instance = At(handle);
  constexpr size_t kHeaderBytes = 20;
  double now_ms = 0;
  uint64_t entropy = 0;
  uint32_t name_bytes = 0;
  if (bytes < kHeaderBytes) return 0;
  std::memcpy(&now_ms, instance.request, sizeof now_ms);
  std::memcpy(&entropy, instance.request + 8, sizeof entropy);
  std::memcpy(&name_bytes, instance.request + 16, sizeof name_bytes);
  const Bytes rest = Bytes(instance.request, bytes).substr(kHeaderBytes);
  if (name_bytes > rest.size()) return 0;
  const Engine::JsonResponse answer = (instance.engine.get()->*door)(
      rest.substr(0, name_bytes), rest.substr(name_bytes), now_ms, entropy);
  instance.response.clear();
  AppendFixed32(&instance.response, static_cast<uint32_t>(answer.http_status));
  AppendFixed32(&instance.response, static_cast<uint32_t>(answer.body.size()));
  instance.response.append(answer.body);
  return Address(instance.response.data());
}

uint32_t Dispatch(uint32_t handle, uint32_t bytes) {
  return RunJson(handle, bytes, &Engine::Dispatch);
}

uint32_t Control(uint32_t handle, uint32_t bytes) {
  return RunJson(handle, bytes, &Engine::Control);
}

void SetBackground(uint32_t handle, uint32_t on) {
  At(handle).engine->SetBackgroundAfterRequests(on != 0);
}

// Doubles, since milliseconds may not fit 32 bits. The host has seen to it that they are no less than 0.
void SetLifecycleDelays(uint32_t handle, double create_table, double update_table,
                        double delete_table, double allocate_index, double fill_index,
                        double delete_index) {
  At(handle).engine->SetLifecycleDelays(
      {.create_table_ms = static_cast<uint64_t>(create_table),
       .update_table_ms = static_cast<uint64_t>(update_table),
       .delete_table_ms = static_cast<uint64_t>(delete_table),
       .allocate_index_ms = static_cast<uint64_t>(allocate_index),
       .fill_index_ms = static_cast<uint64_t>(fill_index),
       .delete_index_ms = static_cast<uint64_t>(delete_index)});
}

void SetTracing(uint32_t handle, uint32_t on) { At(handle).engine->SetTracing(on != 0); }
uint32_t TraceBytes(uint32_t handle) {
  return static_cast<uint32_t>(At(handle).engine->trace().size());
}
uint32_t TraceData(uint32_t handle) { return Address(At(handle).engine->trace().data()); }
void ClearTrace(uint32_t handle) { At(handle).engine->ClearTrace(); }

uint32_t LogBytes(uint32_t handle) { return static_cast<uint32_t>(At(handle).log.frames().size()); }
uint32_t LogData(uint32_t handle) { return Address(At(handle).log.frames().data()); }

void ClearLog(uint32_t handle) {
  std::string& frames = At(handle).log.frames();
  frames.clear();
  // One large transaction must not hold its memory for ever.
  if (frames.capacity() > (1u << 20)) frames.shrink_to_fit();
}

double LastSequence(uint32_t handle) {
  return static_cast<double>(At(handle).engine->last_sequence());
}

uint32_t Recover(uint32_t handle, uint32_t bytes, uint32_t kind, uint32_t last) {
  Instance& instance = At(handle);
  const bool recovered = instance.engine->Recover(static_cast<Engine::FileKind>(kind),
                                                  Bytes(instance.request, bytes), last != 0);
  if (last != 0) {
    // It was as large as the largest file; requests are small.
    std::free(instance.request);
    instance.request = nullptr;
    instance.request_capacity = 0;
  }
  return recovered ? 0 : 1;
}

double RecoveredBytes(uint32_t handle) {
  return static_cast<double>(At(handle).engine->recovered_bytes());
}

uint32_t RecoveryMessage(uint32_t handle) {
  Instance& instance = At(handle);
  return Prefixed(instance.engine->recovery_message(), &instance.scratch);
}

void BeginCheckpoint(uint32_t handle) { At(handle).engine->BeginCheckpoint(); }

uint32_t NextCheckpointChunk(uint32_t handle) {
  Instance& instance = At(handle);
  std::string chunk;
  if (!instance.engine->NextCheckpointChunk(&chunk)) return 0;
  return Prefixed(chunk, &instance.scratch);
}

void EndCheckpoint(uint32_t handle) {
  Instance& instance = At(handle);
  instance.engine->EndCheckpoint();
  instance.scratch = std::string();
}

}  // namespace

EMSCRIPTEN_BINDINGS(hashrange) {
  emscripten::function("openEngine", &OpenEngine);
  emscripten::function("setRegion", &SetRegion);
  emscripten::function("forkEngine", &ForkEngine);
  emscripten::function("closeEngine", &CloseEngine);
  emscripten::function("requestBuffer", &RequestBuffer);
  emscripten::function("execute", &Execute);
  emscripten::function("executeAddress", &ExecuteAddress);
  emscripten::function("dispatch", &Dispatch);
  emscripten::function("control", &Control);
  emscripten::function("setBackground", &SetBackground);
  emscripten::function("setLifecycleDelays", &SetLifecycleDelays);
  emscripten::function("setTracing", &SetTracing);
  emscripten::function("traceBytes", &TraceBytes);
  emscripten::function("traceData", &TraceData);
  emscripten::function("clearTrace", &ClearTrace);
  emscripten::function("logBytes", &LogBytes);
  emscripten::function("logData", &LogData);
  emscripten::function("clearLog", &ClearLog);
  emscripten::function("lastSequence", &LastSequence);
  emscripten::function("recover", &Recover);
  emscripten::function("recoveredBytes", &RecoveredBytes);
  emscripten::function("recoveryMessage", &RecoveryMessage);
  emscripten::function("beginCheckpoint", &BeginCheckpoint);
  emscripten::function("nextCheckpointChunk", &NextCheckpointChunk);
  emscripten::function("endCheckpoint", &EndCheckpoint);
}
