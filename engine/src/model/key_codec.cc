#include "model/key_codec.h"

#include <cstring>

#include "base/check.h"
#include "base/coding.h"
#include "base/hash.h"
#include "model/number.h"

namespace hashrange::model {
namespace {

constexpr Bytes kHashSalt = "Outliers";
constexpr Bytes kEscapedZero("\0\xff", 2);
constexpr Bytes kPartEnd("\0\0", 2);

void AppendEscaped(std::string* to, Bytes bytes) {
  while (!bytes.empty()) {
    const auto* zero = static_cast<const char*>(std::memchr(bytes.data(), 0, bytes.size()));
    if (zero == nullptr) break;
    const auto before = static_cast<size_t>(zero - bytes.data());
    to->append(bytes.substr(0, before)).append(kEscapedZero);
    bytes.remove_prefix(before + 1);
  }
  to->append(bytes);
}

// The bytes of an N; at most 1 + 20 of them.
std::string OrderedNumber(Bytes normalised) {
  Number number;
  HR_CHECK(Number::Parse(normalised, &number) == NumberFault::kNone);
  std::string ordered;
  number.AppendOrdered(&ordered);
  return ordered;
}

// A quick number of at most 38 bytes, to choose a slot by.
uint64_t Mix(Bytes bytes) {
  uint64_t mixed = bytes.size();
  for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
    mixed = (mixed ^ base::LoadFixed64(bytes.data())) * 0x9e3779b97f4a7c15u;
    mixed ^= mixed >> 32;
  }
  uint64_t rest = 0;
  for (const char byte : bytes) rest = rest << 8 | static_cast<uint8_t>(byte);
  mixed = (mixed ^ rest) * 0x9e3779b97f4a7c15u;
  return mixed ^ mixed >> 32;
}

}  // namespace

KeyPart KeyPartOf(const Value& value) {
  HR_CHECK(IsScalarKey(value.type()));
  return KeyPart{value.type(), value.type() == AttributeType::kB ? value.binary() : value.string()};
}

uint64_t PartitionHash(const KeyPart& partition_key) {
  if (partition_key.type == AttributeType::kN) {
    return base::Md5Prefix64(kHashSalt, OrderedNumber(partition_key.bytes));
  }
  return base::Md5Prefix64(kHashSalt, partition_key.bytes);
}

uint64_t TieHash(const KeyPart& partition_key, const KeyPart& sort_key) {
  std::string bytes;
  for (const KeyPart* part : {&partition_key, &sort_key}) {
    if (part->type == AttributeType::kN) {
      bytes += OrderedNumber(part->bytes);
    } else {
      bytes += part->bytes;
    }
  }
  return base::Md5Prefix64(kHashSalt, bytes);
}

uint64_t PartitionHashOfParts(Bytes key_parts) { return base::Md5Prefix64(kHashSalt, key_parts); }

size_t FirstPartBytes(Bytes key_bytes) {
  // A zero byte is escaped as 00 FF, so that 00 00 stands at an end only.
  size_t at = 0;
  while ((at = key_bytes.find('\0', at)) != Bytes::npos) {
    if (at + 1 == key_bytes.size()) break;
    if (key_bytes[at + 1] == '\0') return at + 2;
    at += 2;
  }
  return key_bytes.size();
}

void AppendKeyPart(std::string* bytes, const KeyPart& part) {
  if (part.type == AttributeType::kN) {
    AppendEscaped(bytes, OrderedNumber(part.bytes));
  } else {
    AppendEscaped(bytes, part.bytes);
  }
  bytes->append(kPartEnd);
}

bool ReadKeyPart(Bytes* bytes, AttributeType type, std::string* content) {
  std::string part;
  for (size_t at = 0;; at++) {
    if (at == bytes->size()) return false;
    part.push_back((*bytes)[at]);
    if ((*bytes)[at] != '\0') continue;
    const Bytes mark = bytes->substr(at, 2);
    at++;
    if (mark == kEscapedZero) continue;
    if (mark != kPartEnd) return false;
    part.pop_back();
    if (type == AttributeType::kN) {
      Number number;
      if (!Number::ReadOrdered(part, &number)) return false;
      number.AppendNormalised(content);
    } else {
      content->append(part);
    }
    bytes->remove_prefix(at + 1);
    return true;
  }
}

uint64_t PartitionHashCache::Hash(const KeyPart& partition_key) {
  const Bytes bytes = partition_key.bytes;
  if (bytes.size() > kBytesMax) return PartitionHash(partition_key);
  if (slots_.empty()) slots_.resize(kSlots);
  Slot& slot = slots_[Mix(bytes) % kSlots];
  const auto type = static_cast<uint8_t>(partition_key.type);
  if (slot.type != type || Bytes(slot.bytes, slot.size) != bytes) {
    slot.hash = PartitionHash(partition_key);
    slot.type = type;
    slot.size = static_cast<uint8_t>(bytes.size());
    std::memcpy(slot.bytes, bytes.data(), bytes.size());
  }
  return slot.hash;
}

void AppendKeyPartPrefix(std::string* bytes, Bytes prefix) { AppendEscaped(bytes, prefix); }

std::string PrefixSuccessor(Bytes bytes) {
  while (!bytes.empty() && bytes.back() == '\xff') bytes.remove_suffix(1);
  std::string successor(bytes);
  if (!successor.empty()) successor.back() = static_cast<char>(successor.back() + 1);
  return successor;
}

}  // namespace hashrange::model
