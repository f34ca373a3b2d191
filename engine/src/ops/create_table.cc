// CreateTable: checks what its members say together, in DynamoDB's order, and commits the schema.
// The table is CREATING in the answer, and as long as the delays of the lifecycle say. A member that
// this version cannot honour is refused, never dropped. Source: AWS API
// Reference, CreateTable.
#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "model/limits.h"
#include "ops/commit_batch.h"
#include "ops/encryption.h"
#include "ops/index_definitions.h"
#include "ops/lifecycle.h"
#include "ops/lifecycle_messages.h"
#include "ops/operations.h"
#include "ops/resource_policy.h"
#include "ops/stream_settings.h"
#include "ops/table_description.h"
#include "ops/table_messages.h"
#include "ops/tags.h"
#include "ops/throughput.h"
#include "ops/throughput_settings.h"
#include "ops/vector_definitions.h"

namespace hashrange::ops {
namespace {

using Input = model::members::CreateTableInput;
using Definitions = std::vector<model::KeyAttribute>;
using wire::StructureView;

Status CheckThroughput(const StructureView& input, model::TableSchema* schema) {
  const bool on_demand = input.String(Input::kBillingMode) == "PAY_PER_REQUEST";
  if (on_demand) {
    schema->billing_mode = model::BillingMode::kPayPerRequest;
    schema->on_demand_ms = schema->created_ms;
    if (input.has(Input::kProvisionedThroughput)) return Fail(kThroughputOnDemand);
    return {};
  }
  if (!input.has(Input::kProvisionedThroughput)) return Fail(kThroughputMissing);
  schema->throughput = ReadThroughput(input.Structure(Input::kProvisionedThroughput));
  OutOfBounds found;
  if (FindOutOfBounds(schema->throughput, &found))
    return Fail(kThroughputOutOfBounds, {std::to_string(found.units), found.name});
  return {};
}

// The keys of the table itself. What it does not define is wrong here; what it does not use is so
// only when it has no indexes that may.
Status CheckKeys(const StructureView& input, model::TableSchema* schema) {
  const Definitions& definitions = schema->attribute_definitions;
  const std::vector<KeyElement> keys = ReadKeySchema(input.List(Input::kKeySchema));
  if (keys[0].type != "HASH") return Fail(kFirstNotHash);
  if (keys.size() > definitions.size()) return Fail(kKeyUndefined);
  HR_RETURN_IF_ERROR(CheckKeysDefined(keys, definitions));
  if (keys.size() == 2 && keys[0].name == keys[1].name) return Fail(kSameKeyName);
  if (keys.size() == 2 && keys[1].type != "RANGE") return Fail(kSecondNotRange);
  const bool has_indexes = input.has(Input::kLocalSecondaryIndexes) ||
                           input.has(Input::kGlobalSecondaryIndexes) ||
                           input.has(Input::kVectorIndexes);
  if (!has_indexes && keys.size() != definitions.size()) return Fail(kDefinitionsUnused);

  schema->partition_key = *FindDefinition(definitions, keys[0].name);
  if (keys.size() == 2) schema->sort_key = *FindDefinition(definitions, keys[1].name);
  return {};
}

// So many indexes are looked at one by one before it is said that they are too many.
constexpr size_t kIndexesReadMax = 1000;

// The indexes of the request, local ones first: the order in which they are checked.
Result<std::vector<IndexRequest>> ReadIndexes(const StructureView& input,
                                              const model::TableSchema& schema) {
  std::vector<IndexRequest> requests;
  if (input.has(Input::kLocalSecondaryIndexes)) {
    wire::ListView list = input.List(Input::kLocalSecondaryIndexes);
    if (list.count() == 0) return Fail(kNoLocalIndexes);
    if (list.count() > kIndexesReadMax) return Fail(kTooManyLocalIndexes);
    if (!schema.sort_key) return Fail(kTableWithoutSortKey);
    for (StructureView index; list.Next(&index);) requests.push_back(ReadLocalIndex(index));
  }
  if (input.has(Input::kGlobalSecondaryIndexes)) {
    wire::ListView list = input.List(Input::kGlobalSecondaryIndexes);
    if (list.count() == 0) return Fail(kNoGlobalIndexes);
    if (list.count() > kIndexesReadMax) return Fail(kTooManyGlobalIndexes);
    for (StructureView index; list.Next(&index);) requests.push_back(ReadGlobalIndex(index));
  }
  return requests;
}

// The vector indexes of the request. Their numbers come later.
Result<std::vector<model::IndexSchema>> ReadVectorIndexes(const StructureView& input,
                                                          const model::TableSchema& schema) {
  std::vector<model::IndexSchema> indexes;
  if (!input.has(Input::kVectorIndexes)) return indexes;
  wire::ListView list = input.List(Input::kVectorIndexes);
  if (list.count() == 0) return Fail(kNoVectorIndexes);
  if (schema.billing_mode != model::BillingMode::kPayPerRequest)
    return Fail(kVectorIndexOfProvisioned);
  if (list.count() > kVectorIndexesMax) return Fail(kTooManyVectorIndexes);
  for (StructureView index; list.Next(&index);) {
    HR_RETURN_IF_ERROR(
        MakeVectorIndex(index, schema.attribute_definitions, &indexes.emplace_back()));
    // Comes before that it is defined in vain. Source: dynoxide, measured eu-west-2 and us-east-1
    // 2026-08-12.
    const std::string& attribute = indexes.back().vector.attribute;
    if (FindDefinition(schema.attribute_definitions, attribute) != nullptr)
      return Fail(kVectorAttributeDefined, {attribute});
  }
  return indexes;
}

// The keys of the table and its indexes are exactly what is defined. Checked before all else about
// indexes. Source: control-plane lab, measured 2026-10.
Status CheckDefinitionsUsed(const model::TableSchema& schema,
                            const std::vector<IndexRequest>& requests,
                            const std::vector<model::IndexSchema>& vector_indexes) {
  Definitions used = {schema.partition_key};
  if (schema.sort_key) used.push_back(*schema.sort_key);
  for (const IndexRequest& request : requests) {
    HR_RETURN_IF_ERROR(CheckKeysDefined(request.keys, schema.attribute_definitions));
    for (const KeyElement& key : request.keys) {
      if (FindDefinition(used, key.name) == nullptr)
        used.push_back(*FindDefinition(schema.attribute_definitions, key.name));
    }
  }
  for (const model::IndexSchema& index : vector_indexes) {
    for (const auto* keys : {&index.partition_keys, &index.sort_keys}) {
      for (const model::KeyAttribute& key : *keys) {
        if (FindDefinition(used, key.name) == nullptr) used.push_back(key);
      }
    }
  }
  if (used.size() == schema.attribute_definitions.size()) return {};
  return Fail(kSomeDefinitionsUnused, {NamesOf(schema.attribute_definitions), NamesOf(used)});
}

Status ReadIndexThroughput(const IndexRequest& request, const model::TableSchema& schema,
                           model::IndexSchema* index) {
  if (request.kind == model::IndexKind::kLocal) return {};
  if (schema.billing_mode == model::BillingMode::kPayPerRequest) {
    if (request.has_throughput) return Fail(kIndexThroughputOnDemand, {request.name});
    return {};
  }
  if (!request.has_throughput) return Fail(kIndexThroughputMissing, {request.name});
  OutOfBounds found;
  if (FindOutOfBounds(request.throughput, &found)) {
    return Fail(kIndexThroughputOutOfBounds,
                {std::to_string(found.units), found.name, request.name});
  }
  index->throughput = request.throughput;
  return {};
}

Status AddIndexes(const Context& context, const std::vector<IndexRequest>& requests,
                  std::vector<model::IndexSchema> vector_indexes, model::TableSchema* schema) {
  size_t counts[2] = {0, 0};  // global, local
  for (size_t i = 0; i < requests.size(); i++) {
    const IndexRequest& request = requests[i];
    model::IndexSchema index;
    HR_RETURN_IF_ERROR(MakeIndex(request, *schema, schema->attribute_definitions, &index));
    HR_RETURN_IF_ERROR(ReadIndexThroughput(request, *schema, &index));
    HR_RETURN_IF_ERROR(SetSettings(context, request, *schema, &index));
    if (schema->FindIndex(request.name) != nullptr) return Fail(kIndexNameTwice, {request.name});
    index.number = schema->next_index_number++;
    schema->indexes.push_back(std::move(index));

    const bool last = i + 1 == requests.size() || requests[i + 1].kind != request.kind;
    const bool local = request.kind == model::IndexKind::kLocal;
    const size_t count = ++counts[local ? 1 : 0];
    if (last && local && count > kLocalIndexesMax) return Fail(kTooManyLocalIndexes);
    if (last && !local && count > kGlobalIndexesMax) return Fail(kTooManyGlobalIndexes);
  }
  for (model::IndexSchema& index : vector_indexes)
    HR_RETURN_IF_ERROR(AddVectorIndex(std::move(index), schema));
  return CheckProjectedAttributes(*schema);
}

Status RefuseUnsupported(const StructureView& input) {
  const std::pair<uint8_t, Bytes> unsupported[] = {
      {Input::kGlobalTableSourceArn, "GlobalTableSourceArn"},
      {Input::kGlobalTableSettingsReplicationMode, "GlobalTableSettingsReplicationMode"},
  };
  for (const auto& [member, name] : unsupported) {
    if (input.has(member)) return Fail(kNotSupportedYet, {name});
  }
  return {};
}

// A UUID of version 4 made of the request's 64 random bits, stretched by the finaliser of
// splitmix64 to 128.
std::string MakeTableId(uint64_t entropy) {
  const auto mix = [](uint64_t x) {
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
  };
  const uint64_t high = mix(entropy);
  const uint64_t low = mix(high);
  char text[37];
  std::snprintf(text, sizeof text, "%08x-%04x-4%03x-%04x-%04x%08x",
                static_cast<unsigned>(high >> 32), static_cast<unsigned>(high >> 16 & 0xffff),
                static_cast<unsigned>(high & 0xfff),
                static_cast<unsigned>(0x8000 | (low >> 48 & 0x3fff)),
                static_cast<unsigned>(low >> 32 & 0xffff), static_cast<unsigned>(low));
  return text;
}

// Throughput beyond capacity units, encryption, the policy.
Status ReadSettings(const Context& context, const StructureView& input,
                    model::TableSchema* schema) {
  const SettingsOwner owner = OwnerOf(*schema);
  HR_RETURN_IF_ERROR(SetOnDemand(context, owner, input.Structure(Input::kOnDemandThroughput),
                                 true, &schema->settings));
  HR_RETURN_IF_ERROR(
      SetWarm(context, owner, input.Structure(Input::kWarmThroughput), true, &schema->settings));
  if (input.has(Input::kSSESpecification)) {
    HR_ASSIGN_OR_RETURN(
        schema->encryption.key_arn,
        ReadEncryption(input.Structure(Input::kSSESpecification), *context.identity));
  }
  if (input.has(Input::kResourcePolicy)) {
    HR_ASSIGN_OR_RETURN(std::string policy, ReadPolicy(input.String(Input::kResourcePolicy)));
    schema->policy = ChangedPolicy({}, std::move(policy), context.now_ms);
  }
  return {};
}

// Warm throughput that was asked for is UPDATING while its table is made. Source: control-plane lab,
// measured us-west-2 and us-east-1 2026-10 (032, 134).
void BeginCreating(uint64_t until_ms, model::TableSchema* schema) {
  schema->lifecycle.creating_until_ms = until_ms;
  const auto warm = [until_ms](model::ThroughputSettings* settings) {
    if (settings->warm_read_units != 0 || settings->warm_write_units != 0)
      settings->warming_until_ms = until_ms;
  };
  warm(&schema->settings);
  for (model::IndexSchema& index : schema->indexes) warm(&index.settings);
}

Status MakeSchema(const Context& context, const StructureView& input, model::TableSchema* schema) {
  schema->table_name = std::string(input.String(Input::kTableName));
  schema->created_ms = context.now_ms;
  schema->table_id = MakeTableId(context.entropy);
  HR_RETURN_IF_ERROR(CheckThroughput(input, schema));
  HR_RETURN_IF_ERROR(RefuseUnsupported(input));
  HR_ASSIGN_OR_RETURN(schema->attribute_definitions,
                      ReadDefinitions(input.List(Input::kAttributeDefinitions)));
  HR_RETURN_IF_ERROR(CheckKeys(input, schema));
  HR_ASSIGN_OR_RETURN(const std::vector<IndexRequest> indexes, ReadIndexes(input, *schema));
  HR_ASSIGN_OR_RETURN(std::vector<model::IndexSchema> vector_indexes,
                      ReadVectorIndexes(input, *schema));
  if (!indexes.empty() || !vector_indexes.empty())
    HR_RETURN_IF_ERROR(CheckDefinitionsUsed(*schema, indexes, vector_indexes));
  HR_RETURN_IF_ERROR(AddIndexes(context, indexes, std::move(vector_indexes), schema));
  if (input.has(Input::kStreamSpecification))
    HR_RETURN_IF_ERROR(
        ReadNewStream(context, input.Structure(Input::kStreamSpecification), schema));
  HR_RETURN_IF_ERROR(ReadSettings(context, input, schema));
  if (input.has(Input::kTableClass)) {
    const Bytes table_class = input.String(Input::kTableClass);
    if (table_class != "STANDARD" && table_class != "STANDARD_INFREQUENT_ACCESS")
      return Fail(kInvalidTableClass);
    schema->table_class = std::string(table_class);
  }
  schema->deletion_protection = input.Boolean(Input::kDeletionProtectionEnabled);
  BeginCreating(EndOf(context.now_ms, context.delays->create_table_ms), schema);
  return SetTags(input.List(Input::kTags), &schema->tags);
}

}  // namespace

Status CreateTable(Context* context, const StructureView& input, wire::ResponseWriter* out) {
  model::TableSchema schema;
  HR_RETURN_IF_ERROR(MakeSchema(*context, input, &schema));
  const store::Catalog& catalog = context->state->catalog();
  const std::string name = schema.table_name;
  if (const store::Table* there = catalog.Find(Bytes(name)))
    return Fail(IsCreating(there->schema(), context->now_ms) ? kTableBeingCreated : kTableExists,
                {name});
  if (catalog.table_count() >= model::kTablesMax) return Fail(kTooManyTables);
  HR_RETURN_IF_ERROR(CheckQuotas(*context, schema, 0));

  model::FinishSchema(&schema);
  store::WriteBatch batch = BeginBatch(*context);
  batch.CreateTable(context->state->next_table_number(), std::move(schema));
  HR_RETURN_IF_ERROR(CommitBatch(context, std::move(batch)));

  const wire::ResponseWriter::Mark output = out->BeginStructure();
  out->Member(model::members::CreateTableOutput::kTableDescription);
  const store::Table& table = *catalog.Find(Bytes(name));
  DescriptionMoment moment{.now_ms = context->now_ms, .table_status = "CREATING", .fresh = true};
  model::ForEachIndex(table.schema(), [&](const model::IndexSchema& index) {
    moment.index_statuses.emplace_back(index.number, "CREATING");
  });
  WriteTableDescription(table, table.schema(), moment, *context->identity, out);
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
