#include "store/row.h"

#include <cstdlib>
#include <cstring>
#include <new>

#include "base/check.h"

namespace hashrange::store {

RowRef Row::Make(model::KeyView key, Bytes item_form) {
  HR_CHECK(key.bytes.size() <= UINT16_MAX);
  HR_CHECK(item_form.size() >= model::kItemHeaderBytes);
  void* memory = std::malloc(MemoryBytes(key.bytes.size(), item_form.size()));
  if (memory == nullptr) return {};
  Row* row = new (memory) Row(key.hash, static_cast<uint16_t>(key.bytes.size()));
  char* data = reinterpret_cast<char*>(row + 1);
  if (!key.bytes.empty()) std::memcpy(data, key.bytes.data(), key.bytes.size());
  std::memcpy(data + key.bytes.size(), item_form.data(), item_form.size());
  HR_DCHECK(row->item().form().size() == item_form.size());
  return RowRef::Adopt(row);
}

void Row::Free(const Row* row) { std::free(const_cast<Row*>(row)); }

}  // namespace hashrange::store
