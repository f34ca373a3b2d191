#include "model/item.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "base/test_random.h"
#include "model/item_builder.h"
#include "model/item_size.h"
#include "model/limits.h"
#include "model/number.h"

namespace hashrange::model {
namespace {

// One attribute of every type.
std::string EveryType() {
  ItemBuilder builder;
  const ItemBuilder::Mark root = builder.BeginMap();
  builder.Name("b");
  builder.Binary(Bytes("\0\xff", 2));
  builder.Name("bool");
  builder.Bool(true);
  for (const AttributeType type : {AttributeType::kBS, AttributeType::kNS, AttributeType::kSS}) {
    builder.Name(type == AttributeType::kBS ? "bs" : type == AttributeType::kNS ? "ns" : "ss");
    const ItemBuilder::Mark set = builder.BeginSet(type);
    for (const char* member : {"1", "2", "30"}) builder.SetMember(type, member);
    builder.EndSet(set);
    if (type == AttributeType::kBS) {
      builder.Name("list");
      const ItemBuilder::Mark list = builder.BeginList();
      builder.String("zero");
      builder.Number("1");
      builder.EndList(builder.BeginList());
      builder.EndList(list);
      builder.Name("map");
      const ItemBuilder::Mark map = builder.BeginMap();
      builder.Name("grün");
      builder.String("🌍");
      builder.EndMap(map);
      builder.Name("n");
      builder.Number("-42.12");
    }
    if (type == AttributeType::kNS) {
      builder.Name("null");
      builder.Null();
      builder.Name("pk");
      builder.String("text");
    }
  }
  builder.EndMap(root);
  return builder.TakeItem();
}

std::vector<std::string> Members(const Value& set) {
  std::vector<std::string> members;
  SetReader reader(set);
  Bytes member;
  while (reader.Next(&member)) members.emplace_back(member);
  return members;
}

TEST(Item, ReadsWhatWasWritten) {
  const std::string form = EveryType();
  ASSERT_TRUE(IsItem(form));
  const ItemView item(form);
  EXPECT_EQ(item.root().count(), 10u);
  EXPECT_EQ(item.Find("pk").string(), "text");
  EXPECT_EQ(item.Find("n").string(), "-42.12");
  EXPECT_EQ(item.Find("n").type(), AttributeType::kN);
  EXPECT_EQ(item.Find("b").binary(), Bytes("\0\xff", 2));
  EXPECT_TRUE(item.Find("bool").boolean());
  EXPECT_EQ(item.Find("null").type(), AttributeType::kNull);
  for (const char* name : {"ss", "ns", "bs"}) {
    EXPECT_EQ(Members(item.Find(name)), (std::vector<std::string>{"1", "2", "30"})) << name;
  }
  EXPECT_EQ(FindElement(item.Find("list"), 0).string(), "zero");
  EXPECT_EQ(FindElement(item.Find("list"), 1).string(), "1");
  EXPECT_EQ(FindElement(item.Find("list"), 2).count(), 0u);
  EXPECT_FALSE(FindElement(item.Find("list"), 3).exists());
  EXPECT_FALSE(FindElement(item.Find("list"), ~uint64_t{0}).exists());
  EXPECT_EQ(FindMember(item.Find("map"), "grün").string(), "🌍");
  for (const char* name : {"", "a", "boo", "bools", "zz"})
    EXPECT_FALSE(item.Find(name).exists()) << name;
  EXPECT_EQ(item.item_bytes(), ItemBytes(item.root()));
}

TEST(Item, TextRefHasBothLengthsOnlyWhenTheyDiffer) {
  const auto ref = [](Bytes text) {
    std::string structure;
    AppendTextRef(&structure, text);
    return structure;
  };
  EXPECT_EQ(ref(""), Bytes("\0", 1));
  EXPECT_EQ(ref("abc"), "\x06");
  EXPECT_EQ(ref(std::string(64, 'a')), "\x80\x01");
  EXPECT_EQ(ref("é"), "\x05\x01");
  EXPECT_EQ(ref("a🌍"), "\x0b\x03");
}

TEST(Item, StructureAndTextLieApart) {
  ItemBuilder builder;
  const ItemBuilder::Mark root = builder.BeginMap();
  builder.Name("id");
  builder.Number("7");
  builder.Name("name");
  builder.String("ada");
  builder.EndMap(root);
  const std::string form = builder.TakeItem();
  const ItemView item(form);
  EXPECT_EQ(item.text(), "id7nameada");
  EXPECT_EQ(item.structure(),
            Bytes("\x07\x06\0\0\0\x0a\0\0\0\x02\0\0\0\x04\x02\x02\x08\x01\x06", 19));
  EXPECT_EQ(item.item_bytes(), 11u);
}

TEST(Item, EqualValuesAreEqualBytesWhereverTheyLie) {
  const std::string form = EveryType();
  ItemBuilder builder;
  const ItemBuilder::Mark root = builder.BeginMap();
  builder.Name("inner");
  builder.Copy(ItemView(form).root());
  builder.EndMap(root);
  const std::string outer = builder.TakeItem();
  ASSERT_TRUE(IsItem(outer));
  EXPECT_TRUE(ItemView(outer).Find("inner") == ItemView(form).root());
  EXPECT_FALSE(ItemView(form).Find("ss") == ItemView(form).Find("ns"));
  EXPECT_FALSE(ItemView(form).Find("pk") == ItemView(form).Find("n"));
}

TEST(ItemBuilder, ClearsAndCounts) {
  ItemBuilder builder;
  for (int i = 0; i < 2; i++) {
    builder.Clear();
    const ItemBuilder::Mark root = builder.BeginMap();
    EXPECT_EQ(builder.count(), 0u);
    builder.Name("a");
    const ItemBuilder::Mark list = builder.BeginList();
    builder.Null();
    builder.Null();
    EXPECT_EQ(builder.count(), 2u);
    builder.EndList(list);
    EXPECT_EQ(builder.count(), 1u);
    builder.EndMap(root);
    EXPECT_EQ(ItemView(builder.TakeItem()).Find("a").count(), 2u);
  }
}

TEST(ItemBuilder, FinishAppends) {
  ItemBuilder builder;
  builder.EndMap(builder.BeginMap());
  std::string buffer = "before";
  builder.Finish(&buffer);
  EXPECT_EQ(buffer.substr(0, 6), "before");
  EXPECT_TRUE(IsItem(Bytes(buffer).substr(6)));
}

// `levels` lists around a scalar, which then lies at level `levels` + 1.
std::string Nested(int levels) {
  ItemBuilder builder;
  const ItemBuilder::Mark root = builder.BeginMap();
  builder.Name("a");
  std::vector<ItemBuilder::Mark> marks;
  for (int i = 0; i < levels; i++) marks.push_back(builder.BeginList());
  builder.Null();
  for (; !marks.empty(); marks.pop_back()) builder.EndList(marks.back());
  builder.EndMap(root);
  return builder.TakeItem();
}

// Source: paritysuite, measured 2026-10.
TEST(IsItem, AcceptsALeafAtLevelThirtyTwoAndNoDeeper) {
  EXPECT_TRUE(IsItem(Nested(kNestingLevelsMax - 1)));
  EXPECT_FALSE(IsItem(Nested(kNestingLevelsMax)));
  EXPECT_FALSE(IsItem(Nested(300)));
}

template <typename Write>
bool IsItemWith(Write write) {
  ItemBuilder builder;
  const ItemBuilder::Mark root = builder.BeginMap();
  write(&builder);
  builder.EndMap(root);
  return IsItem(builder.TakeItem());
}

bool IsSetOf(AttributeType type, std::initializer_list<Bytes> members) {
  return IsItemWith([&](ItemBuilder* builder) {
    builder->Name("set");
    const ItemBuilder::Mark mark = builder->BeginSet(type);
    for (const Bytes member : members) builder->SetMember(type, member);
    builder->EndSet(mark);
  });
}

TEST(IsItem, RefusesSetsThatAreNotCanonical) {
  for (const AttributeType type : {AttributeType::kSS, AttributeType::kBS, AttributeType::kNS}) {
    EXPECT_TRUE(IsSetOf(type, {"1", "2"}));
    EXPECT_FALSE(IsSetOf(type, {}));
    EXPECT_FALSE(IsSetOf(type, {"2", "1"}));
    EXPECT_FALSE(IsSetOf(type, {"1", "1"}));
  }
  EXPECT_TRUE(IsSetOf(AttributeType::kSS, {"", "a"}));
  EXPECT_TRUE(IsSetOf(AttributeType::kSS, {"10", "9"}));
  EXPECT_TRUE(IsSetOf(AttributeType::kNS, {"-1", "0", "0.5", "9", "10"}));
  EXPECT_FALSE(IsSetOf(AttributeType::kNS, {"10", "9"}));
  EXPECT_FALSE(IsSetOf(AttributeType::kNS, {""}));
}

TEST(IsItem, RefusesMembersOutOfOrderOrTwice) {
  const auto names = [](Bytes first, Bytes second) {
    return IsItemWith([&](ItemBuilder* builder) {
      builder->Name(first);
      builder->Null();
      builder->Name(second);
      builder->Null();
    });
  };
  EXPECT_TRUE(names("a", "b"));
  EXPECT_TRUE(names("a", "ab"));
  EXPECT_TRUE(names("z", "é"));
  EXPECT_FALSE(names("b", "a"));
  EXPECT_FALSE(names("a", "a"));
}

TEST(IsItem, RefusesTextThatIsNotUtf8AndNumbersNotNormalised) {
  const auto text = [](Bytes bytes) {
    return IsItemWith([&](ItemBuilder* b) { b->Name("a"), b->String(bytes); });
  };
  const auto number = [](Bytes bytes) {
    return IsItemWith([&](ItemBuilder* b) { b->Name("a"), b->Number(bytes); });
  };
  EXPECT_TRUE(text("grün"));
  EXPECT_FALSE(text("\xff"));
  EXPECT_FALSE(text("\xed\xa0\x80"));
  EXPECT_TRUE(number("1.5"));
  for (const char* bytes : {"1.50", "01", "1e5", "-0", "abc"}) EXPECT_FALSE(number(bytes)) << bytes;
}

// A header of an item whose structure and text are given.
std::string Form(Bytes structure, Bytes text, uint32_t item_bytes) {
  std::string form;
  base::PutFixed32(&form, static_cast<uint32_t>(structure.size()));
  base::PutFixed32(&form, static_cast<uint32_t>(text.size()));
  base::PutFixed32(&form, item_bytes);
  return form.append(structure).append(text);
}

TEST(IsItem, RefusesASecondFormOfTheSameItem) {
  EXPECT_TRUE(IsItem(Form(Bytes("\x07\x03\0\0\0\x02\0\0\0\x01\0\0\0\x02\x01\x02", 16), "ab", 2)));
  // The wrong size in the header.
  EXPECT_FALSE(IsItem(Form(Bytes("\x07\x03\0\0\0\x02\0\0\0\x01\0\0\0\x02\x01\x02", 16), "ab", 3)));
  // The text-ref of the value in two bytes instead of one.
  EXPECT_FALSE(
      IsItem(Form(Bytes("\x07\x04\0\0\0\x02\0\0\0\x01\0\0\0\x02\x01\x82\0", 17), "ab", 2)));
  // Units given for ASCII.
  EXPECT_FALSE(
      IsItem(Form(Bytes("\x07\x04\0\0\0\x02\0\0\0\x01\0\0\0\x02\x01\x03\x01", 17), "ab", 2)));
  // A BOOL that is neither 0 nor 1.
  EXPECT_TRUE(IsItem(Form(Bytes("\x07\x03\0\0\0\x01\0\0\0\x01\0\0\0\x02\x0a\x01", 16), "a", 2)));
  EXPECT_FALSE(IsItem(Form(Bytes("\x07\x03\0\0\0\x01\0\0\0\x01\0\0\0\x02\x0a\x02", 16), "a", 2)));
}

TEST(IsItem, RefusesWhatIsNotAMap) {
  EXPECT_FALSE(IsItem(""));
  EXPECT_FALSE(IsItem(std::string(12, '\0')));
  EXPECT_FALSE(IsItem(Form("\x09", "", 0)));
  EXPECT_FALSE(IsItem(Form(Bytes("\x08\0\0\0\0\0\0\0\0\0\0\0\0", 13), "", 0)));
  EXPECT_TRUE(IsItem(Form(Bytes("\x07\0\0\0\0\0\0\0\0\0\0\0\0", 13), "", 0)));
}

TEST(IsItem, RefusesEveryCutAndAnythingAfter) {
  const std::string form = EveryType();
  for (size_t length = 0; length < form.size(); length++)
    EXPECT_FALSE(IsItem(form.substr(0, length))) << length;
  EXPECT_FALSE(IsItem(form + '\0'));
}

// Writes random items, remembering nothing: what it wrote is judged by the readers.
class RandomItem {
 public:
  explicit RandomItem(uint64_t seed) : random_(seed) {}

  std::string Next() {
    builder_.Clear();
    Map(3);
    return builder_.TakeItem();
  }

 private:
  std::string Text() {
    static constexpr Bytes kPieces[] = {"a", "b",  "z", "0",    " ",
                                        "é", "世", "🌍", "\x7f", "long piece of text "};
    std::string text;
    for (uint32_t i = random_.Below(6); i > 0; i--) text.append(kPieces[random_.Below(10)]);
    return text;
  }

  std::string NormalisedNumber() {
    std::string text = random_.OneIn(2) ? "-" : "";
    text += std::to_string(random_.Below(2'000)) + "e" +
            std::to_string(static_cast<int>(random_.Below(30)) - 15);
    std::string normalised;
    EXPECT_EQ(NormaliseNumber(text, &normalised), NumberFault::kNone);
    return normalised;
  }

  void Map(int levels) {
    std::set<std::string> names;
    for (uint32_t i = random_.Below(6); i > 0; i--) names.insert(Text());
    const ItemBuilder::Mark mark = builder_.BeginMap();
    for (const std::string& name : names) {
      builder_.Name(name);
      AnyValue(levels);
    }
    builder_.EndMap(mark);
  }

  void List(int levels) {
    const ItemBuilder::Mark mark = builder_.BeginList();
    for (uint32_t i = random_.Below(4); i > 0; i--) AnyValue(levels);
    builder_.EndList(mark);
  }

  void Set(AttributeType type) {
    std::vector<std::string> members;
    for (uint32_t i = 1 + random_.Below(4); i > 0; i--) {
      members.push_back(type == AttributeType::kNS ? NormalisedNumber() : Text());
    }
    std::sort(members.begin(), members.end(), [type](const std::string& a, const std::string& b) {
      return type == AttributeType::kNS ? CompareNumbers(a, b) < 0 : a < b;
    });
    members.erase(std::unique(members.begin(), members.end()), members.end());
    const ItemBuilder::Mark mark = builder_.BeginSet(type);
    for (const std::string& member : members) builder_.SetMember(type, member);
    builder_.EndSet(mark);
  }

  void AnyValue(int levels) {
    const auto type = static_cast<AttributeType>(1 + random_.Below(10));
    switch (type) {
      case AttributeType::kS:
        return static_cast<void>(builder_.String(Text()));
      case AttributeType::kN:
        return builder_.Number(NormalisedNumber());
      case AttributeType::kB:
        return builder_.Binary(random_.BytesOf(Bytes("\0\x80\xff", 3), 200));
      case AttributeType::kSS:
      case AttributeType::kNS:
      case AttributeType::kBS:
        return Set(type);
      case AttributeType::kM:
        return levels > 0 ? Map(levels - 1) : builder_.Null();
      case AttributeType::kL:
        return levels > 0 ? List(levels - 1) : builder_.Null();
      case AttributeType::kNull:
        return builder_.Null();
      case AttributeType::kBool:
        return builder_.Bool(random_.OneIn(2));
    }
  }

  base::TestRandom random_;
  ItemBuilder builder_;
};

// Copies a value member by member through the readers.
void Rebuild(const Value& value, ItemBuilder* to) {
  switch (value.type()) {
    case AttributeType::kS:
      return static_cast<void>(to->String(value.string()));
    case AttributeType::kN:
      return to->Number(value.string());
    case AttributeType::kB:
      return to->Binary(value.binary());
    case AttributeType::kSS:
    case AttributeType::kNS:
    case AttributeType::kBS: {
      const ItemBuilder::Mark mark = to->BeginSet(value.type());
      for (const std::string& member : Members(value)) to->SetMember(value.type(), member);
      return to->EndSet(mark);
    }
    case AttributeType::kM: {
      const ItemBuilder::Mark mark = to->BeginMap();
      MapReader members(value);
      Bytes name;
      Value member;
      while (members.Next(&name, &member)) {
        EXPECT_TRUE(FindMember(value, name) == member);
        to->Name(name);
        Rebuild(member, to);
      }
      return to->EndMap(mark);
    }
    case AttributeType::kL: {
      const ItemBuilder::Mark mark = to->BeginList();
      ListReader elements(value);
      Value element;
      for (uint64_t i = 0; elements.Next(&element); i++) {
        EXPECT_TRUE(FindElement(value, i) == element);
        Rebuild(element, to);
      }
      return to->EndList(mark);
    }
    case AttributeType::kNull:
      return to->Null();
    case AttributeType::kBool:
      return to->Bool(value.boolean());
  }
}

TEST(Item, RandomItemsAreItemsAndRebuildToTheSameBytes) {
  RandomItem items(11);
  ItemBuilder builder;
  for (int i = 0; i < 2'000; i++) {
    const std::string form = items.Next();
    ASSERT_TRUE(IsItem(form)) << i;
    builder.Clear();
    Rebuild(ItemView(form).root(), &builder);
    ASSERT_EQ(builder.TakeItem(), form) << i;
  }
}

// Bytes that IsItem() accepts can be read whole, and are the only form of what they say.
TEST(IsItem, JudgesEveryChangedByteWithoutLeavingTheForm) {
  RandomItem items(12);
  base::TestRandom random(13);
  ItemBuilder builder;
  int accepted = 0;
  for (int i = 0; i < 20'000; i++) {
    std::string form = items.Next();
    const auto at = random.Below(static_cast<uint32_t>(form.size()));
    const auto change =
        static_cast<char>(random.OneIn(2) ? 1 << random.Below(8) : 1 + random.Below(255));
    form[at] = static_cast<char>(form[at] ^ change);
    const std::vector<char> exact(form.begin(),
                                  form.end());  // no spare byte behind it for a stray read
    if (!IsItem(Bytes(exact.data(), exact.size()))) continue;
    accepted++;
    builder.Clear();
    Rebuild(ItemView(Bytes(exact.data(), exact.size())).root(), &builder);
    ASSERT_EQ(builder.TakeItem(), form);
  }
  EXPECT_GT(accepted, 100);
  EXPECT_LT(accepted, 15'000);
}

}  // namespace
}  // namespace hashrange::model
