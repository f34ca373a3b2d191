// UpdateTable: checks what its members say together, in DynamoDB's order, changes a copy of the
// table's schema and commits it. What the service does in the background has come about when the
// delays of the lifecycle are over, but for a new index of a table with items: that is CREATING until
// it is filled. A member that this version cannot honour is refused, never dropped. Source: AWS API
// Reference, UpdateTable. Tested by tests/conformance.
#include <algorithm>
#include <string>
#include <utility>

#include "base/utc.h"
#include "ops/commit_batch.h"
#include "ops/encryption.h"
#include "ops/index_updates.h"
#include "ops/lifecycle.h"
#include "ops/lifecycle_messages.h"
#include "ops/operations.h"
#include "ops/response_parts.h"
#include "ops/stream_messages.h"
#include "ops/stream_names.h"
#include "ops/stream_settings.h"
#include "ops/table_description.h"
#include "ops/table_messages.h"
#include "ops/throughput.h"
#include "ops/throughput_settings.h"

namespace hashrange::ops {
namespace {

using Input = model::members::UpdateTableInput;
using model::BillingMode;
using model::members::StreamSpecification;
using wire::StructureView;

// Sources: control-plane lab, measured 2026-10; paritysuite, measured eu-west-2 2026-10.
constexpr uint64_t kProtectionChangesApartMs = 15'000;
constexpr uint64_t kTableClassWindowMs = 30 * base::kMsPerDay;

// The members that ask for a change. AttributeDefinitions by itself does not.
constexpr uint8_t kChanges[] = {
    Input::kBillingMode,
    Input::kProvisionedThroughput,
    Input::kGlobalSecondaryIndexUpdates,
    Input::kStreamSpecification,
    Input::kSSESpecification,
    Input::kReplicaUpdates,
    Input::kTableClass,
    Input::kDeletionProtectionEnabled,
    Input::kGlobalTableWitnessUpdates,
    Input::kOnDemandThroughput,
    Input::kWarmThroughput,
    Input::kGlobalTableSettingsReplicationMode,
    Input::kDisassociationProtectionEnabled,
    Input::kVectorIndexUpdates,
};

// Whether the member asks for a change beside others: an empty list or limit does not.
bool Asks(const StructureView& input, uint8_t member) {
  if (!input.has(member)) return false;
  switch (member) {
    case Input::kGlobalSecondaryIndexUpdates:
    case Input::kVectorIndexUpdates:
      return input.List(member).count() > 0;
    case Input::kOnDemandThroughput:
      return SaysOnDemand(input.Structure(member));
    case Input::kWarmThroughput:
      return SaysWarm(input.Structure(member));
    default:
      return true;
  }
}

bool AsksForOther(const StructureView& input, uint8_t member) {
  return std::any_of(std::begin(kChanges), std::end(kChanges), [&](uint8_t other) {
    return other != member && Asks(input, other);
  });
}

Status CheckSomethingToDo(const StructureView& input) {
  // Limits that say nothing count as nothing. (The service fails over them, with InternalFailure.)
  const bool something = std::any_of(std::begin(kChanges), std::end(kChanges),
                                     [&](uint8_t member) { return Asks(input, member); });
  if (something) return {};
  // A member that is listed and was sent, but is not enough, is left out of the list.
  const bool consistency = input.has(Input::kMultiRegionConsistency);
  return Fail(kNothingToUpdate, {consistency ? "" : "MultiRegionConsistency, "});
}

// Whether the request asks for PROVISIONED, and deletes vector indexes besides. In which words that
// is refused the table decides.
bool ProvisionsWithoutVectors(const StructureView& input) {
  return input.String(Input::kBillingMode) == "PROVISIONED" && OnlyDeletesVectorIndexes(input);
}

// Some changes stand alone in their request, and of others not every pair goes together.
Status CheckOneKindOfChange(const StructureView& input) {
  const std::pair<uint8_t, Bytes> alone[] = {
      {Input::kSSESpecification, "Server-Side Encryption modification"},
      {Input::kTableClass, "TableClass modification"},
      {Input::kDeletionProtectionEnabled, "DeletionProtection modification"},
      {Input::kReplicaUpdates, "Replica modification"},
      {Input::kWarmThroughput, "WarmThroughput"},
  };
  if (Asks(input, Input::kWarmThroughput) && CreatesGlobalIndex(input))
    return Fail(kIndexAndWarmth);
  for (const auto& [member, name] : alone) {
    if (Asks(input, member) && AsksForOther(input, member))
      return Fail(kMustBeOnlyOperation, {name});
  }
  if (Asks(input, Input::kOnDemandThroughput)) {
    const bool others = std::any_of(std::begin(kChanges), std::end(kChanges), [&](uint8_t member) {
      return member != Input::kOnDemandThroughput && member != Input::kBillingMode &&
             Asks(input, member);
    });
    if (others) return Fail(kOnDemandThroughputAndOthers);
  }
  const bool stream = input.has(Input::kStreamSpecification);
  const bool throughput = input.has(Input::kProvisionedThroughput);
  if (stream && throughput) return Fail(kStreamAndThroughput);
  if (!CreatesOrDeletesIndex(input)) return {};
  // A billing mode goes with new indexes. Sources: control-plane lab, measured 2026-10; ExtendDB,
  // measured on AWS 2026-08-19, of vector indexes.
  const bool billing = input.has(Input::kBillingMode) && !CreatesGlobalIndex(input) &&
                       !CreatesVectorIndex(input);
  if ((throughput || billing) && !ProvisionsWithoutVectors(input)) return Fail(kIndexAndThroughput);
  if (stream) return Fail(kIndexAndStream);
  return {};
}

Status CheckThroughputByItself(const StructureView& input) {
  const bool has_throughput = input.has(Input::kProvisionedThroughput);
  const Bytes billing_mode = input.String(Input::kBillingMode);
  if (billing_mode == "PAY_PER_REQUEST" && has_throughput) return Fail(kThroughputOnDemand);
  if (billing_mode == "PROVISIONED" && !has_throughput) return Fail(kProvisionedWithoutThroughput);
  if (!has_throughput) return {};
  OutOfBounds found;
  if (FindOutOfBounds(ReadThroughput(input.Structure(Input::kProvisionedThroughput)), &found))
    return Fail(kThroughputOutOfBounds, {std::to_string(found.units), found.name});
  return {};
}

Status CheckStreamByItself(const StructureView& input) {
  if (!input.has(Input::kStreamSpecification)) return {};
  const StructureView stream = input.Structure(Input::kStreamSpecification);
  const bool enabled = stream.Boolean(StreamSpecification::kStreamEnabled);
  if (enabled == stream.has(StreamSpecification::kStreamViewType)) return {};
  return Fail(enabled ? kStreamViewTypeMissing : kStreamViewTypeUseless);
}

Status CheckByItself(const StructureView& input) {
  HR_RETURN_IF_ERROR(CheckSomethingToDo(input));
  HR_RETURN_IF_ERROR(CheckThroughputByItself(input));
  HR_RETURN_IF_ERROR(CheckIndexUpdates(input));
  HR_RETURN_IF_ERROR(CheckStreamByItself(input));
  return CheckOneKindOfChange(input);
}

Status RefuseUnsupported(const StructureView& input) {
  const std::pair<uint8_t, Bytes> unsupported[] = {
      {Input::kReplicaUpdates, "ReplicaUpdates"},
      {Input::kMultiRegionConsistency, "MultiRegionConsistency"},
      {Input::kGlobalTableWitnessUpdates, "GlobalTableWitnessUpdates"},
      {Input::kGlobalTableSettingsReplicationMode, "GlobalTableSettingsReplicationMode"},
      {Input::kDisassociationProtectionEnabled, "DisassociationProtectionEnabled"},
  };
  for (const auto& [member, name] : unsupported) {
    if (input.has(member) && (Asks(input, member) || !AsksForOther(input, member)))
      return Fail(kNotSupportedYet, {name});
  }
  return {};
}

// "idx, more": the indexes of that status.
std::string NamesOfIndexes(const store::Table& table, Bytes status, uint64_t now_ms) {
  std::string names;
  for (const store::SecondaryIndex& index : table.indexes()) {
    if (index.schema->kind == model::IndexKind::kExpiry ||
        IndexStatusOf(table.schema(), *index.schema, index.complete(), now_ms) != status) {
      continue;
    }
    names.append(names.empty() ? "" : ", ").append(index.schema->name);
  }
  return names;
}

bool IsDeletingIndex(const model::TableSchema& schema) {
  bool deletes = false;
  model::ForEachIndex(schema, [&](const model::IndexSchema& index) {
    deletes = deletes || index.lifecycle.deleting_until_ms != 0;
  });
  return deletes;
}

// Whether the request asks for on demand alone, and the table takes it for what it is already, or for
// what it is about to leave: then it is answered, and lost. Source: control-plane lab, measured
// us-west-2 and us-east-1 2026-10 (369, 375, 450, 452).
bool AsksForOnDemandInVain(const StructureView& input, const model::TableSchema& schema) {
  if (input.String(Input::kBillingMode) != "PAY_PER_REQUEST" ||
      AsksForOther(input, Input::kBillingMode)) {
    return false;
  }
  return schema.lifecycle.job == model::TableJob::kToProvisioned ||
         (schema.billing_mode == BillingMode::kPayPerRequest && IsDeletingIndex(schema));
}

// Whether the change goes on beside whatever makes its table UPDATING. Warm throughput waits for an
// index: the service fails then, with InternalServerError. Source: control-plane lab, measured
// us-west-2 and us-east-1 2026-10 (002, 063, 119, 369, 376, 450, 458, 462).
bool GoesBesideJobs(const StructureView& input, const model::TableSchema& schema) {
  return input.has(Input::kDeletionProtectionEnabled) || input.has(Input::kSSESpecification) ||
         (Asks(input, Input::kWarmThroughput) &&
          schema.lifecycle.job != model::TableJob::kIndex) ||
         AsksForOnDemandInVain(input, schema);
}

Status CheckDuringIndexJob(const StructureView& input, const store::Table& table, bool units,
                           uint64_t now_ms) {
  const model::TableSchema& schema = table.schema();
  const bool deletes = IsDeletingIndex(schema);
  const std::string names = NamesOfIndexes(table, deletes ? "DELETING" : "CREATING", now_ms);
  if (units) {
    if (const model::IndexSchema* index = FirstUpdateOfDeleted(input, schema))
      return Fail(kIndexBeingDeleted, {schema.table_name, index->name});
    return Fail(kUnitsDuringIndex, {deletes ? "deleted" : "created", schema.table_name, names});
  }
  if (input.has(Input::kStreamSpecification) && !deletes)
    return Fail(kStreamDuringIndex, {schema.table_name, names});
  if (Asks(input, Input::kOnDemandThroughput))
    return Fail(kCapDuringIndex, {deletes ? "deletion" : "creation", names});
  return {};
}

// During a switch to on demand, caps are refused as those of a table that is provisioned; during other
// changes of units in words of their own. Source: control-plane lab, measured us-west-2 and us-east-1
// 2026-10 (369).
Status RefuseCapDuringUnits(const Context& context, const StructureView& input,
                            const model::TableSchema& schema) {
  const bool to_on_demand = schema.lifecycle.job == model::TableJob::kThroughput &&
                            schema.billing_mode == BillingMode::kPayPerRequest;
  if (!to_on_demand) return Fail(kCapDuringBillingMode);
  model::ThroughputSettings unused;
  return SetOnDemand(context, {.billing_mode = BillingMode::kProvisioned},
                     input.Structure(Input::kOnDemandThroughput), false, &unused);
}

// What the job of a table that is UPDATING has words of its own against. `index`: an index is made or
// deleted, and no other one is at work.
Status CheckJob(const Context& context, const StructureView& input, const store::Table& table,
                bool index) {
  const model::TableSchema& schema = table.schema();
  const std::string& name = schema.table_name;
  const bool units = input.has(Input::kProvisionedThroughput) || input.has(Input::kBillingMode);
  const bool stream = input.has(Input::kStreamSpecification);
  const bool table_class = input.has(Input::kTableClass);
  const bool cap = Asks(input, Input::kOnDemandThroughput);
  switch (schema.lifecycle.job) {
    case model::TableJob::kNone:
      return {};
    case model::TableJob::kThroughput:
    case model::TableJob::kToProvisioned:
      if (units) return Fail(kUnitsBeingUpdated, {name});
      if (stream) return Fail(kStreamDuringUnits, {name});
      if (cap) return RefuseCapDuringUnits(context, input, schema);
      return index ? Status(Fail(kIndexDuringUnits, {name})) : Status();
    case model::TableJob::kTableClass: {
      const Bytes wanted = schema.table_class.empty() ? Bytes("STANDARD") : schema.table_class;
      if (table_class) return Fail(kTableClassBeingUpdated, {name, wanted});
      if (stream) return Fail(kStreamDuringTableClass, {name, wanted});
      if (cap) return Fail(kCapDuringTableClass, {wanted});
      return index ? Status(Fail(kIndexDuringTableClass, {name, wanted})) : Status();
    }
    case model::TableJob::kIndex:
      return CheckDuringIndexJob(input, table, units, context.now_ms);
    case model::TableJob::kStream: {
      const std::string label = StreamLabel(schema.stream_label_ms);
      const Bytes work = schema.has_stream() ? "ENABLE" : "DISABLE";
      if (units) return Fail(kUnitsDuringStream, {name, label, work});
      if (stream) return Fail(kStreamBeingUpdated, {name, label, work});
      if (table_class) return Fail(kTableClassDuringStream, {name, label, work});
      return index ? Status(Fail(kIndexDuringStream, {name, label, work})) : Status();
    }
  }
  return {};
}

// What a table that is UPDATING, or an index that is, may not be given besides.
Status CheckNotUpdating(const Context& context, const StructureView& input,
                        const store::Table& table) {
  const uint64_t now_ms = context.now_ms;
  const model::TableSchema& schema = table.schema();
  const model::TableJob job = schema.lifecycle.job;
  const bool updating = IsUpdating(schema, now_ms) && !GoesBesideJobs(input, schema);
  const bool at_work = job == model::TableJob::kIndex || HasIndexComingOrGoing(table, now_ms);
  if (updating) {
    const bool index = CreatesOrDeletesIndex(input) && !at_work;
    HR_RETURN_IF_ERROR(CheckJob(context, input, table, index));
  }
  if (const model::IndexSchema* index = FirstIndexStillUpdating(input, schema, now_ms))
    return Fail(kIndexBeingUpdated, {schema.table_name, index->name});
  if (!updating) return {};
  // Of indexes at work the index updates tell.
  if (at_work && (input.has(Input::kGlobalSecondaryIndexUpdates) ||
                  input.has(Input::kVectorIndexUpdates))) {
    return {};
  }
  return Fail(kTableBeingUpdated, {schema.table_name});
}

// What a switch of billing keeps of a table, and of each of its global indexes.
void KeepAllWarmth(model::TableSchema* schema) {
  KeepWarmth(OwnerOf(*schema), &schema->settings);
  for (model::IndexSchema& index : schema->indexes) {
    if (index.kind == model::IndexKind::kGlobal)
      KeepWarmth(OwnerOf(*schema, index), &index.settings);
  }
}

void SetOnDemandMode(model::TableSchema* schema) {
  schema->billing_mode = BillingMode::kPayPerRequest;
  SetUnits({}, &schema->throughput);
  for (model::IndexSchema& index : schema->indexes) SetUnits({}, &index.throughput);
}

// On demand nothing is provisioned. The answer tells of the end of that as of a decrease, which is
// counted for indexes, and for the table is not. Source: control-plane lab, measured us-west-2 and
// us-east-1 2026-10.
void SwitchToOnDemand(uint64_t delay_ms, TableUpdate* update) {
  model::TableSchema& next = update->next;
  const uint64_t now_ms = update->moment.now_ms;
  KeepAllWarmth(&next);
  SetOnDemandMode(&next);
  next.on_demand_ms = now_ms;
  model::TableSchema& shown = update->shown;
  SetOnDemandMode(&shown);
  shown.throughput.decreased_ms = now_ms;
  for (size_t i = 0; i < next.indexes.size(); i++) {
    if (next.indexes[i].kind != model::IndexKind::kGlobal) continue;
    model::Throughput& throughput = next.indexes[i].throughput;
    throughput.decreases = DecreasesToday(throughput, now_ms) + 1;
    throughput.decreased_ms = now_ms;
    ShowChangeTimes(throughput, now_ms, &shown.indexes[i].throughput);
  }
  update->Begin(model::TableJob::kThroughput, delay_ms);
}

// The answer shows the new units, other than that of a change of units. Source: control-plane lab,
// measured us-west-2 and us-east-1 2026-10.
void SwitchToProvisioned(const model::Throughput& wanted, uint64_t delay_ms, TableUpdate* update) {
  model::TableSchema& next = update->next;
  KeepAllWarmth(&next);
  next.billing_mode = BillingMode::kProvisioned;
  SetUnits(wanted, &next.throughput);
  // Caps are of on-demand tables only.
  const auto uncap = [](model::ThroughputSettings* settings) {
    settings->max_read_units = 0;
    settings->max_write_units = 0;
  };
  uncap(&next.settings);
  for (model::IndexSchema& index : next.indexes) uncap(&index.settings);
  model::TableSchema& shown = update->shown;
  shown.billing_mode = BillingMode::kProvisioned;
  shown.throughput = next.throughput;
  shown.settings = next.settings;
  for (size_t i = 0; i < next.indexes.size(); i++)
    shown.indexes[i].settings = next.indexes[i].settings;
  update->Begin(model::TableJob::kToProvisioned, delay_ms);
}

// What changes nothing is told as a change, but is none. Source: control-plane lab, measured
// us-west-2 and us-east-1 2026-10.
void ShowUpdating(TableUpdate* update) { update->moment.table_status = "UPDATING"; }

Status ChangeTableThroughput(const model::Throughput& wanted, uint64_t delay_ms,
                             TableUpdate* update) {
  model::Throughput& next = update->next.throughput;
  if (SameUnits(next, wanted)) {
    const std::string read = std::to_string(wanted.read_capacity_units);
    const std::string write = std::to_string(wanted.write_capacity_units);
    return Fail(kThroughputSame, {read, read, write, write});
  }
  KeepWarmth(OwnerOf(update->next), &update->next.settings);
  HR_RETURN_IF_ERROR(ChangeThroughput(wanted, update->moment.now_ms, &next));
  ShowChangeTimes(next, update->moment.now_ms, &update->shown.throughput);
  update->Begin(model::TableJob::kThroughput, delay_ms);
  return {};
}

Status ChangeBilling(const StructureView& input, uint64_t delay_ms, TableUpdate* update) {
  const bool was_on_demand = update->next.billing_mode == BillingMode::kPayPerRequest;
  const bool on_demand = input.has(Input::kBillingMode)
                             ? input.String(Input::kBillingMode) == "PAY_PER_REQUEST"
                             : was_on_demand;
  if (on_demand) {
    if (input.has(Input::kProvisionedThroughput)) return Fail(kThroughputOnDemand);
    if (IsUpdating(update->next, update->moment.now_ms) &&
        AsksForOnDemandInVain(input, update->next)) {
      SetOnDemandMode(&update->shown);  // as if it had been switched: only the answer says so
      return {};
    }
    if (!was_on_demand) SwitchToOnDemand(delay_ms, update);
    if (was_on_demand && input.has(Input::kBillingMode)) ShowUpdating(update);
    return {};
  }
  if (!input.has(Input::kProvisionedThroughput)) return {};
  const model::Throughput wanted = ReadThroughput(input.Structure(Input::kProvisionedThroughput));
  // Even if the request deletes the last of them. Source: ExtendDB, measured on AWS 2026-08-19.
  if (was_on_demand && !update->next.vector_indexes.empty()) return Fail(kVectorTableOnDemand);
  if (ProvisionsWithoutVectors(input)) return Fail(kIndexAndThroughput);
  if (!was_on_demand) return ChangeTableThroughput(wanted, delay_ms, update);
  SwitchToProvisioned(wanted, delay_ms, update);
  return {};
}

Status ChangeTableClass(const StructureView& input, uint64_t delay_ms, TableUpdate* update) {
  if (!input.has(Input::kTableClass)) return {};
  const Bytes wanted = input.String(Input::kTableClass);
  if (wanted != "STANDARD" && wanted != "STANDARD_INFREQUENT_ACCESS")
    return Fail(kInvalidTableClass);
  model::TableSchema& next = update->next;
  const Bytes present = next.table_class.empty() ? Bytes("STANDARD") : Bytes(next.table_class);
  const uint64_t now_ms = update->moment.now_ms;
  // Even the class that it has.
  if (next.table_class_changed_before_ms != 0 &&
      now_ms < next.table_class_changed_before_ms + kTableClassWindowMs) {
    return Fail(kTooManyTableClasses);
  }
  if (wanted == present) {
    ShowUpdating(update);
    return {};
  }
  next.table_class = std::string(wanted);
  next.table_class_changed_before_ms = next.table_class_changed_ms;
  next.table_class_changed_ms = now_ms;
  update->Begin(model::TableJob::kTableClass, delay_ms);
  return {};
}

// The answer tells of the stream as it will be. Source: control-plane lab, measured 2026-10.
Status ChangeTableStream(const Context& context, const StructureView& input, TableUpdate* update) {
  if (!input.has(Input::kStreamSpecification)) return {};
  model::TableSchema& next = update->next;
  HR_RETURN_IF_ERROR(
      ChangeStream(context, input.Structure(Input::kStreamSpecification), &next));
  update->shown.stream_view_type = next.stream_view_type;
  update->shown.stream_label_ms = next.stream_label_ms;
  update->Begin(model::TableJob::kStream, context.delays->update_table_ms);
  return {};
}

// This change alone is done when it is answered.
Status ChangeDeletionProtection(const StructureView& input, TableUpdate* update) {
  model::TableSchema& next = update->next;
  if (!input.has(Input::kDeletionProtectionEnabled) ||
      input.Boolean(Input::kDeletionProtectionEnabled) == next.deletion_protection) {
    return {};
  }
  const uint64_t now_ms = update->moment.now_ms;
  const uint64_t again_ms = next.deletion_protection_changed_ms + kProtectionChangesApartMs;
  if (next.deletion_protection_changed_ms != 0 && now_ms < again_ms)
    return Fail(kProtectionChangedTooSoon, {next.table_name, base::IsoText(again_ms)});
  next.deletion_protection = !next.deletion_protection;
  next.deletion_protection_changed_ms = now_ms;
  update->shown.deletion_protection = next.deletion_protection;
  update->changed = true;
  return {};
}

// Caps change at once, and the answer tells which were taken away. Warmth changes without a word in
// the table's status. Source: control-plane lab, measured us-west-2 and us-east-1 2026-10.
Status ChangeSettings(const Context& context, const StructureView& input, TableUpdate* update) {
  model::ThroughputSettings& settings = update->next.settings;
  const SettingsOwner owner = OwnerOf(update->next);
  if (Asks(input, Input::kOnDemandThroughput)) {
    using model::members::OnDemandThroughput;
    const StructureView on_demand = input.Structure(Input::kOnDemandThroughput);
    HR_RETURN_IF_ERROR(SetOnDemand(context, owner, on_demand, false, &settings));
    update->shown.settings = settings;
    constexpr int64_t kNoCap = -1;
    if (on_demand.Integer(OnDemandThroughput::kMaxReadRequestUnits) == kNoCap)
      update->shown.settings.max_read_units = kNoCap;
    if (on_demand.Integer(OnDemandThroughput::kMaxWriteRequestUnits) == kNoCap)
      update->shown.settings.max_write_units = kNoCap;
    update->changed = true;
  }
  if (Asks(input, Input::kWarmThroughput)) {
    HR_RETURN_IF_ERROR(ChangeWarm(context, owner, input.Structure(Input::kWarmThroughput),
                                  &settings, &update->shown.settings));
    update->changed = true;
  }
  return {};
}

// The answer shows the key as it was, and the table as ACTIVE even if a job makes it UPDATING. Source:
// control-plane lab, measured us-west-2 and us-east-1 2026-10 (371, 450, 458, 462).
Status ChangeKey(const Context& context, const StructureView& input, TableUpdate* update) {
  if (!input.has(Input::kSSESpecification)) return {};
  HR_RETURN_IF_ERROR(ChangeEncryption(input.Structure(Input::kSSESpecification), context,
                                      &update->next.encryption));
  update->moment.encryption_status = "UPDATING";
  update->moment.table_status = "ACTIVE";
  update->changed = true;
  return {};
}

}  // namespace

Status UpdateTable(Context* context, const StructureView& input, wire::ResponseWriter* out) {
  HR_RETURN_IF_ERROR(CheckByItself(input));
  HR_ASSIGN_OR_RETURN(const store::Table* table,
                      FindTableToDescribe(*context, input.String(Input::kTableName)));
  HR_RETURN_IF_ERROR(CheckInUse(table->schema(), context->now_ms));
  HR_RETURN_IF_ERROR(RefuseUnsupported(input));
  HR_RETURN_IF_ERROR(CheckNotUpdating(*context, input, *table));
  TableUpdate update(table->schema());
  update.moment.now_ms = context->now_ms;
  const uint64_t delay_ms = context->delays->update_table_ms;
  HR_RETURN_IF_ERROR(ChangeBilling(input, delay_ms, &update));
  HR_RETURN_IF_ERROR(ApplyIndexUpdates(*context, input, *table, &update));
  HR_RETURN_IF_ERROR(ChangeTableStream(*context, input, &update));
  HR_RETURN_IF_ERROR(ChangeTableClass(input, delay_ms, &update));
  HR_RETURN_IF_ERROR(ChangeDeletionProtection(input, &update));
  HR_RETURN_IF_ERROR(ChangeSettings(*context, input, &update));
  HR_RETURN_IF_ERROR(ChangeKey(*context, input, &update));
  if (update.changed) HR_RETURN_IF_ERROR(CheckQuotas(*context, update.next, table->number()));

  // The description is of the table on its way: written before the commit, and dropped if that
  // fails.
  const wire::ResponseWriter::Mark output = out->BeginStructure();
  out->Member(model::members::UpdateTableOutput::kTableDescription);
  WriteTableDescription(*table, update.shown, update.moment, *context->identity, out);
  out->EndStructure(output);
  if (!update.changed) return {};

  model::FinishSchema(&update.next);
  return CommitSchema(context, *table, std::move(update.next));
}

}  // namespace hashrange::ops
