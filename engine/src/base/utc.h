// Times as the service prints them in messages. UTC, proleptic Gregorian. Tested by utc_test.cc.
#ifndef HASHRANGE_BASE_UTC_H_
#define HASHRANGE_BASE_UTC_H_

#include <cstdint>
#include <string>

namespace hashrange::base {

inline constexpr uint64_t kMsPerDay = 86'400'000;

// Days since 1970-01-01 of milliseconds since then.
uint64_t UtcDay(uint64_t ms);

// "2026-10-08T09:05:03.007Z".
std::string IsoText(uint64_t ms);

// "Thursday, October 8, 2026 at 9:05:03 AM Coordinated Universal Time".
std::string LongText(uint64_t ms);

// "Thu Oct 08 09:05:03 UTC 2026".
std::string JavaText(uint64_t ms);

}  // namespace hashrange::base

#endif  // HASHRANGE_BASE_UTC_H_
