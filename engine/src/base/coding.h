// Fixed-width little-endian integers and varints, as every byte format of the engine writes them.
//
//   fixed32/fixed64  little-endian          varint  7 bits a byte, low bits first, high bit set on
//   all but the last
//
// Writers append to a std::string. Readers advance a Bytes and return false, leaving it unchanged,
// when bytes are missing, or a varint is longer than it need be: what is read is written alike.
#ifndef HASHRANGE_BASE_CODING_H_
#define HASHRANGE_BASE_CODING_H_

#include <cstdint>
#include <cstring>
#include <string>

#include "hashrange/bytes.h"

namespace hashrange::base {

inline void StoreFixed32(char* at, uint32_t value) { std::memcpy(at, &value, 4); }
inline void StoreFixed64(char* at, uint64_t value) { std::memcpy(at, &value, 8); }
inline uint32_t LoadFixed32(const char* at) {
  uint32_t value;
  std::memcpy(&value, at, 4);
  return value;
}
inline uint64_t LoadFixed64(const char* at) {
  uint64_t value;
  std::memcpy(&value, at, 8);
  return value;
}

inline void PutFixed32(std::string* to, uint32_t value) {
  to->append(reinterpret_cast<const char*>(&value), 4);
}
inline void PutFixed64(std::string* to, uint64_t value) {
  to->append(reinterpret_cast<const char*>(&value), 8);
}

inline void PutVarint(std::string* to, uint64_t value) {
  while (value >= 0x80) {
    to->push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  to->push_back(static_cast<char>(value));
}

// varint(length) and the bytes.
inline void PutLengthPrefixed(std::string* to, Bytes bytes) {
  PutVarint(to, bytes.size());
  to->append(bytes);
}

inline bool GetFixed32(Bytes* from, uint32_t* value) {
  if (from->size() < 4) return false;
  *value = LoadFixed32(from->data());
  from->remove_prefix(4);
  return true;
}

inline bool GetFixed64(Bytes* from, uint64_t* value) {
  if (from->size() < 8) return false;
  *value = LoadFixed64(from->data());
  from->remove_prefix(8);
  return true;
}

inline bool GetByte(Bytes* from, uint8_t* value) {
  if (from->empty()) return false;
  *value = static_cast<uint8_t>(from->front());
  from->remove_prefix(1);
  return true;
}

inline bool GetVarint(Bytes* from, uint64_t* value) {
  uint64_t result = 0;
  for (size_t i = 0; i < from->size() && i < 10; i++) {
    const uint8_t byte = static_cast<uint8_t>((*from)[i]);
    result |= static_cast<uint64_t>(byte & 0x7f) << (7 * i);
    if (byte < 0x80) {
      const bool is_shortest = i == 0 || (byte != 0 && (i < 9 || byte == 1));
      if (!is_shortest) return false;
      *value = result;
      from->remove_prefix(i + 1);
      return true;
    }
  }
  return false;
}

inline bool GetLengthPrefixed(Bytes* from, Bytes* bytes) {
  Bytes rest = *from;
  uint64_t length = 0;
  if (!GetVarint(&rest, &length) || length > rest.size()) return false;
  *bytes = rest.substr(0, static_cast<size_t>(length));
  rest.remove_prefix(static_cast<size_t>(length));
  *from = rest;
  return true;
}

}  // namespace hashrange::base

#endif  // HASHRANGE_BASE_CODING_H_
