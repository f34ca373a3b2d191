// The value that a violated constraint echoes, as the service prints it: Java's toString form, or
// JSON where the shape says so. Tested by constraints_test.cc.
#ifndef HASHRANGE_WIRE_CONSTRAINT_ECHO_H_
#define HASHRANGE_WIRE_CONSTRAINT_ECHO_H_

#include <string>

#include "model/operation_shapes.h"
#include "model/request_form.h"

namespace hashrange::wire {

// KeySchemaElement(attributeName=pk, keyType=HASH), or {"t":{"Keys":[{"pk":{"S":"a"}}]}}: see
// model::Echo. Maps are printed in the order sent. Attribute values deeper than kEchoedLevelsMax
// are cut off; whatever the service does with them is not known.
std::string EchoOf(const model::Shape& shape, const model::RequestValue& checked);

inline constexpr int kEchoedLevelsMax = 32;

// The name of a member as Java spells it: "tableName".
std::string JavaName(Bytes name);

}  // namespace hashrange::wire

#endif  // HASHRANGE_WIRE_CONSTRAINT_ECHO_H_
