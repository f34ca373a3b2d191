#include "ops/tags.h"

#include <algorithm>

#include "base/utf8.h"
#include "ops/resource_messages.h"

namespace hashrange::ops {
namespace {

using model::members::Tag;
using wire::StructureView;

// Source: AWS API Reference, Tag.
constexpr uint64_t kTagKeyCharactersMax = 128;
constexpr uint64_t kTagValueCharactersMax = 256;

// Letters and digits of any script, spaces and + - = . _ : / @.
bool IsTagText(Bytes text, uint64_t characters_max) {
  if (!base::IsUtf8(text) || base::Utf16Units(text) > characters_max) return false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                        (byte >= '0' && byte <= '9');
    if (byte < 0x80 && !letter && Bytes(" +-=._:/@").find(c) == Bytes::npos) return false;
  }
  return true;
}

bool HasReservedPrefix(Bytes key) {
  constexpr Bytes kReserved = "aws:";
  if (key.size() < kReserved.size()) return false;
  for (size_t i = 0; i < kReserved.size(); i++) {
    if ((key[i] | 0x20) != (kReserved[i] | 0x20)) return false;
  }
  return true;
}

Status CheckTag(const StructureView& tag) {
  const Bytes key = tag.String(Tag::kKey);
  const Bytes value = tag.String(Tag::kValue);
  if (key.empty() || !IsTagText(key, kTagKeyCharactersMax))
    return Fail(kTagKeyInvalid, {base::MendUtf8(key)});
  if (HasReservedPrefix(key)) return Fail(kTagKeyReserved, {key});
  if (!tag.has(Tag::kValue)) return Fail(kTagValueInvalid, {"null"});
  if (!IsTagText(value, kTagValueCharactersMax))
    return Fail(kTagValueInvalid, {base::MendUtf8(value)});
  return {};
}

}  // namespace

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
