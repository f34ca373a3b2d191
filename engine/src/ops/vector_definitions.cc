#include "ops/vector_definitions.h"

#include <string>
#include <utility>

#include "model/limits.h"
#include "ops/index_definitions.h"
#include "ops/table_messages.h"

namespace hashrange::ops {
namespace {

using model::members::CreateVectorIndexAction;
using model::members::SearchSchemaElement;
using model::members::VectorIndex;
using wire::StructureView;

static_assert(+VectorIndex::kIndexName == +CreateVectorIndexAction::kIndexName);
static_assert(+VectorIndex::kVectorAttribute == +CreateVectorIndexAction::kVectorAttribute);
static_assert(+VectorIndex::kSearchSchema == +CreateVectorIndexAction::kSearchSchema);
static_assert(+VectorIndex::kProjection == +CreateVectorIndexAction::kProjection);
static_assert(+VectorIndex::kDimensions == +CreateVectorIndexAction::kDimensions);
static_assert(+VectorIndex::kDistanceFunction == +CreateVectorIndexAction::kDistanceFunction);

Status ReadSearchSchema(wire::ListView list, const std::vector<model::KeyAttribute>& definitions,
                        model::IndexSchema* index) {
  uint32_t position = 0;
  size_t hash_count = 0;
  for (StructureView element; list.Next(&element); position++) {
    const Bytes name = element.String(SearchSchemaElement::kAttributeName);
    const model::KeyAttribute* definition = FindDefinition(definitions, name);
    if (definition == nullptr) return Fail(kSearchSchemaUndefined);
    if (FindDefinition(index->partition_keys, name) != nullptr ||
        FindDefinition(index->sort_keys, name) != nullptr) {
      return Fail(kSearchSchemaTwice);
    }
    if (element.String(SearchSchemaElement::kSearchSchemaElementType) == "HASH") {
      hash_count++;
      index->partition_keys.push_back(*definition);
      index->vector.hash_position = position;
    } else {
      index->sort_keys.push_back(*definition);
    }
  }
  if (hash_count > 1) return Fail(kSearchSchemaHashes, {std::to_string(hash_count)});
  if (index->sort_keys.size() > model::kInlineFiltersMax)
    return Fail(kTooManyInlineFilters, {std::to_string(index->sort_keys.size())});
  return {};
}

}  // namespace

Status MakeVectorIndex(const StructureView& request,
                       const std::vector<model::KeyAttribute>& definitions,
                       model::IndexSchema* index) {
  index->kind = model::IndexKind::kVector;
  index->name = std::string(request.String(VectorIndex::kIndexName));
  const int64_t dimensions = request.Integer(VectorIndex::kDimensions);
  if (dimensions < 1 || dimensions > model::kDimensionsMax) return Fail(kDimensionsOutOfRange);
  index->vector.dimensions = static_cast<uint32_t>(dimensions);
  index->vector.attribute =
      std::string(request.Structure(VectorIndex::kVectorAttribute)
                      .String(model::members::VectorAttributeDefinition::kAttributeName));
  const Bytes function = request.String(VectorIndex::kDistanceFunction);
  index->vector.distance = function == "COSINE"      ? model::DistanceFunction::kCosine
                           : function == "EUCLIDEAN" ? model::DistanceFunction::kEuclidean
                                                     : model::DistanceFunction::kDotProduct;
  HR_RETURN_IF_ERROR(
      ReadSearchSchema(request.List(VectorIndex::kSearchSchema), definitions, index));
  return ReadProjection(request.Structure(VectorIndex::kProjection), index);
}

Status AddVectorIndex(model::IndexSchema index, model::TableSchema* schema) {
  if (schema->billing_mode != model::BillingMode::kPayPerRequest)
    return Fail(kVectorIndexOfProvisioned);
  const std::string& attribute = index.vector.attribute;
  if (FindDefinition(schema->attribute_definitions, attribute) != nullptr)
    return Fail(kVectorAttributeDefined, {attribute});
  for (const model::IndexSchema& other : schema->vector_indexes) {
    if (other.vector.attribute == attribute &&
        other.vector.dimensions != index.vector.dimensions) {
      return Fail(kVectorDimensionsDiffer, {attribute});
    }
  }
  if (schema->FindIndex(index.name) != nullptr || schema->FindVectorIndex(index.name) != nullptr)
    return Fail(kIndexNameTwice, {index.name});
  index.number = schema->next_index_number++;
  schema->vector_indexes.push_back(std::move(index));
  return {};
}

}  // namespace hashrange::ops
