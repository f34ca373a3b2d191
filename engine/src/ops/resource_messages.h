// Texts about ARNs, tags and resource policies, each with its source.
#ifndef HASHRANGE_OPS_RESOURCE_MESSAGES_H_
#define HASHRANGE_OPS_RESOURCE_MESSAGES_H_

#include "ops/messages.h"

namespace hashrange::ops {

// ARNs.
inline constexpr Message kAccessDenied{ErrorType::kAccessDenied, "Access is denied",
                                       kMeasuredControlPlane};
inline constexpr Message kOtherRegion{ErrorType::kValidation,
                                      "1 validation error detected: Invalid AWS region in '%s'",
                                      kMeasuredControlPlane};
inline constexpr Message kNoResourceArn{ErrorType::kValidation, "Invalid TableArn",
                                        "dynalite's tests, run on AWS"};
inline constexpr Message kInvalidResourceArn{
    ErrorType::kValidation, "Invalid TableArn: Invalid ResourceArn provided as input %s",
    kMeasuredControlPlane};
inline constexpr Message kNotAnArn{
    ErrorType::kValidation,
    "One or more parameter values were invalid: ARNs must start with 'arn:': %s",
    kMeasuredControlPlane};
inline constexpr Message kNotAResource{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Provided Arn is not a DynamoDB resource arn: %s",
    kMeasuredControlPlane};
inline constexpr Message kNotATableOrStream{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Invalid resource arn provided, only table or "
    "stream is accepted. Provided resource arn: %s",
    kMeasuredControlPlane};
inline constexpr Message kResourceArnNotFound{
    ErrorType::kResourceNotFound, "Requested resource not found: ResourceArn: %s not found",
    kMeasuredControlPlane};

inline constexpr Message kStreamNotFound{
    ErrorType::kResourceNotFound,
    "Requested resource not found: Stream: %s not found for Table: %s", kMeasuredControlPlane};

// Tags.
inline constexpr Message kNoTags{ErrorType::kValidation,
                                 "Atleast one Tag needs to be provided as Input.",
                                 kMeasuredControlPlane};
inline constexpr Message kNoTagKeys{ErrorType::kValidation,
                                    "Atleast one Tag Key needs to be provided as Input.",
                                    kMeasuredControlPlane};
inline constexpr Message kTagKeyInvalid{
    ErrorType::kValidation, "The Tag Key provided is invalid, Key: %s", kMeasuredControlPlane};
inline constexpr Message kTagValueInvalid{
    ErrorType::kValidation, "The Tag Value provided is invalid, Value: %s", kMeasuredControlPlane};
inline constexpr Message kTagKeyReserved{
    ErrorType::kValidation, "Tag Key cannot be prefixed with aws:, Key: %s", kMeasuredControlPlane};
inline constexpr Message kTagKeyTwice{
    ErrorType::kValidation, "Duplicate Tag Keys provided as input: Duplicate Tag Key found %s",
    kMeasuredControlPlane};
inline constexpr Message kTooManyTags{
    ErrorType::kValidation, "Number of Tags exceed the current limit for the provided ResourceArn",
    kMeasuredControlPlane};

// Resource policies.
inline constexpr Message kPolicyInvalid{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Invalid policy document: %s",
    "control-plane lab, measured 2026-10; what is wrong, in our words"};
inline constexpr Message kPolicyNoJson{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Invalid policy document: This policy contains "
    "invalid Json",
    kMeasuredControlPlane};
inline constexpr Message kPolicyIsNone{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Invalid policy document: This text appears not to "
    "be a policy",
    kMeasuredControlPlane};
inline constexpr Message kPolicySyntax{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Invalid policy document: Syntax error at position "
    "(%s,%s)",
    kMeasuredControlPlane};
inline constexpr Message kPolicyWithoutStatements{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Invalid policy document: Could not parse the "
    "policy: Statement is empty!",
    kMeasuredControlPlane};
inline constexpr Message kPolicyFieldMissing{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Invalid policy document: Missing required field %s",
    "control-plane lab, measured us-west-2 2026-10, of Effect and Resource; others alike"};
inline constexpr Message kPolicySidTwice{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Invalid policy document: The Statement Ids in the "
    "policy are not unique",
    kMeasuredControlPlane};
inline constexpr Message kPolicyTooLarge{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Maximum policy size of 20480 bytes exceeded",
    kMeasuredControlPlane};
inline constexpr Message kPolicyUnbounded{
    ErrorType::kValidation,
    "Resource-based policy grants unbounded access in one or more elements. Please revise the "
    "policy to ensure least-privilege form of access",
    kMeasuredControlPlane};
inline constexpr Message kPolicyNotFound{
    ErrorType::kPolicyNotFound,
    "Resource-based policy not found for the provided ResourceArn: %s", kMeasuredControlPlane};
inline constexpr Message kPolicyOfOtherRevision{
    ErrorType::kPolicyNotFound,
    "Resource-based policy not found for the provided ResourceArn: Requested update for policy "
    "with revision id %s, but the policy associated to target table %s has revision id %s.",
    kMeasuredControlPlane};
inline constexpr Message kPolicyOfNoRevision{
    ErrorType::kPolicyNotFound,
    "Resource-based policy not found for the provided ResourceArn: Requested update for policy "
    "with revision id %s, but no policy is associated to target table %s.",
    "as with another revision; wording ours"};
inline constexpr Message kPolicyExpectedNone{
    ErrorType::kPolicyNotFound,
    "Resource-based policy not found for the provided ResourceArn: Requested policy update "
    "expecting none to be present for table %s, but a policy exists with revision id %s.",
    kMeasuredControlPlane};
inline constexpr Message kPolicyChangedTooSoon{
    ErrorType::kThrottling,
    "Resource-based policy for table %s modified within the previous 15000 milliseconds. Please "
    "try again after %s.",
    kMeasuredControlPlane};

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_RESOURCE_MESSAGES_H_
