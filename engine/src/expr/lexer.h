// Tokens of the expression language, one at a time.
//
//   identifier  letter (letter | digit | "_")*      keyword when it is one of nine words, in any
//   case name        "#" (letter | digit | "_")+         value   ":" (letter | digit | "_")+ index
//   "0" | digit-but-0 digit* symbol      = <> < <= > >= ( ) [ ] , . + -
//
// Anything else is a token of one character that no rule accepts ("_", a lone "#", "!"). Space,
// tab, CR and LF separate. Source: paritysuite and ScyllaDB Alternator, measured on AWS. Tested by
// lexer_test.cc.
#ifndef HASHRANGE_EXPR_LEXER_H_
#define HASHRANGE_EXPR_LEXER_H_

#include <cstdint>

#include "hashrange/bytes.h"

namespace hashrange::expr {

enum class TokenKind : uint8_t {
  kEnd,
  kIdentifier,
  kName,
  kValue,
  kIndex,
  kEq,
  kNe,
  kLt,
  kLe,
  kGt,
  kGe,
  kOpen,
  kClose,
  kOpenBracket,
  kCloseBracket,
  kComma,
  kDot,
  kPlus,
  kMinus,
  kAnd,
  kOr,
  kNot,
  kBetween,
  kIn,
  kSet,
  kRemove,
  kAdd,
  kDelete,
  kBad,
};

struct Token {
  TokenKind kind;
  uint32_t offset;
  Bytes text;  // as written; "<EOF>" at the end

  uint32_t end() const {
    return kind == TokenKind::kEnd ? offset : offset + static_cast<uint32_t>(text.size());
  }
};

class Lexer {
 public:
  explicit Lexer(Bytes text) : text_(text) {}
  Token Next();

 private:
  Bytes text_;
  uint32_t at_ = 0;
};

// True for "#" or ":" (`sigil`) followed by at least one letter, digit or "_", and nothing else.
bool IsPlaceholder(Bytes text, char sigil);

}  // namespace hashrange::expr

#endif  // HASHRANGE_EXPR_LEXER_H_
