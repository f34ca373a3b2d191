// See made_values.h.
#include "fuzz/made_values.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <vector>

#include "model/number.h"

namespace hashrange::fuzz {
namespace {

using model::AttributeType;
using model::ItemBuilder;

constexpr Bytes kNames[] = {"a",  "b", "m",  "l",  "s", "n",   "ss", "ns",
                            "bs", "z", "pk", "sk", "v", "a.b", "é",  "status"};
constexpr Bytes kTexts[] = {"",     "a",  "b",    "ab",       "hello", "é", "\xf0\x9f\x98\x80",
                            "\x7f", "SS", "NULL", "x\"y\\z\n"};
constexpr Bytes kNumbers[] = {"0",
                              "1",
                              "-1",
                              "2",
                              "10",
                              "0.5",
                              "-0.01",
                              "12345678901234567890123456789012345678",
                              "0.00000000000000000000000000000000000000000001",
                              "-99999999999999999999999999999999999999"};

std::string MakeText(Input* recipe) {
  const uint8_t byte = recipe->Byte();
  if (byte < std::size(kTexts)) return std::string(kTexts[byte]);
  // Long enough, now and then, for lengths of several bytes.
  return std::string(byte == 255 ? 300u : byte % 64u, static_cast<char>('a' + byte % 26));
}

std::string MakeNumber(Input* recipe) {
  const uint8_t byte = recipe->Byte();
  if (byte < std::size(kNumbers)) return std::string(kNumbers[byte]);
  const std::string digits = std::to_string(byte * 256 + recipe->Byte());
  std::string normalised;
  const std::string spelled =
      (byte % 3 == 0 ? "-" : "") + digits + "e" + std::to_string(byte % 160 - 80);
  if (model::NormaliseNumber(spelled, &normalised) != model::NumberFault::kNone) return digits;
  return normalised;
}

void MakeSet(Input* recipe, AttributeType type, ItemBuilder* to) {
  std::vector<std::string> members;
  for (uint32_t left = 1 + recipe->Below(5); left > 0; left--) {
    members.push_back(type == AttributeType::kNS ? MakeNumber(recipe) : MakeText(recipe));
  }
  std::sort(members.begin(), members.end(), [type](const std::string& a, const std::string& b) {
    return type == AttributeType::kNS ? model::CompareNumbers(a, b) < 0 : a < b;
  });
  members.erase(std::unique(members.begin(), members.end()), members.end());
  const ItemBuilder::Mark mark = to->BeginSet(type);
  for (const std::string& member : members) to->SetMember(type, member);
  to->EndSet(mark);
}

void MakeList(Input* recipe, int depth, ItemBuilder* to) {
  const ItemBuilder::Mark mark = to->BeginList();
  for (uint32_t left = recipe->Below(6); left > 0; left--) MakeValue(recipe, depth - 1, to);
  to->EndList(mark);
}

}  // namespace

std::string MakeName(Input* recipe) {
  return std::string(kNames[recipe->Below(std::size(kNames))]);
}

void MakeMap(Input* recipe, int depth, ItemBuilder* to) {
  std::map<std::string, ItemBuilder> members;
  for (uint32_t left = recipe->Below(16); left > 0; left--) {
    ItemBuilder* member = &members[MakeName(recipe)];
    member->Clear();
    MakeValue(recipe, depth - 1, member);
  }
  const ItemBuilder::Mark mark = to->BeginMap();
  for (const auto& [name, member] : members) {
    to->Name(name);
    to->Copy(member.value());
  }
  to->EndMap(mark);
}

void MakeValue(Input* recipe, int depth, ItemBuilder* to) {
  switch (recipe->Below(depth > 0 ? 13 : 10)) {
    case 0:
    case 1:
      to->Number(MakeNumber(recipe));
      return;
    case 2:
    case 3:
      to->String(MakeText(recipe));
      return;
    case 4:
      return to->Binary(MakeText(recipe) + (recipe->Below(2) == 1 ? "\xff" : ""));
    case 5:
      return to->Bool(recipe->Below(2) == 1);
    case 6:
      return to->Null();
    case 7:
      return MakeSet(recipe, AttributeType::kSS, to);
    case 8:
      return MakeSet(recipe, AttributeType::kNS, to);
    case 9:
      return MakeSet(recipe, AttributeType::kBS, to);
    case 10:
    case 11:
      return MakeMap(recipe, depth, to);
    default:
      return MakeList(recipe, depth, to);
  }
}

void ReBuild(const model::Value& value, ItemBuilder* to) {
  switch (value.type()) {
    case AttributeType::kS:
      to->String(value.string());
      return;
    case AttributeType::kN:
      return to->Number(value.string());
    case AttributeType::kB:
      return to->Binary(value.binary());
    case AttributeType::kSS:
    case AttributeType::kNS:
    case AttributeType::kBS: {
      const ItemBuilder::Mark mark = to->BeginSet(value.type());
      model::SetReader members(value);
      for (Bytes member; members.Next(&member);) to->SetMember(value.type(), member);
      return to->EndSet(mark);
    }
    case AttributeType::kM: {
      const ItemBuilder::Mark mark = to->BeginMap();
      model::MapReader members(value);
      Bytes name;
      for (model::Value member; members.Next(&name, &member);) {
        to->Name(name);
        ReBuild(member, to);
      }
      return to->EndMap(mark);
    }
    case AttributeType::kL: {
      const ItemBuilder::Mark mark = to->BeginList();
      model::ListReader elements(value);
      for (model::Value element; elements.Next(&element);) ReBuild(element, to);
      return to->EndList(mark);
    }
    case AttributeType::kNull:
      return to->Null();
    case AttributeType::kBool:
      return to->Bool(value.boolean());
  }
}

}  // namespace hashrange::fuzz
