#include "ops/index_updates.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "ops/index_definitions.h"
#include "ops/lifecycle.h"
#include "ops/lifecycle_messages.h"
#include "ops/table_messages.h"
#include "ops/throughput.h"
#include "ops/throughput_messages.h"
#include "ops/throughput_settings.h"
#include "ops/vector_definitions.h"

namespace hashrange::ops {
namespace {

using Input = model::members::UpdateTableInput;
using Element = model::members::GlobalSecondaryIndexUpdate;
using VectorElement = model::members::VectorIndexUpdate;
using VectorAction = model::members::DeleteVectorIndexAction;
using UpdateAction = model::members::UpdateGlobalSecondaryIndexAction;
using wire::StructureView;

static_assert(+UpdateAction::kIndexName ==
              +model::members::CreateGlobalSecondaryIndexAction::kIndexName);
static_assert(+UpdateAction::kIndexName ==
              +model::members::DeleteGlobalSecondaryIndexAction::kIndexName);
static_assert(+VectorAction::kIndexName == +model::members::CreateVectorIndexAction::kIndexName);

constexpr uint8_t kActions[] = {Element::kUpdate, Element::kCreate, Element::kDelete};

// One element of the list, which has one action.
struct Action {
  uint8_t kind = Element::kUpdate;
  StructureView view;

  Bytes index_name() const { return view.String(UpdateAction::kIndexName); }
  bool creates_or_deletes() const { return kind != Element::kUpdate; }
};

std::vector<Action> ReadActions(const StructureView& input) {
  std::vector<Action> actions;
  wire::ListView list = input.List(Input::kGlobalSecondaryIndexUpdates);
  for (StructureView element; list.Next(&element);) {
    for (const uint8_t kind : kActions) {
      if (element.has(kind)) actions.push_back(Action{kind, element.Structure(kind)});
    }
  }
  return actions;
}

// The key of the new index must be defined in the request itself, keys of the table included.
// Source: paritysuite, measured eu-west-2 2026-07.
Status CheckCreateByItself(const StructureView& input, const StructureView& create) {
  const IndexRequest request = ReadGlobalIndex(create);
  HR_ASSIGN_OR_RETURN(const std::vector<model::KeyAttribute> definitions,
                      ReadDefinitions(input.List(Input::kAttributeDefinitions)));
  if (definitions.empty()) return Fail(kDefinitionsMissing, {request.name});
  HR_RETURN_IF_ERROR(CheckKeysDefined(request.keys, definitions));
  model::IndexSchema unused;
  return MakeIndex(request, {}, definitions, &unused);
}

// "SchemaElement: key{pk:S:HASH}, SchemaElement: key{sk:N:RANGE}"
void AppendSchemaElements(const std::vector<model::KeyAttribute>& keys, Bytes type,
                          std::string* text) {
  for (const model::KeyAttribute& key : keys) {
    text->append(text->empty() ? "" : ", ").append("SchemaElement: key{").append(key.name);
    text->append(":").append(model::AttributeTypeName(key.type)).append(":").append(type);
    text->append("}");
  }
}

std::string SchemaText(const std::vector<model::KeyAttribute>& partition_keys,
                       const std::vector<model::KeyAttribute>& sort_keys) {
  std::string text;
  AppendSchemaElements(partition_keys, "HASH", &text);
  AppendSchemaElements(sort_keys, "RANGE", &text);
  return text;
}

// One vector action: it creates or deletes.
struct VectorUpdate {
  bool creates = false;
  StructureView view;

  Bytes index_name() const { return view.String(VectorAction::kIndexName); }
};

std::vector<VectorUpdate> ReadVectorUpdates(const StructureView& input) {
  std::vector<VectorUpdate> updates;
  wire::ListView list = input.List(Input::kVectorIndexUpdates);
  for (StructureView element; list.Next(&element);) {
    for (const uint8_t kind : {VectorElement::kCreate, VectorElement::kDelete}) {
      if (element.has(kind))
        updates.push_back({kind == VectorElement::kCreate, element.Structure(kind)});
    }
  }
  return updates;
}

// The keys of the table, or of its first index, that the attribute is one of.
std::string SchemaTextWith(const model::TableSchema& schema, Bytes name) {
  std::vector<model::KeyAttribute> sort_keys;
  if (schema.sort_key) sort_keys.push_back(*schema.sort_key);
  if (FindDefinition({schema.partition_key}, name) == nullptr &&
      FindDefinition(sort_keys, name) == nullptr) {
    for (const model::IndexSchema& index : schema.indexes) {
      if (FindDefinition(index.partition_keys, name) != nullptr ||
          FindDefinition(index.sort_keys, name) != nullptr) {
        return SchemaText(index.partition_keys, index.sort_keys);
      }
    }
  }
  return SchemaText({schema.partition_key}, sort_keys);
}

// Adds the definitions of the index's keys. One that is there already keeps its type, and a key of
// the index must agree with it; definitions that no key uses are dropped.
Status AddDefinitions(const model::IndexSchema& index, model::TableSchema* schema) {
  for (const auto* keys : {&index.partition_keys, &index.sort_keys}) {
    for (const model::KeyAttribute& key : *keys) {
      const model::KeyAttribute* there = FindDefinition(schema->attribute_definitions, key.name);
      if (there == nullptr) {
        schema->attribute_definitions.push_back(key);
      } else if (there->type != key.type) {
        return Fail(kDefinitionChanged, {SchemaTextWith(*schema, key.name),
                                         SchemaText(index.partition_keys, index.sort_keys)});
      }
    }
  }
  return {};
}

model::IndexSchema* FindIndex(model::TableSchema* schema, uint32_t number) {
  for (model::IndexSchema& index : schema->indexes) {
    if (index.number == number) return &index;
  }
  return nullptr;
}

// A vector attribute may not become a key of the new index.
Status CheckNoKeyIsVector(const model::TableSchema& schema, const model::IndexSchema& index) {
  for (const model::IndexSchema& other : schema.vector_indexes) {
    const model::VectorSettings& vector = other.vector;
    for (const auto* keys : {&index.partition_keys, &index.sort_keys}) {
      const model::KeyAttribute* key = FindDefinition(*keys, vector.attribute);
      if (key == nullptr) continue;
      return Fail(kKeyIsVectorAttribute, {key->name, std::to_string(vector.dimensions), key->name,
                                          model::AttributeTypeName(key->type),
                                          keys == &index.partition_keys ? "HASH" : "RANGE"});
    }
  }
  return {};
}

class Updater {
 public:
  Updater(const Context& context, const StructureView& input, const store::Table& table,
          TableUpdate* update)
      : context_(context),
        input_(input),
        table_(table),
        present_(table.schema()),
        update_(update) {}

  Status Update(const StructureView& action);
  Status Create(const StructureView& action);
  Status Delete(const StructureView& action);
  Status CreateVector(const StructureView& action);
  Status CheckVectorIsNoKey(const std::vector<model::KeyAttribute>& definitions,
                            const model::VectorSettings& vector) const;
  Status CheckSameDimensions(const model::VectorSettings& vector) const;
  Status DeleteVector(const StructureView& action);

  // When a table leaves on demand, each of its global indexes needs a throughput.
  Status CheckAllUpdated() const;

 private:
  bool will_be_on_demand() const {
    return update_->next.billing_mode == model::BillingMode::kPayPerRequest;
  }
  void SetStatus(uint32_t number, Bytes status) {
    update_->moment.index_statuses.emplace_back(number, status);
    update_->changed = true;
  }
  // The index is UPDATING for a while, and its table is not: it stays ACTIVE. Source: control-plane
  // lab, measured us-west-2 and us-east-1 2026-10 (135, 148, 165).
  void BeginUpdating(model::IndexSchema* next) {
    next->lifecycle.updating_until_ms =
        EndOf(update_->moment.now_ms, context_.delays->update_table_ms);
    SetStatus(next->number, "UPDATING");
  }
  // The global index of that name. `local` is what a local one is answered with.
  Result<const model::IndexSchema*> Find(Bytes name, const Message& local) const;
  // Capacity units, caps and warmth of an index.
  Status UpdateUnits(const StructureView& action, const model::IndexSchema& index,
                     model::IndexSchema* next);
  Status UpdateSettings(const StructureView& action, const model::IndexSchema& index,
                        model::IndexSchema* next);
  // Whether another index may be made or deleted now.
  Status CheckOnlyOne() const;
  void Begin(model::IndexSchema* index) const;
  Status DeleteIndex(const model::IndexSchema& index);

  const Context& context_;
  const StructureView& input_;
  const store::Table& table_;
  const model::TableSchema& present_;
  TableUpdate* update_;
  std::vector<uint32_t> updated_;
};

Result<const model::IndexSchema*> Updater::Find(Bytes name, const Message& local) const {
  const model::IndexSchema* index = present_.FindIndex(name);
  if (index == nullptr) return Fail(kIndexNotFound, {name, present_.table_name});
  if (index->kind == model::IndexKind::kLocal) return Fail(local, {name});
  return index;
}

Status Updater::UpdateUnits(const StructureView& action, const model::IndexSchema& index,
                            model::IndexSchema* next) {
  const Bytes name = index.name;
  if (will_be_on_demand()) return Fail(kOnlyOnDemandUpdates, {name});
  if (!action.has(UpdateAction::kProvisionedThroughput)) return Fail(kIndexUnitsMissing, {name});
  const model::Throughput wanted =
      ReadThroughput(action.Structure(UpdateAction::kProvisionedThroughput));
  OutOfBounds found;
  if (FindOutOfBounds(wanted, &found)) return Fail(kIndexUpdateBlocked);
  if (!table_.FindIndex(index.number)->complete()) {
    const bool allocating = update_->moment.now_ms < index.lifecycle.allocating_until_ms;
    return Fail(allocating ? kIndexNotFilling : kIndexBeingCreated, {present_.table_name, name});
  }
  updated_.push_back(index.number);
  if (present_.billing_mode == model::BillingMode::kPayPerRequest) {
    SetUnits(wanted, &next->throughput);
    FindIndex(&update_->shown, index.number)->throughput = next->throughput;
  } else {
    if (SameUnits(index.throughput, wanted)) {
      const std::string read = std::to_string(wanted.read_capacity_units);
      const std::string write = std::to_string(wanted.write_capacity_units);
      return Fail(kIndexThroughputSame, {name, name, read, read, name, write, write});
    }
    KeepWarmth(OwnerOf(present_, index), &next->settings);
    HR_RETURN_IF_ERROR(ChangeThroughput(wanted, update_->moment.now_ms, &next->throughput));
    ShowChangeTimes(next->throughput, update_->moment.now_ms,
                    &FindIndex(&update_->shown, index.number)->throughput);
  }
  BeginUpdating(next);
  return {};
}

// Caps can be seen at once, although the index is UPDATING; warmth is later, and without a word in
// the status of the index.
Status Updater::UpdateSettings(const StructureView& action, const model::IndexSchema& index,
                               model::IndexSchema* next) {
  const SettingsOwner owner = OwnerOf(update_->next, *next);
  const StructureView on_demand = action.Structure(UpdateAction::kOnDemandThroughput);
  HR_RETURN_IF_ERROR(SetOnDemand(context_, owner, on_demand, false, &next->settings));
  if (SaysOnDemand(on_demand)) BeginUpdating(next);
  model::ThroughputSettings* shown = &FindIndex(&update_->shown, index.number)->settings;
  *shown = next->settings;
  const StructureView warm = action.Structure(UpdateAction::kWarmThroughput);
  if (SaysWarm(warm))
    HR_RETURN_IF_ERROR(ChangeWarm(context_, owner, warm, &next->settings, shown));
  update_->changed = true;
  return {};
}

Status Updater::Update(const StructureView& action) {
  const Bytes name = action.String(UpdateAction::kIndexName);
  HR_ASSIGN_OR_RETURN(const model::IndexSchema* index, Find(name, kUpdateOfLocalIndex));
  if (index->lifecycle.deleting_until_ms != 0)
    return Fail(kIndexBeingDeleted, {present_.table_name, name});
  model::IndexSchema* next = FindIndex(&update_->next, index->number);
  const bool settings = SaysOnDemand(action.Structure(UpdateAction::kOnDemandThroughput)) ||
                        SaysWarm(action.Structure(UpdateAction::kWarmThroughput));
  if (action.has(UpdateAction::kProvisionedThroughput) || !settings)
    HR_RETURN_IF_ERROR(UpdateUnits(action, *index, next));
  if (settings) HR_RETURN_IF_ERROR(UpdateSettings(action, *index, next));
  return {};
}

Status Updater::CheckOnlyOne() const {
  return HasIndexComingOrGoing(table_, update_->moment.now_ms) ? Status(Fail(kOneIndexAtATime))
                                                               : Status();
}

// A new index waits for its resources, and then to be filled.
void Updater::Begin(model::IndexSchema* index) const {
  const uint64_t now_ms = update_->moment.now_ms;
  const LifecycleDelays& delays = *context_.delays;
  index->lifecycle.allocating_until_ms = EndOf(now_ms, delays.allocate_index_ms);
  index->lifecycle.filling_from_ms = EndOf(now_ms, delays.allocate_index_ms + delays.fill_index_ms);
  update_->Begin(model::TableJob::kIndex, delays.allocate_index_ms);
}

Status Updater::Create(const StructureView& action) {
  const IndexRequest request = ReadGlobalIndex(action);
  const model::IndexSchema* there = present_.FindIndex(request.name);
  // Source: control-plane lab, measured us-west-2 and us-east-1 2026-10 (163).
  if (there != nullptr && there->lifecycle.deleting_until_ms != 0)
    return Fail(kIndexBeingDeleted, {present_.table_name, request.name});
  if (there != nullptr || present_.FindVectorIndex(request.name) != nullptr)
    return Fail(kIndexExists);
  if (will_be_on_demand() && request.has_throughput)
    return Fail(kIndexUnitsOnDemand, {request.name});
  if (!will_be_on_demand() && !request.has_throughput)
    return Fail(kIndexUnitsMissing, {request.name});
  OutOfBounds found;
  if (FindOutOfBounds(request.throughput, &found)) {
    return Fail(kIndexThroughputOutOfBounds,
                {std::to_string(found.units), found.name, request.name});
  }

  HR_ASSIGN_OR_RETURN(const std::vector<model::KeyAttribute> definitions,
                      ReadDefinitions(input_.List(Input::kAttributeDefinitions)));
  model::IndexSchema index;
  HR_RETURN_IF_ERROR(MakeIndex(request, present_, definitions, &index));
  HR_RETURN_IF_ERROR(CheckNoKeyIsVector(present_, index));
  HR_RETURN_IF_ERROR(AddDefinitions(index, &update_->next));
  HR_RETURN_IF_ERROR(CheckOnlyOne());
  const auto global_count = std::count_if(
      present_.indexes.begin(), present_.indexes.end(),
      [](const model::IndexSchema& one) { return one.kind == model::IndexKind::kGlobal; });
  if (static_cast<size_t>(global_count) >= kGlobalIndexesMax)
    return Fail(kTooManyGlobalIndexesOnline);

  index.throughput = request.throughput;
  HR_RETURN_IF_ERROR(SetSettings(context_, request, update_->next, &index));
  index.number = update_->next.next_index_number++;
  Begin(&index);
  update_->next.indexes.push_back(index);
  HR_RETURN_IF_ERROR(CheckProjectedAttributes(update_->next));
  update_->shown.attribute_definitions = update_->next.attribute_definitions;
  update_->shown.indexes.push_back(index);
  SetStatus(index.number, "CREATING");
  return {};
}

Status Updater::DeleteIndex(const model::IndexSchema& index) {
  const uint64_t now_ms = update_->moment.now_ms;
  const bool complete = table_.FindIndex(index.number)->complete();
  if (index.lifecycle.deleting_until_ms != 0)
    return Fail(kIndexBeingDeleted, {present_.table_name, index.name});
  if (!complete && now_ms < index.lifecycle.allocating_until_ms)
    return Fail(kIndexBeingAllocated, {present_.table_name, index.name});
  // An index may be deleted while it is being filled; another one meanwhile may not.
  if (complete) HR_RETURN_IF_ERROR(CheckOnlyOne());
  const uint64_t delay_ms = context_.delays->delete_index_ms;
  if (delay_ms == 0) {
    DropIndex(index.number, &update_->next);
  } else {
    model::ForEachIndex(update_->next, [&](model::IndexSchema& each) {
      if (each.number == index.number) each.lifecycle.deleting_until_ms = EndOf(now_ms, delay_ms);
    });
  }
  update_->Begin(model::TableJob::kIndex, delay_ms);
  SetStatus(index.number, "DELETING");
  return {};
}

Status Updater::Delete(const StructureView& action) {
  const Bytes name = action.String(UpdateAction::kIndexName);
  HR_ASSIGN_OR_RETURN(const model::IndexSchema* index, Find(name, kDeleteOfLocalIndex));
  return DeleteIndex(*index);
}

// A key of the table is no vector; what the request defines itself, AddVectorIndex looks at.
Status Updater::CheckVectorIsNoKey(const std::vector<model::KeyAttribute>& definitions,
                                   const model::VectorSettings& vector) const {
  if (FindDefinition(definitions, vector.attribute) != nullptr) return {};
  const auto refuse = [&](const model::KeyAttribute& key, Bytes type) {
    return Fail(kVectorAttributeIsKey, {key.name, model::AttributeTypeName(key.type), type,
                                        key.name, std::to_string(vector.dimensions)});
  };
  if (present_.partition_key.name == vector.attribute)
    return refuse(present_.partition_key, "HASH");
  if (present_.sort_key && present_.sort_key->name == vector.attribute)
    return refuse(*present_.sort_key, "RANGE");
  return {};
}

// All vectors of an attribute have the dimensions of the first.
Status Updater::CheckSameDimensions(const model::VectorSettings& vector) const {
  for (const model::IndexSchema& other : present_.vector_indexes) {
    if (other.vector.attribute != vector.attribute ||
        other.vector.dimensions == vector.dimensions) {
      continue;
    }
    return Fail(kVectorDimensionsChanged,
                {vector.attribute, std::to_string(other.vector.dimensions), vector.attribute,
                 std::to_string(vector.dimensions)});
  }
  return {};
}

Status Updater::CreateVector(const StructureView& action) {
  const Bytes name = action.String(VectorAction::kIndexName);
  // Source: ExtendDB, measured on AWS 2026-08-06.
  const store::SecondaryIndex* there = table_.FindVectorIndex(name);
  if (there != nullptr && !there->complete())
    return Fail(kIndexBeingCreated, {present_.table_name, name});
  if (present_.FindIndex(name) != nullptr || there != nullptr) return Fail(kIndexExists);
  HR_ASSIGN_OR_RETURN(const std::vector<model::KeyAttribute> definitions,
                      ReadDefinitions(input_.List(Input::kAttributeDefinitions)));
  model::IndexSchema index;
  HR_RETURN_IF_ERROR(MakeVectorIndex(action, definitions, &index));
  HR_RETURN_IF_ERROR(CheckVectorIsNoKey(definitions, index.vector));
  HR_RETURN_IF_ERROR(AddDefinitions(index, &update_->next));
  HR_RETURN_IF_ERROR(CheckOnlyOne());
  if (present_.vector_indexes.size() >= kVectorIndexesMax)
    return Fail(kTooManyVectorIndexesOnline);
  HR_RETURN_IF_ERROR(CheckSameDimensions(index.vector));
  Begin(&index);
  HR_RETURN_IF_ERROR(AddVectorIndex(std::move(index), &update_->next));
  HR_RETURN_IF_ERROR(CheckProjectedAttributes(update_->next));
  update_->shown.attribute_definitions = update_->next.attribute_definitions;
  update_->shown.vector_indexes = update_->next.vector_indexes;
  SetStatus(update_->next.vector_indexes.back().number, "CREATING");
  return {};
}

Status Updater::DeleteVector(const StructureView& action) {
  const Bytes name = action.String(VectorAction::kIndexName);
  const model::IndexSchema* index = present_.FindVectorIndex(name);
  if (index == nullptr) return Fail(kIndexNotFound, {name, present_.table_name});
  return DeleteIndex(*index);
}

Status Updater::CheckAllUpdated() const {
  if (present_.billing_mode != model::BillingMode::kPayPerRequest || will_be_on_demand()) return {};
  std::string lacking;
  for (const model::IndexSchema& index : present_.indexes) {
    if (index.kind != model::IndexKind::kGlobal) continue;
    if (std::find(updated_.begin(), updated_.end(), index.number) == updated_.end())
      lacking.append(lacking.empty() ? "" : ",").append(index.name);
  }
  if (lacking.empty()) return {};
  return Fail(kIndexesWithoutThroughput, {lacking});
}

}  // namespace

void TableUpdate::Begin(model::TableJob job, uint64_t delay_ms) {
  if (delay_ms != 0) {
    next.lifecycle.updating_until_ms = EndOf(moment.now_ms, delay_ms);
    next.lifecycle.job = job;
  }
  moment.table_status = "UPDATING";
  changed = true;
}

Status CheckVectorIndexUpdates(const StructureView& input) {
  if (!input.has(Input::kVectorIndexUpdates)) return {};
  wire::ListView list = input.List(Input::kVectorIndexUpdates);
  if (list.count() == 0) return Fail(kNoVectorIndexUpdates);
  for (StructureView element; list.Next(&element);) {
    const bool creates = element.has(VectorElement::kCreate);
    const bool deletes = element.has(VectorElement::kDelete);
    if (!creates && !deletes) return Fail(kVectorIndexUpdateEmpty);
    if (creates && deletes) return Fail(kSeveralVectorIndexActions);
  }
  HR_ASSIGN_OR_RETURN(const std::vector<model::KeyAttribute> definitions,
                      ReadDefinitions(input.List(Input::kAttributeDefinitions)));
  for (const VectorUpdate& update : ReadVectorUpdates(input)) {
    model::IndexSchema unused;
    if (update.creates) HR_RETURN_IF_ERROR(MakeVectorIndex(update.view, definitions, &unused));
  }
  return {};
}

Status CheckIndexUpdates(const StructureView& input) {
  HR_RETURN_IF_ERROR(CheckVectorIndexUpdates(input));
  if (!input.has(Input::kGlobalSecondaryIndexUpdates)) return {};
  wire::ListView list = input.List(Input::kGlobalSecondaryIndexUpdates);
  if (list.count() == 0) return Fail(kNoIndexUpdates);
  for (StructureView element; list.Next(&element);) {
    const auto count = std::count_if(std::begin(kActions), std::end(kActions),
                                     [&](uint8_t kind) { return element.has(kind); });
    if (count == 0) return Fail(kIndexUpdateEmpty);
    if (count > 1) return Fail(kSeveralIndexActions);
  }
  const std::vector<Action> actions = ReadActions(input);
  std::set<Bytes> names;
  for (const Action& action : actions) {
    if (!names.insert(action.index_name()).second)
      return Fail(kIndexUpdatedTwice, {action.index_name()});
  }
  for (const Action& action : actions) {
    if (action.kind == Element::kCreate)
      HR_RETURN_IF_ERROR(CheckCreateByItself(input, action.view));
    if (action.kind == Element::kUpdate && action.view.has(UpdateAction::kWarmThroughput) &&
        !SaysWarm(action.view.Structure(UpdateAction::kWarmThroughput))) {
      return Fail(kWarmthOfIndexEmpty, {action.index_name()});
    }
  }
  return {};
}

const model::IndexSchema* FirstIndexStillUpdating(const StructureView& input,
                                                  const model::TableSchema& present,
                                                  uint64_t now_ms) {
  for (const Action& action : ReadActions(input)) {
    const model::IndexSchema* index = present.FindIndex(action.index_name());
    if (index != nullptr && now_ms < index->lifecycle.updating_until_ms) return index;
  }
  return nullptr;
}

const model::IndexSchema* FirstUpdateOfDeleted(const StructureView& input,
                                               const model::TableSchema& present) {
  for (const Action& action : ReadActions(input)) {
    const model::IndexSchema* index = present.FindIndex(action.index_name());
    if (action.kind == Element::kUpdate && index != nullptr &&
        index->lifecycle.deleting_until_ms != 0) {
      return index;
    }
  }
  return nullptr;
}

bool CreatesGlobalIndex(const StructureView& input) {
  const std::vector<Action> actions = ReadActions(input);
  return std::any_of(actions.begin(), actions.end(),
                     [](const Action& action) { return action.kind == Element::kCreate; });
}

bool CreatesVectorIndex(const StructureView& input) {
  const std::vector<VectorUpdate> updates = ReadVectorUpdates(input);
  return std::any_of(updates.begin(), updates.end(),
                     [](const VectorUpdate& update) { return update.creates; });
}

bool CreatesOrDeletesGlobalIndex(const StructureView& input) {
  const std::vector<Action> actions = ReadActions(input);
  return std::any_of(actions.begin(), actions.end(),
                     [](const Action& action) { return action.creates_or_deletes(); });
}

bool CreatesOrDeletesIndex(const StructureView& input) {
  return CreatesOrDeletesGlobalIndex(input) || input.List(Input::kVectorIndexUpdates).count() > 0;
}

bool OnlyDeletesVectorIndexes(const StructureView& input) {
  return input.List(Input::kVectorIndexUpdates).count() > 0 && !CreatesVectorIndex(input) &&
         !CreatesOrDeletesGlobalIndex(input);
}

Status ApplyIndexUpdates(const Context& context, const StructureView& input,
                         const store::Table& table, TableUpdate* update) {
  const std::vector<Action> actions = ReadActions(input);
  const std::vector<VectorUpdate> vector_updates = ReadVectorUpdates(input);
  // Before anybody looks whether the indexes are there. Source: dynalite, observed on AWS.
  const auto count = std::count_if(actions.begin(), actions.end(), [](const Action& action) {
    return action.creates_or_deletes();
  });
  if (static_cast<size_t>(count) + vector_updates.size() > 1) return Fail(kOneIndexAtATime);
  Updater updater(context, input, table, update);
  for (const Action& action : actions) {
    if (action.kind == Element::kUpdate) HR_RETURN_IF_ERROR(updater.Update(action.view));
    if (action.kind == Element::kCreate) HR_RETURN_IF_ERROR(updater.Create(action.view));
    if (action.kind == Element::kDelete) HR_RETURN_IF_ERROR(updater.Delete(action.view));
  }
  for (const VectorUpdate& each : vector_updates) {
    HR_RETURN_IF_ERROR(each.creates ? updater.CreateVector(each.view)
                                    : updater.DeleteVector(each.view));
  }
  return updater.CheckAllUpdated();
}

}  // namespace hashrange::ops
