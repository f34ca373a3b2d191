// Runs one fuzzer over its corpus and over mutations of it, and reports the first input whose
// promise does not hold. What kills the process instead (a sanitizer, HR_CHECK, a trap) leaves its
// input in tests/results as well.
#ifndef HASHRANGE_TESTS_FUZZ_RUN_FUZZER_H_
#define HASHRANGE_TESTS_FUZZ_RUN_FUZZER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "fuzz/fuzzers.h"

namespace hashrange::fuzz {

struct Budget {
  uint64_t inputs = 0;       // mutations after the corpus
  uint32_t seconds_max = 0;  // stop earlier when they take longer; 0: never
  uint64_t seed = 1;
};

struct Failure {
  std::string input;
  std::string promise;  // what does not hold, with its file and line
  std::string origin;   // which file of the corpus, or which seed and mutation
};

// A failure as a person needs it: promise, origin, the input in hex and base64, and how to run it
// again. Writes the input to tests/results, and says where.
std::string Describe(const Fuzzer& fuzzer, const Failure& failure);

struct CorpusFile {
  std::string name;
  std::string bytes;
};
// The files of the fuzzer's corpus, in the order of their names.
std::vector<CorpusFile> ReadCorpus(const Fuzzer& fuzzer);

// Runs one input; nothing when all promises hold.
std::optional<std::string> RunInput(const Fuzzer& fuzzer, Bytes input);

std::optional<Failure> RunCorpus(const Fuzzer& fuzzer);
// *inputs is set to how many ran.
std::optional<Failure> RunMutations(const Fuzzer& fuzzer, const Budget& budget, uint64_t* inputs);

}  // namespace hashrange::fuzz

#endif  // HASHRANGE_TESTS_FUZZ_RUN_FUZZER_H_
