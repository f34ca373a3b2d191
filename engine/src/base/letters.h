// Letters, digits and spaces of any script: the Unicode general categories L, N and Z. Marks are none
// of them: a letter counts with its accent when both are one character. Tested by letters_test.cc.
#ifndef HASHRANGE_BASE_LETTERS_H_
#define HASHRANGE_BASE_LETTERS_H_

#include <cstdint>

#include "hashrange/bytes.h"

namespace hashrange::base {

bool IsLetterDigitOrSpace(uint32_t code_point);

// Whether the text is UTF-8, and every character of it such a one, or one of the ASCII `signs`.
bool HasOnlyLettersDigitsSpaces(Bytes text, Bytes signs);

}  // namespace hashrange::base

#endif  // HASHRANGE_BASE_LETTERS_H_
