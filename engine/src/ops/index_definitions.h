// What a request says about keys and indexes, and the schema of an index that follows from it: the
// part that CreateTable and UpdateTable share. Tested by tests/conformance.
#ifndef HASHRANGE_OPS_INDEX_DEFINITIONS_H_
#define HASHRANGE_OPS_INDEX_DEFINITIONS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "hashrange/result.h"
#include "model/table_schema.h"
#include "ops/context.h"
#include "wire/request_reader.h"

namespace hashrange::ops {

// Sources: AWS Developer Guide, "Quotas"; control-plane lab, measured 2026-10.
inline constexpr size_t kLocalIndexesMax = 5;
inline constexpr size_t kGlobalIndexesMax = 20;

// An element of KeySchema: `type` is "HASH" or "RANGE".
struct KeyElement {
  Bytes name;
  Bytes type;
};
std::vector<KeyElement> ReadKeySchema(wire::ListView list);

// AttributeDefinitions as sent. Errors: a name that stands twice.
Result<std::vector<model::KeyAttribute>> ReadDefinitions(wire::ListView list);
// Null when there is none of that name.
const model::KeyAttribute* FindDefinition(const std::vector<model::KeyAttribute>& definitions,
                                          Bytes name);
// Errors: a key that has no definition.
Status CheckKeysDefined(const std::vector<KeyElement>& keys,
                        const std::vector<model::KeyAttribute>& definitions);
// "[a, b]" without the brackets.
std::string NamesOf(const std::vector<model::KeyAttribute>& definitions);

// One index of a request. The views borrow from it.
struct IndexRequest {
  model::IndexKind kind = model::IndexKind::kGlobal;
  Bytes name;
  std::vector<KeyElement> keys;
  wire::StructureView projection;
  bool has_throughput = false;  // only a global one can have it, and what follows
  model::Throughput throughput;
  wire::StructureView on_demand;
  wire::StructureView warm;
};
IndexRequest ReadLocalIndex(const wire::StructureView& index);
// A GlobalSecondaryIndex, or a CreateGlobalSecondaryIndexAction: they have the same members.
IndexRequest ReadGlobalIndex(const wire::StructureView& index);
// Checks key schema and projection of an index whose keys are all defined, and makes its schema
// (without number and throughput). `schema` has the table's keys.
Status MakeIndex(const IndexRequest& request, const model::TableSchema& schema,
                 const std::vector<model::KeyAttribute>& definitions, model::IndexSchema* index);

// Sets OnDemandThroughput and WarmThroughput of a new global index, whose throughput is set.
Status SetSettings(const Context& context, const IndexRequest& request,
                   const model::TableSchema& schema, model::IndexSchema* index);

// Projection of an index of any kind.
Status ReadProjection(const wire::StructureView& projection, model::IndexSchema* index);

// Errors: more attributes in the projections of all indexes than a table may have.
Status CheckProjectedAttributes(const model::TableSchema& schema);

// Takes the index of that number away, and the definitions that no key uses any more.
void DropIndex(uint32_t number, model::TableSchema* schema);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_INDEX_DEFINITIONS_H_
