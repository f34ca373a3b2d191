// One fuzzer of the table under clang's libFuzzer, which mutates by what it sees covered (`cmake
// --preset fuzz`):
//
//   build/fuzz/tests/fuzz --fuzzer=json -max_total_time=300 tests/fuzz/corpus/json
//
// A promise that does not hold ends the process, as libFuzzer wants it, and leaves a crash-...
// file.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "fuzz/fuzzers.h"
#include "fuzz/mutator.h"

namespace hashrange::fuzz {
namespace {

const Fuzzer* chosen = nullptr;

}  // namespace

void Violated(const char* file, int line, const std::string& promise) {
  std::fprintf(stderr, "%s:%d: %s\n", file, line, promise.c_str());
  std::abort();
}

}  // namespace hashrange::fuzz

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t size_max);

// libFuzzer takes no notice of options that begin with two hyphens.
extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  constexpr char kOption[] = "--fuzzer=";
  for (int i = 1; i < *argc; i++) {
    const char* argument = (*argv)[i];
    if (std::strncmp(argument, kOption, std::strlen(kOption)) == 0) {
      hashrange::fuzz::chosen = hashrange::fuzz::FindFuzzer(argument + std::strlen(kOption));
    }
  }
  if (hashrange::fuzz::chosen != nullptr) return 0;
  std::fprintf(stderr,
               "usage: fuzz --fuzzer=<name> [libFuzzer's options] <corpus folder>...; fuzzers:");
  for (const hashrange::fuzz::Fuzzer& fuzzer : hashrange::fuzz::Fuzzers()) {
    std::fprintf(stderr, " %s", std::string(fuzzer.name).c_str());
  }
  std::fprintf(stderr, "\n");
  std::exit(2);
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  hashrange::fuzz::chosen->run(hashrange::Bytes(reinterpret_cast<const char*>(data), size));
  return 0;
}

// Its own mutations, and now and then ours, which know the words of the input.
extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t size_max,
                                          unsigned seed) {
  if (seed % 3 != 0) return LLVMFuzzerMutate(data, size, size_max);
  static const std::vector<std::string> no_corpus;
  hashrange::fuzz::Mutator mutator(seed, no_corpus, hashrange::fuzz::chosen->words());
  std::string input(reinterpret_cast<const char*>(data), size);
  mutator.Mutate(&input);
  if (input.size() > size_max) input.resize(size_max);
  std::memcpy(data, input.data(), input.size());
  return input.size();
}
