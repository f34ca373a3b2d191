// A plain request names a table and one attribute map in typed form, and nothing that asks for
// more: the GetItem and the PutItem that programs send most. It needs no general reading: a table
// that is found by its name has a valid name, and a map in typed form has the right types. Whatever
// is out of the ordinary is not plain, and the general way has the answer for it. Tested by
// plain_request_test.cc.
#ifndef HASHRANGE_OPS_PLAIN_REQUEST_H_
#define HASHRANGE_OPS_PLAIN_REQUEST_H_

#include "hashrange/bytes.h"
#include "model/request_form.h"

namespace hashrange::ops {

struct PlainRequest {
  Bytes table_name;
  model::RequestValue attributes;
};

// Reads a body whose members are exactly a string at index `table_name`, a typed map at index
// `attributes` and, if it is there, a boolean at `ignored`. False for any other.
bool ReadPlainRequest(const model::RequestValue& body, uint8_t table_name, uint8_t attributes,
                      uint8_t ignored, PlainRequest* request);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_PLAIN_REQUEST_H_
