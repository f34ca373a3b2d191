// Attribute values in item form made from a recipe: any bytes give a canonical value, so that
// mutations of the recipe walk among the well-formed ones. Small alphabets, so that values meet.
#ifndef HASHRANGE_TESTS_FUZZ_MADE_VALUES_H_
#define HASHRANGE_TESTS_FUZZ_MADE_VALUES_H_

#include <string>

#include "fuzz/input.h"
#include "model/item_builder.h"

namespace hashrange::fuzz {

// Writes one value. At depth 0 it is never a container.
void MakeValue(Input* recipe, int depth, model::ItemBuilder* to);

// Writes a value of type M with up to sixteen members.
void MakeMap(Input* recipe, int depth, model::ItemBuilder* to);

// The name of an attribute.
std::string MakeName(Input* recipe);

// What lies in `value`, written again through a builder, member by member.
void ReBuild(const model::Value& value, model::ItemBuilder* to);

}  // namespace hashrange::fuzz

#endif  // HASHRANGE_TESTS_FUZZ_MADE_VALUES_H_
