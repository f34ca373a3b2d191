// What the operations on statements share: one statement with its parameters, up to the table that it names. Tested by
// tests/conformance.
#ifndef HASHRANGE_OPS_STATEMENT_REQUEST_H_
#define HASHRANGE_OPS_STATEMENT_REQUEST_H_

#include <string>
#include <vector>

#include "hashrange/result.h"
#include "model/item_builder.h"
#include "ops/context.h"
#include "ops/read_source.h"
#include "partiql/statement.h"
#include "wire/request_reader.h"

namespace hashrange::ops {

class StatementRequest {
 public:
  StatementRequest(Context* context, Bytes text, wire::ListView parameters)
      : context_(context), text_(text), sent_(parameters) {}
  StatementRequest(const StatementRequest&) = delete;
  StatementRequest& operator=(const StatementRequest&) = delete;

  // The stages up to the table, in DynamoDB's order: the parameters, before the statement is read; its syntax; an index whose keys
  // statements cannot have; what else is wrong with the statement.
  Status DecodeParameters();
  Status Parse();
  Status Prepare();

  const partiql::Statement& statement() const { return statement_; }
  Bytes table_name() const { return statement_.table(); }
  // What the parameters take as they are stored.
  uint64_t parameter_bytes() const;

  // What a SELECT reads. Errors: no such table; no such index; ConsistentRead on a global index; an index that is being filled.
  Status FindReadSource(bool consistent, ReadSource* source) const;

  // Appends what is asked, in one form for every spelling of the parameters.
  void AppendTo(std::string* asked) const;

 private:
  Context* const context_;
  const Bytes text_;
  wire::ListView sent_;
  model::ItemBuilder values_;
  std::vector<model::Value> parameters_;
  partiql::Statement statement_;
};

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_STATEMENT_REQUEST_H_
