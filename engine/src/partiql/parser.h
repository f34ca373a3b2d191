// From a statement's text to its syntax, with PartiQL's syntax errors. The grammar is PartiQL's as far as statements of DynamoDB go:
//
//   statement  := select | insert | update | delete | from | expression
//   select     := SELECT ("*" | expression ("," expression)*) FROM source (WHERE expression)? (ORDER BY key ("," key)*)?
//   insert     := INSERT INTO path VALUE expression
//   update     := UPDATE path change+ (WHERE expression)? returning?
//   delete     := DELETE FROM path (WHERE expression)? returning?
//   from       := FROM source (WHERE expression)? change+ returning?
//   change     := SET path "=" expression ("," path "=" expression)* | REMOVE path
//   returning  := RETURNING (ALL | MODIFIED) (OLD | NEW) "*"
//   expression := OR, AND, NOT, = <> IS IN, < <= > >= BETWEEN LIKE, + - ||, * / %, signs, terms; from loose to tight
//   term       := constant | string | number | "?" | path | call | "(" expression ("," expression)* ")" | list | bag | tuple
//                 | statement
//
// A statement can stand inside an expression, as in PartiQL: what DynamoDB makes of it is said later (statement.h). Time is linear
// in the text. Nesting beyond kNestingMax is refused, so that recursion is bounded. Source of the texts: messages.h. Tested by
// parser_test.cc.
#ifndef HASHRANGE_PARTIQL_PARSER_H_
#define HASHRANGE_PARTIQL_PARSER_H_

#include <optional>
#include <vector>

#include "hashrange/result.h"
#include "partiql/syntax.h"

namespace hashrange::partiql {

// Parentheses, brackets and prefixes inside one another. Ours: far beyond what literals may nest.
inline constexpr int kNestingMax = 200;

class Parser {
 public:
  explicit Parser(Syntax* syntax) : syntax_(syntax) {}

  Status Parse(Bytes text);

 private:
  const Token& Peek(uint32_t ahead = 0) const;
  bool IsAt(TokenKind kind) const { return Peek().kind == kind; }
  bool IsAt(Word word) const { return Peek().word == word; }
  bool Accept(TokenKind kind);
  bool Accept(Word word);
  bool Expect(TokenKind kind, Bytes name);
  // All answer kNoNode, or false, when there is an error.
  uint32_t Refuse(Bytes detail);

  uint32_t Expression(int precedence);
  uint32_t Infix(uint32_t left, uint32_t op, int precedence);
  uint32_t Prefix();
  uint32_t Path(bool simple);
  uint32_t Term();
  uint32_t Keyword();
  uint32_t Call();
  uint32_t Group();
  uint32_t Tuple();
  uint32_t Sequence(NodeKind kind, TokenKind close, Bytes name);
  bool TypeName(uint32_t* token);

  uint32_t Select();
  uint32_t Insert();
  uint32_t Update();
  uint32_t Delete();
  uint32_t From();
  bool Source(StatementSyntax* statement);
  bool Columns(StatementSyntax* statement);
  bool Changes(StatementSyntax* statement);
  bool Where(StatementSyntax* statement);
  bool Order(StatementSyntax* statement);
  bool ReturningClause(StatementSyntax* statement);
  bool Alias();
  uint32_t Finish(uint32_t token, StatementSyntax&& statement);

  uint32_t Add(NodeKind kind, uint32_t token, const std::vector<uint32_t>& operands = {});

  Syntax* const syntax_;
  uint32_t at_ = 0;
  int depth_ = 0;
  std::optional<Error> error_;
};

}  // namespace hashrange::partiql

#endif  // HASHRANGE_PARTIQL_PARSER_H_
