// See request_lines.h.
#include "fuzz/request_lines.h"

#include <algorithm>

#include "api/operations.h"
#include "fuzz/fuzzers.h"
#include "fuzz/typed_form.h"
#include "model/operation_shapes.h"
#include "model/request_form.h"
#include "wire/error_envelope.h"
#include "wire/json_reader.h"
#include "wire/request_reader.h"

namespace hashrange::fuzz {
namespace {

std::string TargetOf(const model::OperationShape& shape) {
  const bool of_streams = shape.service == model::Service::kDynamoDBStreams;
  return (of_streams ? "DynamoDBStreams_20120810." : "DynamoDB_20120810.") +
         std::string(shape.name);
}

}  // namespace

Line ReadLine(Bytes line) {
  const size_t space = std::min(line.find(' '), line.size());
  const Bytes name = line.substr(0, space);
  const Bytes body = line.substr(std::min(space + 1, line.size()));
  constexpr Bytes kControl = "Control:";
  if (name.substr(0, kControl.size()) == kControl)
    return Line{std::string(name.substr(kControl.size())), body, true};
  if (const model::OperationShape* shape = model::FindOperation(name))
    return Line{TargetOf(*shape), body};
  const auto rows = api::OperationTable();
  const size_t row = line.empty() ? 0 : static_cast<uint8_t>(line[0]) % (rows.size() + 1);
  if (row == rows.size()) return Line{std::string(name), line};
  return Line{TargetOf(model::ShapeOf(rows[row].operation)), line};
}

Engine::JsonResponse Send(Engine* engine, const Line& line, double now_ms, uint64_t entropy) {
  return line.control ? engine->Control(line.target, line.body, now_ms, entropy)
                      : engine->Dispatch(line.target, line.body, now_ms, entropy);
}

std::string TypedRequest(const Line& line, double now_ms, uint64_t entropy) {
  const model::OperationShape* shape = line.control ? nullptr : wire::ParseTarget(line.target);
  if (shape == nullptr || api::FindRow(shape->number()) == nullptr) return "";
  std::string generic;
  if (!wire::AppendJsonRequest(line.body, &generic).ok()) return "";
  Bytes rest = generic;
  model::RequestValue value;
  FUZZ_EXPECT(model::ReadRequestValue(&rest, &value) && rest.empty());
  std::string body;
  bool typed = true;
  AppendTypedRequest(*shape->input, value, &body, &typed);
  std::string request;
  wire::AppendRequestHeader(&request, now_ms, entropy, shape->operation,
                            typed ? model::kRequestFlagTyped : 0);
  return request + body;
}

}  // namespace hashrange::fuzz
