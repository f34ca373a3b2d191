#include "partiql/columns.h"

#include <algorithm>

#include "base/sort.h"
#include "partiql/messages.h"

namespace hashrange::partiql {

void Columns::Add(const std::vector<expr::PathElement>& path) {
  size_t last = path.size() - 1;
  while (path[last].is_index) last--;
  std::string name(path[last].name);
  for (size_t i = last + 1; i < path.size(); i++) name.append("[").append(path[i].name).append("]");
  paths_.push_back({std::string(path[0].name), path.size() > 1});
  columns_.push_back({std::move(name), path});
}

Status Columns::Finish() {
  const auto by_name = [](const Column& a, const Column& b) { return a.name < b.name; };
  base::Sort(columns_, by_name);
  for (size_t i = 1; i < columns_.size(); i++) {
    if (columns_[i].name == columns_[i - 1].name) return Fail(kDuplicateColumns, {columns_[i].name});
  }
  return {};
}

void Columns::Apply(const model::ItemView& item, model::ItemBuilder* to) const {
  const model::Value root = item.exists() ? item.root() : model::Value{};
  const model::ItemBuilder::Mark map = to->BeginMap();
  for (const Column& column : columns_) {
    const model::Value value = expr::FindPath(column.path.data(), static_cast<uint32_t>(column.path.size()), root);
    if (!value.exists()) continue;
    to->Name(column.name);
    to->Copy(value);
  }
  to->EndMap(map);
}

}  // namespace hashrange::partiql
