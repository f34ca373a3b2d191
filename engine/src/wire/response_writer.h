// Writes response form (engine/doc/boundary_format.md). Reuse one writer: it keeps its memory.
//
//   writer.Begin(Operation::kGetItem);
//   auto output = writer.BeginStructure();
//   writer.Member(GetItemOutput::kItem);
//   writer.Attributes(item.root());
//   writer.EndStructure(output);
//   Bytes response = writer.Finish();          // valid until the next Begin
//
// Absent members are not written. Structure and text grow in two buffers and are joined once, at
// the end. Tested by response_writer_test.cc.
#ifndef HASHRANGE_WIRE_RESPONSE_WRITER_H_
#define HASHRANGE_WIRE_RESPONSE_WRITER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "hashrange/error.h"
#include "model/item.h"
#include "model/operation_shapes.h"

namespace hashrange::wire {

// A new chunk of text begins when the last one has passed this many bytes: a slice of a decoded
// text keeps all of it alive in JavaScript.
inline constexpr size_t kTextChunkBytes = 32 * 1024;

inline constexpr size_t kResponseHeaderBytes = 10;

class ResponseWriter {
 public:
  // Where an open structure, list or map began.
  struct Mark {
    size_t at;
    uint32_t outer_count;
  };

  void Begin(model::Operation operation);

  [[nodiscard]] Mark BeginStructure();
  // A member; its value follows.
  void Member(uint8_t index);
  void EndStructure(Mark mark);

  [[nodiscard]] Mark BeginList();
  // An element; its value follows.
  void Element();
  void EndList(Mark mark);

  [[nodiscard]] Mark BeginMap();
  // An entry; its value follows.
  void Entry(Bytes name);
  void EndMap(Mark mark);

  void String(Bytes text);
  // A member that is a string.
  void StringMember(uint8_t index, Bytes text);
  void Number(double value);
  // Seconds since 1970.
  void Timestamp(double seconds);
  void Boolean(bool value);
  void Blob(Bytes bytes);
  // An attribute value, or an attribute map as its value of type M, as it stands in item form.
  void Attributes(const model::Value& value);

  // The whole output structure of an operation that answers with one attribute map and nothing
  // else, as one block: what a plain GetItem does. Instead of BeginStructure, Member, Attributes
  // and EndStructure.
  void OnlyAttributes(uint8_t index, const model::Value& value);

  // The whole response.
  Bytes Finish();

  // A whole error response in place of whatever was begun.
  Bytes Fail(model::Operation operation, const Error& error);

  // Bytes of structure and text so far.
  size_t bytes() const { return structure_.size() + text_.size(); }

 private:
  void Start(uint8_t status, uint8_t operation);
  void BeginChunk();
  void EndChunk();
  void Text(Bytes text);
  void Reasons(const std::vector<CancellationReason>& reasons);

  std::string structure_;  // from the response's header on
  std::string text_;
  size_t chunk_at_ = 0;    // where the open chunk's length is to be written
  size_t chunk_text_ = 0;  // where its text began
  bool whole_ = false;     // structure_ is the whole response already
  uint32_t count_ = 0;     // in the innermost open structure, list or map
};

}  // namespace hashrange::wire

#endif  // HASHRANGE_WIRE_RESPONSE_WRITER_H_
