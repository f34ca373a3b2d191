#include "ops/shard_iterator.h"

#include "base/base64.h"
#include "base/coding.h"
#include "base/crc32c.h"

namespace hashrange::ops {
namespace {

constexpr Bytes kSeparator = "|1|";

uint32_t CheckOf(Bytes arn, Bytes content) { return base::Crc32c(content, base::Crc32c(arn)); }

}  // namespace

std::string ShardIteratorText(const ShardIterator& iterator) {
  std::string content;
  base::PutFixed64(&content, iterator.issued_ms);
  base::PutFixed64(&content, iterator.shard);
  base::PutFixed64(&content, iterator.number);
  content.push_back(iterator.horizon ? '\1' : '\0');
  base::PutFixed32(&content, CheckOf(iterator.arn, content));
  std::string text = iterator.arn;
  text.append(kSeparator);
  base::AppendBase64(&text, content);
  return text;
}

bool ParseShardIterator(Bytes text, ShardIterator* iterator) {
  const size_t separator = text.rfind(kSeparator);
  if (separator == Bytes::npos) return false;
  std::string content;
  if (base::DecodeBase64(text.substr(separator + kSeparator.size()), &content) !=
      base::Base64Fault::kNone) {
    return false;
  }
  iterator->arn = std::string(text.substr(0, separator));
  Bytes rest = content;
  uint8_t horizon = 0;
  uint32_t check = 0;
  if (!base::GetFixed64(&rest, &iterator->issued_ms) ||
      !base::GetFixed64(&rest, &iterator->shard) || !base::GetFixed64(&rest, &iterator->number) ||
      !base::GetByte(&rest, &horizon) || horizon > 1 || !base::GetFixed32(&rest, &check) ||
      !rest.empty()) {
    return false;
  }
  iterator->horizon = horizon == 1;
  return check == CheckOf(iterator->arn, Bytes(content).substr(0, content.size() - sizeof check));
}

}  // namespace hashrange::ops
