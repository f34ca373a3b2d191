// Base64 with the standard alphabet and padding. Source: RFC 4648, section 4. Tested by
// base64_test.cc.
#ifndef HASHRANGE_BASE_BASE64_H_
#define HASHRANGE_BASE_BASE64_H_

#include <cstdint>
#include <string>

#include "hashrange/bytes.h"

namespace hashrange::base {

void AppendBase64(std::string* to, Bytes bytes);

enum class Base64Fault : uint8_t { kNone, kNotBase64, kLength, kTrailingBits };

// Decodes and appends to *to. kNotBase64: a character outside the alphabet, or padding elsewhere
// than at the end; kLength: not a multiple of 4; kTrailingBits: bits set that the padding cuts off.
// Checked in that order; *to is unchanged on a fault.
Base64Fault DecodeBase64(Bytes text, std::string* to);

}  // namespace hashrange::base

#endif  // HASHRANGE_BASE_BASE64_H_
