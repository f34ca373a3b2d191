#include <gtest/gtest.h>

#include <string>

#include "expr/expression.h"

namespace hashrange::expr {
namespace {

TEST(ReservedWords, AreKnownInAnyCase) {
  for (const char* word :
       {"ABORT", "abort",    "Zone",           "status",    "NAME", "data", "count",
        "items", "flattern", "innter",         "loged",     "ttl",  "size", "url",
        "to",    "if",       "localtimestamp", "pipelined", "AND",  "Set",  "year"}) {
    EXPECT_TRUE(IsReservedWord(word)) << word;
  }
}

TEST(ReservedWords, DoNotIncludeWhatIsOftenTakenForOne) {
  for (const char* word :
       {"id",      "email",  "address",         "tags", "version",  "pk",    "sk",
        "created", "active", "price",           "",     "a",        "z",     "abor",
        "aborts",  "_name",  "localtimestamps", "1",    "\xC3\xBC", "zones", "aa"}) {
    EXPECT_FALSE(IsReservedWord(word)) << word;
  }
}

}  // namespace
}  // namespace hashrange::expr
