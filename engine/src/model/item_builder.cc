#include "model/item_builder.h"

#include "base/utf8.h"
#include "model/item_size.h"

namespace hashrange::model {

bool AppendTextRef(std::string* structure, Bytes text) {
  const uint64_t bytes = text.size();
  if (base::IsAscii(text)) {
    base::PutVarint(structure, bytes << 1);
    return true;
  }
  if (!base::IsUtf8(text)) return false;
  base::PutVarint(structure, bytes << 1 | 1);
  base::PutVarint(structure, base::Utf16Units(text));
  return true;
}

void ItemBuilder::Clear() {
  structure_.clear();
  text_.clear();
  count_ = 0;
}

bool ItemBuilder::String(Bytes text) {
  count_++;
  Tag(AttributeType::kS);
  return Text(text);
}

void ItemBuilder::Number(Bytes normalised) {
  count_++;
  Tag(AttributeType::kN);
  Text(normalised);
}

void ItemBuilder::Binary(Bytes bytes) {
  count_++;
  Tag(AttributeType::kB);
  base::PutLengthPrefixed(&structure_, bytes);
}

void ItemBuilder::Bool(bool value) {
  count_++;
  Tag(AttributeType::kBool);
  structure_.push_back(value ? 1 : 0);
}

void ItemBuilder::Null() {
  count_++;
  Tag(AttributeType::kNull);
}

void ItemBuilder::Copy(const Value& value) {
  count_++;
  structure_.append(value.structure);
  text_.append(value.text);
}

ItemBuilder::Mark ItemBuilder::Begin(AttributeType type) {
  const Mark mark{structure_.size(), text_.size(), count_};
  Tag(type);
  structure_.append(kContainerHeaderBytes - 1, '\0');
  count_ = 0;
  return mark;
}

void ItemBuilder::End(Mark mark) {
  char* header = structure_.data() + mark.structure;
  base::StoreFixed32(header + 1, static_cast<uint32_t>(structure_.size() - mark.structure -
                                                       kContainerHeaderBytes));
  base::StoreFixed32(header + 5, static_cast<uint32_t>(text_.size() - mark.text));
  base::StoreFixed32(header + 9, count_);
  count_ = mark.outer_count + 1;
}

ItemBuilder::Mark ItemBuilder::BeginSet(AttributeType type) {
  const Mark mark{structure_.size(), text_.size(), count_};
  Tag(type);
  structure_.append(kSetHeaderBytes - 1, '\0');
  count_ = 0;
  return mark;
}

bool ItemBuilder::SetMember(AttributeType type, Bytes member) {
  count_++;
  if (type != AttributeType::kBS) return Text(member);
  base::PutLengthPrefixed(&structure_, member);
  return true;
}

void ItemBuilder::EndSet(Mark mark) {
  base::StoreFixed32(structure_.data() + mark.structure + 1, count_);
  count_ = mark.outer_count + 1;
}

void ItemBuilder::Finish(std::string* form) const {
  HR_CHECK(!structure_.empty() && structure_[0] == static_cast<char>(AttributeType::kM));
  base::PutFixed32(form, static_cast<uint32_t>(structure_.size()));
  base::PutFixed32(form, static_cast<uint32_t>(text_.size()));
  base::PutFixed32(form, static_cast<uint32_t>(ItemBytes(value())));
  form->append(structure_);
  form->append(text_);
}

}  // namespace hashrange::model
