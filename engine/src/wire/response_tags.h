// The tags of response form (engine/doc/boundary_format.md) beyond those of item form.
#ifndef HASHRANGE_WIRE_RESPONSE_TAGS_H_
#define HASHRANGE_WIRE_RESPONSE_TAGS_H_

#include <cstdint>

namespace hashrange::wire {

enum ResponseTag : uint8_t {
  kResponseChunk = 0x0f,
  kResponseNull = 0x10,
  kResponseFalse = 0x11,
  kResponseTrue = 0x12,
  kResponseNumber = 0x13,
  kResponseTimestamp = 0x14,
  kResponseString = 0x15,
  kResponseBlob = 0x16,
  kResponseList = 0x17,
  kResponseMap = 0x18,
  kResponseStructure = 0x19,
};

inline constexpr uint8_t kResponseStatusOutput = 0;
inline constexpr uint8_t kResponseStatusError = 1;

}  // namespace hashrange::wire

#endif  // HASHRANGE_WIRE_RESPONSE_TAGS_H_
