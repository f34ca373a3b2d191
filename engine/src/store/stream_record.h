// The records of a stream as rows of a shard's tree. An image is the item of a row of the table,
// shared, so that a record costs what it says besides: some bytes for each image.
//
//   first row:  key := number (shifted up), event:byte time_ms:fixed64    item: an image
//   second row: key := number (shifted up), 0xFF                          item: the old image, where
//                                                                         there are two
//   event := RecordEvent, and 0x80 when time to live has asked for it
//
// Where the stream's records have no image at all, or a record has none, the first row's item is
// the key attributes alone. Tested by stream_test.cc.
#ifndef HASHRANGE_STORE_STREAM_RECORD_H_
#define HASHRANGE_STORE_STREAM_RECORD_H_

#include <cstdint>
#include <optional>
#include <string>

#include "model/item_builder.h"
#include "model/table_schema.h"
#include "store/cow_tree.h"
#include "store/row.h"
#include "store/stream.h"

namespace hashrange::store {

enum class RecordEvent : uint8_t { kInsert = 1, kModify = 2, kRemove = 3 };

struct RecordHeader {
  uint64_t number = 0;
  uint64_t time_ms = 0;
  RecordEvent event = RecordEvent::kInsert;
  bool by_service = false;
};

// The images that a record of that kind has in a stream of that view type.
bool HasNewImage(model::StreamViewType view_type, RecordEvent event);
bool HasOldImage(model::StreamViewType view_type, RecordEvent event);
inline bool HasTwoImages(model::StreamViewType view_type, RecordEvent event) {
  return HasNewImage(view_type, event) && HasOldImage(view_type, event);
}

// A record as it lies in a tree. The rows are those whose items are the images; all have the key of
// the table's row. Borrowed: valid until the next commit.
struct RecordView {
  RecordHeader header;
  const Row* first = nullptr;     // new image, else old image, else keys
  const Row* second = nullptr;    // the old image, when `first` is the new one

  const Row* new_image(model::StreamViewType view_type) const {
    return HasNewImage(view_type, header.event) ? first : nullptr;
  }
  const Row* old_image(model::StreamViewType view_type) const {
    if (!HasOldImage(view_type, header.event)) return nullptr;
    return second != nullptr ? second : first;
  }
};

// The key attributes of an item, as a value of type M in *builder.
model::Value KeysOf(const StreamSchema& schema, const model::ItemView& item,
                    model::ItemBuilder* builder);

// The rows of a record. Empty: there is none.
struct RecordRows {
  RowRef first;
  RowRef second;
};

// Makes the rows of a record of what it is to show, both rows of the table's own. False when memory
// is exhausted.
bool MakeRecordRows(const RecordHeader& header, const Row* first, const Row* second,
                    RecordRows* rows);

// What a change of an item from `old_row` (null: none) to `new_row` (null: none), which differ, makes
// of a stream. False when memory is exhausted.
bool MakeRecord(const StreamSchema& schema, RecordHeader header, const Row* old_row,
                const Row* new_row, model::ItemBuilder* builder, RecordRows* rows);

// Reads a shard's records in order from a number on.
class RecordCursor {
 public:
  RecordCursor(const CowTree& records, uint64_t from_number) : cursor_(records) {
    Seek(from_number);
  }
  bool valid() const { return valid_; }
  const RecordView& record() const { return record_; }
  void Seek(uint64_t number);
  void Next() { Read(); }

 private:
  void Read();

  TreeCursor cursor_;
  bool valid_ = false;
  RecordView record_;
};

// The first number of a shard whose record is still kept at `now_ms`, or one above all.
uint64_t FirstKeptNumber(const Stream& stream, const Shard& shard, uint64_t now_ms);

// The header of a record by its first row. The bytes of one but for its number, as that row's key has
// them; and back.
RecordHeader RecordHeaderOf(const Row& first_row);
std::string RecordKeyBytes(const RecordHeader& header);
bool ReadRecordKeyBytes(Bytes bytes, RecordHeader* header);

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_STREAM_RECORD_H_
