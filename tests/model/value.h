// Attribute values and items as a plain tree, and what DynamoDB counts and compares about them. A
// request's values are as spelled ("1e2", sets in any order); Canonical() gives what is stored.
// Tested by naive_test.cc.
#ifndef HASHRANGE_TESTS_MODEL_VALUE_H_
#define HASHRANGE_TESTS_MODEL_VALUE_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace hashrange::naive {

enum class Type : uint8_t { kS, kN, kB, kSS, kNS, kBS, kM, kL, kNull, kBool };

// "S", "N", ... "NULL", "BOOL".
const char* TypeName(Type type);

struct Value {
  Type type = Type::kNull;
  std::string text;  // S: UTF-8; N: decimal; B: the bytes
  bool boolean = false;
  std::vector<std::string> members;  // SS, NS, BS
  std::vector<Value> list;
  std::map<std::string, Value> map;

  friend bool operator==(const Value& a, const Value& b) {
    return a.type == b.type && a.text == b.text && a.boolean == b.boolean &&
           a.members == b.members && a.list == b.list && a.map == b.map;
  }
  friend bool operator!=(const Value& a, const Value& b) { return !(a == b); }
};

using Item = std::map<std::string, Value>;

Value S(std::string text);
Value N(std::string text);
Value B(std::string bytes);
Value M(Item members);
Value L(std::vector<Value> elements);
Value SetOf(Type type, std::vector<std::string> members);
Value Bool(bool boolean);
Value Null();

bool IsSet(Type type);

// Numbers in plain decimal, sets sorted (numbers by value, others by bytes). Source: paritysuite,
// measured 2026-10.
Value Canonical(const Value& value);
Item Canonical(const Item& item);

std::string Base64(const std::string& bytes);

// Sizes as DynamoDB counts them. Source: paritysuite, measured 2026-10; AWS Developer Guide, "Item
// sizes and formats".
uint64_t SizeOf(const Value& value);
uint64_t SizeOf(const Item& item);

// Levels of nesting: 1 for a scalar or a set.
int Levels(const Value& value);

// The order of two canonical values of the same type S, N or B: negative, 0 or positive.
int CompareScalars(const Value& a, const Value& b);

// Where a partition key value lies: the first 64 bits of MD5("Outliers" + its bytes). Source:
// dynalite, observed order of real scans.
uint64_t PartitionHash(const Value& key);
// The same of several values, one after the other, as DynamoDB orders ties.
uint64_t HashOf(const std::vector<Value>& values);
// The same of a partition key of several attributes. How they are put together is the engine's own
// choice: each with 00 written as 00 FF, and 00 00 behind it.
uint64_t HashOfKeys(const std::vector<Value>& values);

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_VALUE_H_
