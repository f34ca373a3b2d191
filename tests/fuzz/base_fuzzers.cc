// Fuzzers of the base layer and of numbers, each against a twin that is slow and obviously right.
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "base/base64.h"
#include "base/coding.h"
#include "base/crc32c.h"
#include "base/utf8.h"
#include "fuzz/fuzzers.h"
#include "fuzz/input.h"
#include "model/item_size.h"
#include "model/number.h"

namespace hashrange::fuzz {
namespace {

// The code points of a text; false when it is not well-formed. Source: Unicode Standard, table 3-7.
bool SlowUtf8(Bytes text, std::vector<uint32_t>* points) {
  size_t at = 0;
  const auto byte = [&](size_t i) { return i < text.size() ? static_cast<uint8_t>(text[i]) : 0u; };
  while (at < text.size()) {
    const uint32_t first = byte(at);
    size_t length = 0;
    uint32_t point = 0;
    if (first < 0x80) {
      length = 1, point = first;
    } else if (first >= 0xc0 && first < 0xe0) {
      length = 2, point = first & 0x1f;
    } else if (first >= 0xe0 && first < 0xf0) {
      length = 3, point = first & 0x0f;
    } else if (first >= 0xf0 && first < 0xf8) {
      length = 4, point = first & 0x07;
    } else {
      return false;
    }
    for (size_t i = 1; i < length; i++) {
      if ((byte(at + i) & 0xc0) != 0x80) return false;
      point = point << 6 | (byte(at + i) & 0x3f);
    }
    constexpr uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (point < kSmallest[length] || point > 0x10ffff || (point >= 0xd800 && point < 0xe000))
      return false;
    points->push_back(point);
    at += length;
  }
  return true;
}

int SignOf(int order) { return order < 0 ? -1 : order > 0 ? 1 : 0; }

// A normalised number blown up to fixed point: a sign, 127 integer digits and 170 fraction digits.
struct FixedPoint {
  bool negative = false;
  std::string digits;

  explicit FixedPoint(Bytes normalised) {
    if (normalised.front() == '-') {
      negative = true;
      normalised.remove_prefix(1);
    }
    const size_t point = std::min(normalised.find('.'), normalised.size());
    digits = std::string(127 - point, '0').append(normalised.substr(0, point));
    if (point < normalised.size()) digits.append(normalised.substr(point + 1));
    digits.resize(127 + 170, '0');
  }
};

int SlowCompare(Bytes a, Bytes b) {
  const FixedPoint x(a), y(b);
  if (x.negative != y.negative) return x.negative ? -1 : 1;
  const int order = SignOf(x.digits.compare(y.digits));
  return x.negative ? -order : order;
}

std::string Normalised(const model::Number& number) {
  std::string text;
  number.AppendNormalised(&text);
  return text;
}

std::string Ordered(const model::Number& number) {
  std::string bytes;
  number.AppendOrdered(&bytes);
  return bytes;
}

// One text as a number: parsing, normalising and recognising agree.
void CheckText(Bytes text, std::vector<model::Number>* numbers) {
  model::Number number;
  const model::NumberFault fault = model::Number::Parse(text, &number);
  std::string normalised = "?";
  FUZZ_EXPECT(model::NormaliseNumber(text, &normalised) == fault);
  FUZZ_EXPECT(fault == model::NumberFault::kNone || normalised == "?");
  if (fault != model::NumberFault::kNone) {
    FUZZ_EXPECT(!model::IsNormalisedNumber(text));
    return;
  }
  normalised.erase(0, 1);
  FUZZ_EXPECT(model::IsNormalisedNumber(normalised));
  FUZZ_EXPECT(normalised == Normalised(number));
  FUZZ_EXPECT(model::IsNormalisedNumber(text) == (text == Bytes(normalised)));
  model::Number again;
  FUZZ_EXPECT(model::Number::Parse(normalised, &again) == model::NumberFault::kNone);
  FUZZ_EXPECT(Normalised(again) == normalised);
  FUZZ_EXPECT(Ordered(again) == Ordered(number));
  FUZZ_EXPECT(model::NumberBytes(normalised) >= 1 && model::NumberBytes(normalised) <= 22);
  if (numbers->size() < 6) numbers->push_back(number);
}

void CheckPair(const model::Number& a, const model::Number& b) {
  const std::string text_of_a = Normalised(a), text_of_b = Normalised(b);
  const int order = SlowCompare(text_of_a, text_of_b);
  FUZZ_EXPECT(SignOf(model::CompareNumbers(text_of_a, text_of_b)) == order);
  FUZZ_EXPECT(SignOf(Ordered(a).compare(Ordered(b))) == order);

  model::Number sum, turned, difference;
  const model::NumberFault fault = model::Number::Add(a, b, &sum);
  FUZZ_EXPECT(model::Number::Add(b, a, &turned) == fault);
  if (fault == model::NumberFault::kNone) {
    FUZZ_EXPECT(model::IsNormalisedNumber(Normalised(sum)));
    FUZZ_EXPECT(Normalised(sum) == Normalised(turned));
    model::Number back;
    FUZZ_EXPECT(model::Number::Subtract(sum, b, &back) == model::NumberFault::kNone);
    FUZZ_EXPECT(Normalised(back) == text_of_a);
  }
  if (model::Number::Subtract(a, b, &difference) == model::NumberFault::kNone) {
    const std::string text = Normalised(difference);
    FUZZ_EXPECT(model::IsNormalisedNumber(text));
    FUZZ_EXPECT(SlowCompare(text, "0") == order);
  }
}

}  // namespace

void FuzzNumber(Bytes bytes) {
  Input input(bytes);
  std::vector<model::Number> numbers;
  do {
    CheckText(input.Until(' '), &numbers);
  } while (!input.empty());
  for (const model::Number& a : numbers) {
    for (const model::Number& b : numbers) CheckPair(a, b);
  }
}

void FuzzBase64(Bytes input) {
  std::string decoded = "kept";
  const base::Base64Fault fault = base::DecodeBase64(input, &decoded);
  FUZZ_EXPECT(decoded.substr(0, 4) == "kept");
  FUZZ_EXPECT(fault == base::Base64Fault::kNone || decoded == "kept");
  std::string text;
  if (fault == base::Base64Fault::kNone) {
    base::AppendBase64(&text, Bytes(decoded).substr(4));
    FUZZ_EXPECT(Bytes(text) == input);
  }
  text.clear();
  base::AppendBase64(&text, input);
  decoded.clear();
  FUZZ_EXPECT(text.size() == (input.size() + 2) / 3 * 4);
  FUZZ_EXPECT(base::DecodeBase64(text, &decoded) == base::Base64Fault::kNone);
  FUZZ_EXPECT(Bytes(decoded) == input);
}

void FuzzUtf8(Bytes input) {
  std::vector<uint32_t> points;
  const bool well_formed = SlowUtf8(input, &points);
  FUZZ_EXPECT(base::IsUtf8(input) == well_formed);
  const bool ascii = std::all_of(input.begin(), input.end(),
                                 [](char c) { return static_cast<uint8_t>(c) < 0x80; });
  FUZZ_EXPECT(base::IsAscii(input) == ascii);
  // Of ill-formed text it only has to come back.
  const uint64_t units = base::Utf16Units(input);
  if (!well_formed) return;
  uint64_t expected = 0;
  for (uint32_t point : points) expected += point > 0xffff ? 2 : 1;
  FUZZ_EXPECT(units == expected);
}

// Input: a stream of integers and strings, read by what each byte in turn says, and written again:
// what is read is what would be written.
void FuzzCoding(Bytes input) {
  Bytes rest = input;
  std::string written;
  uint8_t kind = 0;
  while (base::GetByte(&rest, &kind)) {
    written.push_back(static_cast<char>(kind));
    const Bytes before = rest;
    uint32_t word = 0;
    uint64_t long_word = 0;
    Bytes bytes;
    bool read = false;
    switch (kind % 4) {
      case 0:
        read = base::GetFixed32(&rest, &word);
        if (read) base::PutFixed32(&written, word);
        break;
      case 1:
        read = base::GetFixed64(&rest, &long_word);
        if (read) base::PutFixed64(&written, long_word);
        break;
      case 2:
        read = base::GetVarint(&rest, &long_word);
        if (read) base::PutVarint(&written, long_word);
        break;
      default:
        read = base::GetLengthPrefixed(&rest, &bytes);
        if (read) {
          FUZZ_EXPECT(bytes.data() >= input.data() && bytes.data() + bytes.size() == rest.data());
          base::PutLengthPrefixed(&written, bytes);
        }
    }
    FUZZ_EXPECT(rest.size() <= before.size());
    if (!read) {
      FUZZ_EXPECT(rest.data() == before.data() && rest.size() == before.size());
      return;
    }
    FUZZ_EXPECT(input.substr(0, written.size()) == Bytes(written));
  }
}

void FuzzCrc32c(Bytes input) {
  uint32_t slow = 0xffffffffu;
  for (const char c : input) {
    slow ^= static_cast<uint8_t>(c);
    for (int bit = 0; bit < 8; bit++) slow = slow >> 1 ^ ((slow & 1) != 0 ? 0x82f63b78u : 0);
  }
  slow = ~slow;
  FUZZ_EXPECT(base::Crc32c(input) == slow);
  const size_t middle = input.empty() ? 0 : static_cast<uint8_t>(input[0]) % (input.size() + 1);
  FUZZ_EXPECT(base::Crc32c(input.substr(middle), base::Crc32c(input.substr(0, middle))) == slow);
}

}  // namespace hashrange::fuzz
