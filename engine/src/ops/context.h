// What one request knows beside its own members: the state it reads and changes, the time and the
// entropy that came with it, and memory that is kept from request to request.
#ifndef HASHRANGE_OPS_CONTEXT_H_
#define HASHRANGE_OPS_CONTEXT_H_

#include <cstdint>
#include <string>

#include "hashrange/lifecycle.h"
#include "model/attribute_value.h"
#include "model/dialect.h"
#include "model/item_builder.h"
#include "model/key_codec.h"
#include "store/state.h"

namespace hashrange::ops {

// Builders that requests reuse, so that a small request allocates next to nothing.
struct Scratch {
  model::AttributeValueDecoder decoder;
  model::ItemBuilder item;        // Item or Key
  model::ItemBuilder start_key;   // ExclusiveStartKey
  model::ItemBuilder values;      // ExpressionAttributeValues, one after the other
  model::ItemBuilder projection;  // what is answered of an item
  model::ItemBuilder updated;     // the item that an update makes
  model::Key key;                 // of a read
  model::PartitionHashCache hashes;
};

// Whose tables these are, for ARNs, and how their region answers.
struct Identity {
  std::string region;
  std::string account_id;
  model::Dialect dialect;
};

class Trace;  // ops/trace.h

inline constexpr LifecycleDelays kNoDelays;

struct Context {
  store::State* state;
  const Identity* identity;
  Scratch* scratch;
  uint64_t now_ms;         // State::Now of the host's clock
  uint64_t entropy;        // 64 random bits of the host's
  Trace* trace = nullptr;  // null while nobody listens
  const LifecycleDelays* delays = &kNoDelays;
};

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_CONTEXT_H_
