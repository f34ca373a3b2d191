// Tags and searches of vector indexes.
#include <utility>

#include "model/workload.h"
#include "model/workload_values.h"

namespace hashrange::naive {

void Workload::MakeTags(Request* request) {
  static const std::vector<std::string> kKeys = {"env", "team", "Env", "a b", "é"};
  request->table = TableName();
  for (size_t i = 1 + random_.Below(3); i > 0; i--) {
    std::string key = random_.Of(kKeys);
    if (random_.OneIn(40)) key = random_.OneIn(2) ? "" : "aws:x";
    request->tags.emplace_back(key, random_.OneIn(3) ? "" : std::to_string(random_.Below(3)));
    request->tag_keys.push_back(key);
  }
  if (random_.OneIn(40)) {
    request->tags.clear();
    request->tag_keys.clear();
  }
}

void Workload::MakeSearch(const NaiveEngine& engine, Request* request) {
  const Table* table = ExistingTable(engine, &request->table);
  VectorIndexSchema index;
  index.dimensions = 2;
  if (table != nullptr && !table->schema.vector_indexes.empty())
    index = random_.Of(table->schema.vector_indexes);
  request->index = index.name.empty() ? "missing" : index.name;
  request->top_k = 1 + static_cast<int64_t>(random_.Below(6));
  const size_t size = random_.OneIn(40) ? index.dimensions + 1 : index.dimensions;
  for (size_t i = 0; i < size; i++) request->search_vector.push_back(RandomVectorElement(&random_));
  if (random_.OneIn(60)) request->search_vector[0] = S("a");
  const auto ask = [&](const KeyAttribute& attribute) {
    KeyClause clause;
    clause.name = attribute.name;
    clause.value = RandomKeyValue(&random_, random_.OneIn(30) ? Type::kB : attribute.type);
    request->key_condition.push_back(clause);
  };
  if (index.hash && !random_.OneIn(20)) ask(*index.hash);
  for (const KeyAttribute& filter : index.filters) {
    if (random_.OneIn(2)) ask(filter);
  }
  if (random_.OneIn(40)) ask(KeyAttribute{"c1", Type::kS, false});
  if (random_.OneIn(3)) {
    Projection projection;
    for (const char* name : {"pk", "a", kVectorAttribute}) {
      if (random_.OneIn(2)) {
        Step step;
        step.name = name;
        projection.push_back(Path{step});
      }
    }
    if (!projection.empty()) request->projection = projection;
  }
}

}  // namespace hashrange::naive
