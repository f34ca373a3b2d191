// A seeded workload for the store and the naive model that says what must come of it.
#ifndef HASHRANGE_TESTS_SIMULATION_STORE_WORKLOAD_H_
#define HASHRANGE_TESTS_SIMULATION_STORE_WORKLOAD_H_

#include <cstdint>
#include <string>

#include "store/random_batches_testing.h"

namespace hashrange::store {

class StoreWorkload {
 public:
  // Of few rows: a crash at every byte of a log reads all of it as often.
  explicit StoreWorkload(uint64_t seed)
      : batches_(seed, {.partition_keys = 3,
                        .sort_keys = 2,
                        .tables_max = 2,
                        .rows_in_hundred = 60,
                        .changes_max = 6,
                        .splits_max = 3}) {}

  // Plans the next batch, applies it to the model, and returns it.
  WriteBatch Next() {
    WriteBatch batch = batches_.Next(model_);
    model_.Apply(batch);
    return batch;
  }

  // What store::Contents must say of a state that has committed everything so far.
  std::string Contents() const { return model_.Contents(); }

 private:
  RandomBatches batches_;
  NaiveDatabase model_;
};

}  // namespace hashrange::store

#endif  // HASHRANGE_TESTS_SIMULATION_STORE_WORKLOAD_H_
