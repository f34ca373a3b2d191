#include "wire/type_check.h"

#include <string>

#include "base/base64.h"
#include "base/utf8.h"
#include "model/attribute_type.h"
#include "wire/messages.h"
#include "wire/request_reader.h"

namespace hashrange::wire {
namespace {

using model::AttributeType;
using model::Member;
using model::ReadRequestString;
using model::ReadRequestValue;
using model::RequestTag;
using model::RequestValue;
using model::Shape;
using model::ShapeKind;

constexpr Bytes kPackage = "com.amazonaws.dynamodb.v20120810.";

bool IsScalar(RequestTag tag) {
  return tag == RequestTag::kFalse || tag == RequestTag::kTrue || tag == RequestTag::kNumber ||
         tag == RequestTag::kString || tag == RequestTag::kBytes;
}

// The parser's token of a scalar, as the texts spell it.
Bytes TokenName(const RequestValue& value) {
  switch (value.tag) {
    case RequestTag::kTrue:
      return "TRUE_VALUE";
    case RequestTag::kFalse:
      return "FALSE_VALUE";
    case RequestTag::kNumber:
      return value.bytes.find_first_of(".eE") == Bytes::npos ? "NUMBER_VALUE" : "DECIMAL_VALUE";
    default:
      return "STRING_VALUE";
  }
}

Bytes ScalarClass(ShapeKind kind) {
  switch (kind) {
    case ShapeKind::kInteger:
      return "Integer";
    case ShapeKind::kLong:
      return "Long";
    case ShapeKind::kDouble:
      return "Double";
    case ShapeKind::kBoolean:
      return "Boolean";
    case ShapeKind::kTimestamp:
      return "Date";
    default:
      return "String";
  }
}

// The Java class of a map's values.
std::string ValueClass(const Shape& shape) {
  switch (shape.kind) {
    case ShapeKind::kAttributeValue:
    case ShapeKind::kAttributeMap:
    case ShapeKind::kAttributeValues:
      return std::string(kPackage) + "AttributeValue";
    case ShapeKind::kStructure:
      return std::string(kPackage).append(shape.name);
    case ShapeKind::kList:
      return "java.util.List<" + ValueClass(*shape.element) + ">";
    case ShapeKind::kMap:
      return "java.util.Map<java.lang.String, " + ValueClass(*shape.element) + ">";
    default:
      return std::string(shape.kind == ShapeKind::kTimestamp ? "java.util." : "java.lang.")
          .append(ScalarClass(shape.kind));
  }
}

Error Collection(Bytes java_class) { return Fail(kUnrecognizedCollection, {java_class}); }

// What a list or a structure gets in a scalar's place. Bytes in the place of text, too, are sent as
// a structure by JSON.
Error NotAScalar(const RequestValue& value, ShapeKind kind) {
  switch (value.tag) {
    case RequestTag::kList:
      return Collection(
          std::string(kind == ShapeKind::kTimestamp ? "class java.util." : "class java.lang.")
              .append(ScalarClass(kind)));
    case RequestTag::kMap:
    case RequestTag::kStructure:
    case RequestTag::kBytes:
      return Fail(kStartOfStructure);
    default:
      return Fail(kNotARequest);
  }
}

Status CheckString(const RequestValue& value) {
  switch (value.tag) {
    case RequestTag::kNull:
      return {};
    case RequestTag::kString:
      // JSON was checked; a foreign encoder may write anything.
      if (!base::IsUtf8(value.bytes)) return Fail(kNotARequest);
      return {};
    case RequestTag::kTrue:
    case RequestTag::kFalse:
    case RequestTag::kNumber:
      return Fail(kCannotBeConverted, {TokenName(value), "String"});
    default:
      return NotAScalar(value, ShapeKind::kString);
  }
}

Status CheckNumber(const RequestValue& value, ShapeKind kind) {
  switch (value.tag) {
    case RequestTag::kNull:
    case RequestTag::kNumber:
      return {};
    case RequestTag::kTrue:
    case RequestTag::kFalse:
    case RequestTag::kString:
      return Fail(kCannotBeConverted, {TokenName(value), ScalarClass(kind)});
    default:
      return NotAScalar(value, kind);
  }
}

Status CheckBoolean(const RequestValue& value) {
  switch (value.tag) {
    case RequestTag::kNull:
    case RequestTag::kTrue:
    case RequestTag::kFalse:
      return {};
    case RequestTag::kNumber:
      return Fail(kCannotBeConverted, {TokenName(value), "Boolean"});
    case RequestTag::kString: {
      bool parsed = false;
      if (!model::ParseBoolean(value.bytes, &parsed)) return Fail(kUnexpectedToken);
      return {};
    }
    default:
      return NotAScalar(value, ShapeKind::kBoolean);
  }
}

Status CheckBase64(Bytes text) {
  if (text.size() % 4 != 0) return Fail(kBase64Length, {std::to_string(text.size())});
  std::string decoded;
  switch (base::DecodeBase64(text, &decoded)) {
    case base::Base64Fault::kNone:
      return {};
    case base::Base64Fault::kNotBase64:
      // Padding elsewhere than at the end is not a foreign character. Source: dynalite, observed on
      // AWS.
      for (char c : text) {
        const bool known = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                           (c >= '0' && c <= '9') || c == '+' || c == '/' || c == '=';
        if (!known) return Fail(kNotBase64);
      }
      return Fail(kBase64Trailing);
    case base::Base64Fault::kLength:
      return Fail(kBase64Length, {std::to_string(text.size())});
    case base::Base64Fault::kTrailingBits:
      return Fail(kBase64Trailing);
  }
  return Fail(kNotARequest);
}

Status CheckBlob(const RequestValue& value) {
  switch (value.tag) {
    case RequestTag::kNull:
    case RequestTag::kBytes:
      return {};
    case RequestTag::kString:
      return CheckBase64(value.bytes);
    case RequestTag::kTrue:
    case RequestTag::kFalse:
    case RequestTag::kNumber:
      return Fail(kNotBase64);
    case RequestTag::kList:
      return Collection("class java.nio.ByteBuffer");
    default:
      return NotAScalar(value, ShapeKind::kBlob);
  }
}

// The faults of a value that ought to be a list, a map or a structure.

Error NotAList(const RequestValue& value, Place place) {
  if (IsScalar(value.tag))
    return place == Place::kElement ? Fail(kCannotBeCast) : Fail(kUnexpectedFieldType);
  if (value.tag == RequestTag::kMap || value.tag == RequestTag::kStructure)
    return Fail(kStartOfStructure);
  return Fail(kNotARequest);
}

Error NotAMap(const RequestValue& value, Place place, const std::string& value_class) {
  if (IsScalar(value.tag))
    return place == Place::kElement ? Fail(kCannotBeCast) : Fail(kUnexpectedFieldType);
  if (value.tag == RequestTag::kList)
    return Collection("java.util.Map<java.lang.String, " + value_class + ">");
  return Fail(kNotARequest);
}

Error NotAStructure(const RequestValue& value, Place place, Bytes name) {
  if (IsScalar(value.tag))
    return place == Place::kElement ? Fail(kUnexpectedValueType) : Fail(kUnexpectedFieldType);
  if (value.tag == RequestTag::kList)
    return Collection(std::string("class ").append(kPackage).append(name));
  return Fail(kNotARequest);
}

Status CheckAttributeMap(const RequestValue& value, Place place, int level, bool typed);

// Elements or entries must be as many as the value says.
Status CheckCount(const RequestValue& value, uint64_t count) {
  if (count != value.count) return Fail(kNotARequest);
  return {};
}

// The bare strings of a set in typed form.
Status CheckStrings(const RequestValue& set) {
  Bytes rest = set.bytes, member;
  uint64_t count = 0;
  while (!rest.empty()) {
    if (!ReadRequestString(&rest, &member)) return Fail(kNotARequest);
    count++;
  }
  return CheckCount(set, count);
}

Status CheckAttributeValue(const RequestValue& value, Place place, int level, bool typed);

Status CheckAttributeList(const RequestValue& list, int level, bool typed) {
  Bytes rest = list.bytes;
  uint64_t count = 0;
  while (!rest.empty()) {
    RequestValue element;
    if (!ReadRequestValue(&rest, &element)) return Fail(kNotARequest);
    HR_RETURN_IF_ERROR(CheckAttributeValue(element, Place::kElement, level + 1, typed));
    count++;
  }
  return CheckCount(list, count);
}

// Every element of a list of text or of blobs.
Status CheckScalarList(const RequestValue& list, bool blobs) {
  if (list.tag == RequestTag::kNull) return {};
  if (list.tag != RequestTag::kList) return NotAList(list, Place::kField);
  Bytes rest = list.bytes;
  uint64_t count = 0;
  while (!rest.empty()) {
    RequestValue element;
    if (!ReadRequestValue(&rest, &element)) return Fail(kNotARequest);
    // A null element is told of by model::AttributeValueDecoder.
    if (element.tag != RequestTag::kNull)
      HR_RETURN_IF_ERROR(blobs ? CheckBlob(element) : CheckString(element));
    count++;
  }
  return CheckCount(list, count);
}

// A member of AttributeValue in its JSON form: {"S": ...}.
Status CheckAttributeMember(AttributeType type, const RequestValue& value, int level, bool typed) {
  switch (type) {
    case AttributeType::kS:
    case AttributeType::kN:
      return CheckString(value);
    case AttributeType::kB:
      return CheckBlob(value);
    case AttributeType::kSS:
    case AttributeType::kNS:
      return CheckScalarList(value, false);
    case AttributeType::kBS:
      return CheckScalarList(value, true);
    case AttributeType::kM:
      return CheckAttributeMap(value, Place::kField, level, typed);
    case AttributeType::kL:
      if (value.tag == RequestTag::kNull) return {};
      if (value.tag != RequestTag::kList) return NotAList(value, Place::kField);
      return CheckAttributeList(value, level, typed);
    case AttributeType::kNull:
    case AttributeType::kBool:
      return CheckBoolean(value);
  }
  return Fail(kNotARequest);
}

Status CheckAttributeValue(const RequestValue& value, Place place, int level, bool typed) {
  if (level > kCheckedLevelsMax) return {};
  switch (value.tag) {
    case RequestTag::kNull:
    case RequestTag::kAttributeS:
    case RequestTag::kAttributeN:
    case RequestTag::kAttributeB:
    case RequestTag::kAttributeNull:
    case RequestTag::kAttributeBool:
      return {};
    case RequestTag::kAttributeSS:
    case RequestTag::kAttributeNS:
    case RequestTag::kAttributeBS:
      if (typed) return {};
      return CheckStrings(value);
    case RequestTag::kAttributeM:
      if (typed) return {};
      return CheckAttributeMap(value, place, level, typed);
    case RequestTag::kAttributeL:
      if (typed) return {};
      return CheckAttributeList(value, level, typed);
    case RequestTag::kMap: {
      Bytes rest = value.bytes, name;
      uint64_t count = 0;
      while (!rest.empty()) {
        RequestValue member;
        if (!ReadRequestString(&rest, &name) || !ReadRequestValue(&rest, &member))
          return Fail(kNotARequest);
        AttributeType type;
        if (model::ParseAttributeType(name, &type)) {
          HR_RETURN_IF_ERROR(CheckAttributeMember(type, member, level, typed));
        }
        count++;
      }
      return CheckCount(value, count);
    }
    default:
      return NotAStructure(value, place, "AttributeValue");
  }
}

// The entries of a map of attribute values, generic or typed.
Status CheckAttributeEntries(const RequestValue& map, int level, bool typed) {
  Bytes rest = map.bytes, name;
  uint64_t count = 0;
  while (!rest.empty()) {
    RequestValue value;
    if (!ReadRequestString(&rest, &name) || !ReadRequestValue(&rest, &value))
      return Fail(kNotARequest);
    HR_RETURN_IF_ERROR(CheckAttributeValue(value, Place::kElement, level + 1, typed));
    count++;
  }
  return CheckCount(map, count);
}

// Attribute values by name: an item, a key, M, ExpressionAttributeValues.
Status CheckAttributeMap(const RequestValue& value, Place place, int level, bool typed) {
  if (value.tag == RequestTag::kNull) return {};
  if (value.tag == RequestTag::kAttributeM) {
    if (typed) return {};
  } else if (value.tag != RequestTag::kMap) {
    return NotAMap(value, place, std::string(kPackage) + "AttributeValue");
  }
  return CheckAttributeEntries(value, level, typed);
}

Status CheckList(const Shape& shape, const RequestValue& value, Place place, bool typed) {
  if (value.tag != RequestTag::kList) return NotAList(value, place);
  Bytes rest = value.bytes;
  uint64_t count = 0;
  while (!rest.empty()) {
    RequestValue element;
    if (!ReadRequestValue(&rest, &element)) return Fail(kNotARequest);
    HR_RETURN_IF_ERROR(CheckType(*shape.element, element, Place::kElement, typed));
    count++;
  }
  return CheckCount(value, count);
}

Status CheckMap(const Shape& shape, const RequestValue& value, Place place, bool typed) {
  if (value.tag != RequestTag::kMap) return NotAMap(value, place, ValueClass(*shape.element));
  Bytes rest = value.bytes, name;
  uint64_t count = 0;
  while (!rest.empty()) {
    RequestValue entry;
    if (!ReadRequestString(&rest, &name) || !ReadRequestValue(&rest, &entry))
      return Fail(kNotARequest);
    HR_RETURN_IF_ERROR(CheckType(*shape.element, entry, Place::kElement, typed));
    count++;
  }
  return CheckCount(value, count);
}

Status CheckStructure(const Shape& shape, const RequestValue& value, Place place, bool typed) {
  if (value.tag != RequestTag::kMap && value.tag != RequestTag::kStructure) {
    return NotAStructure(value, place, shape.name);
  }
  Bytes rest = value.bytes;
  uint64_t count = 0;
  while (!rest.empty()) {
    const Member* member = nullptr;
    size_t at = 0;
    RequestValue member_value;
    if (!ReadMember(shape, value, &rest, &member, &member_value, &at)) return Fail(kNotARequest);
    if (member != nullptr)
      HR_RETURN_IF_ERROR(CheckType(*member->shape, member_value, Place::kField, typed));
    count++;
  }
  return CheckCount(value, count);
}

}  // namespace

bool ReadMember(const Shape& shape, const RequestValue& structure, Bytes* rest,
                const Member** member, RequestValue* value, size_t* at) {
  int index = -1;
  if (structure.tag == RequestTag::kStructure) {
    uint8_t byte = 0;
    if (!base::GetByte(rest, &byte) || byte >= shape.members.size()) return false;
    index = byte;
  } else {
    Bytes name;
    if (!ReadRequestString(rest, &name)) return false;
    index = model::FindMemberIndex(shape, name);
  }
  *member = index < 0 ? nullptr : &shape.members[static_cast<size_t>(index)];
  *at = structure.bytes.size() - rest->size();
  return ReadRequestValue(rest, value);
}

Status CheckType(const Shape& shape, const RequestValue& value, Place place, bool typed) {
  if (value.tag == RequestTag::kNull) return {};
  switch (shape.kind) {
    case ShapeKind::kString:
      return CheckString(value);
    case ShapeKind::kInteger:
    case ShapeKind::kLong:
    case ShapeKind::kDouble:
    case ShapeKind::kTimestamp:
      return CheckNumber(value, shape.kind);
    case ShapeKind::kBoolean:
      return CheckBoolean(value);
    case ShapeKind::kBlob:
      return CheckBlob(value);
    case ShapeKind::kAttributeValue:
      return CheckAttributeValue(value, place, 1, typed);
    case ShapeKind::kAttributeMap:
      return CheckAttributeMap(value, place, 0, typed);
    case ShapeKind::kAttributeValues:
      // Never taken on trust: a MapView walks its entries.
      if (value.tag == RequestTag::kAttributeM) return CheckAttributeEntries(value, 0, typed);
      return CheckAttributeMap(value, place, 0, typed);
    case ShapeKind::kList:
      return CheckList(shape, value, place, typed);
    case ShapeKind::kMap:
      return CheckMap(shape, value, place, typed);
    case ShapeKind::kStructure:
      return CheckStructure(shape, value, place, typed);
  }
  return Fail(kNotARequest);
}

}  // namespace hashrange::wire
