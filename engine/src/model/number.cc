#include "model/number.h"

#include <cstring>

namespace hashrange::model {
namespace {

// Of 0.d1 d2 ... * 10^exponent, from 1E-130 and 9.99E+125.
constexpr int64_t kExponentMin = -129;
constexpr int64_t kExponentMax = 126;
// Ordered form: base-100 digits of 38 decimal digits that begin in the middle of one.
constexpr size_t kOrderedDigitsMax = 20;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

NumberFault CheckRange(int64_t exponent) {
  if (exponent > kExponentMax) return NumberFault::kOverflow;
  if (exponent < kExponentMin) return NumberFault::kUnderflow;
  return NumberFault::kNone;
}

// What Scan() finds: the digits without sign, leading zeros included, and where the point lies.
struct Scanned {
  bool negative = false;
  Bytes integer;
  Bytes fraction;
  int64_t written_exponent = 0;
};

// The exponent after 'e', within int64. Source: paritysuite, measured 2026-10
// (1e9223372036854775808 is not numeric).
bool ScanExponent(Bytes text, int64_t* exponent) {
  bool negative = false;
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  if (text.empty()) return false;
  const uint64_t limit = (uint64_t{1} << 63) - (negative ? 0 : 1);
  uint64_t magnitude = 0;
  for (const char c : text) {
    if (!IsDigit(c)) return false;
    const auto digit = static_cast<uint64_t>(c - '0');
    if (magnitude > (limit - digit) / 10) return false;
    magnitude = magnitude * 10 + digit;
  }
  // No text is long enough to bring an exponent beyond this bound back into range.
  constexpr uint64_t kFar = uint64_t{1} << 40;
  const auto clamped = static_cast<int64_t>(magnitude < kFar ? magnitude : kFar);
  *exponent = negative ? -clamped : clamped;
  return true;
}

bool Scan(Bytes text, Scanned* scanned) {
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
    scanned->negative = text.front() == '-';
    text.remove_prefix(1);
  }
  size_t at = 0;
  while (at < text.size() && IsDigit(text[at])) at++;
  scanned->integer = text.substr(0, at);
  if (at < text.size() && text[at] == '.') {
    const size_t begin = ++at;
    while (at < text.size() && IsDigit(text[at])) at++;
    scanned->fraction = text.substr(begin, at - begin);
  }
  if (scanned->integer.empty() && scanned->fraction.empty()) return false;
  if (at == text.size()) return true;
  if (text[at] != 'e' && text[at] != 'E') return false;
  return ScanExponent(text.substr(at + 1), &scanned->written_exponent);
}

void TrimLeadingZeros(Bytes* digits) {
  const size_t first = digits->find_first_not_of('0');
  digits->remove_prefix(first == Bytes::npos ? digits->size() : first);
}

void TrimTrailingZeros(Bytes* digits) {
  const size_t last = digits->find_last_not_of('0');
  *digits = digits->substr(0, last == Bytes::npos ? 0 : last + 1);
}

// Splits "-12.5" into its sign and "12.5".
bool TakeSign(Bytes* text) {
  const bool negative = text->front() == '-';
  if (negative) text->remove_prefix(1);
  return negative;
}

// Of normalised magnitudes: the longer integer part is greater, otherwise the order of the text is
// the order of the values
// ('.' stands in the same place or is where the other one ends).
int CompareMagnitudes(Bytes a, Bytes b) {
  const size_t a_point = a.find('.'), b_point = b.find('.');
  const size_t a_integer = a_point == Bytes::npos ? a.size() : a_point;
  const size_t b_integer = b_point == Bytes::npos ? b.size() : b_point;
  if (a_integer != b_integer) return a_integer < b_integer ? -1 : 1;
  return a.compare(b);
}

}  // namespace

NumberFault Number::Parse(Bytes text, Number* number) {
  Scanned scanned;
  if (!Scan(text, &scanned)) return NumberFault::kNotNumeric;

  TrimLeadingZeros(&scanned.integer);
  const auto fraction_digits = static_cast<int64_t>(scanned.fraction.size());
  Bytes fraction = scanned.fraction;
  int64_t exponent =
      scanned.written_exponent;  // of the point, then of the point before the first digit
  if (scanned.integer.empty()) {
    TrimLeadingZeros(&fraction);
    exponent -= fraction_digits - static_cast<int64_t>(fraction.size());
  } else {
    exponent += static_cast<int64_t>(scanned.integer.size());
  }
  TrimTrailingZeros(&fraction);

  Bytes integer = scanned.integer;
  if (fraction.empty()) TrimTrailingZeros(&integer);

  // A zero counts as the digit 0 in its last written place. Source: paritysuite, measured 2026-10
  // (0e126 overflows, 0.0e126 does not).
  const bool zero = integer.empty() && fraction.empty();
  if (zero) exponent = scanned.written_exponent - fraction_digits + 1;
  const NumberFault fault = CheckRange(exponent);
  if (fault != NumberFault::kNone) return fault;
  if (integer.size() + fraction.size() > kNumberDigitsMax) return NumberFault::kTooManyDigits;

  Number result;
  if (!zero) {
    result.negative_ = scanned.negative;
    result.exponent_ = static_cast<int16_t>(exponent);
    for (const char c : integer) result.digits_[result.count_++] = static_cast<uint8_t>(c - '0');
    for (const char c : fraction) result.digits_[result.count_++] = static_cast<uint8_t>(c - '0');
  }
  *number = result;
  return NumberFault::kNone;
}

void Number::AppendNormalised(std::string* to) const {
  if (count_ == 0) {
    to->push_back('0');
    return;
  }
  char text[1 + 2 + 130 +
            kNumberDigitsMax];  // sign, "0.", zeros, digits; "1" and 125 zeros is shorter
  char* at = text;
  const int integer_digits = exponent_;
  if (negative_) *at++ = '-';
  if (integer_digits <= 0) {
    *at++ = '0';
    *at++ = '.';
    for (int i = integer_digits; i < 0; i++) *at++ = '0';
  }
  for (int i = 0; i < count_; i++) {
    if (i > 0 && i == integer_digits) *at++ = '.';
    *at++ = static_cast<char>('0' + digits_[i]);
  }
  for (int i = count_; i < integer_digits; i++) *at++ = '0';
  to->append(text, static_cast<size_t>(at - text));
}

NumberFault Number::Add(const Number& a, const Number& b, Number* result) {
  if (a.is_zero() || b.is_zero()) {
    *result = a.is_zero() ? b : a;
    return NumberFault::kNone;
  }

  // One place for each power of ten that either number reaches, and one for the carry; most
  // significant first.
  constexpr int kPlacesMax = static_cast<int>(kExponentMax - kExponentMin) + kNumberDigitsMax + 2;
  int8_t places[kPlacesMax] = {};
  const int top = (a.exponent_ > b.exponent_ ? a.exponent_ : b.exponent_) + 1;
  const int a_end = top - a.exponent_ + a.count_, b_end = top - b.exponent_ + b.count_;
  const int count = a_end > b_end ? a_end : b_end;

  const auto accumulate = [&](const Number& n, int sign) {
    int8_t* at = places + (top - n.exponent_);
    for (int i = 0; i < n.count_; i++) at[i] = static_cast<int8_t>(at[i] + sign * n.digits_[i]);
  };
  accumulate(a, a.negative_ ? -1 : 1);
  accumulate(b, b.negative_ ? -1 : 1);

  // The sign is that of the first place that is not zero; turned positive, places are settled into
  // 0-9 from the right.
  int first = 0;
  while (first < count && places[first] == 0) first++;
  const bool negative = first < count && places[first] < 0;
  int carry = 0;
  for (int i = count - 1; i >= 0; i--) {
    int digit = (negative ? -places[i] : places[i]) + carry;
    carry = 0;
    if (digit < 0) {
      digit += 10;
      carry = -1;
    } else if (digit > 9) {
      digit -= 10;
      carry = 1;
    }
    places[i] = static_cast<int8_t>(digit);
  }

  first = 0;
  while (first < count && places[first] == 0) first++;
  int end = count;
  while (end > first && places[end - 1] == 0) end--;
  Number sum;
  if (first < end) {
    const int exponent = top - first;
    const NumberFault fault = CheckRange(exponent);
    if (fault != NumberFault::kNone) return fault;
    if (end - first > kNumberDigitsMax) return NumberFault::kOverflow;
    sum.negative_ = negative;
    sum.exponent_ = static_cast<int16_t>(exponent);
    sum.count_ = static_cast<uint8_t>(end - first);
    for (int i = first; i < end; i++) sum.digits_[i - first] = static_cast<uint8_t>(places[i]);
  }
  *result = sum;
  return NumberFault::kNone;
}

NumberFault Number::Subtract(const Number& a, const Number& b, Number* result) {
  Number minus_b = b;
  if (!b.is_zero()) minus_b.negative_ = !b.negative_;
  return Add(a, minus_b, result);
}

void Number::AppendOrdered(std::string* to) const {
  if (count_ == 0) {
    to->push_back(static_cast<char>(0x80));
    return;
  }
  // Base 100 begins at an even power of ten, so an odd exponent takes a leading zero digit.
  const int pad = exponent_ & 1;
  const auto exponent = static_cast<uint8_t>((exponent_ + pad) / 2 - 64);
  to->push_back(static_cast<char>(negative_ ? ~exponent : exponent));

  const size_t pairs = static_cast<size_t>(count_ + pad + 1) / 2;
  for (size_t i = 0; i < pairs; i++) {
    const int high = static_cast<int>(i) * 2 - pad, low = high + 1;
    const int digit = (high >= 0 ? digits_[high] * 10 : 0) + (low < count_ ? digits_[low] : 0);
    to->push_back(static_cast<char>(negative_ ? 101 - digit : digit + 1));
  }
  if (negative_ && pairs < kOrderedDigitsMax) to->push_back(102);
}

bool Number::ReadOrdered(Bytes ordered, Number* number) {
  if (ordered.empty()) return false;
  const auto first = static_cast<uint8_t>(ordered[0]);
  const bool negative = first < 0x80;
  Bytes digits = ordered.substr(1);
  if (negative && !digits.empty() && digits.back() == 102) digits.remove_suffix(1);
  if (digits.size() > kOrderedDigitsMax) return false;

  // The same number in the syntax that Parse reads.
  const int exponent = (static_cast<int8_t>(negative ? ~first : first) + 64) * 2;
  std::string text = negative ? "-." : ".";
  for (const char c : digits) {
    const int digit = negative ? 101 - c : c - 1;
    if (digit < 0 || digit > 99) return false;
    text.push_back(static_cast<char>('0' + digit / 10));
    text.push_back(static_cast<char>('0' + digit % 10));
  }
  text = digits.empty() ? "0" : text + "e" + std::to_string(exponent);
  Number read;
  if (Parse(text, &read) != NumberFault::kNone) return false;
  // Each number has one ordered form.
  std::string written;
  read.AppendOrdered(&written);
  if (written != ordered) return false;
  *number = read;
  return true;
}

int CompareNumbers(Bytes a, Bytes b) {
  const bool a_negative = TakeSign(&a), b_negative = TakeSign(&b);
  if (a_negative != b_negative) return a_negative ? -1 : 1;
  const int order = CompareMagnitudes(a, b);
  return a_negative ? -order : order;
}

bool IsNormalisedNumber(Bytes text) {
  if (text.empty()) return false;
  const bool negative = TakeSign(&text);
  if (text == "0") return !negative;

  size_t integer = 0;
  while (integer < text.size() && IsDigit(text[integer])) integer++;
  if (integer == 0 || (text[0] == '0' && integer > 1)) return false;
  if (integer == text.size()) {
    if (integer <= kNumberDigitsMax) return true;
    TrimTrailingZeros(&text);
    return integer <= static_cast<size_t>(kExponentMax) && text.size() <= kNumberDigitsMax;
  }

  Bytes fraction = text.substr(integer + 1);
  if (text[integer] != '.' || fraction.empty() || fraction.back() == '0') return false;
  for (const char c : fraction) {
    if (!IsDigit(c)) return false;
  }
  if (text[0] != '0') return integer + fraction.size() <= kNumberDigitsMax;
  const size_t fraction_digits = fraction.size();
  TrimLeadingZeros(&fraction);
  return fraction_digits - fraction.size() <= static_cast<size_t>(-kExponentMin) &&
         fraction.size() <= kNumberDigitsMax;
}

NumberFault NormaliseNumber(Bytes text, std::string* to) {
  // Most numbers arrive normalised; looking costs less than taking them apart.
  if (IsNormalisedNumber(text)) {
    to->append(text);
    return NumberFault::kNone;
  }
  Number number;
  const NumberFault fault = Number::Parse(text, &number);
  if (fault == NumberFault::kNone) number.AppendNormalised(to);
  return fault;
}

}  // namespace hashrange::model
