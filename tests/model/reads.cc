// GetItem and BatchGetItem.
#include <algorithm>

#include "model/answer.h"
#include "model/capacity.h"
#include "model/naive_engine.h"

namespace hashrange::naive {
Answer NaiveEngine::GetItem(const Request& request) const {
  if (request.legacy) {
    const MaybeFault fault = CheckAttributesToGet(request.projection.value_or(Projection()));
    if (fault) return Refusal(*fault);
  }
  const Table* table = FindTable(request.table);
  if (table == nullptr) return Refusal(ResourceNotFound());
  const Item key = Canonical(request.item);
  if (MaybeFault fault = CheckKey(table->schema.keys, key)) return Refusal(*fault);
  const Item* item = FindItem(*table, key);

  Answer answer;
  if (item != nullptr) {
    answer.body["Item"] = ToJson(request.projection ? Project(*item, *request.projection) : *item);
  }
  if (!request.return_capacity.empty() && request.return_capacity != "NONE") {
    Units units;
    units.table = ReadUnits(item == nullptr ? 0 : SizeOf(*item), request.consistent);
    answer.body["ConsumedCapacity"] =
        ConsumedCapacity(request.return_capacity, request.table, units, "");
  }
  return answer;
}

Answer NaiveEngine::BatchGetItem(const Request& request) const {
  for (const Request& part : request.parts) {
    if (!request.legacy) break;
    const MaybeFault fault = CheckAttributesToGet(part.projection.value_or(Projection()));
    if (fault) return Refusal(*fault);
  }
  // Duplicates are found by spelling: 1 and 1.0 are two keys. Source: paritysuite, measured
  // 2026-10.
  for (const Request& part : request.parts) {
    for (size_t i = 0; i < part.keys.size(); i++) {
      if (std::count(part.keys.begin(), part.keys.end(), part.keys[i]) > 1) {
        return Refusal(Invalid("Provided list of item keys contains duplicates"));
      }
    }
  }
  for (const Request& part : request.parts) {
    if (FindTable(part.table) == nullptr) return Refusal(ResourceNotFound());
  }
  Answer answer{200, {{"Responses", json::object()}, {"UnprocessedKeys", json::object()}}};
  json consumed = json::array();
  for (const Request& part : request.parts) {
    const Table* table = FindTable(part.table);
    Units units;
    json items = json::array();
    std::vector<const Item*> read;
    for (const Item& spelled : part.keys) {
      const Item key = Canonical(spelled);
      if (MaybeFault fault = CheckKey(table->schema.keys, key)) return Refusal(*fault);
      const Item* item = FindItem(*table, key);
      // An item under two spellings of its key comes once. Source: ScyllaDB Alternator tests, run
      // on AWS.
      if (item != nullptr && std::find(read.begin(), read.end(), item) != read.end()) continue;
      units.table += ReadUnits(item == nullptr ? 0 : SizeOf(*item), part.consistent);
      if (item == nullptr) continue;
      read.push_back(item);
      items.push_back(ToJson(part.projection ? Project(*item, *part.projection) : *item));
    }
    answer.body["Responses"][part.table] = items;
    consumed.push_back(ConsumedCapacity(request.return_capacity, part.table, units, ""));
  }
  if (!request.return_capacity.empty() && request.return_capacity != "NONE") {
    answer.body["ConsumedCapacity"] = consumed;
  }
  return answer;
}

}  // namespace hashrange::naive
