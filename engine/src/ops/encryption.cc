#include "ops/encryption.h"

#include <algorithm>
#include <cstdio>

#include "base/hash.h"
#include "base/utc.h"
#include "ops/lifecycle.h"
#include "ops/table_messages.h"

namespace hashrange::ops {
namespace {

using model::members::SSESpecification;
using wire::StructureView;

constexpr Bytes kServiceAlias = "alias/aws/dynamodb";
constexpr Bytes kAliasPart = "alias/";
constexpr Bytes kArnPrefix = "arn:";
// Source: control-plane lab, measured 2026-10.
constexpr uint64_t kWindowMs = uint64_t{24} * 3'600'000;
constexpr size_t kChangesInWindowMax = 4;
constexpr uint64_t kChangesApartMs = uint64_t{6} * 3'600'000;

std::string KeyArn(const Identity& identity, Bytes key_id) {
  std::string arn = "arn:aws:kms:" + identity.region + ":" + identity.account_id + ":key/";
  return arn.append(key_id);
}

// The key behind an alias: made of its name, since nobody here can be asked.
std::string KeyOfAlias(const Identity& identity, Bytes alias) {
  const std::array<uint8_t, 16> digest = base::Md5(identity.region + identity.account_id, alias);
  std::string id;
  for (size_t i = 0; i < digest.size(); i++) {
    if (i == 4 || i == 6 || i == 8 || i == 10) id.push_back('-');
    char hex[3];
    std::snprintf(hex, sizeof hex, "%02x", static_cast<unsigned>(digest[i]));
    id += hex;
  }
  return KeyArn(identity, id);
}

// Of an id, an ARN, an alias, or the ARN of an alias.
std::string KeyOf(const Identity& identity, Bytes key) {
  const size_t alias = key.find(kAliasPart);
  if (alias != Bytes::npos) return KeyOfAlias(identity, key.substr(alias));
  if (key.substr(0, kArnPrefix.size()) == kArnPrefix) return std::string(key);
  return KeyArn(identity, key);
}

}  // namespace

Result<std::string> ReadEncryption(const StructureView& specification, const Identity& identity) {
  const bool has_type = specification.has(SSESpecification::kSSEType);
  const bool has_key = specification.has(SSESpecification::kKMSMasterKeyId);
  const bool enabled = specification.has(SSESpecification::kEnabled)
                           ? specification.Boolean(SSESpecification::kEnabled)
                           : has_type;
  if (specification.has(SSESpecification::kEnabled) && !enabled) {
    if (has_type) return Fail(kSseOfDisabled, {"SSEType"});
    if (has_key) return Fail(kSseOfDisabled, {"KMSMasterKeyId"});
  }
  if (has_key && !has_type) return Fail(kSseTypeMissing);
  if (!enabled) return std::string();
  if (has_type && specification.String(SSESpecification::kSSEType) != "KMS")
    return Fail(kSseTypeUnsupported);
  if (!has_key) return KeyOfAlias(identity, kServiceAlias);
  return KeyOf(identity, specification.String(SSESpecification::kKMSMasterKeyId));
}

Status ChangeEncryption(const StructureView& specification, const Context& context,
                        model::Encryption* encryption) {
  HR_ASSIGN_OR_RETURN(std::string key_arn, ReadEncryption(specification, *context.identity));
  const uint64_t now_ms = context.now_ms;
  if (now_ms < encryption->updating_until_ms) return Fail(kSseBeingUpdated);
  if (key_arn.empty() && encryption->key_arn.empty()) return Fail(kSseByDefault);
  // Sent as anything else than its ARN, the same key is taken for another one.
  if (specification.String(SSESpecification::kKMSMasterKeyId) == Bytes(encryption->key_arn) &&
      !encryption->key_arn.empty()) {
    return Fail(kSseOfSameKey);
  }
  std::vector<uint64_t>& changes = encryption->changes_ms;
  changes.erase(std::remove_if(changes.begin(), changes.end(),
                               [now_ms](uint64_t each) { return each + kWindowMs <= now_ms; }),
                changes.end());
  if (changes.size() >= kChangesInWindowMax && now_ms < changes.back() + kChangesApartMs) {
    return Fail(kTooManySseChanges,
                {base::IsoText(changes.front() + kWindowMs), std::to_string(changes.size()),
                 base::IsoText(changes.back()), base::IsoText(changes.back() + kChangesApartMs)});
  }
  changes.push_back(now_ms);
  encryption->key_arn = std::move(key_arn);
  encryption->updating_until_ms = EndOf(now_ms, context.delays->update_table_ms);
  return {};
}

}  // namespace hashrange::ops
