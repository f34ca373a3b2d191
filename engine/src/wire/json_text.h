// JsonText writes JSON and keeps its commas: for what is not a response of the protocol, which has
// shapes (json_writer.h).
//
//   JsonText json(&text);
//   json.BeginObject();
//   json.Name("count");
//   json.Integer(5);
//   json.EndObject();
//
// Tested by json_text_test.cc.
#ifndef HASHRANGE_WIRE_JSON_TEXT_H_
#define HASHRANGE_WIRE_JSON_TEXT_H_

#include <cstdint>
#include <span>
#include <string>

#include "hashrange/bytes.h"
#include "model/item.h"
#include "model/key_codec.h"
#include "model/table_schema.h"

namespace hashrange::wire {

class JsonText {
 public:
  // Appends to *to, which may hold whole JSON texts already, each ended by a line feed.
  explicit JsonText(std::string* to) : to_(to) {}

  void BeginObject() { Open('{'); }
  void EndObject() { to_->push_back('}'); }
  void BeginArray() { Open('['); }
  void EndArray() { to_->push_back(']'); }

  // A member's name; its value follows.
  void Name(Bytes name);

  void String(Bytes text);
  void Integer(uint64_t value);
  void Number(double value);
  void Boolean(bool value);
  void Null();
  // An attribute value in typed JSON.
  void Value(const model::Value& value);

  // A member of each kind that is written often.
  void StringMember(Bytes name, Bytes text) {
    Name(name);
    String(text);
  }
  void IntegerMember(Bytes name, uint64_t value) {
    Name(name);
    Integer(value);
  }
  void BooleanMember(Bytes name, bool value) {
    Name(name);
    Boolean(value);
  }

 private:
  void Separate();
  void Open(char bracket) {
    Separate();
    to_->push_back(bracket);
  }

  std::string* to_;
};

// The attributes whose values are the parts of a key, in the order of its bytes: the table's own
// keys, or an index's keys and then the table's.
using KeyAttributes = std::span<const model::KeyAttribute>;

// Writes the key as an attribute map: {"pk":{"S":"a"},"sk":{"N":"1"}}. Parts that the bytes do not
// have are left out, and an attribute that two parts hold is written once.
void WriteKeyAttributes(Bytes key_bytes, KeyAttributes attributes, JsonText* json);

// Writes a place in the order of keys: {"hash":"00000000000000ff"}, and inside an item collection
// its key besides: {"hash":"...","key":{...}}.
void WriteKeyBound(model::KeyView bound, KeyAttributes attributes, JsonText* json);

}  // namespace hashrange::wire

#endif  // HASHRANGE_WIRE_JSON_TEXT_H_
