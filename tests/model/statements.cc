#include "model/statements.h"

#include <algorithm>
#include <vector>

namespace hashrange::naive {
namespace {

const KeySchema& KeysOf(const Table& table, const Request& request) {
  const IndexSchema* index = table.FindIndex(request.index);
  return index == nullptr ? table.schema.keys : index->keys;
}

// A filter on a key attribute may be more to a statement: its key condition, or a fault.
bool FiltersKeys(const Table& table, const Request& request) {
  if (!request.filter) return false;
  std::vector<Path> paths;
  PathsOf(*request.filter, &paths);
  return std::any_of(paths.begin(), paths.end(), [&](const Path& path) {
    return IsKey(table.schema.keys, path[0].name) || IsKey(KeysOf(table, request), path[0].name);
  });
}

// A statement that names one item of a table goes on to nothing, whatever Limit says.
bool NamesOneItem(const Table& table, const Request& request) {
  const auto is_equality = [](const KeyClause& clause) { return clause.kind == Condition::Kind::kEq; };
  return request.index.empty() && request.key_condition.size() == table.schema.keys.size() &&
         std::all_of(request.key_condition.begin(), request.key_condition.end(), is_equality);
}

}  // namespace

std::string SortKeyOf(const Table& table, const Request& request) {
  const KeySchema& keys = KeysOf(table, request);
  return keys.back().range ? keys.back().name : "";
}

bool HasStatement(const Table& table, const Request& request) {
  if (request.segment || request.legacy_tests || request.select == "COUNT") return false;
  if (KeysOf(table, request).size() > 2 || FiltersKeys(table, request)) return false;
  if (request.limit && NamesOneItem(table, request)) return false;
  const KeySchema& keys = KeysOf(table, request);
  if (keys.size() == 2 && !keys[1].range) return false;
  const bool backwards = request.forward && !*request.forward;
  if (backwards && SortKeyOf(table, request).empty()) return false;
  const IndexSchema* index = table.FindIndex(request.index);
  const bool is_partial = index != nullptr && index->projection != "ALL";
  if (is_partial && (request.filter || request.select == "ALL_ATTRIBUTES")) return false;
  return !request.projection || std::all_of(request.projection->begin(), request.projection->end(),
                                            [](const Path& path) { return path.size() == 1; });
}

}  // namespace hashrange::naive
