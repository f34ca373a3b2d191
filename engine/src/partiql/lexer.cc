#include "partiql/lexer.h"

#include <limits>

#include "partiql/messages.h"

namespace hashrange::partiql {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsNameStart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}
bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// The keywords of SQL-92 and of PartiQL, by their first letter. Source: partiql-lang-kotlin, LexerConstants.
constexpr Bytes kKeywords[26] = {
    " absolute action add all allocate alter and any are as asc assertion at authorization avg ",
    " bag begin between bit bit_length blob bool boolean by ",
    " cascade cascaded case cast catalog char character character_length char_length check clob close coalesce collate collation "
    "column commit conflict connect connection constraint constraints continue convert corresponding count create cross current "
    "current_date current_time current_timestamp current_user cursor ",
    " date date_add date_diff deallocate dec decimal declare default deferrable deferred delete desc describe descriptor diagnostics "
    "disconnect distinct do domain double drop ",
    " else end escape except exception exec execute exists external extract ",
    " false fetch first float for foreign found from full ",
    " get global go goto grant group ",
    " having ",
    " identity immediate in index indicator initially inner input insensitive insert int integer intersect interval into is "
    "isolation ",
    " join ",
    " key ",
    " language last left let level like limit list local lower ",
    " match max min missing modified module ",
    " names national natural nchar new next no not nothing null nullif numeric ",
    " octet_length of old on only open option or order outer output overlaps ",
    " pad partial pivot position precision prepare preserve primary prior privileges procedure public ",
    "",
    " read real references relative remove restrict returning revoke right rollback rows ",
    " schema scroll section select session session_user set sexp size smallint some space sql sqlcode sqlerror sqlstate string "
    "struct substring sum symbol system_user ",
    " table temporary then time timestamp to transaction translate translation trim true tuple ",
    " union unique unknown unpivot update upper usage user using ",
    " value values varchar varying view ",
    " when whenever where with work write ",
    "",
    "",
    " zone ",
};

struct WordRow {
  Bytes text;
  Word word;
  TokenKind kind;
};

constexpr TokenKind kWordOf = TokenKind::kKeyword;
constexpr WordRow kWords[] = {
    {"all", Word::kAll, kWordOf},
    {"and", Word::kAnd, TokenKind::kOperator},
    {"as", Word::kAs, kWordOf},
    {"asc", Word::kAsc, kWordOf},
    {"at", Word::kAt, kWordOf},
    {"avg", Word::kFunction, kWordOf},
    {"bag", Word::kFunction, kWordOf},
    {"between", Word::kBetween, TokenKind::kOperator},
    {"bit_length", Word::kFunction, kWordOf},
    {"by", Word::kBy, kWordOf},
    {"char_length", Word::kFunction, kWordOf},
    {"character_length", Word::kFunction, kWordOf},
    {"coalesce", Word::kFunction, kWordOf},
    {"count", Word::kFunction, kWordOf},
    {"cross", Word::kJoin, kWordOf},
    {"delete", Word::kDelete, kWordOf},
    {"desc", Word::kDesc, kWordOf},
    {"distinct", Word::kDistinct, kWordOf},
    {"escape", Word::kEscape, kWordOf},
    {"exists", Word::kExists, kWordOf},
    {"false", Word::kFalse, TokenKind::kConstant},
    {"from", Word::kFrom, kWordOf},
    {"full", Word::kJoin, kWordOf},
    {"group", Word::kGroup, kWordOf},
    {"having", Word::kHaving, kWordOf},
    {"in", Word::kIn, TokenKind::kOperator},
    {"inner", Word::kJoin, kWordOf},
    {"insert", Word::kInsert, kWordOf},
    {"into", Word::kInto, kWordOf},
    {"is", Word::kIs, TokenKind::kOperator},
    {"join", Word::kJoin, kWordOf},
    {"left", Word::kJoin, kWordOf},
    {"like", Word::kLike, TokenKind::kOperator},
    {"limit", Word::kLimit, kWordOf},
    {"list", Word::kFunction, kWordOf},
    {"lower", Word::kFunction, kWordOf},
    {"max", Word::kFunction, kWordOf},
    {"min", Word::kFunction, kWordOf},
    {"missing", Word::kMissing, TokenKind::kConstant},
    {"modified", Word::kModified, kWordOf},
    {"new", Word::kNew, kWordOf},
    {"not", Word::kNot, TokenKind::kOperator},
    {"null", Word::kNull, TokenKind::kConstant},
    {"nullif", Word::kFunction, kWordOf},
    {"octet_length", Word::kFunction, kWordOf},
    {"old", Word::kOld, kWordOf},
    {"or", Word::kOr, TokenKind::kOperator},
    {"order", Word::kOrder, kWordOf},
    {"outer", Word::kJoin, kWordOf},
    {"pivot", Word::kPivot, kWordOf},
    {"remove", Word::kRemove, kWordOf},
    {"returning", Word::kReturning, kWordOf},
    {"right", Word::kJoin, kWordOf},
    {"select", Word::kSelect, kWordOf},
    {"set", Word::kSet, kWordOf},
    {"sexp", Word::kFunction, kWordOf},
    {"size", Word::kFunction, kWordOf},
    {"substring", Word::kFunction, kWordOf},
    {"sum", Word::kFunction, kWordOf},
    {"true", Word::kTrue, TokenKind::kConstant},
    {"update", Word::kUpdate, kWordOf},
    {"upper", Word::kFunction, kWordOf},
    {"value", Word::kValue, kWordOf},
    {"values", Word::kValues, kWordOf},
    {"where", Word::kWhere, kWordOf},
};

bool IsKeyword(const std::string& word) {
  if (word[0] < 'a' || word[0] > 'z') return false;
  const Bytes group = kKeywords[word[0] - 'a'];
  return group.find(" " + word + " ") != Bytes::npos;
}

// The longest sign first.
constexpr WordRow kSigns[] = {
    {"<<", Word::kNone, TokenKind::kOpenBag},    {">>", Word::kNone, TokenKind::kCloseBag},
    {"<>", Word::kNe, TokenKind::kOperator},     {"!=", Word::kNe, TokenKind::kOperator},
    {"<=", Word::kLe, TokenKind::kOperator},     {">=", Word::kGe, TokenKind::kOperator},
    {"||", Word::kConcat, TokenKind::kOperator}, {"<", Word::kLt, TokenKind::kOperator},
    {">", Word::kGt, TokenKind::kOperator},      {"=", Word::kEq, TokenKind::kOperator},
    {"+", Word::kPlus, TokenKind::kOperator},    {"-", Word::kMinus, TokenKind::kOperator},
    {"/", Word::kDivide, TokenKind::kOperator},  {"%", Word::kModulo, TokenKind::kOperator},
    {"*", Word::kTimes, TokenKind::kStar},       {".", Word::kNone, TokenKind::kDot},
    {",", Word::kNone, TokenKind::kComma},       {":", Word::kNone, TokenKind::kColon},
    {";", Word::kNone, TokenKind::kSemicolon},   {"?", Word::kNone, TokenKind::kQuestion},
    {"(", Word::kNone, TokenKind::kOpen},        {")", Word::kNone, TokenKind::kClose},
    {"[", Word::kNone, TokenKind::kOpenBracket}, {"]", Word::kNone, TokenKind::kCloseBracket},
    {"{", Word::kNone, TokenKind::kOpenCurly},   {"}", Word::kNone, TokenKind::kCloseCurly},
};

class Lexer {
 public:
  Lexer(Bytes text, std::vector<Token>* tokens) : text_(text), tokens_(tokens) {}

  // False: what is left does not begin with a token.
  bool Run() {
    for (;;) {
      if (!SkipSpace()) return false;
      Token token;
      token.line = line_;
      token.column = column_;
      if (at_ == text_.size()) {
        tokens_->push_back(token);
        return true;
      }
      const size_t begin = at_;
      if (!Scan(&token)) return false;
      token.text = text_.substr(begin, at_ - begin);
      if (!JoinWords(token)) tokens_->push_back(token);
    }
  }

 private:
  char Peek(size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  void Step() {
    if (text_[at_] == '\n') {
      line_++;
      column_ = 1;
    } else if ((text_[at_] & 0xc0) != 0x80) {
      column_++;
    }
    at_++;
  }
  void Step(size_t count) {
    for (; count > 0; count--) Step();
  }

  // Also over comments. False: one does not end.
  bool SkipSpace() {
    for (;;) {
      while (at_ < text_.size() && IsSpace(text_[at_])) Step();
      if (Peek() == '-' && Peek(1) == '-') {
        while (at_ < text_.size() && text_[at_] != '\n') Step();
      } else if (Peek() == '/' && Peek(1) == '*') {
        const size_t end = text_.find("*/", at_ + 2);
        if (end == Bytes::npos) return false;
        Step(end + 2 - at_);
      } else {
        return true;
      }
    }
  }

  bool Scan(Token* token) {
    const char c = text_[at_];
    if (IsNameStart(c)) return ScanWord(token);
    if (c == '\'' || c == '"') return ScanQuoted(c, token);
    if (IsDigit(c) || (c == '.' && IsDigit(Peek(1)))) return ScanNumber(token);
    for (const WordRow& sign : kSigns) {
      if (text_.substr(at_, sign.text.size()) != sign.text) continue;
      token->kind = sign.kind;
      token->word = sign.word;
      Step(sign.text.size());
      return true;
    }
    return false;
  }

  bool ScanWord(Token* token) {
    const size_t begin = at_;
    while (at_ < text_.size() && (IsNameStart(text_[at_]) || IsDigit(text_[at_]))) Step();
    token->kind = TokenKind::kIdentifier;
    // No keyword is longer.
    if (at_ - begin > 20) return true;
    const std::string word = LowerCase(text_.substr(begin, at_ - begin));
    if (!IsKeyword(word)) return true;
    token->kind = TokenKind::kKeyword;
    for (const WordRow& row : kWords) {
      if (row.text != word) continue;
      token->kind = row.kind;
      token->word = row.word;
      break;
    }
    return true;
  }

  bool ScanQuoted(char quote, Token* token) {
    token->kind = quote == '"' ? TokenKind::kQuoted : TokenKind::kString;
    Step();
    for (;;) {
      if (at_ == text_.size()) return false;
      const char c = text_[at_];
      Step();
      if (c != quote) continue;
      if (Peek() != quote) return true;
      Step();
    }
  }

  size_t SkipDigits() {
    const size_t begin = at_;
    while (IsDigit(Peek())) Step();
    return at_ - begin;
  }

  bool ScanNumber(Token* token) {
    token->kind = TokenKind::kNumber;
    SkipDigits();
    int64_t scale = 0;
    if (Peek() == '.') {
      Step();
      scale = static_cast<int64_t>(SkipDigits());
    }
    if (Peek() == 'e' || Peek() == 'E') {
      Step();
      const bool negative = Peek() == '-';
      if (negative || Peek() == '+') Step();
      const size_t begin = at_;
      if (SkipDigits() == 0) return false;
      constexpr int64_t kMax = std::numeric_limits<int32_t>::max();
      int64_t exponent = 0;
      for (const char c : text_.substr(begin, at_ - begin)) {
        exponent = exponent * 10 + (c - '0');
        if (exponent > kMax + 1) return false;
      }
      if (!negative && exponent > kMax) return false;
      scale += negative ? exponent : -exponent;
      if (scale > kMax || scale < -kMax - 1) return false;
    }
    return !IsNameStart(Peek());
  }

  // NOT IN, IS NOT and the like are one token each.
  bool JoinWords(const Token& second) {
    if (tokens_->empty() || second.word == Word::kNone) return false;
    Token& first = tokens_->back();
    Word joined = Word::kNone;
    if (first.word == Word::kNot && second.word == Word::kIn) joined = Word::kNotIn;
    if (first.word == Word::kNot && second.word == Word::kBetween) joined = Word::kNotBetween;
    if (first.word == Word::kNot && second.word == Word::kLike) joined = Word::kNotLike;
    if (first.word == Word::kIs && second.word == Word::kNot) joined = Word::kIsNot;
    if (first.word == Word::kInsert && second.word == Word::kInto) joined = Word::kInsertInto;
    if (joined == Word::kNone) return false;
    first.word = joined;
    first.text = Bytes(first.text.data(),
                       static_cast<size_t>(second.text.data() + second.text.size() -
                                           first.text.data()));
    return true;
  }

  const Bytes text_;
  std::vector<Token>* const tokens_;
  size_t at_ = 0;
  uint32_t line_ = 1;
  uint32_t column_ = 1;
};

}  // namespace

Status Tokenize(Bytes text, std::vector<Token>* tokens) {
  if (!Lexer(text, tokens).Run()) return Fail(kNotWellFormed, {""});
  return {};
}

std::string PositionOf(const Token& token) {
  size_t length = 0;
  for (const char c : token.text) length += (c & 0xc0) != 0x80 ? 1 : 0;
  return std::to_string(token.line) + ":" + std::to_string(token.column) + ":" +
         std::to_string(length);
}

std::string WithoutInnerQuotes(const Token& token) {
  std::string text;
  const Bytes inner = token.inner();
  for (size_t i = 0; i < inner.size(); i++) {
    text.push_back(inner[i]);
    if (inner[i] == token.text[0]) i++;
  }
  return text;
}

std::string LowerCase(Bytes text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c;
  return lower;
}

}  // namespace hashrange::partiql
