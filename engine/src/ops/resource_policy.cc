#include "ops/resource_policy.h"

#include <algorithm>
#include <span>
#include <vector>

#include "base/utc.h"
#include "model/request_form.h"
#include "ops/resource_messages.h"
#include "wire/json_reader.h"
#include "wire/json_text.h"

namespace hashrange::ops {
namespace {

using model::RequestTag;
using model::RequestValue;
using wire::JsonText;

// White space counts. Source: AWS API Reference, PutResourcePolicy.
constexpr size_t kPolicyBytesMax = 20'480;
// Source: control-plane lab, measured 2026-10.
constexpr uint64_t kPolicyChangesApartMs = 15'000;
constexpr size_t kAccountDigits = 12;
constexpr Bytes kNoPolicy = "NO_POLICY";
constexpr Bytes kOldestVersion = "2008-10-17";
constexpr Bytes kNewestVersion = "2012-10-17";

constexpr Bytes kPolicyMembers[] = {"Version", "Id", "Statement"};
constexpr Bytes kStatementMembers[] = {"Sid",       "Effect",   "Principal",   "NotPrincipal",
                                       "Action",    "NotAction", "Resource",   "NotResource",
                                       "Condition"};

struct Member {
  Bytes name;
  RequestValue value;
};

// The members of an object; of a name that stands twice the last one.
std::vector<Member> MembersOf(const RequestValue& object) {
  std::vector<Member> members;
  Bytes rest = object.bytes;
  for (uint32_t i = 0; i < object.count; i++) {
    Member member;
    if (!model::ReadRequestString(&rest, &member.name) ||
        !model::ReadRequestValue(&rest, &member.value)) {
      break;
    }
    const auto there = std::find_if(members.begin(), members.end(), [&](const Member& each) {
      return each.name == member.name;
    });
    if (there != members.end()) {
      there->value = member.value;
    } else {
      members.push_back(member);
    }
  }
  return members;
}

std::vector<RequestValue> ElementsOf(const RequestValue& value) {
  if (value.tag != RequestTag::kList) return {value};
  std::vector<RequestValue> elements;
  Bytes rest = value.bytes;
  for (uint32_t i = 0; i < value.count; i++) {
    RequestValue element;
    if (!model::ReadRequestValue(&rest, &element)) break;
    elements.push_back(element);
  }
  return elements;
}

const RequestValue* Find(const std::vector<Member>& members, Bytes name) {
  for (const Member& member : members) {
    if (member.name == name) return &member.value;
  }
  return nullptr;
}

Error Invalid(Bytes why) { return Fail(kPolicyInvalid, {why}); }

bool IsAccount(Bytes text) {
  return text.size() == kAccountDigits &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A value as it stands, but for lists of one. `principals`: account numbers become ARNs.
void WriteValue(const RequestValue& value, bool principals, JsonText* json) {
  switch (value.tag) {
    case RequestTag::kString:
      if (principals && IsAccount(value.bytes)) {
        json->String("arn:aws:iam::" + std::string(value.bytes) + ":root");
      } else {
        json->String(value.bytes);
      }
      return;
    case RequestTag::kNumber:
      // In quotes: a policy has no other scalars than texts.
      json->String(value.bytes);
      return;
    case RequestTag::kTrue:
      json->String("true");
      return;
    case RequestTag::kFalse:
      json->String("false");
      return;
    case RequestTag::kList: {
      const std::vector<RequestValue> elements = ElementsOf(value);
      if (elements.size() == 1) return WriteValue(elements[0], principals, json);
      json->BeginArray();
      for (const RequestValue& element : elements) WriteValue(element, principals, json);
      json->EndArray();
      return;
    }
    case RequestTag::kMap:
      json->BeginObject();
      for (const Member& member : MembersOf(value)) {
        json->Name(member.name);
        WriteValue(member.value, principals, json);
      }
      json->EndObject();
      return;
    default:
      json->Null();
      return;
  }
}

Status CheckMembers(const std::vector<Member>& members, std::span<const Bytes> known) {
  for (const Member& member : members) {
    if (std::find(known.begin(), known.end(), member.name) == known.end())
      return Invalid("it has a member " + std::string(member.name) + " that no policy has");
  }
  return {};
}

bool HasWildcard(const RequestValue& value) {
  const std::vector<RequestValue> elements = ElementsOf(value);
  return std::any_of(elements.begin(), elements.end(), [](const RequestValue& each) {
    return each.tag == RequestTag::kString && each.bytes == "*";
  });
}

// Whether it allows everybody something, without a condition.
bool IsUnbounded(const std::vector<Member>& statement) {
  const RequestValue* effect = Find(statement, "Effect");
  const RequestValue* principal = Find(statement, "Principal");
  if (effect->bytes != "Allow" || Find(statement, "Condition") != nullptr) return false;
  if (principal == nullptr) return true;  // NotPrincipal
  if (principal->tag != RequestTag::kMap) return HasWildcard(*principal);
  const std::vector<Member> kinds = MembersOf(*principal);
  return std::any_of(kinds.begin(), kinds.end(),
                     [](const Member& kind) { return HasWildcard(kind.value); });
}

Status WriteStatement(const RequestValue& value, JsonText* json) {
  if (value.tag != RequestTag::kMap) return Invalid("a statement is no object");
  const std::vector<Member> members = MembersOf(value);
  HR_RETURN_IF_ERROR(CheckMembers(members, kStatementMembers));
  const RequestValue* effect = Find(members, "Effect");
  if (effect == nullptr || (effect->bytes != "Allow" && effect->bytes != "Deny"))
    return Invalid("a statement's Effect is neither Allow nor Deny");
  const std::pair<Bytes, Bytes> either[] = {
      {"Principal", "NotPrincipal"}, {"Action", "NotAction"}, {"Resource", "NotResource"}};
  for (const auto& [name, opposite] : either) {
    const bool has = Find(members, name) != nullptr;
    if (has == (Find(members, opposite) != nullptr)) {
      return Invalid("a statement needs " + std::string(name) + " or " + std::string(opposite) +
                     ", and one of them only");
    }
  }
  if (IsUnbounded(members)) return Fail(kPolicyUnbounded);
  json->BeginObject();
  for (const Bytes name : kStatementMembers) {
    const RequestValue* member = Find(members, name);
    if (member == nullptr) continue;
    json->Name(name);
    WriteValue(*member, name == "Principal" || name == "NotPrincipal", json);
  }
  json->EndObject();
  return {};
}

}  // namespace

Result<std::string> ReadPolicy(Bytes document) {
  if (document.size() > kPolicyBytesMax) return Fail(kPolicyTooLarge);
  std::string request;
  RequestValue root;
  const Status read = wire::AppendJsonRequest(document, &request);
  Bytes rest = request;
  if (!read.ok() || !model::ReadRequestValue(&rest, &root)) return Invalid("it is no JSON object");
  const std::vector<Member> members = MembersOf(root);
  HR_RETURN_IF_ERROR(CheckMembers(members, kPolicyMembers));
  const RequestValue* version = Find(members, "Version");
  if (version != nullptr && version->bytes != kNewestVersion && version->bytes != kOldestVersion)
    return Invalid("its Version is neither 2012-10-17 nor 2008-10-17");
  const RequestValue* statements = Find(members, "Statement");
  if (statements == nullptr) return Invalid("it has no Statement");
  const std::vector<RequestValue> each = ElementsOf(*statements);
  if (each.empty()) return Invalid("it has no Statement");

  std::string text;
  JsonText json(&text);
  json.BeginObject();
  json.StringMember("Version", version == nullptr ? kOldestVersion : version->bytes);
  if (const RequestValue* id = Find(members, "Id")) {
    json.Name("Id");
    WriteValue(*id, false, &json);
  }
  json.Name("Statement");
  if (each.size() > 1) json.BeginArray();
  for (const RequestValue& statement : each) HR_RETURN_IF_ERROR(WriteStatement(statement, &json));
  if (each.size() > 1) json.EndArray();
  json.EndObject();
  return text;
}

model::ResourcePolicy ChangedPolicy(const model::ResourcePolicy& present, std::string text,
                                    uint64_t now_ms) {
  model::ResourcePolicy changed;
  changed.text = std::move(text);
  changed.revision = std::max(now_ms, present.revision + 1);
  changed.changed_ms = now_ms;
  return changed;
}

Status CheckRevision(const model::TableSchema& schema, Bytes expected) {
  const model::ResourcePolicy& policy = schema.policy;
  const std::string revision = std::to_string(policy.revision);
  if (expected == kNoPolicy) {
    if (policy.text.empty()) return {};
    return Fail(kPolicyExpectedNone, {schema.table_name, revision});
  }
  if (policy.text.empty()) return Fail(kPolicyOfNoRevision, {expected, schema.table_name});
  if (expected == Bytes(revision)) return {};
  return Fail(kPolicyOfOtherRevision, {expected, schema.table_name, revision});
}

Status CheckPolicyPause(const model::TableSchema& schema, uint64_t now_ms) {
  const uint64_t again_ms = schema.policy.changed_ms + kPolicyChangesApartMs;
  if (schema.policy.changed_ms == 0 || now_ms >= again_ms) return {};
  return Fail(kPolicyChangedTooSoon, {schema.table_name, base::IsoText(again_ms)});
}

}  // namespace hashrange::ops
