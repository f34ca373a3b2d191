// The explicit table of fuzzers: one row for every parser and byte format of the engine. A fuzzer
// is a function that takes any bytes and must come back; what it promises beyond that it says with
// FUZZ_EXPECT. fuzz_test.cc runs all rows over their corpora and over bounded, seeded mutations of
// them; libfuzzer_main.cc runs one row under coverage.
//
// Invariant: a fuzzer is a pure function of its input, so that a failing input is the whole report.
// Adding one: a function in one of the *_fuzzers.cc files, a row in fuzzers.cc, a few seeds in
// tests/fuzz/corpus/<corpus>.
#ifndef HASHRANGE_TESTS_FUZZ_FUZZERS_H_
#define HASHRANGE_TESTS_FUZZ_FUZZERS_H_

#include <span>
#include <string>
#include <vector>

#include "hashrange/bytes.h"

namespace hashrange::fuzz {

struct Fuzzer {
  Bytes name;
  void (*run)(Bytes input);
  // The folder below tests/fuzz/corpus; several fuzzers may share one.
  Bytes corpus;
  // Tokens that the mutator inserts.
  const std::vector<std::string>& (*words)();
};

std::span<const Fuzzer> Fuzzers();

// The row of that name; null when there is none.
const Fuzzer* FindFuzzer(Bytes name);

// Says that a promise does not hold of the input at hand. Whoever runs the fuzzer defines it; it
// may return.
void Violated(const char* file, int line, const std::string& promise);

#define FUZZ_EXPECT(condition)                                                                     \
  (__builtin_expect(!(condition), 0) ? ::hashrange::fuzz::Violated(__FILE__, __LINE__, #condition) \
                                     : (void)0)
// With the texts that explain it.
#define FUZZ_EXPECT_EMPTY(text)                                                      \
  do {                                                                               \
    const std::string fuzz_text_(text);                                              \
    if (!fuzz_text_.empty())                                                         \
      ::hashrange::fuzz::Violated(__FILE__, __LINE__, #text " says: " + fuzz_text_); \
  } while (false)

// Expressions (expression_fuzzers.cc). Input: the expression's text, and after the first 0x00 a
// recipe for an item and for the names and values of the placeholders in the text.
void FuzzCondition(Bytes input);
void FuzzProjection(Bytes input);
void FuzzUpdate(Bytes input);
void FuzzKeyCondition(Bytes input);

// PartiQL (statement_fuzzers.cc). Input: the statement's text, and after the first 0x00 a recipe for its parameters.
void FuzzStatement(Bytes input);
void FuzzStatementTokens(Bytes input);

// Values (value_fuzzers.cc).
void FuzzItem(Bytes input);            // item form
void FuzzItemEdits(Bytes input);       // edits of a well-formed item, then the item's recipe
void FuzzAttributeValue(Bytes input);  // request form of one attribute value or map
void FuzzNumber(Bytes input);          // numbers as text, separated by spaces
void FuzzKeys(Bytes input);            // key parts
void FuzzSchema(Bytes input);          // an encoded schema
void FuzzStreamNames(Bytes input);     // ARNs, sequence numbers and shard iterators, a line each
void FuzzStreamHeader(Bytes input);    // what a checkpoint has of a stream

// Text and integers of the base layer (base_fuzzers.cc).
void FuzzBase64(Bytes input);
void FuzzUtf8(Bytes input);
void FuzzCoding(Bytes input);
void FuzzCrc32c(Bytes input);

// Requests (request_fuzzers.cc).
void FuzzRequestBytes(Bytes input);     // request form as it is
void FuzzRequestRepaired(Bytes input);  // request form, its lengths and counts made right first
void FuzzJson(Bytes input);             // lines "<operation> <body>"
void FuzzTypedJson(
    Bytes input);  // the same through the other door, as the package's encoder would write it

// Files (file_fuzzers.cc): as they are, and with the checksums of their frames made right first.
void FuzzLog(Bytes input);
void FuzzLogResealed(Bytes input);
void FuzzCheckpoint(Bytes input);
void FuzzCheckpointResealed(Bytes input);

// The words of each kind of input (words.cc).
const std::vector<std::string>& ExpressionWords();
const std::vector<std::string>& StatementWords();
const std::vector<std::string>& NumberWords();
const std::vector<std::string>& ByteWords();
const std::vector<std::string>& JsonWords();

}  // namespace hashrange::fuzz

#endif  // HASHRANGE_TESTS_FUZZ_FUZZERS_H_
