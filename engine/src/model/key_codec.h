// Keys as bytes whose order is the order of a table or index. A key is a 64-bit hash of its
// partition key value and the encoded values of all its parts; comparing (hash, bytes) orders items
// by partition, then by sort key.
//
//   bytes := part part*
//   part  := S, B: the bytes with 0x00 written as 0x00 0xFF, then 0x00 0x00
//            N:    Number::AppendOrdered, escaped the same way, then 0x00 0x00
//
// A part is never a proper prefix of another part, so the bytes of a partition key are a prefix of
// exactly the keys of its item collection. An index's key appends the table's key after its own,
// which makes it unique (store/secondary_index.h). The hash is the first 64 bits of MD5("Outliers"
// + partition key bytes: UTF-8 for S, raw for B, the ordered form for N). Source: dynalite, which
// found that this gives the real service's scan order. Tested by key_codec_test.cc.
#ifndef HASHRANGE_MODEL_KEY_CODEC_H_
#define HASHRANGE_MODEL_KEY_CODEC_H_

#include <cstdint>
#include <string>
#include <vector>

#include "model/item.h"

namespace hashrange::model {

struct KeyView {
  uint64_t hash = 0;
  Bytes bytes;

  friend bool operator==(const KeyView& a, const KeyView& b) {
    return a.hash == b.hash && a.bytes == b.bytes;
  }
  friend bool operator<(const KeyView& a, const KeyView& b) {
    return a.hash != b.hash ? a.hash < b.hash : a.bytes < b.bytes;
  }
};

struct Key {
  uint64_t hash = 0;
  std::string bytes;

  KeyView view() const { return KeyView{hash, bytes}; }
};

// One key value outside of item form: the text of an S, the normalised decimal of an N, the bytes
// of a B.
struct KeyPart {
  AttributeType type = AttributeType::kS;
  Bytes bytes;
};
// Of a value that is an S, N or B.
KeyPart KeyPartOf(const Value& value);

// The hash of a partition key value.
uint64_t PartitionHash(const KeyPart& partition_key);
inline uint64_t PartitionHash(const Value& partition_key) {
  return PartitionHash(KeyPartOf(partition_key));
}

// The hash by which the entries of a global index that are equal in its keys are ordered: of the
// bytes of the table's partition key and sort key, one after the other. Source: dynalite's tests,
// run on AWS.
uint64_t TieHash(const KeyPart& partition_key, const KeyPart& sort_key);

// The hash of a partition key of several attributes: of the bytes of its parts, one after the
// other.
uint64_t PartitionHashOfParts(Bytes key_parts);

// How many bytes of a key its first part takes, end mark included; all of them when there is no end
// mark.
size_t FirstPartBytes(Bytes key_bytes);

// Appends one part.
void AppendKeyPart(std::string* bytes, const KeyPart& part);
inline void AppendKeyPart(std::string* bytes, const Value& value) {
  AppendKeyPart(bytes, KeyPartOf(value));
}

// Takes the part at the front of *bytes off and appends what it holds to *content: the text of an S,
// the normalised decimal of an N, the bytes of a B. False, with both left alone, when there is no
// such part. Nothing that runs for each request needs it: items hold their key attributes.
bool ReadKeyPart(Bytes* bytes, AttributeType type, std::string* content);

// Remembers hashes of partition keys: MD5 is a third of what finding an item costs, and the same
// partition keys come again. Never wrong, only empty: what it answers is PartitionHash().
class PartitionHashCache {
 public:
  uint64_t Hash(const KeyPart& partition_key);

 private:
  static constexpr size_t kSlots = 4096;
  static constexpr size_t kBytesMax = 38;
  struct Slot {
    uint64_t hash;
    uint8_t type;  // 0: empty
    uint8_t size;
    char bytes[kBytesMax];
  };
  std::vector<Slot> slots_;  // made when first used
};

// Appends a part without its end mark, so that it is a prefix of every key whose S or B begins with
// `prefix`: for begins_with.
void AppendKeyPartPrefix(std::string* bytes, Bytes prefix);

// The smallest string greater than every string that begins with `bytes`: the end of a range of
// keys. Empty when there is none (all bytes 0xFF), which means "to the end".
std::string PrefixSuccessor(Bytes bytes);

}  // namespace hashrange::model

#endif  // HASHRANGE_MODEL_KEY_CODEC_H_
