#include "expr/lexer.h"

#include <gtest/gtest.h>

#include <string>

namespace hashrange::expr {
namespace {

// Tokens in brackets; a token that no rule accepts has a "!" before it.
std::string Tokens(Bytes text) {
  Lexer lexer(text);
  std::string shown;
  for (;;) {
    const Token token = lexer.Next();
    if (token.kind == TokenKind::kEnd) return shown;
    if (token.kind == TokenKind::kBad) shown += "!";
    shown += "[" + std::string(token.text) + "]";
  }
}

TokenKind KindOf(Bytes text) { return Lexer(text).Next().kind; }

TEST(Lexer, SeparatesTokensWithOrWithoutSpace) {
  EXPECT_EQ(Tokens("a=:v AND(b<>#n.c[10])"), "[a][=][:v][AND][(][b][<>][#n][.][c][[][10][]][)]");
  EXPECT_EQ(Tokens(" \t\r\na <= b\n"), "[a][<=][b]");
  EXPECT_EQ(Tokens("a<=b>=c<d>e<>f+g-h,"), "[a][<=][b][>=][c][<][d][>][e][<>][f][+][g][-][h][,]");
  EXPECT_EQ(Tokens("==><"), "[=][=][>][<]");
}

TEST(Lexer, KnowsKeywordsInAnyCase) {
  EXPECT_EQ(KindOf("and"), TokenKind::kAnd);
  EXPECT_EQ(KindOf("Or"), TokenKind::kOr);
  EXPECT_EQ(KindOf("NOT"), TokenKind::kNot);
  EXPECT_EQ(KindOf("bEtWeEn"), TokenKind::kBetween);
  EXPECT_EQ(KindOf("in"), TokenKind::kIn);
  EXPECT_EQ(KindOf("SET"), TokenKind::kSet);
  EXPECT_EQ(KindOf("remove"), TokenKind::kRemove);
  EXPECT_EQ(KindOf("Add"), TokenKind::kAdd);
  EXPECT_EQ(KindOf("DELETE"), TokenKind::kDelete);
  EXPECT_EQ(KindOf("android"), TokenKind::kIdentifier);
  EXPECT_EQ(KindOf("i_n"), TokenKind::kIdentifier);
  EXPECT_EQ(KindOf("o2"), TokenKind::kIdentifier);
  EXPECT_EQ(KindOf("#in"), TokenKind::kName);
  EXPECT_EQ(KindOf(":0"), TokenKind::kValue);
}

TEST(Lexer, MakesOneTokenOfEachCharacterThatNoRuleAccepts) {
  EXPECT_EQ(Tokens("_a"), "![_][a]");
  EXPECT_EQ(Tokens("# :"), "![#]![:]");
  EXPECT_EQ(Tokens("!!"), "![!]![!]");
  EXPECT_EQ(Tokens("\xC3\xBC\xF0\x9F\x98\x80z"), "![\xC3\xBC]![\xF0\x9F\x98\x80][z]");
  EXPECT_EQ(Tokens("\xFF\x80"), "![\xFF\x80]");
  EXPECT_EQ(Tokens("a\"b\"/*"), "[a]![\"][b]![\"]![/]![*]");
  EXPECT_EQ(Tokens("##_:_"), "![#][#_][:_]");
}

TEST(Lexer, GivesIndexesNoLeadingZeros) {
  EXPECT_EQ(Tokens("0 10 007"), "[0][10][0][0][7]");
  EXPECT_EQ(KindOf("42"), TokenKind::kIndex);
}

TEST(Lexer, EndsWithATokenAtTheEnd) {
  Lexer lexer("a ");
  EXPECT_EQ(lexer.Next().end(), 1u);
  const Token end = lexer.Next();
  EXPECT_EQ(end.text, "<EOF>");
  EXPECT_EQ(end.end(), 2u);
  EXPECT_EQ(lexer.Next().kind, TokenKind::kEnd);
}

TEST(Lexer, KnowsPlaceholders) {
  EXPECT_TRUE(IsPlaceholder("#a", '#'));
  EXPECT_TRUE(IsPlaceholder(":_9Z", ':'));
  for (const char* text : {"", "#", "a", ":a", "#hi-there", "#!hi", "##", "#a b", "#a."}) {
    EXPECT_FALSE(IsPlaceholder(text, '#')) << text;
  }
}

}  // namespace
}  // namespace hashrange::expr
