#include "base/utf8.h"

#include <cstring>

namespace hashrange::base {
namespace {

constexpr uint64_t kHighBits = 0x8080808080808080;

uint64_t Load64(const char* at) {
  uint64_t word;
  std::memcpy(&word, at, 8);
  return word;
}

bool IsContinuation(uint8_t byte) { return (byte & 0xc0) == 0x80; }

}  // namespace

bool IsAscii(Bytes text) {
  const char* at = text.data();
  size_t left = text.size();
  if (left < 8) {
    char any = 0;
    for (size_t i = 0; i < left; i++) any = static_cast<char>(any | at[i]);
    return (any & 0x80) == 0;
  }
  // The last word may overlap the one before: no tail to walk byte by byte.
  const char* last = at + left - 8;
  uint64_t any = Load64(last);
  for (; at < last; at += 8) any |= Load64(at);
  return (any & kHighBits) == 0;
}

// Second bytes are restricted after four first bytes: E0 and F0 would be overlong, ED a surrogate,
// F4 above U+10FFFF. Source: The Unicode Standard, table 3-7.
bool IsUtf8(Bytes text) {
  const auto* at = reinterpret_cast<const uint8_t*>(text.data());
  const uint8_t* end = at + text.size();
  while (at < end) {
    if (end - at >= 8 && (Load64(reinterpret_cast<const char*>(at)) & kHighBits) == 0) {
      at += 8;
      continue;
    }
    const uint8_t first = *at;
    if (first < 0x80) {
      at++;
      continue;
    }
    if (first < 0xc2 || first > 0xf4) return false;
    const int more = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    if (end - at <= more) return false;
    uint8_t low = 0x80, high = 0xbf;
    if (first == 0xe0) low = 0xa0;
    if (first == 0xed) high = 0x9f;
    if (first == 0xf0) low = 0x90;
    if (first == 0xf4) high = 0x8f;
    if (at[1] < low || at[1] > high) return false;
    for (int i = 2; i <= more; i++) {
      if (!IsContinuation(at[i])) return false;
    }
    at += more + 1;
  }
  return true;
}

uint32_t NextCodePoint(Bytes text, size_t* at) {
  const auto first = static_cast<uint8_t>(text[(*at)++]);
  if (first < 0x80) return first;
  const int more = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
  uint32_t code_point = first & (0x3fu >> more);
  for (int i = 0; i < more && *at < text.size(); i++)
    code_point = code_point << 6 | (static_cast<uint8_t>(text[(*at)++]) & 0x3fu);
  return code_point;
}

uint64_t Utf16Units(Bytes text) {
  uint64_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<uint8_t>(c);
    units += static_cast<uint64_t>(!IsContinuation(byte)) + static_cast<uint64_t>(byte >= 0xf0);
  }
  return units;
}

std::string MendUtf8(Bytes text) {
  std::string mended;
  while (!text.empty()) {
    const auto first = static_cast<uint8_t>(text.front());
    const size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    const Bytes character = text.substr(0, length);
    const bool whole = IsUtf8(character);
    mended.append(whole ? character : Bytes("\xef\xbf\xbd"));
    text.remove_prefix(whole ? character.size() : 1);
  }
  return mended;
}

}  // namespace hashrange::base
