// The ten attribute types of DynamoDB. The numbers are tags of item form, request form and response
// form: never renumber. Source: AWS API Reference, AttributeValue.
#ifndef HASHRANGE_MODEL_ATTRIBUTE_TYPE_H_
#define HASHRANGE_MODEL_ATTRIBUTE_TYPE_H_

#include <cstdint>

#include "hashrange/bytes.h"

namespace hashrange::model {

enum class AttributeType : uint8_t {
  kS = 1,
  kN = 2,
  kB = 3,
  kSS = 4,
  kNS = 5,
  kBS = 6,
  kM = 7,
  kL = 8,
  kNull = 9,
  kBool = 10,
};

// "S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL".
Bytes AttributeTypeName(AttributeType type);

// The type of that name; false when there is none. Case matters.
bool ParseAttributeType(Bytes name, AttributeType* type);

inline bool IsSet(AttributeType type) {
  return type == AttributeType::kSS || type == AttributeType::kNS || type == AttributeType::kBS;
}
inline bool IsScalarKey(AttributeType type) {
  return type == AttributeType::kS || type == AttributeType::kN || type == AttributeType::kB;
}

}  // namespace hashrange::model

#endif  // HASHRANGE_MODEL_ATTRIBUTE_TYPE_H_
