// Request form: what a host hands to the engine. The grammar is in engine/doc/boundary_format.md.
// These views do not own and check every length: bytes that are not request form make a read answer
// false, never a read outside. Tested by request_form_test.cc.
#ifndef HASHRANGE_MODEL_REQUEST_FORM_H_
#define HASHRANGE_MODEL_REQUEST_FORM_H_

#include <cstdint>

#include "base/coding.h"
#include "hashrange/bytes.h"

namespace hashrange::model {

enum class RequestTag : uint8_t {
  kNull = 0x00,
  kFalse = 0x01,
  kTrue = 0x02,
  kNumber = 0x03,
  kString = 0x05,
  kBytes = 0x06,
  kList = 0x07,
  kMap = 0x08,
  kStructure = 0x09,
  // Attribute values: 0x10 + AttributeType.
  kAttributeS = 0x11,
  kAttributeN = 0x12,
  kAttributeB = 0x13,
  kAttributeSS = 0x14,
  kAttributeNS = 0x15,
  kAttributeBS = 0x16,
  kAttributeM = 0x17,
  kAttributeL = 0x18,
  kAttributeNull = 0x19,
  kAttributeBool = 0x1a,
};

inline constexpr uint8_t kRequestFlagTyped = 1;
inline constexpr size_t kRequestHeaderBytes = 18;  // now_ms entropy operation flags

// One value. `bytes` is the text or the bytes of a string, number, S, N or B; the elements of a
// list, map, structure or set; the one byte of NULL and BOOL; empty otherwise. `count` counts
// elements.
struct RequestValue {
  RequestTag tag = RequestTag::kNull;
  uint32_t count = 0;
  Bytes bytes;

  bool is_attribute() const { return tag >= RequestTag::kAttributeS; }
  bool flag() const { return bytes[0] != 0; }  // of NULL and BOOL
};

inline bool ReadRequestString(Bytes* from, Bytes* text) {
  uint32_t length = 0;
  Bytes rest = *from;
  if (!base::GetFixed32(&rest, &length) || length > rest.size()) return false;
  *text = rest.substr(0, length);
  rest.remove_prefix(length);
  *from = rest;
  return true;
}

// Reads the value at the front of *from and advances past it. False when the bytes are not a value;
// *from is then unspecified.
inline bool ReadRequestValue(Bytes* from, RequestValue* value) {
  uint8_t tag = 0;
  if (!base::GetByte(from, &tag)) return false;
  value->tag = static_cast<RequestTag>(tag);
  value->count = 0;
  value->bytes = {};
  switch (value->tag) {
    case RequestTag::kNull:
    case RequestTag::kFalse:
    case RequestTag::kTrue:
      return true;
    case RequestTag::kNumber:
    case RequestTag::kString:
    case RequestTag::kBytes:
    case RequestTag::kAttributeS:
    case RequestTag::kAttributeN:
    case RequestTag::kAttributeB:
      return ReadRequestString(from, &value->bytes);
    case RequestTag::kList:
    case RequestTag::kMap:
    case RequestTag::kStructure:
    case RequestTag::kAttributeSS:
    case RequestTag::kAttributeNS:
    case RequestTag::kAttributeBS:
    case RequestTag::kAttributeM:
    case RequestTag::kAttributeL: {
      uint32_t length = 0;
      if (!base::GetFixed32(from, &length) || !base::GetFixed32(from, &value->count) ||
          length > from->size())
        return false;
      value->bytes = from->substr(0, length);
      from->remove_prefix(length);
      return true;
    }
    case RequestTag::kAttributeNull:
    case RequestTag::kAttributeBool:
      if (from->empty()) return false;
      value->bytes = from->substr(0, 1);
      from->remove_prefix(1);
      return true;
  }
  return false;
}

// A boolean may be sent as text: "true", "1" and "yes" in any case, likewise "false", "0" and "no".
// False for any other text. Source: dynalite, observed on AWS.
inline bool ParseBoolean(Bytes text, bool* value) {
  constexpr Bytes kWords[] = {"false", "0", "no", "true", "1", "yes"};
  for (size_t word = 0; word < 6; word++) {
    bool equal = text.size() == kWords[word].size();
    for (size_t i = 0; equal && i < text.size(); i++) {
      const char c = text[i];
      equal = (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) == kWords[word][i];
    }
    if (!equal) continue;
    *value = word >= 3;
    return true;
  }
  return false;
}

// The boolean of a value that was checked to be one.
inline bool BooleanOf(const RequestValue& value) {
  bool parsed = false;
  switch (value.tag) {
    case RequestTag::kTrue:
      return true;
    case RequestTag::kString:
      return ParseBoolean(value.bytes, &parsed) && parsed;
    case RequestTag::kAttributeNull:
    case RequestTag::kAttributeBool:
      return value.flag();
    default:
      return false;
  }
}

}  // namespace hashrange::model

#endif  // HASHRANGE_MODEL_REQUEST_FORM_H_
