// Queries and scans that a statement of PartiQL asks for as well. Tested by model_test.cc.
#ifndef HASHRANGE_TESTS_MODEL_STATEMENTS_H_
#define HASHRANGE_TESTS_MODEL_STATEMENTS_H_

#include <string>

#include "model/request.h"

namespace hashrange::naive {

// Whether a statement reads the same pages as this Query or Scan, which is without fault: statements have no segments, do not count,
// lift what they project out of documents, and refuse some filters.
bool HasStatement(const Table& table, const Request& request);

// The name of the sort key of what is read; empty when it has none.
std::string SortKeyOf(const Table& table, const Request& request);

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_STATEMENTS_H_
