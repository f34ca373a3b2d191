// Error is a failure that the caller caused: everything that DynamoDB itself would answer. Failures
// of ours are HR_CHECK (base/check.h); failures of the host are reported by the host. An Error is
// one pointer wide and owns its text.
#ifndef HASHRANGE_ERROR_H_
#define HASHRANGE_ERROR_H_

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

#include "hashrange/bytes.h"

namespace hashrange {

// The exceptions that the engine answers with. ErrorInfo() gives name, namespace and HTTP status of
// each. The numbers are part of the response form (engine/doc/boundary_format.md): append, never
// renumber.
enum class ErrorType : uint8_t {
  kValidation = 0,
  kConditionalCheckFailed = 1,
  kResourceNotFound = 2,
  kResourceInUse = 3,
  kLimitExceeded = 4,
  kSerialization = 5,
  kUnknownOperation = 6,
  kInternalServerError = 7,
  kTransactionCanceled = 8,
  kIdempotentParameterMismatch = 9,
  kTransactionConflict = 10,
  kItemCollectionSizeLimitExceeded = 11,
  kProvisionedThroughputExceeded = 12,
  kThrottling = 13,
  kTransactionInProgress = 14,
  kAccessDenied = 15,
  kPolicyNotFound = 16,
  kDuplicateItem = 17,
  kExpiredIterator = 18,
  kTrimmedDataAccess = 19,
};
inline constexpr int kErrorTypeCount = 20;

// How one exception looks on the wire. Source: AWS SDK model 3.1162; namespaces as real endpoints
// answer them.
struct ErrorInfo {
  ErrorType type;
  Bytes name;            // "ValidationException"
  Bytes type_namespace;  // "com.amazon.coral.validate": `__type` is "<namespace>#<name>"
  int http_status;       // 400 or 500
  bool capital_message;  // the JSON member is "Message", not "message"
};
const ErrorInfo& ErrorInfoOf(ErrorType type);

// Why one action of a cancelled transaction was not done.
struct CancellationReason {
  std::string code;     // "None" when it could have been
  std::string message;  // empty when there is none
  std::string item;     // in item form; empty when there is none
};

class Error {
 public:
  Error(ErrorType type, std::string message);
  // Out of line: errors pass through every function, and are rare.
  ~Error();
  Error(Error&&) noexcept;
  Error& operator=(Error&&) noexcept;

  ErrorType type() const { return rep_->type; }
  const std::string& message() const { return rep_->message; }

  // The item that ReturnValuesOnConditionCheckFailure asked for, in item form; empty when there is
  // none.
  const std::string& item() const { return rep_->item; }

  // Of a cancelled transaction: one reason for each action, in order. Empty for all else.
  const std::vector<CancellationReason>& cancellation_reasons() const { return rep_->reasons; }

  Error&& WithItem(std::string item) &&;
  Error&& WithCancellationReasons(std::vector<CancellationReason> reasons) &&;
  // Puts `prefix` in front of the message; used for the envelope "1 validation error detected: ".
  Error&& WithPrefix(Bytes prefix) &&;

 private:
  struct Rep {
    ErrorType type;
    std::string message;
    std::string item;
    std::vector<CancellationReason> reasons;
  };
  std::unique_ptr<Rep> rep_;
};

// One row of a message table: the only way the engine words an error. `text` holds one "%s" for
// each argument. `source` says who measured or documented the text, and when: for the reader of the
// code, and not in the program.
struct Message {
  constexpr Message(ErrorType error_type, Bytes message_text, Bytes /*source*/)
      : type(error_type), text(message_text) {}

  ErrorType type;
  Bytes text;
};

// Makes the error of a message row, replacing each "%s" by the next argument. The counts must agree
// (HR_CHECK).
Error Fail(const Message& message, std::initializer_list<Bytes> arguments = {});

}  // namespace hashrange

#endif  // HASHRANGE_ERROR_H_
