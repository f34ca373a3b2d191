#include "ops/table_description.h"

#include <algorithm>
#include <string>

#include "ops/stream_settings.h"
#include "ops/throughput.h"

namespace hashrange::ops {
namespace {

using model::members::AttributeDefinition;
using model::members::BillingModeSummary;
using model::members::GlobalSecondaryIndexDescription;
using model::members::GlobalSecondaryIndexWarmThroughputDescription;
using model::members::KeySchemaElement;
using model::members::LocalSecondaryIndexDescription;
using model::members::Projection;
using model::members::ProvisionedThroughputDescription;
using model::members::TableClassSummary;
using model::members::TableWarmThroughputDescription;
using Description = model::members::TableDescription;
using wire::ResponseWriter;

// A new on-demand table, and each of its global indexes, serves this at once. Source: AWS Developer
// Guide, "Understanding DynamoDB warm throughput".
constexpr int64_t kWarmReadUnits = 12'000;
constexpr int64_t kWarmWriteUnits = 4'000;

static_assert(+TableWarmThroughputDescription::kReadUnitsPerSecond ==
              +GlobalSecondaryIndexWarmThroughputDescription::kReadUnitsPerSecond);
static_assert(+TableWarmThroughputDescription::kWriteUnitsPerSecond ==
              +GlobalSecondaryIndexWarmThroughputDescription::kWriteUnitsPerSecond);
static_assert(+TableWarmThroughputDescription::kStatus ==
              +GlobalSecondaryIndexWarmThroughputDescription::kStatus);

void WriteText(uint8_t member, Bytes text, ResponseWriter* out) {
  out->Member(member);
  out->String(text);
}

template <typename Integer>
void WriteNumber(uint8_t member, Integer number, ResponseWriter* out) {
  out->Member(member);
  out->Number(static_cast<double>(number));
}

void WriteTime(uint8_t member, uint64_t ms, ResponseWriter* out) {
  if (ms == 0) return;
  out->Member(member);
  out->Timestamp(static_cast<double>(ms) / 1000);
}

class Writer {
 public:
  Writer(const store::Table& table, const model::TableSchema& schema,
         const DescriptionMoment& moment, const Identity& identity, ResponseWriter* out)
      : table_(table), schema_(schema), moment_(moment), identity_(identity), out_(out) {
    arn_ = "arn:aws:dynamodb:" + identity.region + ":" + identity.account_id + ":table/" +
           schema.table_name;
  }

  void Write();

 private:
  // The service sorts what it describes of a table with indexes, and echoes the rest. Source:
  // control-plane lab, measured 2026-10.
  bool sorts() const { return !moment_.fresh && !schema_.indexes.empty(); }
  bool on_demand() const { return schema_.billing_mode == model::BillingMode::kPayPerRequest; }

  void WriteDefinitions();
  void WriteKeys(const std::vector<model::KeyAttribute>& keys, Bytes type);
  void WriteThroughput(const model::Throughput& throughput);
  void WriteWarmThroughput(const model::Throughput& throughput);
  void WriteBillingMode();
  void WriteTableClass();
  void WriteIndexes(model::IndexKind kind, uint8_t member);
  void WriteProjection(const model::IndexSchema& index);
  void WriteLocalIndex(const model::IndexSchema& index);
  void WriteGlobalIndex(const model::IndexSchema& index);

  const store::Table& table_;
  const model::TableSchema& schema_;
  const DescriptionMoment& moment_;
  const Identity& identity_;
  ResponseWriter* out_;
  std::string arn_;
};

void Writer::WriteDefinitions() {
  std::vector<model::KeyAttribute> definitions = schema_.attribute_definitions;
  if (sorts()) {
    std::sort(definitions.begin(), definitions.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
  }
  out_->Member(Description::kAttributeDefinitions);
  const ResponseWriter::Mark list = out_->BeginList();
  for (const model::KeyAttribute& attribute : definitions) {
    out_->Element();
    const ResponseWriter::Mark definition = out_->BeginStructure();
    WriteText(AttributeDefinition::kAttributeName, attribute.name, out_);
    WriteText(AttributeDefinition::kAttributeType, model::AttributeTypeName(attribute.type), out_);
    out_->EndStructure(definition);
  }
  out_->EndList(list);
}

void Writer::WriteKeys(const std::vector<model::KeyAttribute>& keys, Bytes type) {
  for (const model::KeyAttribute& key : keys) {
    out_->Element();
    const ResponseWriter::Mark element = out_->BeginStructure();
    WriteText(KeySchemaElement::kAttributeName, key.name, out_);
    WriteText(KeySchemaElement::kKeyType, type, out_);
    out_->EndStructure(element);
  }
}

void Writer::WriteThroughput(const model::Throughput& throughput) {
  const ResponseWriter::Mark structure = out_->BeginStructure();
  WriteTime(ProvisionedThroughputDescription::kLastIncreaseDateTime, throughput.increased_ms, out_);
  WriteTime(ProvisionedThroughputDescription::kLastDecreaseDateTime, throughput.decreased_ms, out_);
  WriteNumber(ProvisionedThroughputDescription::kNumberOfDecreasesToday,
              DecreasesToday(throughput, moment_.now_ms), out_);
  WriteNumber(ProvisionedThroughputDescription::kReadCapacityUnits, throughput.read_capacity_units,
              out_);
  WriteNumber(ProvisionedThroughputDescription::kWriteCapacityUnits,
              throughput.write_capacity_units, out_);
  out_->EndStructure(structure);
}

void Writer::WriteWarmThroughput(const model::Throughput& throughput) {
  const ResponseWriter::Mark structure = out_->BeginStructure();
  WriteNumber(TableWarmThroughputDescription::kReadUnitsPerSecond,
              on_demand() ? kWarmReadUnits : throughput.read_capacity_units, out_);
  WriteNumber(TableWarmThroughputDescription::kWriteUnitsPerSecond,
              on_demand() ? kWarmWriteUnits : throughput.write_capacity_units, out_);
  WriteText(TableWarmThroughputDescription::kStatus, "ACTIVE", out_);
  out_->EndStructure(structure);
}

// Only of a table that is on demand or was it.
void Writer::WriteBillingMode() {
  if (!on_demand() && schema_.on_demand_ms == 0) return;
  out_->Member(Description::kBillingModeSummary);
  const ResponseWriter::Mark billing = out_->BeginStructure();
  WriteText(BillingModeSummary::kBillingMode, on_demand() ? "PAY_PER_REQUEST" : "PROVISIONED",
            out_);
  if (!moment_.fresh) {
    WriteTime(BillingModeSummary::kLastUpdateToPayPerRequestDateTime, schema_.on_demand_ms, out_);
  }
  out_->EndStructure(billing);
}

void Writer::WriteTableClass() {
  if (schema_.table_class.empty()) return;
  out_->Member(Description::kTableClassSummary);
  const ResponseWriter::Mark table_class = out_->BeginStructure();
  WriteText(TableClassSummary::kTableClass, schema_.table_class, out_);
  WriteTime(TableClassSummary::kLastUpdateDateTime, schema_.table_class_changed_ms, out_);
  out_->EndStructure(table_class);
}

void Writer::WriteProjection(const model::IndexSchema& index) {
  const ResponseWriter::Mark projection = out_->BeginStructure();
  switch (index.projection) {
    case model::ProjectionType::kAll:
      WriteText(Projection::kProjectionType, "ALL", out_);
      break;
    case model::ProjectionType::kKeysOnly:
      WriteText(Projection::kProjectionType, "KEYS_ONLY", out_);
      break;
    case model::ProjectionType::kInclude:
      WriteText(Projection::kProjectionType, "INCLUDE", out_);
      break;
  }
  if (!index.non_key_attributes.empty()) {
    std::vector<std::string> names = index.non_key_attributes;
    if (sorts()) std::sort(names.begin(), names.end());
    out_->Member(Projection::kNonKeyAttributes);
    const ResponseWriter::Mark list = out_->BeginList();
    for (const std::string& name : names) {
      out_->Element();
      out_->String(name);
    }
    out_->EndList(list);
  }
  out_->EndStructure(projection);
}

void Writer::WriteLocalIndex(const model::IndexSchema& index) {
  using Local = LocalSecondaryIndexDescription;
  const store::SecondaryIndex* stored = table_.FindIndex(index.number);
  const ResponseWriter::Mark structure = out_->BeginStructure();
  WriteText(Local::kIndexName, index.name, out_);
  out_->Member(Local::kKeySchema);
  const ResponseWriter::Mark keys = out_->BeginList();
  WriteKeys(index.partition_keys, "HASH");
  WriteKeys(index.sort_keys, "RANGE");
  out_->EndList(keys);
  out_->Member(Local::kProjection);
  WriteProjection(index);
  WriteNumber(Local::kIndexSizeBytes, stored == nullptr ? 0 : table_.ItemBytesOf(*stored), out_);
  WriteNumber(Local::kItemCount, stored == nullptr ? 0 : table_.ItemCountOf(*stored), out_);
  WriteText(Local::kIndexArn, arn_ + "/index/" + index.name, out_);
  out_->EndStructure(structure);
}

void Writer::WriteGlobalIndex(const model::IndexSchema& index) {
  using Global = GlobalSecondaryIndexDescription;
  const store::SecondaryIndex* stored = table_.FindIndex(index.number);
  const bool filling = stored != nullptr && !stored->complete();
  Bytes status = filling ? "CREATING" : "ACTIVE";
  for (const auto& [number, set_going] : moment_.index_statuses) {
    if (number == index.number) status = set_going;
  }
  const bool created_now = status == "CREATING" && !filling;

  const ResponseWriter::Mark structure = out_->BeginStructure();
  WriteText(Global::kIndexName, index.name, out_);
  out_->Member(Global::kKeySchema);
  const ResponseWriter::Mark keys = out_->BeginList();
  WriteKeys(index.partition_keys, "HASH");
  WriteKeys(index.sort_keys, "RANGE");
  out_->EndList(keys);
  out_->Member(Global::kProjection);
  WriteProjection(index);
  WriteText(Global::kIndexStatus, status, out_);
  // An index that is complete says nothing of it, and neither does CreateTable.
  if (filling || (created_now && !moment_.fresh)) {
    out_->Member(Global::kBackfilling);
    out_->Boolean(filling);
  }
  out_->Member(Global::kProvisionedThroughput);
  WriteThroughput(index.throughput);
  WriteNumber(Global::kIndexSizeBytes, stored == nullptr ? 0 : table_.ItemBytesOf(*stored), out_);
  WriteNumber(Global::kItemCount, stored == nullptr ? 0 : table_.ItemCountOf(*stored), out_);
  WriteText(Global::kIndexArn, arn_ + "/index/" + index.name, out_);
  if (!moment_.fresh && !created_now) {
    out_->Member(Global::kWarmThroughput);
    WriteWarmThroughput(index.throughput);
  }
  out_->EndStructure(structure);
}

// Absent when there is none of the kind.
void Writer::WriteIndexes(model::IndexKind kind, uint8_t member) {
  const auto is_of_kind = [kind](const model::IndexSchema& index) { return index.kind == kind; };
  if (std::none_of(schema_.indexes.begin(), schema_.indexes.end(), is_of_kind)) return;
  out_->Member(member);
  const ResponseWriter::Mark list = out_->BeginList();
  for (const model::IndexSchema& index : schema_.indexes) {
    if (!is_of_kind(index)) continue;
    out_->Element();
    if (kind == model::IndexKind::kLocal) {
      WriteLocalIndex(index);
    } else {
      WriteGlobalIndex(index);
    }
  }
  out_->EndList(list);
}

void Writer::Write() {
  const ResponseWriter::Mark structure = out_->BeginStructure();
  WriteDefinitions();
  WriteText(Description::kTableName, schema_.table_name, out_);
  out_->Member(Description::kKeySchema);
  const ResponseWriter::Mark keys = out_->BeginList();
  WriteKeys({schema_.partition_key}, "HASH");
  if (schema_.sort_key) WriteKeys({*schema_.sort_key}, "RANGE");
  out_->EndList(keys);
  WriteText(Description::kTableStatus, moment_.table_status, out_);
  out_->Member(Description::kCreationDateTime);
  out_->Timestamp(static_cast<double>(schema_.created_ms) / 1000);
  out_->Member(Description::kProvisionedThroughput);
  WriteThroughput(schema_.throughput);
  WriteNumber(Description::kTableSizeBytes, table_.item_bytes(), out_);
  WriteNumber(Description::kItemCount, table_.item_count(), out_);
  WriteText(Description::kTableArn, arn_, out_);
  WriteText(Description::kTableId, schema_.table_id, out_);
  WriteBillingMode();
  WriteIndexes(model::IndexKind::kLocal, Description::kLocalSecondaryIndexes);
  if (!moment_.without_global_indexes)
    WriteIndexes(model::IndexKind::kGlobal, Description::kGlobalSecondaryIndexes);
  WriteStreamMembers(schema_, identity_, out_);
  WriteTableClass();
  out_->Member(Description::kDeletionProtectionEnabled);
  out_->Boolean(schema_.deletion_protection);
  if (!moment_.fresh) {
    out_->Member(Description::kWarmThroughput);
    WriteWarmThroughput(schema_.throughput);
  }
  out_->EndStructure(structure);
}

}  // namespace

void WriteTableDescription(const store::Table& table, const model::TableSchema& schema,
                           const DescriptionMoment& moment, const Identity& identity,
                           ResponseWriter* out) {
  Writer(table, schema, moment, identity, out).Write();
}

}  // namespace hashrange::ops
