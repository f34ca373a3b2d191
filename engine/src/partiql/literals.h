// Literals of a statement as item form, with DynamoDB's rules for them. Tested by statement_test.cc.
#ifndef HASHRANGE_PARTIQL_LITERALS_H_
#define HASHRANGE_PARTIQL_LITERALS_H_

#include <string>

#include "hashrange/result.h"
#include "model/item_builder.h"
#include "partiql/syntax.h"

namespace hashrange::partiql {

class Literals {
 public:
  explicit Literals(const Syntax& syntax) : syntax_(syntax) {}

  // Writes a literal as one value. Errors, the first as written: what is no literal; numbers out of range; bags that are no set;
  // nesting beyond 32 levels. Lists, bags and tuples hold literals only, no parameters.
  Status Write(uint32_t node, model::ItemBuilder* to);

  // Checks the tuple of an INSERT: its names, but not its values.
  Status CheckNames(const Node& tuple);
  // The content of a string or of a name.
  std::string Text(const Token& token) const;

 private:
  Status Check(uint32_t node, int level);
  Status CheckNumber(const Node& node) const;
  Status CheckBag(const Node& node);
  void Emit(uint32_t node, model::ItemBuilder* to) const;
  void EmitBag(const Node& node, model::ItemBuilder* to) const;
  void EmitTuple(const Node& node, model::ItemBuilder* to) const;
  std::string Number(const Node& node) const;

  const Syntax& syntax_;
  std::string path_ = "root";
};

// What PartiQL calls the kind of a node, or its function's name: for messages about what stands where it cannot.
std::string KindName(const Syntax& syntax, const Node& node);

}  // namespace hashrange::partiql

#endif  // HASHRANGE_PARTIQL_LITERALS_H_
