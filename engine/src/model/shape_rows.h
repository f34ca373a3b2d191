// How the rows of the shapes are written, and the shapes that tables and items share. For
// operation_shapes.cc alone, with the headers of rows that it gathers.
#ifndef HASHRANGE_MODEL_SHAPE_ROWS_H_
#define HASHRANGE_MODEL_SHAPE_ROWS_H_

#include "model/operation_shapes.h"

namespace hashrange::model::shapes {

using namespace members;  // NOLINT: the rows name nothing else

// A member; REQUIRED: the SDK's types demand it and a null is a violated constraint; NOT_NULL: only
// the latter; UNCHECKED: only the former; PARAMETER: absent it has a text of its own.
#define MEMBER(structure, name, shape) \
  { structure::k##name, Presence::kOptional, false, #name, &shape }
#define REQUIRED(structure, name, shape) \
  { structure::k##name, Presence::kNotNull, true, #name, &shape }
#define NOT_NULL(structure, name, shape) \
  { structure::k##name, Presence::kNotNull, false, #name, &shape }
#define UNCHECKED(structure, name, shape) \
  { structure::k##name, Presence::kOptional, true, #name, &shape }
#define PARAMETER(structure, name, shape) \
  { structure::k##name, Presence::kParameter, true, #name, &shape }

constexpr Shape Scalar(ShapeKind kind) { return {.kind = kind}; }

constexpr Shape Number(ShapeKind kind, int64_t min, int64_t max = kNoMaximum) {
  return {.kind = kind, .min = min, .max = max};
}

constexpr Shape Text(int64_t min, int64_t max) {
  return {.kind = ShapeKind::kString, .min = min, .max = max};
}

constexpr Shape Name(int64_t min, int64_t max, bool arn) {
  return {.kind = ShapeKind::kString, .min = min, .max = max, .name_pattern = true, .arn = arn};
}

constexpr Shape Enumeration(Bytes name, std::span<const Bytes> values, bool checked = false) {
  return {.kind = ShapeKind::kString, .name = name, .values = values, .checked = checked};
}

constexpr Shape Generic(Shape enumeration, Bytes printed) {
  enumeration.wording = Wording::kGeneric;
  enumeration.printed_values = printed;
  return enumeration;
}

constexpr Shape List(const Shape& element, int64_t min = kNoMinimum, int64_t max = kNoMaximum) {
  return {.kind = ShapeKind::kList, .element = &element, .min = min, .max = max};
}

constexpr Shape Map(const Shape& value) { return {.kind = ShapeKind::kMap, .element = &value}; }

constexpr Shape Plain(Shape shape) {
  shape.wording = Wording::kPlain;
  return shape;
}

// A list in a map: that it is too short is said of the map.
constexpr Shape ShortByMap(Shape list) {
  list.short_by_map = true;
  return list;
}

constexpr Shape MapByName(const Shape& key, const Shape& value, int64_t min, Echo echo) {
  return {.kind = ShapeKind::kMap, .element = &value, .min = min, .key = &key, .echo = echo};
}

constexpr Shape Structure(Bytes name, std::span<const Member> rows,
                          std::span<const uint8_t> check_order = {}) {
  return {.kind = ShapeKind::kStructure, .name = name, .members = rows, .check_order = check_order};
}

inline constexpr Shape kString = Scalar(ShapeKind::kString);
inline constexpr Shape kInteger = Scalar(ShapeKind::kInteger);
inline constexpr Shape kLong = Scalar(ShapeKind::kLong);
inline constexpr Shape kDouble = Scalar(ShapeKind::kDouble);
inline constexpr Shape kBoolean = Scalar(ShapeKind::kBoolean);
inline constexpr Shape kTimestamp = Scalar(ShapeKind::kTimestamp);
inline constexpr Shape kAttributeValue = Scalar(ShapeKind::kAttributeValue);
inline constexpr Shape kAttributeMap = Scalar(ShapeKind::kAttributeMap);
inline constexpr Shape kAttributeValues = Scalar(ShapeKind::kAttributeValues);
inline constexpr Shape kStringMap = Map(kString);
inline constexpr Shape kStringList = List(kString);
inline constexpr Shape kDoubleList = List(kDouble);
inline constexpr Shape kAttributeMapList = List(kAttributeMap);
inline constexpr Shape kAttributeValueList = List(kAttributeValue);

// The model of an operation on items lets a name of one character through; wire/constraints.cc says
// what else a name needs. Source: paritysuite, measured eu-west-2 2026-10.
inline constexpr Shape kNewTableName = Name(3, 255, false);
inline constexpr Shape kTableNameOfTables = Name(3, 255, true);
inline constexpr Shape kTableNameOfItems = Name(1, 255, true);
inline constexpr Shape kIndexName = Name(3, 255, false);
inline constexpr Shape kKeyAttributeName = Text(1, 255);

}  // namespace hashrange::model::shapes

#endif  // HASHRANGE_MODEL_SHAPE_ROWS_H_
