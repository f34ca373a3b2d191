#include "store/catalog.h"

#include <utility>

#include "base/check.h"

namespace hashrange::store {

const Table* Catalog::Find(Bytes name) const {
  if (last_found_.table != nullptr && Bytes(last_found_.table->schema().table_name) == name) {
    return last_found_.table;
  }
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return nullptr;
  last_found_.table = Find(found->second);
  return last_found_.table;
}

const Table* Catalog::Find(uint32_t number) const {
  const auto found = by_number_.find(number);
  return found == by_number_.end() ? nullptr : &found->second;
}

Table* Catalog::FindMutable(uint32_t number) {
  const auto found = by_number_.find(number);
  return found == by_number_.end() ? nullptr : &found->second;
}

void Catalog::Add(Table table) {
  const uint32_t number = table.number();
  HR_CHECK(by_name_.emplace(table.schema().table_name, number).second);
  HR_CHECK(by_number_.emplace(number, std::move(table)).second);
}

void Catalog::Remove(uint32_t number) {
  last_found_.table = nullptr;
  const auto found = by_number_.find(number);
  HR_CHECK(found != by_number_.end());
  HR_CHECK(by_name_.erase(found->second.schema().table_name) == 1);
  by_number_.erase(found);
}

}  // namespace hashrange::store
