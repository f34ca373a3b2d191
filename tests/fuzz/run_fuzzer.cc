// See run_fuzzer.h.
#include "fuzz/run_fuzzer.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#ifdef __EMSCRIPTEN__
#include <emscripten.h>
#endif

#include "base/base64.h"
#include "base/crc32c.h"
#include "fuzz/mutator.h"

// A sanitizer calls it when it ends the process; there is none where there is no sanitizer.
extern "C" void __sanitizer_set_death_callback(void (*callback)()) __attribute__((weak));
// GCC's UndefinedBehaviorSanitizer does not call it, but raises SIGABRT when asked to.
extern "C" const char* __ubsan_default_options();
extern "C" const char* __ubsan_default_options() { return "abort_on_error=1:print_stacktrace=1"; }

namespace hashrange::fuzz {
namespace {

constexpr const char* kCorpusFolder = "tests/fuzz/corpus";
constexpr const char* kResultsFolder = "tests/results";
// More of an input is for the file alone.
constexpr size_t kShownBytesMax = 4096;

// The input that runs now, for whoever notices that the process ends.
struct Running {
  const Fuzzer* fuzzer = nullptr;
  Bytes input;
  std::optional<std::string> violated;
};
Running running;

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::stringstream bytes;
  bytes << stream.rdbuf();
  return bytes.str();
}

std::string InHex(Bytes bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (const char c : bytes) {
    hex += kDigits[static_cast<uint8_t>(c) >> 4];
    hex += kDigits[static_cast<uint8_t>(c) & 15];
  }
  return hex;
}

std::string ResultPath(const Fuzzer& fuzzer, Bytes input) {
  char name[16];
  std::snprintf(name, sizeof name, "%08x", base::Crc32c(input));
  return std::string(kResultsFolder) + "/fuzz-" + std::string(fuzzer.name) + "-" + name;
}

void WriteResult(const std::string& path, Bytes input) {
  std::error_code ignored;
  std::filesystem::create_directories(kResultsFolder, ignored);
  std::ofstream(path, std::ios::binary)
      .write(input.data(), static_cast<std::streamsize>(input.size()));
}

#ifdef __EMSCRIPTEN__
// A trap ends the instance without asking anybody in it: Node looks at what ran last.
struct {
  const char* input;
  uint32_t bytes;
  const char* fuzzer;  // null: none runs
  uint32_t fuzzer_bytes;
} shown;

void Prepare() {
  static const bool prepared = [] {
    // clang-format off: it takes the script for C++.
    EM_ASM(
        {
          process.on(
              "exit", function() {
                const at = $0 >> 2;
                if (!HEAPU32[at + 2]) return;
                const bytes = function(i) {
                  return Buffer.from(
                      HEAPU8.subarray(HEAPU32[at + i], HEAPU32[at + i] + HEAPU32[at + i + 1]));
                };
                const path = "tests/results/fuzz-" + bytes(2).toString() + "-as-wasm";
                require("fs").mkdirSync("tests/results", {recursive : true});
                require("fs").writeFileSync(path, bytes(0));
                console.error("fuzzer " + bytes(2) + ": the process ended; its input is in " +
                              path + ", hex " + bytes(0).toString("hex"));
              });
        },
        &shown);
    // clang-format on
    return true;
  }();
  (void)prepared;
  shown = {running.input.data(), static_cast<uint32_t>(running.input.size()),
           running.fuzzer->name.data(), static_cast<uint32_t>(running.fuzzer->name.size())};
}

void Finish() { shown.fuzzer = nullptr; }
#else
void ShowRunning() {
  if (running.fuzzer == nullptr) return;
  const Failure failure{std::string(running.input), "the process ended", "see the lines above"};
  std::fprintf(stderr, "%s\n", Describe(*running.fuzzer, failure).c_str());
  running.fuzzer = nullptr;
}

void ShowOnSignal(int signal) {
  ShowRunning();
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void Prepare() {
  static const bool prepared = [] {
    // Sanitizers have their own reports of bad addresses, and say when they end.
    const bool sanitized = __sanitizer_set_death_callback != nullptr;
    if (sanitized) __sanitizer_set_death_callback(ShowRunning);
    for (const int signal : {SIGABRT, SIGILL, SIGSEGV, SIGFPE}) {
      if (!sanitized || signal == SIGABRT || signal == SIGILL) std::signal(signal, ShowOnSignal);
    }
    return true;
  }();
  (void)prepared;
}

void Finish() {}
#endif

}  // namespace

void Violated(const char* file, int line, const std::string& promise) {
  // The first one says most.
  if (running.violated.has_value()) return;
  running.violated = promise + " (" + file + ":" + std::to_string(line) + ")";
}

std::optional<std::string> RunInput(const Fuzzer& fuzzer, Bytes input) {
  // In a block of its own size, so that a step over its end is seen.
  const std::vector<char> exact(input.begin(), input.end());
  running = Running{&fuzzer, Bytes(exact.data(), exact.size()), std::nullopt};
  Prepare();
  fuzzer.run(running.input);
  running.fuzzer = nullptr;
  Finish();
  return running.violated;
}

std::string Describe(const Fuzzer& fuzzer, const Failure& failure) {
  const std::string path = ResultPath(fuzzer, failure.input);
  WriteResult(path, failure.input);
  std::string base64;
  base::AppendBase64(&base64, failure.input);
  std::string text = "fuzzer " + std::string(fuzzer.name) + ": " + failure.promise + "\n  " +
                     failure.origin + ", " + std::to_string(failure.input.size()) + " bytes in " +
                     path;
  if (failure.input.size() <= kShownBytesMax)
    text += "\n  hex " + InHex(failure.input) + "\n  base64 " + base64;
  return text + "\n  again: build/dev/tests/fuzz_tests --replay " + std::string(fuzzer.name) + " " +
         path;
}

std::vector<CorpusFile> ReadCorpus(const Fuzzer& fuzzer) {
  std::vector<CorpusFile> files;
  std::error_code missing;
  const std::filesystem::path folder =
      std::filesystem::path(kCorpusFolder) / std::string(fuzzer.corpus);
  for (const auto& entry : std::filesystem::directory_iterator(folder, missing)) {
    files.push_back(CorpusFile{entry.path().filename().string(), ReadFile(entry.path())});
  }
  std::sort(files.begin(), files.end(),
            [](const CorpusFile& a, const CorpusFile& b) { return a.name < b.name; });
  return files;
}

std::optional<Failure> RunCorpus(const Fuzzer& fuzzer) {
  if (auto wrong = RunInput(fuzzer, "")) return Failure{"", *wrong, "no bytes"};
  for (const CorpusFile& file : ReadCorpus(fuzzer)) {
    if (auto wrong = RunInput(fuzzer, file.bytes))
      return Failure{file.bytes, *wrong, "corpus file " + file.name};
  }
  return std::nullopt;
}

std::optional<Failure> RunMutations(const Fuzzer& fuzzer, const Budget& budget, uint64_t* inputs) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point began = Clock::now();
  std::vector<std::string> corpus;
  for (CorpusFile& file : ReadCorpus(fuzzer)) corpus.push_back(std::move(file.bytes));
  Mutator mutator(budget.seed, corpus, fuzzer.words());
  for (*inputs = 0; *inputs < budget.inputs; ++*inputs) {
    if (budget.seconds_max > 0 && *inputs % 256 == 0 &&
        Clock::now() - began > std::chrono::seconds(budget.seconds_max)) {
      break;
    }
    const std::string input = mutator.Next();
    if (auto wrong = RunInput(fuzzer, input)) {
      return Failure{
          input, *wrong,
          "mutation " + std::to_string(*inputs) + " of seed " + std::to_string(budget.seed)};
    }
  }
  return std::nullopt;
}

}  // namespace hashrange::fuzz
