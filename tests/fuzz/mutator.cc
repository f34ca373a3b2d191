// See mutator.h. Tested by fuzz_test.cc, whose canary needs most of it.
#include "fuzz/mutator.h"

#include <algorithm>
#include <cstring>
#include <iterator>

namespace hashrange::fuzz {
namespace {

// Ranges that are moved or erased are short more often than long.
constexpr uint32_t kRangeBytesMax = 64;
// Of one piece, so that recursion is asked about as much as loops are.
constexpr uint32_t kRepetitionsMax = 600;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string Mutator::Next() {
  std::string input;
  if (!corpus_.empty()) input = corpus_[random_.Below(static_cast<uint32_t>(corpus_.size()))];
  for (uint32_t changes = 1u << random_.Below(4); changes > 0; changes--) Mutate(&input);
  return input;
}

void Mutator::Mutate(std::string* input) {
  if (input->empty()) {
    random_.OneIn(2) ? InsertWord(input) : InsertBytes(input);
    return;
  }
  switch (random_.Below(16)) {
    case 0:
    case 1:
    case 2:
      ChangeByte(input);
      break;
    case 3:
      InsertBytes(input);
      break;
    case 4:
    case 5:
      InsertWord(input);
      break;
    case 6:
    case 7:
      ReplaceByWord(input);
      break;
    case 8:
      EraseRange(input);
      break;
    case 9:
      CopyRange(input);
      break;
    case 10:
    case 11:
      Splice(input);
      break;
    case 12:
    case 13:
      EditInteger(input);
      break;
    case 14:
      EditDigits(input);
      break;
    default:
      random_.OneIn(8) ? Repeat(input) : ChangeByte(input);
  }
  if (input->size() > kInputBytesMax) input->resize(kInputBytesMax);
}

void Mutator::ChangeByte(std::string* input) {
  char& byte = (*input)[random_.Below(static_cast<uint32_t>(input->size()))];
  constexpr uint8_t kEdges[] = {0, 1, 0x7f, 0x80, 0xff, ' ', '\n', '"'};
  switch (random_.Below(4)) {
    case 0:
      byte = static_cast<char>(byte ^ 1 << random_.Below(8));
      break;
    case 1:
      byte = static_cast<char>(kEdges[random_.Below(std::size(kEdges))]);
      break;
    case 2:
      byte = static_cast<char>(byte + static_cast<int>(random_.Below(9)) - 4);
      break;
    default:
      byte = static_cast<char>(random_.Below(256));
  }
}

void Mutator::InsertBytes(std::string* input) {
  std::string bytes(1 + random_.Below(8), static_cast<char>(random_.Below(256)));
  if (random_.OneIn(2)) {
    for (char& byte : bytes) byte = static_cast<char>(random_.Below(256));
  }
  input->insert(Place(*input), bytes);
}

void Mutator::InsertWord(std::string* input) {
  if (words_.empty()) return InsertBytes(input);
  input->insert(Place(*input), words_[random_.Below(static_cast<uint32_t>(words_.size()))]);
}

void Mutator::ReplaceByWord(std::string* input) {
  if (words_.empty()) return ChangeByte(input);
  const std::string& word = words_[random_.Below(static_cast<uint32_t>(words_.size()))];
  const size_t at = Place(*input);
  input->replace(at, std::min(word.size(), input->size() - at), word);
}

void Mutator::EraseRange(std::string* input) {
  input->erase(Place(*input), 1 + random_.Below(random_.OneIn(4) ? kRangeBytesMax : 4));
}

void Mutator::CopyRange(std::string* input) {
  const std::string range = input->substr(Place(*input), 1 + random_.Below(kRangeBytesMax));
  input->insert(Place(*input), range);
}

// The beginning of one and the end of another, or a piece of another in the middle.
void Mutator::Splice(std::string* input) {
  if (corpus_.empty()) return CopyRange(input);
  const std::string& other = corpus_[random_.Below(static_cast<uint32_t>(corpus_.size()))];
  if (random_.OneIn(2)) {
    input->resize(Place(*input));
    input->append(other, Place(other), std::string::npos);
  } else {
    input->insert(Place(*input), other, Place(other), 1 + random_.Below(4 * kRangeBytesMax));
  }
}

// Four, eight or one bytes taken for an integer: a little more or less, an edge, or what is left of
// the input.
void Mutator::EditInteger(std::string* input) {
  constexpr uint32_t kWidths[] = {1, 4, 4, 8};
  const uint32_t width = kWidths[random_.Below(std::size(kWidths))];
  if (input->size() < width) return ChangeByte(input);
  const size_t at = random_.Below(static_cast<uint32_t>(input->size() - width) + 1);
  uint64_t value = 0;
  std::memcpy(&value, input->data() + at, width);
  const uint64_t left = input->size() - at - width;
  switch (random_.Below(6)) {
    case 0:
    case 1:
      value += random_.Below(17) - uint64_t{8};
      break;
    case 2:
      value = left + random_.Below(3) - uint64_t{1};
      break;
    case 3:
      value = ~uint64_t{0} - random_.Below(3);
      break;
    case 4:
      value = uint64_t{1} << random_.Below(64);
      break;
    default:
      value = value << 1 | random_.Below(2);
  }
  std::memcpy(&(*input)[at], &value, width);
}

// A number in the text becomes another.
void Mutator::EditDigits(std::string* input) {
  constexpr Bytes kNumbers[] = {"0",
                                "1",
                                "2",
                                "-1",
                                "0.5",
                                "255",
                                "256",
                                "4294967296",
                                "2147483648",
                                "9007199254740993",
                                "1e126",
                                "1e-131",
                                "99999999999999999999999999999999999999",
                                "33"};
  size_t begin = Place(*input);
  while (begin < input->size() && !IsDigit((*input)[begin])) begin++;
  if (begin == input->size()) return ChangeByte(input);
  size_t end = begin;
  while (end < input->size() && IsDigit((*input)[end])) end++;
  input->replace(begin, end - begin, kNumbers[random_.Below(std::size(kNumbers))]);
}

// A short piece many times over.
void Mutator::Repeat(std::string* input) {
  const size_t at = Place(*input);
  const std::string piece = input->substr(at, 1 + random_.Below(16));
  std::string pieces;
  for (uint32_t left = random_.Below(kRepetitionsMax); left > 0; left--) pieces += piece;
  input->insert(at, pieces);
}

}  // namespace hashrange::fuzz
