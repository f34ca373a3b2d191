#include "store/write_batch.h"

namespace hashrange::store {

// Here once, instead of wherever a batch is made or goes.
Change::Change() = default;
Change::~Change() = default;
Change::Change(Change&&) noexcept = default;
Change& Change::operator=(Change&&) noexcept = default;

}  // namespace hashrange::store
