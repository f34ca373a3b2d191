// Is a response that the engine wrote what engine/doc/boundary_format.md says, down to the last
// byte? Written from that page and the shapes, not from the writer.
#ifndef HASHRANGE_TESTS_FUZZ_RESPONSE_CHECK_H_
#define HASHRANGE_TESTS_FUZZ_RESPONSE_CHECK_H_

#include <string>

#include "hashrange/bytes.h"

namespace hashrange::fuzz {

// What is wrong with it; empty when nothing is.
std::string CheckResponse(Bytes response);

}  // namespace hashrange::fuzz

#endif  // HASHRANGE_TESTS_FUZZ_RESPONSE_CHECK_H_
