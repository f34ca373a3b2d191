#include "model/attribute_type.h"

#include <gtest/gtest.h>

namespace hashrange::model {
namespace {

TEST(AttributeType, NamesGoBothWays) {
  const Bytes names[] = {"S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL"};
  uint8_t tag = 1;
  for (const Bytes name : names) {
    EXPECT_EQ(AttributeTypeName(static_cast<AttributeType>(tag)), name);
    AttributeType type;
    ASSERT_TRUE(ParseAttributeType(name, &type));
    EXPECT_EQ(static_cast<uint8_t>(type), tag);
    tag++;
  }
}

TEST(AttributeType, RefusesOtherNames) {
  AttributeType type = AttributeType::kL;
  for (const char* name : {"", "s", "X", "null", "Bool", "SSS", "S "})
    EXPECT_FALSE(ParseAttributeType(name, &type));
  EXPECT_EQ(type, AttributeType::kL);
}

TEST(AttributeType, KnowsSetsAndKeyTypes) {
  for (uint8_t tag = 1; tag <= 10; tag++) {
    const auto type = static_cast<AttributeType>(tag);
    EXPECT_EQ(IsSet(type), tag >= 4 && tag <= 6);
    EXPECT_EQ(IsScalarKey(type), tag <= 3);
  }
}

}  // namespace
}  // namespace hashrange::model
