// Requests as lines of text, "<operation> <body>" or "Control:<verb> <body>": the form of
// tests/fuzz/corpus/json.
#ifndef HASHRANGE_TESTS_FUZZ_REQUEST_LINES_H_
#define HASHRANGE_TESTS_FUZZ_REQUEST_LINES_H_

#include <cstdint>
#include <string>

#include "hashrange/bytes.h"
#include "hashrange/engine.h"

namespace hashrange::fuzz {

// More lines of one input are left out.
inline constexpr int kLinesMax = 24;

struct Line {
  std::string target;  // of X-Amz-Target, or the verb
  Bytes body;
  bool control = false;
};

// Sends it through the door of JSON, or the control door.
Engine::JsonResponse Send(Engine* engine, const Line& line, double now_ms, uint64_t entropy);

// A line that begins with no operation's name is a body for the operation that its first byte
// chooses.
Line ReadLine(Bytes line);

// The same request as the package's encoder would write it; empty when the line is no request at
// all.
std::string TypedRequest(const Line& line, double now_ms, uint64_t entropy);

}  // namespace hashrange::fuzz

#endif  // HASHRANGE_TESTS_FUZZ_REQUEST_LINES_H_
