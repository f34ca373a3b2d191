#include "ops/index_definitions.h"

#include <algorithm>
#include <utility>

#include "ops/table_messages.h"
#include "ops/throughput.h"
#include "ops/throughput_settings.h"

namespace hashrange::ops {
namespace {

using model::members::CreateGlobalSecondaryIndexAction;
using model::members::GlobalSecondaryIndex;
using model::members::LocalSecondaryIndex;
using wire::StructureView;

static_assert(+GlobalSecondaryIndex::kIndexName == +CreateGlobalSecondaryIndexAction::kIndexName);
static_assert(+GlobalSecondaryIndex::kKeySchema == +CreateGlobalSecondaryIndexAction::kKeySchema);
static_assert(+GlobalSecondaryIndex::kProjection == +CreateGlobalSecondaryIndexAction::kProjection);
static_assert(+GlobalSecondaryIndex::kProvisionedThroughput ==
              +CreateGlobalSecondaryIndexAction::kProvisionedThroughput);
static_assert(+GlobalSecondaryIndex::kOnDemandThroughput ==
              +CreateGlobalSecondaryIndexAction::kOnDemandThroughput);
static_assert(+GlobalSecondaryIndex::kWarmThroughput ==
              +CreateGlobalSecondaryIndexAction::kWarmThroughput);

// A global index has so many keys of each type. Source: AWS Developer Guide, "Multi-attribute
// keys".
constexpr ptrdiff_t kKeysOfTypeMax = 4;
// Of all indexes of a table; one that stands in two of them counts twice. Source: AWS Developer
// Guide, "Quotas".
constexpr size_t kProjectedAttributesMax = 100;

bool HasNameTwice(const std::vector<KeyElement>& keys) {
  for (size_t i = 0; i < keys.size(); i++) {
    for (size_t j = 0; j < i; j++) {
      if (keys[i].name == keys[j].name) return true;
    }
  }
  return false;
}

Status CheckLocalKeys(const IndexRequest& request, const model::TableSchema& schema) {
  const std::vector<KeyElement>& keys = request.keys;
  if (HasNameTwice(keys)) return Fail(kSameKeyName);
  if (keys[0].type != "HASH") return Fail(kFirstNotHash);
  if (keys.size() == 2 && keys[1].type != "RANGE") return Fail(kSecondNotRange);
  if (keys.size() != 2) return Fail(kLocalIndexWithoutSortKey, {request.name});
  if (keys[0].name != schema.partition_key.name) {
    return Fail(kLocalIndexOfOtherPartitionKey,
                {request.name, keys[0].name, schema.partition_key.name});
  }
  return {};
}

Status CheckGlobalKeys(const std::vector<KeyElement>& keys) {
  const auto is_hash = [](const KeyElement& key) { return key.type == "HASH"; };
  if (HasNameTwice(keys)) return Fail(keys.size() == 2 ? kSameKeyName : kSeveralKeysOfOneName);
  if (!is_hash(keys[0])) return Fail(kFirstNotHash);
  if (!std::is_partitioned(keys.begin(), keys.end(), is_hash)) return Fail(kHashAfterRange);
  const ptrdiff_t hash_count = std::count_if(keys.begin(), keys.end(), is_hash);
  if (hash_count > kKeysOfTypeMax) return Fail(kTooManyKeysOfType, {"HASH"});
  if (static_cast<ptrdiff_t>(keys.size()) - hash_count > kKeysOfTypeMax)
    return Fail(kTooManyKeysOfType, {"RANGE"});
  return {};
}

bool HasKey(const model::IndexSchema& index, Bytes name) {
  return FindDefinition(index.partition_keys, name) != nullptr ||
         FindDefinition(index.sort_keys, name) != nullptr;
}

bool IsKeyOf(const model::TableSchema& schema, Bytes name) {
  if (Bytes(schema.partition_key.name) == name) return true;
  if (schema.sort_key && Bytes(schema.sort_key->name) == name) return true;
  const auto has_key = [name](const model::IndexSchema& index) { return HasKey(index, name); };
  return std::any_of(schema.indexes.begin(), schema.indexes.end(), has_key) ||
         std::any_of(schema.vector_indexes.begin(), schema.vector_indexes.end(), has_key);
}

}  // namespace

Status ReadProjection(const StructureView& projection, model::IndexSchema* index) {
  using model::members::Projection;
  if (!projection.has(Projection::kProjectionType)) return Fail(kProjectionTypeMissing);
  const Bytes type = projection.String(Projection::kProjectionType);
  index->projection = type == "ALL"         ? model::ProjectionType::kAll
                      : type == "KEYS_ONLY" ? model::ProjectionType::kKeysOnly
                                            : model::ProjectionType::kInclude;
  const bool include = index->projection == model::ProjectionType::kInclude;
  if (projection.has(Projection::kNonKeyAttributes) != include) {
    if (include) return Fail(kIncludeWithoutAttributes);
    return Fail(kProjectionWithAttributes, {type});
  }
  wire::ListView names = projection.List(Projection::kNonKeyAttributes);
  for (Bytes name; names.Next(&name);) {
    const auto& earlier = index->non_key_attributes;
    if (std::find(earlier.begin(), earlier.end(), name) != earlier.end())
      return Fail(kNonKeyAttributeTwice, {name});
    index->non_key_attributes.emplace_back(name);
  }
  return {};
}

std::vector<KeyElement> ReadKeySchema(wire::ListView list) {
  using model::members::KeySchemaElement;
  std::vector<KeyElement> keys;
  for (StructureView element; list.Next(&element);) {
    keys.push_back(KeyElement{element.String(KeySchemaElement::kAttributeName),
                              element.String(KeySchemaElement::kKeyType)});
  }
  return keys;
}

Result<std::vector<model::KeyAttribute>> ReadDefinitions(wire::ListView list) {
  using model::members::AttributeDefinition;
  std::vector<model::KeyAttribute> definitions;
  std::vector<std::pair<Bytes, size_t>> sorted;  // names, and their places
  for (StructureView element; list.Next(&element);) {
    const Bytes name = element.String(AttributeDefinition::kAttributeName);
    sorted.emplace_back(name, sorted.size());
    model::KeyAttribute attribute{std::string(name), model::AttributeType::kS};
    model::ParseAttributeType(element.String(AttributeDefinition::kAttributeType), &attribute.type);
    definitions.push_back(std::move(attribute));
  }
  // The first that was there before. Nothing limits how many are sent.
  std::sort(sorted.begin(), sorted.end());
  size_t twice = sorted.size();
  for (size_t i = 1; i < sorted.size(); i++) {
    if (sorted[i].first == sorted[i - 1].first) twice = std::min(twice, sorted[i].second);
  }
  if (twice < sorted.size()) return Fail(kDefinitionTwice, {definitions[twice].name});
  return definitions;
}

const model::KeyAttribute* FindDefinition(const std::vector<model::KeyAttribute>& definitions,
                                          Bytes name) {
  for (const model::KeyAttribute& definition : definitions) {
    if (Bytes(definition.name) == name) return &definition;
  }
  return nullptr;
}

std::string NamesOf(const std::vector<model::KeyAttribute>& definitions) {
  std::string names;
  for (const model::KeyAttribute& definition : definitions) {
    if (!names.empty()) names += ", ";
    names += definition.name;
  }
  return names;
}

Status CheckKeysDefined(const std::vector<KeyElement>& keys,
                        const std::vector<model::KeyAttribute>& definitions) {
  const bool defined = std::all_of(keys.begin(), keys.end(), [&](const KeyElement& key) {
    return FindDefinition(definitions, key.name) != nullptr;
  });
  if (defined) return {};
  std::string names;
  for (const KeyElement& key : keys) names.append(names.empty() ? "" : ", ").append(key.name);
  return Fail(kKeysUndefined, {names, NamesOf(definitions)});
}

IndexRequest ReadLocalIndex(const StructureView& index) {
  IndexRequest request;
  request.kind = model::IndexKind::kLocal;
  request.name = index.String(LocalSecondaryIndex::kIndexName);
  request.keys = ReadKeySchema(index.List(LocalSecondaryIndex::kKeySchema));
  request.projection = index.Structure(LocalSecondaryIndex::kProjection);
  return request;
}

IndexRequest ReadGlobalIndex(const StructureView& index) {
  IndexRequest request;
  request.name = index.String(GlobalSecondaryIndex::kIndexName);
  request.keys = ReadKeySchema(index.List(GlobalSecondaryIndex::kKeySchema));
  request.projection = index.Structure(GlobalSecondaryIndex::kProjection);
  request.has_throughput = index.has(GlobalSecondaryIndex::kProvisionedThroughput);
  if (request.has_throughput) {
    request.throughput =
        ReadThroughput(index.Structure(GlobalSecondaryIndex::kProvisionedThroughput));
  }
  request.on_demand = index.Structure(GlobalSecondaryIndex::kOnDemandThroughput);
  request.warm = index.Structure(GlobalSecondaryIndex::kWarmThroughput);
  return request;
}

Status MakeIndex(const IndexRequest& request, const model::TableSchema& schema,
                 const std::vector<model::KeyAttribute>& definitions, model::IndexSchema* index) {
  const bool local = request.kind == model::IndexKind::kLocal;
  HR_RETURN_IF_ERROR(local ? CheckLocalKeys(request, schema) : CheckGlobalKeys(request.keys));
  index->name = std::string(request.name);
  index->kind = request.kind;
  for (const KeyElement& key : request.keys) {
    auto& keys = key.type == "HASH" ? index->partition_keys : index->sort_keys;
    keys.push_back(*FindDefinition(definitions, key.name));
  }
  return ReadProjection(request.projection, index);
}

Status SetSettings(const Context& context, const IndexRequest& request,
                   const model::TableSchema& schema, model::IndexSchema* index) {
  const SettingsOwner owner = OwnerOf(schema, *index);
  HR_RETURN_IF_ERROR(SetOnDemand(context, owner, request.on_demand, true, &index->settings));
  return SetWarm(context, owner, request.warm, true, &index->settings);
}

void DropIndex(uint32_t number, model::TableSchema* schema) {
  const auto is_it = [number](const model::IndexSchema& index) { return index.number == number; };
  for (auto* list : {&schema->indexes, &schema->vector_indexes})
    list->erase(std::remove_if(list->begin(), list->end(), is_it), list->end());
  auto& definitions = schema->attribute_definitions;
  definitions.erase(std::remove_if(definitions.begin(), definitions.end(),
                                   [schema](const model::KeyAttribute& definition) {
                                     return !IsKeyOf(*schema, definition.name);
                                   }),
                    definitions.end());
}

Status CheckProjectedAttributes(const model::TableSchema& schema) {
  size_t count = 0;
  for (const model::IndexSchema& index : schema.indexes) count += index.non_key_attributes.size();
  for (const model::IndexSchema& index : schema.vector_indexes)
    count += index.non_key_attributes.size();
  if (count > kProjectedAttributesMax) return Fail(kTooManyNonKeyAttributes);
  return {};
}

}  // namespace hashrange::ops
