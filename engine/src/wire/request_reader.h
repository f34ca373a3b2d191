// Reads a request in request form by its operation's shape: one reader for the typed encoder of
// npm/src and for JSON bodies. The whole request is checked once, in document order; the views
// below then trust it. Null members are absent, unknown ones ignored, and of a member that stands
// twice the last one counts. Views do not own: the request's bytes must outlive them.
//
//   HR_ASSIGN_OR_RETURN(StructureView input, ReadRequest(*operation.input, header.body,
//   header.typed())); Bytes table = input.String(PutItemInput::kTableName); ListView keys =
//   input.List(CreateTableInput::kKeySchema); for (StructureView key; keys.Next(&key);) ...
//   key.String(KeySchemaElement::kAttributeName)
//
// Tested by request_reader_test.cc.
#ifndef HASHRANGE_WIRE_REQUEST_READER_H_
#define HASHRANGE_WIRE_REQUEST_READER_H_

#include <array>
#include <cstdint>

#include "hashrange/result.h"
#include "model/operation_shapes.h"
#include "model/request_form.h"

namespace hashrange::wire {

// A whole request (engine/doc/boundary_format.md).
struct RequestHeader {
  double now_ms = 0;
  uint64_t entropy = 0;
  uint8_t operation = 0;
  uint8_t flags = 0;
  model::RequestValue body;

  bool typed() const { return (flags & model::kRequestFlagTyped) != 0; }
};

// False when the bytes are not one request.
bool ReadRequestHeader(Bytes request, RequestHeader* header);

// Appends a header to which a body in request form is then appended.
void AppendRequestHeader(std::string* to, double now_ms, uint64_t entropy,
                         model::Operation operation, uint8_t flags);

class ListView;
class MapView;

class StructureView {
 public:
  StructureView() = default;

  const model::Shape& shape() const { return *shape_; }
  bool has(uint8_t member) const { return at_[member] != 0; }

  // The value as sent: attribute values and attribute maps for model::AttributeValueDecoder. kNull
  // when absent.
  model::RequestValue Value(uint8_t member) const;

  // Empty when absent.
  Bytes String(uint8_t member) const { return Value(member).bytes; }
  // A fraction is floored, what does not fit is clamped, as the service's parser does (the clamping
  // is ours). 0 when absent.
  int64_t Integer(uint8_t member) const;
  double Double(uint8_t member) const;
  bool Boolean(uint8_t member, bool absent = false) const;

  // Without elements when absent.
  ListView List(uint8_t member) const;
  MapView Map(uint8_t member) const;
  StructureView Structure(uint8_t member) const;

  // A view of a value that was checked against the structure's shape.
  StructureView(const model::Shape& shape, const model::RequestValue& checked);

 private:
  friend Result<StructureView> ReadRequest(const model::Shape&, const model::RequestValue&, bool);

  const model::Shape* shape_ = nullptr;
  Bytes bytes_;
  std::array<uint32_t, model::kMembersMax>
      at_{};  // where each member's value lies in bytes_, plus 1; 0: absent
};

// The elements of a list in order. A null element is given as kNull (as an empty view, an empty
// string).
class ListView {
 public:
  ListView() = default;
  ListView(const model::Shape& shape, const model::RequestValue& checked)
      : shape_(&shape), left_(checked.count), rest_(checked.bytes) {}

  // Elements not yet given.
  uint32_t count() const { return left_; }
  bool Next(model::RequestValue* element);
  bool Next(StructureView* element);
  bool Next(Bytes* element);

 private:
  const model::Shape* shape_ = nullptr;
  uint32_t left_ = 0;
  Bytes rest_;
};

// The entries of a map in the order sent. A name that stands twice is given twice: the last one
// counts. Null values are skipped.
class MapView {
 public:
  MapView() = default;
  MapView(const model::Shape& shape, const model::RequestValue& checked)
      : shape_(&shape), entries_(checked.count), left_(checked.count), rest_(checked.bytes) {}

  // Entries sent, nulls and duplicates included.
  uint32_t count() const { return entries_; }
  // Nulls are passed over, but for structures: there they are ones without members.
  bool Next(Bytes* name, model::RequestValue* value);
  bool Next(Bytes* name, StructureView* value);
  bool Next(Bytes* name, Bytes* value);

 private:
  bool Read(Bytes* name, model::RequestValue* value);

  const model::Shape* shape_ = nullptr;
  uint32_t entries_ = 0;
  uint32_t left_ = 0;
  Bytes rest_;
};

// Checks `body` against the structure. `typed`: attribute values in typed form are taken for
// well-formed (model::AttributeValueDecoder checks every length again). Values nested deeper than
// kCheckedLevelsMax are not looked at: their depth is the value layer's to refuse. Errors:
// SerializationException for the first value of a wrong type, in document order; without a message
// when the bytes are not request form or the body is not a structure.
Result<StructureView> ReadRequest(const model::Shape& structure, const model::RequestValue& body,
                                  bool typed);

inline constexpr int kCheckedLevelsMax = 300;

// The integer of a checked value whose shape is kInteger or kLong; see StructureView::Integer.
int64_t IntegerOf(const model::Shape& shape, const model::RequestValue& checked);

}  // namespace hashrange::wire

#endif  // HASHRANGE_WIRE_REQUEST_READER_H_
