#include "model/attribute_type.h"

#include "base/check.h"

namespace hashrange::model {
namespace {

constexpr Bytes kNames[] = {"", "S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL"};

}  // namespace

Bytes AttributeTypeName(AttributeType type) {
  const auto index = static_cast<size_t>(type);
  HR_CHECK(index >= 1 && index <= 10);
  return kNames[index];
}

bool ParseAttributeType(Bytes name, AttributeType* type) {
  for (uint8_t i = 1; i <= 10; i++) {
    if (kNames[i] == name) {
      *type = static_cast<AttributeType>(i);
      return true;
    }
  }
  return false;
}

}  // namespace hashrange::model
