#include "model/workload_values.h"

#include <algorithm>
#include <utility>

#include "model/naive_limits.h"

namespace hashrange::naive {
namespace {

using Strings = std::vector<std::string>;

const Strings& Texts() {
  static const Strings kTexts = {"", "a", "ab", "abc", "b", "é", "𝄞x", "zz", "a b", "NULL"};
  return kTexts;
}

const Strings& Numbers() {
  static const Strings kNumbers = {
      "0",  "1",    "-1",  "2",         "10",     "1e2",
      "-7", "0042", "2.5", "-3.1415",   "+5",     "99999999999999999999999999999999999999",
      ".5", "1.0",  "1E3", "-0.000001", "1e-100", "9.9999999999999999999999999999999999999e125"};
  return kNumbers;
}

const Strings& Binaries() {
  static const Strings kBinaries = {
      "", std::string("\0", 1), std::string("\0\xff", 2), "a", "\xff", "a\xff", "\xff\xff", "abc"};
  return kBinaries;
}

const Strings& KeyTexts() {
  static const Strings kTexts = {"a", "ab", "b", "é", "zz", "k1", "k2", "a b"};
  return kTexts;
}

// Several spellings of the same number.
const Strings& KeyNumbers() {
  static const Strings kNumbers = {"0",   "1",   "1.0", "-1",   "2.5",
                                   "1e2", "100", "-7",  "-100", "0.01"};
  return kNumbers;
}

const Strings& KeyBinaries() {
  static const Strings kBinaries = {
      std::string("\0", 1), std::string("\0\xff", 2), "a", "\xff", "a\xff", "abc"};
  return kBinaries;
}

const std::vector<Type>& AllTypes() {
  static const std::vector<Type> kTypes = {Type::kS,  Type::kN, Type::kB, Type::kSS,   Type::kNS,
                                           Type::kBS, Type::kM, Type::kL, Type::kNull, Type::kBool};
  return kTypes;
}

Type RandomKeyType(Random* random) {
  static const std::vector<Type> kTypes = {Type::kS, Type::kS, Type::kN, Type::kB};
  return random->Of(kTypes);
}

Strings RandomMembers(Random* random, Type type) {
  Strings pool = type == Type::kSS ? Texts() : type == Type::kBS ? Binaries() : Numbers();
  random->Shuffle(&pool);
  Strings members;
  const size_t count = 1 + random->Below(4);
  for (const std::string& member : pool) {
    // Numbers that are equal under another spelling would be duplicates.
    const bool known = std::any_of(members.begin(), members.end(), [&](const std::string& other) {
      return type == Type::kNS && Canonical(N(member)) == Canonical(N(other));
    });
    if (!known) members.push_back(member);
    if (members.size() == count) break;
  }
  return members;
}

// Adds one attribute so that the item has about `size` bytes.
void Fill(Item* item, uint64_t size) {
  const std::string name = "fill";
  item->erase(name);
  const uint64_t has = SizeOf(Canonical(*item)) + name.size();
  if (has < size) (*item)[name] = S(std::string(size - has, 'x'));
}

// Around the time at which runs begin, now and then far from it or none.
Value RandomExpiry(Random* random) {
  constexpr int64_t kRunSeconds = 1'790'000'000;
  switch (random->Below(8)) {
    case 0:
      return N(std::to_string(kRunSeconds - 5 * 366 * 86'400));
    case 1:
      return N(std::to_string(kRunSeconds + static_cast<int64_t>(random->Below(500))) + ".75");
    case 2:
      return RandomValue(random, 1);
    default:
      return N(std::to_string(kRunSeconds + static_cast<int64_t>(random->Below(2'000)) - 200));
  }
}

uint64_t LargeSize(Random* random) {
  switch (random->Below(6)) {
    case 0:
      return kItemSizeMax;
    case 1:
      return kItemSizeMax + 1;
    case 2:
      return kItemSizeMax - random->Below(60);
    case 3:
      return 1'024 * (1 + random->Below(8)) + random->Below(2);
    default:
      return 50'000 + random->Below(300'000);
  }
}

}  // namespace

const Strings& AttributeNames() {
  // Some can be written bare in an expression, "data" is reserved, the others need a #name.
  static const Strings kNames = {"a", "b", "c1", "data", "x.y", "ünï", "_u", "9z", "d-e"};
  return kNames;
}

Value RandomKeyValue(Random* random, Type type) {
  if (random->wide_keys() && !random->OneIn(8)) {
    const std::string text = std::to_string(random->Below(400));
    return type == Type::kN ? N(text) : type == Type::kB ? B(text) : S(text);
  }
  if (type == Type::kN) return N(random->Of(KeyNumbers()));
  if (type == Type::kB) return B(random->Of(KeyBinaries()));
  return S(random->Of(KeyTexts()));
}

Value RandomVectorElement(Random* random) {
  static const Strings kElements = {"0",   "1",    "-1",       "0.5",    "2",    "0.1",
                                    "1e2", "-3.5", "16777217", "1e-100", "-0.25"};
  return N(random->Of(kElements));
}

Value RandomSet(Random* random) {
  static const std::vector<Type> kTypes = {Type::kSS, Type::kNS, Type::kBS};
  return RandomValueOf(random, random->Of(kTypes), 0);
}

Value RandomValueOf(Random* random, Type type, int depth) {
  switch (type) {
    case Type::kS:
      return S(random->Of(Texts()));
    case Type::kN:
      return N(random->Of(Numbers()));
    case Type::kB:
      return B(random->Of(Binaries()));
    case Type::kSS:
    case Type::kNS:
    case Type::kBS:
      return SetOf(type, RandomMembers(random, type));
    case Type::kM: {
      Item members;
      for (size_t i = random->Below(4); i > 0 && depth > 0; i--) {
        members[random->Of(AttributeNames())] = RandomValue(random, depth - 1);
      }
      return M(members);
    }
    case Type::kL: {
      std::vector<Value> elements;
      for (size_t i = random->Below(4); i > 0 && depth > 0; i--) {
        elements.push_back(RandomValue(random, depth - 1));
      }
      return L(elements);
    }
    case Type::kNull:
      return Null();
    case Type::kBool:
      return Bool(random->OneIn(2));
  }
  return Null();
}

Value RandomValue(Random* random, int depth) {
  // Numbers and containers more often: most of what updates do is about them.
  static const std::vector<Type> kFavoured = {Type::kN, Type::kM, Type::kL, Type::kS};
  const Type type = random->OneIn(2) ? random->Of(kFavoured) : random->Of(AllTypes());
  return RandomValueOf(random, type, depth);
}

Item RandomKey(Random* random, const KeySchema& keys, bool always_valid) {
  Item key;
  for (const KeyAttribute& attribute : keys) {
    key[attribute.name] = RandomKeyValue(random, attribute.type);
  }
  if (always_valid || !random->OneIn(30)) return key;
  const KeyAttribute& victim = random->Of(keys);
  const bool is_partition_key = !victim.range;
  switch (random->Below(5)) {
    case 0:
      key.erase(victim.name);
      break;
    case 1:
      key["extra"] = S("x");
      break;
    case 2:
      key[victim.name] = RandomValue(random, 1);
      break;
    case 3:
      if (victim.type != Type::kN) key[victim.name].text.clear();
      break;
    default:
      // At the limit, or one beyond.
      if (victim.type != Type::kN) {
        const uint64_t limit = is_partition_key ? kPartitionKeySizeMax : kSortKeySizeMax;
        key[victim.name].text =
            std::string(limit + random->Below(2), victim.type == Type::kB ? '\0' : 'k');
      }
      break;
  }
  return key;
}

Item RandomItem(Random* random, const TableSchema& schema, bool large) {
  Item item;
  for (size_t i = random->Below(5); i > 0; i--) {
    item[random->Of(AttributeNames())] = RandomValue(random, 3);
  }
  if (random->OneIn(3)) item[kTimeToLiveAttribute] = RandomExpiry(random);
  for (const IndexSchema& index : schema.indexes) {
    for (const KeyAttribute& attribute : index.keys) {
      if (random->Percent(75)) {
        item[attribute.name] = RandomKeyValue(random, attribute.type);
      } else if (random->OneIn(12)) {
        item[attribute.name] = RandomValue(random, 1);
      }
    }
  }
  for (const VectorIndexSchema& index : schema.vector_indexes) {
    if (random->Percent(75)) {
      std::vector<Value> elements;
      const size_t size = random->OneIn(30) ? index.dimensions + 1 : index.dimensions;
      for (size_t i = 0; i < size; i++) elements.push_back(RandomVectorElement(random));
      if (random->OneIn(40)) elements[0] = RandomValue(random, 1);
      item[index.attribute] = random->OneIn(40) ? RandomValue(random, 1) : L(elements);
    }
    std::vector<KeyAttribute> search = index.filters;
    if (index.hash) search.push_back(*index.hash);
    for (const KeyAttribute& attribute : search) {
      if (random->Percent(80)) item[attribute.name] = RandomKeyValue(random, attribute.type);
    }
  }
  for (const auto& [name, value] : RandomKey(random, schema.keys, false)) item[name] = value;
  item.erase("extra");
  if (large && random->OneIn(3)) Fill(&item, LargeSize(random));
  return item;
}

KeyAttribute DefinedAttribute(Random* random, const TableSchema& schema, const std::string& name) {
  for (const KeyAttribute& attribute : schema.definitions) {
    if (attribute.name == name) return attribute;
  }
  return KeyAttribute{name, RandomKeyType(random), false};
}

IndexSchema RandomGlobalIndex(Random* random, const TableSchema& schema, const std::string& name) {
  IndexSchema index;
  index.name = name;
  Strings names = {"g1", "g2", "l1"};
  for (const KeyAttribute& attribute : schema.keys) names.push_back(attribute.name);
  random->Shuffle(&names);
  // One HASH and at most one RANGE attribute, mostly.
  const bool several = random->OneIn(5);
  const size_t hash_count = several ? 1 + random->Below(2) : 1;
  const size_t range_count = random->Below(several ? 3 : 2);
  for (size_t i = 0; i < hash_count + range_count && i < names.size(); i++) {
    KeyAttribute attribute = DefinedAttribute(random, schema, names[i]);
    attribute.range = i >= hash_count;
    index.keys.push_back(attribute);
  }
  switch (random->Below(3)) {
    case 0:
      break;
    case 1:
      index.projection = "KEYS_ONLY";
      break;
    default:
      index.projection = "INCLUDE";
      Strings more = AttributeNames();
      random->Shuffle(&more);
      more.resize(1 + random->Below(2));
      index.non_key_attributes = more;
      break;
  }
  if (schema.throughput) index.throughput = Throughput{5, 5};
  return index;
}

TableSchema RandomSchema(Random* random, bool with_indexes) {
  TableSchema schema;
  const auto define = [&](const KeyAttribute& attribute) {
    for (const KeyAttribute& known : schema.definitions) {
      if (known.name == attribute.name) return;
    }
    schema.definitions.push_back({attribute.name, attribute.type, false});
  };
  schema.keys.push_back(KeyAttribute{"pk", RandomKeyType(random), false});
  if (random->Percent(70)) schema.keys.push_back(KeyAttribute{"sk", RandomKeyType(random), true});
  for (const KeyAttribute& attribute : schema.keys) define(attribute);
  if (random->OneIn(3)) schema.throughput = Throughput{10, 10};
  schema.deletion_protection = random->OneIn(10);
  if (!with_indexes) return schema;
  const size_t local_count = schema.keys.size() > 1 ? random->Below(3) : 0;
  const size_t global_count = random->Below(3);
  for (size_t i = 0; i < local_count + global_count; i++) {
    const bool local = i < local_count;
    IndexSchema index =
        RandomGlobalIndex(random, schema, (local ? "local-" : "global-") + std::to_string(i));
    if (local) {
      index.local = true;
      index.throughput.reset();
      const Strings names = {"l1", "g1", "a"};
      index.keys = {schema.keys[0], DefinedAttribute(random, schema, random->Of(names))};
      index.keys[1].range = true;
    }
    for (const KeyAttribute& attribute : index.keys) define(attribute);
    schema.indexes.push_back(index);
  }
  if (schema.throughput || random->OneIn(2)) return schema;
  const uint32_t dimensions = 1 + static_cast<uint32_t>(random->Below(3));
  for (size_t i = 1 + random->Below(2); i > 0; i--) {
    static const Strings kFunctions = {"COSINE", "EUCLIDEAN", "DOT_PRODUCT"};
    static const Strings kProjections = {"ALL", "KEYS_ONLY", "INCLUDE"};
    VectorIndexSchema index;
    index.name = "vectors-" + std::to_string(i);
    index.attribute = kVectorAttribute;
    index.dimensions = dimensions;
    index.function = random->Of(kFunctions);
    index.projection = random->Of(kProjections);
    if (index.projection == "INCLUDE") index.non_key_attributes = {"a"};
    if (random->OneIn(2)) index.hash = DefinedAttribute(random, schema, "g1");
    if (random->OneIn(2)) index.filters.push_back(DefinedAttribute(random, schema, "f1"));
    if (index.hash) define(*index.hash);
    for (const KeyAttribute& filter : index.filters) define(filter);
    schema.vector_indexes.push_back(index);
  }
  return schema;
}

const std::string& RandomStreamView(Random* random) {
  static const Strings kViews = {"KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"};
  return random->Of(kViews);
}

}  // namespace hashrange::naive
