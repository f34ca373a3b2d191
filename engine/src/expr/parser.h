// From text to Ast, with DynamoDB's syntax errors. One grammar serves conditions, filters and key
// conditions:
//
//   condition := condition OR condition | condition AND condition | NOT condition | clause | "("
//   condition ")" clause    := operand comparator operand | operand BETWEEN operand AND operand
//              | operand IN "(" operand ("," operand)* ")" | call
//   operand   := path | :value | call | "(" operand ")"
//   call      := identifier "(" operand ("," operand)* ")"
//   path      := (identifier | #name) ("." (identifier | #name) | "[" index "]")*
//
// and updates use its operands, with + and - in place of the comparators:
//
//   update    := (SET set ("," set)* | REMOVE path ("," path)* | (ADD | DELETE) path :value (","
//   path :value)*)+ set       := path "=" value;  value := operand (("+" | "-") operand)? | "("
//   value ")"
//
// The parser is a loop over an explicit stack: nesting costs heap, never stack. After the text has
// parsed, what is wrong with its words (reserved words, functions, list indexes) is reported, the
// leftmost first. Tested by condition_test.cc and update_test.cc.
#ifndef HASHRANGE_EXPR_PARSER_H_
#define HASHRANGE_EXPR_PARSER_H_

#include <optional>
#include <vector>

#include "expr/ast.h"
#include "expr/expression.h"
#include "expr/lexer.h"
#include "expr/small_stack.h"

namespace hashrange::expr {

enum class Section : uint8_t { kSet, kRemove, kAdd, kDelete };
Bytes SectionName(Section section);

struct UpdateAction {
  Section section;
  uint32_t target;   // node: a path
  uint32_t operand;  // node: what is set, added or deleted; the target again for REMOVE
};

class Parser {
 public:
  Parser(ExpressionKind kind, Bytes text, Ast* ast);

  // The condition's root is the last node.
  Status ParseCondition();
  // The paths are the nodes, all of them.
  Status ParseProjection();
  Status ParseUpdate(std::vector<UpdateAction>* actions);

 private:
  enum class TermKind : uint8_t { kOperand, kCall, kCondition, kArithmetic };
  // What has been read and not yet used.
  struct Term {
    uint32_t node;
    TermKind kind;
    bool parenthesised;
  };
  // An operator that waits for its right operand.
  struct Pending {
    Op op;
    bool has_lower;  // BETWEEN: its AND was read
    Bytes text;
  };
  enum class FrameKind : uint8_t { kRoot, kGroup, kCall, kIn };
  struct Frame {
    FrameKind kind;
    bool operand_only;  // neither comparison nor arithmetic may stand directly in it
    Op op;              // of kCall
    uint32_t terms;     // how many lay below when it was opened
    uint32_t pending;
    uint32_t begin;  // kCall: the next node then
    Bytes text;
  };
  // What is wrong with a word; reported when the text parses.
  struct WordFault {
    const Message* message = nullptr;
    uint32_t offset = 0;
    Bytes text;
  };

  bool is_update() const { return kind_ == ExpressionKind::kUpdate; }
  bool Start();
  void Advance();
  bool SyntaxError();
  bool Accept(TokenKind kind);
  Status Finish();
  bool CountOperator();
  void NoteFault(const Message& message, uint32_t offset, Bytes text);

  bool Expression();
  bool Prefix();
  bool Infix(bool* done);
  bool OpenFrame(FrameKind kind, Op op, uint32_t begin, Bytes text);
  bool CloseFrame();
  bool InsideComparison() const;
  bool MayCompare() const;
  bool PushComparison(Op op);
  bool PushLogical(Op op, int level);
  bool Reduce(int level);
  void ReduceTop();
  bool UseAsCondition(const Term& term);
  void UseAsOperand(const Term& term);

  bool SetAction(std::vector<UpdateAction>* actions);
  bool SectionActions(Section section, std::vector<UpdateAction>* actions);
  bool Path(uint32_t* node);
  bool PathFrom(const Token& head, uint32_t* node);
  bool AppendName(const Token& token);
  bool AppendIndex();
  uint32_t AddValue();
  uint32_t AddNode(Op op, uint32_t begin, uint32_t first, uint32_t count, Bytes text);

  const ExpressionKind kind_;
  const Bytes text_;
  Ast* const ast_;
  Lexer lexer_;
  Token previous_{TokenKind::kEnd, 0, {}};
  Token current_{TokenKind::kEnd, 0, {}};
  SmallStack<Term, 12> terms_;
  SmallStack<Pending, 8> pending_;
  SmallStack<Frame, 6> frames_;
  int operator_count_ = 0;
  WordFault fault_;
  std::optional<Error> error_;
};

}  // namespace hashrange::expr

#endif  // HASHRANGE_EXPR_PARSER_H_
