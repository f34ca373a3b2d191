// Bytes is a view of bytes owned by somebody else: text (always UTF-8) or binary. Comparison is
// bytewise and unsigned (std::char_traits<char> compares with memcmp), which is also DynamoDB's
// order of strings and of binary values. A std::string is the owning form.
#ifndef HASHRANGE_BYTES_H_
#define HASHRANGE_BYTES_H_

#include <string>
#include <string_view>

namespace hashrange {

using Bytes = std::string_view;

}  // namespace hashrange

#endif  // HASHRANGE_BYTES_H_
