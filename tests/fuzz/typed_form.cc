// See typed_form.h.
#include "fuzz/typed_form.h"

#include "base/base64.h"
#include "base/coding.h"
#include "model/attribute_type.h"

namespace hashrange::fuzz {
namespace {

using model::AttributeType;
using model::RequestTag;
using model::RequestValue;
using model::Shape;
using model::ShapeKind;

// A container's head, whose lengths are filled in when it goes.
class Container {
 public:
  Container(RequestTag tag, std::string* to) : to_(to) {
    to_->push_back(static_cast<char>(tag));
    at_ = to_->size();
    base::PutFixed64(to_, 0);
  }
  ~Container() {
    base::StoreFixed32(&(*to_)[at_], static_cast<uint32_t>(to_->size() - at_ - 8));
    base::StoreFixed32(&(*to_)[at_ + 4], count_);
  }
  Container(const Container&) = delete;
  Container& operator=(const Container&) = delete;
  void Count() { count_++; }

 private:
  std::string* to_;
  size_t at_ = 0;
  uint32_t count_ = 0;
};

RequestTag TagOf(AttributeType type) {
  return static_cast<RequestTag>(0x10 | static_cast<uint8_t>(type));
}

void AppendString(Bytes text, std::string* to) {
  base::PutFixed32(to, static_cast<uint32_t>(text.size()));
  to->append(text);
}

void AppendText(RequestTag tag, Bytes text, std::string* to) {
  to->push_back(static_cast<char>(tag));
  AppendString(text, to);
}

bool IsScalarOf(AttributeType type, const RequestValue& member, std::string* bytes) {
  if (member.tag != RequestTag::kString) return false;
  if (type != AttributeType::kB && type != AttributeType::kBS) {
    *bytes = std::string(member.bytes);
    return true;
  }
  bytes->clear();
  return base::DecodeBase64(member.bytes, bytes) == base::Base64Fault::kNone;
}

bool AppendTypedMap(const RequestValue& map, RequestTag tag, std::string* to);

// {"S": "a"} as a typed value. False, with *to as it was, when it is none.
bool AppendTypedAttribute(const RequestValue& value, std::string* to) {
  if (value.tag != RequestTag::kMap || value.count != 1) return false;
  Bytes rest = value.bytes, name;
  RequestValue member;
  AttributeType type;
  if (!model::ReadRequestString(&rest, &name) || !model::ReadRequestValue(&rest, &member) ||
      !model::ParseAttributeType(name, &type)) {
    return false;
  }
  const size_t before = to->size();
  std::string bytes;
  switch (type) {
    case AttributeType::kS:
    case AttributeType::kN:
    case AttributeType::kB:
      if (!IsScalarOf(type, member, &bytes)) return false;
      AppendText(TagOf(type), bytes, to);
      return true;
    case AttributeType::kSS:
    case AttributeType::kNS:
    case AttributeType::kBS: {
      if (member.tag != RequestTag::kList) return false;
      bool whole = true;
      {
        Container set(TagOf(type), to);
        Bytes elements = member.bytes;
        for (RequestValue element; whole && !elements.empty(); set.Count()) {
          whole = model::ReadRequestValue(&elements, &element) && IsScalarOf(type, element, &bytes);
          if (whole) AppendString(bytes, to);
        }
      }
      if (!whole) to->resize(before);
      return whole;
    }
    case AttributeType::kM:
      return AppendTypedMap(member, RequestTag::kAttributeM, to);
    case AttributeType::kL: {
      if (member.tag != RequestTag::kList) return false;
      bool whole = true;
      {
        Container list(RequestTag::kAttributeL, to);
        Bytes elements = member.bytes;
        for (RequestValue element; whole && !elements.empty(); list.Count()) {
          whole = model::ReadRequestValue(&elements, &element) && AppendTypedAttribute(element, to);
        }
      }
      if (!whole) to->resize(before);
      return whole;
    }
    case AttributeType::kNull:
    case AttributeType::kBool:
      if (member.tag != RequestTag::kTrue && member.tag != RequestTag::kFalse) return false;
      to->push_back(static_cast<char>(TagOf(type)));
      to->push_back(member.tag == RequestTag::kTrue ? 1 : 0);
      return true;
  }
  return false;
}

// A map of attribute values by name.
bool AppendTypedMap(const RequestValue& map, RequestTag tag, std::string* to) {
  if (map.tag != RequestTag::kMap) return false;
  const size_t before = to->size();
  bool whole = true;
  {
    Container typed(tag, to);
    Bytes rest = map.bytes, name;
    for (RequestValue value; whole && !rest.empty(); typed.Count()) {
      whole = model::ReadRequestString(&rest, &name) && model::ReadRequestValue(&rest, &value);
      AppendString(name, to);
      whole = whole && AppendTypedAttribute(value, to);
    }
  }
  if (!whole) to->resize(before);
  return whole;
}

void CopyUntyped(const RequestValue& value, std::string* to, bool* typed) {
  AppendRequestValue(value, to);
  *typed = false;
}

}  // namespace

void AppendRequestValue(const RequestValue& value, std::string* to) {
  to->push_back(static_cast<char>(value.tag));
  switch (value.tag) {
    case RequestTag::kNull:
    case RequestTag::kFalse:
    case RequestTag::kTrue:
      return;
    case RequestTag::kNumber:
    case RequestTag::kString:
    case RequestTag::kBytes:
    case RequestTag::kAttributeS:
    case RequestTag::kAttributeN:
    case RequestTag::kAttributeB:
      return AppendString(value.bytes, to);
    case RequestTag::kList:
    case RequestTag::kMap:
    case RequestTag::kStructure:
    case RequestTag::kAttributeSS:
    case RequestTag::kAttributeNS:
    case RequestTag::kAttributeBS:
    case RequestTag::kAttributeM:
    case RequestTag::kAttributeL:
      base::PutFixed32(to, static_cast<uint32_t>(value.bytes.size()));
      base::PutFixed32(to, value.count);
      to->append(value.bytes);
      return;
    case RequestTag::kAttributeNull:
    case RequestTag::kAttributeBool:
      to->append(value.bytes);
      return;
  }
}

void AppendTypedValue(const model::Value& value, std::string* to) {
  const RequestTag tag = TagOf(value.type());
  switch (value.type()) {
    case AttributeType::kS:
    case AttributeType::kN:
      return AppendText(tag, value.string(), to);
    case AttributeType::kB:
      return AppendText(tag, value.binary(), to);
    case AttributeType::kSS:
    case AttributeType::kNS:
    case AttributeType::kBS: {
      Container set(tag, to);
      model::SetReader members(value);
      for (Bytes member; members.Next(&member); set.Count()) AppendString(member, to);
      return;
    }
    case AttributeType::kM: {
      Container map(tag, to);
      model::MapReader members(value);
      Bytes name;
      for (model::Value member; members.Next(&name, &member); map.Count()) {
        AppendString(name, to);
        AppendTypedValue(member, to);
      }
      return;
    }
    case AttributeType::kL: {
      Container list(tag, to);
      model::ListReader elements(value);
      for (model::Value element; elements.Next(&element); list.Count())
        AppendTypedValue(element, to);
      return;
    }
    case AttributeType::kNull:
      to->push_back(static_cast<char>(tag));
      to->push_back(1);
      return;
    case AttributeType::kBool:
      to->push_back(static_cast<char>(tag));
      to->push_back(value.boolean() ? 1 : 0);
      return;
  }
}

void AppendTypedRequest(const Shape& shape, const RequestValue& value, std::string* to,
                        bool* typed) {
  RequestValue inner;
  Bytes rest = value.bytes, name;
  switch (shape.kind) {
    case ShapeKind::kStructure: {
      if (value.tag != RequestTag::kMap) return AppendRequestValue(value, to);
      Container structure(RequestTag::kStructure, to);
      while (!rest.empty()) {
        if (!model::ReadRequestString(&rest, &name) || !model::ReadRequestValue(&rest, &inner))
          return;
        const int index = model::FindMemberIndex(shape, name);
        if (index < 0) continue;  // the encoder knows no such member, and the reader ignores it
        to->push_back(static_cast<char>(index));
        AppendTypedRequest(*shape.members[static_cast<size_t>(index)].shape, inner, to, typed);
        structure.Count();
      }
      return;
    }
    case ShapeKind::kList: {
      if (value.tag != RequestTag::kList) return AppendRequestValue(value, to);
      Container list(RequestTag::kList, to);
      for (; !rest.empty() && model::ReadRequestValue(&rest, &inner); list.Count()) {
        AppendTypedRequest(*shape.element, inner, to, typed);
      }
      return;
    }
    case ShapeKind::kMap: {
      if (value.tag != RequestTag::kMap) return AppendRequestValue(value, to);
      Container map(RequestTag::kMap, to);
      for (; !rest.empty(); map.Count()) {
        if (!model::ReadRequestString(&rest, &name) || !model::ReadRequestValue(&rest, &inner))
          return;
        AppendString(name, to);
        AppendTypedRequest(*shape.element, inner, to, typed);
      }
      return;
    }
    case ShapeKind::kAttributeValue:
      if (!AppendTypedAttribute(value, to)) CopyUntyped(value, to, typed);
      return;
    case ShapeKind::kAttributeMap:
    case ShapeKind::kAttributeValues:
      if (!AppendTypedMap(value, RequestTag::kAttributeM, to)) CopyUntyped(value, to, typed);
      return;
    case ShapeKind::kString:
    case ShapeKind::kInteger:
    case ShapeKind::kLong:
    case ShapeKind::kDouble:
    case ShapeKind::kBoolean:
    case ShapeKind::kBlob:
    case ShapeKind::kTimestamp:
      return AppendRequestValue(value, to);
  }
}

}  // namespace hashrange::fuzz
