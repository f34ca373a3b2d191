// Streams as lists of whole copies of what changed. Shards are not known here: the records of all
// shards of a stream, put in order, must be these. Tested by model_test.cc.
#ifndef HASHRANGE_TESTS_MODEL_STREAMS_H_
#define HASHRANGE_TESTS_MODEL_STREAMS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/table.h"

namespace hashrange::naive {

struct StreamRecord {
  Item keys;
  std::optional<Item> before;
  std::optional<Item> after;
  uint64_t time_ms = 0;
  bool by_service = false;  // time to live has deleted it
};

struct Stream {
  std::string table;
  KeySchema keys;
  std::string view;
  uint64_t label_ms = 0;
  bool enabled = true;
  uint64_t disabled_ms = 0;
  std::vector<StreamRecord> records;
};

// "2026-09-21T14:13:20.000".
std::string StreamLabel(uint64_t label_ms);
std::string StreamArn(const std::string& table, uint64_t label_ms);

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_STREAMS_H_
