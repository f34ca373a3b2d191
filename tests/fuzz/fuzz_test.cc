// Runs every row of the table of fuzzers: its corpus, then bounded and seeded mutations of it.
// HASHRANGE_LONG=1 runs millions, HASHRANGE_FUZZ_SEED another sequence. `fuzz_tests --replay
// <fuzzer> <file>...` runs single inputs.
#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>
#include <string>

#include "base/coding.h"
#include "fuzz/make_seeds.h"
#include "fuzz/run_fuzzer.h"

namespace hashrange::fuzz {
namespace {

Budget UsualBudget() {
  Budget budget;
#ifdef __EMSCRIPTEN__
  budget.inputs = 1000;
#else
  budget.inputs = 3000;
#endif
  const char* is_long = std::getenv("HASHRANGE_LONG");
  if (is_long != nullptr && std::strcmp(is_long, "1") == 0) {
    budget.inputs = 5'000'000;
    budget.seconds_max = 15 * 60;
  }
  if (const char* seed = std::getenv("HASHRANGE_FUZZ_SEED"))
    budget.seed = std::strtoull(seed, nullptr, 10);
  return budget;
}

class CorpusTest : public testing::Test {
 public:
  explicit CorpusTest(const Fuzzer& fuzzer) : fuzzer_(fuzzer) {}
  void TestBody() override {
    EXPECT_FALSE(ReadCorpus(fuzzer_).empty())
        << "tests/fuzz/corpus/" << fuzzer_.corpus << " has no files";
    const std::optional<Failure> failure = RunCorpus(fuzzer_);
    if (failure) ADD_FAILURE() << Describe(fuzzer_, *failure);
  }

 private:
  const Fuzzer& fuzzer_;
};

class MutationTest : public testing::Test {
 public:
  explicit MutationTest(const Fuzzer& fuzzer) : fuzzer_(fuzzer) {}
  void TestBody() override {
    uint64_t inputs = 0;
    const std::optional<Failure> failure = RunMutations(fuzzer_, UsualBudget(), &inputs);
    if (failure) ADD_FAILURE() << Describe(fuzzer_, *failure);
    RecordProperty("inputs", std::to_string(inputs));
  }

 private:
  const Fuzzer& fuzzer_;
};

template <typename Test>
void Register(const Fuzzer& fuzzer, const char* name) {
  testing::RegisterTest(("Fuzz/" + std::string(fuzzer.name)).c_str(), name, nullptr, nullptr,
                        __FILE__, __LINE__,
                        [&fuzzer]() -> testing::Test* { return new Test(fuzzer); });
}

// ---- The runner itself: a fuzzer with a planted bug must fail, and the failure must be a report.
// ----

// Two pieces that lie in different seeds, and a word of the dictionary between them.
void CanaryOfPieces(Bytes input) {
  const size_t song = input.find("song");
  const size_t word = song == Bytes::npos ? Bytes::npos : input.find("-WORD-", song);
  FUZZ_EXPECT(word == Bytes::npos || input.find("bird", word) == Bytes::npos);
}

// A length that says five less than it should.
void CanaryOfLengths(Bytes input) {
  const size_t bird = input.find("bird");
  if (bird == Bytes::npos || input.size() - bird < 8) return;
  FUZZ_EXPECT(base::LoadFixed32(input.data() + bird + 4) != 0x1fe);
}

// A piece that comes too often.
void CanaryOfRepetition(Bytes input) {
  size_t count = 0;
  for (size_t at = 0; (at = input.find("song", at)) != Bytes::npos; at++) count++;
  FUZZ_EXPECT(count < 400);
}

const std::vector<std::string>& CanaryWords() {
  static const std::vector<std::string> words = {"-WORD-", "other"};
  return words;
}

constexpr Fuzzer kCanaries[] = {
    {"canary_of_pieces", &CanaryOfPieces, "canary", &CanaryWords},
    {"canary_of_lengths", &CanaryOfLengths, "canary", &CanaryWords},
    {"canary_of_repetition", &CanaryOfRepetition, "canary", &CanaryWords},
};

TEST(RunFuzzer, FindsThePlantedBugsAndReportsThem) {
  for (const Fuzzer& canary : kCanaries) {
    SCOPED_TRACE(canary.name);
    EXPECT_EQ(ReadCorpus(canary).size(), 2u);
    EXPECT_FALSE(RunCorpus(canary).has_value()) << "the seeds alone do not show it";
    Budget budget;
    budget.inputs = 200'000;
    uint64_t inputs = 0;
    const std::optional<Failure> failure = RunMutations(canary, budget, &inputs);
    ASSERT_TRUE(failure.has_value()) << "the mutator does not reach what fuzzers must reach";
    EXPECT_NE(failure->promise.find("fuzz_test.cc"), std::string::npos) << failure->promise;
    EXPECT_EQ(failure->origin, "mutation " + std::to_string(inputs) + " of seed 1");
    EXPECT_TRUE(RunInput(canary, failure->input).has_value()) << "the input is the whole report";

    // The same seed finds the same input.
    uint64_t again = 0;
    EXPECT_EQ(RunMutations(canary, budget, &again)->input, failure->input);
    EXPECT_EQ(again, inputs);
  }
}

TEST(RunFuzzer, DescribesAFailureSoThatItCanBeRunAgain) {
  const Failure failure{"song-WORD-bird", "it sings", "mutation 7 of seed 1"};
  const std::string description = Describe(kCanaries[0], failure);
  for (const char* part : {"fuzzer canary_of_pieces: it sings", "mutation 7 of seed 1, 14 bytes",
                           "hex 736f6e672d574f52442d62697264", "base64 c29uZy1XT1JELWJpcmQ=",
                           "--replay canary_of_pieces tests/results/fuzz-canary_of_pieces-"}) {
    EXPECT_NE(description.find(part), std::string::npos) << part << " is not in\n" << description;
  }
  const size_t path = description.find("tests/results/fuzz-canary_of_pieces-");
  std::ifstream stream(description.substr(path, description.find('\n', path) - path));
  std::stringstream written;
  written << stream.rdbuf();
  EXPECT_EQ(written.str(), failure.input);
}

TEST(RunFuzzer, HasATableWithoutDoubles) {
  std::set<Bytes> names;
  for (const Fuzzer& fuzzer : Fuzzers()) {
    EXPECT_TRUE(names.insert(fuzzer.name).second) << fuzzer.name;
    EXPECT_EQ(FindFuzzer(fuzzer.name), &fuzzer);
    EXPECT_FALSE(fuzzer.words().empty()) << fuzzer.name;
  }
  EXPECT_EQ(FindFuzzer("canary_of_pieces"), nullptr);
}

int Replay(int count, char** arguments) {
  const Fuzzer* fuzzer = count > 0 ? FindFuzzer(arguments[0]) : nullptr;
  if (fuzzer == nullptr) {
    std::fprintf(stderr, "usage: fuzz_tests --replay <fuzzer> <file>...; fuzzers:");
    for (const Fuzzer& one : Fuzzers()) std::fprintf(stderr, " %s", std::string(one.name).c_str());
    std::fprintf(stderr, "\n");
    return 2;
  }
  int failed = 0;
  for (int i = 1; i < count; i++) {
    std::ifstream stream(arguments[i], std::ios::binary);
    std::stringstream bytes;
    bytes << stream.rdbuf();
    const std::optional<std::string> wrong = RunInput(*fuzzer, bytes.str());
    std::printf("%s: %s\n", arguments[i], wrong ? wrong->c_str() : "holds");
    if (wrong) failed = 1;
  }
  return failed;
}

}  // namespace
}  // namespace hashrange::fuzz

int main(int argc, char** argv) {
  using namespace hashrange::fuzz;  // NOLINT: the program is theirs
  if (argc > 1 && std::strcmp(argv[1], "--replay") == 0) return Replay(argc - 2, argv + 2);
  if (argc > 2 && std::strcmp(argv[1], "--seeds") == 0) {
    std::printf("%d seeds\n", MakeSeeds(argv[2]));
    return 0;
  }
  testing::InitGoogleTest(&argc, argv);
  for (const Fuzzer& fuzzer : Fuzzers()) {
    Register<CorpusTest>(fuzzer, "HoldsOnItsCorpus");
    Register<MutationTest>(fuzzer, "HoldsOnMutations");
  }
  return RUN_ALL_TESTS();
}
