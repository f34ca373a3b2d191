#include "wire/response_writer.h"

#include "base/check.h"
#include "base/coding.h"
#include "base/utf8.h"
#include "model/item_builder.h"
#include "wire/response_tags.h"

namespace hashrange::wire {

void ResponseWriter::Start(uint8_t status, uint8_t operation) {
  structure_.assign(kResponseHeaderBytes, '\0');
  structure_[8] = static_cast<char>(status);
  structure_[9] = static_cast<char>(operation);
  text_.clear();
  count_ = 0;
  whole_ = false;
  BeginChunk();
}

void ResponseWriter::Begin(model::Operation operation) {
  Start(kResponseStatusOutput, static_cast<uint8_t>(operation));
}

void ResponseWriter::BeginChunk() {
  structure_.push_back(static_cast<char>(kResponseChunk));
  chunk_at_ = structure_.size();
  chunk_text_ = text_.size();
  base::PutFixed32(&structure_, 0);
}

void ResponseWriter::EndChunk() {
  base::StoreFixed32(&structure_[chunk_at_], static_cast<uint32_t>(text_.size() - chunk_text_));
}

ResponseWriter::Mark ResponseWriter::BeginStructure() {
  structure_.push_back(static_cast<char>(kResponseStructure));
  const Mark mark{structure_.size(), count_};
  structure_.push_back('\0');
  count_ = 0;
  return mark;
}

void ResponseWriter::Member(uint8_t index) {
  structure_.push_back(static_cast<char>(index));
  count_++;
}

void ResponseWriter::EndStructure(Mark mark) {
  HR_DCHECK(count_ < 256);
  structure_[mark.at] = static_cast<char>(count_);
  count_ = mark.outer_count;
}

ResponseWriter::Mark ResponseWriter::BeginList() {
  structure_.push_back(static_cast<char>(kResponseList));
  const Mark mark{structure_.size(), count_};
  base::PutFixed32(&structure_, 0);
  count_ = 0;
  return mark;
}

void ResponseWriter::Element() {
  if (text_.size() - chunk_text_ > kTextChunkBytes) {
    EndChunk();
    BeginChunk();
  }
  count_++;
}

void ResponseWriter::EndList(Mark mark) {
  base::StoreFixed32(&structure_[mark.at], count_);
  count_ = mark.outer_count;
}

ResponseWriter::Mark ResponseWriter::BeginMap() {
  structure_.push_back(static_cast<char>(kResponseMap));
  const Mark mark{structure_.size(), count_};
  base::PutFixed32(&structure_, 0);
  count_ = 0;
  return mark;
}

void ResponseWriter::Entry(Bytes name) {
  Text(name);
  count_++;
}

void ResponseWriter::EndMap(Mark mark) { EndList(mark); }

void ResponseWriter::Text(Bytes text) {
  if (model::AppendTextRef(&structure_, text)) {
    text_.append(text);
    return;
  }
  // Only a message that repeats what a foreign encoder sent.
  const std::string mended = base::MendUtf8(text);
  model::AppendTextRef(&structure_, mended);
  text_.append(mended);
}

void ResponseWriter::String(Bytes text) {
  structure_.push_back(static_cast<char>(kResponseString));
  Text(text);
}

void ResponseWriter::StringMember(uint8_t index, Bytes text) {
  Member(index);
  String(text);
}

void ResponseWriter::Number(double value) {
  structure_.push_back(static_cast<char>(kResponseNumber));
  base::PutFixed64(&structure_, __builtin_bit_cast(uint64_t, value));
}

void ResponseWriter::Timestamp(double seconds) {
  structure_.push_back(static_cast<char>(kResponseTimestamp));
  base::PutFixed64(&structure_, __builtin_bit_cast(uint64_t, seconds));
}

void ResponseWriter::Boolean(bool value) {
  structure_.push_back(static_cast<char>(value ? kResponseTrue : kResponseFalse));
}

void ResponseWriter::Blob(Bytes bytes) {
  structure_.push_back(static_cast<char>(kResponseBlob));
  base::PutLengthPrefixed(&structure_, bytes);
}

void ResponseWriter::Attributes(const model::Value& value) {
  structure_.append(value.structure);
  text_.append(value.text);
}

void ResponseWriter::OnlyAttributes(uint8_t index, const model::Value& value) {
  // chunk text_bytes, structure count index, value: after the header that Start wrote.
  constexpr size_t kFixedBytes = 5 + 3;
  const size_t structure_bytes = kFixedBytes + value.structure.size();
  structure_.resize(kResponseHeaderBytes + structure_bytes + value.text.size());
  char* at = structure_.data();
  base::StoreFixed32(at, static_cast<uint32_t>(structure_bytes));
  base::StoreFixed32(at + 4, static_cast<uint32_t>(value.text.size()));
  at += kResponseHeaderBytes;
  *at++ = static_cast<char>(kResponseChunk);
  base::StoreFixed32(at, static_cast<uint32_t>(value.text.size()));
  at += 4;
  *at++ = static_cast<char>(kResponseStructure);
  *at++ = 1;
  *at++ = static_cast<char>(index);
  value.structure.copy(at, value.structure.size());
  value.text.copy(at + value.structure.size(), value.text.size());
  whole_ = true;
}

Bytes ResponseWriter::Finish() {
  if (whole_) return structure_;
  EndChunk();
  base::StoreFixed32(&structure_[0],
                     static_cast<uint32_t>(structure_.size() - kResponseHeaderBytes));
  base::StoreFixed32(&structure_[4], static_cast<uint32_t>(text_.size()));
  structure_.append(text_);
  return structure_;
}

Bytes ResponseWriter::Fail(model::Operation operation, const Error& error) {
  using model::members::ErrorStructure;
  Start(kResponseStatusError, static_cast<uint8_t>(operation));
  const Mark mark = BeginStructure();
  Member(ErrorStructure::kType);
  Number(static_cast<double>(error.type()));
  Member(ErrorStructure::kName);
  String(ErrorInfoOf(error.type()).name);
  if (!error.message().empty()) {
    Member(ErrorStructure::kMessage);
    String(error.message());
  }
  if (!error.item().empty()) {
    Member(ErrorStructure::kItem);
    Attributes(model::ItemView(error.item()).root());
  }
  if (!error.cancellation_reasons().empty()) {
    Member(ErrorStructure::kCancellationReasons);
    Reasons(error.cancellation_reasons());
  }
  EndStructure(mark);
  return Finish();
}

void ResponseWriter::Reasons(const std::vector<CancellationReason>& reasons) {
  using Index = model::members::CancellationReason;
  const Mark list = BeginList();
  for (const CancellationReason& reason : reasons) {
    Element();
    const Mark mark = BeginStructure();
    Member(Index::kCode);
    String(reason.code);
    if (!reason.message.empty()) {
      Member(Index::kMessage);
      String(reason.message);
    }
    if (!reason.item.empty()) {
      Member(Index::kItem);
      Attributes(model::ItemView(reason.item).root());
    }
    EndStructure(mark);
  }
  EndList(list);
}

}  // namespace hashrange::wire
