// Request form as the package's encoder writes it: structures by shape and attribute values in
// typed form. Made from item form, or from the generic request form of a JSON body. A twin of
// npm/src/codec.ts for fuzzers, slow and plain.
#ifndef HASHRANGE_TESTS_FUZZ_TYPED_FORM_H_
#define HASHRANGE_TESTS_FUZZ_TYPED_FORM_H_

#include <string>

#include "model/item.h"
#include "model/operation_shapes.h"
#include "model/request_form.h"

namespace hashrange::fuzz {

// Appends a value of item form as a typed attribute value.
void AppendTypedValue(const model::Value& value, std::string* to);

// Appends a generic value by its shape. Where its type is not the shape's it is copied as it is, as
// the encoder does it; *typed is then set to false when it lies among attribute values.
void AppendTypedRequest(const model::Shape& shape, const model::RequestValue& value,
                        std::string* to, bool* typed);

// Appends one value of request form as it stands.
void AppendRequestValue(const model::RequestValue& value, std::string* to);

}  // namespace hashrange::fuzz

#endif  // HASHRANGE_TESTS_FUZZ_TYPED_FORM_H_
