#include "ops/tags.h"

#include <algorithm>

#include "base/letters.h"
#include "base/utf8.h"
#include "ops/resource_messages.h"

namespace hashrange::ops {
namespace {

using model::members::Tag;
using wire::StructureView;

// Source: AWS API Reference, Tag.
constexpr uint64_t kTagKeyCharactersMax = 128;
constexpr uint64_t kTagValueCharactersMax = 256;

// Letters, digits and spaces of any script, and + - = . _ : / @. Source: control-plane lab, measured
// us-west-2 2026-10, DDB-TABLE-372.
bool IsTagText(Bytes text, uint64_t characters_max) {
  return base::HasOnlyLettersDigitsSpaces(text, "+-=._:/@") &&
         base::Utf16Units(text) <= characters_max;
}

bool HasReservedPrefix(Bytes key) {
  constexpr Bytes kReserved = "aws:";
  if (key.size() < kReserved.size()) return false;
  for (size_t i = 0; i < kReserved.size(); i++) {
    if ((key[i] | 0x20) != (kReserved[i] | 0x20)) return false;
  }
  return true;
}

// What is not there is told as null. Source: control-plane lab, measured us-west-2 2026-10,
// DDB-TABLE-457.
Status CheckTag(const StructureView& tag) {
  const Bytes value = tag.String(Tag::kValue);
  if (!tag.has(Tag::kKey)) return Fail(kTagKeyInvalid, {"null"});
  HR_RETURN_IF_ERROR(CheckTagKey(tag.String(Tag::kKey)));
  if (!tag.has(Tag::kValue)) return Fail(kTagValueInvalid, {"null"});
  if (!IsTagText(value, kTagValueCharactersMax))
    return Fail(kTagValueInvalid, {base::MendUtf8(value)});
  return {};
}

}  // namespace

Status CheckTagKey(Bytes key) {
  if (key.empty() || !IsTagText(key, kTagKeyCharactersMax))
    return Fail(kTagKeyInvalid, {base::MendUtf8(key)});
  if (HasReservedPrefix(key)) return Fail(kTagKeyReserved, {key});
  return {};
}

Status SetTags(wire::ListView list, Tags* tags) {
  std::vector<Bytes> keys;
  for (StructureView tag; list.Next(&tag);) {
    HR_RETURN_IF_ERROR(CheckTag(tag));
    const Bytes key = tag.String(Tag::kKey);
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) return Fail(kTagKeyTwice, {key});
    keys.push_back(key);
    const auto there = std::find_if(tags->begin(), tags->end(),
                                    [key](const auto& each) { return Bytes(each.first) == key; });
    if (there != tags->end()) {
      there->second = std::string(tag.String(Tag::kValue));
    } else {
      tags->emplace_back(key, tag.String(Tag::kValue));
    }
  }
  if (tags->size() > kTagsMax) return Fail(kTooManyTags);
  return {};
}

}  // namespace hashrange::ops
