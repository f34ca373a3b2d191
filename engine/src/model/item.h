// Item form: the canonical bytes of an item, and views that read them without a tree of heap
// objects. The grammar and its reasons are in engine/doc/item_format.md:
//
//   item      := structure_bytes:fixed32 text_bytes:fixed32 item_bytes:fixed32 structure text
//   structure := value                       (of type M)
//   value     := tag:byte payload            (tag: AttributeType)
//     S, N      text-ref                     B     varint(length) bytes
//     SS, NS    count:fixed32 text-ref*      BS    count:fixed32 (varint(length) bytes)*
//     L         structure_bytes:fixed32 text_bytes:fixed32 count:fixed32 value*
//     M         structure_bytes:fixed32 text_bytes:fixed32 count:fixed32 (text-ref value)*
//     NULL      nothing                      BOOL  byte 0 or 1
//   text-ref  := varint(bytes * 2)           ASCII only: as many UTF-16 units as bytes
//              | varint(bytes * 2 + 1) varint(utf16_units)
//
// The text of every text-ref lies in `text`, in the order of the structure. structure_bytes and
// text_bytes of L and M count what follows the count. Canonical: members sorted by the bytes of
// their names, each name once; sets sorted (S and B by bytes, N by value) without duplicates;
// numbers normalised (model/number.h). So equal values are equal bytes.
//
// Views do not own: the bytes must outlive them. They trust the bytes (IsItem() checks what comes
// from outside). Tested by item_test.cc.
#ifndef HASHRANGE_MODEL_ITEM_H_
#define HASHRANGE_MODEL_ITEM_H_

#include <cstdint>
#include <string>

#include "base/check.h"
#include "base/coding.h"
#include "hashrange/bytes.h"
#include "model/attribute_type.h"

namespace hashrange::model {

inline constexpr size_t kItemHeaderBytes = 12;
inline constexpr size_t kContainerHeaderBytes =
    13;                                       // of L and M: tag, structure_bytes, text_bytes, count
inline constexpr size_t kSetHeaderBytes = 5;  // of SS, NS and BS: tag, count

// One value inside item form: `structure` begins with the tag and ends where the value ends, `text`
// is exactly its text.
struct Value {
  Bytes structure;
  Bytes text;

  bool exists() const { return !structure.empty(); }
  AttributeType type() const { return static_cast<AttributeType>(structure[0]); }

  Bytes string() const { return text; }               // S: the text; N: the normalised decimal
  Bytes binary() const;                               // B
  bool boolean() const { return structure[1] != 0; }  // BOOL
  uint32_t count() const;                             // SS, NS, BS, L, M: elements

  // Same type and same value: sets unordered, numbers by value. Canonical form makes it a
  // comparison of bytes.
  friend bool operator==(const Value& a, const Value& b) {
    return a.structure == b.structure && a.text == b.text;
  }
};

// A cursor over `structure` and `text` in step. The readers below are built on it.
class FormCursor {
 public:
  FormCursor(Bytes structure, Bytes text)
      : s_(structure.data()),
        s_end_(s_ + structure.size()),
        t_(text.data()),
        t_end_(t_ + text.size()) {}

  bool at_end() const { return s_ == s_end_; }
  Bytes Text() {
    uint64_t ref = Varint();
    if (ref & 1) Varint();
    const size_t bytes = static_cast<size_t>(ref >> 1);
    HR_DCHECK(bytes <= static_cast<size_t>(t_end_ - t_));
    Bytes text(t_, bytes);
    t_ += bytes;
    return text;
  }
  Bytes Binary() {
    const size_t bytes = static_cast<size_t>(Varint());
    HR_DCHECK(bytes <= static_cast<size_t>(s_end_ - s_));
    Bytes binary(s_, bytes);
    s_ += bytes;
    return binary;
  }
  // Most values are strings and numbers; the rest are stepped over out of line.
  model::Value Value() {
    HR_DCHECK(s_ < s_end_);
    const char* s = s_;
    const char* t = t_;
    s_++;
    if (*s <= static_cast<char>(AttributeType::kN)) {
      Text();
    } else {
      SkipRest(static_cast<AttributeType>(*s));
    }
    return model::Value{Bytes(s, static_cast<size_t>(s_ - s)),
                        Bytes(t, static_cast<size_t>(t_ - t))};
  }

 private:
  uint64_t Varint() {
    const uint8_t first = static_cast<uint8_t>(*s_);
    if (first < 0x80) {
      s_++;
      return first;
    }
    return LongVarint();
  }
  uint64_t LongVarint();
  // Steps over what follows the tag of a value that is neither S nor N.
  void SkipRest(AttributeType type);

  const char* s_;
  const char* s_end_;
  const char* t_;
  const char* t_end_;
};

// The members of an M in order of their names' bytes.
//   MapReader members(value);  Bytes name;  Value member;
//   while (members.Next(&name, &member)) ...
class MapReader {
 public:
  explicit MapReader(Value map)
      : left_(map.count()), cursor_(map.structure.substr(kContainerHeaderBytes), map.text) {}
  bool Next(Bytes* name, Value* value) {
    if (left_ == 0) return false;
    left_--;
    *name = cursor_.Text();
    *value = cursor_.Value();
    return true;
  }

 private:
  uint32_t left_;
  FormCursor cursor_;
};

// The elements of an L in order.
class ListReader {
 public:
  explicit ListReader(Value list)
      : left_(list.count()), cursor_(list.structure.substr(kContainerHeaderBytes), list.text) {}
  bool Next(Value* value) {
    if (left_ == 0) return false;
    left_--;
    *value = cursor_.Value();
    return true;
  }

 private:
  uint32_t left_;
  FormCursor cursor_;
};

// The members of an SS or NS (their text) or a BS (their bytes), in canonical order.
class SetReader {
 public:
  explicit SetReader(Value set)
      : binary_(set.type() == AttributeType::kBS),
        left_(set.count()),
        cursor_(set.structure.substr(kSetHeaderBytes), set.text) {}
  bool Next(Bytes* member) {
    if (left_ == 0) return false;
    left_--;
    *member = binary_ ? cursor_.Binary() : cursor_.Text();
    return true;
  }

 private:
  bool binary_;
  uint32_t left_;
  FormCursor cursor_;
};

// The member of that name of an M, or a Value that does not exist. Linear, and stops at the first
// greater name.
Value FindMember(Value map, Bytes name);

// The element at that index of an L, or a Value that does not exist.
Value FindElement(Value list, uint64_t index);

// A whole item: the header and its one value of type M.
class ItemView {
 public:
  ItemView() = default;
  explicit ItemView(Bytes form) : form_(form) { HR_DCHECK(form.size() >= kItemHeaderBytes); }

  bool exists() const { return !form_.empty(); }
  Bytes form() const { return form_; }
  // The size as DynamoDB counts it (model/item_size.h), kept in the header when the item was built.
  uint32_t item_bytes() const { return base::LoadFixed32(form_.data() + 8); }
  Bytes structure() const {
    return form_.substr(kItemHeaderBytes, base::LoadFixed32(form_.data()));
  }
  Bytes text() const { return form_.substr(kItemHeaderBytes + base::LoadFixed32(form_.data())); }
  Value root() const { return Value{structure(), text()}; }
  Value Find(Bytes name) const { return FindMember(root(), name); }

 private:
  Bytes form_;
};

// True when nothing in an item's root value lies deeper than kNestingLevelsMax: a top-level attribute
// is level 1.
bool IsWithinNestingLimit(const Value& root);

// True when `form` is a well-formed item in canonical form, nested at most kNestingLevelsMax deep:
// what a reader of logs and checkpoints asks before it trusts bytes.
bool IsItem(Bytes form);

}  // namespace hashrange::model

#endif  // HASHRANGE_MODEL_ITEM_H_
