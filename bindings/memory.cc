// memcpy and memcmp for the Wasm module. Emscripten's own copy byte by byte when source and target
// are not aligned alike, which is how text lies; a GetItem spends a third of its time there. Wasm
// loads and stores of eight bytes need no alignment. The linker takes these in place of the
// library's. Built with -fno-builtin, so that the loops do not become calls of themselves. Tested
// by memory_test.cc.
#include <cstddef>
#include <cstdint>

namespace {

using Unaligned64 = uint64_t __attribute__((aligned(1), may_alias));
using Unaligned32 = uint32_t __attribute__((aligned(1), may_alias));

uint64_t Load64(const char* at) { return *reinterpret_cast<const Unaligned64*>(at); }
void Store64(char* at, uint64_t value) { *reinterpret_cast<Unaligned64*>(at) = value; }
uint32_t Load32(const char* at) { return *reinterpret_cast<const Unaligned32*>(at); }
void Store32(char* at, uint32_t value) { *reinterpret_cast<Unaligned32*>(at) = value; }

}  // namespace

extern "C" void* memcpy(void* target, const void* source, size_t bytes) {
  char* to = static_cast<char*>(target);
  const char* from = static_cast<const char*>(source);
  if (bytes >= 8) {
    // All but the last eight bytes in steps; the last eight again as a whole, which may overlap the
    // last step.
    const uint64_t last = Load64(from + bytes - 8);
    char* const last_at = to + bytes - 8;
    for (; bytes > 16; bytes -= 16, from += 16, to += 16) {
      const uint64_t first = Load64(from), second = Load64(from + 8);
      Store64(to, first);
      Store64(to + 8, second);
    }
    if (bytes > 8) Store64(to, Load64(from));
    Store64(last_at, last);
    return target;
  }
  if (bytes >= 4) {
    const uint32_t first = Load32(from), last = Load32(from + bytes - 4);
    Store32(to, first);
    Store32(to + bytes - 4, last);
    return target;
  }
  for (size_t i = 0; i < bytes; i++) to[i] = from[i];
  return target;
}

extern "C" int memcmp(const void* a, const void* b, size_t bytes) {
  const char* left = static_cast<const char*>(a);
  const char* right = static_cast<const char*>(b);
  while (bytes >= 8) {
    const uint64_t x = Load64(left), y = Load64(right);
    if (x != y) {
      // The first byte that differs is the lowest one: memory is little-endian.
      const int shift = __builtin_ctzll(x ^ y) & ~7;
      return static_cast<int>(x >> shift & 0xff) - static_cast<int>(y >> shift & 0xff);
    }
    left += 8;
    right += 8;
    bytes -= 8;
  }
  for (; bytes > 0; bytes--, left++, right++) {
    if (*left != *right)
      return static_cast<int>(static_cast<uint8_t>(*left)) -
             static_cast<int>(static_cast<uint8_t>(*right));
  }
  return 0;
}
