// ListTables: names in the order of their bytes. Source: AWS API Reference, ListTables;
// paritysuite, measured eu-west-2 2026-10.
#include "ops/operations.h"

namespace hashrange::ops {
namespace {

using Input = model::members::ListTablesInput;
using Output = model::members::ListTablesOutput;

// A page, unless the caller wants less. Source: AWS API Reference, ListTables.
constexpr int64_t kTablesInPage = 100;

}  // namespace

Status ListTables(Context* context, const wire::StructureView& input, wire::ResponseWriter* out) {
  const store::Catalog::TablesByName& names = context->state->catalog().names();
  const int64_t limit = input.has(Input::kLimit) ? input.Integer(Input::kLimit) : kTablesInPage;
  // The name to start after need not exist.
  auto name = names.upper_bound(input.String(Input::kExclusiveStartTableName));

  const wire::ResponseWriter::Mark output = out->BeginStructure();
  out->Member(Output::kTableNames);
  const wire::ResponseWriter::Mark list = out->BeginList();
  Bytes last;
  for (int64_t count = 0; count < limit && name != names.end(); count++, ++name) {
    last = name->first;
    out->Element();
    out->String(last);
  }
  out->EndList(list);
  // Absent when the page ends with the last table.
  if (name != names.end()) {
    out->Member(Output::kLastEvaluatedTableName);
    out->String(last);
  }
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
