// Trace collects what happens inside requests, as lines of JSON for whoever listens: lessons,
// tests, tools. Every event is an object with a member "type"; npm/src/trace.ts has the same types
// in TypeScript. Nobody listens by default, and then Context::trace is null:
//
//   if (context->trace != nullptr) context->trace->Read({...});
//
// While somebody listens the short ways (ops/plain_request.h) are not taken: they answer the same,
// and the general ways alone have to tell. Tested by trace_test.cc.
#ifndef HASHRANGE_OPS_TRACE_H_
#define HASHRANGE_OPS_TRACE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "expr/expression.h"
#include "hashrange/error.h"
#include "model/item.h"
#include "model/key_codec.h"
#include "wire/json_text.h"

namespace hashrange::ops {

class Trace {
 public:
  // Where something happens. `index` is empty for the table itself; `partition` is the position in
  // the table's, or the index's, list of partitions.
  struct Place {
    Bytes table;
    Bytes index = {};
    size_t partition = 0;
  };
  // A key, and the attributes that its bytes are made of.
  struct KeyOf {
    model::KeyView key;
    wire::KeyAttributes attributes;
  };

  // {"type":"begin","operation","table"?,"now"}: what follows, up to the end, is of one request.
  void Begin(Bytes operation, Bytes table, uint64_t now_ms);
  // {"type":"end","operation","error"?,"message"?}
  void End(Bytes operation, const Error* error);

  // {"type":"read","table","index"?,"partition","access","itemsRead","bytesRead","itemsReturned"}:
  // one visit of a partition. `point`: one key was looked up; else a range was read.
  struct ReadEvent {
    Place place;
    bool point = true;
    uint64_t items_read = 0;
    uint64_t bytes_read = 0;
    uint64_t items_returned = 0;
  };
  void Read(const ReadEvent& event);

  // {"type":"condition","kind","expression","result","tree"}: a ConditionExpression or a
  // FilterExpression, explained over an item (one that does not exist, too). A node of the tree is
  //   {"operator","text","operands":[...],"result"}            a condition; result null: not
  //   evaluated
  //   {"operand","text","operands"?,"evaluated","value"}       a path, a value or a size(); value
  //                                                            null: missing, or not evaluated
  void Condition(expr::ExpressionKind kind, const expr::ConditionExpression& condition,
                 const model::ItemView& item);

  // {"type":"write","table","partition","action","key","oldBytes","newBytes"}: what is planned for
  // one item; the sizes as DynamoDB counts them, null where there is no item.
  struct WriteEvent {
    Place place;
    KeyOf key;
    std::optional<uint64_t> old_bytes;
    std::optional<uint64_t> new_bytes;  // none: a delete
  };
  void Write(const WriteEvent& event);

  // {"type":"index","table","index","partition","action","key"}: what follows from a write in an
  // index.
  enum class IndexAction : uint8_t { kInsert, kReplace, kDelete };
  void Index(const Place& place, IndexAction action, const KeyOf& key);

  // {"type":"stream","table","partition","eventName","key","sequenceNumber"}: the record that follows
  // from a write in the table's stream.
  void Stream(const Place& place, Bytes event_name, const KeyOf& key, Bytes sequence_number);

  // {"type":"capacity","table","index"?,"readUnits","writeUnits"}
  void Capacity(Bytes table, Bytes index, double read_units, double write_units);

  // {"type":"commit","sequence","changes"}
  void Commit(uint64_t sequence, size_t changes);

  // {"type":"expire","table","partition","key"}: time to live has ended for an item. Outside of
  // requests, as are backfill and split.
  void Expire(const Place& place, const KeyOf& key);
  // {"type":"backfill","table","index","items","done"}: so many items were looked at for a new
  // index; `done`: they were the last ones.
  void Backfill(Bytes table, Bytes index, uint64_t items, bool done);
  // {"type":"split","table","index"?,"partition","at":{"hash","key"?}}: the partition at that
  // position now ends there.
  void Split(const Place& place, const KeyOf& at);

  // The events since the last Clear, each with a line feed behind it.
  Bytes lines() const { return lines_; }
  void Clear();

 private:
  wire::JsonText Open(Bytes type);
  void Close(wire::JsonText* json);
  static void WritePlace(const Place& place, wire::JsonText* json);
  static void WriteKey(const KeyOf& key, wire::JsonText* json);

  std::string lines_;
};

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_TRACE_H_
