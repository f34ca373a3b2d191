// TableDescription. Source: control-plane lab, measured 2026-10.
#ifndef HASHRANGE_TESTS_MODEL_DESCRIPTION_H_
#define HASHRANGE_TESTS_MODEL_DESCRIPTION_H_

#include <string>
#include <vector>

#include "model/streams.h"
#include "model/table.h"
#include "model/value_json.h"

namespace hashrange::naive {

// In place of the identities that the engine makes from entropy.
inline constexpr const char* kSomeTableId = "(some table id)";

// What is happening to a table while it is described.
struct Moment {
  std::string table_status;
  bool fresh = false;        // CreateTable and DeleteTable say less
  std::string index_status;  // of the global index below, or of all when there is no name
  std::string index_name;
};

std::string TableArn(const std::string& name);

json Describe(const Table& table, const Moment& moment);

// What DescribeStream says of the streams that are told of at that time, without shards, each with
// its records as GetRecords answers them, without their numbers. By table and label; records of one
// item lie in the order in which they were made. streams.cc.
json DescribeStreams(const std::vector<Stream>& streams, uint64_t now_ms);
void SortByItem(json* records);

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_DESCRIPTION_H_
