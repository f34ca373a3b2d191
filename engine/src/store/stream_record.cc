#include "store/stream_record.h"

#include <utility>

#include "base/check.h"
#include "base/coding.h"

namespace hashrange::store {
namespace {

using model::StreamViewType;

constexpr uint8_t kByServiceBit = 0x80;
constexpr char kSecondRow = '\xff';
constexpr size_t kRecordKeyBytes = 1 + 8;

uint64_t HashOf(uint64_t number) { return number << kRecordNumberShift; }

}  // namespace

bool HasNewImage(StreamViewType view_type, RecordEvent event) {
  return event != RecordEvent::kRemove && (view_type == StreamViewType::kNewImage ||
                                           view_type == StreamViewType::kNewAndOldImages);
}

bool HasOldImage(StreamViewType view_type, RecordEvent event) {
  return event != RecordEvent::kInsert && (view_type == StreamViewType::kOldImage ||
                                           view_type == StreamViewType::kNewAndOldImages);
}

model::Value KeysOf(const StreamSchema& schema, const model::ItemView& item,
                    model::ItemBuilder* builder) {
  builder->Clear();
  const model::ItemBuilder::Mark map = builder->BeginMap();
  const auto copy = [&](const model::KeyAttribute& key) {
    builder->Name(key.name);
    builder->Copy(item.Find(key.name));
  };
  const bool sort_key_first =
      schema.sort_key.has_value() && schema.sort_key->name < schema.partition_key.name;
  if (sort_key_first) copy(*schema.sort_key);
  copy(schema.partition_key);
  if (schema.sort_key.has_value() && !sort_key_first) copy(*schema.sort_key);
  builder->EndMap(map);
  return builder->value();
}

std::string RecordKeyBytes(const RecordHeader& header) {
  std::string bytes;
  bytes.push_back(static_cast<char>(static_cast<uint8_t>(header.event) |
                                    (header.by_service ? kByServiceBit : 0)));
  base::PutFixed64(&bytes, header.time_ms);
  return bytes;
}

bool ReadRecordKeyBytes(Bytes bytes, RecordHeader* header) {
  uint8_t event = 0;
  if (bytes.size() != kRecordKeyBytes || !base::GetByte(&bytes, &event)) return false;
  header->by_service = (event & kByServiceBit) != 0;
  event &= static_cast<uint8_t>(~kByServiceBit);
  if (event < static_cast<uint8_t>(RecordEvent::kInsert) ||
      event > static_cast<uint8_t>(RecordEvent::kRemove)) {
    return false;
  }
  header->event = static_cast<RecordEvent>(event);
  header->time_ms = base::LoadFixed64(bytes.data());
  return true;
}

RecordHeader RecordHeaderOf(const Row& first_row) {
  RecordHeader header;
  HR_CHECK(ReadRecordKeyBytes(first_row.key_bytes(), &header));
  header.number = first_row.hash() >> kRecordNumberShift;
  return header;
}

bool MakeRecordRows(const RecordHeader& header, const Row* first, const Row* second,
                    RecordRows* rows) {
  rows->first =
      Row::MakeSharing({HashOf(header.number), RecordKeyBytes(header)}, first->item_holder());
  if (!rows->first) return false;
  if (second == nullptr) return true;
  rows->second =
      Row::MakeSharing({HashOf(header.number), Bytes(&kSecondRow, 1)}, second->item_holder());
  return static_cast<bool>(rows->second);
}

bool MakeRecord(const StreamSchema& schema, RecordHeader header, const Row* old_row,
                const Row* new_row, model::ItemBuilder* builder, RecordRows* rows) {
  header.event = old_row == nullptr   ? RecordEvent::kInsert
                 : new_row == nullptr ? RecordEvent::kRemove
                                      : RecordEvent::kModify;
  const bool has_new = HasNewImage(schema.view_type, header.event);
  const bool has_old = HasOldImage(schema.view_type, header.event);
  if (has_new) return MakeRecordRows(header, new_row, has_old ? old_row : nullptr, rows);
  if (has_old) return MakeRecordRows(header, old_row, nullptr, rows);
  const Row* row = new_row != nullptr ? new_row : old_row;
  const model::Value keys = KeysOf(schema, row->item(), builder);
  const RowRef keys_row = Row::Make(row->key(), builder->TakeItem());
  return keys.exists() && keys_row && MakeRecordRows(header, keys_row.get(), nullptr, rows);
}

void RecordCursor::Seek(uint64_t number) {
  if (number > kRecordNumberMax) {
    valid_ = false;
    return;
  }
  cursor_.SeekAtLeast({HashOf(number), {}});
  Read();
}

void RecordCursor::Read() {
  valid_ = cursor_.valid();
  if (!valid_) return;
  const Row* row = cursor_.row();
  record_.header = RecordHeaderOf(*row);
  record_.first = row->item_holder();
  record_.second = nullptr;
  cursor_.Next();
  if (cursor_.valid() && cursor_.row()->hash() == row->hash()) {
    record_.second = cursor_.row()->item_holder();
    cursor_.Next();
  }
}

uint64_t FirstKeptNumber(const Stream& stream, const Shard& shard, uint64_t now_ms) {
  // Times ascend with numbers: what is kept is found by halving the numbers.
  uint64_t low = shard.first_number;
  uint64_t high = shard.open() ? stream.next_number() : shard.last_number;
  while (low < high) {
    const uint64_t middle = low + (high - low) / 2;
    const RecordCursor cursor(shard.records, middle);
    if (!cursor.valid() || !IsPastRetention(cursor.record().header.time_ms, now_ms)) {
      high = middle;
    } else {
      low = cursor.record().header.number + 1;
    }
  }
  return low;
}

}  // namespace hashrange::store
