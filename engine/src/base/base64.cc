#include "base/base64.h"

#include <array>

namespace hashrange::base {
namespace {

constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr uint8_t kInvalid = 0xff;

constexpr std::array<uint8_t, 256> MakeValues() {
  std::array<uint8_t, 256> values{};
  for (uint8_t& value : values) value = kInvalid;
  for (uint8_t i = 0; i < 64; i++) values[static_cast<uint8_t>(kAlphabet[i])] = i;
  return values;
}

constexpr std::array<uint8_t, 256> kValues = MakeValues();

uint32_t ValueOf(char c) { return kValues[static_cast<uint8_t>(c)]; }

}  // namespace

void AppendBase64(std::string* to, Bytes bytes) {
  to->reserve(to->size() + (bytes.size() + 2) / 3 * 4);
  const auto byte = [bytes](size_t i) -> uint32_t {
    return i < bytes.size() ? static_cast<uint8_t>(bytes[i]) : 0;
  };
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const uint32_t group = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    const size_t present = bytes.size() - i;
    to->push_back(kAlphabet[group >> 18]);
    to->push_back(kAlphabet[(group >> 12) & 63]);
    to->push_back(present > 1 ? kAlphabet[(group >> 6) & 63] : '=');
    to->push_back(present > 2 ? kAlphabet[group & 63] : '=');
  }
}

Base64Fault DecodeBase64(Bytes text, std::string* to) {
  Bytes data = text;
  for (int i = 0; i < 2 && !data.empty() && data.back() == '='; i++) data.remove_suffix(1);
  for (const char c : data) {
    if (ValueOf(c) == kInvalid) return Base64Fault::kNotBase64;
  }
  if (text.size() % 4 != 0) return Base64Fault::kLength;

  const size_t whole = data.size() / 4 * 4;
  const size_t rest =
      data.size() - whole;  // 0, 2 or 3: at most two pads were taken off a multiple of 4
  uint32_t tail = 0;
  if (rest >= 2) tail = ValueOf(data[whole]) << 18 | ValueOf(data[whole + 1]) << 12;
  if (rest == 3) tail |= ValueOf(data[whole + 2]) << 6;
  if ((rest == 2 && (tail & 0xffff) != 0) || (rest == 3 && (tail & 0xff) != 0)) {
    return Base64Fault::kTrailingBits;
  }

  to->reserve(to->size() + text.size() / 4 * 3);
  for (size_t i = 0; i < whole; i += 4) {
    const uint32_t group = ValueOf(data[i]) << 18 | ValueOf(data[i + 1]) << 12 |
                           ValueOf(data[i + 2]) << 6 | ValueOf(data[i + 3]);
    to->push_back(static_cast<char>(group >> 16));
    to->push_back(static_cast<char>(group >> 8));
    to->push_back(static_cast<char>(group));
  }
  if (rest >= 2) to->push_back(static_cast<char>(tail >> 16));
  if (rest == 3) to->push_back(static_cast<char>(tail >> 8));
  return Base64Fault::kNone;
}

}  // namespace hashrange::base
