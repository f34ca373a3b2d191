// UpdateTable: its request is read and checked, and then refused.
#include "ops/messages.h"
#include "ops/operations.h"

namespace hashrange::ops {

Status UpdateTable(Context*, const wire::StructureView&, wire::ResponseWriter*) {
  return Fail(kNotSupportedYet, {"UpdateTable"});
}

}  // namespace hashrange::ops
