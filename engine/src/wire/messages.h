// Texts of the wire layer: values of a wrong type and violated member constraints, each with its
// source.
#ifndef HASHRANGE_WIRE_MESSAGES_H_
#define HASHRANGE_WIRE_MESSAGES_H_

#include "hashrange/error.h"

namespace hashrange::wire {

inline constexpr Bytes kMeasured = "paritysuite, measured eu-west-2 2026-10";
inline constexpr Bytes kObserved = "dynalite, observed on AWS";

// SerializationException: the service's typed deserialiser. The names of Java classes are its own.
inline constexpr Message kNotARequest{ErrorType::kSerialization, "", kObserved};
inline constexpr Message kCannotBeConverted{ErrorType::kSerialization,
                                            "%s cannot be converted to %s", kObserved};
inline constexpr Message kUnrecognizedCollection{ErrorType::kSerialization,
                                                 "Unrecognized collection type %s", kObserved};
inline constexpr Message kStartOfStructure{
    ErrorType::kSerialization, "Start of structure or map found where not expected", kObserved};
inline constexpr Message kUnexpectedToken{ErrorType::kSerialization,
                                          "Unexpected token received from parser", kObserved};
inline constexpr Message kUnexpectedFieldType{ErrorType::kSerialization, "Unexpected field type",
                                              kObserved};
inline constexpr Message kUnexpectedValueType{ErrorType::kSerialization,
                                              "Unexpected value type in payload", kObserved};
inline constexpr Message kCannotBeCast{
    ErrorType::kSerialization,
    "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class "
    "java.lang.Class "
    "(sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in "
    "module java.base of loader "
    "'bootstrap')",
    kObserved};
inline constexpr Message kNotBase64{
    ErrorType::kSerialization, "only base-64-encoded strings are convertible to bytes", kObserved};
inline constexpr Message kBase64Length{
    ErrorType::kSerialization,
    "Base64 encoded length is expected a multiple of 4 bytes but found: %s", kObserved};
inline constexpr Message kBase64Trailing{
    ErrorType::kSerialization, "Invalid last non-pad Base64 character dectected", kObserved};

// What reads the bodies of SearchVectors words its faults as Rust's serde_json does.
inline constexpr Bytes kMeasuredStrict = "paritysuite, measured eu-west-2 and us-east-1 2026-10-09";
inline constexpr Message kInvalidType{ErrorType::kSerialization,
                                      "invalid type: %s, expected %s at line %s column %s",
                                      kMeasuredStrict};
inline constexpr Message kMissingField{ErrorType::kValidation,
                                       "missing field `%s` at line %s column %s", kMeasuredStrict};

// ValidationException: member constraints. A violation is "<where>: <phrase>"; the envelope counts
// them.
inline constexpr Message kRequiredParameter{
    ErrorType::kValidation, "The parameter '%s' is required but was not present in the request",
    kMeasured};
inline constexpr Message kOneViolation{ErrorType::kValidation, "1 validation error detected: %s",
                                       kMeasured};
inline constexpr Message kViolations{ErrorType::kValidation, "%s validation errors detected: %s",
                                     kMeasured};
inline constexpr Message kBareViolation{ErrorType::kValidation, "%s", kMeasured};
// Of BatchWriteItem in most regions, of BatchGetItem in one.
inline constexpr Message kRequestItemsRequired{
    ErrorType::kValidation, "The requestItems parameter is required for %s",
    "paritysuite, measured in 33 regions 2026-10-07"};

inline constexpr Bytes kViolationEcho = "Value %s at '%s' failed to satisfy constraint: ";
inline constexpr Bytes kViolationPlain = "Value at '%s' failed to satisfy constraint: ";
inline constexpr Bytes kViolationGeneric = "Failed to satisfy constraint: ";

inline constexpr Bytes kNotNullPhrase = "Member must not be null";
inline constexpr Bytes kLengthMinPhrase = "Member must have length greater than or equal to ";
inline constexpr Bytes kLengthMaxPhrase = "Member must have length less than or equal to ";
inline constexpr Bytes kValueMinPhrase = "Member must have value greater than or equal to ";
inline constexpr Bytes kValueMaxPhrase = "Member must have value less than or equal to ";
inline constexpr Bytes kPatternPhrase =
    "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+";
inline constexpr Bytes kMapKeysPhrase = "Map keys must satisfy constraint: ";
inline constexpr Bytes kMapValuePhrase = "Map value must satisfy constraint: ";
inline constexpr Bytes kEnumPhrase = "Member must satisfy enum value set: ";

}  // namespace hashrange::wire

#endif  // HASHRANGE_WIRE_MESSAGES_H_
