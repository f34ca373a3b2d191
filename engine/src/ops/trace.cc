#include "ops/trace.h"

#include "expr/explain.h"

namespace hashrange::ops {
namespace {

// A buffer above this is not kept for the next request.
constexpr size_t kLinesBytesKept = 1024 * 1024;

// Writes the tree of a condition.
class TreeWriter : public expr::ExplanationVisitor {
 public:
  explicit TreeWriter(wire::JsonText* json) : json_(json) {}

  void Enter(const expr::ExplainedNode& node) override {
    json_->BeginObject();
    if (node.kind == expr::ExplainedKind::kCondition) {
      json_->StringMember("operator", node.op);
      json_->StringMember("text", node.text);
    } else {
      json_->StringMember("operand", OperandName(node.kind));
      json_->StringMember("text", node.text);
      json_->BooleanMember("evaluated", node.evaluated);
      json_->Name("value");
      if (node.value.exists()) {
        json_->Value(node.value);
      } else {
        json_->Null();
      }
    }
    if (!HasOperands(node.kind)) return;
    json_->Name("operands");
    json_->BeginArray();
  }

  void Leave(const expr::ExplainedNode& node, bool result) override {
    if (HasOperands(node.kind)) json_->EndArray();
    if (node.kind == expr::ExplainedKind::kCondition) {
      json_->Name("result");
      if (node.evaluated) {
        json_->Boolean(result);
      } else {
        json_->Null();
      }
    }
    json_->EndObject();
  }

 private:
  static bool HasOperands(expr::ExplainedKind kind) {
    return kind == expr::ExplainedKind::kCondition || kind == expr::ExplainedKind::kSize;
  }
  static Bytes OperandName(expr::ExplainedKind kind) {
    switch (kind) {
      case expr::ExplainedKind::kPath:
        return "path";
      case expr::ExplainedKind::kValue:
        return "value";
      case expr::ExplainedKind::kSize:
      case expr::ExplainedKind::kCondition:
        break;
    }
    return "size";
  }

  wire::JsonText* json_;
};

void WriteBytes(Bytes name, const std::optional<uint64_t>& bytes, wire::JsonText* json) {
  json->Name(name);
  if (bytes.has_value()) {
    json->Integer(*bytes);
  } else {
    json->Null();
  }
}

}  // namespace

wire::JsonText Trace::Open(Bytes type) {
  wire::JsonText json(&lines_);
  json.BeginObject();
  json.StringMember("type", type);
  return json;
}

void Trace::Close(wire::JsonText* json) {
  json->EndObject();
  lines_.push_back('\n');
}

void Trace::WritePlace(const Place& place, wire::JsonText* json) {
  json->StringMember("table", place.table);
  if (!place.index.empty()) json->StringMember("index", place.index);
  json->IntegerMember("partition", place.partition);
}

void Trace::WriteKey(const KeyOf& key, wire::JsonText* json) {
  json->Name("key");
  wire::WriteKeyAttributes(key.key.bytes, key.attributes, json);
}

void Trace::Begin(Bytes operation, Bytes table, uint64_t now_ms) {
  wire::JsonText json = Open("begin");
  json.StringMember("operation", operation);
  if (!table.empty()) json.StringMember("table", table);
  json.IntegerMember("now", now_ms);
  Close(&json);
}

void Trace::End(Bytes operation, const Error* error) {
  wire::JsonText json = Open("end");
  json.StringMember("operation", operation);
  if (error != nullptr) {
    json.StringMember("error", ErrorInfoOf(error->type()).name);
    json.StringMember("message", error->message());
  }
  Close(&json);
}

void Trace::Read(const ReadEvent& event) {
  wire::JsonText json = Open("read");
  WritePlace(event.place, &json);
  json.StringMember("access", event.point ? "point" : "range");
  json.IntegerMember("itemsRead", event.items_read);
  json.IntegerMember("bytesRead", event.bytes_read);
  json.IntegerMember("itemsReturned", event.items_returned);
  Close(&json);
}

void Trace::Condition(expr::ExpressionKind kind, const expr::ConditionExpression& condition,
                      const model::ItemView& item) {
  wire::JsonText json = Open("condition");
  json.StringMember("kind", expr::ExpressionKindName(kind));
  json.StringMember("expression", condition.text());
  json.Name("tree");
  TreeWriter tree(&json);
  const bool result = condition.Explain(item, &tree);
  json.BooleanMember("result", result);
  Close(&json);
}

void Trace::Write(const WriteEvent& event) {
  wire::JsonText json = Open("write");
  WritePlace(event.place, &json);
  json.StringMember("action", event.new_bytes.has_value() ? "put" : "delete");
  WriteKey(event.key, &json);
  WriteBytes("oldBytes", event.old_bytes, &json);
  WriteBytes("newBytes", event.new_bytes, &json);
  Close(&json);
}

void Trace::Index(const Place& place, IndexAction action, const KeyOf& key) {
  wire::JsonText json = Open("index");
  WritePlace(place, &json);
  json.StringMember("action", action == IndexAction::kInsert    ? "insert"
                              : action == IndexAction::kReplace ? "replace"
                                                                : "delete");
  WriteKey(key, &json);
  Close(&json);
}

void Trace::Stream(const Place& place, Bytes event_name, const KeyOf& key, Bytes sequence_number) {
  wire::JsonText json = Open("stream");
  WritePlace(place, &json);
  json.StringMember("eventName", event_name);
  WriteKey(key, &json);
  json.StringMember("sequenceNumber", sequence_number);
  Close(&json);
}

void Trace::Capacity(Bytes table, Bytes index, double read_units, double write_units) {
  wire::JsonText json = Open("capacity");
  json.StringMember("table", table);
  if (!index.empty()) json.StringMember("index", index);
  json.Name("readUnits");
  json.Number(read_units);
  json.Name("writeUnits");
  json.Number(write_units);
  Close(&json);
}

void Trace::Commit(uint64_t sequence, size_t changes) {
  wire::JsonText json = Open("commit");
  json.IntegerMember("sequence", sequence);
  json.IntegerMember("changes", changes);
  Close(&json);
}

void Trace::Expire(const Place& place, const KeyOf& key) {
  wire::JsonText json = Open("expire");
  WritePlace(place, &json);
  WriteKey(key, &json);
  Close(&json);
}

void Trace::Backfill(Bytes table, Bytes index, uint64_t items, bool done) {
  wire::JsonText json = Open("backfill");
  json.StringMember("table", table);
  json.StringMember("index", index);
  json.IntegerMember("items", items);
  json.BooleanMember("done", done);
  Close(&json);
}

void Trace::Split(const Place& place, const KeyOf& at) {
  wire::JsonText json = Open("split");
  WritePlace(place, &json);
  json.Name("at");
  wire::WriteKeyBound(at.key, at.attributes, &json);
  Close(&json);
}

void Trace::Clear() {
  lines_.clear();
  if (lines_.capacity() > kLinesBytesKept) lines_ = std::string();
}

}  // namespace hashrange::ops
