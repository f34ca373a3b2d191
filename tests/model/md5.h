// MD5 by the letter of RFC 1321, for the order of partitions. Tested by naive_test.cc.
#ifndef HASHRANGE_TESTS_MODEL_MD5_H_
#define HASHRANGE_TESTS_MODEL_MD5_H_

#include <cstdint>
#include <string>

namespace hashrange::naive {

// The first eight of the sixteen bytes, as a big-endian number.
uint64_t Md5First64(const std::string& message);

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_MD5_H_
