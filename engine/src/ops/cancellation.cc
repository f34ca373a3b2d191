#include "ops/cancellation.h"

#include <utility>

#include "base/coding.h"
#include "ops/messages.h"
#include "ops/response_parts.h"

namespace hashrange::ops {
namespace {

// The part of a message row's text before its first argument.
bool BeginsAs(const Error& error, const Message& message) {
  const Bytes fixed = message.text.substr(0, message.text.find("%s"));
  return Bytes(error.message()).substr(0, fixed.size()) == fixed;
}

}  // namespace

Cancellation::Cancellation(size_t action_count) : reasons_(action_count) {
  for (CancellationReason& reason : reasons_) reason.code = "None";
}

void Cancellation::Add(size_t index, const Error& error) {
  any_ = true;
  CancellationReason& reason = reasons_[index];
  switch (error.type()) {
    case ErrorType::kConditionalCheckFailed:
      reason.code = "ConditionalCheckFailed";
      break;
    case ErrorType::kDuplicateItem:
      reason.code = "DuplicateItem";
      break;
    case ErrorType::kResourceNotFound:
      reason.code = "ResourceNotFound";
      break;
    default:
      reason.code = "ValidationError";
      break;
  }
  reason.message = error.message();
  reason.item = error.item();
}

Error Cancellation::TakeError() && {
  std::string codes;
  for (const CancellationReason& reason : reasons_) {
    if (!codes.empty()) codes += ", ";
    codes += reason.code;
  }
  return Fail(kTransactionCanceled, {codes}).WithCancellationReasons(std::move(reasons_));
}

bool CancelsTransaction(const Error& error) {
  if (error.type() == ErrorType::kConditionalCheckFailed || error.type() == ErrorType::kDuplicateItem) return true;
  if (error.type() != ErrorType::kValidation) return false;
  for (const Message* refused :
       {&kEmptyKeyValue, &kEmptyIndexKey, &kEmptyIndexKeyByUpdate, &kItemTooLarge}) {
    if (BeginsAs(error, *refused)) return false;
  }
  return true;
}

bool TargetSet::Add(Bytes table_name, const model::Value& key) {
  std::string target;
  base::PutLengthPrefixed(&target, TableNameOf(table_name));
  target.append(key.structure).append(key.text);
  return targets_.insert(std::move(target)).second;
}

}  // namespace hashrange::ops
