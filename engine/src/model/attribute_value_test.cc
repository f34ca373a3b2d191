#include "model/attribute_value.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace hashrange::model {
namespace {

// Builds request form, typed or in JSON form.
class Request {
 public:
  static std::string Text(char tag, Bytes text) {
    std::string form(1, tag);
    AppendText(&form, text);
    return form;
  }
  static std::string Flag(char tag, bool value) { return std::string{tag, value ? '\1' : '\0'}; }
  static std::string Container(char tag, const std::vector<std::string>& parts) {
    std::string body;
    for (const std::string& part : parts) body += part;
    std::string form(1, tag);
    base::PutFixed32(&form, static_cast<uint32_t>(body.size()));
    base::PutFixed32(&form, static_cast<uint32_t>(parts.size()));
    return form + body;
  }
  static std::string Bare(Bytes text) {
    std::string form;
    AppendText(&form, text);
    return form;
  }
  static std::string Named(Bytes name, const std::string& value) { return Bare(name) + value; }
  // {"S": "a"} as the JSON transcoder writes it.
  static std::string Json(Bytes type, const std::string& value) {
    return Container('\x08', {Named(type, value)});
  }

 private:
  static void AppendText(std::string* to, Bytes text) {
    base::PutFixed32(to, static_cast<uint32_t>(text.size()));
    to->append(text);
  }
};

using R = Request;

// The item form of a map with that content, or the error's message.
std::string Decode(const std::string& map, ValueLayer layer = ValueLayer::kCurrent) {
  Bytes rest = map;
  RequestValue value;
  EXPECT_TRUE(ReadRequestValue(&rest, &value));
  AttributeValueDecoder decoder;
  ItemBuilder builder;
  Status status = decoder.DecodeMap(value, layer, &builder);
  if (!status.ok()) return status.error().message();
  std::string form;
  builder.Finish(&form);
  EXPECT_TRUE(IsItem(form));
  return form;
}

std::string One(const std::string& value, ValueLayer layer = ValueLayer::kCurrent) {
  return Decode(R::Container('\x17', {R::Named("a", value)}), layer);
}

TEST(AttributeValue, BothFormsOfARequestGiveTheSameItem) {
  const std::string typed = R::Container(
      '\x17',
      {R::Named("b", R::Text('\x13', Bytes("\0\xff", 2))), R::Named("n", R::Text('\x12', "+01.50")),
       R::Named("ns", R::Container('\x15', {R::Bare("2"), R::Bare("10"), R::Bare("1e0")})),
       R::Named("a", R::Container('\x18', {R::Text('\x11', "x"), R::Flag('\x1a', true),
                                           R::Flag('\x19', true)}))});
  const std::string json = R::Container(
      '\x08',
      {R::Named("b", R::Json("B", R::Text('\x05', "AP8="))),
       R::Named("n", R::Json("N", R::Text('\x05', "+01.50"))),
       R::Named("ns",
                R::Json("NS", R::Container('\x07', {R::Text('\x05', "2"), R::Text('\x05', "10"),
                                                    R::Text('\x05', "1e0")}))),
       R::Named("a",
                R::Json("L", R::Container('\x07', {R::Json("S", R::Text('\x05', "x")),
                                                   R::Json("BOOL", std::string(1, '\x02')),
                                                   R::Json("NULL", std::string(1, '\x02'))})))});
  EXPECT_EQ(Decode(typed), Decode(json));
  const std::string form = Decode(typed);
  const ItemView item(form);
  EXPECT_EQ(item.Find("n").string(), "1.5");
  SetReader members(item.Find("ns"));
  Bytes member;
  std::string order;
  while (members.Next(&member)) order += std::string(member) + " ";
  EXPECT_EQ(order, "1 2 10 ");
}

TEST(AttributeValue, OfANameThatStandsTwiceTheLastCounts) {
  const std::string form = Decode(R::Container(
      '\x17', {R::Named("z", R::Text('\x11', "1")), R::Named("a", R::Text('\x11', "2")),
               R::Named("z", R::Text('\x11', "3"))}));
  EXPECT_EQ(ItemView(form).Find("z").string(), "3");
  EXPECT_EQ(ItemView(form).root().count(), 2u);
}

TEST(AttributeValue, ManyMembersInAnyOrderGiveTheSameItem) {
  std::vector<std::string> members;
  for (int i = 0; i < 60; i++) {
    members.push_back(
        R::Named("n" + std::to_string(i * 37 % 60), R::Text('\x12', std::to_string(i))));
  }
  for (const size_t count : {2u, 3u, 10u, 24u, 25u, 60u}) {
    std::vector<std::string> some(members.begin(), members.begin() + static_cast<ptrdiff_t>(count));
    const std::string forward = Decode(R::Container('\x17', some));
    std::reverse(some.begin(), some.end());
    EXPECT_EQ(Decode(R::Container('\x17', some)), forward) << count;
  }
}

TEST(AttributeValue, EmptyAndAmbiguousValuesAreRefused) {
  EXPECT_EQ(
      One(R::Container('\x08', {})),
      "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
  EXPECT_EQ(One(R::Container('\x08', {R::Named("S", R::Text('\x05', "a")),
                                      R::Named("N", R::Text('\x05', "1"))})),
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of "
            "the supported "
            "datatypes");
  EXPECT_EQ(One(R::Flag('\x19', false)),
            "One or more parameter values were invalid: Null attribute value types must have the "
            "value of true");
  EXPECT_EQ(Decode(R::Container('\x17', {R::Named("", R::Text('\x11', "x"))})),
            "Empty attribute name");
  EXPECT_EQ(Decode(R::Container('\x17', {R::Named(std::string(65536, 'n'), R::Text('\x11', "x"))})),
            "Attribute name is too large, must be less than 65536 bytes");
  EXPECT_NE(Decode(R::Container('\x17', {R::Named(std::string(65535, 'n'), R::Text('\x11', "x"))}))
                .size(),
            0u);
}

TEST(AttributeValue, EmptySetsAreRefusedInTheirOwnWords) {
  EXPECT_EQ(One(R::Container('\x14', {})),
            "One or more parameter values were invalid: An string set  may not be empty");
  EXPECT_EQ(One(R::Container('\x15', {})),
            "One or more parameter values were invalid: An number set  may not be empty");
  EXPECT_EQ(One(R::Container('\x16', {})),
            "One or more parameter values were invalid: Binary sets should not be empty");
}

TEST(AttributeValue, RepeatedMembersAreListedAsTheLayerListsThem) {
  const std::string strings = R::Container('\x14', {R::Bare("b"), R::Bare("a"), R::Bare("b")});
  EXPECT_EQ(
      One(strings),
      R"(One or more parameter values were invalid: Input collection ["a", "b", "b"] contains duplicates.)");
  EXPECT_EQ(
      One(strings, ValueLayer::kOlder),
      "One or more parameter values were invalid: Input collection [b, a, b] contains duplicates.");
  const std::string binaries =
      R::Container('\x16', {R::Bare("\xff"), R::Bare(Bytes("\0", 1)), R::Bare(Bytes("\0", 1))});
  EXPECT_EQ(One(binaries),
            "One or more parameter values were invalid: Input collection "
            R"(["AA==","/w==","AA=="]of type BS contains duplicates.)");
  EXPECT_EQ(One(binaries, ValueLayer::kOlder),
            "One or more parameter values were invalid: Input collection "
            "[/w==, AA==, AA==]of type BS contains duplicates.");
  const std::string numbers = R::Container('\x15', {R::Bare("2"), R::Bare("1"), R::Bare("2.0")});
  EXPECT_EQ(One(numbers),
            "One or more parameter values were invalid: Input collection contains duplicates.");
  EXPECT_EQ(One(numbers, ValueLayer::kOlder), "Input collection contains duplicates");
}

TEST(AttributeValue, NumbersAreRefusedInTheirOwnWords) {
  EXPECT_EQ(One(R::Text('\x12', "abc")),
            "The parameter cannot be converted to a numeric value: abc");
  EXPECT_EQ(One(R::Text('\x12', "")), "The parameter cannot be converted to a numeric value: ");
  EXPECT_EQ(One(R::Text('\x12', ""), ValueLayer::kOlder),
            "The parameter cannot be converted to a numeric value");
  EXPECT_EQ(
      One(R::Text('\x12', "1e126")),
      "Number overflow. Attempting to store a number with magnitude larger than supported range");
  EXPECT_EQ(
      One(R::Text('\x12', "1e-131")),
      "Number underflow. Attempting to store a number with magnitude smaller than supported range");
  EXPECT_EQ(One(R::Text('\x12', std::string(39, '1'))),
            "Attempting to store more than 38 significant digits in a Number");
}

std::string Nested(int wraps, bool typed) {
  std::string value = typed ? R::Text('\x11', "leaf") : R::Json("S", R::Text('\x05', "leaf"));
  for (int i = 0; i < wraps; i++) {
    value = typed ? R::Container('\x18', {value}) : R::Json("L", R::Container('\x07', {value}));
  }
  return value;
}

TEST(AttributeValue, NestsThirtyOneContainersAndNoMore) {
  const std::string refusal =
      "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels "
      "beyond supported limit";
  for (bool typed : {true, false}) {
    EXPECT_NE(One(Nested(31, typed)), refusal);
    EXPECT_EQ(One(Nested(32, typed)), refusal);
    EXPECT_EQ(One(Nested(500, typed)), refusal);
  }
}

TEST(AttributeValue, AnotherFaultIsReportedBeforeTheDepth) {
  std::string value = R::Text('\x12', "x");
  for (int i = 0; i < 40; i++) value = R::Container('\x18', {value});
  EXPECT_EQ(One(value), "The parameter cannot be converted to a numeric value: x");
}

// A parameter of a statement, by itself: "" or the error's message.
std::string OfStatement(const std::string& form) {
  Bytes rest = form;
  RequestValue value;
  EXPECT_TRUE(ReadRequestValue(&rest, &value));
  AttributeValueDecoder decoder;
  ItemBuilder builder;
  const Status status = decoder.DecodeValue(value, ValueLayer::kStatement, &builder);
  return status.ok() ? "" : status.error().message();
}

TEST(AttributeValue, AParameterOfAStatementHasItsFirstFaultFirst) {
  const std::string deep =
      "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels "
      "beyond supported limit";
  const std::string number = "The parameter cannot be converted to a numeric value: x";
  const std::string bad = R::Text('\x12', "x");
  EXPECT_EQ(OfStatement(Nested(31, true)), "");
  EXPECT_EQ(OfStatement(R::Container('\x18', {bad, Nested(40, true)})), number);
  EXPECT_EQ(OfStatement(R::Container('\x18', {Nested(40, true), bad})), deep);
  const std::string map =
      R::Container('\x17', {R::Named("a", Nested(40, true)), R::Named("b", bad)});
  EXPECT_EQ(OfStatement(map), deep);
}

TEST(AttributeValue, AnExponentOfAStatementHas32Bits) {
  EXPECT_EQ(OfStatement(R::Text('\x12', "1e2147483648")),
            "The parameter cannot be converted to a numeric value: 1e2147483648");
  EXPECT_EQ(
      OfStatement(R::Text('\x12', "1e2147483647")),
      "Number underflow. Attempting to store a number with magnitude smaller than supported range");
  EXPECT_EQ(OfStatement(R::Text('\x12', "")), "The parameter cannot be converted to a numeric value");
}

TEST(AttributeValue, TextThatIsNotUtf8IsRefused) {
  EXPECT_EQ(One(R::Text('\x11', "\xc3")), "");
  EXPECT_EQ(One(R::Container('\x14', {R::Bare("\xff")})), "");
  EXPECT_EQ(Decode(R::Container('\x17', {R::Named("\xff", R::Text('\x11', "x"))})), "");
}

}  // namespace
}  // namespace hashrange::model
