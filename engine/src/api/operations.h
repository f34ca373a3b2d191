// The explicit table of operations: what dispatch, the support table in the README, fuzzers and the
// playground's menu read.
#ifndef HASHRANGE_API_OPERATIONS_H_
#define HASHRANGE_API_OPERATIONS_H_

#include <span>

#include "model/operation_shapes.h"
#include "ops/operations.h"

namespace hashrange::api {

struct OperationRow {
  model::Operation operation;
  ops::OperationFunction run;
  ops::PlainFunction plain = nullptr;  // the short way, where there is one
};

// Every operation that the engine answers, in the order of their numbers.
std::span<const OperationRow> OperationTable();

// The row of an operation's number; null when there is none.
const OperationRow* FindRow(uint8_t number);

}  // namespace hashrange::api

#endif  // HASHRANGE_API_OPERATIONS_H_
