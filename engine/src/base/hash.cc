#include "base/hash.h"

#include <cstring>

namespace hashrange::base {
namespace {

// floor(2^32 * |sin(i + 1)|). Source: RFC 1321, section 3.4.
constexpr uint32_t kSines[64] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
};
constexpr int kShifts[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
constexpr size_t kBlockBytes = 64;

uint32_t RotateLeft(uint32_t value, int by) { return value << by | value >> (32 - by); }

class Md5State {
 public:
  void Update(Bytes bytes) {
    total_ += bytes.size();
    if (pending_ > 0) {
      const size_t take =
          bytes.size() < kBlockBytes - pending_ ? bytes.size() : kBlockBytes - pending_;
      if (take > 0) std::memcpy(buffer_ + pending_, bytes.data(), take);
      pending_ += take;
      bytes.remove_prefix(take);
      if (pending_ < kBlockBytes) return;
      Block(buffer_);
      pending_ = 0;
    }
    for (; bytes.size() >= kBlockBytes; bytes.remove_prefix(kBlockBytes)) Block(bytes.data());
    if (!bytes.empty()) std::memcpy(buffer_, bytes.data(), bytes.size());
    pending_ = bytes.size();
  }

  // Pads with 0x80, zeros and the length in bits, to whole blocks.
  std::array<uint8_t, 16> Finish() {
    const uint64_t bits = total_ * 8;
    buffer_[pending_++] = static_cast<char>(0x80);
    if (pending_ > kBlockBytes - 8) {
      std::memset(buffer_ + pending_, 0, kBlockBytes - pending_);
      Block(buffer_);
      pending_ = 0;
    }
    std::memset(buffer_ + pending_, 0, kBlockBytes - 8 - pending_);
    std::memcpy(buffer_ + kBlockBytes - 8, &bits, 8);
    Block(buffer_);
    std::array<uint8_t, 16> digest;
    std::memcpy(digest.data(), state_, 16);
    return digest;
  }

 private:
  void Block(const char* at) {
    uint32_t words[16];
    std::memcpy(words, at, kBlockBytes);
    uint32_t a = state_[0], b = state_[1], c = state_[2], d = state_[3];
    // Four steps, after which the four words are in their places again.
    const auto steps = [&](auto mix, auto word, int round, int i) {
      const int* shifts = kShifts[round];
      const uint32_t* sines = kSines + round * 16 + i;
      a = b + RotateLeft(a + mix(b, c, d) + sines[0] + words[word(i) & 15], shifts[0]);
      d = a + RotateLeft(d + mix(a, b, c) + sines[1] + words[word(i + 1) & 15], shifts[1]);
      c = d + RotateLeft(c + mix(d, a, b) + sines[2] + words[word(i + 2) & 15], shifts[2]);
      b = c + RotateLeft(b + mix(c, d, a) + sines[3] + words[word(i + 3) & 15], shifts[3]);
    };
    const auto round = [&](auto mix, auto word, int number) {
      for (int i = 0; i < 16; i += 4) steps(mix, word, number, i);
    };
    using Word = uint32_t;
    round([](Word x, Word y, Word z) { return (x & y) | (~x & z); }, [](int i) { return i; }, 0);
    round([](Word x, Word y, Word z) { return (x & z) | (y & ~z); },
          [](int i) { return 5 * i + 1; }, 1);
    round([](Word x, Word y, Word z) { return x ^ y ^ z; }, [](int i) { return 3 * i + 5; }, 2);
    round([](Word x, Word y, Word z) { return y ^ (x | ~z); }, [](int i) { return 7 * i; }, 3);
    state_[0] += a;
    state_[1] += b;
    state_[2] += c;
    state_[3] += d;
  }

  uint32_t state_[4] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
  uint64_t total_ = 0;
  size_t pending_ = 0;
  char buffer_[kBlockBytes] = {};
};

}  // namespace

std::array<uint8_t, 16> Md5(Bytes a, Bytes b) {
  Md5State state;
  state.Update(a);
  state.Update(b);
  return state.Finish();
}

uint64_t Md5Prefix64(Bytes a, Bytes b) {
  const std::array<uint8_t, 16> digest = Md5(a, b);
  uint64_t prefix = 0;
  for (size_t i = 0; i < 8; i++) prefix = prefix << 8 | digest[i];
  return prefix;
}

}  // namespace hashrange::base
