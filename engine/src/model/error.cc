#include "hashrange/error.h"

#include <utility>

#include "base/check.h"

namespace hashrange {
namespace {

constexpr Bytes kModelled = "com.amazonaws.dynamodb.v20120810";
constexpr Bytes kCoralService = "com.amazon.coral.service";

// Source: AWS SDK model 3.1162 for the names; namespaces and the spelling of the message member as
// real endpoints answer.
constexpr ErrorInfo kErrors[] = {
    {ErrorType::kValidation, "ValidationException", "com.amazon.coral.validate", 400, false},
    {ErrorType::kConditionalCheckFailed, "ConditionalCheckFailedException", kModelled, 400, false},
    {ErrorType::kResourceNotFound, "ResourceNotFoundException", kModelled, 400, false},
    {ErrorType::kResourceInUse, "ResourceInUseException", kModelled, 400, false},
    {ErrorType::kLimitExceeded, "LimitExceededException", kModelled, 400, false},
    {ErrorType::kSerialization, "SerializationException", kCoralService, 400, true},
    {ErrorType::kUnknownOperation, "UnknownOperationException", kCoralService, 400, false},
    {ErrorType::kInternalServerError, "InternalServerError", kModelled, 500, false},
    {ErrorType::kTransactionCanceled, "TransactionCanceledException", kModelled, 400, true},
    {ErrorType::kIdempotentParameterMismatch, "IdempotentParameterMismatchException", kModelled,
     400, true},
    {ErrorType::kTransactionConflict, "TransactionConflictException", kModelled, 400, false},
    {ErrorType::kItemCollectionSizeLimitExceeded, "ItemCollectionSizeLimitExceededException",
     kModelled, 400, false},
    {ErrorType::kProvisionedThroughputExceeded, "ProvisionedThroughputExceededException", kModelled,
     400, false},
    {ErrorType::kThrottling, "ThrottlingException", "com.amazon.coral.availability", 400, false},
    {ErrorType::kTransactionInProgress, "TransactionInProgressException", kModelled, 400, true},
    {ErrorType::kAccessDenied, "AccessDeniedException", kCoralService, 400, true},
    {ErrorType::kPolicyNotFound, "PolicyNotFoundException", kModelled, 400, false},
    {ErrorType::kDuplicateItem, "DuplicateItemException", kModelled, 400, false},
    {ErrorType::kExpiredIterator, "ExpiredIteratorException", kModelled, 400, false},
    {ErrorType::kTrimmedDataAccess, "TrimmedDataAccessException", kModelled, 400, false},
};
static_assert(sizeof(kErrors) / sizeof(kErrors[0]) == kErrorTypeCount);

}  // namespace

const ErrorInfo& ErrorInfoOf(ErrorType type) {
  const ErrorInfo& info = kErrors[static_cast<int>(type)];
  HR_CHECK(info.type == type);
  return info;
}

Error::Error(ErrorType type, std::string message) : rep_(new Rep{type, std::move(message), {}, {}}) {}

Error::~Error() = default;
Error::Error(Error&&) noexcept = default;
Error& Error::operator=(Error&&) noexcept = default;

Error&& Error::WithItem(std::string item) && {
  rep_->item = std::move(item);
  return std::move(*this);
}

Error&& Error::WithCancellationReasons(std::vector<CancellationReason> reasons) && {
  rep_->reasons = std::move(reasons);
  return std::move(*this);
}

Error&& Error::WithPrefix(Bytes prefix) && {
  rep_->message.insert(0, prefix);
  return std::move(*this);
}

Error Fail(const Message& message, std::initializer_list<Bytes> arguments) {
  std::string text;
  Bytes rest = message.text;
  for (Bytes argument : arguments) {
    const size_t hole = rest.find("%s");
    HR_CHECK(hole != Bytes::npos);
    text.append(rest.substr(0, hole)).append(argument);
    rest.remove_prefix(hole + 2);
  }
  HR_CHECK(rest.find("%s") == Bytes::npos);
  text.append(rest);
  return Error(message.type, std::move(text));
}

}  // namespace hashrange
