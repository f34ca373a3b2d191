#include "model/item_size.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "model/item_builder.h"
#include "model/number.h"

namespace hashrange::model {
namespace {

// Source: paritysuite, measured 2026-10.
TEST(NumberBytes, AgreesWithEveryMeasuredFigure) {
  const std::pair<std::string, uint64_t> cases[] = {
      {"0", 1},         {"1", 2},      {"12", 2},
      {"123", 3},       {"1234", 3},   {std::string(38, '7'), 20},
      {"0042", 2},      {"100", 2},    {"1010", 3},
      {"0.0000001", 2}, {"1E125", 2},  {"1E-100", 2},
      {"1.5", 3},       {"15", 2},     {"1.234", 4},
      {"3.14159", 5},   {"123456", 4}, {"100.5", 4},
      {"0.15", 2},      {"-42", 3},    {"-0", 1},
  };
  for (const auto& [text, bytes] : cases) {
    std::string normalised;
    ASSERT_EQ(NormaliseNumber(text, &normalised), NumberFault::kNone);
    EXPECT_EQ(NumberBytes(normalised), bytes) << text;
  }
}

TEST(NumberBytes, AddsOneForASign) {
  for (const char* text : {"1", "0.5", "100", "12.5", "0.001"}) {
    EXPECT_EQ(NumberBytes(std::string("-") + text), NumberBytes(text) + 1);
  }
}

template <typename Write>
uint64_t BytesOf(Write write) {
  ItemBuilder builder;
  write(&builder);
  return ValueBytes(builder.value());
}

TEST(ValueBytes, CountsScalars) {
  EXPECT_EQ(BytesOf([](ItemBuilder* b) { b->String(""); }), 0u);
  EXPECT_EQ(BytesOf([](ItemBuilder* b) { b->String("grüße"); }), 7u);
  EXPECT_EQ(BytesOf([](ItemBuilder* b) { b->Number("-42.12"); }), 4u);
  EXPECT_EQ(BytesOf([](ItemBuilder* b) { b->Binary(std::string(300, '\0')); }), 300u);
  EXPECT_EQ(BytesOf([](ItemBuilder* b) { b->Bool(false); }), 1u);
  EXPECT_EQ(BytesOf([](ItemBuilder* b) { b->Null(); }), 1u);
}

TEST(ValueBytes, CountsSetsWithoutOverhead) {
  const auto set = [](AttributeType type, std::initializer_list<Bytes> members) {
    return BytesOf([&](ItemBuilder* b) {
      const ItemBuilder::Mark mark = b->BeginSet(type);
      for (const Bytes member : members) b->SetMember(type, member);
      b->EndSet(mark);
    });
  };
  EXPECT_EQ(set(AttributeType::kSS, {"", "a", "grün"}), 6u);
  EXPECT_EQ(set(AttributeType::kNS, {"-1", "0", "123"}), 7u);
  EXPECT_EQ(set(AttributeType::kBS, {"", "ab"}), 2u);
}

TEST(ValueBytes, CountsThreeForAContainerAndOneForEachElement) {
  EXPECT_EQ(BytesOf([](ItemBuilder* b) { b->EndList(b->BeginList()); }), 3u);
  EXPECT_EQ(BytesOf([](ItemBuilder* b) { b->EndMap(b->BeginMap()); }), 3u);
  EXPECT_EQ(BytesOf([](ItemBuilder* b) {
              const ItemBuilder::Mark mark = b->BeginList();
              b->String("abc");
              b->Bool(true);
              b->EndList(mark);
            }),
            3u + (1 + 3) + (1 + 1));
  EXPECT_EQ(BytesOf([](ItemBuilder* b) {
              const ItemBuilder::Mark outer = b->BeginMap();
              b->Name("ab");
              b->Number("7");
              b->Name("list");
              const ItemBuilder::Mark inner = b->BeginList();
              b->Null();
              b->EndList(inner);
              b->EndMap(outer);
            }),
            3u + (1 + 2 + 2) + (1 + 4 + (3 + 1 + 1)));
}

TEST(ItemBytes, CountsNamesAndValuesWithoutOverhead) {
  ItemBuilder builder;
  const ItemBuilder::Mark root = builder.BeginMap();
  EXPECT_EQ(root.structure, 0u);
  builder.Name("n");
  builder.Number("12");
  builder.Name("pk");
  builder.String("user");
  builder.EndMap(root);
  EXPECT_EQ(ItemBytes(builder.value()), 1u + 2 + 2 + 4);
  EXPECT_EQ(ValueBytes(builder.value()), 3u + 2 + ItemBytes(builder.value()));
  const std::string form = builder.TakeItem();
  EXPECT_EQ(ItemView(form).item_bytes(), 9u);
}

}  // namespace
}  // namespace hashrange::model
