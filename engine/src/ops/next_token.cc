#include "ops/next_token.h"

#include "base/base64.h"
#include "base/coding.h"
#include "base/hash.h"
#include "ops/statement_messages.h"

namespace hashrange::ops {
namespace {

constexpr char kVersion = 1;
constexpr size_t kDigestBytes = 16;

std::string DigestOf(Bytes asked) {
  const auto digest = base::Md5(asked);
  return std::string(reinterpret_cast<const char*>(digest.data()), digest.size());
}

}  // namespace

std::string WriteNextToken(Bytes asked, const NextToken& token) {
  std::string bytes(1, kVersion);
  bytes.append(DigestOf(asked));
  base::PutVarint(&bytes, token.read);
  bytes.append(token.key);
  std::string text;
  base::AppendBase64(&text, bytes);
  return text;
}

Status ReadNextToken(Bytes text, Bytes asked, NextToken* token) {
  std::string decoded;
  if (base::DecodeBase64(text, &decoded) != base::Base64Fault::kNone) return Fail(kTokenInvalid);
  Bytes bytes = decoded;
  if (bytes.size() < 1 + kDigestBytes || bytes[0] != kVersion) return Fail(kTokenInvalid);
  if (bytes.substr(1, kDigestBytes) != Bytes(DigestOf(asked))) return Fail(kTokenOfOther);
  bytes.remove_prefix(1 + kDigestBytes);
  if (!base::GetVarint(&bytes, &token->read)) return Fail(kTokenInvalid);
  if (!bytes.empty() && !model::IsItem(bytes)) return Fail(kTokenInvalid);
  token->key = bytes;
  return {};
}

}  // namespace hashrange::ops
