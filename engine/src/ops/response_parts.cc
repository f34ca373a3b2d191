#include "ops/response_parts.h"

#include <string>

#include "ops/messages.h"

namespace hashrange::ops {
namespace {

using model::members::BillingModeSummary;
using model::members::ProvisionedThroughputDescription;
using model::members::TableClassSummary;
using model::members::TableWarmThroughputDescription;
using KeyElement = model::members::KeySchemaElement;
using Definition = model::members::AttributeDefinition;
using Description = model::members::TableDescription;
using wire::ResponseWriter;

// A new on-demand table serves this at once. Source: AWS Developer Guide, "Understanding DynamoDB
// warm throughput".
constexpr double kWarmReadUnits = 12'000;
constexpr double kWarmWriteUnits = 4'000;

void WriteKeyElement(Bytes name, Bytes type, ResponseWriter* out) {
  out->Element();
  const ResponseWriter::Mark element = out->BeginStructure();
  out->Member(KeyElement::kAttributeName);
  out->String(name);
  out->Member(KeyElement::kKeyType);
  out->String(type);
  out->EndStructure(element);
}

void WriteThroughput(const model::Throughput& throughput, ResponseWriter* out) {
  const ResponseWriter::Mark structure = out->BeginStructure();
  out->Member(ProvisionedThroughputDescription::kNumberOfDecreasesToday);
  out->Number(0);
  out->Member(ProvisionedThroughputDescription::kReadCapacityUnits);
  out->Number(static_cast<double>(throughput.read_capacity_units));
  out->Member(ProvisionedThroughputDescription::kWriteCapacityUnits);
  out->Number(static_cast<double>(throughput.write_capacity_units));
  out->EndStructure(structure);
}

void WriteWarmThroughput(const model::TableSchema& schema, ResponseWriter* out) {
  const bool on_demand = schema.billing_mode == model::BillingMode::kPayPerRequest;
  const ResponseWriter::Mark structure = out->BeginStructure();
  out->Member(TableWarmThroughputDescription::kReadUnitsPerSecond);
  out->Number(on_demand ? kWarmReadUnits
                        : static_cast<double>(schema.throughput.read_capacity_units));
  out->Member(TableWarmThroughputDescription::kWriteUnitsPerSecond);
  out->Number(on_demand ? kWarmWriteUnits
                        : static_cast<double>(schema.throughput.write_capacity_units));
  out->Member(TableWarmThroughputDescription::kStatus);
  out->String("ACTIVE");
  out->EndStructure(structure);
}

}  // namespace

void WriteTableDescription(const store::Table& table, Bytes status, bool fresh,
                           const Identity& identity, ResponseWriter* out) {
  const model::TableSchema& schema = table.schema();
  const double created = static_cast<double>(schema.created_ms) / 1000;
  const ResponseWriter::Mark structure = out->BeginStructure();

  out->Member(Description::kAttributeDefinitions);
  const ResponseWriter::Mark definitions = out->BeginList();
  for (const model::KeyAttribute& attribute : schema.attribute_definitions) {
    out->Element();
    const ResponseWriter::Mark definition = out->BeginStructure();
    out->Member(Definition::kAttributeName);
    out->String(attribute.name);
    out->Member(Definition::kAttributeType);
    out->String(model::AttributeTypeName(attribute.type));
    out->EndStructure(definition);
  }
  out->EndList(definitions);

  out->Member(Description::kTableName);
  out->String(schema.table_name);

  out->Member(Description::kKeySchema);
  const ResponseWriter::Mark keys = out->BeginList();
  WriteKeyElement(schema.partition_key.name, "HASH", out);
  if (schema.sort_key) WriteKeyElement(schema.sort_key->name, "RANGE", out);
  out->EndList(keys);

  out->Member(Description::kTableStatus);
  out->String(status);
  out->Member(Description::kCreationDateTime);
  out->Timestamp(created);
  out->Member(Description::kProvisionedThroughput);
  WriteThroughput(schema.throughput, out);
  out->Member(Description::kTableSizeBytes);
  out->Number(static_cast<double>(table.item_bytes()));
  out->Member(Description::kItemCount);
  out->Number(static_cast<double>(table.item_count()));
  out->Member(Description::kTableArn);
  out->String("arn:aws:dynamodb:" + identity.region + ":" + identity.account_id + ":table/" +
              schema.table_name);
  out->Member(Description::kTableId);
  out->String(schema.table_id);

  if (schema.billing_mode == model::BillingMode::kPayPerRequest) {
    out->Member(Description::kBillingModeSummary);
    const ResponseWriter::Mark billing = out->BeginStructure();
    out->Member(BillingModeSummary::kBillingMode);
    out->String("PAY_PER_REQUEST");
    if (!fresh) {
      out->Member(BillingModeSummary::kLastUpdateToPayPerRequestDateTime);
      out->Timestamp(created);
    }
    out->EndStructure(billing);
  }
  if (!schema.table_class.empty()) {
    out->Member(Description::kTableClassSummary);
    const ResponseWriter::Mark table_class = out->BeginStructure();
    out->Member(TableClassSummary::kTableClass);
    out->String(schema.table_class);
    out->EndStructure(table_class);
  }
  out->Member(Description::kDeletionProtectionEnabled);
  out->Boolean(schema.deletion_protection);
  if (!fresh) {
    out->Member(Description::kWarmThroughput);
    WriteWarmThroughput(schema, out);
  }
  out->EndStructure(structure);
}

Bytes TableNameOf(Bytes name_or_arn) {
  constexpr Bytes kTablePart = ":table/";
  if (name_or_arn.substr(0, 4) != "arn:") return name_or_arn;
  const size_t at = name_or_arn.find(kTablePart);
  if (at == Bytes::npos) return name_or_arn;
  const Bytes rest = name_or_arn.substr(at + kTablePart.size());
  return rest.substr(0, rest.find('/'));
}

Result<const store::Table*> FindTable(const Context& context, Bytes name_or_arn) {
  const store::Table* table = context.state->catalog().Find(TableNameOf(name_or_arn));
  if (table == nullptr || table->status() != store::TableStatus::kActive)
    return Fail(kResourceNotFound);
  return table;
}

}  // namespace hashrange::ops
