#include "wire/constraints.h"

#include <optional>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "model/request_form.h"
#include "wire/constraint_echo.h"
#include "wire/messages.h"

namespace hashrange::wire {
namespace {

using model::Member;
using model::OperationShape;
using model::ReadRequestString;
using model::ReadRequestValue;
using model::RequestTag;
using model::RequestValue;
using model::Shape;
using model::ShapeKind;
using model::Wording;

// The service lists no more. Source: dynalite, observed on AWS.
constexpr size_t kViolationsMax = 10;
// An ARN in the place of a table's name. Source: AWS API Reference, TableArn.
constexpr Bytes kArnPrefix = "arn:";
constexpr uint64_t kArnLengthMax = 1024;
// Where a table's name may be as short as an ARN's model says, one that is not empty still has three
// characters. Sources: ScyllaDB Alternator tests, which pass on AWS; ExtendDB's tests, made to pass on
// AWS, 2026: ValidationException, at 'tableName'. The words are those of the other operations.
constexpr uint64_t kNameLengthMin = 3;

// How a value was reached: members by name, elements by number, entries by key.
struct Path {
  const Path* parent = nullptr;
  Bytes name;          // of a member, or the key of an entry
  uint32_t index = 0;  // of an element, from 1; 0: `name` counts
  bool member = true;  // false: an element or entry, which is spelled "<index or key>.member"
};

// "keySchema.1.member.keyType", or as on the wire: "KeySchema.1.member.KeyType".
std::string Spell(const Path& path, bool as_on_wire) {
  std::string text = path.parent != nullptr ? Spell(*path.parent, as_on_wire) + "." : "";
  if (!path.member) {
    if (path.index != 0) {
      text += std::to_string(path.index);
    } else {
      text += path.name;
    }
    return text + ".member";
  }
  return text.append(as_on_wire ? std::string(path.name) : JavaName(path.name));
}

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || c == '-';
}

bool IsArn(const Shape& shape, Bytes text) {
  return shape.arn && text.substr(0, kArnPrefix.size()) == kArnPrefix;
}

bool HasNamePattern(Bytes text) {
  for (char c : text) {
    if (!IsNameCharacter(c)) return false;
  }
  return true;
}

// Does the name of a map's entry satisfy its shape?
bool IsName(const Shape& shape, Bytes name) {
  const uint64_t length = base::Utf16Units(name);
  if (IsArn(shape, name)) return length <= kArnLengthMax;
  return HasNamePattern(name) && length >= static_cast<uint64_t>(shape.min) &&
         length <= static_cast<uint64_t>(shape.max);
}

// "Member must have length less than or equal to 25, Member must have length greater than or equal
// to 1", in brackets and in the order in which constraints on the parts of a map print.
std::string PartConstraints(Bytes phrase, const Shape& part) {
  std::string text = std::string(phrase).append("[").append(kLengthMaxPhrase);
  text += std::to_string(part.max) + ", ";
  text.append(kLengthMinPhrase).append(std::to_string(part.min));
  if (part.name_pattern) text.append(", ").append(kPatternPhrase);
  return text + "]";
}

// Maps and lists around the deepest leaf, counted no further than `most`. Bytes that are not
// request form have no depth.
int LevelsOf(const RequestValue& value, int most) {
  if (most == 0) return 0;
  Bytes rest = value.bytes, name;
  RequestValue inner;
  int deepest = 0;
  switch (value.tag) {
    case RequestTag::kAttributeM:
    case RequestTag::kAttributeL: {
      const bool map = value.tag == RequestTag::kAttributeM;
      while (!rest.empty()) {
        if ((map && !ReadRequestString(&rest, &name)) || !ReadRequestValue(&rest, &inner))
          return deepest;
        const int levels = LevelsOf(inner, most - 1);
        if (levels > deepest) deepest = levels;
      }
      return deepest + 1;
    }
    case RequestTag::kMap: {
      // AttributeValue in its JSON form: look for M and L.
      while (!rest.empty()) {
        if (!ReadRequestString(&rest, &name) || !ReadRequestValue(&rest, &inner)) return deepest;
        if (name == "M" &&
            (inner.tag == RequestTag::kMap || inner.tag == RequestTag::kAttributeM)) {
          inner.tag = RequestTag::kAttributeM;
        } else if (name == "L" && inner.tag == RequestTag::kList) {
          inner.tag = RequestTag::kAttributeL;
        } else {
          continue;
        }
        const int levels = LevelsOf(inner, most);
        if (levels > deepest) deepest = levels;
      }
      return deepest;
    }
    default:
      return 0;
  }
}

// Does an attribute value in there nest deeper than the current layer reads?
bool IsDeep(const Shape& shape, const RequestValue& value) {
  constexpr int kMost = kCurrentLayerLevelsMax + 1;
  Bytes rest = value.bytes, name;
  RequestValue inner;
  switch (shape.kind) {
    case ShapeKind::kAttributeValue:
      return LevelsOf(value, kMost) > kCurrentLayerLevelsMax;
    case ShapeKind::kAttributeMap:
    case ShapeKind::kAttributeValues:
      while (!rest.empty()) {
        if (!ReadRequestString(&rest, &name) || !ReadRequestValue(&rest, &inner)) return false;
        if (LevelsOf(inner, kMost) > kCurrentLayerLevelsMax) return true;
      }
      return false;
    case ShapeKind::kList:
      for (ListView list(shape, value); list.Next(&inner);) {
        if (IsDeep(*shape.element, inner)) return true;
      }
      return false;
    case ShapeKind::kMap:
      for (MapView map(shape, value); map.Next(&name, &inner);) {
        if (IsDeep(*shape.element, inner)) return true;
      }
      return false;
    case ShapeKind::kStructure: {
      const StructureView structure(shape, value);
      for (const Member& member : shape.members) {
        if (structure.has(member.index) && IsDeep(*member.shape, structure.Value(member.index)))
          return true;
      }
      return false;
    }
    default:
      return false;
  }
}

class Checker {
 public:
  Checker(const OperationShape& operation, const StructureView& input, model::Dialect dialect)
      : operation_(operation), input_(input), dialect_(dialect) {}

  Status Check() {
    for (const Member& member : input_.shape().members) {
      if (member.presence == model::Presence::kParameter && !input_.has(member.index)) {
        return Fail(kRequiredParameter, {member.name});
      }
    }
    CheckMembers(input_, nullptr);
    if (!violations_.empty()) return Report();
    if (misses_request_items_) return Fail(kRequestItemsRequired, {operation_.name});
    return {};
  }

 private:
  bool Older() {
    if (!older_.has_value()) older_ = AnswersInOlderForm(operation_, input_, dialect_);
    return *older_;
  }

  Status Report() {
    if (!Older()) {
      if ((operation_.quirks & model::kQuirkEmptyTableNameAlone) != 0 &&
          !empty_table_name_.empty()) {
        return Fail(kOneViolation, {empty_table_name_});
      }
      if ((operation_.quirks & model::kQuirkPlainAlone) != 0 && !plain_.empty()) {
        return Fail(kOneViolation, {plain_});
      }
      if ((operation_.quirks & model::kQuirkGenericEnumAlone) != 0 && !generic_.empty()) {
        const bool bare = (operation_.quirks & model::kQuirkGenericEnumBare) != 0;
        return Fail(bare ? kBareViolation : kOneViolation, {generic_});
      }
    }
    if (violations_.size() == 1) return Fail(kOneViolation, {violations_[0]});
    std::string all;
    for (const std::string& violation : violations_) all += (all.empty() ? "" : "; ") + violation;
    return Fail(kViolations, {std::to_string(violations_.size()), all});
  }

  void CheckMembers(const StructureView& structure, const Path* parent) {
    const Shape& shape = structure.shape();
    const size_t count =
        shape.check_order.empty() ? shape.members.size() : shape.check_order.size();
    for (size_t i = 0; i < count; i++) {
      const Member& member = shape.members[shape.check_order.empty() ? i : shape.check_order[i]];
      const Path path{.parent = parent, .name = member.name};
      const RequestValue value = structure.Value(member.index);
      if (value.tag != RequestTag::kNull) {
        CheckValue(*member.shape, value, path);
      } else if (member.presence == model::Presence::kNotNull) {
        Violate(*member.shape, value, path, std::string(kNotNullPhrase));
      }
    }
  }

  void CheckValue(const Shape& shape, const RequestValue& value, const Path& path) {
    switch (shape.kind) {
      case ShapeKind::kString:
        return CheckString(shape, value, path);
      case ShapeKind::kInteger:
      case ShapeKind::kLong:
        return CheckNumber(shape, value, path);
      case ShapeKind::kList:
        CheckLength(shape, value, value.count, path);
        return CheckList(shape, value, path);
      case ShapeKind::kMap:
        if (shape.key != nullptr) return CheckNamedMap(shape, value, path);
        CheckLength(shape, value, value.count, path);
        return CheckMap(shape, value, path);
      case ShapeKind::kStructure:
        return CheckMembers(StructureView(shape, value), &path);
      case ShapeKind::kDouble:
      case ShapeKind::kBoolean:
      case ShapeKind::kBlob:
      case ShapeKind::kTimestamp:
      case ShapeKind::kAttributeValue:
      case ShapeKind::kAttributeMap:
      case ShapeKind::kAttributeValues:
        return;
    }
  }

  void CheckString(const Shape& shape, const RequestValue& value, const Path& path) {
    const Bytes text = value.bytes;
    if (shape.checked) {
      bool known = false;
      for (Bytes one : shape.values) known = known || one == text;
      if (!known) ViolateEnumeration(shape, value, path);
    }
    if (IsArn(shape, text)) {
      if (base::Utf16Units(text) > kArnLengthMax) {
        Violate(shape, value, path, std::string(kLengthMaxPhrase) + std::to_string(kArnLengthMax));
      }
      return;
    }
    if (shape.name_pattern) {
      bool matches = HasNamePattern(text);
      // An empty table name of an item operation is too short, but does not fail the pattern; a
      // name of three or more characters fails both. Sources: paritysuite, measured eu-west-2
      // 2026-10; dynalite, observed on AWS.
      if (text.empty()) matches = shape.min <= 1;
      if (!matches) {
        Violate(shape, value, path, std::string(kPatternPhrase));
      } else if (shape.min <= 1 && !text.empty() && text.size() < kNameLengthMin) {
        Violate(shape, value, path, std::string(kLengthMinPhrase) + std::to_string(kNameLengthMin));
      }
    }
    if (shape.min != model::kNoMinimum || shape.max != model::kNoMaximum) {
      CheckLength(shape, value, base::Utf16Units(text), path);
    }
  }

  void CheckNumber(const Shape& shape, const RequestValue& value, const Path& path) {
    if (shape.min == model::kNoMinimum && shape.max == model::kNoMaximum) return;
    const int64_t number = IntegerOf(shape, value);
    if (number < shape.min)
      Violate(shape, value, path, std::string(kValueMinPhrase) + std::to_string(shape.min));
    if (number > shape.max)
      Violate(shape, value, path, std::string(kValueMaxPhrase) + std::to_string(shape.max));
  }

  void CheckLength(const Shape& shape, const RequestValue& value, uint64_t length,
                   const Path& path) {
    if (shape.min > 0 && !shape.short_by_map && length < static_cast<uint64_t>(shape.min)) {
      Violate(shape, value, path, std::string(kLengthMinPhrase) + std::to_string(shape.min));
    }
    if (length > static_cast<uint64_t>(shape.max) && !(shape.short_by_map && Older())) {
      Violate(shape, value, path, std::string(kLengthMaxPhrase) + std::to_string(shape.max));
    }
  }

  void CheckList(const Shape& shape, const RequestValue& value, const Path& path) {
    if (shape.element->kind == ShapeKind::kAttributeValue) return;
    ListView list(shape, value);
    uint32_t index = 0;
    for (RequestValue element; violations_.size() < kViolationsMax && list.Next(&element);) {
      const Path inner{.parent = &path, .name = {}, .index = ++index, .member = false};
      if (element.tag == RequestTag::kNull) {
        Violate(*shape.element, element, inner, std::string(kNotNullPhrase));
      } else {
        CheckValue(*shape.element, element, inner);
      }
    }
  }

  void CheckMap(const Shape& shape, const RequestValue& value, const Path& path) {
    MapView map(shape, value);
    Bytes name;
    for (RequestValue entry; violations_.size() < kViolationsMax && map.Next(&name, &entry);) {
      CheckValue(*shape.element, entry,
                 Path{.parent = &path, .name = name, .index = 0, .member = false});
    }
  }

  void CheckNamedMap(const Shape& shape, const RequestValue& value, const Path& path) {
    if ((operation_.quirks & model::kQuirkNamedMapLast) != 0 && !violations_.empty()) return;
    if (value.count == 0 && dialect_.MissesRequestItems(operation_.operation)) {
      misses_request_items_ = true;
      return;
    }
    CheckLength(shape, value, value.count, path);
    const Shape& element = *shape.element;
    bool names = true, values = true;
    Bytes rest = value.bytes, name;
    for (RequestValue entry; ReadRequestString(&rest, &name) && ReadRequestValue(&rest, &entry);) {
      names = names && IsName(*shape.key, name);
      if (entry.tag == RequestTag::kNull) {
        const Path inner{.parent = &path, .name = name, .index = 0, .member = false};
        Violate(element, entry, inner, std::string(kNotNullPhrase));
      } else if (element.short_by_map && !FitsMap(element, entry.count)) {
        values = false;
      }
    }
    if (!names) AddEcho(shape, value, path, PartConstraints(kMapKeysPhrase, *shape.key));
    if (!values) AddEcho(shape, value, path, PartConstraints(kMapValuePhrase, element));
    CheckMap(shape, value, path);
  }

  // Of a list in a map by name: the older layer tells that it is too long of the map as well.
  bool FitsMap(const Shape& list, uint64_t count) {
    if (count < static_cast<uint64_t>(list.min)) return false;
    return count <= static_cast<uint64_t>(list.max) || !Older();
  }

  void ViolateEnumeration(const Shape& shape, const RequestValue& value, const Path& path) {
    if (shape.wording == Wording::kGeneric && !Older()) {
      std::string text =
          std::string(kViolationGeneric).append(kEnumPhrase).append(shape.printed_values);
      if (generic_.empty()) generic_ = text;
      return Add(std::move(text));
    }
    std::string phrase(kEnumPhrase);
    for (size_t i = 0; i < shape.values.size(); i++)
      phrase.append(i == 0 ? "[" : ", ").append(shape.values[i]);
    Violate(shape, value, path, phrase + "]");
  }

  void Violate(const Shape& shape, const RequestValue& value, const Path& path,
               const std::string& phrase) {
    const bool null = value.tag == RequestTag::kNull;
    const bool empty_table_name =
        path.parent == nullptr && path.name == "TableName" && !null && value.bytes.empty();
    std::string violation;
    if (empty_table_name && (operation_.quirks & model::kQuirkEmptyTableNameAlone) != 0 &&
        !Older()) {
      empty_table_name_ = Plain(path, phrase);
    }
    if (shape.wording == Wording::kPlain && !null && !Older()) {
      violation = Plain(path, phrase);
      if (plain_.empty()) plain_ = violation;
      return Add(std::move(violation));
    }
    AddEcho(shape, value, path, phrase);
  }

  void AddEcho(const Shape& shape, const RequestValue& value, const Path& path,
               const std::string& phrase) {
    const bool null = value.tag == RequestTag::kNull;
    const std::string echo = null ? "null" : "'" + EchoOf(shape, value) + "'";
    Add(Fill(kViolationEcho, {echo, Spell(path, false)}) + phrase);
  }

  std::string Plain(const Path& path, const std::string& phrase) const {
    return Fill(kViolationPlain, {Spell(path, true)}) + phrase;
  }

  // The text with each "%s" replaced by the next argument.
  static std::string Fill(Bytes text, std::initializer_list<Bytes> arguments) {
    std::string filled;
    for (Bytes argument : arguments) {
      const size_t hole = text.find("%s");
      filled.append(text.substr(0, hole)).append(argument);
      text.remove_prefix(hole + 2);
    }
    return filled.append(text);
  }

  void Add(std::string violation) {
    if (violations_.size() < kViolationsMax) violations_.push_back(std::move(violation));
  }

  const OperationShape& operation_;
  const StructureView& input_;
  const model::Dialect dialect_;
  std::optional<bool> older_;
  bool misses_request_items_ = false;
  std::vector<std::string> violations_;
  std::string plain_;             // the first violation in the plain wording
  std::string generic_;           // the first violation in the generic wording
  std::string empty_table_name_;  // the violation that is reported alone
};

}  // namespace

bool AnswersInOlderForm(const OperationShape& operation, const StructureView& input,
                        model::Dialect dialect) {
  if (dialect.IsOlder(operation.operation)) return true;
  if ((operation.quirks & model::kQuirkOlderWithoutKey) != 0) {
    const int key = model::FindMemberIndex(*operation.input, "Key");
    if (key >= 0 && !input.has(static_cast<uint8_t>(key))) return true;
  }
  if ((operation.quirks & model::kQuirkOlderWhenDeep) == 0) return false;
  for (const Member& member : input.shape().members) {
    if (input.has(member.index) && IsDeep(*member.shape, input.Value(member.index))) return true;
  }
  return false;
}

Status CheckConstraints(const OperationShape& operation, const StructureView& input,
                        model::Dialect dialect) {
  return Checker(operation, input, dialect).Check();
}

}  // namespace hashrange::wire
