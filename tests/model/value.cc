#include "model/value.h"

#include <algorithm>
#include <utility>

#include "model/decimal.h"
#include "model/md5.h"

namespace hashrange::naive {
namespace {

std::string HashedBytes(const Value& value) {
  return value.type == Type::kN ? HashedNumber(ParseDecimal(value.text)) : value.text;
}

}  // namespace

const char* TypeName(Type type) {
  constexpr const char* kNames[] = {"S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL"};
  return kNames[static_cast<size_t>(type)];
}

Value S(std::string text) {
  Value value;
  value.type = Type::kS;
  value.text = std::move(text);
  return value;
}

Value N(std::string text) {
  Value value = S(std::move(text));
  value.type = Type::kN;
  return value;
}

Value B(std::string bytes) {
  Value value = S(std::move(bytes));
  value.type = Type::kB;
  return value;
}

Value M(Item members) {
  Value value;
  value.type = Type::kM;
  value.map = std::move(members);
  return value;
}

Value L(std::vector<Value> elements) {
  Value value;
  value.type = Type::kL;
  value.list = std::move(elements);
  return value;
}

Value SetOf(Type type, std::vector<std::string> members) {
  Value value;
  value.type = type;
  value.members = std::move(members);
  return value;
}

Value Bool(bool boolean) {
  Value value;
  value.type = Type::kBool;
  value.boolean = boolean;
  return value;
}

Value Null() { return Value{}; }

bool IsSet(Type type) { return type == Type::kSS || type == Type::kNS || type == Type::kBS; }

Value Canonical(const Value& value) {
  Value result = value;
  switch (value.type) {
    case Type::kN:
      result.text = PlainText(ParseDecimal(value.text));
      break;
    case Type::kNS:
      for (std::string& member : result.members) member = PlainText(ParseDecimal(member));
      std::sort(result.members.begin(), result.members.end(),
                [](const std::string& a, const std::string& b) {
                  return CompareDecimals(ParseDecimal(a), ParseDecimal(b)) < 0;
                });
      break;
    case Type::kSS:
    case Type::kBS:
      std::sort(result.members.begin(), result.members.end());
      break;
    case Type::kM:
      result.map = Canonical(value.map);
      break;
    case Type::kL:
      for (Value& element : result.list) element = Canonical(element);
      break;
    case Type::kS:
    case Type::kB:
    case Type::kNull:
    case Type::kBool:
      break;
  }
  return result;
}

Item Canonical(const Item& item) {
  Item result;
  for (const auto& [name, value] : item) result[name] = Canonical(value);
  return result;
}

std::string Base64(const std::string& bytes) {
  constexpr const char* kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const size_t count = std::min<size_t>(3, bytes.size() - i);
    uint32_t group = 0;
    for (size_t j = 0; j < 3; j++) {
      group = group << 8 | (j < count ? static_cast<unsigned char>(bytes[i + j]) : 0u);
    }
    for (size_t j = 0; j < 4; j++) {
      text += j <= count ? kAlphabet[group >> (18 - 6 * j) & 63] : '=';
    }
  }
  return text;
}

uint64_t SizeOf(const Value& value) {
  uint64_t size = 0;
  switch (value.type) {
    case Type::kS:
    case Type::kB:
      return value.text.size();
    case Type::kN:
      return NumberSize(ParseDecimal(value.text));
    case Type::kSS:
    case Type::kBS:
      for (const std::string& member : value.members) size += member.size();
      return size;
    case Type::kNS:
      for (const std::string& member : value.members) size += NumberSize(ParseDecimal(member));
      return size;
    case Type::kM:
      size = 3;
      for (const auto& [name, member] : value.map) size += 1 + name.size() + SizeOf(member);
      return size;
    case Type::kL:
      size = 3;
      for (const Value& element : value.list) size += 1 + SizeOf(element);
      return size;
    case Type::kNull:
    case Type::kBool:
      return 1;
  }
  return size;
}

uint64_t SizeOf(const Item& item) {
  uint64_t size = 0;
  for (const auto& [name, value] : item) size += name.size() + SizeOf(value);
  return size;
}

int Levels(const Value& value) {
  int deepest = 0;
  for (const Value& element : value.list) deepest = std::max(deepest, Levels(element));
  for (const auto& [name, member] : value.map) deepest = std::max(deepest, Levels(member));
  return deepest + 1;
}

int CompareScalars(const Value& a, const Value& b) {
  if (a.type == Type::kN) return CompareDecimals(ParseDecimal(a.text), ParseDecimal(b.text));
  return a.text.compare(b.text);
}

uint64_t PartitionHash(const Value& key) { return HashOf({key}); }

uint64_t HashOf(const std::vector<Value>& values) {
  std::string bytes = "Outliers";
  for (const Value& value : values) bytes += HashedBytes(value);
  return Md5First64(bytes);
}

uint64_t HashOfKeys(const std::vector<Value>& values) {
  std::string bytes = "Outliers";
  for (const Value& value : values) {
    for (const char byte : HashedBytes(value)) {
      bytes += byte;
      if (byte == '\0') bytes += '\xff';
    }
    bytes.append(2, '\0');
  }
  return Md5First64(bytes);
}

}  // namespace hashrange::naive
