#include "ops/plain_request.h"

namespace hashrange::ops {

using model::RequestTag;

bool ReadPlainRequest(const model::RequestValue& body, uint8_t table_name, uint8_t attributes,
                      uint8_t ignored, PlainRequest* request) {
  if (body.tag != RequestTag::kStructure) return false;
  Bytes rest = body.bytes;
  request->table_name = {};
  request->attributes = {};
  while (!rest.empty()) {
    uint8_t member = 0;
    model::RequestValue value;
    if (!base::GetByte(&rest, &member) || !model::ReadRequestValue(&rest, &value)) return false;
    if (member == table_name && value.tag == RequestTag::kString) {
      request->table_name = value.bytes;
    } else if (member == attributes && value.tag == RequestTag::kAttributeM) {
      request->attributes = value;
    } else if (member != ignored ||
               (value.tag != RequestTag::kTrue && value.tag != RequestTag::kFalse)) {
      return false;
    }
  }
  return !request->table_name.empty() && request->attributes.tag == RequestTag::kAttributeM;
}

}  // namespace hashrange::ops
