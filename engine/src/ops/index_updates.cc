#include "ops/index_updates.h"

#include <algorithm>
#include <string>
#include <utility>

#include "ops/index_definitions.h"
#include "ops/response_parts.h"
#include "ops/table_messages.h"
#include "ops/throughput.h"

namespace hashrange::ops {
namespace {

using Input = model::members::UpdateTableInput;
using Element = model::members::GlobalSecondaryIndexUpdate;
using UpdateAction = model::members::UpdateGlobalSecondaryIndexAction;
using wire::StructureView;

static_assert(+UpdateAction::kIndexName ==
              +model::members::CreateGlobalSecondaryIndexAction::kIndexName);
static_assert(+UpdateAction::kIndexName ==
              +model::members::DeleteGlobalSecondaryIndexAction::kIndexName);

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

bool IsKeyOf(const model::TableSchema& schema, Bytes name) {
  if (Bytes(schema.partition_key.name) == name) return true;
  if (schema.sort_key && Bytes(schema.sort_key->name) == name) return true;
  return std::any_of(schema.indexes.begin(), schema.indexes.end(),
                     [name](const model::IndexSchema& index) {
                       return FindDefinition(index.partition_keys, name) != nullptr ||
                              FindDefinition(index.sort_keys, name) != nullptr;
                     });
}

model::IndexSchema* FindIndex(model::TableSchema* schema, uint32_t number) {
  for (model::IndexSchema& index : schema->indexes) {
    if (index.number == number) return &index;
  }
  return nullptr;
}

class Updater {
 public:
  Updater(const StructureView& input, const store::Table& table, TableUpdate* update)
      : input_(input), table_(table), present_(table.schema()), update_(update) {}

  Status Update(const StructureView& action);
  Status Create(const StructureView& action);
  Status Delete(const StructureView& action);

  // When a table leaves on demand, each of its global indexes needs a throughput.
  Status CheckAllUpdated() const;

 private:
  bool will_be_on_demand() const {
    return update_->next.billing_mode == model::BillingMode::kPayPerRequest;
  }
  void SetStatus(uint32_t number, Bytes status) {
    update_->moment.index_statuses.emplace_back(number, status);
    update_->moment.table_status = "UPDATING";
    update_->changed = true;
  }
  // The global index of that name. `local` is what a local one is answered with.
  Result<const model::IndexSchema*> Find(Bytes name, const Message& local) const;

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

Status Updater::Update(const StructureView& action) {
  const Bytes name = action.String(UpdateAction::kIndexName);
  HR_ASSIGN_OR_RETURN(const model::IndexSchema* index, Find(name, kUpdateOfLocalIndex));
  if (action.has(UpdateAction::kOnDemandThroughput))
    return Fail(kNotSupportedYet, {"OnDemandThroughput"});
  if (action.has(UpdateAction::kWarmThroughput)) return Fail(kNotSupportedYet, {"WarmThroughput"});
  if (will_be_on_demand()) return Fail(kOnlyOnDemandUpdates, {name});
  if (!action.has(UpdateAction::kProvisionedThroughput)) return Fail(kIndexUnitsMissing, {name});
  const model::Throughput wanted =
      ReadThroughput(action.Structure(UpdateAction::kProvisionedThroughput));
  OutOfBounds found;
  if (FindOutOfBounds(wanted, &found)) return Fail(kIndexUpdateBlocked);
  if (!table_.FindIndex(index->number)->complete())
    return Fail(kIndexBeingCreated, {present_.table_name, name});

  updated_.push_back(index->number);
  model::IndexSchema* next = FindIndex(&update_->next, index->number);
  if (present_.billing_mode == model::BillingMode::kPayPerRequest) {
    next->throughput = wanted;
  } else {
    if (SameUnits(index->throughput, wanted)) {
      const std::string read = std::to_string(wanted.read_capacity_units);
      const std::string write = std::to_string(wanted.write_capacity_units);
      return Fail(kIndexThroughputSame, {name, read, read, write, write});
    }
    HR_RETURN_IF_ERROR(ChangeThroughput(wanted, update_->moment.now_ms, &next->throughput));
    ShowChangeTimes(next->throughput, update_->moment.now_ms,
                    &FindIndex(&update_->shown, index->number)->throughput);
  }
  SetStatus(index->number, "UPDATING");
  return {};
}

Status Updater::Create(const StructureView& action) {
  const IndexRequest request = ReadGlobalIndex(action);
  if (present_.FindIndex(request.name) != nullptr) return Fail(kIndexExists);
  HR_RETURN_IF_ERROR(RefuseUnsupportedOfIndex(action));
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
  HR_RETURN_IF_ERROR(AddDefinitions(index, &update_->next));
  if (IsFillingGlobalIndex(table_)) return Fail(kOneIndexAtATime);
  const auto global_count = std::count_if(
      present_.indexes.begin(), present_.indexes.end(),
      [](const model::IndexSchema& one) { return one.kind == model::IndexKind::kGlobal; });
  if (static_cast<size_t>(global_count) >= kGlobalIndexesMax)
    return Fail(kTooManyGlobalIndexesOnline);

  index.throughput = request.throughput;
  index.number = update_->next.next_index_number++;
  update_->next.indexes.push_back(index);
  HR_RETURN_IF_ERROR(CheckProjectedAttributes(update_->next));
  update_->shown.attribute_definitions = update_->next.attribute_definitions;
  update_->shown.indexes.push_back(index);
  SetStatus(index.number, "CREATING");
  return {};
}

Status Updater::Delete(const StructureView& action) {
  const Bytes name = action.String(UpdateAction::kIndexName);
  HR_ASSIGN_OR_RETURN(const model::IndexSchema* index, Find(name, kDeleteOfLocalIndex));
  // An index may be deleted while it is being filled; another one meanwhile may not.
  if (table_.FindIndex(index->number)->complete() && IsFillingGlobalIndex(table_))
    return Fail(kOneIndexAtATime);
  SetStatus(index->number, "DELETING");
  model::TableSchema& next = update_->next;
  next.indexes.erase(std::find_if(
      next.indexes.begin(), next.indexes.end(),
      [index](const model::IndexSchema& one) { return one.number == index->number; }));
  auto& definitions = next.attribute_definitions;
  definitions.erase(std::remove_if(definitions.begin(), definitions.end(),
                                   [&next](const model::KeyAttribute& definition) {
                                     return !IsKeyOf(next, definition.name);
                                   }),
                    definitions.end());
  return {};
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

Status CheckIndexUpdates(const StructureView& input) {
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
  for (size_t i = 0; i < actions.size(); i++) {
    for (size_t j = 0; j < i; j++) {
      if (actions[i].index_name() == actions[j].index_name())
        return Fail(kIndexUpdatedTwice, {actions[i].index_name()});
    }
  }
  for (const Action& action : actions) {
    if (action.kind == Element::kCreate)
      HR_RETURN_IF_ERROR(CheckCreateByItself(input, action.view));
  }
  return {};
}

bool CreatesOrDeletesIndex(const StructureView& input) {
  const std::vector<Action> actions = ReadActions(input);
  return std::any_of(actions.begin(), actions.end(),
                     [](const Action& action) { return action.creates_or_deletes(); });
}

Status ApplyIndexUpdates(const StructureView& input, const store::Table& table,
                         TableUpdate* update) {
  const std::vector<Action> actions = ReadActions(input);
  // Before anybody looks whether the indexes are there. Source: dynalite, observed on AWS.
  const auto count = std::count_if(actions.begin(), actions.end(), [](const Action& action) {
    return action.creates_or_deletes();
  });
  if (count > 1) return Fail(kOneIndexAtATime);
  Updater updater(input, table, update);
  for (const Action& action : actions) {
    if (action.kind == Element::kUpdate) HR_RETURN_IF_ERROR(updater.Update(action.view));
    if (action.kind == Element::kCreate) HR_RETURN_IF_ERROR(updater.Create(action.view));
    if (action.kind == Element::kDelete) HR_RETURN_IF_ERROR(updater.Delete(action.view));
  }
  return updater.CheckAllUpdated();
}

}  // namespace hashrange::ops
