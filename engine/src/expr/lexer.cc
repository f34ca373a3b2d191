#include "expr/lexer.h"

namespace hashrange::expr {
namespace {

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsWord(char c) { return IsLetter(c) || IsDigit(c) || c == '_'; }

struct Keyword {
  Bytes upper;
  TokenKind kind;
};
constexpr Keyword kKeywords[] = {
    {"IN", TokenKind::kIn},           {"OR", TokenKind::kOr},
    {"AND", TokenKind::kAnd},         {"NOT", TokenKind::kNot},
    {"SET", TokenKind::kSet},         {"ADD", TokenKind::kAdd},
    {"REMOVE", TokenKind::kRemove},   {"DELETE", TokenKind::kDelete},
    {"BETWEEN", TokenKind::kBetween},
};

TokenKind WordKind(Bytes word) {
  if (word.size() < 2 || word.size() > 7) return TokenKind::kIdentifier;
  for (const Keyword& keyword : kKeywords) {
    if (keyword.upper.size() != word.size()) continue;
    size_t i = 0;
    while (i < word.size() && (word[i] & ~0x20) == keyword.upper[i]) i++;
    if (i == word.size()) return keyword.kind;
  }
  return TokenKind::kIdentifier;
}

TokenKind SymbolKind(char c) {
  switch (c) {
    case '=':
      return TokenKind::kEq;
    case '<':
      return TokenKind::kLt;
    case '>':
      return TokenKind::kGt;
    case '(':
      return TokenKind::kOpen;
    case ')':
      return TokenKind::kClose;
    case '[':
      return TokenKind::kOpenBracket;
    case ']':
      return TokenKind::kCloseBracket;
    case ',':
      return TokenKind::kComma;
    case '.':
      return TokenKind::kDot;
    case '+':
      return TokenKind::kPlus;
    case '-':
      return TokenKind::kMinus;
    default:
      return TokenKind::kBad;
  }
}

}  // namespace

Token Lexer::Next() {
  const size_t size = text_.size();
  size_t at = at_;
  while (at < size &&
         (text_[at] == ' ' || text_[at] == '\t' || text_[at] == '\r' || text_[at] == '\n')) {
    at++;
  }
  if (at == size) {
    at_ = static_cast<uint32_t>(at);
    return Token{TokenKind::kEnd, at_, "<EOF>"};
  }
  const size_t begin = at;
  const char first = text_[at++];
  TokenKind kind;
  if (IsLetter(first)) {
    while (at < size && IsWord(text_[at])) at++;
    kind = WordKind(text_.substr(begin, at - begin));
  } else if (first == '#' || first == ':') {
    while (at < size && IsWord(text_[at])) at++;
    kind =
        at == begin + 1 ? TokenKind::kBad : (first == '#' ? TokenKind::kName : TokenKind::kValue);
  } else if (IsDigit(first)) {
    if (first != '0') {
      while (at < size && IsDigit(text_[at])) at++;
    }
    kind = TokenKind::kIndex;
  } else {
    kind = SymbolKind(first);
    if (at < size && text_[at] == '=' && (first == '<' || first == '>')) {
      at++;
      kind = first == '<' ? TokenKind::kLe : TokenKind::kGe;
    } else if (at < size && text_[at] == '>' && first == '<') {
      at++;
      kind = TokenKind::kNe;
    } else if (kind == TokenKind::kBad) {
      // A whole character, so that the message stays UTF-8.
      while (at < size && (static_cast<uint8_t>(text_[at]) & 0xC0) == 0x80) at++;
    }
  }
  at_ = static_cast<uint32_t>(at);
  return Token{kind, static_cast<uint32_t>(begin), text_.substr(begin, at - begin)};
}

bool IsPlaceholder(Bytes text, char sigil) {
  if (text.size() < 2 || text[0] != sigil) return false;
  for (size_t i = 1; i < text.size(); i++) {
    if (!IsWord(text[i])) return false;
  }
  return true;
}

}  // namespace hashrange::expr
