#include "model/attribute_value.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <span>

#include "base/base64.h"
#include "base/sort.h"
#include "base/utf8.h"
#include "model/limits.h"
#include "model/messages.h"

namespace hashrange::model {
namespace {

// How deep a request may nest before it is refused unread: far beyond every depth at which
// DynamoDB's own answers differ.
constexpr int kRecursionMax = 200;

Error Malformed() { return Fail(kSerialization); }

// Sorts by name, equal names in the order sent. Most items have few members, and a program sends
// them in the same order again: for those insertion in place is faster.
template <typename Member>
void SortByName(Member* begin, Member* end) {
  constexpr ptrdiff_t kInsertionMax = 24;
  const auto before = [](const Member& a, const Member& b) { return a.name < b.name; };
  if (end - begin > kInsertionMax) {
    std::span<Member> members(begin, end);
    base::Sort(members, before);
    return;
  }
  for (Member* next = begin + 1; next < end; next++) {
    if (!before(*next, next[-1])) continue;
    const Member moved = *next;
    Member* hole = next;
    do {
      *hole = hole[-1];
      hole--;
    } while (hole > begin && before(moved, hole[-1]));
    *hole = moved;
  }
}

Bytes Base64Of(Bytes bytes, std::string* buffer) {
  buffer->clear();
  base::AppendBase64(buffer, bytes);
  return *buffer;
}

}  // namespace

bool IsTooDeep(const Status& decoded) {
  return !decoded.ok() && decoded.error().message() == kNestingLevels.text;
}

void AttributeValueDecoder::Begin(ValueLayer layer, int levels_max) {
  layer_ = layer;
  levels_max_ = levels_max;
  too_deep_ = false;
  empty_name_ = false;
  members_.clear();
}

// Depth is told before an empty name inside a value. Source: paritysuite, measured in ten regions
// 2026-10-09.
Status AttributeValueDecoder::Finish(Status decoded) const {
  if (empty_name_) {
    const bool deep = decoded.ok() ? too_deep_ : IsTooDeep(decoded);
    return Fail(deep ? kNestingLevels : kEmptyAttributeName);
  }
  if (decoded.ok() && too_deep_) return Fail(kNestingLevels);
  return decoded;
}

Status AttributeValueDecoder::DecodeMap(const RequestValue& map, ValueLayer layer,
                                        ItemBuilder* to) {
  Begin(layer, kNestingLevelsMax);
  return Finish(Map(map, 0, to));
}

Status AttributeValueDecoder::DecodeValue(const RequestValue& value, ValueLayer layer,
                                          ItemBuilder* to, int levels_max) {
  Begin(layer, levels_max);
  Status decoded = Finish(Value(value, 1, to));
  if (decoded.ok() || layer != ValueLayer::kStatement) return decoded;
  HR_RETURN_IF_ERROR(CheckInOrder(value, 1));
  return decoded;
}

bool AttributeValueDecoder::ReadNumberText(const RequestValue& value, Bytes* text) {
  Typed typed{};
  if (!Resolve(value, &typed).ok() || typed.type != AttributeType::kN) return false;
  *text = typed.value.bytes;
  return true;
}

// Only numbers and depth. Recursion ends with the levels that are allowed.
Status AttributeValueDecoder::CheckInOrder(const RequestValue& value, int level) {
  if (level > kNestingLevelsMax) return Fail(kNestingLevels);
  Typed typed{};
  if (!Resolve(value, &typed).ok()) return {};
  const bool typed_set = typed.value.is_attribute();
  scratch_.clear();
  if (typed.type == AttributeType::kN) return AppendNumber(typed.value.bytes);
  if (typed.type != AttributeType::kNS && typed.type != AttributeType::kL && typed.type != AttributeType::kM) return {};
  Bytes rest = typed.value.bytes;
  while (!rest.empty()) {
    Bytes name;
    RequestValue element;
    if (typed.type == AttributeType::kM && !ReadRequestString(&rest, &name)) return {};
    if (typed.type == AttributeType::kNS && typed_set ? !ReadRequestString(&rest, &element.bytes)
                                                      : !ReadRequestValue(&rest, &element)) {
      return {};
    }
    HR_RETURN_IF_ERROR(typed.type == AttributeType::kNS ? AppendNumber(element.bytes) : CheckInOrder(element, level + 1));
  }
  return {};
}

Status AttributeValueDecoder::Map(const RequestValue& map, int level, ItemBuilder* to) {
  const size_t first = members_.size();
  Bytes rest = map.bytes;
  bool sorted = true;
  while (!rest.empty()) {
    Member member;
    if (!ReadRequestString(&rest, &member.name) || !ReadRequestValue(&rest, &member.value))
      return Malformed();
    if (members_.size() > first && !(members_.back().name < member.name)) sorted = false;
    members_.push_back(member);
  }
  if (!sorted) {
    SortByName(members_.data() + first, members_.data() + members_.size());
  }
  const ItemBuilder::Mark mark = to->BeginMap();
  const size_t end = members_.size();
  for (size_t i = first; i < end; i++) {
    Member member = members_[i];  // a copy: decoding the value may move the stack
    if (i + 1 < end && members_[i + 1].name == member.name) continue;
    if (member.name.empty()) {
      if (level == 0) return Fail(kEmptyAttributeName);
      empty_name_ = true;
      member.name = "?";  // nothing comes of it: only its depth still counts
    }
    if (member.name.size() > kAttributeNameBytesMax) return Fail(kAttributeNameTooLarge);
    if (!to->Name(member.name)) return Malformed();
    HR_RETURN_IF_ERROR(Value(member.value, level + 1, to));
  }
  to->EndMap(mark);
  members_.resize(first);
  return {};
}

Status AttributeValueDecoder::List(const RequestValue& list, int level, ItemBuilder* to) {
  const ItemBuilder::Mark mark = to->BeginList();
  Bytes rest = list.bytes;
  while (!rest.empty()) {
    RequestValue element;
    if (!ReadRequestValue(&rest, &element)) return Malformed();
    HR_RETURN_IF_ERROR(Value(element, level + 1, to));
  }
  to->EndList(mark);
  return {};
}

// The older layer looks at each datatype before it counts them: a number that is none is told first.
// Source: dynalite's tests, run on AWS.
Status AttributeValueDecoder::SeveralDatatypes(const RequestValue& value) {
  if (layer_ != ValueLayer::kOlder) return Fail(kSeveralDatatypes);
  Bytes rest = value.bytes;
  while (!rest.empty()) {
    Bytes name;
    RequestValue member;
    if (!ReadRequestString(&rest, &name) || !ReadRequestValue(&rest, &member)) return Malformed();
    if (name != AttributeTypeName(AttributeType::kN) || member.tag == RequestTag::kNull) continue;
    scratch_.clear();
    HR_RETURN_IF_ERROR(AppendNumber(member.bytes));
  }
  return Fail(kSeveralDatatypes);
}

Status AttributeValueDecoder::Resolve(const RequestValue& value, Typed* typed) {
  if (value.is_attribute()) {
    typed->type = static_cast<AttributeType>(static_cast<uint8_t>(value.tag) & 0x0f);
    typed->value = value;
    return {};
  }
  // Null is a value without a type. A conclusion, not measured.
  if (value.tag == RequestTag::kNull) return Fail(kEmptyAttributeValue);
  if (value.tag != RequestTag::kMap) return Malformed();
  Bytes rest = value.bytes;
  bool found = false;
  while (!rest.empty()) {
    Bytes name;
    RequestValue member;
    AttributeType type;
    if (!ReadRequestString(&rest, &name) || !ReadRequestValue(&rest, &member)) return Malformed();
    if (member.tag == RequestTag::kNull || !ParseAttributeType(name, &type)) continue;
    if (found && typed->type != type) return SeveralDatatypes(value);
    found = true;
    typed->type = type;
    typed->value = member;
  }
  if (!found) return Fail(kEmptyAttributeValue);
  return {};
}

Status AttributeValueDecoder::Value(const RequestValue& value, int level, ItemBuilder* to) {
  if (level > kRecursionMax) return Fail(kNestingLevels);
  if (level > levels_max_) too_deep_ = true;
  Typed typed{};
  HR_RETURN_IF_ERROR(Resolve(value, &typed));
  const RequestValue& v = typed.value;
  switch (typed.type) {
    case AttributeType::kS:
      if (!to->String(v.bytes)) return Malformed();
      return {};
    case AttributeType::kN:
      scratch_.clear();
      HR_RETURN_IF_ERROR(AppendNumber(v.bytes));
      to->Number(scratch_);
      return {};
    case AttributeType::kB:
      if (v.tag == RequestTag::kString) {
        scratch_.clear();
        if (base::DecodeBase64(v.bytes, &scratch_) != base::Base64Fault::kNone) return Malformed();
        to->Binary(scratch_);
      } else {
        to->Binary(v.bytes);
      }
      return {};
    case AttributeType::kSS:
    case AttributeType::kNS:
    case AttributeType::kBS:
      return Set(typed.type, v, to);
    case AttributeType::kM:
      return Map(v, level, to);
    case AttributeType::kL:
      return List(v, level, to);
    case AttributeType::kNull:
      if (!BooleanOf(v)) return Fail(kNullFalse);
      to->Null();
      return {};
    case AttributeType::kBool:
      to->Bool(BooleanOf(v));
      return {};
  }
  return Malformed();
}

namespace {

// Whether an exponent of 32 bits overflows when the digits before the point are added to it: the older
// layer takes such a number for a tiny one. Source: paritysuite, measured eu-west-2 2026-10.
bool WrapsAround(Bytes number) {
  const size_t at = number.find_first_of("eE");
  if (at == Bytes::npos) return false;
  constexpr int64_t kMax = std::numeric_limits<int32_t>::max();
  int64_t exponent = 0;
  for (const char c : number.substr(at + 1)) {
    if (c == '+') continue;
    if (c < '0' || c > '9') return false;
    exponent = exponent * 10 + (c - '0');
    if (exponent > kMax) return false;
  }
  int64_t digits = 0;
  for (const char c : number.substr(0, at)) {
    if (c == '.') break;
    if (c >= '0' && c <= '9' && (digits > 0 || c != '0')) digits++;
  }
  return exponent + digits > kMax;
}

// Whether the exponent, or the digits behind the point less the exponent, need more than 32 bits. Source:
// as above.
bool HasLongExponent(Bytes number) {
  const size_t at = number.find_first_of("eE");
  if (at == Bytes::npos) return false;
  constexpr int64_t kMax = std::numeric_limits<int32_t>::max();
  int64_t exponent = 0;
  bool negative = false;
  for (const char c : number.substr(at + 1)) {
    if (c == '-') negative = true;
    if (c < '0' || c > '9') continue;
    exponent = exponent * 10 + (c - '0');
    if (exponent > kMax + 1) return true;
  }
  if (!negative && exponent > kMax) return true;
  const size_t point = number.substr(0, at).find('.');
  const int64_t fraction = point == Bytes::npos ? 0 : static_cast<int64_t>(at - point) - 1;
  const int64_t scale = fraction + (negative ? exponent : -exponent);
  return scale > kMax || scale < -kMax - 1;
}

}  // namespace

Status AttributeValueDecoder::AppendNumber(Bytes text) {
  NumberFault fault = NormaliseNumber(text, &scratch_);
  if (fault != NumberFault::kNone && layer_ == ValueLayer::kStatement && HasLongExponent(text)) {
    fault = NumberFault::kNotNumeric;
  }
  switch (fault) {
    case NumberFault::kNone:
      return {};
    case NumberFault::kNotNumeric:
      if (text.empty() && layer_ != ValueLayer::kCurrent) return Fail(kNumberEmptyOlder);
      return Fail(kNumberNotNumeric, {text});
    case NumberFault::kOverflow:
      if (layer_ != ValueLayer::kCurrent && WrapsAround(text)) return Fail(kNumberUnderflow);
      return Fail(kNumberOverflow);
    case NumberFault::kUnderflow:
      return Fail(kNumberUnderflow);
    case NumberFault::kTooManyDigits:
      return Fail(kNumberDigits);
  }
  return Malformed();
}

Status AttributeValueDecoder::Set(AttributeType type, const RequestValue& set, ItemBuilder* to) {
  // Typed sets are bare strings one after the other; sets in JSON form are lists of values.
  const bool typed = set.is_attribute();
  std::vector<Bytes> sent;
  Bytes rest = set.bytes;
  while (!rest.empty()) {
    RequestValue element;
    if (typed ? !ReadRequestString(&rest, &element.bytes) : !ReadRequestValue(&rest, &element))
      return Malformed();
    if (!typed && element.tag == RequestTag::kNull)
      return Fail(type == AttributeType::kSS ? kNullInStringSet : kEmptyAttributeValue);
    sent.push_back(element.bytes);
    if (!typed && type == AttributeType::kBS && element.tag != RequestTag::kBytes &&
        element.tag != RequestTag::kString) {
      return Malformed();
    }
  }
  if (sent.empty()) {
    return Fail(type == AttributeType::kSS   ? kEmptyStringSet
                : type == AttributeType::kNS ? kEmptyNumberSet
                                             : kEmptyBinarySet);
  }
  // Decoded members (numbers, base64) live in one buffer, cut up when it no longer grows.
  const bool decoded = type == AttributeType::kNS || (type == AttributeType::kBS && !typed);
  std::vector<Bytes> members = sent;
  if (decoded) {
    scratch_.clear();
    std::vector<size_t> ends;
    rest = set.bytes;
    for (size_t i = 0; i < sent.size(); i++) {
      RequestValue element;
      if (!typed && !ReadRequestValue(&rest, &element)) return Malformed();
      if (type == AttributeType::kNS) {
        HR_RETURN_IF_ERROR(AppendNumber(sent[i]));
      } else if (element.tag == RequestTag::kBytes) {
        scratch_.append(sent[i]);
      } else if (base::DecodeBase64(sent[i], &scratch_) != base::Base64Fault::kNone) {
        return Malformed();
      }
      ends.push_back(scratch_.size());
    }
    size_t begin = 0;
    for (size_t i = 0; i < members.size(); i++) {
      members[i] = Bytes(scratch_).substr(begin, ends[i] - begin);
      begin = ends[i];
    }
  }
  std::vector<Bytes> sorted = members;
  base::Sort(sorted, [type](Bytes a, Bytes b) {
    return type == AttributeType::kNS ? CompareNumbers(a, b) < 0 : a < b;
  });
  if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
    return DuplicateMember(type, members);
  const ItemBuilder::Mark mark = to->BeginSet(type);
  for (Bytes member : sorted) {
    if (!to->SetMember(type, member)) return Malformed();
  }
  to->EndSet(mark);
  return {};
}

// The current layer lists the members up to the first repeat in byte order, then the repeat, then
// the rest as sent; the older one all as sent. Source: paritysuite, measured eu-west-2 2026-10.
Status AttributeValueDecoder::DuplicateMember(AttributeType type,
                                              const std::vector<Bytes>& members) const {
  if (type == AttributeType::kNS) {
    return Fail(layer_ == ValueLayer::kCurrent ? kDuplicateNumbers : kDuplicateNumbersOlder);
  }
  std::vector<Bytes> listed = members;
  if (layer_ == ValueLayer::kCurrent) {
    size_t seen = 0;
    while (seen < members.size() &&
           std::find(members.begin(), members.begin() + static_cast<ptrdiff_t>(seen),
                     members[seen]) == members.begin() + static_cast<ptrdiff_t>(seen)) {
      seen++;
    }
    std::span<Bytes> distinct(listed.data(), seen);
    base::Sort(distinct);
  }
  const bool quoted = layer_ == ValueLayer::kCurrent;
  const bool binary = type == AttributeType::kBS;
  std::string list, buffer;
  for (Bytes member : listed) {
    if (!list.empty()) list += quoted && binary ? "," : ", ";
    if (quoted) list += '"';
    list += binary ? Base64Of(member, &buffer) : member;
    if (quoted) list += '"';
  }
  return Fail(binary ? kDuplicateBinaries : kDuplicateStrings, {list});
}

}  // namespace hashrange::model
