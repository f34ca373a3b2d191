#include "wire/json_text.h"

#include <cstdio>

#include "model/item_builder.h"
#include "wire/json_writer.h"

namespace hashrange::wire {

// Between two values of an object or an array there is always the end of the first, and never right
// behind a bracket or a name.
void JsonText::Separate() {
  if (to_->empty()) return;
  const char last = to_->back();
  if (last != '{' && last != '[' && last != ':' && last != '\n') to_->push_back(',');
}

void JsonText::Name(Bytes name) {
  String(name);
  to_->push_back(':');
}

void JsonText::String(Bytes text) {
  Separate();
  AppendJsonString(text, to_);
}

void JsonText::Integer(uint64_t value) {
  Separate();
  to_->append(std::to_string(value));
}

void JsonText::Number(double value) {
  Separate();
  AppendJsonDouble(value, to_);
}

void JsonText::Boolean(bool value) {
  Separate();
  to_->append(value ? "true" : "false");
}

void JsonText::Null() {
  Separate();
  to_->append("null");
}

void JsonText::Value(const model::Value& value) {
  Separate();
  AppendJsonValue(value, to_);
}

void WriteKeyAttributes(Bytes key_bytes, KeyAttributes attributes, JsonText* json) {
  json->BeginObject();
  std::string content;
  for (size_t i = 0; i < attributes.size() && !key_bytes.empty(); i++) {
    const model::KeyAttribute& attribute = attributes[i];
    content.clear();
    if (!model::ReadKeyPart(&key_bytes, attribute.type, &content)) break;
    bool written = false;
    for (size_t j = 0; j < i; j++) written |= attributes[j].name == attribute.name;
    model::ItemBuilder value;
    if (attribute.type == model::AttributeType::kB) {
      value.Binary(content);
    } else if (attribute.type == model::AttributeType::kN) {
      value.Number(content);
    } else if (!value.String(content)) {
      break;
    }
    if (written) continue;
    json->Name(attribute.name);
    json->Value(value.value());
  }
  json->EndObject();
}

void WriteKeyBound(model::KeyView bound, KeyAttributes attributes, JsonText* json) {
  char hash[17];
  std::snprintf(hash, sizeof hash, "%016llx", static_cast<unsigned long long>(bound.hash));
  json->BeginObject();
  json->StringMember("hash", hash);
  if (!bound.bytes.empty()) {
    json->Name("key");
    WriteKeyAttributes(bound.bytes, attributes, json);
  }
  json->EndObject();
}

}  // namespace hashrange::wire
