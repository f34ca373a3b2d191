// HR_CHECK proves an invariant of ours: when it does not hold, the process aborts (natively) or the
// instance traps (Wasm), naming the invariant. Never used on what a caller sent. HR_DCHECK costs
// nothing in release builds; use it on hot paths.
#ifndef HASHRANGE_BASE_CHECK_H_
#define HASHRANGE_BASE_CHECK_H_

namespace hashrange::base {

[[noreturn]] void CheckFailed(const char* condition, const char* file, int line);

}  // namespace hashrange::base

#define HR_CHECK(condition)                                             \
  (__builtin_expect(!(condition), 0)                                    \
       ? ::hashrange::base::CheckFailed(#condition, __FILE__, __LINE__) \
       : (void)0)

#ifdef NDEBUG
#define HR_DCHECK(condition) ((void)0)
#else
#define HR_DCHECK(condition) HR_CHECK(condition)
#endif

#endif  // HASHRANGE_BASE_CHECK_H_
