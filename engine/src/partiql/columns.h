// What a SELECT answers of an item: a value for each path, all side by side, by the last name of the path and the indexes behind it
// ("m.k[0]" is "k[0]"). Source: paritysuite, measured eu-west-2 2026-10; Floci's captures, eu-west-2 2026-09-17. Tested by
// statement_test.cc.
#ifndef HASHRANGE_PARTIQL_COLUMNS_H_
#define HASHRANGE_PARTIQL_COLUMNS_H_

#include <string>
#include <vector>

#include "expr/ast.h"
#include "expr/expression.h"
#include "hashrange/result.h"
#include "model/item.h"
#include "model/item_builder.h"

namespace hashrange::partiql {

class Columns {
 public:
  // The names must outlive it.
  void Add(const std::vector<expr::PathElement>& path);
  // After the last one. Fails when two have one name.
  Status Finish();

  // Writes the columns that there are as one value of type M.
  void Apply(const model::ItemView& item, model::ItemBuilder* to) const;
  // The attributes that are read, as written.
  const std::vector<expr::PathUse>& paths() const { return paths_; }
  bool empty() const { return columns_.empty(); }

 private:
  struct Column {
    std::string name;
    std::vector<expr::PathElement> path;
  };
  std::vector<Column> columns_;  // by name
  std::vector<expr::PathUse> paths_;
};

}  // namespace hashrange::partiql

#endif  // HASHRANGE_PARTIQL_COLUMNS_H_
