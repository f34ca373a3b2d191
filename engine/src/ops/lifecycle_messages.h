// Texts for tables and indexes on their way from one state to another, each with its source: what
// is refused meanwhile. Those of streams alone are in stream_messages.h.
#ifndef HASHRANGE_OPS_LIFECYCLE_MESSAGES_H_
#define HASHRANGE_OPS_LIFECYCLE_MESSAGES_H_

#include "ops/messages.h"

namespace hashrange::ops {

inline constexpr Message kTableBeingCreated{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: Table is being created: %s",
    kMeasuredControlPlane};
inline constexpr Message kTableBeingDeleted{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: Table is being deleted: %s",
    kMeasuredControlPlane};
inline constexpr Message kTableBeingUpdated{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: Table: %s is in the process of being "
    "updated.",
    kMeasuredControlPlane};
inline constexpr Message kUnitsBeingUpdated{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: Table IOPS are currently being updated. "
    "Table: %s",
    kMeasuredControlPlane};
inline constexpr Message kUnitsDuringIndex{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: Can't change table IOPS when an index is "
    "being %s. Table: %s Indexes: [%s]",
    kMeasuredControlPlane};
inline constexpr Message kCapDuringBillingMode{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: OnDemandThroughput cannot be updated "
    "while BillingMode update is in progress",
    kMeasuredControlPlane};
inline constexpr Message kCapDuringIndex{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: OnDemandThroughput cannot be updated "
    "while index %s is in progress for indexes: [%s]",
    kMeasuredControlPlane};
inline constexpr Message kCapDuringTableClass{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: OnDemandThroughput cannot be updated "
    "while TableClass update is in progress. TableClassUpdateInProgress: %s",
    kMeasuredControlPlane};
inline constexpr Message kTableClassBeingUpdated{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: Can't update table class when a table "
    "class update is in progress. Table: %s TableClassUpdateInProgress: %s",
    kMeasuredControlPlane};
inline constexpr Message kTableClassDuringStream{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: Can't update table class when stream "
    "status is being updated. Table: %s Stream: %s Operation: %s",
    "control-plane lab, measured 2026-10 (119), from the table's name on as its catalogue (444)"};
inline constexpr Message kStreamDuringTableClass{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: Can't change stream status when a table "
    "class update is in progress. Table: %s TableClassUpdateInProgress: %s",
    kMeasuredControlPlane};
inline constexpr Message kStreamDuringIndex{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: Can't change stream status when an index "
    "is being created. Table: %s Indexes: [%s]",
    "control-plane lab, measured 2026-10 (163, 458), the first sentence; the rest as of units"};
inline constexpr Message kIndexDuringUnits{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: Can't create or delete indexes while "
    "table IOPS are being updated. Table: %s",
    kMeasuredControlPlane};
inline constexpr Message kIndexDuringStream{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: Can't create or delete an index when "
    "stream status is being updated. Table: %s Stream: %s Operation: %s",
    "control-plane lab, measured 2026-10 (175), the first sentence; the rest as its catalogue "
    "(444)"};
inline constexpr Message kIndexDuringTableClass{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: Can't create or delete an index when a "
    "table class update is in progress. Table: %s TableClassUpdateInProgress: %s",
    "control-plane lab, measured 2026-10 (175), the first sentence; the rest as its catalogue "
    "(444)"};
inline constexpr Message kIndexBeingAllocated{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: Index creation is in resource allocation "
    "phase. Retry deletion during backfilling phase or when the index is active. Table: %s Index: "
    "%s",
    kMeasured};
inline constexpr Message kIndexNotFilling{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: Index is being created but is not "
    "backfilling yet.  Table: %s Index: %s",
    kMeasuredControlPlane};
inline constexpr Message kIndexBeingDeleted{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: Index is being deleted. Table: %s Index: "
    "%s",
    kMeasuredControlPlane};
inline constexpr Message kIndexBeingUpdated{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: Index is being updated. Table: %s Index: "
    "%s",
    kMeasuredControlPlane};
inline constexpr Message kTimeToLiveWhileCreating{
    ErrorType::kResourceInUse,
    "Attempt to change a resource which is still in use: Table %s is being created",
    kMeasuredControlPlane};
inline constexpr Message kTimeToLiveNotDescribed{
    ErrorType::kValidation,
    "Cannot describe time to live while table is in %s state: Current table state is %s",
    kMeasuredControlPlane};

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_LIFECYCLE_MESSAGES_H_
