// Result<T> is a value or the Error that stands for it; Status is an Error or nothing. The engine
// has no exceptions.
//
//   Result<Number> n = Number::Parse(text);
//   if (!n.ok()) return std::move(n).error();
//   HR_ASSIGN_OR_RETURN(Number n, Number::Parse(text));   // the same in a line
//   HR_RETURN_IF_ERROR(CheckKey(schema, key));
#ifndef HASHRANGE_RESULT_H_
#define HASHRANGE_RESULT_H_

#include <optional>
#include <utility>
#include <variant>

#include "hashrange/error.h"

namespace hashrange {

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : rep_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: implicit by design
  Result(Error error) : rep_(std::in_place_index<1>, std::move(error)) {}  // NOLINT

  bool ok() const { return rep_.index() == 0; }
  T& value() & { return *std::get_if<0>(&rep_); }
  const T& value() const& { return *std::get_if<0>(&rep_); }
  T&& value() && { return std::move(*std::get_if<0>(&rep_)); }
  const Error& error() const& { return *std::get_if<1>(&rep_); }
  Error&& error() && { return std::move(*std::get_if<1>(&rep_)); }

 private:
  std::variant<T, Error> rep_;
};

class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::move(error)) {}  // NOLINT: implicit by design

  bool ok() const { return !error_.has_value(); }
  const Error& error() const& { return *error_; }
  Error&& error() && { return std::move(*error_); }

 private:
  std::optional<Error> error_;
};

}  // namespace hashrange

#define HR_CONCAT_INNER(a, b) a##b
#define HR_CONCAT(a, b) HR_CONCAT_INNER(a, b)

#define HR_RETURN_IF_ERROR(expression)                          \
  do {                                                          \
    auto hr_status_ = (expression);                             \
    if (!hr_status_.ok()) return std::move(hr_status_).error(); \
  } while (false)

#define HR_ASSIGN_OR_RETURN_INNER(temporary, declaration, expression) \
  auto temporary = (expression);                                      \
  if (!temporary.ok()) return std::move(temporary).error();           \
  declaration = std::move(temporary).value()

#define HR_ASSIGN_OR_RETURN(declaration, expression) \
  HR_ASSIGN_OR_RETURN_INNER(HR_CONCAT(hr_result_, __LINE__), declaration, expression)

#endif  // HASHRANGE_RESULT_H_
