// Texts that are ours: of the control door, and about operations of DynamoDB's that are missing.
#ifndef HASHRANGE_API_MESSAGES_H_
#define HASHRANGE_API_MESSAGES_H_

#include "hashrange/error.h"

namespace hashrange::api {

inline constexpr Bytes kOurs = "ours: no operation of DynamoDB";

inline constexpr Message kOperationMissing{
    ErrorType::kUnknownOperation, "hashrange does not have the operation %s yet",
    "ours: a later version may"};

inline constexpr Message kUnknownVerb{ErrorType::kValidation,
                                      "hashrange has no control verb \"%s\": there are %s", kOurs};
inline constexpr Message kBodyNotObject{ErrorType::kValidation,
                                        "The body of %s must be one JSON object", kOurs};
inline constexpr Message kUnknownMember{ErrorType::kValidation,
                                        "%s has no member \"%s\": there are %s", kOurs};
inline constexpr Message kNoMembers{ErrorType::kValidation, "%s has no member \"%s\": it has none",
                                    kOurs};
inline constexpr Message kWrongType{ErrorType::kValidation, "The member %s of %s must be %s",
                                    kOurs};
inline constexpr Message kMissingMember{ErrorType::kValidation, "%s needs the member %s", kOurs};

inline constexpr Message kKeyAndHash{
    ErrorType::kValidation, "Split takes a Key or a Hash to split at, not both of them", kOurs};
inline constexpr Message kHashForm{ErrorType::kValidation,
                                   "The Hash to split at must be 16 hexadecimal digits", kOurs};
inline constexpr Message kLocalIndexSplit{
    ErrorType::kValidation, "The local index %s lies in the partitions of its table: split those",
    kOurs};
inline constexpr Message kNoPartitionOfTwo{
    ErrorType::kValidation, "There is nothing to split: no partition of %s holds two items that may be parted", kOurs};
inline constexpr Message kPartitionBegins{
    ErrorType::kValidation, "There is nothing to split: a partition of %s begins there already",
    kOurs};

}  // namespace hashrange::api

#endif  // HASHRANGE_API_MESSAGES_H_
