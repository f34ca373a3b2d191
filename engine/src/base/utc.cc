#include "base/utc.h"

#include <cstdio>

namespace hashrange::base {
namespace {

struct Date {
  uint64_t year;
  unsigned month;  // from 1
  unsigned day;    // from 1
};

// Counts in eras of 400 years that begin on a first of March, so that a leap day is a year's last.
Date DateOf(uint64_t days) {
  days += 719'468;  // from 0000-03-01 to 1970-01-01
  const uint64_t era = days / 146'097;
  const uint64_t day_of_era = days % 146'097;
  const uint64_t year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const uint64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const auto month_from_march = static_cast<unsigned>((5 * day_of_year + 2) / 153);
  Date date;
  date.day = static_cast<unsigned>(day_of_year) - (153 * month_from_march + 2) / 5 + 1;
  date.month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  date.year = year_of_era + era * 400 + (date.month <= 2 ? 1 : 0);
  return date;
}

// 1970-01-01 was a Thursday.
constexpr const char* kDays[] = {"Thursday", "Friday",  "Saturday", "Sunday",
                                 "Monday",   "Tuesday", "Wednesday"};
constexpr const char* kMonths[] = {"January",   "February", "March",    "April",
                                   "May",       "June",     "July",     "August",
                                   "September", "October",  "November", "December"};

}  // namespace

uint64_t UtcDay(uint64_t ms) { return ms / kMsPerDay; }

std::string IsoText(uint64_t ms) {
  const Date date = DateOf(UtcDay(ms));
  const auto of_day = static_cast<unsigned>(ms % kMsPerDay);
  char text[64];
  std::snprintf(text, sizeof text, "%04llu-%02u-%02uT%02u:%02u:%02u.%03uZ",
                static_cast<unsigned long long>(date.year), date.month, date.day,
                of_day / 3'600'000, of_day / 60'000 % 60, of_day / 1'000 % 60, of_day % 1'000);
  return text;
}

std::string LongText(uint64_t ms) {
  const Date date = DateOf(UtcDay(ms));
  const auto of_day = static_cast<unsigned>(ms % kMsPerDay);
  const unsigned hour = of_day / 3'600'000;
  char text[96];
  std::snprintf(text, sizeof text, "%s, %s %u, %llu at %u:%02u:%02u %s Coordinated Universal Time",
                kDays[UtcDay(ms) % 7], kMonths[date.month - 1], date.day,
                static_cast<unsigned long long>(date.year),
                hour % 12 == 0 ? 12 : hour % 12, of_day / 60'000 % 60, of_day / 1'000 % 60,
                hour < 12 ? "AM" : "PM");
  return text;
}

std::string JavaText(uint64_t ms) {
  const Date date = DateOf(UtcDay(ms));
  const auto of_day = static_cast<unsigned>(ms % kMsPerDay);
  char text[96];
  std::snprintf(text, sizeof text, "%.3s %.3s %02u %02u:%02u:%02u UTC %llu",
                kDays[UtcDay(ms) % 7], kMonths[date.month - 1], date.day, of_day / 3'600'000,
                of_day / 60'000 % 60, of_day / 1'000 % 60,
                static_cast<unsigned long long>(date.year));
  return text;
}

}  // namespace hashrange::base
