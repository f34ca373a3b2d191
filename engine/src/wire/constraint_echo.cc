#include "wire/constraint_echo.h"

#include "base/base64.h"
#include "model/attribute_type.h"
#include "wire/json_writer.h"
#include "wire/request_reader.h"

namespace hashrange::wire {
namespace {

using model::AttributeType;
using model::Echo;
using model::Member;
using model::ReadRequestString;
using model::ReadRequestValue;
using model::RequestTag;
using model::RequestValue;
using model::Shape;
using model::ShapeKind;

constexpr Bytes kCutOff = "...";

// The fields of the service's own AttributeValue class. Source: paritysuite, measured eu-west-2
// 2026-10.
struct JavaField {
  Bytes name;
  Bytes type;  // empty: a field that no request can set
};
constexpr JavaField kJavaFields[] = {
    {"s", "S"},      {"n", "N"},     {"b", "B"},         {"iNT", ""},
    {"dECIMAL", ""}, {"dOUBLE", ""}, {"sS", "SS"},       {"nS", "NS"},
    {"bS", "BS"},    {"iNTSET", ""}, {"dECIMALSET", ""}, {"dOUBLESET", ""},
    {"m", "M"},      {"l", "L"},     {"nULL", "NULL"},   {"bOOL", "BOOL"}};

class EchoPrinter {
 public:
  EchoPrinter(bool json, std::string* to) : json_(json), to_(to) {}

  void Value(const Shape& shape, const RequestValue& value) {
    if (value.tag == RequestTag::kNull) return Raw("null");
    switch (shape.kind) {
      case ShapeKind::kInteger:
      case ShapeKind::kLong:
        return Raw(std::to_string(IntegerOf(shape, value)));
      case ShapeKind::kDouble:
      case ShapeKind::kTimestamp:
        return Raw(value.bytes);
      case ShapeKind::kBoolean:
        return Raw(model::BooleanOf(value) ? "true" : "false");
      case ShapeKind::kString:
        return Text(value.bytes);
      case ShapeKind::kBlob:
        return Binary(value);
      case ShapeKind::kAttributeValue:
        return Attribute(value, 1);
      case ShapeKind::kAttributeMap:
      case ShapeKind::kAttributeValues:
        return AttributeMap(value, 1);
      case ShapeKind::kList: {
        Begin('[');
        ListView list(shape, value);
        for (RequestValue element; list.Next(&element);) {
          Separate();
          Value(*shape.element, element);
        }
        return End(']');
      }
      case ShapeKind::kMap: {
        Begin('{');
        MapView map(shape, value);
        Bytes name;
        for (RequestValue entry; map.Next(&name, &entry);) {
          Separate();
          Name(name);
          Value(*shape.element, entry);
        }
        return End('}');
      }
      case ShapeKind::kStructure:
        return Structure(shape, StructureView(shape, value));
    }
  }

 private:
  void Raw(Bytes text) { to_->append(text); }

  void Text(Bytes text) {
    if (json_) return AppendJsonString(text, to_);
    Raw(text);
  }

  void Begin(char bracket) {
    to_->push_back(bracket);
    first_ = true;
  }

  void Separate() {
    if (!first_) Raw(json_ ? "," : ", ");
    first_ = false;
  }

  void Name(Bytes name) {
    Text(name);
    to_->push_back(json_ ? ':' : '=');
  }

  void End(char bracket) {
    to_->push_back(bracket);
    first_ = false;
  }

  // Java prints every member, JSON those that are there.
  void Structure(const Shape& shape, const StructureView& structure) {
    if (!json_) Raw(shape.name);
    Begin(json_ ? '{' : '(');
    for (const Member& member : shape.members) {
      if (json_ && !structure.has(member.index)) continue;
      Separate();
      Name(json_ ? std::string(member.name) : JavaName(member.name));
      Value(*member.shape, structure.Value(member.index));
    }
    // A member of the service's own. Source: paritysuite, measured eu-west-2 2026-10.
    if (!json_ && shape.name == "PutRequest") Raw(", workloadProfileName=null");
    End(json_ ? '}' : ')');
  }

  void AttributeMap(const RequestValue& map, int level) {
    Begin('{');
    Bytes rest = map.bytes, name;
    for (RequestValue value; ReadRequestString(&rest, &name) && ReadRequestValue(&rest, &value);) {
      Separate();
      Name(name);
      Attribute(value, level);
    }
    End('}');
  }

  void Attribute(const RequestValue& value, int level) {
    if (level > kEchoedLevelsMax) return Raw(kCutOff);
    if (value.tag == RequestTag::kNull) return Raw("null");
    if (!json_) return JavaAttribute(value, level);
    Begin('{');
    for (const JavaField& field : kJavaFields) {
      const RequestValue content = ContentOf(value, field.type);
      if (content.tag == RequestTag::kNull) continue;
      Separate();
      Name(field.type);
      Content(field.type, content, level);
    }
    End('}');
  }

  void JavaAttribute(const RequestValue& value, int level) {
    Raw("AttributeValue");
    Begin('(');
    for (const JavaField& field : kJavaFields) {
      Separate();
      Name(field.name);
      const RequestValue content = ContentOf(value, field.type);
      if (content.tag == RequestTag::kNull) {
        Raw("null");
      } else {
        Content(field.type, content, level);
      }
    }
    End(')');
  }

  // What an attribute value, in typed form or as the structure that JSON has, holds of a type;
  // kNull when nothing.
  static RequestValue ContentOf(const RequestValue& value, Bytes type_name) {
    AttributeType type;
    if (!model::ParseAttributeType(type_name, &type)) return {};
    if (value.is_attribute()) {
      const bool same = static_cast<uint8_t>(value.tag) == 0x10 + static_cast<uint8_t>(type);
      return same ? value : RequestValue{};
    }
    RequestValue content, member;
    Bytes rest = value.bytes, name;
    while (ReadRequestString(&rest, &name) && ReadRequestValue(&rest, &member)) {
      if (name == type_name) content = member;
    }
    return content;
  }

  void Content(Bytes type_name, const RequestValue& content, int level) {
    AttributeType type;
    if (!model::ParseAttributeType(type_name, &type)) return;
    switch (type) {
      case AttributeType::kS:
      case AttributeType::kN:
        return Text(content.bytes);
      case AttributeType::kB:
        return Binary(content);
      case AttributeType::kSS:
      case AttributeType::kNS:
      case AttributeType::kBS:
        return Set(content, type == AttributeType::kBS);
      case AttributeType::kM:
        return AttributeMap(content, level + 1);
      case AttributeType::kL: {
        Begin('[');
        Bytes rest = content.bytes;
        for (RequestValue element; ReadRequestValue(&rest, &element);) {
          Separate();
          Attribute(element, level + 1);
        }
        return End(']');
      }
      case AttributeType::kNull:
      case AttributeType::kBool:
        return Raw(model::BooleanOf(content) ? "true" : "false");
    }
  }

  // Bare strings in typed form, values in a list.
  void Set(const RequestValue& set, bool binary) {
    Begin('[');
    Bytes rest = set.bytes;
    for (RequestValue member; !rest.empty();) {
      if (set.tag == RequestTag::kList) {
        if (!ReadRequestValue(&rest, &member)) break;
      } else {
        if (!ReadRequestString(&rest, &member.bytes)) break;
        member.tag = binary ? RequestTag::kBytes : RequestTag::kString;
      }
      Separate();
      if (binary) {
        Binary(member);
      } else {
        Text(member.bytes);
      }
    }
    End(']');
  }

  // Bytes as such, or in base64 as JSON has them.
  void Binary(const RequestValue& value) {
    std::string bytes;
    if (value.tag == RequestTag::kString) {
      base::DecodeBase64(value.bytes, &bytes);
    } else {
      bytes = value.bytes;
    }
    if (json_) {
      std::string text;
      base::AppendBase64(&text, bytes);
      return Text(text);
    }
    const std::string size = std::to_string(bytes.size());
    Raw("java.nio.HeapByteBuffer[pos=0 lim=" + size + " cap=" + size + "]");
  }

  const bool json_;
  std::string* const to_;
  bool first_ = true;
};

}  // namespace

std::string JavaName(Bytes name) {
  std::string text(name);
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z')
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

std::string EchoOf(const Shape& shape, const RequestValue& checked) {
  std::string text;
  EchoPrinter(shape.echo == Echo::kJson, &text).Value(shape, checked);
  return text;
}

}  // namespace hashrange::wire
