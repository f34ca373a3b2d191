#include "wire/strict_json.h"

#include <algorithm>
#include <string>

#include "wire/messages.h"

namespace hashrange::wire {
namespace {

using model::Member;
using model::Shape;
using model::ShapeKind;

// Steps over JSON that is known to be well-formed.
class Scanner {
 public:
  explicit Scanner(Bytes json) : json_(json) {}

  size_t at() const { return at_; }
  bool AtEnd() const { return at_ >= json_.size(); }

  // Steps over white space and the given sign, if it comes next.
  bool Skip(char sign) {
    SkipSpace();
    if (AtEnd() || json_[at_] != sign) return false;
    at_++;
    return true;
  }

  void SkipSpace() {
    while (!AtEnd() && Bytes(" \t\n\r").find(json_[at_]) != Bytes::npos) at_++;
  }

  // A whole value: its text. With brackets inside one another, but without recursion.
  Bytes Value() {
    SkipSpace();
    const size_t begin = at_;
    size_t open = 0;
    do {
      const char c = AtEnd() ? ' ' : json_[at_];
      if (c == '"') {
        SkipString();
      } else if (c == '[' || c == '{') {
        open++;
        at_++;
      } else if (c == ']' || c == '}') {
        open--;
        at_++;
      } else if (open > 0) {
        at_++;
      } else {
        at_ = std::min(json_.find_first_of(",]} \t\n\r", at_), json_.size());
      }
    } while (open > 0 && !AtEnd());
    return json_.substr(begin, at_ - begin);
  }

 private:
  void SkipString() {
    for (at_++; !AtEnd() && json_[at_] != '"'; at_++) {
      if (json_[at_] == '\\') at_++;
    }
    at_ = std::min(at_ + 1, json_.size());
  }

  Bytes json_;
  size_t at_ = 0;
};

// How the deserialiser names what it expects; empty: this member takes what the others read.
Bytes ExpectedOf(const Shape& shape) {
  switch (shape.kind) {
    case ShapeKind::kString:
      return "a string";
    case ShapeKind::kInteger:
      return "i32";
    case ShapeKind::kList:
      return "a sequence";
    case ShapeKind::kMap:
    case ShapeKind::kAttributeMap:
    case ShapeKind::kAttributeValues:
      return "a map";
    default:
      return {};
  }
}

bool IsNumber(char first) { return first == '-' || (first >= '0' && first <= '9'); }
bool IsFraction(Bytes number) { return number.find_first_of(".eE") != Bytes::npos; }

bool Fits(const Shape& shape, Bytes value) {
  const char first = value.front();
  switch (shape.kind) {
    case ShapeKind::kString:
      return first == '"';
    case ShapeKind::kInteger:
      return IsNumber(first) && !IsFraction(value);
    case ShapeKind::kList:
      return first == '[';
    default:
      return first == '{';
  }
}

// A string as Rust's {:?} writes it. Source: Rust's char::escape_debug; what is not printable
// beyond ASCII stands as it is.
std::string Quoted(Bytes text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const size_t known = Bytes("\"\\\n\r\t\0", 6).find(c);
    if (known != Bytes::npos) {
      quoted.push_back('\\');
      quoted.push_back("\"\\nrt0"[known]);
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      constexpr char kDigits[] = "0123456789abcdef";
      quoted += "\\u{";
      if (c >= 0x10) quoted.push_back(kDigits[c >> 4]);
      quoted.push_back(kDigits[c & 0xf]);
      quoted.push_back('}');
    } else {
      quoted.push_back(c);
    }
  }
  quoted.push_back('"');
  return quoted;
}

// How it names what stands there instead. `text`: of a string, without its escapes.
std::string NameOf(Bytes value, Bytes text) {
  const char first = value.front();
  if (first == '[') return "sequence";
  if (first == '{') return "map";
  if (first == '"') return "string " + Quoted(text);
  if (first == 't' || first == 'f') return std::string("boolean `").append(value).append("`");
  if (first == 'n') return "null";
  const Bytes kind = IsFraction(value) ? "floating point" : "integer";
  return std::string(kind).append(" `").append(value).append("`");
}

struct Position {
  std::string line;
  std::string column;
};

// The place before which so many bytes stand; a column counts those of its line.
Position PositionOf(Bytes json, size_t at) {
  const Bytes before = json.substr(0, at);
  const size_t newline = before.rfind('\n');
  const size_t begin = newline == Bytes::npos ? 0 : newline + 1;
  return {std::to_string(1 + std::count(before.begin(), before.end(), '\n')),
          std::to_string(at - begin)};
}

}  // namespace

Status CheckStrictly(const Shape& structure, Bytes json, const model::RequestValue& body) {
  Scanner scanner(json);
  Bytes members = body.bytes;  // the same ones in the same order, without escapes
  uint64_t present = 0;
  scanner.Skip('{');
  for (scanner.SkipSpace(); !scanner.Skip('}') && !scanner.AtEnd(); scanner.Skip(',')) {
    scanner.Value();
    scanner.Skip(':');
    const Bytes value = scanner.Value();
    Bytes name;
    model::RequestValue read;
    if (value.empty() || !model::ReadRequestString(&members, &name) ||
        !model::ReadRequestValue(&members, &read))
      break;
    const int index = model::FindMemberIndex(structure, name);
    if (index < 0) continue;
    const Member& member = structure.members[static_cast<size_t>(index)];
    present |= uint64_t{1} << index;
    const Bytes expected = ExpectedOf(*member.shape);
    if (expected.empty() || Fits(*member.shape, value)) continue;
    if (value == "null" && !member.required) continue;
    // What is opened is told where it begins, all else where it ends.
    const bool opened = value.front() == '[' || value.front() == '{';
    const Position position = PositionOf(json, opened ? scanner.at() - value.size() : scanner.at());
    return Fail(kInvalidType,
                {NameOf(value, read.bytes), expected, position.line, position.column});
  }
  for (const Member& member : structure.members) {
    if (!member.required || (present >> member.index & 1) != 0) continue;
    const Position position = PositionOf(json, scanner.at());
    return Fail(kMissingField, {member.name, position.line, position.column});
  }
  return {};
}

}  // namespace hashrange::wire
