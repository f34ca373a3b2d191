// Values, keys, items and schemas out of small pools, so that requests meet one another. Most are
// what DynamoDB accepts; what it refuses is refused because of the table's schema.
#ifndef HASHRANGE_TESTS_MODEL_WORKLOAD_VALUES_H_
#define HASHRANGE_TESTS_MODEL_WORKLOAD_VALUES_H_

#include <string>
#include <vector>

#include "model/random.h"
#include "model/table.h"
#include "model/value.h"

namespace hashrange::naive {

// Many items have it, and a time near those of a run in it.
inline constexpr const char* kTimeToLiveAttribute = "expires";

// What vector indexes are made of.
inline constexpr const char* kVectorAttribute = "vec";

// A StreamViewType.
const std::string& RandomStreamView(Random* random);

// Names of attributes and members that are no keys.
const std::vector<std::string>& AttributeNames();

// A value that a key of that type can have, spelled in one of several ways.
Value RandomKeyValue(Random* random, Type type);
// A number that a vector can have.
Value RandomVectorElement(Random* random);
// Any value, containers up to `depth` levels deep.
Value RandomValue(Random* random, int depth);
Value RandomValueOf(Random* random, Type type, int depth);
Value RandomSet(Random* random);

// A Key parameter; now and then one that does not match the schema.
Item RandomKey(Random* random, const KeySchema& keys, bool always_valid);

// An item for the table. `large`: now and then one near the limit of an item's size.
Item RandomItem(Random* random, const TableSchema& schema, bool large);

// A table's schema without its name; with indexes if asked for.
TableSchema RandomSchema(Random* random, bool with_indexes);
// A global index that a table with these attribute types could have.
IndexSchema RandomGlobalIndex(Random* random, const TableSchema& schema, const std::string& name);
// The type that an attribute has in the keys of this table and its indexes. Attributes that are not
// in `schema.definitions` get one.
KeyAttribute DefinedAttribute(Random* random, const TableSchema& schema, const std::string& name);

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_WORKLOAD_VALUES_H_
