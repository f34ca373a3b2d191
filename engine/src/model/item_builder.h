// ItemBuilder writes item form (model/item.h). The caller gives members in canonical order and
// normalised numbers; the builder checks neither in release builds. Reuse one builder: Clear()
// keeps its memory.
//
//   builder.Clear();
//   auto root = builder.BeginMap();
//   builder.Name("pk"); builder.String("a");
//   builder.EndMap(root);
//   std::string form = builder.TakeItem();         // or Finish(&buffer)
//
// Tested by item_test.cc.
#ifndef HASHRANGE_MODEL_ITEM_BUILDER_H_
#define HASHRANGE_MODEL_ITEM_BUILDER_H_

#include <string>

#include "model/item.h"

namespace hashrange::model {

// Appends the text-ref of `text` (see model/item.h) to `structure`. False, with nothing appended,
// when it is not UTF-8.
bool AppendTextRef(std::string* structure, Bytes text);

class ItemBuilder {
 public:
  // Where an open container began.
  struct Mark {
    size_t structure;
    size_t text;
    uint32_t outer_count;
  };

  void Clear();

  // A member's name; a value follows. Only inside a map. As String and SetMember: false, with
  // nothing written, when the text is not UTF-8.
  bool Name(Bytes name) { return Text(name); }

  bool String(Bytes text);
  void Number(Bytes normalised);
  void Binary(Bytes bytes);
  void Bool(bool value);
  void Null();
  // Copies a value out of item form as it is.
  void Copy(const Value& value);
  // Copies `count` members, or elements, that lie side by side in a map, or a list, as they are.
  void CopyRun(Bytes structure, Bytes text, uint32_t count) {
    count_ += count;
    structure_.append(structure);
    text_.append(text);
  }

  [[nodiscard]] Mark BeginMap() { return Begin(AttributeType::kM); }
  [[nodiscard]] Mark BeginList() { return Begin(AttributeType::kL); }
  void EndMap(Mark mark) { End(mark); }
  void EndList(Mark mark) { End(mark); }

  // A set whose members come sorted and distinct; `type` is SS, NS or BS. SetMember takes text
  // (normalised for NS) or bytes.
  [[nodiscard]] Mark BeginSet(AttributeType type);
  bool SetMember(AttributeType type, Bytes member);
  void EndSet(Mark mark);

  // The elements written so far into the innermost open container.
  uint32_t count() const { return count_; }

  // The one value that was written. Valid until the next call.
  Value value() const { return Value{structure_, text_}; }

  // Where the next value would begin; and the value that was written between two such places. For
  // several values in one builder.
  struct Place {
    size_t structure;
    size_t text;
  };
  Place place() const { return Place{structure_.size(), text_.size()}; }
  Value Between(Place begin, Place end) const {
    return Value{Bytes(structure_).substr(begin.structure, end.structure - begin.structure),
                 Bytes(text_).substr(begin.text, end.text - begin.text)};
  }

  // Appends the item form of the map that was written, header and size included, to `form`.
  void Finish(std::string* form) const;
  std::string TakeItem() const {
    std::string form;
    Finish(&form);
    return form;
  }

 private:
  Mark Begin(AttributeType type);
  void End(Mark mark);
  void Tag(AttributeType type) { structure_.push_back(static_cast<char>(type)); }
  bool Text(Bytes text) {
    if (!AppendTextRef(&structure_, text)) return false;
    text_.append(text);
    return true;
  }

  std::string structure_;
  std::string text_;
  uint32_t count_ = 0;
};

}  // namespace hashrange::model

#endif  // HASHRANGE_MODEL_ITEM_BUILDER_H_
