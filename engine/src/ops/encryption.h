// SSESpecification: what a request says of encryption, and how that changes a table. Nothing is
// encrypted with these keys, and no key is looked up: every one is taken for usable. Source: AWS API
// Reference, SSESpecification; control-plane lab, measured us-west-2 and us-east-1 2026-10. Tested
// by tests/conformance.
#ifndef HASHRANGE_OPS_ENCRYPTION_H_
#define HASHRANGE_OPS_ENCRYPTION_H_

#include <string>

#include "hashrange/result.h"
#include "model/table_schema.h"
#include "ops/context.h"
#include "wire/request_reader.h"

namespace hashrange::ops {

// The ARN of the key that the specification asks for; empty: the service's own. Errors: members that
// do not go together.
Result<std::string> ReadEncryption(const wire::StructureView& specification,
                                   const Identity& identity);

// Whether the table is to be encrypted with that key. Errors: it is already; too many changes.
Status ChangeEncryption(const wire::StructureView& specification, const Context& context,
                        model::Encryption* encryption);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_ENCRYPTION_H_
