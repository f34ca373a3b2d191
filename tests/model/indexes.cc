// What reads and writes must check about indexes.
#include <algorithm>

#include "model/naive_engine.h"

namespace hashrange::naive {

MaybeFault CheckIndexRead(const Table& table, const IndexSchema& index, const Request& request) {
  const auto building = table.building.find(index.name);
  if (building != table.building.end() && building->second == IndexStatus::kCreating) {
    return Invalid("Cannot read from backfilling global secondary index: " + index.name);
  }
  if (index.local) return {};
  if (request.consistent) {
    return Invalid("Consistent reads are not supported on global secondary indexes");
  }
  if (request.select == "ALL_ATTRIBUTES" && index.projection != "ALL") {
    return InvalidParameter(
        "Select type ALL_ATTRIBUTES is not supported for global secondary index " + index.name +
        " because its projection type is not ALL");
  }
  std::string missing;
  for (const Path& path : request.projection.value_or(Projection())) {
    if (Projects(table.schema, index, path[0].name)) continue;
    missing += (missing.empty() ? "" : ", ") + path[0].name;
  }
  if (!missing.empty()) {
    return InvalidParameter("Global secondary index " + index.name + " does not project [" +
                            missing + "]");
  }
  return {};
}

bool NeedsTable(const Table& table, const IndexSchema* index, const Request& request) {
  if (index == nullptr || !index->local) return false;
  if (request.select == "ALL_ATTRIBUTES") return index->projection != "ALL";
  const Projection paths = request.projection.value_or(Projection());
  return std::any_of(paths.begin(), paths.end(), [&](const Path& path) {
    return !Projects(table.schema, *index, path[0].name);
  });
}

}  // namespace hashrange::naive
