// Decimal arithmetic as one does it on paper: a sign, a string of digits and a power of ten. Values
// are DynamoDB's N: up to 38 significant digits, magnitudes 1E-130 to 9.99..E+125, and zero.
// Source: AWS Developer Guide, "Data types". Tested by naive_test.cc and against the engine by
// model_test.cc.
#ifndef HASHRANGE_TESTS_MODEL_DECIMAL_H_
#define HASHRANGE_TESTS_MODEL_DECIMAL_H_

#include <cstdint>
#include <string>

namespace hashrange::naive {

// (-1)^negative * digits * 10^exponent. No zero at either end of `digits`; zero has none.
struct Decimal {
  bool negative = false;
  std::string digits;
  int exponent = 0;

  // The power of ten of the first digit: 0 for 1 to 9.99.
  int Magnitude() const { return exponent + static_cast<int>(digits.size()) - 1; }
};

// `text` has the syntax that DynamoDB accepts, which the workload sees to.
Decimal ParseDecimal(const std::string& text);

// Plain decimal: "0.01", "-42.12", "1" and 125 zeros, "0".
std::string PlainText(const Decimal& number);

int CompareDecimals(const Decimal& a, const Decimal& b);
Decimal AddDecimals(const Decimal& a, const Decimal& b);
Decimal NegateDecimal(Decimal number);

// Whether it can be stored: not more than 38 digits, not too large. Source: paritysuite, measured
// 2026-10 (both faults answer the text of the overflow).
bool FitsNumber(const Decimal& number);

// How the service counts a number's bytes: a byte, one for each two digits before and after the
// point (each side rounded up), one for a minus. Source: paritysuite, measured 2026-10.
uint64_t NumberSize(const Decimal& number);

// The bytes that the partition hash reads. Source: dynalite, observed order of real scans.
std::string HashedNumber(const Decimal& number);

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_DECIMAL_H_
