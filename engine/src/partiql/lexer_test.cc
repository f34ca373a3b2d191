#include "partiql/lexer.h"

#include <gtest/gtest.h>

namespace hashrange::partiql {
namespace {

std::vector<Token> Tokens(Bytes text) {
  std::vector<Token> tokens;
  EXPECT_TRUE(Tokenize(text, &tokens).ok()) << text;
  return tokens;
}

bool Fails(Bytes text) {
  std::vector<Token> tokens;
  return !Tokenize(text, &tokens).ok();
}

TEST(PartiqlLexer, TellsNamesFromKeywordsInAnyCase) {
  const std::vector<Token> tokens = Tokens("SELECT pk, Data, \"from\" fROM _t$1");
  ASSERT_EQ(tokens.size(), 9u);
  EXPECT_EQ(tokens[0].word, Word::kSelect);
  EXPECT_EQ(tokens[1].kind, TokenKind::kIdentifier);
  EXPECT_EQ(tokens[3].kind, TokenKind::kIdentifier);
  EXPECT_EQ(tokens[5].kind, TokenKind::kQuoted);
  EXPECT_EQ(tokens[5].inner(), "from");
  EXPECT_EQ(tokens[6].word, Word::kFrom);
  EXPECT_EQ(tokens[7].kind, TokenKind::kIdentifier);
  EXPECT_EQ(tokens[8].kind, TokenKind::kEnd);
}

TEST(PartiqlLexer, KnowsKeywordsWithoutARoleToo) {
  for (const Bytes word : {Bytes("inner"), Bytes("date"), Bytes("zone"), Bytes("absolute"), Bytes("CURRENT_TIMESTAMP")}) {
    EXPECT_EQ(Tokens(word)[0].kind, TokenKind::kKeyword) << word;
  }
  for (const Bytes word : {Bytes("data"), Bytes("quantity"), Bytes("xylophone"), Bytes("inne"), Bytes("inners")}) {
    EXPECT_EQ(Tokens(word)[0].kind, TokenKind::kIdentifier) << word;
  }
}

TEST(PartiqlLexer, JoinsOperatorsOfTwoWords) {
  const std::vector<Token> tokens = Tokens("a NOT  IN b IS\nNOT c INSERT INTO not between not like not and");
  EXPECT_EQ(tokens[1].word, Word::kNotIn);
  EXPECT_EQ(tokens[1].text, "NOT  IN");
  EXPECT_EQ(tokens[3].word, Word::kIsNot);
  EXPECT_EQ(tokens[5].word, Word::kInsertInto);
  EXPECT_EQ(tokens[6].word, Word::kNotBetween);
  EXPECT_EQ(tokens[7].word, Word::kNotLike);
  EXPECT_EQ(tokens[8].word, Word::kNot);
  EXPECT_EQ(tokens[9].word, Word::kAnd);
}

TEST(PartiqlLexer, ReadsSignsTheLongestFirst) {
  const std::vector<Token> tokens = Tokens("<<>> <> != <= >= < > = || *?:;");
  const TokenKind kinds[] = {TokenKind::kOpenBag,  TokenKind::kCloseBag, TokenKind::kOperator, TokenKind::kOperator, TokenKind::kOperator,
                             TokenKind::kOperator, TokenKind::kOperator, TokenKind::kOperator, TokenKind::kOperator, TokenKind::kOperator,
                             TokenKind::kStar,     TokenKind::kQuestion, TokenKind::kColon,    TokenKind::kSemicolon};
  ASSERT_EQ(tokens.size(), std::size(kinds) + 1);
  for (size_t i = 0; i < std::size(kinds); i++) EXPECT_EQ(tokens[i].kind, kinds[i]) << i;
  EXPECT_EQ(tokens[2].word, Word::kNe);
  EXPECT_EQ(tokens[3].word, Word::kNe);
}

TEST(PartiqlLexer, ReadsNumbers) {
  for (const Bytes text : {Bytes("0"), Bytes("12.5"), Bytes("1."), Bytes(".5"), Bytes("1e5"), Bytes("1E+5"), Bytes(".5e-3"),
                           Bytes("1e2147483647"), Bytes("1e-2147483647")}) {
    const std::vector<Token> tokens = Tokens(text);
    EXPECT_EQ(tokens[0].kind, TokenKind::kNumber) << text;
    EXPECT_EQ(tokens[0].text, text);
  }
}

TEST(PartiqlLexer, RefusesNumbersThatNeedMoreThan32Bits) {
  for (const Bytes text : {Bytes("1e2147483648"), Bytes("1e99999999999999999999999"), Bytes("1.5e-2147483648"), Bytes("1.5e-2147483647"),
                           Bytes("1e"), Bytes("1e+"), Bytes("12abc"), Bytes("1_")}) {
    EXPECT_TRUE(Fails(text)) << text;
  }
}

TEST(PartiqlLexer, TakesCommentsForSpace) {
  EXPECT_EQ(Tokens("a--b\nc").size(), 3u);
  EXPECT_EQ(Tokens("a/*b\n*/c /**/ -- d").size(), 3u);
  EXPECT_EQ(Tokens("'-- a' \"/* b */\"").size(), 3u);
  EXPECT_EQ(Tokens("").size(), 1u);
}

TEST(PartiqlLexer, RefusesWhatBeginsNoToken) {
  for (const Bytes text : {Bytes("# a"), Bytes("/* a"), Bytes("'a"), Bytes("\"a"), Bytes("'a''"), Bytes("`a`"), Bytes("a ! b"), Bytes("\\"),
                           Bytes("\xc3\xa9"), Bytes("@")}) {
    EXPECT_TRUE(Fails(text)) << text;
  }
}

TEST(PartiqlLexer, WritesQuotesInsideOnce) {
  const std::vector<Token> tokens = Tokens("'it''s' \"a\"\"\"\"b\" ''");
  EXPECT_EQ(WithoutInnerQuotes(tokens[0]), "it's");
  EXPECT_EQ(WithoutInnerQuotes(tokens[1]), "a\"\"b");
  EXPECT_EQ(tokens[2].inner(), "");
  EXPECT_FALSE(tokens[2].has_inner_quotes());
}

TEST(PartiqlLexer, CountsLinesAndCharacters) {
  const std::vector<Token> tokens = Tokens("a '\xc3\xa9\xf0\x9f\x99\x82' b\n  \"c\"");
  EXPECT_EQ(PositionOf(tokens[0]), "1:1:1");
  EXPECT_EQ(PositionOf(tokens[1]), "1:3:4");
  EXPECT_EQ(PositionOf(tokens[2]), "1:8:1");
  EXPECT_EQ(PositionOf(tokens[3]), "2:3:3");
}

}  // namespace
}  // namespace hashrange::partiql
