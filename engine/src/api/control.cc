#include "api/control.h"

#include "api/messages.h"
#include "base/utf8.h"
#include "wire/json_reader.h"
#include "wire/type_check.h"

namespace hashrange::api {
namespace {

using model::RequestTag;

constexpr ControlRow kVerbs[] = {
    {"Inspect", &Inspect},
    {"Split", &Split},
    {"Tick", &Tick},
};

// "A", "A and B", "A, B and C".
template <typename Row, typename NameOf>
std::string ListOf(std::span<const Row> rows, NameOf name_of) {
  std::string list;
  for (size_t i = 0; i < rows.size(); i++) {
    if (i > 0) list += i + 1 == rows.size() ? " and " : ", ";
    list += name_of(rows[i]);
  }
  return list;
}

Bytes TypeName(RequestTag tag) {
  switch (tag) {
    case RequestTag::kString:
      return "a string";
    case RequestTag::kNumber:
      return "a number";
    default:
      return "an object of attribute values such as {\"pk\":{\"S\":\"a\"}}";
  }
}

bool IsOfType(RequestTag tag, const model::RequestValue& value) {
  static constexpr model::Shape kAttributes{.kind = model::ShapeKind::kAttributeMap};
  return value.tag == tag && (tag != RequestTag::kMap ||
                              wire::CheckType(kAttributes, value, wire::Place::kField, false).ok());
}

}  // namespace

std::span<const ControlRow> ControlTable() { return kVerbs; }

Status ReadMembers(Bytes verb, const model::RequestValue& body, std::span<ControlMember> members) {
  Bytes rest = body.bytes;
  for (uint32_t left = body.count; left > 0; left--) {
    Bytes name;
    model::RequestValue value;
    if (!model::ReadRequestString(&rest, &name) || !model::ReadRequestValue(&rest, &value))
      return Fail(kBodyNotObject, {verb});
    ControlMember* found = nullptr;
    for (ControlMember& member : members) {
      if (member.name == name) found = &member;
    }
    if (found == nullptr) {
      if (members.empty()) return Fail(kNoMembers, {verb, name});
      const std::string list =
          ListOf<ControlMember>(members, [](const ControlMember& member) { return member.name; });
      return Fail(kUnknownMember, {verb, name, list});
    }
    if (value.tag != RequestTag::kNull && !IsOfType(found->tag, value))
      return Fail(kWrongType, {name, verb, TypeName(found->tag)});
    found->value = value;
  }
  return {};
}

Status RunControl(ops::Context* context, Bytes verb, Bytes body, std::string* json) {
  const ControlRow* row = nullptr;
  for (const ControlRow& candidate : kVerbs) {
    if (candidate.verb == verb) row = &candidate;
  }
  if (row == nullptr) {
    const std::string list =
        ListOf(ControlTable(), [](const ControlRow& candidate) { return candidate.verb; });
    return Fail(kUnknownVerb, {base::MendUtf8(verb), list});
  }
  std::string request;
  model::RequestValue value;
  const Status read = wire::AppendJsonRequest(body, &request);
  Bytes rest = request;
  if (!read.ok() || !model::ReadRequestValue(&rest, &value)) return Fail(kBodyNotObject, {verb});
  return row->run(context, value, json);
}

}  // namespace hashrange::api
