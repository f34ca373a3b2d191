#include "model/md5.h"

#include <array>
#include <cmath>

namespace hashrange::naive {
namespace {

uint32_t Rotate(uint32_t x, int count) { return (x << count) | (x >> (32 - count)); }

// T[i] of the RFC: the integer part of 4294967296 times abs(sin(i + 1)).
const std::array<uint32_t, 64>& Sines() {
  static const std::array<uint32_t, 64> table = [] {
    std::array<uint32_t, 64> values{};
    for (size_t i = 0; i < 64; i++) {
      values[i] = static_cast<uint32_t>(
          std::floor(std::fabs(std::sin(static_cast<double>(i + 1))) * 4294967296.0));
    }
    return values;
  }();
  return table;
}

}  // namespace

uint64_t Md5First64(const std::string& message) {
  constexpr int kShifts[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
  std::string padded = message + '\x80';
  while (padded.size() % 64 != 56) padded += '\0';
  const uint64_t bits = static_cast<uint64_t>(message.size()) * 8;
  for (int i = 0; i < 8; i++) padded += static_cast<char>(bits >> (8 * i));

  std::array<uint32_t, 4> state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
  for (size_t block = 0; block < padded.size(); block += 64) {
    std::array<uint32_t, 16> words{};
    for (size_t i = 0; i < 64; i++) {
      words[i / 4] |= static_cast<uint32_t>(static_cast<unsigned char>(padded[block + i]))
                      << (8 * (i % 4));
    }
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    for (uint32_t i = 0; i < 64; i++) {
      uint32_t mixed = 0;
      uint32_t word = 0;
      switch (i / 16) {
        case 0:
          mixed = (b & c) | (~b & d);
          word = i;
          break;
        case 1:
          mixed = (b & d) | (c & ~d);
          word = (5 * i + 1) % 16;
          break;
        case 2:
          mixed = b ^ c ^ d;
          word = (3 * i + 5) % 16;
          break;
        default:
          mixed = c ^ (b | ~d);
          word = (7 * i) % 16;
          break;
      }
      const uint32_t next =
          b + Rotate(a + mixed + words[word] + Sines()[i], kShifts[i / 16][i % 4]);
      a = d;
      d = c;
      c = b;
      b = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
  }
  uint64_t first = 0;
  for (int i = 0; i < 8; i++) {
    first = first << 8 | ((state[static_cast<size_t>(i / 4)] >> (8 * (i % 4))) & 0xff);
  }
  return first;
}

}  // namespace hashrange::naive
