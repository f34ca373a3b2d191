// Row is what the trees hold: a key and an item in item form, immutable, in one block of memory,
// counted by its holders. Trees of forks and snapshots share rows. Counting is not atomic:
// everything that shares rows runs in one thread.
//
//   row := hash:8 references:4 key_bytes:2 shares:2 key item
//
// That is 16 bytes before the key; an item knows its own length. A row of a secondary index that
// keeps whole items shares the item of a table's row: where its item would lie it holds that row,
// counted. Only item() has to know. Tested by row_test.cc.
#ifndef HASHRANGE_STORE_ROW_H_
#define HASHRANGE_STORE_ROW_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

#include "hashrange/bytes.h"
#include "model/item.h"
#include "model/key_codec.h"

namespace hashrange::store {

class RowRef;

class Row {
 public:
  // Makes a row with one holder, copying both. `key.bytes` is shorter than 64 KiB (the longest key,
  // of an index of eight attributes, is about 30 KiB) and `item_form` is an item. Null when memory
  // is exhausted.
  static RowRef Make(model::KeyView key, Bytes item_form);

  // The same for an item that is not in item form yet: writes its header, `structure` and `text`
  // into the row's block, without a string between. `structure` is one value of type M, `text` its
  // text, `item_bytes` its size as DynamoDB counts it (model/item.h). Both are shorter than 4 GiB.
  static RowRef Make(model::KeyView key, Bytes structure, Bytes text, uint32_t item_bytes);

  // A row of that key with the item of `base`, which has an item of its own and which this row
  // holds.
  static RowRef MakeSharing(model::KeyView key, const Row* base);

  Row(const Row&) = delete;
  Row& operator=(const Row&) = delete;

  uint64_t hash() const { return hash_; }
  Bytes key_bytes() const { return Bytes(Data(), key_bytes_); }
  model::KeyView key() const { return model::KeyView{hash_, key_bytes()}; }
  model::ItemView item() const { return shares_ == 0 ? OwnItem() : Base()->OwnItem(); }
  // The row whose item this one shares, or itself.
  const Row* item_holder() const { return shares_ == 0 ? this : Base(); }
  uint32_t references() const { return references_; }

  // The bytes of memory that a row of that key and item takes, the allocator's share not counted.
  static size_t MemoryBytes(size_t key_bytes, size_t item_form_bytes) {
    return sizeof(Row) + key_bytes + item_form_bytes;
  }

  // For holders: RowRef and the tree's nodes.
  void AddReference() const { references_++; }
  void DropReference() const {
    if (--references_ == 0) Free(this);
  }

 private:
  Row(uint64_t hash, uint16_t key_bytes)
      : hash_(hash), references_(1), key_bytes_(key_bytes), shares_(0) {}
  ~Row() = default;
  model::ItemView OwnItem() const {
    const char* form = Data() + key_bytes_;
    const size_t bytes =
        model::kItemHeaderBytes + base::LoadFixed32(form) + base::LoadFixed32(form + 4);
    return model::ItemView(Bytes(form, bytes));
  }
  const Row* Base() const {
    const Row* base;
    std::memcpy(&base, Data() + key_bytes_, sizeof base);
    return base;
  }
  // A row with its key written, and room for an item of that many bytes where *item points. Null
  // when memory is exhausted.
  static Row* MakeWithoutItem(model::KeyView key, size_t item_form_bytes, char** item);
  static void Free(const Row* row);
  const char* Data() const { return reinterpret_cast<const char*>(this + 1); }

  uint64_t hash_;
  mutable uint32_t references_;
  uint16_t key_bytes_;
  uint16_t shares_;  // 1: the item is another row's
};
static_assert(sizeof(Row) == 16);

// Holds a row, or nothing.
class RowRef {
 public:
  RowRef() = default;
  // Shares a row that somebody else holds; null gives nothing.
  explicit RowRef(const Row* row) : row_(row) {
    if (row_ != nullptr) row_->AddReference();
  }
  RowRef(const RowRef& other) : RowRef(other.row_) {}
  RowRef(RowRef&& other) noexcept : row_(std::exchange(other.row_, nullptr)) {}
  RowRef& operator=(RowRef other) noexcept {
    std::swap(row_, other.row_);
    return *this;
  }
  ~RowRef() {
    if (row_ != nullptr) row_->DropReference();
  }

  // Takes over a holder's count, and gives it up again.
  static RowRef Adopt(const Row* row) {
    RowRef ref;
    ref.row_ = row;
    return ref;
  }
  [[nodiscard]] const Row* Release() { return std::exchange(row_, nullptr); }

  const Row* get() const { return row_; }
  const Row* operator->() const { return row_; }
  const Row& operator*() const { return *row_; }
  explicit operator bool() const { return row_ != nullptr; }

 private:
  const Row* row_ = nullptr;
};

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_ROW_H_
