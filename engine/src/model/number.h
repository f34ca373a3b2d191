// Number is an exact decimal of up to 38 significant digits, DynamoDB's N. Magnitudes from 1E-130
// to 9.9999999999999999999999999999999999999E+125, and zero. Source: AWS Developer Guide, "Data
// types"; limits measured by paritysuite, 2026-10.
//
// Normalised text is the form in which N is stored and answered: plain decimal, "-" before
// negatives, no exponent, no leading zero before other integer digits, no trailing zero after the
// point, "0" for zero ("0.01", "-42.12", "1" and 125 zeros). Equal numbers have equal normalised
// text. Tested by number_test.cc.
#ifndef HASHRANGE_MODEL_NUMBER_H_
#define HASHRANGE_MODEL_NUMBER_H_

#include <cstdint>
#include <string>

#include "hashrange/bytes.h"

namespace hashrange::model {

inline constexpr int kNumberDigitsMax = 38;

enum class NumberFault : uint8_t {
  kNone,
  kNotNumeric,  // "The parameter cannot be converted to a numeric value: <text>"
  kOverflow,  // "Number overflow. Attempting to store a number with magnitude larger than supported
              // range"
  kUnderflow,      // "Number underflow. Attempting to store a number with magnitude smaller than
                   // supported range"
  kTooManyDigits,  // "Attempting to store more than 38 significant digits in a Number"
};

// Value = (-1)^negative * 0.d1 d2 ... dn * 10^exponent, d1 and dn not zero. Zero has no digits.
class Number {
 public:
  Number() = default;

  // Reads the syntax DynamoDB accepts: optional sign, digits with an optional point, optional
  // exponent ("+5", ".5", "5.", "1.e5", "00042", "-0"); no spaces, hex, NaN. A zero is
  // range-checked by its written exponent. Leaves *number alone on a fault.
  static NumberFault Parse(Bytes text, Number* number);

  void AppendNormalised(std::string* to) const;
  std::string Normalised() const {
    std::string text;
    AppendNormalised(&text);
    return text;
  }

  bool is_zero() const { return count_ == 0; }

  // Exact sum and difference; kOverflow when the result is out of range or needs more than 38
  // digits (DynamoDB answers the overflow text for both), kUnderflow when it is too small. Source:
  // paritysuite, measured 2026-10.
  static NumberFault Add(const Number& a, const Number& b, Number* result);
  static NumberFault Subtract(const Number& a, const Number& b, Number* result);

  // Appends bytes whose unsigned order is the order of the numbers; also what the partition hash
  // reads. One exponent byte (base 100, 0x80 for zero, inverted when negative), then base-100
  // digits plus 1 (negative: 101 minus digit, and 102 at the end when there are fewer than 20 of
  // them). No 0x00 byte except possibly the first. Source: dynalite, observed order of real scans.
  void AppendOrdered(std::string* to) const;

  // Reads all of what AppendOrdered wrote. False, with *number left alone, for any other bytes.
  static bool ReadOrdered(Bytes ordered, Number* number);

 private:
  bool negative_ = false;
  int16_t exponent_ = 0;
  uint8_t count_ = 0;
  uint8_t digits_[kNumberDigitsMax] = {};  // 0-9, most significant first
};

// Compares two normalised texts by value: negative, 0 or positive. Does not parse.
int CompareNumbers(Bytes a, Bytes b);

// True when `text` is exactly what Number::AppendNormalised would write for some number.
bool IsNormalisedNumber(Bytes text);

// Appends `text` normalised to *to, which a fault leaves alone. What is normalised already is
// copied without parsing.
NumberFault NormaliseNumber(Bytes text, std::string* to);

}  // namespace hashrange::model

#endif  // HASHRANGE_MODEL_NUMBER_H_
