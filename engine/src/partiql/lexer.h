// Tokens of a PartiQL statement, all of them before it is parsed: what does not fall into tokens is told before what no rule takes.
//
//   identifier  (letter | "_" | "$") (letter | "_" | "$" | digit)*   a keyword when it is one, in any case
//   quoted      '"' ... '"'    string  "'" ... "'"       a quote inside is written twice
//   number      (digit+ ("." digit*)? | "." digit+) (("e" | "E") ("+" | "-")? digit+)?
//   comment     "--" to the end of the line, "/*" to "*/": space
//
// A number whose exponent, or whose digits behind the point less the exponent, need more than 32 bits is no number. Source:
// paritysuite, measured eu-west-2 2026-10; the rest as PartiQL's lexer (partiql-lang-kotlin). Tested by lexer_test.cc.
#ifndef HASHRANGE_PARTIQL_LEXER_H_
#define HASHRANGE_PARTIQL_LEXER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "hashrange/bytes.h"
#include "hashrange/result.h"

namespace hashrange::partiql {

enum class TokenKind : uint8_t {
  kEnd,
  kIdentifier,
  kQuoted,
  kString,
  kNumber,
  kConstant,  // TRUE, FALSE, NULL, MISSING
  kKeyword,
  kOperator,  // by sign or by word: = AND IS ...
  kStar,
  kDot,
  kComma,
  kColon,
  kSemicolon,
  kQuestion,
  kOpen,
  kClose,
  kOpenBracket,
  kCloseBracket,
  kOpenCurly,
  kCloseCurly,
  kOpenBag,
  kCloseBag,
};

// The words and signs that the grammar tells apart.
enum class Word : uint8_t {
  kNone,
  kAll,
  kAs,
  kAsc,
  kAt,
  kBy,
  kDelete,
  kDesc,
  kDistinct,
  kEscape,
  kExists,
  kFrom,
  kFunction,  // another keyword that names a function
  kGroup,
  kHaving,
  kInsert,
  kInsertInto,
  kInto,
  kJoin,
  kLimit,
  kModified,
  kNew,
  kOld,
  kOrder,
  kPivot,
  kRemove,
  kReturning,
  kSelect,
  kSet,
  kUpdate,
  kValue,
  kValues,
  kWhere,
  // Constants.
  kTrue,
  kFalse,
  kNull,
  kMissing,
  // Operators.
  kOr,
  kAnd,
  kNot,
  kEq,
  kNe,
  kIs,
  kIsNot,
  kIn,
  kNotIn,
  kLt,
  kLe,
  kGt,
  kGe,
  kBetween,
  kNotBetween,
  kLike,
  kNotLike,
  kPlus,
  kMinus,
  kConcat,
  kTimes,
  kDivide,
  kModulo,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  Word word = Word::kNone;
  Bytes text;  // as written, with its quotes
  uint32_t line = 1;
  uint32_t column = 1;  // in characters, from 1

  // The content of a quoted name or of a string: `text` without its quotes, unless quotes stand inside of it.
  Bytes inner() const { return text.substr(1, text.size() - 2); }
  bool has_inner_quotes() const { return inner().find(text[0]) != Bytes::npos; }
};

// Splits the statement, which is UTF-8; an end token is the last. The tokens view the text.
Status Tokenize(Bytes text, std::vector<Token>* tokens);

// "line:column:length", as messages say where a token is.
std::string PositionOf(const Token& token);

// The content of a token with quotes inside, each once.
std::string WithoutInnerQuotes(const Token& token);

// `text` in lower case, ASCII only.
std::string LowerCase(Bytes text);

}  // namespace hashrange::partiql

#endif  // HASHRANGE_PARTIQL_LEXER_H_
