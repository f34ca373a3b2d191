// From a JSON body to request form, in one pass without a document tree. Knows no shapes: it writes
// the tags 0x00 to 0x08 only, numbers as spelled, members in the order sent with duplicates kept.
// Tested by json_reader_test.cc.
#ifndef HASHRANGE_WIRE_JSON_READER_H_
#define HASHRANGE_WIRE_JSON_READER_H_

#include <string>

#include "hashrange/result.h"

namespace hashrange::wire {

// Arrays and objects inside one another. The service's own limit is unknown; attribute values nest
// two levels each, and those that are merely too deep for DynamoDB (33 and more) must get its own
// answer.
inline constexpr size_t kJsonLevelsMax = 10'000;

// Appends `json`, which must be one object, to *request as a value of request form. Escapes of lone
// surrogates become U+FFFD, as the typed encoder does it. Errors: SerializationException without a
// message when the text is not JSON, not UTF-8, not an object, or nested too deep; *request is then
// as it was.
Status AppendJsonRequest(Bytes json, std::string* request);

}  // namespace hashrange::wire

#endif  // HASHRANGE_WIRE_JSON_READER_H_
