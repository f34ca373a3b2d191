#include "model/key_codec.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/test_random.h"
#include "model/number.h"

namespace hashrange::model {
namespace {

// Bytes at the borders of escaping.
constexpr Bytes kHard("\x00\x00\x01\x7f\x80\xfe\xff\xff", 8);

int Sign(int order) { return (order > 0) - (order < 0); }

struct Part {
  explicit Part(AttributeType type, Bytes content) {
    // Not through item form, which refuses text that is not UTF-8: the order holds for any bytes.
    AppendKeyPart(&bytes, KeyPart{type, content});
  }

  std::string bytes;
};

bool BeginsWith(Bytes bytes, Bytes prefix) { return bytes.substr(0, prefix.size()) == prefix; }

// The order of `a` and `b`; also that neither is a proper prefix of the other.
int PartOrder(AttributeType type, Bytes a, Bytes b) {
  const Part first(type, a), second(type, b);
  if (first.bytes != second.bytes) {
    EXPECT_FALSE(BeginsWith(first.bytes, second.bytes));
    EXPECT_FALSE(BeginsWith(second.bytes, first.bytes));
  }
  return Sign(first.bytes.compare(second.bytes));
}

TEST(KeyCodec, WritesPartsAsTheGrammarSays) {
  EXPECT_EQ(Part(AttributeType::kS, "").bytes, Bytes("\0\0", 2));
  EXPECT_EQ(Part(AttributeType::kS, "ab").bytes, Bytes("ab\0\0", 4));
  EXPECT_EQ(Part(AttributeType::kB, Bytes("\0a\0", 3)).bytes, Bytes("\0\xff"
                                                                    "a\0\xff\0\0",
                                                                    7));
  EXPECT_EQ(Part(AttributeType::kN, "1").bytes, Bytes("\xc1\x02\0\0", 4));
  EXPECT_EQ(Part(AttributeType::kN, "-1" + std::string(125, '0')).bytes,
            Bytes("\0\xff\x5b\x66\0\0", 6));
}

TEST(KeyCodec, OrdersStringsAndBinaryByTheirBytes) {
  base::TestRandom random(6);
  for (int i = 0; i < 30'000; i++) {
    const std::string a = random.BytesOf(kHard, 5), b = random.BytesOf(kHard, 5);
    ASSERT_EQ(PartOrder(AttributeType::kS, a, b), Sign(a.compare(b)));
    ASSERT_EQ(PartOrder(AttributeType::kB, a, b), Sign(a.compare(b)));
  }
}

TEST(KeyCodec, OrdersNumbersByValue) {
  base::TestRandom random(7);
  const auto number = [&random] {
    std::string text = random.OneIn(2) ? "-" : "";
    for (uint32_t digits = 1 + random.Below(random.OneIn(2) ? 38 : 2); digits > 0; digits--) {
      text.push_back(static_cast<char>('0' + random.Below(10)));
    }
    text += "e" + std::to_string(static_cast<int>(random.Below(random.OneIn(4) ? 200 : 6)) - 90);
    std::string normalised;
    if (NormaliseNumber(text, &normalised) != NumberFault::kNone) normalised = "0";
    return normalised;
  };
  for (int i = 0; i < 20'000; i++) {
    const std::string a = number(), b = number();
    ASSERT_EQ(PartOrder(AttributeType::kN, a, b), Sign(CompareNumbers(a, b))) << a << " " << b;
  }
}

TEST(KeyCodec, OrdersKeysByPartAfterPart) {
  base::TestRandom random(8);
  for (int i = 0; i < 20'000; i++) {
    const std::string a1 = random.BytesOf(kHard, 2), a2 = random.BytesOf(kHard, 2);
    const std::string b1 = random.BytesOf(kHard, 2), b2 = random.BytesOf(kHard, 2);
    const std::string a = Part(AttributeType::kS, a1).bytes + Part(AttributeType::kB, a2).bytes;
    const std::string b = Part(AttributeType::kS, b1).bytes + Part(AttributeType::kB, b2).bytes;
    ASSERT_EQ(Sign(a.compare(b)), a1 != b1 ? Sign(a1.compare(b1)) : Sign(a2.compare(b2)));
    // The bytes of a partition key are a prefix of exactly the keys of its item collection.
    ASSERT_EQ(BeginsWith(b, Part(AttributeType::kS, a1).bytes), a1 == b1);
  }
}

TEST(KeyCodec, ReadsPartsBackAsTheyWereWritten) {
  base::TestRandom random(10);
  for (int i = 0; i < 20'000; i++) {
    const std::string text = random.BytesOf(kHard, 5);
    std::string number;
    const std::string spelled = (random.OneIn(2) ? "-" : "") +
                                std::to_string(random.Below(100'000)) + "e" +
                                std::to_string(static_cast<int>(random.Below(240)) - 125);
    if (NormaliseNumber(spelled, &number) != NumberFault::kNone) number = "0";
    const std::string key = Part(AttributeType::kB, text).bytes +
                            Part(AttributeType::kN, number).bytes +
                            Part(AttributeType::kS, "end").bytes;
    Bytes rest = key;
    std::string first, second, third;
    ASSERT_TRUE(ReadKeyPart(&rest, AttributeType::kB, &first));
    ASSERT_TRUE(ReadKeyPart(&rest, AttributeType::kN, &second)) << number;
    ASSERT_TRUE(ReadKeyPart(&rest, AttributeType::kS, &third));
    ASSERT_EQ(first, text);
    ASSERT_EQ(second, number);
    ASSERT_EQ(third, "end");
    ASSERT_TRUE(rest.empty());
  }
}

TEST(KeyCodec, ReadsNoPartOutOfOtherBytes) {
  for (const Bytes bytes : {Bytes(""), Bytes("a"), Bytes("a\0", 2), Bytes("a\0b", 3),
                            Bytes("\0\xff", 2), Bytes("\0", 1)}) {
    Bytes rest = bytes;
    std::string content;
    EXPECT_FALSE(ReadKeyPart(&rest, AttributeType::kS, &content)) << testing::PrintToString(bytes);
    EXPECT_EQ(rest, bytes);
    EXPECT_EQ(content, "");
  }
  for (const Bytes bytes :
       {Bytes("\0\0", 2), Bytes("\xc1\0\0", 3), Bytes("\xc1\x70\0\0", 4),
        Bytes("\xc1\x01\x02\0\0", 5), Bytes("\x80\x01\0\0", 4), Bytes("\x3e\x64\0\0", 4)}) {
    Bytes rest = bytes;
    std::string content;
    EXPECT_FALSE(ReadKeyPart(&rest, AttributeType::kN, &content)) << testing::PrintToString(bytes);
    EXPECT_EQ(rest, bytes);
  }
}

TEST(KeyCodec, PrefixRangeHoldsExactlyTheStringsWithThatPrefix) {
  base::TestRandom random(9);
  int inside = 0;
  for (int i = 0; i < 50'000; i++) {
    const std::string prefix = random.BytesOf(kHard, 3);
    std::string text = random.BytesOf(kHard, 4);
    if (random.OneIn(3)) text = prefix + text;
    std::string low = Part(AttributeType::kS, "partition").bytes;
    const std::string key = low + Part(AttributeType::kS, text).bytes;
    AppendKeyPartPrefix(&low, prefix);
    const std::string high = PrefixSuccessor(low);
    ASSERT_EQ(low <= key && key < high, BeginsWith(text, prefix))
        << testing::PrintToString(text) << " " << testing::PrintToString(prefix);
    inside += BeginsWith(text, prefix) ? 1 : 0;
  }
  EXPECT_GT(inside, 10'000);
}

TEST(KeyCodec, PrefixRangeLeavesOutTheOtherPartitions) {
  std::string low = Part(AttributeType::kS, "b").bytes;
  AppendKeyPartPrefix(&low, "");
  const std::string high = PrefixSuccessor(low);
  for (const char* other : {"", "a", "ab", "ba", "c"}) {
    const std::string key =
        Part(AttributeType::kS, other).bytes + Part(AttributeType::kS, "x").bytes;
    EXPECT_FALSE(low <= key && key < high) << other;
  }
}

TEST(KeyCodec, SuccessorIsTheSmallestGreaterThanAllWithThatPrefix) {
  EXPECT_EQ(PrefixSuccessor("a"), "b");
  EXPECT_EQ(PrefixSuccessor("a\xff\xff"), "b");
  EXPECT_EQ(PrefixSuccessor("\x7f"), "\x80");
  EXPECT_EQ(PrefixSuccessor(Bytes("a\0", 2)), "a\x01");
  EXPECT_EQ(PrefixSuccessor("\xff\xff"), "");
  EXPECT_EQ(PrefixSuccessor(""), "");
}

// Computed in Node: MD5 of "Outliers" and the bytes that dynalite makes of each type.
TEST(KeyCodec, HashesPartitionKeysAsDynaliteDoes) {
  const auto hash = [](AttributeType type, Bytes content) {
    return PartitionHash(KeyPart{type, content});
  };
  EXPECT_EQ(hash(AttributeType::kS, "a"), 0xf6558e516275dee2u);
  EXPECT_EQ(hash(AttributeType::kS, "user#1"), 0x8b542929238862feu);
  EXPECT_EQ(hash(AttributeType::kS, "é"), 0x1062807ac84fe65au);
  EXPECT_EQ(hash(AttributeType::kN, "0"), 0xce212d751674ab5du);
  EXPECT_EQ(hash(AttributeType::kN, "1"), 0xc3a0310aed78739bu);
  EXPECT_EQ(hash(AttributeType::kN, "-42.12"), 0x95b95654a373ee75u);
  EXPECT_EQ(hash(AttributeType::kN, "1" + std::string(125, '0')), 0x2f2857f5242da8c0u);
  EXPECT_EQ(hash(AttributeType::kB, Bytes("\0", 1)), 0xf71f23f3e334c4e5u);
  EXPECT_EQ(hash(AttributeType::kB, Bytes("\0\xff\x80", 3)), 0x2921d282d506f27fu);
}

TEST(KeyCodec, KnowsWhereTheFirstPartEnds) {
  base::TestRandom random(10);
  for (int i = 0; i < 20'000; i++) {
    const std::string first = Part(AttributeType::kB, random.BytesOf(kHard, 6)).bytes;
    const std::string rest = Part(AttributeType::kB, random.BytesOf(kHard, 6)).bytes;
    ASSERT_EQ(FirstPartBytes(first), first.size());
    ASSERT_EQ(FirstPartBytes(first + rest), first.size());
    ASSERT_EQ(FirstPartBytes(first + random.BytesOf(kHard, 9)), first.size());
    // Without its end mark, or with half of it, all of it is one part.
    for (const size_t cut : {1u, 2u}) {
      const std::string open = first.substr(0, first.size() - cut);
      ASSERT_EQ(FirstPartBytes(open), open.size()) << testing::PrintToString(open);
    }
  }
  EXPECT_EQ(FirstPartBytes(""), 0u);
  EXPECT_EQ(FirstPartBytes(Bytes("\0", 1)), 1u);
  EXPECT_EQ(FirstPartBytes(Bytes("\0\0", 2)), 2u);
  EXPECT_EQ(FirstPartBytes(Bytes("\0\0\0\0", 4)), 2u);
  EXPECT_EQ(FirstPartBytes(Bytes("\0\xff\0\0", 4)), 4u);
  EXPECT_EQ(FirstPartBytes(Bytes("\0\xff\0\xff", 4)), 4u);
}

// Computed in Node: MD5 of "Outliers", the bytes of the partition key and those of the sort key.
TEST(KeyCodec, HashesTiesOfBothKeysOfATable) {
  const auto tie = [](KeyPart partition_key, KeyPart sort_key) {
    return TieHash(partition_key, sort_key);
  };
  const auto s = [](Bytes text) { return KeyPart{AttributeType::kS, text}; };
  const auto n = [](Bytes number) { return KeyPart{AttributeType::kN, number}; };
  const auto b = [](Bytes bytes) { return KeyPart{AttributeType::kB, bytes}; };
  EXPECT_EQ(tie(s("user#1"), n("42")), 0x68aebe3438c9b408u);
  EXPECT_EQ(tie(n("-42.12"), s("a")), 0x6fd082c503f3c3a4u);
  EXPECT_EQ(tie(b(Bytes("\0\xff", 2)), b("x")), 0x0838c93819a43d76u);
  // Nothing stands between the two.
  EXPECT_EQ(tie(s("ab"), s("c")), tie(s("a"), b("bc")));
  EXPECT_EQ(tie(s("user"), s("#1")), PartitionHash(s("user#1")));
}

TEST(KeyCodec, HashesPartitionKeysOfSeveralPartsTogether) {
  std::string parts = Part(AttributeType::kS, "ab").bytes;
  EXPECT_EQ(PartitionHashOfParts(parts), 0x05625cdb8e5916bbu);
  parts += Part(AttributeType::kN, "1").bytes;
  EXPECT_EQ(PartitionHashOfParts(parts), 0xb97eb80002d80ce0u);
  const std::string other = Part(AttributeType::kS, "a").bytes + Part(AttributeType::kS, "b").bytes;
  EXPECT_NE(PartitionHashOfParts(other), PartitionHashOfParts(Part(AttributeType::kS, "ab").bytes));
}

TEST(KeyView, OrdersByHashBeforeBytes) {
  const Key low{1, "z"}, high{2, "a"}, higher{2, "b"};
  EXPECT_TRUE(low.view() < high.view());
  EXPECT_TRUE(high.view() < higher.view());
  EXPECT_FALSE(higher.view() < high.view());
  EXPECT_FALSE(high.view() < high.view());
  EXPECT_TRUE((high.view() == KeyView{2, "a"}));
  EXPECT_FALSE((high.view() == KeyView{3, "a"}));
}

TEST(KeyCodec, TheCacheAnswersWhatTheHashIs) {
  PartitionHashCache cache;
  for (int round = 0; round < 2; round++) {
    for (int i = 0; i < 5000; i++) {
      const std::string text =
          "key#" + std::to_string(i * 7919) + std::string(static_cast<size_t>(i % 60), 'x');
      for (const AttributeType type : {AttributeType::kS, AttributeType::kB}) {
        const KeyPart part{type, text};
        ASSERT_EQ(cache.Hash(part), PartitionHash(part)) << text;
      }
      const std::string number = std::to_string(i);
      const KeyPart part{AttributeType::kN, number};
      ASSERT_EQ(cache.Hash(part), PartitionHash(part)) << number;
    }
  }
}

}  // namespace
}  // namespace hashrange::model
