// Vectors of 32-bit floats, as vector indexes read them out of lists of numbers. Tested by
// vector_test.cc.
#ifndef HASHRANGE_MODEL_VECTOR_H_
#define HASHRANGE_MODEL_VECTOR_H_

#include <cstdint>
#include <string>
#include <vector>

#include "hashrange/bytes.h"
#include "model/item.h"
#include "model/table_schema.h"

namespace hashrange::model {

// The float nearest to a normalised decimal; false when that is beyond all floats.
bool ParseFloat(Bytes number, float* value);

// Appends the shortest decimal that reads back as that float, with a point: "1.0", "0.1",
// "16777216.0". Source: ExtendDB's probes of AWS, 2026-08.
void AppendFloat(float value, std::string* to);

// Whether the value is a list of so many numbers, each a 32-bit float.
bool IsVector(const Value& value, uint32_t dimensions);
// The floats of a value for which IsVector holds.
void ReadVector(const Value& value, std::vector<float>* floats);

// How far apart two vectors of one length are: COSINE 1 - cos, 1 against a vector of zeros;
// EUCLIDEAN the length of the line between them; DOT_PRODUCT their product, which is higher the
// closer they are. Added up in double precision, answered as a float. Source: paritysuite, measured
// eu-west-2 2026-08; ExtendDB's probes of AWS, 2026-08.
float VectorScore(DistanceFunction function, const std::vector<float>& a,
                  const std::vector<float>& b);

}  // namespace hashrange::model

#endif  // HASHRANGE_MODEL_VECTOR_H_
