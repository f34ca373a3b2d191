// ARNs: those of this database's tables, and what a request names by one. Source: AWS Developer Guide,
// "ARN format"; control-plane lab, measured us-west-2 and us-east-1 2026-10. Tested by
// tests/conformance.
#ifndef HASHRANGE_OPS_RESOURCE_ARN_H_
#define HASHRANGE_OPS_RESOURCE_ARN_H_

#include <string>

#include "hashrange/result.h"
#include "model/table_schema.h"
#include "ops/context.h"
#include "store/table.h"

namespace hashrange::ops {

// "arn:aws:dynamodb:<region>:<account>:table/<name>".
std::string TableArn(const Identity& identity, Bytes table_name);

// The parts of "arn:<partition>:<service>:<region>:<account>:<resource>". Views of the text.
struct ResourceArn {
  Bytes service;
  Bytes region;
  Bytes account;
  Bytes resource;

  // Of "table/<name>" the name, of "table/<name>/<more>" the name and what follows it.
  Bytes table_name() const;
  Bytes below_table() const;
};
// False when the text is not of that form.
bool ParseArn(Bytes text, ResourceArn* arn);

// The name of the table that a request names by name or ARN. Errors: an ARN of another region, of
// another account, or of something else than a table.
Result<Bytes> NameOfTable(const Context& context, Bytes name_or_arn);

// Whether it is the ARN of a table or stream here, which is what tags and resource policies are
// attached to.
Status CheckResourceArn(const Context& context, Bytes arn);
// The table of an ARN that passed CheckResourceArn, for tags. Errors: one that is not there, not
// there yet, or no longer.
Result<const store::Table*> FindResource(const Context& context, Bytes arn);

// A table, and which of its policies an ARN names: its own, or that of its latest stream.
struct PolicySlot {
  const store::Table* table;
  model::ResourcePolicy model::TableSchema::*member;
};
// The same for policies, whatever state the table is in. Errors: a table or stream that is not there.
Result<PolicySlot> FindPolicySlot(const Context& context, Bytes arn);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_RESOURCE_ARN_H_
