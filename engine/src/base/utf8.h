// UTF-8 questions: is it ASCII, is it well formed, which characters, how many UTF-16 units; and mending
// what is not.
// Tested by utf8_test.cc.
#ifndef HASHRANGE_BASE_UTF8_H_
#define HASHRANGE_BASE_UTF8_H_

#include <cstdint>
#include <string>

#include "hashrange/bytes.h"

namespace hashrange::base {

bool IsAscii(Bytes text);

// Well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
bool IsUtf8(Bytes text);

// The code point of the character that begins at `*at`, which goes behind it. Of text that is not
// well formed it is some number, and `*at` stays within it.
uint32_t NextCodePoint(Bytes text, size_t* at);

// UTF-16 code units of well-formed UTF-8: one for each character, two above U+FFFF.
uint64_t Utf16Units(Bytes text);

// The text with U+FFFD for every byte that is not part of a well-formed character.
std::string MendUtf8(Bytes text);

}  // namespace hashrange::base

#endif  // HASHRANGE_BASE_UTF8_H_
