// Tags of a table: what a request says of them. Source: control-plane lab, measured us-west-2 and
// us-east-1 2026-10. Tested by tests/conformance.
#ifndef HASHRANGE_OPS_TAGS_H_
#define HASHRANGE_OPS_TAGS_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "hashrange/result.h"
#include "wire/request_reader.h"

namespace hashrange::ops {

// Source: AWS API Reference, Tag.
inline constexpr size_t kTagsMax = 50;

using Tags = std::vector<std::pair<std::string, std::string>>;

// Errors: what is no key, or one of the service's own.
Status CheckTagKey(Bytes key);

// Sets the tags of the list in *tags, which has those of the table. Errors: a key or value that is
// none, a key that the list has twice, more tags than a table may have.
Status SetTags(wire::ListView list, Tags* tags);

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_TAGS_H_
