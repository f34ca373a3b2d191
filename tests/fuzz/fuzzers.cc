// The table itself. See fuzzers.h.
#include "fuzz/fuzzers.h"

namespace hashrange::fuzz {
namespace {

constexpr Fuzzer kFuzzers[] = {
    {"condition", &FuzzCondition, "condition", &ExpressionWords},
    {"projection", &FuzzProjection, "projection", &ExpressionWords},
    {"update", &FuzzUpdate, "update", &ExpressionWords},
    {"key_condition", &FuzzKeyCondition, "key_condition", &ExpressionWords},
    {"statement", &FuzzStatement, "statement", &StatementWords},
    {"statement_tokens", &FuzzStatementTokens, "statement", &StatementWords},
    {"item", &FuzzItem, "item", &ByteWords},
    {"item_edits", &FuzzItemEdits, "item_edits", &ByteWords},
    {"attribute_value", &FuzzAttributeValue, "attribute_value", &ByteWords},
    {"number", &FuzzNumber, "number", &NumberWords},
    {"keys", &FuzzKeys, "keys", &ByteWords},
    {"schema", &FuzzSchema, "schema", &ByteWords},
    {"stream_names", &FuzzStreamNames, "stream_names", &ByteWords},
    {"stream_header", &FuzzStreamHeader, "stream_header", &ByteWords},
    {"base64", &FuzzBase64, "base64", &NumberWords},
    {"utf8", &FuzzUtf8, "utf8", &ByteWords},
    {"coding", &FuzzCoding, "coding", &ByteWords},
    {"crc32c", &FuzzCrc32c, "coding", &ByteWords},
    {"request_bytes", &FuzzRequestBytes, "request", &ByteWords},
    {"request_repaired", &FuzzRequestRepaired, "request", &ByteWords},
    {"json", &FuzzJson, "json", &JsonWords},
    {"typed_json", &FuzzTypedJson, "json", &JsonWords},
    {"log", &FuzzLog, "log", &ByteWords},
    {"log_resealed", &FuzzLogResealed, "log", &ByteWords},
    {"checkpoint", &FuzzCheckpoint, "checkpoint", &ByteWords},
    {"checkpoint_resealed", &FuzzCheckpointResealed, "checkpoint", &ByteWords},
};

}  // namespace

std::span<const Fuzzer> Fuzzers() { return kFuzzers; }

const Fuzzer* FindFuzzer(Bytes name) {
  for (const Fuzzer& fuzzer : kFuzzers) {
    if (fuzzer.name == name) return &fuzzer;
  }
  return nullptr;
}

}  // namespace hashrange::fuzz
