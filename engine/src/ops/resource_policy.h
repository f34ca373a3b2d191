// Resource policies: a document as a request has it, in the one form in which it is kept and
// answered. Policies are kept for those who ask for them; nothing here is allowed or denied by one.
// Source: control-plane lab, measured us-west-2 and us-east-1 2026-10. Tested by
// tests/conformance.
#ifndef HASHRANGE_OPS_RESOURCE_POLICY_H_
#define HASHRANGE_OPS_RESOURCE_POLICY_H_

#include <string>

#include "hashrange/result.h"
#include "model/table_schema.h"
#include "ops/context.h"

namespace hashrange::ops {

// The document as GetResourcePolicy answers it: without white space, members in the order Version,
// Id, Statement; of a statement Sid, Effect, Principal, Action, Resource, Condition; statements as a
// list, within them a list of one element as that element, an account's number as the ARN of its
// root. Errors: what is no policy, or is too large, or lets everybody in.
Result<std::string> ReadPolicy(Bytes document);

// The policy that a change at that moment makes of `present`, with a revision of its own. An empty
// text takes it away.
model::ResourcePolicy ChangedPolicy(const model::ResourcePolicy& present, std::string text,
                                    uint64_t now_ms);

// Errors: a policy of another revision than `expected` ("NO_POLICY": none), and a change too soon after
// the one before. `table_name` is in the texts, of a stream's policy too.
Status CheckRevision(const model::ResourcePolicy& policy, Bytes table_name, Bytes expected);
Status CheckPolicyPause(const model::ResourcePolicy& policy, Bytes table_name, uint64_t now_ms);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_RESOURCE_POLICY_H_
