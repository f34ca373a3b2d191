#include "model/item.h"

#include "base/utf8.h"
#include "model/item_size.h"
#include "model/limits.h"
#include "model/number.h"

namespace hashrange::model {

Bytes Value::binary() const {
  FormCursor cursor(structure.substr(1), {});
  return cursor.Binary();
}

uint32_t Value::count() const {
  switch (type()) {
    case AttributeType::kL:
    case AttributeType::kM:
      return base::LoadFixed32(structure.data() + 9);
    case AttributeType::kSS:
    case AttributeType::kNS:
    case AttributeType::kBS:
      return base::LoadFixed32(structure.data() + 1);
    case AttributeType::kS:
    case AttributeType::kN:
    case AttributeType::kB:
    case AttributeType::kNull:
    case AttributeType::kBool:
      break;
  }
  HR_CHECK(false && "count() of a value that has no elements");
  return 0;
}

uint64_t FormCursor::LongVarint() {
  Bytes rest(s_, static_cast<size_t>(s_end_ - s_));
  uint64_t value = 0;
  HR_CHECK(base::GetVarint(&rest, &value));
  s_ = rest.data();
  return value;
}

void FormCursor::SkipRest(AttributeType type) {
  switch (type) {
    case AttributeType::kS:
    case AttributeType::kN:
      HR_CHECK(false && "S and N are read in line");
      break;
    case AttributeType::kB:
      Binary();
      break;
    case AttributeType::kSS:
    case AttributeType::kNS: {
      uint32_t count = base::LoadFixed32(s_);
      s_ += 4;
      for (; count > 0; count--) Text();
      break;
    }
    case AttributeType::kBS: {
      uint32_t count = base::LoadFixed32(s_);
      s_ += 4;
      for (; count > 0; count--) Binary();
      break;
    }
    case AttributeType::kM:
    case AttributeType::kL: {
      const uint32_t structure_bytes = base::LoadFixed32(s_);
      const uint32_t text_bytes = base::LoadFixed32(s_ + 4);
      s_ += kContainerHeaderBytes - 1 + structure_bytes;
      t_ += text_bytes;
      break;
    }
    case AttributeType::kNull:
      break;
    case AttributeType::kBool:
      s_++;
      break;
  }
  HR_DCHECK(s_ <= s_end_ && t_ <= t_end_);
}

Value FindMember(Value map, Bytes name) {
  MapReader members(map);
  Bytes member_name;
  Value value;
  while (members.Next(&member_name, &value)) {
    if (member_name == name) return value;
    // A greater first byte is enough to stop at, and costs no call; names that share it are few.
    if (!member_name.empty() && !name.empty() &&
        static_cast<uint8_t>(member_name[0]) > static_cast<uint8_t>(name[0])) {
      break;
    }
  }
  return {};
}

Value FindElement(Value list, uint64_t index) {
  if (index >= list.count()) return {};
  ListReader elements(list);
  Value value;
  for (uint64_t i = 0; i <= index; i++) elements.Next(&value);
  return value;
}

namespace {

// Depth that is left below `container`; negative as soon as there is too much of it.
bool FitsLevels(const Value& container, int levels_left) {
  const bool is_map = container.type() == AttributeType::kM;
  FormCursor cursor(container.structure.substr(kContainerHeaderBytes), container.text);
  const uint32_t count = container.count();
  if (count > 0 && levels_left == 0) return false;
  for (uint32_t i = 0; i < count; i++) {
    if (is_map) cursor.Text();
    const Value value = cursor.Value();
    const bool nests = value.type() == AttributeType::kM || value.type() == AttributeType::kL;
    if (nests && !FitsLevels(value, levels_left - 1)) return false;
  }
  return true;
}

}  // namespace

bool IsWithinNestingLimit(const Value& root) { return FitsLevels(root, kNestingLevelsMax); }

namespace {

// Walks bytes that may be anything. Every step checks that it stays inside.
class Checker {
 public:
  Checker(Bytes structure, Bytes text) : s_(structure), t_(text) {}

  // The item itself is level 0, its attributes level 1.
  bool Value(int level) {
    uint8_t tag = 0;
    if (level > kNestingLevelsMax || !base::GetByte(&s_, &tag)) return false;
    if (tag < 1 || tag > 10) return false;
    switch (static_cast<AttributeType>(tag)) {
      case AttributeType::kS: {
        Bytes text;
        return Text(&text);
      }
      case AttributeType::kN: {
        Bytes text;
        return Text(&text) && IsNormalisedNumber(text);
      }
      case AttributeType::kB: {
        Bytes bytes;
        return Binary(&bytes);
      }
      case AttributeType::kSS:
      case AttributeType::kNS:
      case AttributeType::kBS:
        return Set(static_cast<AttributeType>(tag));
      case AttributeType::kM:
      case AttributeType::kL:
        return Container(tag == static_cast<uint8_t>(AttributeType::kM), level);
      case AttributeType::kNull:
        return true;
      case AttributeType::kBool: {
        uint8_t value = 0;
        return base::GetByte(&s_, &value) && value <= 1;
      }
    }
    return false;
  }

  bool done() const { return s_.empty() && t_.empty(); }

 private:
  bool Binary(Bytes* bytes) {
    uint64_t length = 0;
    if (!base::GetVarint(&s_, &length) || length > s_.size()) return false;
    *bytes = s_.substr(0, static_cast<size_t>(length));
    s_.remove_prefix(static_cast<size_t>(length));
    return true;
  }

  bool Text(Bytes* text) {
    uint64_t ref = 0;
    if (!base::GetVarint(&s_, &ref)) return false;
    if (ref >> 1 > t_.size()) return false;
    const auto bytes = static_cast<size_t>(ref >> 1);
    *text = t_.substr(0, bytes);
    t_.remove_prefix(bytes);
    const bool ascii = base::IsAscii(*text);
    if (ascii == ((ref & 1) != 0)) return false;
    uint64_t units = 0;
    return ascii || (base::GetVarint(&s_, &units) && base::IsUtf8(*text) &&
                     units == base::Utf16Units(*text));
  }

  bool Set(AttributeType type) {
    uint32_t count = 0;
    if (!base::GetFixed32(&s_, &count) || count == 0) return false;
    Bytes last;
    for (uint32_t i = 0; i < count; i++) {
      Bytes member;
      if (type == AttributeType::kBS ? !Binary(&member) : !Text(&member)) return false;
      if (type == AttributeType::kNS && !IsNormalisedNumber(member)) return false;
      if (i > 0) {
        const int order =
            type == AttributeType::kNS ? CompareNumbers(last, member) : last.compare(member);
        if (order >= 0) return false;
      }
      last = member;
    }
    return true;
  }

  bool Container(bool is_map, int level) {
    uint32_t structure_bytes = 0, text_bytes = 0, count = 0;
    if (!base::GetFixed32(&s_, &structure_bytes) || !base::GetFixed32(&s_, &text_bytes) ||
        !base::GetFixed32(&s_, &count)) {
      return false;
    }
    if (structure_bytes > s_.size() || text_bytes > t_.size()) return false;
    const size_t structure_left = s_.size() - structure_bytes;
    const size_t text_left = t_.size() - text_bytes;
    Bytes last;
    for (uint32_t i = 0; i < count; i++) {
      if (is_map) {
        Bytes name;
        if (!Text(&name) || (i > 0 && last.compare(name) >= 0)) return false;
        last = name;
      }
      if (!Value(level + 1)) return false;
    }
    return s_.size() == structure_left && t_.size() == text_left;
  }

  Bytes s_;
  Bytes t_;
};

}  // namespace

bool IsItem(Bytes form) {
  if (form.size() < kItemHeaderBytes) return false;
  const size_t structure_bytes = base::LoadFixed32(form.data());
  const uint64_t text_bytes = base::LoadFixed32(form.data() + 4);
  if (form.size() != uint64_t{kItemHeaderBytes} + structure_bytes + text_bytes) return false;
  const Bytes structure = form.substr(kItemHeaderBytes, structure_bytes);
  if (structure.empty() || structure[0] != static_cast<char>(AttributeType::kM)) return false;
  Checker checker(structure, form.substr(kItemHeaderBytes + structure_bytes));
  if (!checker.Value(0) || !checker.done()) return false;
  const ItemView item(form);
  return item.item_bytes() == ItemBytes(item.root());
}

}  // namespace hashrange::model
