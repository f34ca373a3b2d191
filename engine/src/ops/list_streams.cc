// ListStreams: the streams of a table, or of all, in the order of their tables' names and their
// labels; those that were disabled within a day too. Source: Amazon DynamoDB Streams API Reference,
// ListStreams; ScyllaDB Alternator tests, which pass on AWS.
#include <string>
#include <utility>
#include <vector>

#include "base/sort.h"
#include "ops/operations.h"
#include "ops/resource_arn.h"
#include "ops/stream_names.h"

namespace hashrange::ops {
namespace {

using Input = model::members::ListStreamsInput;
using Output = model::members::ListStreamsOutput;
using model::members::Stream;

constexpr size_t kStreamsInPage = 100;

using Place = std::pair<Bytes, std::string>;  // the table's name, and the label

}  // namespace

Status ListStreams(Context* context, const wire::StructureView& input, wire::ResponseWriter* out) {
  HR_ASSIGN_OR_RETURN(const Bytes table_name,
                      NameOfTable(*context, input.String(Input::kTableName)));
  const size_t limit = input.has(Input::kLimit)
                           ? static_cast<size_t>(input.Integer(Input::kLimit))
                           : kStreamsInPage;
  Place start;
  if (input.has(Input::kExclusiveStartStreamArn)) {
    HR_ASSIGN_OR_RETURN(const StreamName name,
                        ParseStreamArn(input.String(Input::kExclusiveStartStreamArn)));
    start = Place(name.table_name, name.label);
  }
  std::vector<std::pair<Place, const store::Stream*>> found;
  for (const store::Stream& stream : context->state->streams()) {
    const Bytes name = stream.schema().table_name;
    if (stream.IsGone(context->now_ms) || (!table_name.empty() && name != table_name)) continue;
    Place place(name, StreamLabel(stream.schema().label_ms));
    if (start < place) found.emplace_back(std::move(place), &stream);
  }
  base::Sort(found);

  const wire::ResponseWriter::Mark output = out->BeginStructure();
  out->Member(Output::kStreams);
  const wire::ResponseWriter::Mark list = out->BeginList();
  std::string arn;
  for (size_t i = 0; i < found.size() && i < limit; i++) {
    const store::StreamSchema& schema = found[i].second->schema();
    arn = StreamArn(*context->identity, schema.table_name, schema.label_ms);
    out->Element();
    const wire::ResponseWriter::Mark stream = out->BeginStructure();
    out->Member(Stream::kStreamArn);
    out->String(arn);
    out->Member(Stream::kTableName);
    out->String(schema.table_name);
    out->Member(Stream::kStreamLabel);
    out->String(found[i].first.second);
    out->EndStructure(stream);
  }
  out->EndList(list);
  if (found.size() > limit) {
    out->Member(Output::kLastEvaluatedStreamArn);
    out->String(arn);
  }
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
