// Is a value of request form of the type that its shape wants? The deserialiser's half of
// wire/request_reader. Tested by request_reader_test.cc.
#ifndef HASHRANGE_WIRE_TYPE_CHECK_H_
#define HASHRANGE_WIRE_TYPE_CHECK_H_

#include "hashrange/result.h"
#include "model/operation_shapes.h"
#include "model/request_form.h"

namespace hashrange::wire {

// Where a value stands: the service words some faults by it.
enum class Place : uint8_t { kField, kElement };

// Checks `value` and everything in it, in document order. Null passes everywhere. `typed`: see
// ReadRequest. Recursion is bounded by the shape's own depth and, for attribute values, by
// kCheckedLevelsMax.
Status CheckType(const model::Shape& shape, const model::RequestValue& value, Place place,
                 bool typed);

// Reads one member of a structure (0x08 or 0x09) from *rest, which is the end of structure.bytes.
// *member is null for a name that the shape does not know; *at is where the value begins in
// structure.bytes. False when the bytes are not request form.
bool ReadMember(const model::Shape& shape, const model::RequestValue& structure, Bytes* rest,
                const model::Member** member, model::RequestValue* value, size_t* at);

}  // namespace hashrange::wire

#endif  // HASHRANGE_WIRE_TYPE_CHECK_H_
