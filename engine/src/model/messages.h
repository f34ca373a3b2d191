// Texts of the value layer and of keys, each with its source: what DynamoDB says about attribute
// values whatever the operation.
#ifndef HASHRANGE_MODEL_MESSAGES_H_
#define HASHRANGE_MODEL_MESSAGES_H_

#include "hashrange/error.h"

namespace hashrange::model {

inline constexpr Bytes kMeasured = "paritysuite, measured eu-west-2 2026-10";
inline constexpr Bytes kEmulators = "dynalite and other emulators, observed on AWS";

// The prefix of request validation on PutItem, UpdateItem and DeleteItem.
inline constexpr Bytes kEnvelope = "1 validation error detected: ";

inline constexpr Message kSerialization{ErrorType::kSerialization, "", kEmulators};

inline constexpr Message kEmptyAttributeValue{
    ErrorType::kValidation,
    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
    kMeasured};
inline constexpr Message kSeveralDatatypes{
    ErrorType::kValidation,
    "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the "
    "supported datatypes",
    kMeasured};
inline constexpr Message kNullFalse{ErrorType::kValidation,
                                    "One or more parameter values were invalid: Null attribute "
                                    "value types must have the value of true",
                                    kMeasured};
inline constexpr Message kEmptyStringSet{
    ErrorType::kValidation,
    "One or more parameter values were invalid: An string set  may not be empty", kMeasured};
inline constexpr Message kEmptyNumberSet{
    ErrorType::kValidation,
    "One or more parameter values were invalid: An number set  may not be empty", kMeasured};
inline constexpr Message kEmptyBinarySet{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Binary sets should not be empty", kMeasured};
// Of number and binary sets nobody quotes the text; that of an empty value is among those that
// ExtendDB's tests accept there.
inline constexpr Message kNullInStringSet{
    ErrorType::kValidation,
    "One or more parameter values were invalid: An string set may not have a null string as a member",
    "ExtendDB's tests, which quote the service, 2026-06"};
inline constexpr Message kDuplicateStrings{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Input collection [%s] contains duplicates.",
    kMeasured};
inline constexpr Message kDuplicateBinaries{ErrorType::kValidation,
                                            "One or more parameter values were invalid: Input "
                                            "collection [%s]of type BS contains duplicates.",
                                            kMeasured};
inline constexpr Message kDuplicateNumbers{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Input collection contains duplicates.", kMeasured};
inline constexpr Message kDuplicateNumbersOlder{ErrorType::kValidation,
                                                "Input collection contains duplicates", kMeasured};
inline constexpr Message kNestingLevels{ErrorType::kValidation,
                                        "Nesting Levels have exceeded supported limits: Attributes "
                                        "in the item have nested levels beyond supported limit",
                                        kMeasured};
// Values within the limit can add up to an item beyond it.
inline constexpr Message kUpdatedTooDeep{
    ErrorType::kValidation, "Nesting Levels have exceeded supported limits",
    "paritysuite, measured in five regions 2026-10-08, of transactions; dynoxide's captures, "
    "eu-west-2 2026-07-29, of statements; of UpdateItem a conclusion"};
inline constexpr Message kEmptyAttributeName{ErrorType::kValidation, "Empty attribute name",
                                             kMeasured};
inline constexpr Message kAttributeNameTooLarge{
    ErrorType::kValidation,
    "Attribute name is too large, must be less than 65536 bytes",
    "ExtendDB issue 365, measured 2026-09-16"};
inline constexpr Message kNumberNotNumeric{
    ErrorType::kValidation, "The parameter cannot be converted to a numeric value: %s", kMeasured};
inline constexpr Message kNumberEmptyOlder{
    ErrorType::kValidation, "The parameter cannot be converted to a numeric value", kMeasured};
inline constexpr Message kNumberOverflow{
    ErrorType::kValidation,
    "Number overflow. Attempting to store a number with magnitude larger than supported range",
    kMeasured};
inline constexpr Message kNumberUnderflow{
    ErrorType::kValidation,
    "Number underflow. Attempting to store a number with magnitude smaller than supported range",
    kMeasured};
inline constexpr Message kNumberDigits{
    ErrorType::kValidation, "Attempting to store more than 38 significant digits in a Number",
    kMeasured};

}  // namespace hashrange::model

#endif  // HASHRANGE_MODEL_MESSAGES_H_
