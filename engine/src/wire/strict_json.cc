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

// Four hexadecimal digits.
uint32_t UnitOf(Bytes digits) {
  uint32_t unit = 0;
  for (const char c : digits) {
    const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    unit = unit * 16 + static_cast<uint32_t>(digit & 0xf);
  }
  return unit;
}

bool IsHigh(uint32_t unit) { return (unit & 0xfc00) == 0xd800; }
bool IsLow(uint32_t unit) { return (unit & 0xfc00) == 0xdc00; }

void AppendUtf8(uint32_t c, std::string* to) {
  const auto tail = [&](int shift) {
    to->push_back(static_cast<char>(0x80 | (c >> shift & 0x3f)));
  };
  if (c < 0x80) {
    to->push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    to->push_back(static_cast<char>(0xc0 | c >> 6));
    tail(0);
  } else if (c < 0x10000) {
    to->push_back(static_cast<char>(0xe0 | c >> 12));
    tail(6);
    tail(0);
  } else {
    to->push_back(static_cast<char>(0xf0 | c >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

// The text of a JSON string with its quotes.
std::string Unescaped(Bytes quoted) {
  Bytes rest = quoted.substr(1, quoted.size() - 2);
  std::string text;
  while (!rest.empty()) {
    const size_t plain = std::min(rest.find('\\'), rest.size());
    text.append(rest.substr(0, plain));
    rest.remove_prefix(plain);
    if (rest.size() < 2) break;
    const char sign = rest[1];
    rest.remove_prefix(2);
    if (sign != 'u') {
      const size_t known = Bytes("bfnrt").find(sign);
      text.push_back(known == Bytes::npos ? sign : "\b\f\n\r\t"[known]);
      continue;
    }
    uint32_t c = UnitOf(rest.substr(0, 4));
    rest.remove_prefix(std::min<size_t>(4, rest.size()));
    const uint32_t low = rest.starts_with("\\u") ? UnitOf(rest.substr(2, 4)) : 0;
    if (IsHigh(c) && IsLow(low)) {
      c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
      rest.remove_prefix(std::min<size_t>(6, rest.size()));
    }
    AppendUtf8(IsHigh(c) || IsLow(c) ? 0xfffd : c, &text);
  }
  return text;
}

// A string as Rust's {:?} writes it. Source: Rust's char::escape_debug; what is not printable
// beyond ASCII stands as it is.
std::string Quoted(const std::string& text) {
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

// How it names what stands there instead.
std::string NameOf(Bytes value) {
  const char first = value.front();
  if (first == '[') return "sequence";
  if (first == '{') return "map";
  if (first == '"') return "string " + Quoted(Unescaped(value));
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

Status CheckStrictly(const Shape& structure, Bytes json) {
  Scanner scanner(json);
  uint64_t present = 0;
  scanner.Skip('{');
  for (scanner.SkipSpace(); !scanner.Skip('}') && !scanner.AtEnd(); scanner.Skip(',')) {
    const Bytes quoted = scanner.Value();
    scanner.Skip(':');
    const Bytes value = scanner.Value();
    if (quoted.size() < 2 || value.empty()) break;
    const int index = model::FindMemberIndex(structure, Unescaped(quoted));
    if (index < 0) continue;
    const Member& member = structure.members[static_cast<size_t>(index)];
    present |= uint64_t{1} << index;
    const Bytes expected = ExpectedOf(*member.shape);
    if (expected.empty() || Fits(*member.shape, value)) continue;
    if (value == "null" && !member.required) continue;
    // What is opened is told where it begins, all else where it ends.
    const bool opened = value.front() == '[' || value.front() == '{';
    const Position position = PositionOf(json, opened ? scanner.at() - value.size() : scanner.at());
    return Fail(kInvalidType, {NameOf(value), expected, position.line, position.column});
  }
  for (const Member& member : structure.members) {
    if (!member.required || (present >> member.index & 1) != 0) continue;
    const Position position = PositionOf(json, scanner.at());
    return Fail(kMissingField, {member.name, position.line, position.column});
  }
  return {};
}

}  // namespace hashrange::wire
