#include "wire/json_writer.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "base/base64.h"
#include "base/check.h"
#include "base/coding.h"
#include "model/operation_shapes.h"
#include "wire/error_envelope.h"
#include "wire/response_tags.h"
#include "wire/response_writer.h"

namespace hashrange::wire {
namespace {

using model::AttributeType;
using model::Shape;
using model::ShapeKind;

// Seconds with as many of three decimals as are needed: 1732492800, 1732492800.25.
void AppendSeconds(double seconds, std::string* json) {
  char buffer[64];
  int length = std::snprintf(buffer, sizeof(buffer), "%.3f", seconds);
  while (length > 0 && buffer[length - 1] == '0') length--;
  if (length > 0 && buffer[length - 1] == '.') length--;
  json->append(buffer, static_cast<size_t>(length));
}

void AppendBase64String(Bytes bytes, std::string* json) {
  json->push_back('"');
  base::AppendBase64(json, bytes);
  json->push_back('"');
}

// Walks the structure and the text of a response in step and prints what it finds.
class Printer {
 public:
  Printer(Bytes structure, Bytes text, std::string* json)
      : structure_(structure), text_(text), json_(json) {}

  void Structure(const Shape& shape) {
    SkipChunk();
    Value(shape);
  }

  ErrorParts Error() {
    using model::members::ErrorStructure;
    SkipChunk();
    ErrorParts parts;
    for (uint8_t left = BeginStructure(); left > 0; left--) {
      switch (Byte()) {
        case ErrorStructure::kType:
          HR_CHECK(Byte() == kResponseNumber);
          parts.type = static_cast<ErrorType>(static_cast<int>(Double()));
          break;
        case ErrorStructure::kMessage:
          parts.message = String();
          break;
        case ErrorStructure::kItem:
          parts.item = Attributes();
          break;
        case ErrorStructure::kCancellationReasons:
          HR_CHECK(Byte() == kResponseList);
          for (uint32_t reasons = Fixed32(); reasons > 0; reasons--) {
            SkipChunk();
            parts.reasons.push_back(Reason());
          }
          break;
        default:
          String();
      }
    }
    return parts;
  }

 private:
  ReasonParts Reason() {
    using model::members::CancellationReason;
    ReasonParts parts;
    for (uint8_t left = BeginStructure(); left > 0; left--) {
      const uint8_t member = Byte();
      if (member == CancellationReason::kItem) {
        parts.item = Attributes();
      } else {
        (member == CancellationReason::kCode ? parts.code : parts.message) = String();
      }
    }
    return parts;
  }

  // The number of its members.
  uint8_t BeginStructure() {
    HR_CHECK(Byte() == kResponseStructure);
    return Byte();
  }

  Bytes String() {
    HR_CHECK(Byte() == kResponseString);
    return Text();
  }

  uint8_t Byte() {
    uint8_t byte = 0;
    const bool whole = base::GetByte(&structure_, &byte);
    HR_CHECK(whole);
    return byte;
  }

  uint64_t Varint() {
    uint64_t value = 0;
    const bool whole = base::GetVarint(&structure_, &value);
    HR_CHECK(whole);
    return value;
  }

  uint32_t Fixed32() {
    uint32_t value = 0;
    const bool whole = base::GetFixed32(&structure_, &value);
    HR_CHECK(whole);
    return value;
  }

  double Double() {
    uint64_t bits = 0;
    const bool whole = base::GetFixed64(&structure_, &bits);
    HR_CHECK(whole);
    return __builtin_bit_cast(double, bits);
  }

  Bytes Text() {
    const uint64_t ref = Varint();
    if ((ref & 1) != 0) Varint();
    const Bytes text = text_.substr(0, static_cast<size_t>(ref >> 1));
    text_.remove_prefix(text.size());
    return text;
  }

  model::Value Attributes() {
    const model::Value value = model::FormCursor(structure_, text_).Value();
    structure_.remove_prefix(value.structure.size());
    text_.remove_prefix(value.text.size());
    return value;
  }

  void SkipChunk() {
    if (structure_.empty() || static_cast<uint8_t>(structure_[0]) != kResponseChunk) return;
    Byte();
    Fixed32();
  }

  void Value(const Shape& shape) {
    HR_CHECK(!structure_.empty());
    if (static_cast<uint8_t>(structure_[0]) <= static_cast<uint8_t>(AttributeType::kBool)) {
      const model::Value value = Attributes();
      if (shape.kind == ShapeKind::kAttributeValue) return AppendJsonValue(value, json_);
      return AppendJsonAttributes(value, json_);
    }
    switch (Byte()) {
      case kResponseNull:
        json_->append("null");
        return;
      case kResponseFalse:
        json_->append("false");
        return;
      case kResponseTrue:
        json_->append("true");
        return;
      case kResponseNumber:
        if (shape.kind == ShapeKind::kDouble) return AppendJsonDouble(Double(), json_);
        json_->append(std::to_string(static_cast<int64_t>(Double())));
        return;
      case kResponseTimestamp:
        return AppendSeconds(Double(), json_);
      case kResponseString:
        return AppendJsonString(Text(), json_);
      case kResponseBlob: {
        const size_t length = static_cast<size_t>(Varint());
        AppendBase64String(structure_.substr(0, length), json_);
        structure_.remove_prefix(length);
        return;
      }
      case kResponseList: {
        json_->push_back('[');
        const uint32_t count = Fixed32();
        for (uint32_t i = 0; i < count; i++) {
          if (i > 0) json_->push_back(',');
          SkipChunk();
          Value(*shape.element);
        }
        json_->push_back(']');
        return;
      }
      case kResponseMap: {
        json_->push_back('{');
        const uint32_t count = Fixed32();
        for (uint32_t i = 0; i < count; i++) {
          if (i > 0) json_->push_back(',');
          AppendJsonString(Text(), json_);
          json_->push_back(':');
          Value(*shape.element);
        }
        json_->push_back('}');
        return;
      }
      case kResponseStructure: {
        json_->push_back('{');
        const uint8_t count = Byte();
        for (uint8_t i = 0; i < count; i++) {
          if (i > 0) json_->push_back(',');
          const uint8_t index = Byte();
          HR_CHECK(index < shape.members.size());
          AppendJsonString(shape.members[index].name, json_);
          json_->push_back(':');
          Value(*shape.members[index].shape);
        }
        json_->push_back('}');
        return;
      }
      default:
        HR_CHECK(false && "a tag of response form");
    }
  }

  Bytes structure_;
  Bytes text_;
  std::string* json_;
};

// Numbers and text of sets are quoted, bytes go through base64.
void AppendSet(const model::Value& set, std::string* json) {
  json->push_back('[');
  bool first = true;
  model::SetReader members(set);
  for (Bytes member; members.Next(&member);) {
    if (!first) json->push_back(',');
    first = false;
    if (set.type() == AttributeType::kBS) {
      AppendBase64String(member, json);
    } else {
      AppendJsonString(member, json);
    }
  }
  json->push_back(']');
}

}  // namespace

void AppendJsonDouble(double value, std::string* json) {
  char buffer[40];
  for (int digits = 15; digits <= 17; digits++) {
    std::snprintf(buffer, sizeof(buffer), "%.*g", digits, value);
    if (std::strtod(buffer, nullptr) == value) break;
  }
  json->append(buffer);
  if (std::strpbrk(buffer, ".e") == nullptr) json->append(".0");
}

void AppendJsonString(Bytes text, std::string* json) {
  json->push_back('"');
  size_t plain = 0;  // where the text not yet copied begins
  for (size_t i = 0; i < text.size(); i++) {
    const char c = text[i];
    if (static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\') continue;
    json->append(text.substr(plain, i - plain));
    plain = i + 1;
    switch (c) {
      case '"':
        json->append("\\\"");
        break;
      case '\\':
        json->append("\\\\");
        break;
      case '\b':
        json->append("\\b");
        break;
      case '\f':
        json->append("\\f");
        break;
      case '\n':
        json->append("\\n");
        break;
      case '\r':
        json->append("\\r");
        break;
      case '\t':
        json->append("\\t");
        break;
      default: {
        char escape[8];
        std::snprintf(escape, sizeof(escape), "\\u%04x",
                      static_cast<unsigned>(static_cast<unsigned char>(c)));
        json->append(escape);
      }
    }
  }
  json->append(text.substr(plain));
  json->push_back('"');
}

void AppendJsonValue(const model::Value& value, std::string* json) {
  const AttributeType type = value.type();
  json->append("{\"").append(model::AttributeTypeName(type)).append("\":");
  switch (type) {
    case AttributeType::kS:
    case AttributeType::kN:
      AppendJsonString(value.string(), json);
      break;
    case AttributeType::kB:
      AppendBase64String(value.binary(), json);
      break;
    case AttributeType::kSS:
    case AttributeType::kNS:
    case AttributeType::kBS:
      AppendSet(value, json);
      break;
    case AttributeType::kM:
      AppendJsonAttributes(value, json);
      break;
    case AttributeType::kL: {
      json->push_back('[');
      bool first = true;
      model::ListReader elements(value);
      for (model::Value element; elements.Next(&element);) {
        if (!first) json->push_back(',');
        first = false;
        AppendJsonValue(element, json);
      }
      json->push_back(']');
      break;
    }
    case AttributeType::kNull:
      json->append("true");
      break;
    case AttributeType::kBool:
      json->append(value.boolean() ? "true" : "false");
      break;
  }
  json->push_back('}');
}

void AppendJsonAttributes(const model::Value& map, std::string* json) {
  json->push_back('{');
  bool first = true;
  model::MapReader members(map);
  Bytes name;
  for (model::Value value; members.Next(&name, &value);) {
    if (!first) json->push_back(',');
    first = false;
    AppendJsonString(name, json);
    json->push_back(':');
    AppendJsonValue(value, json);
  }
  json->push_back('}');
}

int AppendJsonResponse(Bytes response, std::string* json) {
  HR_CHECK(response.size() >= kResponseHeaderBytes);
  const uint32_t structure_bytes = base::LoadFixed32(response.data());
  const Bytes structure = response.substr(kResponseHeaderBytes, structure_bytes);
  const Bytes text = response.substr(kResponseHeaderBytes + structure_bytes);
  Printer printer(structure, text, json);
  if (static_cast<uint8_t>(response[8]) != kResponseStatusOutput) {
    return AppendErrorJson(printer.Error(), json);
  }
  const model::OperationShape* operation = model::FindOperation(static_cast<uint8_t>(response[9]));
  HR_CHECK(operation != nullptr);
  printer.Structure(*operation->output);
  return 200;
}

}  // namespace hashrange::wire
