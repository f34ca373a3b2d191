// How long tables and indexes stay in the states through which DynamoDB passes them: on the clock
// that comes in with each request. All zeros, the default: a state is told in the answer that begins
// it and is over with the next request.
#ifndef HASHRANGE_LIFECYCLE_H_
#define HASHRANGE_LIFECYCLE_H_

#include <cstdint>

namespace hashrange {

// In milliseconds.
struct LifecycleDelays {
  uint64_t create_table_ms = 0;  // CREATING
  // UPDATING: of a table whose throughput, billing mode or class changes, of an index whose
  // throughput changes, of encryption and of warm throughput.
  uint64_t update_table_ms = 0;
  uint64_t delete_table_ms = 0;  // DELETING
  // A new index of a live table: CREATING without filling, while its table is UPDATING.
  uint64_t allocate_index_ms = 0;
  // Then CREATING and Backfilling, at least so long; and as long as filling takes.
  uint64_t fill_index_ms = 0;
  uint64_t delete_index_ms = 0;  // DELETING
};

}  // namespace hashrange

#endif  // HASHRANGE_LIFECYCLE_H_
