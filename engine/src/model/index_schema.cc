// The indexes of a table's schema: which there are, and what their entries keep. Declared in
// table_schema.h, tested by table_schema_test.cc.
#include <algorithm>
#include <utility>

#include "base/sort.h"
#include "model/table_schema.h"

namespace hashrange::model {
namespace {

void FinishIndex(const TableSchema& schema, IndexSchema* index) {
  index->table_keys.assign(1, schema.partition_key);
  if (schema.sort_key) index->table_keys.push_back(*schema.sort_key);
  index->kept.clear();
  if (index->projection == ProjectionType::kAll) return;
  index->kept.push_back(schema.partition_key.name);
  if (schema.sort_key) index->kept.push_back(schema.sort_key->name);
  for (const KeyAttribute& key : index->partition_keys) index->kept.push_back(key.name);
  for (const KeyAttribute& key : index->sort_keys) index->kept.push_back(key.name);
  if (index->kind == IndexKind::kVector) index->kept.push_back(index->vector.attribute);
  for (const std::string& name : index->non_key_attributes) index->kept.push_back(name);
  base::Sort(index->kept);
  index->kept.erase(std::unique(index->kept.begin(), index->kept.end()), index->kept.end());
}

}  // namespace

const IndexSchema* TableSchema::FindIndex(std::string_view name) const {
  for (const IndexSchema& index : indexes) {
    if (index.name == name) return &index;
  }
  return nullptr;
}

const IndexSchema* TableSchema::FindVectorIndex(std::string_view name) const {
  for (const IndexSchema& index : vector_indexes) {
    if (index.name == name) return &index;
  }
  return nullptr;
}

bool TableSchema::has_local_indexes() const {
  return std::any_of(indexes.begin(), indexes.end(),
                     [](const IndexSchema& index) { return index.kind == IndexKind::kLocal; });
}

void FinishSchema(TableSchema* schema) {
  for (IndexSchema& index : schema->indexes) FinishIndex(*schema, &index);
  for (IndexSchema& index : schema->vector_indexes) FinishIndex(*schema, &index);
}

IndexSchema ExpiryIndex(uint32_t number, std::string attribute) {
  IndexSchema index;
  index.number = number;
  index.kind = IndexKind::kExpiry;
  index.partition_keys.push_back(KeyAttribute{std::move(attribute), AttributeType::kN});
  return index;
}

bool IndexSchema::Keeps(Bytes attribute) const {
  return projection == ProjectionType::kAll ||
         std::binary_search(kept.begin(), kept.end(), attribute,
                            [](Bytes a, Bytes b) { return a < b; });
}

}  // namespace hashrange::model
