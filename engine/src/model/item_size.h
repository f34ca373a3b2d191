// Sizes as DynamoDB counts them, for limits and for capacity. Tested by item_size_test.cc.
#ifndef HASHRANGE_MODEL_ITEM_SIZE_H_
#define HASHRANGE_MODEL_ITEM_SIZE_H_

#include <cstdint>

#include "model/item.h"

namespace hashrange::model {

// Bytes of one value, its name not counted: S and B their length; N as NumberBytes; BOOL and NULL
// 1; sets the sum of their members; L and M 3 and, for each element, 1 and the element (names
// included for M). Source: AWS Developer Guide, "DynamoDB item sizes and formats"; paritysuite,
// measured 2026-10.
uint64_t ValueBytes(const Value& value);

// Bytes of an item given as its value of type M: names and values of its top-level attributes,
// without overhead. Checked against kItemBytesMax. Source: as above.
uint64_t ItemBytes(const Value& item);

// Bytes of a number in normalised decimal: 1 + ceil(integer digits / 2) + ceil(fraction digits /
// 2), + 1 when negative; zero costs 1. Integer digits do not count trailing zeros when there is no
// fraction; fraction digits do not count leading zeros when the integer part is 0. Source:
// paritysuite, measured 2026-10 (the published rule is wrong for odd counts).
uint64_t NumberBytes(Bytes normalised);

}  // namespace hashrange::model

#endif  // HASHRANGE_MODEL_ITEM_SIZE_H_
