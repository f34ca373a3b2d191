#include "ops/resource_policy.h"

#include <algorithm>
#include <span>
#include <vector>

#include "base/utc.h"
#include "base/utf8.h"
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

// "Allow" or "Deny" in any case, as it is kept; empty: it is neither. Source: control-plane lab,
// measured us-west-2 2026-10, DDB-TABLE-355 (of "allow").
Bytes EffectOf(const RequestValue& value) {
  if (value.tag != RequestTag::kString) return {};
  for (const Bytes effect : {Bytes("Allow"), Bytes("Deny")}) {
    if (std::equal(effect.begin(), effect.end(), value.bytes.begin(), value.bytes.end(),
                   [](char a, char b) { return (a | 0x20) == (b | 0x20); })) {
      return effect;
    }
  }
  return {};
}

// A text of white space and one object: where the object ends. Lines and the UTF-16 units in them
// count from one. Source: of "{}", (1,3): control-plane lab, measured us-west-2 2026-10,
// DDB-TABLE-457.
Error SyntaxErrorAtEnd(Bytes document) {
  const Bytes read = document.substr(0, document.rfind('}') + 1);
  const size_t line = read.rfind('\n') + 1;  // of no line before it: 0
  return Fail(kPolicySyntax, {std::to_string(1 + std::count(read.begin(), read.end(), '\n')),
                              std::to_string(1 + base::Utf16Units(read.substr(line)))});
}

// A text that is no object. What others than "null" get that are JSON, "[]" apart, was not measured.
// Source: control-plane lab, measured us-west-2 2026-10, DDB-TABLE-211 and 457.
Error NoPolicy(Bytes document) {
  return document == "null" ? Fail(kPolicyIsNone) : Fail(kPolicyNoJson);
}

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
  if (EffectOf(*effect) != "Allow" || Find(statement, "Condition") != nullptr) return false;
  if (principal == nullptr) return true;  // NotPrincipal
  if (principal->tag != RequestTag::kMap) return HasWildcard(*principal);
  const std::vector<Member> kinds = MembersOf(*principal);
  return std::any_of(kinds.begin(), kinds.end(),
                     [](const Member& kind) { return HasWildcard(kind.value); });
}

// `sids`: of the statements before.
Status WriteStatement(const RequestValue& value, std::vector<Bytes>* sids, JsonText* json) {
  if (value.tag != RequestTag::kMap) return Invalid("a statement is no object");
  const std::vector<Member> members = MembersOf(value);
  HR_RETURN_IF_ERROR(CheckMembers(members, kStatementMembers));
  const RequestValue* effect = Find(members, "Effect");
  if (effect == nullptr) return Fail(kPolicyFieldMissing, {"Effect"});
  if (EffectOf(*effect).empty()) return Invalid("a statement's Effect is neither Allow nor Deny");
  const std::pair<Bytes, Bytes> either[] = {
      {"Principal", "NotPrincipal"}, {"Action", "NotAction"}, {"Resource", "NotResource"}};
  for (const auto& [name, opposite] : either) {
    const bool has = Find(members, name) != nullptr;
    const bool has_opposite = Find(members, opposite) != nullptr;
    if (!has && !has_opposite) return Fail(kPolicyFieldMissing, {name});
    if (has && has_opposite) {
      return Invalid("a statement has " + std::string(name) + " and " + std::string(opposite) +
                     ", of which it needs one only");
    }
  }
  if (const RequestValue* sid = Find(members, "Sid")) {
    if (std::find(sids->begin(), sids->end(), sid->bytes) != sids->end())
      return Fail(kPolicySidTwice);
    sids->push_back(sid->bytes);
  }
  if (IsUnbounded(members)) return Fail(kPolicyUnbounded);
  json->BeginObject();
  for (const Bytes name : kStatementMembers) {
    const RequestValue* member = Find(members, name);
    if (member == nullptr) continue;
    json->Name(name);
    if (member == effect) {
      json->String(EffectOf(*effect));
      continue;
    }
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
  if (!read.ok() || !model::ReadRequestValue(&rest, &root)) return NoPolicy(document);
  const std::vector<Member> members = MembersOf(root);
  HR_RETURN_IF_ERROR(CheckMembers(members, kPolicyMembers));
  const RequestValue* version = Find(members, "Version");
  if (version != nullptr && version->bytes != kNewestVersion && version->bytes != kOldestVersion)
    return Invalid("its Version is neither 2012-10-17 nor 2008-10-17");
  const RequestValue* statements = Find(members, "Statement");
  if (statements == nullptr) return SyntaxErrorAtEnd(document);
  const std::vector<RequestValue> each = ElementsOf(*statements);
  if (each.empty()) return Fail(kPolicyWithoutStatements);

  std::string text;
  JsonText json(&text);
  json.BeginObject();
  json.StringMember("Version", version == nullptr ? kOldestVersion : version->bytes);
  if (const RequestValue* id = Find(members, "Id")) {
    json.Name("Id");
    WriteValue(*id, false, &json);
  }
  json.Name("Statement");
  json.BeginArray();
  std::vector<Bytes> sids;
  for (const RequestValue& statement : each)
    HR_RETURN_IF_ERROR(WriteStatement(statement, &sids, &json));
  json.EndArray();
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

// A policy that was deleted goes on having the revision of its deletion. Source: control-plane lab,
// measured us-west-2 2026-10, DDB-TABLE-205 (which revision the text has is cut off there).
Status CheckRevision(const model::ResourcePolicy& policy, Bytes table_name, Bytes expected) {
  const std::string revision = std::to_string(policy.revision);
  if (expected == kNoPolicy) {
    if (policy.text.empty()) return {};
    return Fail(kPolicyExpectedNone, {table_name, revision});
  }
  if (policy.revision == 0) return Fail(kPolicyOfNoRevision, {expected, table_name});
  if (expected == Bytes(revision)) return {};
  return Fail(kPolicyOfOtherRevision, {expected, table_name, revision});
}

Status CheckPolicyPause(const model::ResourcePolicy& policy, Bytes table_name, uint64_t now_ms) {
  const uint64_t again_ms = policy.changed_ms + kPolicyChangesApartMs;
  if (policy.changed_ms == 0 || now_ms >= again_ms) return {};
  return Fail(kPolicyChangedTooSoon, {table_name, base::IsoText(again_ms)});
}

}  // namespace hashrange::ops
