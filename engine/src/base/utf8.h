// UTF-8 questions: is it ASCII, is it well formed, how many UTF-16 units. Tested by utf8_test.cc.
#ifndef HASHRANGE_BASE_UTF8_H_
#define HASHRANGE_BASE_UTF8_H_

#include <cstdint>

#include "hashrange/bytes.h"

namespace hashrange::base {

bool IsAscii(Bytes text);

// Well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
bool IsUtf8(Bytes text);

// UTF-16 code units of well-formed UTF-8: one for each character, two above U+FFFF.
uint64_t Utf16Units(Bytes text);

}  // namespace hashrange::base

#endif  // HASHRANGE_BASE_UTF8_H_
