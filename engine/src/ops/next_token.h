// NextToken of ExecuteStatement: where a read goes on, bound to what was asked. Opaque to callers, and checked when it comes back:
//
//   token := base64(version:byte digest:byte*16 read:varint key?)     version: 1
//
// `digest` is of the statement and its parameters; Limit and ConsistentRead may change. `read` counts the reads before it, and
// `key`, an item in item form, is the last one read of it; without one it begins. Source of what is bound: characterised on AWS,
// eu-west-1 2026-09-03 (Floci); of the texts: statement_messages.h. Tested by next_token_test.cc.
#ifndef HASHRANGE_OPS_NEXT_TOKEN_H_
#define HASHRANGE_OPS_NEXT_TOKEN_H_

#include <cstdint>
#include <string>

#include "hashrange/bytes.h"
#include "hashrange/result.h"
#include "model/item.h"

namespace hashrange::ops {

struct NextToken {
  uint64_t read = 0;
  std::string key;  // in item form; empty: from the beginning

  model::Value key_value() const { return model::ItemView(key).root(); }
};

std::string WriteNextToken(Bytes asked, const NextToken& token);

// Errors: no token of ours; one of another request.
Status ReadNextToken(Bytes text, Bytes asked, NextToken* token);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_NEXT_TOKEN_H_
