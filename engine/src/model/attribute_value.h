// Attribute values from request form (typed, or AttributeValue in its JSON form) to item form: one
// pass that sorts members and sets, normalises numbers and applies the rules of DynamoDB's value
// layer. Types were checked before (wire/request_reader): bytes that are not request form answer
// SerializationException here too, but with no claim about which. Tested by
// attribute_value_test.cc.
#ifndef HASHRANGE_MODEL_ATTRIBUTE_VALUE_H_
#define HASHRANGE_MODEL_ATTRIBUTE_VALUE_H_

#include <string>
#include <vector>

#include "hashrange/result.h"
#include "model/item_builder.h"
#include "model/limits.h"
#include "model/number.h"
#include "model/request_form.h"

namespace hashrange::model {

// Which wording the service's value layer uses. Current: PutItem, UpdateItem, DeleteItem, GetItem,
// BatchGetItem, Query. Older: BatchWriteItem, Scan. Statement: parameters of PartiQL; as the older
// one, but an exponent beyond 32 bits is no number, and of numbers that are none and of values that
// are nested too deep the first in document order is told. Source: paritysuite, measured eu-west-2
// 2026-10; of other regions, model/dialect.h.
enum class ValueLayer : uint8_t { kCurrent, kOlder, kStatement };

// Was what a decoder below refused nested too deep?
bool IsTooDeep(const Status& decoded);

// Keeps its memory between requests. Not for concurrent use.
class AttributeValueDecoder {
 public:
  // Decodes a map of attribute values (Item, Key, M) as one value of type M. When a name stands
  // twice the last one counts. Errors: the value layer's texts, the first in the order of the
  // names; nesting beyond kNestingLevelsMax only when nothing else is wrong but an empty name inside
  // a value. On an error *to is incomplete.
  Status DecodeMap(const RequestValue& map, ValueLayer layer, ItemBuilder* to);

  // Decodes one attribute value (an expression's value), whose own level is 1 and whose deepest may
  // be `levels_max`.
  Status DecodeValue(const RequestValue& value, ValueLayer layer, ItemBuilder* to,
                     int levels_max = kNestingLevelsMax);

  // The text of a number as it was sent. False for a value of another type.
  bool ReadNumberText(const RequestValue& value, Bytes* text);

 private:
  struct Member {
    Bytes name;
    RequestValue value;
  };
  // An attribute value brought to one shape, whichever form it came in.
  struct Typed {
    AttributeType type;
    RequestValue value;
  };

  void Begin(ValueLayer layer, int levels_max);
  Status Finish(Status decoded) const;
  Status CheckInOrder(const RequestValue& value, int level);
  Status Map(const RequestValue& map, int level, ItemBuilder* to);
  Status List(const RequestValue& list, int level, ItemBuilder* to);
  Status Value(const RequestValue& value, int level, ItemBuilder* to);
  Status Set(AttributeType type, const RequestValue& set, ItemBuilder* to);
  Status Resolve(const RequestValue& value, Typed* typed);
  Status SeveralDatatypes(const RequestValue& value);
  Status AppendNumber(Bytes text);
  Status DuplicateMember(AttributeType type, const std::vector<Bytes>& members) const;

  ValueLayer layer_ = ValueLayer::kCurrent;
  int levels_max_ = kNestingLevelsMax;
  bool too_deep_ = false;
  bool empty_name_ = false;  // inside a value
  std::vector<Member> members_;  // a stack: each open map owns what it pushed
  std::string scratch_;          // a normalised number, or decoded base64
};

}  // namespace hashrange::model

#endif  // HASHRANGE_MODEL_ATTRIBUTE_VALUE_H_
