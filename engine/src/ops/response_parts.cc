#include "ops/response_parts.h"

#include "ops/messages.h"

namespace hashrange::ops {
Bytes TableNameOf(Bytes name_or_arn) {
  constexpr Bytes kTablePart = ":table/";
  if (name_or_arn.substr(0, 4) != "arn:") return name_or_arn;
  const size_t at = name_or_arn.find(kTablePart);
  if (at == Bytes::npos) return name_or_arn;
  const Bytes rest = name_or_arn.substr(at + kTablePart.size());
  return rest.substr(0, rest.find('/'));
}

Result<const store::Table*> FindTable(const Context& context, Bytes name_or_arn) {
  const store::Table* table = context.state->catalog().Find(TableNameOf(name_or_arn));
  if (table == nullptr || table->status() != store::TableStatus::kActive)
    return Fail(kResourceNotFound);
  return table;
}

Result<const store::Table*> FindTableToDescribe(const Context& context, Bytes name_or_arn) {
  const Bytes name = TableNameOf(name_or_arn);
  const store::Table* table = context.state->catalog().Find(name);
  if (table == nullptr) return Fail(kTableNotFound, {name});
  return table;
}

bool IsFillingGlobalIndex(const store::Table& table) {
  for (const store::SecondaryIndex& index : table.indexes()) {
    if (index.schema->kind == model::IndexKind::kGlobal && !index.complete()) return true;
  }
  return false;
}

}  // namespace hashrange::ops
