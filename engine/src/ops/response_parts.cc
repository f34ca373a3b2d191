#include "ops/response_parts.h"

#include "ops/lifecycle.h"
#include "ops/messages.h"
#include "ops/resource_arn.h"

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
  HR_ASSIGN_OR_RETURN(const Bytes name, NameOfTable(context, name_or_arn));
  const store::Table* table = context.state->catalog().Find(name);
  if (table == nullptr || !IsThere(table->schema(), context.now_ms))
    return Fail(kResourceNotFound);
  return table;
}

Result<const store::Table*> FindTableToDescribe(const Context& context, Bytes name_or_arn) {
  HR_ASSIGN_OR_RETURN(const Bytes name, NameOfTable(context, name_or_arn));
  const store::Table* table = context.state->catalog().Find(name);
  if (table == nullptr) return Fail(kTableNotFound, {name});
  return table;
}

}  // namespace hashrange::ops
