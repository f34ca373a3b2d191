// Fuzzers of values: item form, attribute values of requests, numbers, keys and schemas. What is
// accepted comes back the same from every way around: views and builder, JSON and request form,
// text and order.
#include <algorithm>
#include <string>
#include <vector>

#include "fuzz/fuzzers.h"
#include "fuzz/input.h"
#include "fuzz/made_values.h"
#include "fuzz/typed_form.h"
#include "model/attribute_value.h"
#include "model/item.h"
#include "model/item_size.h"
#include "model/key_codec.h"
#include "model/request_form.h"
#include "model/table_schema.h"
#include "store/key_bytes.h"
#include "wire/json_reader.h"
#include "wire/json_writer.h"

namespace hashrange::fuzz {
namespace {

using model::AttributeType;
using model::AttributeValueDecoder;
using model::ItemBuilder;
using model::ItemView;
using model::RequestValue;
using model::Value;
using model::ValueLayer;

bool LiesIn(Bytes outer, Bytes inner) {
  return inner.data() >= outer.data() && inner.data() + inner.size() <= outer.data() + outer.size();
}

// Every value below `value` lies in the form, and readers find it by name and by index.
void Walk(Bytes form, const Value& value) {
  FUZZ_EXPECT(LiesIn(form, value.structure));
  FUZZ_EXPECT(LiesIn(form, value.text));
  if (value.type() == AttributeType::kM) {
    uint32_t count = 0;
    model::MapReader members(value);
    Bytes name;
    for (Value member; members.Next(&name, &member); count++) {
      FUZZ_EXPECT(LiesIn(form, name));
      FUZZ_EXPECT(model::FindMember(value, name) == member);
      Walk(form, member);
    }
    FUZZ_EXPECT(count == value.count());
    FUZZ_EXPECT(!model::FindMember(value, "no such name").exists());
  } else if (value.type() == AttributeType::kL) {
    uint32_t count = 0;
    model::ListReader elements(value);
    for (Value element; elements.Next(&element); count++) {
      FUZZ_EXPECT(model::FindElement(value, count) == element);
      Walk(form, element);
    }
    FUZZ_EXPECT(count == value.count());
    FUZZ_EXPECT(!model::FindElement(value, count).exists());
  } else if (model::IsSet(value.type())) {
    uint32_t count = 0;
    model::SetReader members(value);
    for (Bytes member; members.Next(&member); count++) FUZZ_EXPECT(LiesIn(form, member));
    FUZZ_EXPECT(count == value.count());
  } else if (value.type() == AttributeType::kB) {
    FUZZ_EXPECT(LiesIn(form, value.binary()));
  }
}

// As JSON, read back as a request reads it: the same bytes. Items with empty names cannot be sent.
void ThroughJson(const ItemView& item) {
  std::string json, request;
  wire::AppendJsonAttributes(item.root(), &json);
  FUZZ_EXPECT(wire::AppendJsonRequest(json, &request).ok());
  Bytes rest = request;
  RequestValue map;
  FUZZ_EXPECT(model::ReadRequestValue(&rest, &map) && rest.empty());
  AttributeValueDecoder decoder;
  ItemBuilder decoded;
  const Status status = decoder.DecodeMap(map, ValueLayer::kCurrent, &decoded);
  if (status.ok()) {
    FUZZ_EXPECT(Bytes(decoded.TakeItem()) == item.form());
  } else {
    FUZZ_EXPECT(status.error().type() == ErrorType::kValidation);
    FUZZ_EXPECT(status.error().message().find("name") != std::string::npos);
  }
}

void CheckAccepted(Bytes form) {
  const ItemView item(form);
  Walk(form, item.root());
  FUZZ_EXPECT(item.item_bytes() == model::ItemBytes(item.root()));
  FUZZ_EXPECT(model::IsWithinNestingLimit(item.root()));
  ItemBuilder builder;
  ReBuild(item.root(), &builder);
  FUZZ_EXPECT(Bytes(builder.TakeItem()) == form);
  ThroughJson(item);
}

// A decoder answers an item, or an error of the value layer or of the deserialiser.
void CheckDecoded(const Status& status, const ItemBuilder& builder, bool is_map) {
  if (!status.ok()) {
    FUZZ_EXPECT(status.error().type() == ErrorType::kValidation ||
                status.error().type() == ErrorType::kSerialization);
    return;
  }
  ItemBuilder item;
  if (!is_map) {
    const ItemBuilder::Mark mark = item.BeginMap();
    item.Name("v");
    item.Copy(builder.value());
    item.EndMap(mark);
  }
  const std::string form = is_map ? builder.TakeItem() : item.TakeItem();
  FUZZ_EXPECT(model::IsItem(form));
  // As the package's encoder would send it, it is decoded to the same again.
  std::string typed;
  AppendTypedValue(ItemView(form).root(), &typed);
  Bytes rest = typed;
  RequestValue map;
  FUZZ_EXPECT(model::ReadRequestValue(&rest, &map) && rest.empty());
  AttributeValueDecoder decoder;
  ItemBuilder again;
  FUZZ_EXPECT(decoder.DecodeMap(map, ValueLayer::kOlder, &again).ok());
  FUZZ_EXPECT(again.TakeItem() == form);
}

}  // namespace

void FuzzItem(Bytes input) {
  if (model::IsItem(input)) CheckAccepted(input);
}

// Input: the number of edits, each a place and what to do there; then the recipe of the item that
// is edited.
void FuzzItemEdits(Bytes bytes) {
  Input input(bytes);
  const uint32_t edits = input.Below(4);
  struct Edit {
    uint16_t place;
    uint8_t kind;
    uint8_t byte;
  };
  std::vector<Edit> planned;
  for (uint32_t i = 0; i < edits; i++)
    planned.push_back(Edit{input.Short(), input.Byte(), input.Byte()});
  ItemBuilder builder;
  MakeMap(&input, 5, &builder);
  std::string form = builder.TakeItem();
  const std::string whole = form;
  FUZZ_EXPECT(model::IsItem(form));
  for (const Edit& edit : planned) {
    const size_t place = edit.place % form.size();
    switch (edit.kind % 4) {
      case 0:
        form[place] = static_cast<char>(edit.byte);
        break;
      case 1:
        form[place] = static_cast<char>(form[place] + (edit.byte % 2 == 0 ? 1 : -1));
        break;
      case 2:
        form.insert(place, 1, static_cast<char>(edit.byte));
        break;
      default:
        form.erase(place, 1);
    }
    if (form.empty()) break;
  }
  // Of its own size, so that a step over the end is seen.
  const std::vector<char> exact(form.begin(), form.end());
  const Bytes edited(exact.data(), exact.size());
  if (!model::IsItem(edited)) return;
  CheckAccepted(edited);
  // Equal values are equal bytes: what differs in bytes differs in what it says.
  std::string json, json_of_whole;
  wire::AppendJsonAttributes(ItemView(edited).root(), &json);
  wire::AppendJsonAttributes(ItemView(whole).root(), &json_of_whole);
  FUZZ_EXPECT((json == json_of_whole) == (edited == Bytes(whole)));
}

void FuzzAttributeValue(Bytes input) {
  Bytes rest = input;
  RequestValue value;
  if (!model::ReadRequestValue(&rest, &value)) return;
  FUZZ_EXPECT(LiesIn(input, value.bytes) || value.bytes.empty());
  for (const ValueLayer layer : {ValueLayer::kCurrent, ValueLayer::kOlder}) {
    AttributeValueDecoder decoder;
    ItemBuilder builder;
    CheckDecoded(decoder.DecodeValue(value, layer, &builder), builder, false);
    builder.Clear();
    const Status status = decoder.DecodeMap(value, layer, &builder);
    CheckDecoded(status, builder, true);
    // A decoder that was used before says the same.
    builder.Clear();
    FUZZ_EXPECT(decoder.DecodeMap(value, layer, &builder).ok() == status.ok());
  }
}

// What is read of a part is what was written, and nothing behind it.
void CheckKeyPart(const std::string& key, const model::KeyPart& part) {
  const std::string followed = key + key;
  FUZZ_EXPECT(model::FirstPartBytes(followed) == key.size());
  Bytes rest = followed;
  std::string content;
  FUZZ_EXPECT(model::ReadKeyPart(&rest, part.type, &content));
  FUZZ_EXPECT(Bytes(content) == part.bytes && rest == Bytes(key));
}

// Any bytes as a key: what a part is read of is what that part would be written as.
void CheckKeyBytes(Bytes bytes) {
  FUZZ_EXPECT(model::FirstPartBytes(bytes) <= bytes.size());
  for (const AttributeType type : {AttributeType::kS, AttributeType::kN, AttributeType::kB}) {
    Bytes rest = bytes;
    std::string content;
    if (!model::ReadKeyPart(&rest, type, &content)) {
      FUZZ_EXPECT(rest.size() == bytes.size() && content.empty());
      continue;
    }
    std::string written;
    model::AppendKeyPart(&written, model::KeyPart{type, content});
    FUZZ_EXPECT(bytes.substr(0, bytes.size() - rest.size()) == Bytes(written));
  }
}

// Input: parts, each a type, a length and bytes. Their order as keys is their order as values.
void FuzzKeys(Bytes bytes) {
  CheckKeyBytes(bytes);
  Input input(bytes);
  std::vector<model::KeyPart> parts;
  std::vector<std::string> numbers;
  numbers.reserve(8);
  while (!input.empty() && parts.size() < 8) {
    constexpr AttributeType kTypes[] = {AttributeType::kS, AttributeType::kB, AttributeType::kN};
    const AttributeType type = kTypes[input.Below(3)];
    Bytes text = input.Take(input.Below(64));
    if (type == AttributeType::kN) {
      std::string normalised;
      if (model::NormaliseNumber(text, &normalised) != model::NumberFault::kNone) continue;
      numbers.push_back(normalised);
      text = numbers.back();
    }
    parts.push_back(model::KeyPart{type, text});
  }
  const auto sign = [](int order) { return order < 0 ? -1 : order > 0 ? 1 : 0; };
  model::PartitionHashCache hashes;
  for (const model::KeyPart& a : parts) {
    std::string key_of_a;
    model::AppendKeyPart(&key_of_a, a);
    FUZZ_EXPECT(hashes.Hash(a) == model::PartitionHash(a));
    CheckKeyPart(key_of_a, a);
    FUZZ_EXPECT(hashes.Hash(a) == model::PartitionHash(a));
    const std::string successor = model::PrefixSuccessor(key_of_a);
    FUZZ_EXPECT(Bytes(key_of_a) < Bytes(successor));
    for (const model::KeyPart& b : parts) {
      std::string key_of_b;
      model::AppendKeyPart(&key_of_b, b);
      FUZZ_EXPECT(sign(store::CompareKeyBytes(key_of_a, key_of_b)) ==
                  sign(key_of_a.compare(key_of_b)));
      FUZZ_EXPECT(store::SameKeyBytes(key_of_a, key_of_b) == (key_of_a == key_of_b));
      // A key of more parts lies between its first part and that part's successor.
      const std::string both = key_of_a + key_of_b;
      FUZZ_EXPECT(Bytes(key_of_a) < Bytes(both) && Bytes(both) < Bytes(successor));
      if (a.type == AttributeType::kN ? b.type != AttributeType::kN : b.type == AttributeType::kN)
        continue;
      const int order = a.type == AttributeType::kN ? model::CompareNumbers(a.bytes, b.bytes)
                                                    : a.bytes.compare(b.bytes);
      FUZZ_EXPECT(sign(key_of_a.compare(key_of_b)) == sign(order));
      // No part is a proper prefix of another.
      FUZZ_EXPECT(key_of_a == key_of_b || key_of_b.substr(0, key_of_a.size()) != key_of_a);
      if (a.type == AttributeType::kN) continue;
      std::string prefix;
      model::AppendKeyPartPrefix(&prefix, a.bytes);
      const std::string end = model::PrefixSuccessor(prefix);
      const bool in_range = prefix <= key_of_b && (end.empty() || key_of_b < end);
      FUZZ_EXPECT(in_range == (b.bytes.substr(0, a.bytes.size()) == a.bytes));
    }
  }
}

void FuzzSchema(Bytes input) {
  model::TableSchema schema;
  if (!model::DecodeTableSchema(input, &schema)) return;
  std::string written;
  model::EncodeTableSchema(schema, &written);
  // An older version is written as the present one.
  FUZZ_EXPECT(Bytes(written) == input || written[0] != input[0]);
  model::TableSchema again;
  // Bytes behind it are not a schema, and neither is one cut short.
  FUZZ_EXPECT(!model::DecodeTableSchema(written + '\0', &again));
  FUZZ_EXPECT(!model::DecodeTableSchema(Bytes(written).substr(0, written.size() - 1), &again));
}

}  // namespace hashrange::fuzz
