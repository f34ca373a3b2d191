#include "store/row.h"

#include <cstdlib>
#include <cstring>
#include <new>

#include "base/check.h"

namespace hashrange::store {

Row* Row::MakeWithoutItem(model::KeyView key, size_t item_form_bytes, char** item) {
  HR_CHECK(key.bytes.size() <= UINT16_MAX);
  void* memory = std::malloc(MemoryBytes(key.bytes.size(), item_form_bytes));
  if (memory == nullptr) return nullptr;
  Row* row = new (memory) Row(key.hash, static_cast<uint16_t>(key.bytes.size()));
  char* data = reinterpret_cast<char*>(row + 1);
  if (!key.bytes.empty()) std::memcpy(data, key.bytes.data(), key.bytes.size());
  *item = data + key.bytes.size();
  return row;
}

RowRef Row::Make(model::KeyView key, Bytes item_form) {
  HR_CHECK(item_form.size() >= model::kItemHeaderBytes);
  char* item;
  Row* row = MakeWithoutItem(key, item_form.size(), &item);
  if (row == nullptr) return {};
  std::memcpy(item, item_form.data(), item_form.size());
  HR_DCHECK(row->item().form().size() == item_form.size());
  return RowRef::Adopt(row);
}

RowRef Row::Make(model::KeyView key, Bytes structure, Bytes text, uint32_t item_bytes) {
  HR_CHECK(structure.size() <= UINT32_MAX && text.size() <= UINT32_MAX);
  char* item;
  Row* row = MakeWithoutItem(key, model::kItemHeaderBytes + structure.size() + text.size(), &item);
  if (row == nullptr) return {};
  base::StoreFixed32(item, static_cast<uint32_t>(structure.size()));
  base::StoreFixed32(item + 4, static_cast<uint32_t>(text.size()));
  base::StoreFixed32(item + 8, item_bytes);
  item += model::kItemHeaderBytes;
  if (!structure.empty()) std::memcpy(item, structure.data(), structure.size());
  if (!text.empty()) std::memcpy(item + structure.size(), text.data(), text.size());
  return RowRef::Adopt(row);
}

RowRef Row::MakeSharing(model::KeyView key, const Row* base) {
  HR_DCHECK(base->shares_ == 0);
  char* item;
  Row* row = MakeWithoutItem(key, sizeof base, &item);
  if (row == nullptr) return {};
  std::memcpy(item, &base, sizeof base);
  row->shares_ = 1;
  base->AddReference();
  return RowRef::Adopt(row);
}

void Row::Free(const Row* row) {
  if (row->shares_ != 0) row->Base()->DropReference();
  std::free(const_cast<Row*>(row));
}

}  // namespace hashrange::store
