// What a request says about vector indexes, and the schemas that follow from it: the part that
// CreateTable and UpdateTable share. Source: AWS API Reference, VectorIndex; paritysuite, measured
// eu-west-2 2026-08. Tested by tests/conformance.
#ifndef HASHRANGE_OPS_VECTOR_DEFINITIONS_H_
#define HASHRANGE_OPS_VECTOR_DEFINITIONS_H_

#include <cstddef>
#include <vector>

#include "hashrange/result.h"
#include "model/table_schema.h"
#include "wire/request_reader.h"

namespace hashrange::ops {

inline constexpr size_t kVectorIndexesMax = 5;

// Makes the schema (without number) of a VectorIndex, or of a CreateVectorIndexAction: they have the
// same members. Its search schema is defined in `definitions`. Errors: what it says by itself.
Status MakeVectorIndex(const wire::StructureView& request,
                       const std::vector<model::KeyAttribute>& definitions,
                       model::IndexSchema* index);

// Adds the index to the table with a number of its own. Errors: what the table, its definitions and
// its other indexes have against it; not how many there are.
Status AddVectorIndex(model::IndexSchema index, model::TableSchema* schema);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_VECTOR_DEFINITIONS_H_
