// From syntax to the trees of conditions and updates. Tested by statement_test.cc.
#ifndef HASHRANGE_PARTIQL_TREES_H_
#define HASHRANGE_PARTIQL_TREES_H_

#include <vector>

#include "expr/parser.h"
#include "expr/tree.h"
#include "hashrange/result.h"
#include "partiql/statement.h"

namespace hashrange::partiql {

// Builds one tree. A condition can be an operand of another: it is TRUE or FALSE then. Source: Floci's captures, eu-west-2
// 2026-09-17.
class Statement::Trees {
 public:
  Trees(Statement* statement, expr::Ast* ast)
      : statement_(*statement), syntax_(statement->syntax_), ast_(ast), builder_(ast) {}

  Status Where(uint32_t node);
  Status Assignment(const StatementSyntax::Assignment& assignment, std::vector<expr::UpdateAction>* actions);

 private:
  bool IsCondition(const Node& node) const;
  Status Condition(uint32_t node, const Message& refused, uint32_t* made);
  Status Binary(const Node& node, uint32_t* made);
  Status Between(const Node& node, uint32_t* made);
  Status In(const Node& node, uint32_t* made);
  Status Is(const Node& node, uint32_t* made);
  Status Call(const Node& node, uint32_t* made);
  Status Arguments(const Node& node, std::vector<uint32_t>* made);
  Status Operand(uint32_t node, uint32_t* made);
  Status Path(const Node& node, uint32_t* made);
  Status SetOperand(uint32_t node, bool nested, uint32_t* made);
  Status SetFunction(const StatementSyntax::Assignment& assignment, expr::Section section,
                     std::vector<expr::UpdateAction>* actions);
  uint32_t Negated(const Node& node, uint32_t made);
  uint32_t TypeTest(uint32_t path, Bytes type);

  Statement& statement_;
  const Syntax& syntax_;
  expr::Ast* const ast_;
  expr::TreeBuilder builder_;
};

// An error of an expression as statements word it: without "Invalid <parameter>: " in front.
Error AsOfStatement(Error error);

}  // namespace hashrange::partiql

#endif  // HASHRANGE_PARTIQL_TREES_H_
