#include "hashrange/error.h"

#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "hashrange/result.h"

namespace hashrange {
namespace {

constexpr Message kPlain{ErrorType::kResourceInUse, "Table already exists", "a test"};
constexpr Message kHoles{ErrorType::kValidation, "Type mismatch for %s: expected %s%s", "a test"};

TEST(Error, EveryTypeHasARow) {
  std::set<Bytes> names;
  for (int i = 0; i < kErrorTypeCount; i++) {
    const ErrorInfo& info = ErrorInfoOf(static_cast<ErrorType>(i));
    EXPECT_EQ(static_cast<int>(info.type), i);
    EXPECT_TRUE(names.insert(info.name).second) << info.name;
    EXPECT_TRUE(info.http_status == 400 || info.http_status == 500);
    EXPECT_EQ(info.type_namespace.substr(0, 4), "com.");
  }
  EXPECT_EQ(ErrorInfoOf(ErrorType::kConditionalCheckFailed).name,
            "ConditionalCheckFailedException");
  EXPECT_EQ(ErrorInfoOf(ErrorType::kValidation).type_namespace, "com.amazon.coral.validate");
  EXPECT_EQ(ErrorInfoOf(ErrorType::kInternalServerError).http_status, 500);
}

TEST(Error, FailFillsTheHolesInOrder) {
  const Error plain = Fail(kPlain);
  EXPECT_EQ(plain.type(), ErrorType::kResourceInUse);
  EXPECT_EQ(plain.message(), "Table already exists");
  EXPECT_EQ(Fail(kHoles, {"pk", "S", ""}).message(), "Type mismatch for pk: expected S");
}

TEST(Error, FailDoesNotLookIntoItsArguments) {
  EXPECT_EQ(Fail(kHoles, {"%s", "%s%s", "%"}).message(), "Type mismatch for %s: expected %s%s%");
}

#if GTEST_HAS_DEATH_TEST
TEST(ErrorDeathTest, FailCountsItsArguments) {
  EXPECT_DEATH(Fail(kHoles, {"one"}), "invariant broken");
  EXPECT_DEATH(Fail(kPlain, {"one"}), "invariant broken");
}
#endif

TEST(Error, CarriesAnItemAndAPrefix) {
  Error error = Fail(kPlain).WithItem("item").WithPrefix("1 validation error detected: ");
  EXPECT_EQ(error.item(), "item");
  EXPECT_EQ(error.message(), "1 validation error detected: Table already exists");
  const Error moved = std::move(error);
  EXPECT_EQ(moved.item(), "item");
  EXPECT_TRUE(Fail(kPlain).item().empty());
}

TEST(Error, CarriesTheReasonsOfACancelledTransaction) {
  std::vector<CancellationReason> reasons;
  reasons.push_back({"None", "", ""});
  reasons.push_back({"ValidationError", "why", "item"});
  const Error error = Fail(kPlain).WithCancellationReasons(std::move(reasons));
  ASSERT_EQ(error.cancellation_reasons().size(), 2u);
  EXPECT_EQ(error.cancellation_reasons()[1].message, "why");
  EXPECT_TRUE(Fail(kPlain).cancellation_reasons().empty());
}

Result<std::string> NameOf(int number) {
  if (number < 0) return Fail(kHoles, {"a", "b", "c"});
  return std::string(static_cast<size_t>(number), 'x');
}

Status CheckBoth(int a, int b, std::string* names) {
  HR_ASSIGN_OR_RETURN(const std::string first, NameOf(a));
  HR_ASSIGN_OR_RETURN(std::string second, NameOf(b));
  *names = first + "," + second;
  return {};
}

Result<int> Length(int a, int b) {
  std::string names;
  HR_RETURN_IF_ERROR(CheckBoth(a, b, &names));
  return static_cast<int>(names.size());
}

TEST(Result, IsAValueOrAnError) {
  const Result<std::string> value = NameOf(2);
  ASSERT_TRUE(value.ok());
  EXPECT_EQ(value.value(), "xx");
  const Result<std::string> error = NameOf(-1);
  ASSERT_FALSE(error.ok());
  EXPECT_EQ(error.error().type(), ErrorType::kValidation);
}

TEST(Result, MacrosStopAtTheFirstError) {
  std::string names = "kept";
  EXPECT_FALSE(CheckBoth(1, -1, &names).ok());
  EXPECT_EQ(names, "kept");
  EXPECT_TRUE(CheckBoth(1, 2, &names).ok());
  EXPECT_EQ(names, "x,xx");
  EXPECT_EQ(Length(2, 3).value(), 6);
  EXPECT_EQ(Length(-1, 3).error().message(), "Type mismatch for a: expected bc");
}

TEST(Result, HoldsMoveOnlyValues) {
  Result<std::unique_ptr<int>> result(std::make_unique<int>(7));
  const std::unique_ptr<int> taken = std::move(result).value();
  EXPECT_EQ(*taken, 7);
}

}  // namespace
}  // namespace hashrange
