// From response form to the JSON that a DynamoDB endpoint answers: blobs in base64, timestamps in
// seconds, integers without a fraction and doubles with one ("CapacityUnits":1.0), attribute values
// in typed JSON. Tested by json_writer_test.cc.
#ifndef HASHRANGE_WIRE_JSON_WRITER_H_
#define HASHRANGE_WIRE_JSON_WRITER_H_

#include <string>

#include "hashrange/bytes.h"
#include "model/item.h"

namespace hashrange::wire {

// Appends the body of `response`, which the engine wrote, to *json and returns its HTTP status. An
// error becomes an error envelope.
int AppendJsonResponse(Bytes response, std::string* json);

// Appends one attribute value: {"S":"a"}.
void AppendJsonValue(const model::Value& value, std::string* json);

// Appends the members of an attribute value of type M as an object: {"pk":{"S":"a"}}.
void AppendJsonAttributes(const model::Value& map, std::string* json);

// Appends the shortest spelling that reads back as the same number, with a fraction: 1.0, 0.5.
void AppendJsonDouble(double value, std::string* json);

// Appends text as a JSON string, quoted. Well-formed UTF-8 stays as it is.
void AppendJsonString(Bytes text, std::string* json);

}  // namespace hashrange::wire

#endif  // HASHRANGE_WIRE_JSON_WRITER_H_
