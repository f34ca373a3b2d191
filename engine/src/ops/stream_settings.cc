#include "ops/stream_settings.h"

#include "ops/stream_messages.h"
#include "ops/stream_names.h"
#include "ops/table_messages.h"

namespace hashrange::ops {
namespace {

using model::members::StreamSpecification;
using Description = model::members::TableDescription;

void Enable(const Context& context, const wire::StructureView& specification,
            model::TableSchema* schema) {
  schema->stream_view_type =
      ParseStreamViewType(specification.String(StreamSpecification::kStreamViewType));
  schema->stream_label_ms = NewStreamLabelMs(*context.state, schema->table_name,
                                             schema->stream_label_ms, context.now_ms);
  schema->stream_policy = {};
}

}  // namespace

Status ReadNewStream(const Context& context, const wire::StructureView& specification,
                     model::TableSchema* schema) {
  const bool has_view_type = specification.has(StreamSpecification::kStreamViewType);
  if (!specification.Boolean(StreamSpecification::kStreamEnabled)) {
    if (has_view_type) return Fail(kNewStreamDisabledWithView);
    return {};
  }
  if (!has_view_type) return Fail(kNewStreamWithoutView);
  Enable(context, specification, schema);
  return {};
}

// The view type of a stream cannot be changed: it is disabled, and another one enabled. Source:
// control-plane lab, measured us-west-2 and us-east-1 2026-10.
Status ChangeStream(const Context& context, const wire::StructureView& specification,
                    model::TableSchema* schema) {
  if (specification.Boolean(StreamSpecification::kStreamEnabled)) {
    if (schema->has_stream()) return Fail(kStreamEnabledAlready, {schema->table_name});
    Enable(context, specification, schema);
    return {};
  }
  if (!schema->has_stream()) return Fail(kNoStreamToDisable, {schema->table_name});
  schema->stream_view_type = model::StreamViewType::kNone;
  return {};
}

// The names of the latest stream stay when it is disabled. Source: control-plane lab, measured
// us-west-2 and us-east-1 2026-10.
void WriteStreamMembers(const model::TableSchema& schema, const Identity& identity,
                        wire::ResponseWriter* out) {
  if (schema.has_stream()) {
    out->Member(Description::kStreamSpecification);
    const wire::ResponseWriter::Mark structure = out->BeginStructure();
    out->Member(StreamSpecification::kStreamEnabled);
    out->Boolean(true);
    out->Member(StreamSpecification::kStreamViewType);
    out->String(StreamViewTypeName(schema.stream_view_type));
    out->EndStructure(structure);
  }
  if (schema.stream_label_ms == 0) return;
  out->Member(Description::kLatestStreamLabel);
  out->String(StreamLabel(schema.stream_label_ms));
  out->Member(Description::kLatestStreamArn);
  out->String(StreamArn(identity, schema.table_name, schema.stream_label_ms));
}

}  // namespace hashrange::ops
