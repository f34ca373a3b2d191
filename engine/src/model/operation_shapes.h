// One description of DynamoDB's requests and responses: every operation's members, their types and
// limits. It drives the request reader and its SerializationException texts, the member
// constraints, the JSON writer, and, through engine/tools/generate_shapes.cc, the TypeScript types
// and tables of npm/src/shapes.gen.ts. Adding an operation is adding rows: its members beside
// model/operation_members.h, its shapes in a header of rows (table_operation_shapes.h,
// resource_shapes.h, item_shapes.h, batch_shapes.h, statement_shapes.h) and its row of kOperations in operation_shapes.cc.
//
// Invariant: a member's position in its structure is its index on the boundary
// (engine/doc/boundary_format.md). Tested by operation_shapes_test.cc.
#ifndef HASHRANGE_MODEL_OPERATION_SHAPES_H_
#define HASHRANGE_MODEL_OPERATION_SHAPES_H_

#include <cstdint>
#include <limits>
#include <span>

#include "hashrange/bytes.h"
#include "model/operation_members.h"

namespace hashrange::model {

// The numbers are the `operation` byte of requests and responses: append, never renumber.
enum class Operation : uint8_t {
  kNone = 0,
  kCreateTable = 1,
  kDescribeTable = 2,
  kListTables = 3,
  kDeleteTable = 4,
  kPutItem = 5,
  kGetItem = 6,
  kUpdateItem = 7,
  kDeleteItem = 8,
  kQuery = 9,
  kScan = 10,
  kBatchGetItem = 11,
  kBatchWriteItem = 12,
  kTransactGetItems = 13,
  kTransactWriteItems = 14,
  kUpdateTable = 15,
  kUpdateTimeToLive = 16,
  kDescribeTimeToLive = 17,
  kTagResource = 18,
  kUntagResource = 19,
  kListTagsOfResource = 20,
  kDescribeLimits = 21,
  kDescribeEndpoints = 22,
  kPutResourcePolicy = 23,
  kGetResourcePolicy = 24,
  kDeleteResourcePolicy = 25,
  kSearchVectors = 26,
  kExecuteStatement = 27,
  kBatchExecuteStatement = 28,
  kExecuteTransaction = 29,
  kListStreams = 30,
  kDescribeStream = 31,
  kGetShardIterator = 32,
  kGetRecords = 33,
};

enum class ShapeKind : uint8_t {
  kString,
  kInteger,
  kLong,
  kDouble,
  kBoolean,
  kBlob,
  kTimestamp,
  kAttributeValue,
  kAttributeMap,     // an item or a key: attribute values by attribute name
  kAttributeValues,  // ExpressionAttributeValues: attribute values by placeholder
  kList,
  kMap,  // string keys
  kStructure,
};

struct Shape;

// What DynamoDB answers when the member is absent.
enum class Presence : uint8_t {
  kOptional,
  kNotNull,    // "Value null at '...' failed to satisfy constraint: Member must not be null"
  kParameter,  // "The parameter '...' is required but was not present in the request"
};

struct Member {
  uint8_t index;      // its position
  Presence presence;  // on input
  bool required;      // in the SDK's types
  Bytes name;         // as on the wire: "TableName"
  const Shape* shape;
};

// How a violated constraint is worded by the current request-validation layer. Source: paritysuite,
// measured eu-west-2 2026-10.
enum class Wording : uint8_t {
  kEcho,     // Value 'x' at 'tableName' failed to satisfy constraint: ...
  kPlain,    // Value at 'Limit' failed to satisfy constraint: ...
  kGeneric,  // Failed to satisfy constraint: ...
};

// How a violation echoes a map.
enum class Echo : uint8_t {
  kJava,  // {t=[WriteRequest(...)]}
  kJson,  // {"t":{"Keys":[{"pk":{"S":"a"}}]}}
};

inline constexpr int64_t kNoMinimum = std::numeric_limits<int64_t>::min();
inline constexpr int64_t kNoMaximum = std::numeric_limits<int64_t>::max();

struct Shape {
  ShapeKind kind;
  // Of a structure: its class, without the package. Of a string with `values`: the name of the
  // enumeration. Else empty.
  Bytes name = {};
  // Of a list its element, of a map its value.
  const Shape* element = nullptr;
  // Of a structure.
  std::span<const Member> members = {};
  // The indexes of `members` in the order in which their violations are listed; empty: in their own
  // order.
  std::span<const uint8_t> check_order = {};

  // The bounds of a number, or of the length of a string (UTF-16 units), list or map.
  int64_t min = kNoMinimum;
  int64_t max = kNoMaximum;
  // A name or ARN: 1 or more of [a-zA-Z0-9_.-]. `arn`: text beginning with "arn:" is exempt, up to
  // 1024 long.
  bool name_pattern = false;
  bool arn = false;
  // An enumeration, in the order in which DynamoDB prints it. `checked`: other values are a
  // violated constraint.
  std::span<const Bytes> values = {};
  bool checked = false;
  // The current wording, and the enumeration as that prints it where it differs.
  Wording wording = Wording::kEcho;
  Bytes printed_values = {};
  // Of a map whose names are constrained: the shape of a name. A bad one is the map's violation:
  // "Map keys must satisfy constraint: [...]".
  const Shape* key = nullptr;
  Echo echo = Echo::kJava;
  // Of a list in such a map: too short, it is the map's violation: "Map value must satisfy
  // constraint: [...]".
  bool short_by_map = false;
};

// Quirks of the current request-validation layer, by operation. Source: paritysuite, measured
// eu-west-2 2026-10.
enum Quirk : uint8_t {
  kQuirkNone = 0,
  // An empty TableName is reported alone, in the plain wording.
  kQuirkEmptyTableNameAlone = 1,
  // An enumeration in the generic wording is reported alone.
  kQuirkGenericEnumAlone = 2,
  // ... and without the envelope "1 validation error detected: ".
  kQuirkGenericEnumBare = 4,
  // Without a Key the older layer answers.
  kQuirkOlderWithoutKey = 8,
  // With values nested deep (wire/constraints.h) the older layer answers.
  kQuirkOlderWhenDeep = 16,
  // The first violation in the plain wording is reported alone.
  kQuirkPlainAlone = 32,
  // What is in a map by name is looked at only when nothing else is violated.
  kQuirkNamedMapLast = 64,
  // Bodies are read by another deserialiser (wire/strict_json.h).
  kQuirkStrictJson = 128,
};

// DynamoDB Streams is a service of its own: its requests have another target, and the SDKs a client
// of their own for them.
enum class Service : uint8_t { kDynamoDB, kDynamoDBStreams };

struct OperationShape {
  Operation operation;
  Bytes name;  // "PutItem"
  const Shape* input;
  const Shape* output;
  uint8_t quirks;
  Service service = Service::kDynamoDB;

  constexpr uint8_t number() const { return static_cast<uint8_t>(operation); }
};

// Every operation, in the order of their numbers.
std::span<const OperationShape> Operations();

// The operation of that name ("PutItem") or number; null when there is none.
const OperationShape* FindOperation(Bytes name);
const OperationShape* FindOperation(uint8_t number);

// The operation's shape. It must exist.
const OperationShape& ShapeOf(Operation operation);

// What an error response carries: ErrorStructure::kType and so on.
const Shape& ErrorShape();

// The index of the member of that name, or -1.
int FindMemberIndex(const Shape& structure, Bytes name);

// More members than any structure has.
inline constexpr size_t kMembersMax = 32;

}  // namespace hashrange::model

#endif  // HASHRANGE_MODEL_OPERATION_SHAPES_H_
