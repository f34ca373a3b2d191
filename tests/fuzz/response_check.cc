// See response_check.h.
#include "fuzz/response_check.h"

#include <cstdint>
#include <set>

#include "base/coding.h"
#include "base/utf8.h"
#include "model/item.h"
#include "model/item_builder.h"
#include "model/operation_shapes.h"

namespace hashrange::fuzz {
namespace {

using model::Shape;
using model::ShapeKind;

class Walker {
 public:
  // `floats`: elements of vectors are among the values, spelled as DynamoDB spells them ("1.0"), which
  // item form does not.
  Walker(Bytes structure, Bytes text, bool floats)
      : structure_(structure), text_(text), floats_(floats) {}

  std::string Check(const Shape& shape) {
    if (structure_.empty() || structure_[0] != 0x0f)
      return "a response does not begin with a chunk";
    Value(shape, true);
    if (wrong_.empty() && !structure_.empty()) Wrong("structure is left over");
    if (wrong_.empty() && !text_.empty()) Wrong("text is left over");
    if (wrong_.empty() && chunk_ != 0) Wrong("a chunk is longer than its text");
    return wrong_;
  }

 private:
  bool Wrong(const std::string& what) {
    if (wrong_.empty()) wrong_ = what;
    return false;
  }

  bool Chunk() {
    if (structure_.empty() || structure_[0] != 0x0f) return true;
    if (chunk_ != 0) return Wrong("a chunk begins inside another");
    uint8_t tag = 0;
    uint32_t bytes = 0;
    if (!base::GetByte(&structure_, &tag) || !base::GetFixed32(&structure_, &bytes))
      return Wrong("a chunk is cut short");
    if (bytes > text_.size()) return Wrong("a chunk is longer than the text");
    chunk_ = bytes;
    return true;
  }

  bool TakeText(size_t bytes) {
    if (bytes > chunk_) return Wrong("text reaches out of its chunk");
    chunk_ -= bytes;
    text_.remove_prefix(bytes);
    return true;
  }

  bool Text() {
    uint64_t ref = 0, units = 0;
    if (!base::GetVarint(&structure_, &ref)) return Wrong("a text-ref is cut short");
    const uint64_t bytes = ref >> 1;
    if (bytes > chunk_) return Wrong("text reaches out of its chunk");
    const Bytes text = text_.substr(0, static_cast<size_t>(bytes));
    if ((ref & 1) == 0) {
      if (!base::IsAscii(text)) return Wrong("a text-ref takes for ASCII what is none");
    } else if (!base::GetVarint(&structure_, &units) || !base::IsUtf8(text) ||
               base::Utf16Units(text) != units) {
      return Wrong("a text is not UTF-8 of that many units");
    }
    return TakeText(text.size());
  }

  // An attribute value, or an attribute map.
  bool Attributes(bool map) {
    const model::Value value = model::FormCursor(structure_, text_).Value();
    structure_.remove_prefix(value.structure.size());
    model::ItemBuilder builder;
    if (map) {
      if (value.type() != model::AttributeType::kM) return Wrong("an attribute map is no map");
      builder.Copy(value);
    } else {
      const model::ItemBuilder::Mark mark = builder.BeginMap();
      builder.Name("v");
      builder.Copy(value);
      builder.EndMap(mark);
    }
    if (!floats_ && !model::IsItem(builder.TakeItem()))
      return Wrong("an attribute value is not in item form");
    return TakeText(value.text.size());
  }

  bool Elements(const Shape& shape, bool names) {
    uint32_t count = 0;
    if (!base::GetFixed32(&structure_, &count)) return Wrong("a list is cut short");
    for (uint32_t i = 0; i < count; i++) {
      if (names ? !Text() : !Chunk()) return false;
      if (!Value(*shape.element, false)) return false;
    }
    return true;
  }

  bool Members(const Shape& shape) {
    uint8_t count = 0, index = 0;
    if (!base::GetByte(&structure_, &count)) return Wrong("a structure is cut short");
    std::set<uint8_t> seen;
    for (uint8_t i = 0; i < count; i++) {
      if (!base::GetByte(&structure_, &index) || index >= shape.members.size())
        return Wrong("a structure has no such member");
      if (!seen.insert(index).second) return Wrong("a structure has a member twice");
      if (!Value(*shape.members[index].shape, false)) return false;
    }
    return true;
  }

  bool Value(const Shape& shape, bool chunk_may_begin) {
    if (chunk_may_begin && !Chunk()) return false;
    if (structure_.empty()) return Wrong("a value is cut short");
    const auto tag = static_cast<uint8_t>(structure_[0]);
    const ShapeKind kind = shape.kind;
    if (tag >= 1 && tag <= 10) {
      if (kind == ShapeKind::kAttributeValue) return Attributes(false);
      if (kind == ShapeKind::kAttributeMap || kind == ShapeKind::kAttributeValues)
        return Attributes(true);
      return Wrong("an attribute value stands elsewhere");
    }
    structure_.remove_prefix(1);
    uint64_t bits = 0;
    Bytes blob;
    switch (tag) {
      case 0x10:
        return true;
      case 0x11:
      case 0x12:
        return kind == ShapeKind::kBoolean || Wrong("a boolean stands elsewhere");
      case 0x13:
      case 0x14: {
        const bool number =
            kind == ShapeKind::kInteger || kind == ShapeKind::kLong || kind == ShapeKind::kDouble;
        if (tag == 0x13 ? !number : kind != ShapeKind::kTimestamp)
          return Wrong("a number stands elsewhere");
        return base::GetFixed64(&structure_, &bits) || Wrong("a number is cut short");
      }
      case 0x15:
        return kind == ShapeKind::kString ? Text() : Wrong("a string stands elsewhere");
      case 0x16:
        if (kind != ShapeKind::kBlob) return Wrong("a blob stands elsewhere");
        return base::GetLengthPrefixed(&structure_, &blob) || Wrong("a blob is cut short");
      case 0x17:
        return kind == ShapeKind::kList ? Elements(shape, false) : Wrong("a list stands elsewhere");
      case 0x18:
        return kind == ShapeKind::kMap ? Elements(shape, true) : Wrong("a map stands elsewhere");
      case 0x19:
        return kind == ShapeKind::kStructure ? Members(shape)
                                             : Wrong("a structure stands elsewhere");
      default:
        return Wrong("there is no such tag");
    }
  }

  Bytes structure_;
  Bytes text_;
  bool floats_;
  size_t chunk_ = 0;  // of the open chunk's text, not yet taken
  std::string wrong_;
};

}  // namespace

std::string CheckResponse(Bytes response) {
  uint32_t structure_bytes = 0, text_bytes = 0;
  uint8_t status = 0, operation = 0;
  if (!base::GetFixed32(&response, &structure_bytes) || !base::GetFixed32(&response, &text_bytes) ||
      !base::GetByte(&response, &status) || !base::GetByte(&response, &operation)) {
    return "a response is shorter than its head";
  }
  if (response.size() != uint64_t{structure_bytes} + text_bytes)
    return "a response is not as long as its head says";
  const model::OperationShape* shape = model::FindOperation(operation);
  const bool floats = shape != nullptr && shape->operation == model::Operation::kSearchVectors;
  Walker walker(response.substr(0, structure_bytes), response.substr(structure_bytes), floats);
  if (status == 1) return walker.Check(model::ErrorShape());
  if (status != 0) return "a response has no such status";
  if (shape == nullptr) return "a response is of no operation";
  return walker.Check(*shape->output);
}

}  // namespace hashrange::fuzz
