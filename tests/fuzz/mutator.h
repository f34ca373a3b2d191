// Makes new inputs from old ones: bits and bytes changed, ranges moved, tokens inserted, lengths
// edited, two inputs spliced. Deterministic: the same seed and corpus give the same inputs on every
// target.
#ifndef HASHRANGE_TESTS_FUZZ_MUTATOR_H_
#define HASHRANGE_TESTS_FUZZ_MUTATOR_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/test_random.h"
#include "hashrange/bytes.h"

namespace hashrange::fuzz {

inline constexpr size_t kInputBytesMax = 16 * 1024;

class Mutator {
 public:
  // Both must outlive the mutator; the corpus may be empty.
  Mutator(uint64_t seed, const std::vector<std::string>& corpus,
          const std::vector<std::string>& words)
      : random_(seed), corpus_(corpus), words_(words) {}

  // One to eight changes of an input of the corpus.
  std::string Next();

  // One change.
  void Mutate(std::string* input);

 private:
  size_t Place(const std::string& input) {
    return random_.Below(static_cast<uint32_t>(input.size()) + 1);
  }
  void ChangeByte(std::string* input);
  void InsertBytes(std::string* input);
  void InsertWord(std::string* input);
  void ReplaceByWord(std::string* input);
  void EraseRange(std::string* input);
  void CopyRange(std::string* input);
  void Splice(std::string* input);
  void EditInteger(std::string* input);
  void EditDigits(std::string* input);
  void Repeat(std::string* input);

  base::TestRandom random_;
  const std::vector<std::string>& corpus_;
  const std::vector<std::string>& words_;
};

}  // namespace hashrange::fuzz

#endif  // HASHRANGE_TESTS_FUZZ_MUTATOR_H_
