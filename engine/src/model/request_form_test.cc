#include "model/request_form.h"

#include <gtest/gtest.h>

#include <string>

#include "base/test_random.h"

namespace hashrange::model {
namespace {

std::string Tagged(RequestTag tag, Bytes rest = {}) {
  return std::string(1, static_cast<char>(tag)).append(rest);
}

std::string Text(Bytes text) {
  std::string bytes;
  base::PutFixed32(&bytes, static_cast<uint32_t>(text.size()));
  return bytes.append(text);
}

std::string Container(RequestTag tag, uint32_t count, Bytes elements) {
  std::string bytes = Tagged(tag);
  base::PutFixed32(&bytes, static_cast<uint32_t>(elements.size()));
  base::PutFixed32(&bytes, count);
  return bytes.append(elements);
}

std::string EveryKind() {
  const std::string leaf = Tagged(RequestTag::kAttributeS, Text("leaf"));
  return Tagged(RequestTag::kNull) + Tagged(RequestTag::kFalse) + Tagged(RequestTag::kTrue) +
         Tagged(RequestTag::kNumber, Text("1e5")) + Tagged(RequestTag::kString, Text("")) +
         Tagged(RequestTag::kBytes, Text(Bytes("\0\xff", 2))) +
         Container(RequestTag::kList, 2, Tagged(RequestTag::kTrue) + Tagged(RequestTag::kNull)) +
         Container(RequestTag::kMap, 1, Text("name") + leaf) +
         Container(RequestTag::kStructure, 1, '\3' + leaf) + leaf +
         Tagged(RequestTag::kAttributeN, Text("0042")) +
         Tagged(RequestTag::kAttributeB, Text("b")) +
         Container(RequestTag::kAttributeSS, 2, Text("b") + Text("b")) +
         Container(RequestTag::kAttributeNS, 1, Text("1")) +
         Container(RequestTag::kAttributeBS, 0, "") +
         Container(RequestTag::kAttributeM, 1, Text("a") + leaf) +
         Container(RequestTag::kAttributeL, 1, leaf) +
         Tagged(RequestTag::kAttributeNull, Bytes("\1", 1)) +
         Tagged(RequestTag::kAttributeBool, Bytes("\0", 1));
}

TEST(RequestForm, ReadsEveryKindOfValueInTurn) {
  const RequestTag tags[] = {
      RequestTag::kNull,         RequestTag::kFalse,       RequestTag::kTrue,
      RequestTag::kNumber,       RequestTag::kString,      RequestTag::kBytes,
      RequestTag::kList,         RequestTag::kMap,         RequestTag::kStructure,
      RequestTag::kAttributeS,   RequestTag::kAttributeN,  RequestTag::kAttributeB,
      RequestTag::kAttributeSS,  RequestTag::kAttributeNS, RequestTag::kAttributeBS,
      RequestTag::kAttributeM,   RequestTag::kAttributeL,  RequestTag::kAttributeNull,
      RequestTag::kAttributeBool};
  const std::string bytes = EveryKind();
  Bytes from = bytes;
  for (const RequestTag tag : tags) {
    RequestValue value;
    ASSERT_TRUE(ReadRequestValue(&from, &value)) << static_cast<int>(tag);
    EXPECT_EQ(value.tag, tag);
    EXPECT_EQ(value.is_attribute(), static_cast<int>(tag) > 0x10);
  }
  EXPECT_TRUE(from.empty());
}

TEST(RequestForm, GivesTextAndFlags) {
  const std::string bytes = Tagged(RequestTag::kAttributeN, Text("0042")) +
                            Tagged(RequestTag::kAttributeNull, Bytes("\0", 1)) +
                            Tagged(RequestTag::kAttributeBool, Bytes("\1", 1));
  Bytes from = bytes;
  RequestValue value;
  ASSERT_TRUE(ReadRequestValue(&from, &value));
  EXPECT_EQ(value.bytes, "0042");
  ASSERT_TRUE(ReadRequestValue(&from, &value));
  EXPECT_FALSE(value.flag());
  ASSERT_TRUE(ReadRequestValue(&from, &value));
  EXPECT_TRUE(value.flag());
}

TEST(RequestForm, KeepsOrderAndDuplicatesOfAMap) {
  const std::string bytes =
      Container(RequestTag::kMap, 3,
                Text("z") + Tagged(RequestTag::kTrue) + Text("a") +
                    Tagged(RequestTag::kNumber, Text("7")) + Text("z") + Tagged(RequestTag::kNull));
  Bytes from = bytes;
  RequestValue map;
  ASSERT_TRUE(ReadRequestValue(&from, &map));
  EXPECT_EQ(map.count, 3u);
  std::string names;
  Bytes rest = map.bytes, name;
  RequestValue member;
  for (uint32_t i = 0; i < map.count; i++) {
    ASSERT_TRUE(ReadRequestString(&rest, &name));
    ASSERT_TRUE(ReadRequestValue(&rest, &member));
    names.append(name);
  }
  EXPECT_EQ(names, "zaz");
  EXPECT_TRUE(rest.empty());
}

TEST(RequestForm, RefusesUnknownTags) {
  for (int tag = 0; tag < 256; tag++) {
    const bool known = tag <= 3 || (tag >= 5 && tag <= 9) || (tag >= 0x11 && tag <= 0x1a);
    const std::string bytes = std::string(1, static_cast<char>(tag)) + std::string(16, '\0');
    Bytes from = bytes;
    RequestValue value;
    EXPECT_EQ(ReadRequestValue(&from, &value), known) << tag;
  }
}

TEST(RequestForm, RefusesEveryCut) {
  for (const std::string& bytes : {Tagged(RequestTag::kString, Text("text")),
                                   Container(RequestTag::kList, 1, Tagged(RequestTag::kNull)),
                                   Tagged(RequestTag::kAttributeBool, Bytes("\1", 1)),
                                   Container(RequestTag::kAttributeSS, 1, Text("a"))}) {
    for (size_t length = 0; length < bytes.size(); length++) {
      const std::string cut = bytes.substr(0, length);
      Bytes from = cut;
      RequestValue value;
      EXPECT_FALSE(ReadRequestValue(&from, &value)) << length;
    }
  }
}

TEST(RequestForm, StringThatIsTooShortLeavesTheInputAlone) {
  const std::string bytes = Text("text").substr(0, 7);
  Bytes from = bytes, text = "kept";
  EXPECT_FALSE(ReadRequestString(&from, &text));
  EXPECT_EQ(from.size(), 7u);
  EXPECT_EQ(text, "kept");
}

TEST(RequestForm, NeverLeavesTheBytesWhateverTheyAre) {
  base::TestRandom random(10);
  const std::string whole = EveryKind();
  for (int i = 0; i < 20'000; i++) {
    std::string bytes = whole;
    for (uint32_t change = random.Below(4) + 1; change > 0; change--) {
      bytes[random.Below(static_cast<uint32_t>(bytes.size()))] =
          static_cast<char>(random.Below(256));
    }
    Bytes from = bytes;
    RequestValue value;
    while (ReadRequestValue(&from, &value)) {
      if (value.bytes.empty()) continue;
      ASSERT_GE(value.bytes.data(), bytes.data());
      ASSERT_LE(value.bytes.data() + value.bytes.size(), bytes.data() + bytes.size());
    }
  }
}

}  // namespace
}  // namespace hashrange::model
