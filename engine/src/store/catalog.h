// The catalog owns the tables of a database and finds them by name and by number. Copying it is a
// snapshot of every table: O(tables + partitions). Tested by commit_test.cc.
#ifndef HASHRANGE_STORE_CATALOG_H_
#define HASHRANGE_STORE_CATALOG_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "hashrange/bytes.h"
#include "store/table.h"

namespace hashrange::store {

class Catalog {
 public:
  // Names in the order of their bytes, which is the order of ListTables.
  using TablesByName = std::map<std::string, uint32_t, std::less<>>;
  using TablesByNumber = std::map<uint32_t, Table>;

  // Null when there is none. Borrowed: valid until the next commit.
  const Table* Find(Bytes name) const;
  const Table* Find(uint32_t number) const;

  size_t table_count() const { return by_number_.size(); }
  const TablesByName& names() const { return by_name_; }
  const TablesByNumber& tables() const { return by_number_; }

  // For commit only.
  Table* FindMutable(uint32_t number);
  // The name and the number must be free.
  void Add(Table table);
  // The table must be there.
  void Remove(uint32_t number);

 private:
  // The table found last: programs ask for the same one again. A copy begins without, since it has
  // tables of its own.
  struct LastFound {
    LastFound() = default;
    LastFound(const LastFound&) {}
    LastFound& operator=(const LastFound&) {
      table = nullptr;
      return *this;
    }
    const Table* table = nullptr;
  };

  TablesByName by_name_;
  TablesByNumber by_number_;
  mutable LastFound last_found_;
};

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_CATALOG_H_
