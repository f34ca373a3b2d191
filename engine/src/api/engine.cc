#include "hashrange/engine.h"

#include <cmath>
#include <optional>
#include <utility>

#include "api/background.h"
#include "api/control.h"
#include "api/lifecycle.h"
#include "api/operations.h"
#include "api/other_operations.h"
#include "model/messages.h"
#include "ops/response_parts.h"
#include "ops/trace.h"
#include "store/checkpoint.h"
#include "store/invariants.h"
#include "store/recovery.h"
#include "wire/constraints.h"
#include "wire/error_envelope.h"
#include "wire/json_reader.h"
#include "wire/json_writer.h"
#include "wire/strict_json.h"

namespace hashrange {
namespace {

// Nodes of dropped trees that are freed between two requests: enough to keep up with any workload,
// too few to be felt.
constexpr size_t kReleasedNodesMax = 64;

uint64_t Milliseconds(double now_ms) {
  // Not a number, before 1970 or beyond what a double counts exactly: a broken clock, which
  // State::Now then holds.
  if (!(now_ms >= 0) || now_ms > 9007199254740991.0) return 0;
  return static_cast<uint64_t>(now_ms);
}

}  // namespace

struct Engine::Rep {
  explicit Rep(Options options)
      : identity{options.region, std::move(options.account_id), model::DialectOf(options.region)},
        background_after_requests(options.background_after_requests),
        delays(options.lifecycle_delays) {
    state.set_log_sink(options.log_sink);
  }
  // A fork.
  explicit Rep(const Rep* parent)
      : state(parent->state.Fork()),
        identity(parent->identity),
        background_after_requests(parent->background_after_requests),
        delays(parent->delays) {}

  ops::Trace* listener() { return tracing ? &trace : nullptr; }

  ops::Context ContextOf(double now_ms, uint64_t entropy) {
    const uint64_t now = state.Now(Milliseconds(now_ms));
    if (!state.background_tables().empty()) api::EndLifecycles(&state, now, entropy);
    return {&state, &identity, &scratch, now, entropy, listener(), &delays};
  }

  // Runs an operation on a body in request form and returns the response form. `json`: the body as
  // it was sent, if it was sent so.
  Bytes Run(const api::OperationRow& row, const wire::RequestHeader& header, Bytes json = {}) {
    out.Begin(row.operation);
    ops::Context context = ContextOf(header.now_ms, header.entropy);
    const bool plain = row.plain != nullptr && !tracing && header.typed() &&
                       row.plain(&context, header.body, &out);
    Status status = plain ? Status() : RunChecked(row, header, json, &context);
    if (background_after_requests) RunDue(context);
    state.ReleaseSome(kReleasedNodesMax);
    if (!status.ok()) return out.Fail(row.operation, status.error());
    return out.Finish();
  }

  static Result<wire::StructureView> ReadInput(const model::OperationShape& shape,
                                               const wire::RequestHeader& header, Bytes json) {
    if ((shape.quirks & model::kQuirkStrictJson) != 0 && !json.empty())
      HR_RETURN_IF_ERROR(wire::CheckStrictly(*shape.input, json, header.body));
    return wire::ReadRequest(*shape.input, header.body, header.typed());
  }

  Status RunChecked(const api::OperationRow& row, const wire::RequestHeader& header, Bytes json,
                    ops::Context* context) {
    const model::OperationShape& shape = model::ShapeOf(row.operation);
    Result<wire::StructureView> input = ReadInput(shape, header, json);
    if (!tracing) return RunRead(row, shape, std::move(input), context);
    trace.Begin(shape.name, input.ok() ? TableOf(input.value()) : Bytes(), context->now_ms);
    Status status = RunRead(row, shape, std::move(input), context);
    trace.End(shape.name, status.ok() ? nullptr : &status.error());
    return status;
  }

  Status RunRead(const api::OperationRow& row, const model::OperationShape& shape,
                 Result<wire::StructureView>&& input, ops::Context* context) {
    if (!input.ok()) return std::move(input).error();
    HR_RETURN_IF_ERROR(wire::CheckConstraints(shape, input.value(), identity.dialect));
    return row.run(context, input.value(), &out);
  }

  // The table that a request names for all of it; empty when its operation has no such member.
  static Bytes TableOf(const wire::StructureView& input) {
    const int member = model::FindMemberIndex(input.shape(), "TableName");
    return member < 0 ? Bytes() : ops::TableNameOf(input.String(static_cast<uint8_t>(member)));
  }

  void RunDue(const ops::Context& context) {
    const std::optional<uint64_t> due_ms = api::NextDueMs(state);
    if (!due_ms.has_value() || *due_ms > context.now_ms) return;
    api::RunBackground(&state, context.now_ms, context.entropy, api::kStepsAfterRequest,
                       context.trace);
  }

  store::State state;
  ops::Identity identity;
  bool background_after_requests;
  LifecycleDelays delays;
  bool tracing = false;
  ops::Trace trace;
  ops::Scratch scratch;
  wire::ResponseWriter out;
  std::string request;  // a JSON body in request form
  std::optional<store::Recovery> recovery;
  std::optional<store::CheckpointWriter> checkpoint;
};

Engine::Engine(std::unique_ptr<Rep> rep) : rep_(std::move(rep)) {}
Engine::~Engine() = default;

std::unique_ptr<Engine> Engine::Open(Options options) {
  return std::unique_ptr<Engine>(new Engine(std::make_unique<Rep>(std::move(options))));
}

Bytes Engine::Execute(Bytes request) {
  wire::RequestHeader header;
  if (!wire::ReadRequestHeader(request, &header)) {
    return rep_->out.Fail(model::Operation::kNone, Fail(model::kSerialization));
  }
  const api::OperationRow* row = api::FindRow(header.operation);
  if (row == nullptr)
    return rep_->out.Fail(model::Operation::kNone, Error(ErrorType::kUnknownOperation, ""));
  return rep_->Run(*row, header);
}

Engine::JsonResponse Engine::Dispatch(Bytes target, Bytes body, double now_ms, uint64_t entropy) {
  JsonResponse response;
  // Source for the order, body before target: dynalite, observed on AWS.
  rep_->request.clear();
  wire::AppendRequestHeader(&rep_->request, now_ms, entropy, model::Operation::kNone, 0);
  Status read = wire::AppendJsonRequest(body, &rep_->request);
  if (!read.ok()) {
    response.http_status = wire::AppendErrorJson(read.error(), &response.body);
    return response;
  }
  const model::OperationShape* shape = wire::ParseTarget(target);
  const api::OperationRow* row = shape == nullptr ? nullptr : api::FindRow(shape->number());
  wire::RequestHeader header;
  if (row == nullptr || !wire::ReadRequestHeader(rep_->request, &header)) {
    response.http_status = wire::AppendErrorJson(api::UnknownOperation(target), &response.body);
    return response;
  }
  response.http_status = wire::AppendJsonResponse(rep_->Run(*row, header, body), &response.body);
  // An output without members is no body at all. Source: control-plane lab, measured 2026-10.
  if (response.http_status == 200 && shape->output->members.empty()) response.body.clear();
  return response;
}

Engine::JsonResponse Engine::Control(Bytes verb, Bytes body, double now_ms, uint64_t entropy) {
  JsonResponse response;
  ops::Context context = rep_->ContextOf(now_ms, entropy);
  Status status = api::RunControl(&context, verb, body, &response.body);
  rep_->state.ReleaseSome(kReleasedNodesMax);
  if (!status.ok()) {
    response.body.clear();
    response.http_status = wire::AppendErrorJson(status.error(), &response.body);
  }
  return response;
}

std::unique_ptr<Engine> Engine::Fork() const {
  return std::unique_ptr<Engine>(new Engine(std::make_unique<Rep>(rep_.get())));
}

void Engine::SetBackgroundAfterRequests(bool on) { rep_->background_after_requests = on; }

void Engine::SetLifecycleDelays(const LifecycleDelays& delays) { rep_->delays = delays; }

void Engine::SetTracing(bool on) {
  rep_->tracing = on;
  if (!on) rep_->trace.Clear();
}

Bytes Engine::trace() const { return rep_->trace.lines(); }

void Engine::ClearTrace() { rep_->trace.Clear(); }

bool Engine::Recover(FileKind kind, Bytes file, bool is_last) {
  if (!rep_->recovery) rep_->recovery.emplace(&rep_->state);
  switch (kind) {
    case FileKind::kCheckpoint:
      return rep_->recovery->ReadCheckpoint(file);
    case FileKind::kSegment:
      return rep_->recovery->ReadSegment(file, is_last);
  }
  return false;
}

const std::string& Engine::recovery_message() const {
  static const std::string kNothing;
  return rep_->recovery ? rep_->recovery->error() : kNothing;
}

uint64_t Engine::recovered_bytes() const {
  return rep_->recovery ? rep_->recovery->whole_bytes() : 0;
}

void Engine::BeginCheckpoint() { rep_->checkpoint.emplace(rep_->state); }

bool Engine::NextCheckpointChunk(std::string* chunk) {
  chunk->clear();
  return rep_->checkpoint && rep_->checkpoint->Next(chunk);
}

void Engine::EndCheckpoint() { rep_->checkpoint.reset(); }

uint64_t Engine::last_sequence() const { return rep_->state.last_sequence(); }

std::string Engine::CheckInvariants() const {
  return store::CheckInvariants(rep_->state).value_or(std::string());
}

}  // namespace hashrange
