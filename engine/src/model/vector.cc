#include "model/vector.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>

namespace hashrange::model {
namespace {

// A sum in double precision as a float; what is beyond all floats is the last of them.
float Rounded(double value) {
  constexpr double kMax = std::numeric_limits<float>::max();
  if (value > kMax) return std::numeric_limits<float>::max();
  if (value < -kMax) return std::numeric_limits<float>::lowest();
  return static_cast<float>(value);
}

}  // namespace

bool ParseFloat(Bytes number, float* value) {
  // A normalised number has at most 38 digits and 130 places.
  char text[192];
  if (number.empty() || number.size() >= sizeof text) return false;
  number.copy(text, number.size());
  text[number.size()] = '\0';
  *value = std::strtof(text, nullptr);
  return std::isfinite(*value);
}

void AppendFloat(float value, std::string* to) {
  constexpr int kDigitsMax = 9;  // enough for every float
  if (value == 0) value = 0;     // without a sign
  char text[32];
  for (int digits = 1; digits <= kDigitsMax; digits++) {
    std::snprintf(text, sizeof text, "%.*e", digits - 1, static_cast<double>(value));
    if (std::strtof(text, nullptr) == value) break;
  }
  // d.ddde+xx, written out.
  const Bytes shortest(text);
  const size_t mark = shortest.find('e');
  int exponent = std::atoi(text + mark + 1);
  std::string digits;
  for (const char c : shortest.substr(0, mark)) {
    if (c >= '0' && c <= '9') digits.push_back(c);
  }
  if (text[0] == '-') to->push_back('-');
  if (exponent < 0) {
    to->append("0.").append(static_cast<size_t>(-exponent - 1), '0').append(digits);
    return;
  }
  const size_t whole = static_cast<size_t>(exponent) + 1;
  if (digits.size() < whole) digits.append(whole - digits.size(), '0');
  to->append(digits, 0, whole).push_back('.');
  to->append(digits.size() > whole ? digits.substr(whole) : std::string("0"));
}

bool IsVector(const Value& value, uint32_t dimensions) {
  if (value.type() != AttributeType::kL || value.count() != dimensions) return false;
  ListReader elements(value);
  Value element;
  float unused = 0;
  while (elements.Next(&element)) {
    if (element.type() != AttributeType::kN || !ParseFloat(element.string(), &unused)) return false;
  }
  return true;
}

void ReadVector(const Value& value, std::vector<float>* floats) {
  floats->clear();
  ListReader elements(value);
  Value element;
  while (elements.Next(&element)) ParseFloat(element.string(), &floats->emplace_back());
}

float VectorScore(DistanceFunction function, const std::vector<float>& a,
                  const std::vector<float>& b) {
  double dot = 0;
  double a_squares = 0;
  double b_squares = 0;
  double squares = 0;
  for (size_t i = 0; i < a.size(); i++) {
    const double x = a[i];
    const double y = b[i];
    dot += x * y;
    a_squares += x * x;
    b_squares += y * y;
    squares += (x - y) * (x - y);
  }
  switch (function) {
    case DistanceFunction::kCosine:
      if (a_squares == 0 || b_squares == 0) return 1;
      return Rounded(1 - dot / std::sqrt(a_squares * b_squares));
    case DistanceFunction::kEuclidean:
      return Rounded(std::sqrt(squares));
    case DistanceFunction::kDotProduct:
      return Rounded(dot);
  }
  return 0;
}

}  // namespace hashrange::model
