// A statement as the operations use it: what it does to which table, and the same conditions, updates and items that the other
// operations have. Parse reads the text, Prepare says what is wrong with it without a table; in between an operation may look at the
// table that it names. Messages: partiql/messages.h. Tested by statement_test.cc.
#ifndef HASHRANGE_PARTIQL_STATEMENT_H_
#define HASHRANGE_PARTIQL_STATEMENT_H_

#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "expr/expression.h"
#include "hashrange/result.h"
#include "model/item.h"
#include "model/item_builder.h"
#include "partiql/columns.h"
#include "partiql/syntax.h"

namespace hashrange::partiql {

struct OrderKey {
  Bytes attribute;
  bool descending;
};

class Statement {
 public:
  Statement() = default;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // `parameters` and the text must outlive it. Errors: the syntax; aliases; what is no statement; another number of parameters; the
  // table and index that it names, without looking them up.
  Status Parse(Bytes text, std::span<const model::Value> parameters);

  // Errors, in order: columns; WHERE; what is set or inserted; RETURNING; ORDER BY.
  Status Prepare();

  StatementKind kind() const { return kind_; }
  bool is_read() const { return kind_ == StatementKind::kSelect; }
  Bytes table() const { return table_; }
  bool has_index() const { return has_index_; }
  Bytes index() const { return index_; }

  // After Prepare.
  const Columns& columns() const { return columns_; }  // empty: *
  const std::optional<expr::ConditionExpression>& where() const { return where_; }
  const std::optional<expr::UpdateExpression>& update() const { return update_; }
  model::Value item() const { return item_.value(); }  // of INSERT
  const std::vector<OrderKey>& order() const { return order_; }
  Returning returning() const { return syntax_.statements[statement_].returning; }

 private:
  class Trees;

  const StatementSyntax& of() const { return syntax_.statements[statement_]; }
  Status ReadTarget();
  Status ReadColumns();
  Status ReadItem();
  Status ReadUpdate();
  Status ReadReturning() const;
  Status ReadOrder();

  // The content of a name, which lives as long as this.
  Bytes NameOf(const Token& token);
  // Of what stands in quotes, of either kind.
  Bytes ContentOf(const Token& token);
  // The elements of a path, or of a name alone. `column`: for a message.
  Status ReadPath(const Node& node, std::vector<expr::PathElement>* path);
  Status ReadBracket(const Node& node, expr::PathElement* element);
  // The value of a literal or of a parameter.
  Status ReadValue(uint32_t node, model::Value* value);

  Syntax syntax_;
  std::span<const model::Value> parameters_;
  uint32_t statement_ = 0;
  StatementKind kind_ = StatementKind::kSelect;
  Bytes table_;
  Bytes index_;
  bool has_index_ = false;
  std::deque<std::string> texts_;             // contents with quotes inside
  std::deque<model::ItemBuilder> literals_;
  Columns columns_;
  std::optional<expr::ConditionExpression> where_;
  std::optional<expr::UpdateExpression> update_;
  model::ItemBuilder item_;
  std::vector<OrderKey> order_;
};

}  // namespace hashrange::partiql

#endif  // HASHRANGE_PARTIQL_STATEMENT_H_
