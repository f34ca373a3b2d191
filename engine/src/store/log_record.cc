#include "store/log_record.h"

#include <utility>

#include "base/check.h"
#include "base/coding.h"
#include "base/crc32c.h"
#include "model/item_size.h"
#include "model/limits.h"

namespace hashrange::store {

namespace {

constexpr size_t kMagicBytes = 8;
constexpr Bytes kLogMagic("HRLOG\0\0\0", kMagicBytes);
constexpr Bytes kCheckpointMagic("HRCKPT\0\0", kMagicBytes);

constexpr size_t kVarint64BytesMax = 10;
constexpr size_t kVarint32BytesMax = 5;
constexpr size_t kPayloadHeaderBytes = 1 + 8 + 8;  // kind, sequence, now_ms
// Of a change, besides its key, item, schema or token: kind, table, index, hash, a flag and
// lengths.
constexpr size_t kChangeBytesMax = 1 + 2 * kVarint32BytesMax + 8 + 1 + 2 * kVarint64BytesMax;

// Of a row of a table: two parts, of which each byte may be escaped, and their end marks. So an
// entry's key fits into a row as well.
constexpr size_t kRowKeyBytesMax =
    2 * (model::kPartitionKeyBytesMax + model::kSortKeyBytesMax) + 2 * 2;

Bytes MagicOf(FileKind kind) { return kind == FileKind::kLog ? kLogMagic : kCheckpointMagic; }
const char* NameOf(FileKind kind) { return kind == FileKind::kLog ? "log" : "checkpoint"; }

bool AllZero(Bytes bytes) { return bytes.find_first_not_of('\0') == Bytes::npos; }

// Makes room for the header of a frame, and returns where it is.
size_t BeginFrame(std::string* to, FrameKind kind, uint64_t sequence, uint64_t now_ms) {
  const size_t frame = to->size();
  to->append(kFrameHeaderBytes, '\0');
  to->push_back(static_cast<char>(kind));
  base::PutFixed64(to, sequence);
  base::PutFixed64(to, now_ms);
  return frame;
}

void EndFrame(std::string* to, size_t frame) {
  const size_t payload = frame + kFrameHeaderBytes;
  const size_t length = to->size() - payload;
  HR_CHECK(length <= UINT32_MAX);
  char* header = to->data() + frame;
  base::StoreFixed32(header, static_cast<uint32_t>(length));
  const uint32_t length_crc = base::Crc32c(Bytes(header, 4));
  base::StoreFixed32(header + 4, length_crc);
  base::StoreFixed32(header + 8, base::Crc32c(Bytes(*to).substr(payload), length_crc));
}

void AppendKey(std::string* to, model::KeyView key) {
  base::PutFixed64(to, key.hash);
  base::PutLengthPrefixed(to, key.bytes);
}

void AppendImage(std::string* to, const Row& image) {
  AppendKey(to, image.key());
  base::PutLengthPrefixed(to, image.item().form());
}

size_t ImageBytesMax(const RowRef& image) {
  return image ? kChangeBytesMax + image->key_bytes().size() + image->item().form().size() : 0;
}

void AppendStreamRecord(std::string* to, const Change& change) {
  base::PutVarint(to, change.record->shard);
  base::PutVarint(to, change.record->header.number);
  base::PutLengthPrefixed(to, RecordKeyBytes(change.record->header));
  AppendImage(to, *change.row);
  to->push_back(change.old_row ? '\1' : '\0');
  if (change.old_row) AppendImage(to, *change.old_row);
}

void AppendChange(std::string* to, const Change& change) {
  to->push_back(static_cast<char>(change.kind));
  base::PutVarint(to, change.table);
  switch (change.kind) {
    case ChangeKind::kPut:
      AppendKey(to, change.row->key());
      base::PutLengthPrefixed(to, change.row->item().form());
      return;
    case ChangeKind::kDelete:
    case ChangeKind::kExpire:
      AppendKey(to, change.key.view());
      return;
    case ChangeKind::kSplit:
    case ChangeKind::kFillIndex:
    case ChangeKind::kIndexFilled:
      base::PutVarint(to, change.index);
      AppendKey(to, change.key.view());
      to->push_back(change.complete ? '\1' : '\0');
      return;
    case ChangeKind::kTendStream:
      base::PutVarint(to, change.stream);
      return;
    case ChangeKind::kStream: {
      base::PutVarint(to, change.stream);
      std::string header;
      EncodeStreamHeader(*change.stream_header, &header);
      base::PutLengthPrefixed(to, header);
      return;
    }
    case ChangeKind::kStreamRecord:
      base::PutVarint(to, change.stream);
      AppendStreamRecord(to, change);
      return;
    case ChangeKind::kToken:
      base::PutLengthPrefixed(to, change.token->token);
      base::PutLengthPrefixed(to, change.token->digest);
      base::PutFixed64(to, change.token->used_ms);
      return;
    case ChangeKind::kCreateTable:
    case ChangeKind::kUpdateTable: {
      std::string schema;
      model::EncodeTableSchema(*change.schema, &schema);
      base::PutLengthPrefixed(to, schema);
      return;
    }
    case ChangeKind::kDeleteTable:
      return;
  }
}

bool GetKey(Bytes* from, model::KeyView* key) {
  return base::GetFixed64(from, &key->hash) && base::GetLengthPrefixed(from, &key->bytes) &&
         key->bytes.size() <= UINT16_MAX;
}

// An item that is canonical and knows its own size.
bool IsStoredItem(Bytes form) {
  if (!model::IsItem(form)) return false;
  const model::ItemView item(form);
  return item.item_bytes() == model::ItemBytes(item.root());
}

// A row of a table, or an image of one.
DecodeFault GetRow(Bytes* from, RowRef* row, std::string* why) {
  model::KeyView key;
  Bytes item;
  if (!GetKey(from, &key) || !base::GetLengthPrefixed(from, &item)) {
    *why = "a change is cut short";
    return DecodeFault::kMalformed;
  }
  if (key.bytes.size() > kRowKeyBytesMax) {
    *why = "a key is too long";
    return DecodeFault::kMalformed;
  }
  if (!IsStoredItem(item)) {
    *why = "an item is not in item form";
    return DecodeFault::kMalformed;
  }
  *row = Row::Make(key, item);
  return *row ? DecodeFault::kNone : DecodeFault::kMemory;
}

// Tending a stream, or what a checkpoint has of it.
DecodeFault GetStreamChange(ChangeKind kind, Bytes* from, WriteBatch* batch, std::string* why) {
  *why = "a change is cut short";
  uint64_t number = 0;
  if (!base::GetVarint(from, &number) || number > UINT32_MAX) return DecodeFault::kMalformed;
  const uint32_t stream = static_cast<uint32_t>(number);
  if (kind == ChangeKind::kTendStream) {
    batch->TendStream(stream);
    return DecodeFault::kNone;
  }
  if (kind == ChangeKind::kStream) {
    Bytes bytes;
    StreamHeader header;
    if (!base::GetLengthPrefixed(from, &bytes)) return DecodeFault::kMalformed;
    if (!DecodeStreamHeader(bytes, &header)) {
      *why = "a stream's header is malformed";
      return DecodeFault::kMalformed;
    }
    batch->StreamIs(stream, std::move(header));
    return DecodeFault::kNone;
  }
  StreamRecordSource record;
  Bytes bytes;
  uint8_t has_second = 0;
  RowRef first;
  RowRef second;
  if (!base::GetVarint(from, &record.shard) || !base::GetVarint(from, &record.header.number) ||
      !base::GetLengthPrefixed(from, &bytes)) {
    return DecodeFault::kMalformed;
  }
  if (!ReadRecordKeyBytes(bytes, &record.header)) {
    *why = "a stream's record is malformed";
    return DecodeFault::kMalformed;
  }
  DecodeFault fault = GetRow(from, &first, why);
  if (fault != DecodeFault::kNone) return fault;
  if (!base::GetByte(from, &has_second) || has_second > 1) {
    *why = "a change is cut short";
    return DecodeFault::kMalformed;
  }
  if (has_second == 1) fault = GetRow(from, &second, why);
  if (fault == DecodeFault::kNone)
    batch->StreamRecord(stream, record, std::move(first), std::move(second));
  return fault;
}

// A split, or how far an index is filled.
bool GetIndexChange(ChangeKind kind, uint32_t table, Bytes* from, WriteBatch* batch) {
  uint64_t read = 0;
  model::KeyView at;
  uint8_t complete = 0;
  if (!base::GetVarint(from, &read) || read > UINT32_MAX || !GetKey(from, &at) ||
      !base::GetByte(from, &complete) || complete > (kind == ChangeKind::kFillIndex ? 1 : 0)) {
    return false;
  }
  const uint32_t index = static_cast<uint32_t>(read);
  model::Key key{at.hash, std::string(at.bytes)};
  if (kind == ChangeKind::kSplit) {
    batch->Split(table, index, std::move(key));
  } else if (kind == ChangeKind::kFillIndex) {
    batch->FillIndex(table, index, std::move(key), complete == 1);
  } else {
    batch->IndexFilled(table, index, std::move(key));
  }
  return true;
}

bool GetToken(Bytes* from, WriteBatch* batch) {
  Bytes token;
  Bytes digest;
  TokenUse use;
  if (!base::GetLengthPrefixed(from, &token) || token.size() > UINT16_MAX ||
      !base::GetLengthPrefixed(from, &digest) || !base::GetFixed64(from, &use.used_ms)) {
    return false;
  }
  use.token = std::string(token);
  use.digest = std::string(digest);
  batch->Token(std::move(use));
  return true;
}

DecodeFault GetChange(Bytes* from, WriteBatch* batch, std::string* why) {
  uint8_t kind = 0;
  uint64_t table = 0;
  if (!base::GetByte(from, &kind) || !base::GetVarint(from, &table) || table > UINT32_MAX) {
    *why = "a change is cut short";
    return DecodeFault::kMalformed;
  }
  const uint32_t number = static_cast<uint32_t>(table);
  switch (kind) {
    case static_cast<uint8_t>(ChangeKind::kPut): {
      RowRef row;
      const DecodeFault fault = GetRow(from, &row, why);
      if (fault == DecodeFault::kNone) batch->Put(number, std::move(row));
      return fault;
    }
    case static_cast<uint8_t>(ChangeKind::kDelete):
    case static_cast<uint8_t>(ChangeKind::kExpire): {
      model::KeyView read;
      if (!GetKey(from, &read)) break;
      model::Key key{read.hash, std::string(read.bytes)};
      if (kind == static_cast<uint8_t>(ChangeKind::kDelete)) {
        batch->Delete(number, std::move(key));
      } else {
        batch->Expire(number, std::move(key));
      }
      return DecodeFault::kNone;
    }
    case static_cast<uint8_t>(ChangeKind::kSplit):
    case static_cast<uint8_t>(ChangeKind::kFillIndex):
    case static_cast<uint8_t>(ChangeKind::kIndexFilled):
      if (!GetIndexChange(static_cast<ChangeKind>(kind), number, from, batch)) break;
      return DecodeFault::kNone;
    case static_cast<uint8_t>(ChangeKind::kToken):
      if (number != 0) {
        *why = "a token is of a table";
        return DecodeFault::kMalformed;
      }
      if (!GetToken(from, batch)) break;
      return DecodeFault::kNone;
    case static_cast<uint8_t>(ChangeKind::kCreateTable):
    case static_cast<uint8_t>(ChangeKind::kUpdateTable): {
      Bytes bytes;
      model::TableSchema schema;
      if (!base::GetLengthPrefixed(from, &bytes)) break;
      if (!model::DecodeTableSchema(bytes, &schema)) {
        *why = "a table's schema is malformed";
        return DecodeFault::kMalformed;
      }
      if (kind == static_cast<uint8_t>(ChangeKind::kCreateTable)) {
        batch->CreateTable(number, std::move(schema));
      } else {
        batch->UpdateTable(number, std::move(schema));
      }
      return DecodeFault::kNone;
    }
    case static_cast<uint8_t>(ChangeKind::kDeleteTable):
      batch->DeleteTable(number);
      return DecodeFault::kNone;
    case static_cast<uint8_t>(ChangeKind::kTendStream):
    case static_cast<uint8_t>(ChangeKind::kStream):
    case static_cast<uint8_t>(ChangeKind::kStreamRecord):
      if (number != 0) {
        *why = "a stream is of a table";
        return DecodeFault::kMalformed;
      }
      return GetStreamChange(static_cast<ChangeKind>(kind), from, batch, why);
    default:
      *why = "a change is of an unknown kind";
      return DecodeFault::kMalformed;
  }
  *why = "a change is cut short";
  return DecodeFault::kMalformed;
}

}  // namespace

std::string FileHeader(FileKind kind) {
  std::string header(MagicOf(kind));
  base::PutFixed32(&header, kLogFormatVersion);
  base::PutFixed32(&header, 0);
  return header;
}

bool ReadFileHeader(FileKind kind, Bytes* file, std::string* why) {
  const FileKind other = kind == FileKind::kLog ? FileKind::kCheckpoint : FileKind::kLog;
  const Bytes magic = file->substr(0, kMagicBytes);
  if (magic == MagicOf(other)) {
    *why =
        std::string("This file is a hashrange ") + NameOf(other) + ", not a " + NameOf(kind) + ".";
    return false;
  }
  if (magic != MagicOf(kind)) {
    *why = std::string("This file is not a hashrange ") + NameOf(kind) + ".";
    return false;
  }
  if (file->size() < kFileHeaderBytes) {
    *why = std::string("This hashrange ") + NameOf(kind) + " ends inside its header.";
    return false;
  }
  const uint32_t version = base::LoadFixed32(file->data() + kMagicBytes);
  if (version > kLogFormatVersion) {
    *why = "This file was written by a newer hashrange (log format " + std::to_string(version) +
           "; this one reads up to " + std::to_string(kLogFormatVersion) + ").";
    return false;
  }
  if (version == 0 || version == kNoLogFormatVersion ||
      base::LoadFixed32(file->data() + kMagicBytes + 4) != 0) {
    *why = std::string("The header of this hashrange ") + NameOf(kind) + " is damaged.";
    return false;
  }
  file->remove_prefix(kFileHeaderBytes);
  return true;
}

void AppendFrame(std::string* to, FrameKind kind, const WriteBatch& batch) {
  HR_DCHECK(kind != FrameKind::kCheckpointEnd);
  const size_t frame = BeginFrame(to, kind, batch.sequence, batch.now_ms);
  base::PutFixed64(to, batch.entropy);
  base::PutVarint(to, batch.changes.size());
  for (const Change& change : batch.changes) AppendChange(to, change);
  EndFrame(to, frame);
}

void AppendCheckpointEnd(std::string* to, const CheckpointEnd& end) {
  const size_t frame = BeginFrame(to, FrameKind::kCheckpointEnd, end.sequence, end.now_ms);
  base::PutVarint(to, end.next_table_number);
  base::PutVarint(to, end.item_count);
  base::PutVarint(to, end.next_stream_number);
  base::PutVarint(to, end.record_count);
  EndFrame(to, frame);
}

size_t FrameBytesMax(const WriteBatch& batch) {
  size_t bytes = kFrameHeaderBytes + kPayloadHeaderBytes + 8 + kVarint64BytesMax;
  for (const Change& change : batch.changes) {
    bytes += kChangeBytesMax;
    switch (change.kind) {
      case ChangeKind::kPut:
        bytes += change.row->key_bytes().size() + change.row->item().form().size();
        break;
      case ChangeKind::kDelete:
      case ChangeKind::kExpire:
      case ChangeKind::kSplit:
      case ChangeKind::kFillIndex:
      case ChangeKind::kIndexFilled:
        bytes += change.key.bytes.size();
        break;
      case ChangeKind::kTendStream:
        break;
      case ChangeKind::kStream: {
        std::string header;
        EncodeStreamHeader(*change.stream_header, &header);
        bytes += header.size();
        break;
      }
      case ChangeKind::kStreamRecord:
        bytes += 2 * kChangeBytesMax + ImageBytesMax(change.row) + ImageBytesMax(change.old_row);
        break;
      case ChangeKind::kToken:
        bytes += change.token->token.size() + change.token->digest.size();
        break;
      case ChangeKind::kCreateTable:
      case ChangeKind::kUpdateTable: {
        std::string schema;
        model::EncodeTableSchema(*change.schema, &schema);
        bytes += schema.size();
        break;
      }
      case ChangeKind::kDeleteTable:
        break;
    }
  }
  return bytes;
}

FrameFault ReadFrame(Bytes* from, Bytes* payload, std::string* why) {
  if (from->empty()) return FrameFault::kEnd;
  if (from->size() < kFrameHeaderBytes) return FrameFault::kTorn;
  const char* header = from->data();
  const Bytes behind_header = from->substr(kFrameHeaderBytes);
  const uint32_t length_crc = base::Crc32c(Bytes(header, 4));
  if (base::LoadFixed32(header + 4) != length_crc) {
    if (AllZero(behind_header)) return FrameFault::kTorn;
    *why = "the length of a frame is damaged";
    return FrameFault::kBad;
  }
  const uint32_t length = base::LoadFixed32(header);
  if (length > behind_header.size()) return FrameFault::kTorn;
  const Bytes found = behind_header.substr(0, length);
  if (base::LoadFixed32(header + 8) != base::Crc32c(found, length_crc)) {
    if (AllZero(behind_header.substr(length))) return FrameFault::kTorn;
    *why = "the checksum of a frame is wrong";
    return FrameFault::kBad;
  }
  *payload = found;
  from->remove_prefix(kFrameHeaderBytes + length);
  return FrameFault::kNone;
}

bool ReadFrameKind(Bytes payload, FrameKind* kind) {
  uint8_t byte = 0;
  if (!base::GetByte(&payload, &byte) || byte < 1 || byte > 3) return false;
  *kind = static_cast<FrameKind>(byte);
  return true;
}

DecodeFault DecodeBatch(Bytes payload, WriteBatch* batch, std::string* why) {
  uint8_t kind = 0;
  uint64_t count = 0;
  *batch = WriteBatch();
  if (!base::GetByte(&payload, &kind) || !base::GetFixed64(&payload, &batch->sequence) ||
      !base::GetFixed64(&payload, &batch->now_ms) || !base::GetFixed64(&payload, &batch->entropy) ||
      !base::GetVarint(&payload, &count)) {
    *why = "the head of a batch is cut short";
    return DecodeFault::kMalformed;
  }
  for (uint64_t i = 0; i < count; i++) {
    const DecodeFault fault = GetChange(&payload, batch, why);
    if (fault != DecodeFault::kNone) return fault;
  }
  if (!payload.empty()) {
    *why = "a batch has bytes left over";
    return DecodeFault::kMalformed;
  }
  return DecodeFault::kNone;
}

DecodeFault DecodeCheckpointEnd(Bytes payload, CheckpointEnd* end, std::string* why) {
  uint8_t kind = 0;
  uint64_t next_table_number = 0;
  uint64_t next_stream_number = 1;
  bool ok = base::GetByte(&payload, &kind) && base::GetFixed64(&payload, &end->sequence) &&
            base::GetFixed64(&payload, &end->now_ms) &&
            base::GetVarint(&payload, &next_table_number) && next_table_number <= UINT32_MAX &&
            base::GetVarint(&payload, &end->item_count);
  // The versions before had no streams.
  end->record_count = 0;
  if (ok && !payload.empty()) {
    ok = base::GetVarint(&payload, &next_stream_number) && next_stream_number <= UINT32_MAX &&
         base::GetVarint(&payload, &end->record_count);
  }
  if (!ok || !payload.empty()) {
    *why = "the end mark is malformed";
    return DecodeFault::kMalformed;
  }
  end->next_stream_number = static_cast<uint32_t>(next_stream_number);
  end->next_table_number = static_cast<uint32_t>(next_table_number);
  return DecodeFault::kNone;
}

}  // namespace hashrange::store
