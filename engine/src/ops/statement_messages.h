// Texts of the operations on statements, each with its source. What concerns one statement without its table is in
// partiql/messages.h.
#ifndef HASHRANGE_OPS_STATEMENT_MESSAGES_H_
#define HASHRANGE_OPS_STATEMENT_MESSAGES_H_

#include "partiql/messages.h"

namespace hashrange::ops {

// Reads.
inline constexpr Message kNoSuchIndex{
    ErrorType::kValidation, "The table does not have the specified index", partiql::kSuite};
inline constexpr Message kStrongReadOfGlobalIndex{
    ErrorType::kValidation,
    "Strongly consistent read is not supported on Global Secondary Indexes", partiql::kSuite};
inline constexpr Message kSeveralKeyAttributes{
    ErrorType::kValidation,
    "PartiQL statements cannot be executed on tables with multi-attribute HASH keys or "
    "multi-attribute RANGE keys.",
    partiql::kSuite};
inline constexpr Message kFilterNotProjected{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Secondary index %s does not project one or more "
    "filter attributes: [%s]",
    partiql::kSuite};
inline constexpr Message kOverlap{
    ErrorType::kValidation,
    "Overlapping conditions with range keys are not supported in where clause", partiql::kSuite};
inline constexpr Message kTooManyReads{
    ErrorType::kValidation, "Too many decomposed read operations for a given query.",
    partiql::kCaptures};
inline constexpr Message kKeyTypeOfStatement{
    ErrorType::kValidation,
    "Key attribute's data type should match its data type in table's schema: Key %s",
    partiql::kCaptures};
inline constexpr Message kNoKeyType{
    ErrorType::kValidation,
    "Key value must be of type S, N, or B. Key name: %s, Key type: %s", partiql::kLocal};
inline constexpr Message kNestedKey{
    ErrorType::kValidation,
    "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: "
    "Key %s",
    partiql::kLocal};
inline constexpr Message kOrderByOther{
    ErrorType::kValidation, "Attribute %s in ORDER BY clause must be part of the primary key",
    partiql::kCaptures};
inline constexpr Message kOrderWithoutKey{
    ErrorType::kValidation,
    "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY "
    "clause.",
    partiql::kCaptures};
inline constexpr Message kOrderWithoutPartition{
    ErrorType::kValidation,
    "Must have hash key in ORDER BY clause when more than one hash key condition specified in "
    "WHERE clause.",
    partiql::kCaptures};
inline constexpr Message kTokenInvalid{ErrorType::kValidation, "Invalid NextToken",
                                       "dynoxide's captures, eu-west-2 2026-07-29"};
inline constexpr Message kTokenOfOther{ErrorType::kValidation, "NextToken does not match request",
                                       "dynoxide's captures, eu-west-2 2026-07-29"};

// Writes.
inline constexpr Message kDuplicateItem{ErrorType::kDuplicateItem,
                                        "Duplicate primary key exists in table", partiql::kSuite};
inline constexpr Message kNoKeyEquality{
    ErrorType::kValidation,
    "Where clause does not contain a mandatory equality on all key attributes", partiql::kSuite};
inline constexpr Message kSeveralKeyValues{
    ErrorType::kValidation,
    "Multiple conditions on same key %s. Only single item Update/Insert/Delete are supported",
    partiql::kCaptures};

// Batches.
inline constexpr Message kMixedBatch{
    ErrorType::kValidation,
    "Read and write requests together in the same batch is not supported.",
    "dynoxide, observed on AWS"};
inline constexpr Message kBatchWithoutKey{
    ErrorType::kValidation,
    "Select statements within BatchExecuteStatement must specify the primary key in the where "
    "clause.",
    partiql::kSuite};

// Transactions.
inline constexpr Message kInTransaction{
    ErrorType::kValidation, "Validation failed in TransactStatements[%s]: %s", partiql::kSuite};
inline constexpr Message kMixedTransaction{
    ErrorType::kValidation,
    "ExecuteTransaction API does not support both read and write operations in the same request.",
    partiql::kCaptures};
inline constexpr Message kTransactionWithoutKey{
    ErrorType::kValidation,
    "Select statements within ExecuteTransaction must specify the primary key in the where clause.",
    partiql::kSuite};
inline constexpr Message kIndexInTransaction{
    ErrorType::kValidation, "Reads on indices are not supported within transactions.",
    partiql::kSuite};
inline constexpr Message kReturningInTransaction{
    ErrorType::kValidation, "RETURNING clause is not supported in ExecuteTransaction.",
    partiql::kSuite};
inline constexpr Message kExistsOfOneItem{
    ErrorType::kValidation,
    "EXISTS() must contain a single item read with additional condition", partiql::kSuite};

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_STATEMENT_MESSAGES_H_
