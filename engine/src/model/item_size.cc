#include "model/item_size.h"

#include "base/check.h"

namespace hashrange::model {
namespace {

// Of a list or map, and of each of its elements. Source: paritysuite, measured 2026-10.
constexpr uint64_t kContainerBytes = 3;
constexpr uint64_t kElementBytes = 1;

uint64_t SetBytes(const Value& set) {
  const bool numbers = set.type() == AttributeType::kNS;
  uint64_t bytes = 0;
  SetReader members(set);
  Bytes member;
  while (members.Next(&member)) bytes += numbers ? NumberBytes(member) : member.size();
  return bytes;
}

uint64_t ListBytes(const Value& list) {
  uint64_t bytes = kContainerBytes;
  ListReader elements(list);
  Value element;
  while (elements.Next(&element)) bytes += kElementBytes + ValueBytes(element);
  return bytes;
}

uint64_t MapBytes(const Value& map) {
  return kContainerBytes + map.count() * kElementBytes + ItemBytes(map);
}

}  // namespace

uint64_t ValueBytes(const Value& value) {
  switch (value.type()) {
    case AttributeType::kS:
      return value.string().size();
    case AttributeType::kN:
      return NumberBytes(value.string());
    case AttributeType::kB:
      return value.binary().size();
    case AttributeType::kSS:
    case AttributeType::kNS:
    case AttributeType::kBS:
      return SetBytes(value);
    case AttributeType::kM:
      return MapBytes(value);
    case AttributeType::kL:
      return ListBytes(value);
    case AttributeType::kNull:
    case AttributeType::kBool:
      return 1;
  }
  HR_CHECK(false && "a value of no type");
  return 0;
}

uint64_t ItemBytes(const Value& item) {
  HR_DCHECK(item.type() == AttributeType::kM);
  uint64_t bytes = 0;
  MapReader members(item);
  Bytes name;
  Value value;
  while (members.Next(&name, &value)) bytes += name.size() + ValueBytes(value);
  return bytes;
}

uint64_t NumberBytes(Bytes normalised) {
  if (normalised == "0") return 1;
  uint64_t bytes = 1;
  if (normalised.front() == '-') {
    bytes++;
    normalised.remove_prefix(1);
  }
  const size_t point = normalised.find('.');
  Bytes integer = normalised.substr(0, point);
  Bytes fraction = point == Bytes::npos ? Bytes() : normalised.substr(point + 1);
  if (integer == "0") {
    integer = {};
    while (!fraction.empty() && fraction.front() == '0') fraction.remove_prefix(1);
  }
  if (fraction.empty()) {
    while (!integer.empty() && integer.back() == '0') integer.remove_suffix(1);
  }
  return bytes + (integer.size() + 1) / 2 + (fraction.size() + 1) / 2;
}

}  // namespace hashrange::model
