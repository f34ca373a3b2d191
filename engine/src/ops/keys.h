// Keys of items: from an item or from a Key parameter to the bytes that order a table, with
// DynamoDB's checks. Tested by keys_test.cc.
#ifndef HASHRANGE_OPS_KEYS_H_
#define HASHRANGE_OPS_KEYS_H_

#include "hashrange/result.h"
#include "model/item.h"
#include "model/item_builder.h"
#include "model/key_codec.h"
#include "model/request_form.h"
#include "model/table_schema.h"

namespace hashrange::ops {

// The key of an item that is about to be stored. Errors, in this order: a key attribute is missing
// or of another type, its value is empty, it is too large. Source of texts and limits:
// ops/messages.h, model/limits.h.
Status KeyOfItem(const model::TableSchema& schema, const model::Value& item,
                 model::PartitionHashCache* hashes, model::Key* key);

// The key that a Key parameter names (a value of type M): exactly the key attributes, with the
// schema's types.
Status KeyOfParameter(const model::TableSchema& schema, const model::Value& parameter,
                      model::PartitionHashCache* hashes, model::Key* key);

// The key of a Key parameter in request form that is plain: exactly the key attributes in their
// typed form, with the schema's types and values within the limits. False for anything else, to
// which KeyOfParameter has the answer.
bool KeyOfPlainParameter(const model::TableSchema& schema, const model::RequestValue& parameter,
                         model::PartitionHashCache* hashes, model::Key* key);

// True when `parameter` has exactly the key attributes of the schema with the schema's types.
bool MatchesKeySchema(const model::TableSchema& schema, const model::Value& parameter);

// Writes the key attributes of a stored item as one value of type M: a LastEvaluatedKey.
void WriteKeyAttributes(const model::TableSchema& schema, const model::Value& item,
                        model::ItemBuilder* to);

// Empty values and sizes of one key attribute that has the right type.
Status CheckKeyValue(const std::string& name, const model::Value& value, bool is_partition_key);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_KEYS_H_
