// CreateTable: checks what its members say together, in DynamoDB's order, and commits the schema.
// The table is CREATING in the answer and ACTIVE with the next request (delays of the lifecycle are
// zero). A member that this version cannot honour is refused, never dropped. Source: AWS API
// Reference, CreateTable.
#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "model/limits.h"
#include "ops/commit_batch.h"
#include "ops/messages.h"
#include "ops/operations.h"
#include "ops/response_parts.h"

namespace hashrange::ops {
namespace {

using Input = model::members::CreateTableInput;
using Definition = model::members::AttributeDefinition;
using KeyElement = model::members::KeySchemaElement;
using model::members::ProvisionedThroughput;
using model::members::SSESpecification;
using model::members::StreamSpecification;
using wire::StructureView;

// Source: AWS API Reference, CreateTable; dynalite for the text.
constexpr int64_t kCapacityUnitsMax = 1'000'000'000'000;
// Source: AWS API Reference, Tag.
constexpr size_t kTagsMax = 50;
constexpr uint64_t kTagKeyCharactersMax = 128;
constexpr uint64_t kTagValueCharactersMax = 256;

struct NamedKey {
  Bytes name;
  Bytes type;
};

std::vector<NamedKey> ReadPairs(wire::ListView list, uint8_t name_member, uint8_t type_member) {
  std::vector<NamedKey> pairs;
  for (StructureView element; list.Next(&element);) {
    pairs.push_back(NamedKey{element.String(name_member), element.String(type_member)});
  }
  return pairs;
}

std::string JoinNames(const std::vector<NamedKey>& pairs) {
  std::string names;
  for (const NamedKey& pair : pairs) {
    if (!names.empty()) names += ", ";
    names += pair.name;
  }
  return names;
}

Status CheckThroughput(const StructureView& input, model::TableSchema* schema) {
  const bool on_demand = input.String(Input::kBillingMode) == "PAY_PER_REQUEST";
  if (on_demand) {
    schema->billing_mode = model::BillingMode::kPayPerRequest;
    if (input.has(Input::kProvisionedThroughput)) return Fail(kThroughputOnDemand);
    return {};
  }
  if (!input.has(Input::kProvisionedThroughput)) return Fail(kThroughputMissing);
  const StructureView throughput = input.Structure(Input::kProvisionedThroughput);
  schema->throughput.read_capacity_units =
      throughput.Integer(ProvisionedThroughput::kReadCapacityUnits);
  schema->throughput.write_capacity_units =
      throughput.Integer(ProvisionedThroughput::kWriteCapacityUnits);
  const std::pair<int64_t, Bytes> units[] = {
      {schema->throughput.read_capacity_units, "ReadCapacityUnits"},
      {schema->throughput.write_capacity_units, "WriteCapacityUnits"}};
  for (const auto& [value, name] : units) {
    if (value > kCapacityUnitsMax)
      return Fail(kThroughputOutOfBounds, {std::to_string(value), name});
  }
  return {};
}

Status CheckKeys(const StructureView& input, model::TableSchema* schema) {
  const std::vector<NamedKey> definitions =
      ReadPairs(input.List(Input::kAttributeDefinitions), Definition::kAttributeName,
                Definition::kAttributeType);
  const std::vector<NamedKey> keys =
      ReadPairs(input.List(Input::kKeySchema), KeyElement::kAttributeName, KeyElement::kKeyType);

  for (size_t i = 0; i < definitions.size(); i++) {
    for (size_t j = 0; j < i; j++) {
      if (definitions[i].name == definitions[j].name)
        return Fail(kDefinitionTwice, {definitions[i].name});
    }
  }
  if (keys[0].type != "HASH") return Fail(kFirstNotHash);
  if (keys.size() > definitions.size()) return Fail(kKeyUndefined);
  for (const NamedKey& definition : definitions) {
    model::KeyAttribute attribute{std::string(definition.name), model::AttributeType::kS};
    model::ParseAttributeType(definition.type, &attribute.type);
    schema->attribute_definitions.push_back(std::move(attribute));
  }
  std::vector<model::KeyAttribute> key_attributes;
  for (const NamedKey& key : keys) {
    const auto defined = std::find_if(
        schema->attribute_definitions.begin(), schema->attribute_definitions.end(),
        [&](const model::KeyAttribute& attribute) { return attribute.name == key.name; });
    if (defined == schema->attribute_definitions.end()) {
      return Fail(kKeysUndefined, {JoinNames(keys), JoinNames(definitions)});
    }
    key_attributes.push_back(*defined);
  }
  if (keys.size() == 2 && keys[0].name == keys[1].name) return Fail(kSameKeyName);
  if (keys.size() == 2 && keys[1].type != "RANGE") return Fail(kSecondNotRange);
  if (keys.size() != definitions.size()) return Fail(kDefinitionsUnused);

  schema->partition_key = key_attributes[0];
  if (key_attributes.size() == 2) schema->sort_key = key_attributes[1];
  return {};
}

// Letters and digits of any script, spaces and + - = . _ : / @. Source: control-plane lab, measured
// 2026-10.
bool IsTagText(Bytes text, uint64_t characters_max) {
  if (!base::IsUtf8(text) || base::Utf16Units(text) > characters_max) return false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                        (byte >= '0' && byte <= '9');
    if (byte < 0x80 && !letter && Bytes(" +-=._:/@").find(c) == Bytes::npos) return false;
  }
  return true;
}

bool HasReservedPrefix(Bytes key) {
  constexpr Bytes kReserved = "aws:";
  if (key.size() < kReserved.size()) return false;
  for (size_t i = 0; i < kReserved.size(); i++) {
    if ((key[i] | 0x20) != (kReserved[i] | 0x20)) return false;
  }
  return true;
}

Status CheckTags(const StructureView& input, model::TableSchema* schema) {
  using model::members::Tag;
  wire::ListView tags = input.List(Input::kTags);
  for (StructureView tag; tags.Next(&tag);) {
    const Bytes key = tag.String(Tag::kKey);
    const Bytes value = tag.String(Tag::kValue);
    if (key.empty() || !IsTagText(key, kTagKeyCharactersMax)) return Fail(kTagKeyInvalid, {key});
    if (HasReservedPrefix(key)) return Fail(kTagKeyReserved, {key});
    if (!tag.has(Tag::kValue)) return Fail(kTagValueInvalid, {"null"});
    if (!IsTagText(value, kTagValueCharactersMax)) return Fail(kTagValueInvalid, {value});
    for (const auto& earlier : schema->tags) {
      if (earlier.first == key) return Fail(kTagKeyTwice, {key});
    }
    schema->tags.emplace_back(key, value);
  }
  if (schema->tags.size() > kTagsMax) return Fail(kTooManyTags);
  return {};
}

Status RefuseUnsupported(const StructureView& input) {
  const std::pair<uint8_t, Bytes> unsupported[] = {
      {Input::kLocalSecondaryIndexes, "LocalSecondaryIndexes"},
      {Input::kGlobalSecondaryIndexes, "GlobalSecondaryIndexes"},
      {Input::kVectorIndexes, "VectorIndexes"},
      {Input::kWarmThroughput, "WarmThroughput"},
      {Input::kOnDemandThroughput, "OnDemandThroughput"},
      {Input::kResourcePolicy, "ResourcePolicy"},
      {Input::kGlobalTableSourceArn, "GlobalTableSourceArn"},
      {Input::kGlobalTableSettingsReplicationMode, "GlobalTableSettingsReplicationMode"},
  };
  for (const auto& [member, name] : unsupported) {
    if (input.has(member)) return Fail(kNotSupportedYet, {name});
  }
  if (input.has(Input::kStreamSpecification) &&
      input.Structure(Input::kStreamSpecification).Boolean(StreamSpecification::kStreamEnabled)) {
    return Fail(kNotSupportedYet, {"StreamSpecification"});
  }
  if (input.has(Input::kSSESpecification) &&
      input.Structure(Input::kSSESpecification).Boolean(SSESpecification::kEnabled)) {
    return Fail(kNotSupportedYet, {"SSESpecification"});
  }
  return {};
}

// A UUID of version 4 made of the request's 64 random bits, stretched by the finaliser of
// splitmix64 to 128.
std::string MakeTableId(uint64_t entropy) {
  const auto mix = [](uint64_t x) {
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
  };
  const uint64_t high = mix(entropy);
  const uint64_t low = mix(high);
  char text[37];
  std::snprintf(text, sizeof text, "%08x-%04x-4%03x-%04x-%04x%08x",
                static_cast<unsigned>(high >> 32), static_cast<unsigned>(high >> 16 & 0xffff),
                static_cast<unsigned>(high & 0xfff),
                static_cast<unsigned>(0x8000 | (low >> 48 & 0x3fff)),
                static_cast<unsigned>(low >> 32 & 0xffff), static_cast<unsigned>(low));
  return text;
}

Status MakeSchema(const Context& context, const StructureView& input, model::TableSchema* schema) {
  schema->table_name = std::string(TableNameOf(input.String(Input::kTableName)));
  schema->created_ms = context.now_ms;
  schema->table_id = MakeTableId(context.entropy);
  HR_RETURN_IF_ERROR(CheckThroughput(input, schema));
  HR_RETURN_IF_ERROR(RefuseUnsupported(input));
  HR_RETURN_IF_ERROR(CheckKeys(input, schema));
  if (input.has(Input::kTableClass)) {
    const Bytes table_class = input.String(Input::kTableClass);
    if (table_class != "STANDARD" && table_class != "STANDARD_INFREQUENT_ACCESS")
      return Fail(kInvalidTableClass);
    schema->table_class = std::string(table_class);
  }
  schema->deletion_protection = input.Boolean(Input::kDeletionProtectionEnabled);
  return CheckTags(input, schema);
}

}  // namespace

Status CreateTable(Context* context, const StructureView& input, wire::ResponseWriter* out) {
  model::TableSchema schema;
  HR_RETURN_IF_ERROR(MakeSchema(*context, input, &schema));
  const store::Catalog& catalog = context->state->catalog();
  const std::string name = schema.table_name;
  if (catalog.Find(Bytes(name)) != nullptr) return Fail(kTableExists, {name});
  if (catalog.table_count() >= model::kTablesMax) return Fail(kTooManyTables);

  store::WriteBatch batch = BeginBatch(*context);
  batch.CreateTable(context->state->next_table_number(), std::move(schema));
  HR_RETURN_IF_ERROR(CommitBatch(context, std::move(batch)));

  const wire::ResponseWriter::Mark output = out->BeginStructure();
  out->Member(model::members::CreateTableOutput::kTableDescription);
  WriteTableDescription(*catalog.Find(Bytes(name)), "CREATING", true, *context->identity, out);
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
