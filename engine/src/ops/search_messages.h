// Texts of SearchVectors, each with its source.
#ifndef HASHRANGE_OPS_SEARCH_MESSAGES_H_
#define HASHRANGE_OPS_SEARCH_MESSAGES_H_

#include "ops/messages.h"

namespace hashrange::ops {

inline constexpr Message kTopKOutOfRange{
    ErrorType::kValidation,
    "Provided TopK value '%s' is out of valid range. The value must be between 1 and 100 inclusive",
    kMeasured};
inline constexpr Message kSearchVectorInvalid{
    ErrorType::kValidation,
    "Search vector contains invalid values. All values in the search vector must be a 32-bit "
    "floating-point number attribute",
    kMeasured};
inline constexpr Message kSearchVectorSize{
    ErrorType::kValidation,
    "Input search vector dimension %s does not match vector index dimension %s", kMeasured};
inline constexpr Message kVectorIndexIsFilling{
    ErrorType::kValidation, "Cannot search backfilling vector index: %s", kMeasured};
inline constexpr Message kSearchConditionMissing{
    ErrorType::kValidation,
    "SearchConditionExpression must be provided when SearchSchema has a HASH key", kMeasured};
inline constexpr Message kSearchConditionWithoutHash{
    ErrorType::kValidation,
    "SearchConditionExpression must have all HASH attributes in configured SearchSchema",
    "ExtendDB's probes of AWS, 2026-08"};
inline constexpr Message kSearchConditionOutside{
    ErrorType::kValidation,
    "SearchConditionExpression must not contain any attributes that is not in SearchSchema. "
    "Invalid attribute: %s",
    kMeasured};
inline constexpr Message kSearchConditionType{
    ErrorType::kValidation,
    "Type of '%s' attribute in SearchConditionExpression (%s) does not match type in search schema "
    "(%s)",
    "dynoxide, measured eu-west-2 and us-east-1 2026-08-13"};
inline constexpr Message kVectorIndexNotProjecting{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Vector index %s does not project %s",
    "as of a global index; wording ours"};

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_SEARCH_MESSAGES_H_
