#include "model/key_codec.h"

#include <cstring>

#include "base/check.h"
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
std::string OrderedNumber(const Value& value) {
  Number number;
  HR_CHECK(Number::Parse(value.string(), &number) == NumberFault::kNone);
  std::string ordered;
  number.AppendOrdered(&ordered);
  return ordered;
}

}  // namespace

uint64_t PartitionHash(const Value& partition_key) {
  switch (partition_key.type()) {
    case AttributeType::kS:
      return base::Md5Prefix64(kHashSalt, partition_key.string());
    case AttributeType::kN:
      return base::Md5Prefix64(kHashSalt, OrderedNumber(partition_key));
    case AttributeType::kB:
      return base::Md5Prefix64(kHashSalt, partition_key.binary());
    case AttributeType::kSS:
    case AttributeType::kNS:
    case AttributeType::kBS:
    case AttributeType::kM:
    case AttributeType::kL:
    case AttributeType::kNull:
    case AttributeType::kBool:
      break;
  }
  HR_CHECK(false && "a key is S, N or B");
  return 0;
}

void AppendKeyPart(std::string* bytes, const Value& value) {
  switch (value.type()) {
    case AttributeType::kS:
      AppendEscaped(bytes, value.string());
      break;
    case AttributeType::kN:
      AppendEscaped(bytes, OrderedNumber(value));
      break;
    case AttributeType::kB:
      AppendEscaped(bytes, value.binary());
      break;
    case AttributeType::kSS:
    case AttributeType::kNS:
    case AttributeType::kBS:
    case AttributeType::kM:
    case AttributeType::kL:
    case AttributeType::kNull:
    case AttributeType::kBool:
      HR_CHECK(false && "a key is S, N or B");
  }
  bytes->append(kPartEnd);
}

void AppendKeyPartPrefix(std::string* bytes, Bytes prefix) { AppendEscaped(bytes, prefix); }

std::string PrefixSuccessor(Bytes bytes) {
  while (!bytes.empty() && bytes.back() == '\xff') bytes.remove_suffix(1);
  std::string successor(bytes);
  if (!successor.empty()) successor.back() = static_cast<char>(successor.back() + 1);
  return successor;
}

}  // namespace hashrange::model
