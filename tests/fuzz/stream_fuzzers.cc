// Fuzzers of what names streams, and of a stream's header. What is accepted is written again as the
// same bytes.
#include <algorithm>
#include <string>

#include "fuzz/fuzzers.h"
#include "ops/shard_iterator.h"
#include "ops/stream_names.h"
#include "store/stream.h"

namespace hashrange::fuzz {

void FuzzStreamNames(Bytes input) {
  while (!input.empty()) {
    const size_t end = std::min(input.find('\n'), input.size());
    const Bytes line = input.substr(0, end);
    input.remove_prefix(std::min(end + 1, input.size()));
    ops::ShardIterator iterator;
    if (ops::ParseShardIterator(line, &iterator))
      FUZZ_EXPECT(Bytes(ops::ShardIteratorText(iterator)) == line);
    uint64_t number = 0;
    if (ops::ParseSequenceNumber(line, &number))
      FUZZ_EXPECT(Bytes(ops::SequenceNumber(number)) == line);
    const Result<ops::StreamName> name = ops::ParseStreamArn(line);
    if (name.ok()) {
      FUZZ_EXPECT(!name.value().table_name.empty() && !name.value().label.empty());
      FUZZ_EXPECT(line.find(name.value().table_name) != Bytes::npos);
    }
  }
}

void FuzzStreamHeader(Bytes input) {
  store::StreamHeader header;
  if (!store::DecodeStreamHeader(input, &header)) return;
  std::string written;
  store::EncodeStreamHeader(header, &written);
  FUZZ_EXPECT(Bytes(written) == input);
}

}  // namespace hashrange::fuzz
