// Shard iterators: where in a shard a reader stands, as text that it hands back. Nothing of them is
// kept. Tested by stream_names_test.cc and tests/conformance.
//
//   text := arn "|1|" base64(issued_ms:fixed64 shard:fixed64 number:fixed64 horizon:byte crc:fixed32)
//
// The crc32c is of the arn and what comes before it: an iterator that was not handed out is none.
#ifndef HASHRANGE_OPS_SHARD_ITERATOR_H_
#define HASHRANGE_OPS_SHARD_ITERATOR_H_

#include <cstdint>
#include <string>

#include "hashrange/bytes.h"

namespace hashrange::ops {

// Source: Amazon DynamoDB Streams API Reference, GetShardIterator.
inline constexpr uint64_t kIteratorLifeMs = 15 * 60'000;

struct ShardIterator {
  std::string arn;
  uint64_t issued_ms = 0;
  uint64_t shard = 0;    // its stamp
  uint64_t number = 0;   // of the first record to be read, or above it
  bool horizon = false;  // instead: from the oldest record that there is when it is used
};

std::string ShardIteratorText(const ShardIterator& iterator);
// False when the text is no iterator.
bool ParseShardIterator(Bytes text, ShardIterator* iterator);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_SHARD_ITERATOR_H_
