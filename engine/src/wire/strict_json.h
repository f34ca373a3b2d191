// The fleet that answers SearchVectors reads JSON bodies with a deserialiser of its own: it refuses
// a null in the place of a required member, tells a missing one before all constraints, and says
// where in the body it was. Values inside the members are read as everywhere
// (wire/request_reader.h). Sources: paritysuite, measured eu-west-2 and us-east-1 2026-10-09;
// dynoxide, measured there 2026-08-13. Tested by strict_json_test.cc.
#ifndef HASHRANGE_WIRE_STRICT_JSON_H_
#define HASHRANGE_WIRE_STRICT_JSON_H_

#include "hashrange/result.h"
#include "model/operation_shapes.h"
#include "model/request_form.h"

namespace hashrange::wire {

// `json` must be one object and `body` what AppendJsonRequest made of it. Errors:
// SerializationException for the first member of a wrong type, in document order; then
// ValidationException for the first required member that is not there.
Status CheckStrictly(const model::Shape& structure, Bytes json, const model::RequestValue& body);

}  // namespace hashrange::wire

#endif  // HASHRANGE_WIRE_STRICT_JSON_H_
