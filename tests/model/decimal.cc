#include "model/decimal.h"

#include <algorithm>
#include <cstdlib>

namespace hashrange::naive {
namespace {

Decimal Trimmed(Decimal number) {
  while (!number.digits.empty() && number.digits.back() == '0') {
    number.digits.pop_back();
    number.exponent++;
  }
  number.digits.erase(0, std::min(number.digits.find_first_not_of('0'), number.digits.size()));
  if (number.digits.empty()) return Decimal{};
  return number;
}

// Both as whole numbers of the same power of ten and the same length.
void Align(Decimal* a, Decimal* b) {
  if (a->digits.empty()) a->exponent = b->exponent;
  if (b->digits.empty()) b->exponent = a->exponent;
  const int exponent = std::min(a->exponent, b->exponent);
  size_t length = 0;
  for (Decimal* number : {a, b}) {
    number->digits.append(static_cast<size_t>(number->exponent - exponent), '0');
    number->exponent = exponent;
    length = std::max(length, number->digits.size());
  }
  for (Decimal* number : {a, b}) {
    number->digits.insert(0, length - number->digits.size(), '0');
  }
}

}  // namespace

Decimal ParseDecimal(const std::string& text) {
  Decimal number;
  size_t at = 0;
  if (text[at] == '-' || text[at] == '+') number.negative = text[at++] == '-';
  bool after_point = false;
  for (; at < text.size() && text[at] != 'e' && text[at] != 'E'; at++) {
    if (text[at] == '.') {
      after_point = true;
      continue;
    }
    number.digits += text[at];
    if (after_point) number.exponent--;
  }
  if (at < text.size()) number.exponent += std::atoi(text.c_str() + at + 1);
  return Trimmed(number);
}

std::string PlainText(const Decimal& number) {
  if (number.digits.empty()) return "0";
  std::string digits = number.digits;
  if (number.exponent >= 0) {
    digits.append(static_cast<size_t>(number.exponent), '0');
  } else {
    const auto fraction = static_cast<size_t>(-number.exponent);
    if (digits.size() <= fraction) digits.insert(0, fraction + 1 - digits.size(), '0');
    digits.insert(digits.size() - fraction, ".");
  }
  return (number.negative ? "-" : "") + digits;
}

int CompareDecimals(const Decimal& a, const Decimal& b) {
  if (a.negative != b.negative) return a.negative ? -1 : 1;
  Decimal x = a;
  Decimal y = b;
  Align(&x, &y);
  const int order = x.digits.compare(y.digits);
  return a.negative ? -order : order;
}

Decimal AddDecimals(const Decimal& a, const Decimal& b) {
  Decimal x = a;
  Decimal y = b;
  Align(&x, &y);
  if (x.negative != y.negative && x.digits < y.digits) std::swap(x, y);
  // Now x is not smaller than y when one is taken from the other.
  const int sign = x.negative == y.negative ? 1 : -1;
  std::string digits;
  int carry = 0;
  for (size_t i = x.digits.size(); i-- > 0;) {
    int digit = (x.digits[i] - '0') + sign * (y.digits[i] - '0') + carry;
    carry = digit < 0 ? -1 : digit / 10;
    digit = (digit + 10) % 10;
    digits += static_cast<char>('0' + digit);
  }
  if (carry == 1) digits += '1';
  std::reverse(digits.begin(), digits.end());
  return Trimmed(Decimal{x.negative, digits, x.exponent});
}

Decimal NegateDecimal(Decimal number) {
  number.negative = !number.digits.empty() && !number.negative;
  return number;
}

bool FitsNumber(const Decimal& number) {
  return number.digits.empty() || (number.digits.size() <= 38 && number.Magnitude() <= 125);
}

uint64_t NumberSize(const Decimal& number) {
  if (number.digits.empty()) return 1;
  uint64_t integer_digits = 0;
  uint64_t fraction_digits = 0;
  const auto count = static_cast<int>(number.digits.size());
  if (number.exponent >= 0) {
    integer_digits = number.digits.size();
  } else if (count + number.exponent <= 0) {
    fraction_digits = number.digits.size();
  } else {
    integer_digits = static_cast<uint64_t>(count + number.exponent);
    fraction_digits = static_cast<uint64_t>(-number.exponent);
  }
  return 1 + (integer_digits + 1) / 2 + (fraction_digits + 1) / 2 + (number.negative ? 1 : 0);
}

std::string HashedNumber(const Decimal& number) {
  if (number.digits.empty()) return "\x80";
  // 0.d1d2d3.. * 100^n: an odd power of ten takes a zero in front.
  int power = number.Magnitude() + 1;
  std::string digits = number.digits;
  if (power % 2 != 0) {
    digits.insert(0, "0");
    power++;
  }
  if (digits.size() % 2 != 0) digits += '0';
  const int first = power / 2 - 64;
  std::string bytes(1, static_cast<char>(number.negative ? ~first : first));
  for (size_t i = 0; i < digits.size(); i += 2) {
    const int pair = (digits[i] - '0') * 10 + (digits[i + 1] - '0');
    bytes += static_cast<char>(number.negative ? 101 - pair : pair + 1);
  }
  if (number.negative && digits.size() / 2 < 20) bytes += static_cast<char>(102);
  return bytes;
}

}  // namespace hashrange::naive
