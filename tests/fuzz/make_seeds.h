// Makes the binary seeds out of the readable ones: what the requests of tests/fuzz/corpus/json look
// like in request form, what log and what checkpoint they leave, and the items and schemas in
// those. Run it when a format or an operation is new: `build/dev/tests/fuzz_tests --seeds
// <folder>`, then let `fuzz -merge=1` choose (engine/doc/testing.md).
#ifndef HASHRANGE_TESTS_FUZZ_MAKE_SEEDS_H_
#define HASHRANGE_TESTS_FUZZ_MAKE_SEEDS_H_

#include <string>

namespace hashrange::fuzz {

// Writes <folder>/<corpus>/seed-<number>; returns how many.
int MakeSeeds(const std::string& folder);

}  // namespace hashrange::fuzz

#endif  // HASHRANGE_TESTS_FUZZ_MAKE_SEEDS_H_
