#include "wire/request_reader.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>

#include "base/check.h"
#include "base/coding.h"
#include "wire/messages.h"
#include "wire/type_check.h"

namespace hashrange::wire {
namespace {

using model::Member;
using model::ReadRequestString;
using model::ReadRequestValue;
using model::RequestTag;
using model::RequestValue;
using model::Shape;
using model::ShapeKind;

// The number as JSON spells it. What is no number reads as 0: only a foreign encoder writes it.
double ParseDouble(Bytes text) { return std::strtod(std::string(text).c_str(), nullptr); }

int64_t ParseInteger(Bytes text, int64_t min, int64_t max) {
  int64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size()) {
    const double number = std::floor(ParseDouble(text));
    if (std::isnan(number)) return 0;
    if (number >= static_cast<double>(max)) return max;
    if (number <= static_cast<double>(min)) return min;
    value = static_cast<int64_t>(number);
  }
  return value < min ? min : value > max ? max : value;
}

}  // namespace

bool ReadRequestHeader(Bytes request, RequestHeader* header) {
  uint64_t now = 0;
  if (!base::GetFixed64(&request, &now) || !base::GetFixed64(&request, &header->entropy) ||
      !base::GetByte(&request, &header->operation) || !base::GetByte(&request, &header->flags)) {
    return false;
  }
  header->now_ms = __builtin_bit_cast(double, now);
  return ReadRequestValue(&request, &header->body) && request.empty();
}

void AppendRequestHeader(std::string* to, double now_ms, uint64_t entropy,
                         model::Operation operation, uint8_t flags) {
  base::PutFixed64(to, __builtin_bit_cast(uint64_t, now_ms));
  base::PutFixed64(to, entropy);
  to->push_back(static_cast<char>(operation));
  to->push_back(static_cast<char>(flags));
}

StructureView::StructureView(const Shape& shape, const RequestValue& checked)
    : shape_(&shape), bytes_(checked.bytes) {
  Bytes rest = bytes_;
  while (!rest.empty()) {
    const Member* member = nullptr;
    RequestValue value;
    size_t at = 0;
    const bool whole = ReadMember(shape, checked, &rest, &member, &value, &at);
    HR_CHECK(whole);
    if (member == nullptr) continue;
    at_[member->index] = value.tag == RequestTag::kNull ? 0 : static_cast<uint32_t>(at + 1);
  }
}

RequestValue StructureView::Value(uint8_t member) const {
  RequestValue value;
  if (at_[member] == 0) return value;
  Bytes rest = bytes_.substr(at_[member] - 1);
  const bool whole = ReadRequestValue(&rest, &value);
  HR_CHECK(whole);
  return value;
}

int64_t IntegerOf(const Shape& shape, const RequestValue& checked) {
  if (checked.tag == RequestTag::kNull) return 0;
  if (shape.kind == ShapeKind::kInteger) {
    return ParseInteger(checked.bytes, std::numeric_limits<int32_t>::min(),
                        std::numeric_limits<int32_t>::max());
  }
  return ParseInteger(checked.bytes, std::numeric_limits<int64_t>::min(),
                      std::numeric_limits<int64_t>::max());
}

int64_t StructureView::Integer(uint8_t member) const {
  return IntegerOf(*shape_->members[member].shape, Value(member));
}

double StructureView::Double(uint8_t member) const {
  return has(member) ? ParseDouble(String(member)) : 0;
}

bool StructureView::Boolean(uint8_t member, bool absent) const {
  return has(member) ? model::BooleanOf(Value(member)) : absent;
}

ListView StructureView::List(uint8_t member) const {
  return ListView(*shape_->members[member].shape, Value(member));
}

MapView StructureView::Map(uint8_t member) const {
  return MapView(*shape_->members[member].shape, Value(member));
}

StructureView StructureView::Structure(uint8_t member) const {
  return StructureView(*shape_->members[member].shape, Value(member));
}

bool ListView::Next(RequestValue* element) {
  if (left_ == 0) return false;
  left_--;
  const bool whole = ReadRequestValue(&rest_, element);
  HR_CHECK(whole);
  return true;
}

bool ListView::Next(StructureView* element) {
  RequestValue value;
  if (!Next(&value)) return false;
  *element = StructureView(*shape_->element, value);
  return true;
}

bool ListView::Next(Bytes* element) {
  RequestValue value;
  if (!Next(&value)) return false;
  *element = value.bytes;
  return true;
}

bool MapView::Read(Bytes* name, RequestValue* value) {
  if (left_ == 0) return false;
  left_--;
  const bool whole = ReadRequestString(&rest_, name) && ReadRequestValue(&rest_, value);
  HR_CHECK(whole);
  return true;
}

bool MapView::Next(Bytes* name, RequestValue* value) {
  while (Read(name, value)) {
    if (value->tag != RequestTag::kNull) return true;
  }
  return false;
}

bool MapView::Next(Bytes* name, StructureView* value) {
  RequestValue entry;
  if (!Read(name, &entry)) return false;
  *value = StructureView(*shape_->element, entry);
  return true;
}

bool MapView::Next(Bytes* name, Bytes* value) {
  RequestValue entry;
  if (!Next(name, &entry)) return false;
  *value = entry.bytes;
  return true;
}

Result<StructureView> ReadRequest(const Shape& structure, const RequestValue& body, bool typed) {
  if (body.tag != RequestTag::kMap && body.tag != RequestTag::kStructure) return Fail(kNotARequest);
  StructureView view;
  view.shape_ = &structure;
  view.bytes_ = body.bytes;
  Bytes rest = body.bytes;
  uint64_t count = 0;
  while (!rest.empty()) {
    const Member* member = nullptr;
    RequestValue value;
    size_t at = 0;
    if (!ReadMember(structure, body, &rest, &member, &value, &at)) return Fail(kNotARequest);
    count++;
    if (member == nullptr) continue;
    HR_RETURN_IF_ERROR(CheckType(*member->shape, value, Place::kField, typed));
    view.at_[member->index] = value.tag == RequestTag::kNull ? 0 : static_cast<uint32_t>(at + 1);
  }
  if (count != body.count) return Fail(kNotARequest);
  return view;
}

}  // namespace hashrange::wire
