// Texts of quotas of capacity, OnDemandThroughput and WarmThroughput, each with its source.
#ifndef HASHRANGE_OPS_THROUGHPUT_MESSAGES_H_
#define HASHRANGE_OPS_THROUGHPUT_MESSAGES_H_

#include "ops/messages.h"

namespace hashrange::ops {

// Capacity that an account does not have.
inline constexpr Message kUnitsAboveTableQuota{
    ErrorType::kLimitExceeded,
    "The requested %s, %s, is above the per table maximum for the account in %s. Per table "
    "maximum: %s. Refer to the Amazon DynamoDB Developer Guide for current limits and how to "
    "request higher limits.",
    kMeasuredControlPlane};
inline constexpr Message kUnitsAboveIndexQuota{
    ErrorType::kLimitExceeded,
    "The requested %s for index %s, %s, is above the per index maximum for the account in %s. Per "
    "table maximum: %s. Refer to the Amazon DynamoDB Developer Guide for current limits and how to "
    "request higher limits.",
    kMeasuredControlPlane};
inline constexpr Message kUnitsAboveAccountQuota{
    ErrorType::kLimitExceeded,
    "This request would have caused the %s limit to be exceeded for the account in %s. Current %s "
    "reserved by the account: %s. Limit: %s. Requested: %s. Refer to the Amazon DynamoDB Developer "
    "Guide for current limits and how to request higher limits.",
    kMeasuredControlPlane};

// OnDemandThroughput and WarmThroughput.
inline constexpr Message kCapOfProvisioned{
    ErrorType::kValidation,
    "One or more parameter values were invalid: %s for OnDemandThroughput%s cannot be specified "
    "when table BillingMode is PROVISIONED.",
    kMeasuredControlPlane};
inline constexpr Message kCapOfProvisionedOnUpdate{
    ErrorType::kValidation,
    "One or more parameter values were invalid: %s for OnDemandThroughput%s cannot be specified "
    "when the table BillingMode is PROVISIONED",
    kMeasuredControlPlane};
inline constexpr Message kCapOutOfRange{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Requested %s for OnDemandThroughput for %s is "
    "outside of valid range",
    kMeasuredControlPlane};
inline constexpr Message kCapAboveQuota{
    ErrorType::kLimitExceeded,
    "Subscriber limit exceeded: Requested %s for OnDemandThroughput for %s exceeds %s of the "
    "account in region %s",
    kMeasuredControlPlane};
inline constexpr Message kWarmthBelowInitial{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Requested %s for WarmThroughput for %s is lower "
    "than initial throughput for OnDemand. See: "
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/"
    "on-demand-capacity-mode.html#on-demand-capacity-mode-initial",
    "control-plane lab, measured 2026-10, up to the address, which is ours"};
inline constexpr Message kWarmthBelowCapacity{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Requested %s for WarmThroughput for %s is lower "
    "than %s of ProvisionedThroughput",
    kMeasuredControlPlane};
inline constexpr Message kWarmthAboveQuota{
    ErrorType::kLimitExceeded,
    "Subscriber limit exceeded: Requested %s for WarmThroughput for %s exceeds %s of the account "
    "in region %s",
    "control-plane lab, measured 2026-10, of an index; of a table by analogy"};
inline constexpr Message kWarmthOfIndexEmpty{
    ErrorType::kValidation,
    "One or more parameter values were invalid: WarmThroughput must have at least one of "
    "ReadUnitsPerSecond or WriteUnitsPerSecond specified for index: %s",
    kMeasuredControlPlane};
inline constexpr Message kWarmthDecreased{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Requested %s for WarmThroughput for %s is lower "
    "than current WarmThroughput, decreasing WarmThroughput is not supported",
    kMeasuredControlPlane};

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_THROUGHPUT_MESSAGES_H_
