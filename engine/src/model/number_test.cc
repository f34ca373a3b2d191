#include "model/number.h"

#include <gtest/gtest.h>

#include <iterator>
#include <string>
#include <utility>

#include "base/test_random.h"

namespace hashrange::model {
namespace {

const std::string kNines(38, '9');

NumberFault FaultOf(Bytes text) {
  Number number;
  return Number::Parse(text, &number);
}

Number NumberOf(Bytes text) {
  Number number;
  EXPECT_EQ(Number::Parse(text, &number), NumberFault::kNone) << text;
  return number;
}

std::string NormalisedOf(Bytes text) {
  std::string normalised;
  EXPECT_EQ(NormaliseNumber(text, &normalised), NumberFault::kNone) << text;
  EXPECT_EQ(NumberOf(text).Normalised(), normalised);
  return normalised;
}

std::string OrderedOf(const Number& number) {
  std::string ordered;
  number.AppendOrdered(&ordered);
  return ordered;
}

std::string Hex(Bytes bytes) {
  std::string hex;
  for (const char c : bytes) {
    hex.push_back("0123456789abcdef"[static_cast<uint8_t>(c) >> 4]);
    hex.push_back("0123456789abcdef"[static_cast<uint8_t>(c) & 15]);
  }
  return hex;
}

int Sign(int order) { return (order > 0) - (order < 0); }

// Spreads over all lengths, exponents and signs, with many near one another.
std::string RandomNumber(base::TestRandom* random) {
  std::string text = random->OneIn(2) ? "-" : "";
  const uint32_t digits = random->OneIn(3) ? 1 + random->Below(38) : 1 + random->Below(3);
  text.push_back(static_cast<char>('1' + random->Below(9)));
  text.push_back('.');
  for (uint32_t i = 1; i < digits; i++) text.push_back(static_cast<char>('0' + random->Below(10)));
  const int exponent = random->OneIn(3) ? static_cast<int>(random->Below(256)) - 130
                                        : static_cast<int>(random->Below(7)) - 3;
  return text + "e" + std::to_string(exponent);
}

TEST(Number, KeepsThirtyEightDigits) {
  EXPECT_EQ(NormalisedOf(kNines), kNines);
  EXPECT_EQ(NormalisedOf("-" + kNines), "-" + kNines);
  EXPECT_EQ(NormalisedOf("0." + kNines), "0." + kNines);
  EXPECT_EQ(NormalisedOf("12345678901234567890.123456789012345678"),
            "12345678901234567890.123456789012345678");
  EXPECT_EQ(FaultOf(kNines + "9"), NumberFault::kTooManyDigits);
  EXPECT_EQ(FaultOf("0." + kNines + "9"), NumberFault::kTooManyDigits);
  EXPECT_EQ(FaultOf("1" + std::string(37, '0') + ".5"), NumberFault::kTooManyDigits);
}

TEST(Number, DoesNotCountZerosAtEitherEnd) {
  EXPECT_EQ(NormalisedOf("000" + kNines + "000"), kNines + "000");
  EXPECT_EQ(NormalisedOf("000." + kNines + "000"), "0." + kNines);
  EXPECT_EQ(NormalisedOf("0.000" + kNines), "0.000" + kNines);
}

// Source: paritysuite, measured 2026-10.
TEST(Number, AcceptsWhatDynamoDBAcceptsAndWritesPlainDecimal) {
  const std::pair<const char*, std::string> cases[] = {
      {"+5", "5"},
      {".5", "0.5"},
      {"+.5", "0.5"},
      {"-.5", "-0.5"},
      {"5.", "5"},
      {"1.e5", "100000"},
      {"00042", "42"},
      {"1.5E+3", "1500"},
      {"1.23E10", "12300000000"},
      {"-0", "0"},
      {"-0.00", "0"},
      {"+1e-2", "0.01"},
      {"1.0", "1"},
      {"1e0", "1"},
      {"0042.1200", "42.12"},
      {"1E125", "1" + std::string(125, '0')},
      {"1E-130", "0." + std::string(129, '0') + "1"},
      {"-1.5e-3", "-0.0015"},
      {"120e-1", "12"},
      {"0.001e3", "1"},
      {"10e000000000000000000000000000000001", "100"},
  };
  for (const auto& [text, normalised] : cases) EXPECT_EQ(NormalisedOf(text), normalised) << text;
}

// Source: paritysuite, measured 2026-10.
TEST(Number, RefusesWhatIsNotANumber) {
  for (const char* text : {"",
                           " 5",
                           "5 ",
                           "5 5",
                           "+",
                           "-",
                           ".",
                           "++5",
                           "+-5",
                           "0x5",
                           "1_000",
                           "1e",
                           "1e+",
                           "e2",
                           "1.2e3.4",
                           "1.2.3",
                           "NaN",
                           "Infinity",
                           "abc",
                           "1e5 ",
                           "1,5",
                           "-.",
                           "+.e1",
                           ".e1",
                           "1ee5",
                           "1e--5",
                           "--1",
                           "٣",
                           "1e9223372036854775808",
                           "1e-9223372036854775809",
                           "0e9223372036854775808",
                           "1e99999999999999999999999999"}) {
    EXPECT_EQ(FaultOf(text), NumberFault::kNotNumeric) << text;
  }
  EXPECT_EQ(FaultOf(Bytes("1\0", 2)), NumberFault::kNotNumeric);
}

// Source: paritysuite, measured 2026-10.
TEST(Number, IsBoundedInMagnitude) {
  const std::string greatest = "9." + std::string(37, '9') + "e125";
  EXPECT_EQ(FaultOf(greatest), NumberFault::kNone);
  EXPECT_EQ(FaultOf("-" + greatest), NumberFault::kNone);
  EXPECT_EQ(FaultOf("1.1e-130"), NumberFault::kNone);
  for (const char* text : {"1e126", "-1e126", "10e125", "0.1e127", "1e2147483647", "1e2147483648",
                           "1e99999999999", "1e9223372036854775807"}) {
    EXPECT_EQ(FaultOf(text), NumberFault::kOverflow) << text;
  }
  for (const char* text :
       {"1e-131", "-1e-131", "0.1e-130", "9.9e-131", "1e-99999999999", "1e-9223372036854775808"}) {
    EXPECT_EQ(FaultOf(text), NumberFault::kUnderflow) << text;
  }
  // Digits of the mantissa can bring a far exponent back.
  EXPECT_EQ(NormalisedOf("0." + std::string(999, '0') + "1e1000"), "1");
  EXPECT_EQ(NormalisedOf("1" + std::string(1000, '0') + "e-1000"), "1");
}

// Source: paritysuite, measured 2026-10.
TEST(Number, ChecksTheRangeOfAZeroByItsWrittenExponent) {
  EXPECT_EQ(FaultOf("0e126"), NumberFault::kOverflow);
  EXPECT_EQ(FaultOf("-0e126"), NumberFault::kOverflow);
  EXPECT_EQ(FaultOf("0e-131"), NumberFault::kUnderflow);
  EXPECT_EQ(FaultOf("0.0e127"), NumberFault::kOverflow);
  for (const char* text : {"0e125", "0.0e126", "0e-130", "0", "000", "-0.000"}) {
    EXPECT_EQ(NormalisedOf(text), "0") << text;
  }
}

TEST(Number, LeavesTheTargetAloneOnAFault) {
  Number number = NumberOf("42");
  for (const char* text : {"x", "1e126", "1e-131", "123456789012345678901234567890123456789"}) {
    EXPECT_NE(Number::Parse(text, &number), NumberFault::kNone);
    EXPECT_EQ(number.Normalised(), "42");
    std::string to = "kept";
    EXPECT_NE(NormaliseNumber(text, &to), NumberFault::kNone);
    EXPECT_EQ(to, "kept");
  }
  Number sum = NumberOf("7");
  EXPECT_EQ(Number::Add(NumberOf("1e50"), NumberOf("1"), &sum), NumberFault::kOverflow);
  EXPECT_EQ(sum.Normalised(), "7");
}

TEST(Number, KnowsNormalisedTextFromOther) {
  for (const std::string& text :
       {std::string("0"), std::string("1"), std::string("-1"), std::string("0.5"),
        std::string("-0.5"), kNines, "-" + kNines, "1" + std::string(125, '0'),
        kNines + std::string(88, '0'), "0." + std::string(129, '0') + "1",
        "0." + std::string(129, '0') + kNines, std::string("100.001")}) {
    EXPECT_TRUE(IsNormalisedNumber(text)) << text;
    EXPECT_EQ(NormalisedOf(text), text);
  }
  for (const std::string& text : {std::string(),
                                  std::string("-"),
                                  std::string("-0"),
                                  std::string("+1"),
                                  std::string("01"),
                                  std::string("1.0"),
                                  std::string("1."),
                                  std::string(".5"),
                                  std::string("-.5"),
                                  std::string("00.5"),
                                  std::string("0.0"),
                                  std::string("1e5"),
                                  std::string("1.2.3"),
                                  std::string("1.2x3"),
                                  std::string(" 1"),
                                  std::string("1 "),
                                  kNines + "9",
                                  kNines + ".9",
                                  "0." + kNines + "9",
                                  "1" + std::string(126, '0'),
                                  "0." + std::string(130, '0') + "1",
                                  std::string("--1"),
                                  std::string("1-1"),
                                  std::string("٣")}) {
    EXPECT_FALSE(IsNormalisedNumber(text)) << text;
  }
}

TEST(Number, IsNormalisedExactlyWhenNormalisingChangesNothing) {
  base::TestRandom random(3);
  int normalised = 0;
  for (int i = 0; i < 50'000; i++) {
    const std::string text = random.BytesOf("0012.-e", 6);
    std::string to;
    const bool same = NormaliseNumber(text, &to) == NumberFault::kNone && to == text;
    Number number;
    const bool parses = Number::Parse(text, &number) == NumberFault::kNone;
    ASSERT_EQ(parses && number.Normalised() == text, IsNormalisedNumber(text)) << text;
    ASSERT_EQ(same, IsNormalisedNumber(text)) << text;
    normalised += same ? 1 : 0;
  }
  EXPECT_GT(normalised, 5'000);
}

TEST(Number, AddsAndSubtractsExactly) {
  struct Case {
    const char *a, *b, *sum, *difference;
  };
  // Sums and differences computed with big integers.
  const Case cases[] = {
      {"0", "0", "0", "0"},
      {"1", "0", "1", "1"},
      {"0", "-1", "-1", "1"},
      {"1", "2", "3", "-1"},
      {"99", "1", "100", "98"},
      {"0.1", "0.2", "0.3", "-0.1"},
      {"-5", "5", "0", "-10"},
      {"1000", "0.001", "1000.001", "999.999"},
      {"-1.5", "-2.25", "-3.75", "0.75"},
      {"1e37", "1", "10000000000000000000000000000000000001",
       "9999999999999999999999999999999999999"},
      {"99999999999999999999999999999999999999", "1", "100000000000000000000000000000000000000",
       "99999999999999999999999999999999999998"},
      {"0.99999999999999999999999999999999999999", "1e-38", "1",
       "0.99999999999999999999999999999999999998"},
      {"12345678901234567890", "-12345678901234567889.5", "0.5", "24691357802469135779.5"},
  };
  for (const Case& c : cases) {
    Number result;
    ASSERT_EQ(Number::Add(NumberOf(c.a), NumberOf(c.b), &result), NumberFault::kNone)
        << c.a << " + " << c.b;
    EXPECT_EQ(result.Normalised(), c.sum) << c.a << " + " << c.b;
    ASSERT_EQ(Number::Subtract(NumberOf(c.a), NumberOf(c.b), &result), NumberFault::kNone)
        << c.a << " - " << c.b;
    EXPECT_EQ(result.Normalised(), c.difference) << c.a << " - " << c.b;
  }
}

// Source: paritysuite, measured 2026-10 (1e50 + 1 answers the overflow text).
TEST(Number, RefusesResultsThatDoNotFit) {
  const Number greatest = NumberOf("9." + std::string(37, '9') + "e125");
  Number result;
  EXPECT_EQ(Number::Add(NumberOf("1e50"), NumberOf("1"), &result), NumberFault::kOverflow);
  EXPECT_EQ(Number::Subtract(NumberOf("1e125"), NumberOf("1e-130"), &result),
            NumberFault::kOverflow);
  EXPECT_EQ(Number::Add(NumberOf(kNines), NumberOf("0.1"), &result), NumberFault::kOverflow);
  EXPECT_EQ(Number::Add(NumberOf("9e125"), NumberOf("1e125"), &result), NumberFault::kOverflow);
  EXPECT_EQ(Number::Add(greatest, greatest, &result), NumberFault::kOverflow);
  EXPECT_EQ(Number::Subtract(NumberOf("-9e125"), NumberOf("1e125"), &result),
            NumberFault::kOverflow);
  EXPECT_EQ(Number::Subtract(NumberOf("1.1e-130"), NumberOf("1e-130"), &result),
            NumberFault::kUnderflow);
  EXPECT_EQ(Number::Subtract(greatest, greatest, &result), NumberFault::kNone);
  EXPECT_TRUE(result.is_zero());
}

TEST(Number, AddsInPlaceAndUndoesIt) {
  base::TestRandom random(4);
  int exact = 0;
  for (int i = 0; i < 20'000; i++) {
    const Number a = NumberOf(RandomNumber(&random)), b = NumberOf(RandomNumber(&random));
    Number sum = a, reversed;
    const NumberFault fault = Number::Add(sum, b, &sum);
    ASSERT_EQ(Number::Add(b, a, &reversed), fault);
    if (fault != NumberFault::kNone) continue;
    ASSERT_EQ(reversed.Normalised(), sum.Normalised());
    ASSERT_EQ(Number::Subtract(sum, b, &sum), NumberFault::kNone);
    ASSERT_EQ(sum.Normalised(), a.Normalised());
    exact++;
  }
  EXPECT_GT(exact, 5'000);
}

// Computed with dynalite's numToBuffer.
TEST(Number, WritesTheOrderedBytesThatTheHashReads) {
  const std::pair<const char*, const char*> cases[] = {
      {"0", "80"},
      {"1", "c102"},
      {"-1", "3e6466"},
      {"9", "c10a"},
      {"10", "c10b"},
      {"-10", "3e5b66"},
      {"99", "c164"},
      {"100", "c202"},
      {"-100", "3d6466"},
      {"0.1", "c00b"},
      {"-0.1", "3f5b66"},
      {"0.01", "c002"},
      {"0.5", "c033"},
      {"-0.5", "3f3366"},
      {"42.12", "c12b0d"},
      {"-42.12", "3e3b5966"},
      {"1E125", "ff0b"},
      {"-1E125", "005b66"},
      {"1E-130", "8002"},
      {"-1E-130", "7f6466"},
      {"9.9999999999999999999999999999999999999E125", "ff64646464646464646464646464646464646464"},
      {"-9.9999999999999999999999999999999999999E125",
       "000202020202020202020202020202020202020266"},
      {"12345678901234567890123456789012345678", "d30d23394f5b0d23394f5b0d23394f5b0d23394f"},
      {"-12345678901234567890123456789012345678", "2c59432d170b59432d170b59432d170b59432d1766"},
      {"1.2345678901234567890123456789012345678", "c102182e445a02182e445a02182e445a02182e4451"},
      {"-1.2345678901234567890123456789012345678", "3e644e38220c644e38220c644e38220c644e382215"},
      {"-123456789012345678901234567890123456", "2d59432d170b59432d170b59432d170b59432d66"},
      {"-1.23456789012345678901234567890123456", "3e644e38220c644e38220c644e38220c644e382966"},
      {"3.14159", "c1040f105b"},
      {"-3.14159", "3e6257560b66"},
      {"1E50", "da02"},
      {"-1E-50", "576466"},
  };
  for (const auto& [text, hex] : cases) {
    const std::string ordered = OrderedOf(NumberOf(text));
    EXPECT_EQ(Hex(ordered), hex) << text;
    Number read;
    ASSERT_TRUE(Number::ReadOrdered(ordered, &read)) << text;
    EXPECT_EQ(read.Normalised(), NumberOf(text).Normalised());
  }
}

TEST(Number, OrdersTheSameAsTextAsBytesAndByDifference) {
  base::TestRandom random(5);
  for (int i = 0; i < 50'000; i++) {
    const Number a = NumberOf(random.OneIn(50) ? "0" : RandomNumber(&random));
    const Number b = NumberOf(random.OneIn(50) ? "0" : RandomNumber(&random));
    const std::string a_text = a.Normalised(), b_text = b.Normalised();
    const int order = Sign(CompareNumbers(a_text, b_text));
    ASSERT_EQ(Sign(OrderedOf(a).compare(OrderedOf(b))), order) << a_text << " " << b_text;
    ASSERT_EQ(order == 0, a_text == b_text);
    Number difference;
    if (Number::Subtract(a, b, &difference) != NumberFault::kNone) continue;
    const std::string text = difference.Normalised();
    ASSERT_EQ(text == "0" ? 0 : text[0] == '-' ? -1 : 1, order) << a_text << " " << b_text;
  }
}

TEST(Number, ComparesByValueNotByText) {
  const char* ascending[] = {"-100", "-99.5", "-99", "-9",   "-1.5", "-1.45", "-1",
                             "-0.5", "-0.05", "0",   "0.05", "0.5",  "1",     "1.45",
                             "1.5",  "9",     "9.5", "10",   "99",   "100"};
  for (size_t i = 0; i < std::size(ascending); i++) {
    for (size_t k = 0; k < std::size(ascending); k++) {
      EXPECT_EQ(Sign(CompareNumbers(ascending[i], ascending[k])), (i > k) - (i < k))
          << ascending[i] << " " << ascending[k];
    }
  }
}

}  // namespace
}  // namespace hashrange::model
