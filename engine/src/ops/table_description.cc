#include "ops/table_description.h"

#include <algorithm>
#include <string>

#include "base/sort.h"
#include "ops/lifecycle.h"
#include "ops/resource_arn.h"
#include "ops/stream_settings.h"
#include "ops/throughput.h"
#include "ops/throughput_settings.h"

namespace hashrange::ops {
namespace {

using model::members::AttributeDefinition;
using model::members::BillingModeSummary;
using model::members::GlobalSecondaryIndexDescription;
using model::members::GlobalSecondaryIndexWarmThroughputDescription;
using model::members::KeySchemaElement;
using model::members::LocalSecondaryIndexDescription;
using model::members::OnDemandThroughput;
using model::members::Projection;
using model::members::ProvisionedThroughputDescription;
using model::members::SearchSchemaElement;
using model::members::SSEDescription;
using model::members::TableClassSummary;
using model::members::TableWarmThroughputDescription;
using model::members::VectorIndexDescription;
using Description = model::members::TableDescription;
using wire::ResponseWriter;

static_assert(+TableWarmThroughputDescription::kReadUnitsPerSecond ==
              +GlobalSecondaryIndexWarmThroughputDescription::kReadUnitsPerSecond);
static_assert(+TableWarmThroughputDescription::kWriteUnitsPerSecond ==
              +GlobalSecondaryIndexWarmThroughputDescription::kWriteUnitsPerSecond);
static_assert(+TableWarmThroughputDescription::kStatus ==
              +GlobalSecondaryIndexWarmThroughputDescription::kStatus);

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
      : table_(table),
        schema_(schema),
        moment_(moment),
        identity_(identity),
        out_(out),
        arn_(TableArn(identity, schema.table_name)) {}

  void Write();

 private:
  // The service sorts what it describes of a table with indexes, and echoes the rest. Source:
  // control-plane lab, measured 2026-10.
  bool sorts_definitions() const {
    return !schema_.indexes.empty() || !schema_.vector_indexes.empty();
  }
  bool sorts() const { return !moment_.fresh && sorts_definitions(); }
  bool is_creation() const { return moment_.fresh && !moment_.of_deletion; }
  bool on_demand() const { return schema_.billing_mode == model::BillingMode::kPayPerRequest; }

  void WriteDefinitions();
  void WriteKeys(const std::vector<model::KeyAttribute>& keys, Bytes type);
  void WriteThroughput(const model::Throughput& throughput);
  void WriteWarmThroughput(const SettingsOwner& owner, const model::ThroughputSettings& settings);
  void WriteOnDemandThroughput(uint8_t member, const model::ThroughputSettings& settings);
  void WriteBillingMode();
  void WriteEncryption();
  void WriteTableClass();
  void WriteIndexes(model::IndexKind kind, uint8_t member);
  void WriteProjection(const model::IndexSchema& index);
  void WriteLocalIndex(const model::IndexSchema& index);
  void WriteGlobalIndex(const model::IndexSchema& index);
  Bytes StatusOf(const model::IndexSchema& index) const;
  void WriteBackfilling(const model::IndexSchema& index, uint8_t member);
  void WriteVectorIndexes();
  void WriteVectorIndex(const model::IndexSchema& index);
  void WriteSearchElement(const model::KeyAttribute& attribute, Bytes type);

  const store::Table& table_;
  const model::TableSchema& schema_;
  const DescriptionMoment& moment_;
  const Identity& identity_;
  ResponseWriter* out_;
  std::string arn_;
};

void Writer::WriteDefinitions() {
  std::vector<model::KeyAttribute> definitions = schema_.attribute_definitions;
  if (sorts_definitions()) {
    base::Sort(definitions, [](const auto& a, const auto& b) { return a.name < b.name; });
  }
  out_->Member(Description::kAttributeDefinitions);
  const ResponseWriter::Mark list = out_->BeginList();
  for (const model::KeyAttribute& attribute : definitions) {
    out_->Element();
    const ResponseWriter::Mark definition = out_->BeginStructure();
    out_->StringMember(AttributeDefinition::kAttributeName, attribute.name);
    out_->StringMember(AttributeDefinition::kAttributeType,
                       model::AttributeTypeName(attribute.type));
    out_->EndStructure(definition);
  }
  out_->EndList(list);
}

void Writer::WriteKeys(const std::vector<model::KeyAttribute>& keys, Bytes type) {
  for (const model::KeyAttribute& key : keys) {
    out_->Element();
    const ResponseWriter::Mark element = out_->BeginStructure();
    out_->StringMember(KeySchemaElement::kAttributeName, key.name);
    out_->StringMember(KeySchemaElement::kKeyType, type);
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

void Writer::WriteWarmThroughput(const SettingsOwner& owner,
                                 const model::ThroughputSettings& settings) {
  const model::Throughput units = WarmthAt(moment_.now_ms, owner, settings);
  const ResponseWriter::Mark structure = out_->BeginStructure();
  WriteNumber(TableWarmThroughputDescription::kReadUnitsPerSecond, units.read_capacity_units, out_);
  WriteNumber(TableWarmThroughputDescription::kWriteUnitsPerSecond, units.write_capacity_units,
              out_);
  const bool updating = moment_.now_ms < settings.warming_until_ms || is_creation();
  out_->StringMember(TableWarmThroughputDescription::kStatus, updating ? "UPDATING" : "ACTIVE");
  out_->EndStructure(structure);
}

// Only what is capped.
void Writer::WriteOnDemandThroughput(uint8_t member, const model::ThroughputSettings& settings) {
  if (settings.max_read_units == 0 && settings.max_write_units == 0) return;
  out_->Member(member);
  const ResponseWriter::Mark structure = out_->BeginStructure();
  if (settings.max_read_units != 0)
    WriteNumber(OnDemandThroughput::kMaxReadRequestUnits, settings.max_read_units, out_);
  if (settings.max_write_units != 0)
    WriteNumber(OnDemandThroughput::kMaxWriteRequestUnits, settings.max_write_units, out_);
  out_->EndStructure(structure);
}

// Absent for the service's own key.
void Writer::WriteEncryption() {
  const model::Encryption& encryption = schema_.encryption;
  const bool updating = !moment_.encryption_status.empty() ||
                        moment_.now_ms < encryption.updating_until_ms;
  if (encryption.key_arn.empty() && !updating) return;
  out_->Member(Description::kSSEDescription);
  const ResponseWriter::Mark structure = out_->BeginStructure();
  out_->StringMember(SSEDescription::kStatus, updating ? "UPDATING" : "ENABLED");
  if (!encryption.key_arn.empty()) {
    out_->StringMember(SSEDescription::kSSEType, "KMS");
    out_->StringMember(SSEDescription::kKMSMasterKeyArn, encryption.key_arn);
  }
  out_->EndStructure(structure);
}

// Only of a table that is on demand or was it.
void Writer::WriteBillingMode() {
  if (!on_demand() && schema_.on_demand_ms == 0) return;
  out_->Member(Description::kBillingModeSummary);
  const ResponseWriter::Mark billing = out_->BeginStructure();
  out_->StringMember(BillingModeSummary::kBillingMode,
                     on_demand() ? "PAY_PER_REQUEST" : "PROVISIONED");
  if (!moment_.fresh) {
    WriteTime(BillingModeSummary::kLastUpdateToPayPerRequestDateTime, schema_.on_demand_ms, out_);
  }
  out_->EndStructure(billing);
}

void Writer::WriteTableClass() {
  if (schema_.table_class.empty()) return;
  out_->Member(Description::kTableClassSummary);
  const ResponseWriter::Mark table_class = out_->BeginStructure();
  out_->StringMember(TableClassSummary::kTableClass, schema_.table_class);
  WriteTime(TableClassSummary::kLastUpdateDateTime, schema_.table_class_changed_ms, out_);
  out_->EndStructure(table_class);
}

void Writer::WriteProjection(const model::IndexSchema& index) {
  const ResponseWriter::Mark projection = out_->BeginStructure();
  switch (index.projection) {
    case model::ProjectionType::kAll:
      out_->StringMember(Projection::kProjectionType, "ALL");
      break;
    case model::ProjectionType::kKeysOnly:
      out_->StringMember(Projection::kProjectionType, "KEYS_ONLY");
      break;
    case model::ProjectionType::kInclude:
      out_->StringMember(Projection::kProjectionType, "INCLUDE");
      break;
  }
  if (!index.non_key_attributes.empty()) {
    std::vector<std::string> names = index.non_key_attributes;
    if (sorts()) base::Sort(names);
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
  out_->StringMember(Local::kIndexName, index.name);
  out_->Member(Local::kKeySchema);
  const ResponseWriter::Mark keys = out_->BeginList();
  WriteKeys(index.partition_keys, "HASH");
  WriteKeys(index.sort_keys, "RANGE");
  out_->EndList(keys);
  out_->Member(Local::kProjection);
  WriteProjection(index);
  WriteNumber(Local::kIndexSizeBytes, stored == nullptr ? 0 : table_.ItemBytesOf(*stored), out_);
  WriteNumber(Local::kItemCount, stored == nullptr ? 0 : table_.ItemCountOf(*stored), out_);
  out_->StringMember(Local::kIndexArn, arn_ + "/index/" + index.name);
  out_->EndStructure(structure);
}

Bytes Writer::StatusOf(const model::IndexSchema& index) const {
  for (const auto& [number, set_going] : moment_.index_statuses) {
    if (number == index.number) return set_going;
  }
  const store::SecondaryIndex* stored = table_.FindIndex(index.number);
  return IndexStatusOf(schema_, index, stored == nullptr || stored->complete(), moment_.now_ms);
}

// An index that is complete says nothing of it, and neither does one that its table was created
// with. Source: paritysuite, measured eu-west-2 2026-08.
void Writer::WriteBackfilling(const model::IndexSchema& index, uint8_t member) {
  if (moment_.fresh || IsCreating(schema_, moment_.now_ms)) return;
  const store::SecondaryIndex* stored = table_.FindIndex(index.number);
  const bool filling = stored != nullptr && !stored->complete();
  if (!filling && StatusOf(index) != "CREATING") return;
  out_->Member(member);
  out_->Boolean(filling && moment_.now_ms >= index.lifecycle.allocating_until_ms);
}

void Writer::WriteGlobalIndex(const model::IndexSchema& index) {
  using Global = GlobalSecondaryIndexDescription;
  const store::SecondaryIndex* stored = table_.FindIndex(index.number);
  const ResponseWriter::Mark structure = out_->BeginStructure();
  out_->StringMember(Global::kIndexName, index.name);
  out_->Member(Global::kKeySchema);
  const ResponseWriter::Mark keys = out_->BeginList();
  WriteKeys(index.partition_keys, "HASH");
  WriteKeys(index.sort_keys, "RANGE");
  out_->EndList(keys);
  out_->Member(Global::kProjection);
  WriteProjection(index);
  out_->StringMember(Global::kIndexStatus, StatusOf(index));
  WriteBackfilling(index, Global::kBackfilling);
  out_->Member(Global::kProvisionedThroughput);
  WriteThroughput(index.throughput);
  WriteNumber(Global::kIndexSizeBytes, stored == nullptr ? 0 : table_.ItemBytesOf(*stored), out_);
  WriteNumber(Global::kItemCount, stored == nullptr ? 0 : table_.ItemCountOf(*stored), out_);
  out_->StringMember(Global::kIndexArn, arn_ + "/index/" + index.name);
  WriteOnDemandThroughput(Global::kOnDemandThroughput, index.settings);
  // CreateTable's answer has it of no index. Source: control-plane lab, measured us-west-2 and
  // us-east-1 2026-10 (134, 138).
  const bool is_asked = index.settings.warm_read_units != 0 || index.settings.warm_write_units != 0;
  if (!moment_.fresh && (stored != nullptr || is_asked)) {
    out_->Member(Global::kWarmThroughput);
    WriteWarmThroughput(OwnerOf(schema_, index), index.settings);
  }
  out_->EndStructure(structure);
}

void Writer::WriteSearchElement(const model::KeyAttribute& attribute, Bytes type) {
  out_->Element();
  const ResponseWriter::Mark element = out_->BeginStructure();
  out_->StringMember(SearchSchemaElement::kAttributeName, attribute.name);
  out_->StringMember(SearchSchemaElement::kSearchSchemaElementType, type);
  out_->EndStructure(element);
}

void Writer::WriteVectorIndex(const model::IndexSchema& index) {
  using Vector = VectorIndexDescription;
  const store::SecondaryIndex* stored = table_.FindIndex(index.number);
  const ResponseWriter::Mark structure = out_->BeginStructure();
  out_->StringMember(Vector::kIndexName, index.name);
  if (!index.partition_keys.empty() || !index.sort_keys.empty()) {
    out_->Member(Vector::kSearchSchema);
    const ResponseWriter::Mark elements = out_->BeginList();
    // The elements as they were sent: HASH stands among the others.
    for (size_t i = 0; i <= index.sort_keys.size(); i++) {
      if (i == index.vector.hash_position && !index.partition_keys.empty())
        WriteSearchElement(index.partition_keys[0], "HASH");
      if (i < index.sort_keys.size()) WriteSearchElement(index.sort_keys[i], "INLINE_FILTER");
    }
    out_->EndList(elements);
  }
  out_->Member(Vector::kProjection);
  WriteProjection(index);
  out_->Member(Vector::kVectorAttribute);
  const ResponseWriter::Mark attribute = out_->BeginStructure();
  out_->StringMember(model::members::VectorAttributeDefinition::kAttributeName,
                     index.vector.attribute);
  out_->EndStructure(attribute);
  WriteNumber(Vector::kDimensions, index.vector.dimensions, out_);
  constexpr Bytes kFunctions[] = {"COSINE", "EUCLIDEAN", "DOT_PRODUCT"};
  out_->StringMember(Vector::kDistanceFunction,
                     kFunctions[static_cast<size_t>(index.vector.distance)]);
  out_->StringMember(Vector::kIndexStatus, StatusOf(index));
  WriteBackfilling(index, Vector::kBackfilling);
  WriteNumber(Vector::kIndexSizeBytes, stored == nullptr ? 0 : table_.ItemBytesOf(*stored), out_);
  WriteNumber(Vector::kItemCount, stored == nullptr ? 0 : table_.ItemCountOf(*stored), out_);
  out_->StringMember(Vector::kIndexArn, arn_ + "/index/" + index.name);
  out_->EndStructure(structure);
}

void Writer::WriteVectorIndexes() {
  if (schema_.vector_indexes.empty()) return;
  out_->Member(Description::kVectorIndexes);
  const ResponseWriter::Mark list = out_->BeginList();
  for (const model::IndexSchema& index : schema_.vector_indexes) {
    out_->Element();
    WriteVectorIndex(index);
  }
  out_->EndList(list);
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
  if (!moment_.of_deletion) WriteDefinitions();
  out_->StringMember(Description::kTableName, schema_.table_name);
  if (!moment_.of_deletion) {
    out_->Member(Description::kKeySchema);
    const ResponseWriter::Mark keys = out_->BeginList();
    WriteKeys({schema_.partition_key}, "HASH");
    if (schema_.sort_key) WriteKeys({*schema_.sort_key}, "RANGE");
    out_->EndList(keys);
  }
  out_->StringMember(Description::kTableStatus, moment_.table_status.empty()
                                                    ? TableStatusOf(schema_, moment_.now_ms)
                                                    : moment_.table_status);
  if (!moment_.of_deletion) {
    out_->Member(Description::kCreationDateTime);
    out_->Timestamp(static_cast<double>(schema_.created_ms) / 1000);
  }
  out_->Member(Description::kProvisionedThroughput);
  WriteThroughput(schema_.throughput);
  WriteNumber(Description::kTableSizeBytes, table_.item_bytes(), out_);
  WriteNumber(Description::kItemCount, table_.item_count(), out_);
  out_->StringMember(Description::kTableArn, arn_);
  out_->StringMember(Description::kTableId, schema_.table_id);
  WriteBillingMode();
  WriteIndexes(model::IndexKind::kLocal, Description::kLocalSecondaryIndexes);
  if (!moment_.of_deletion)
    WriteIndexes(model::IndexKind::kGlobal, Description::kGlobalSecondaryIndexes);
  WriteStreamMembers(schema_, identity_, out_);
  WriteEncryption();
  WriteTableClass();
  out_->Member(Description::kDeletionProtectionEnabled);
  out_->Boolean(schema_.deletion_protection);
  WriteOnDemandThroughput(Description::kOnDemandThroughput, schema_.settings);
  const model::ThroughputSettings& settings = schema_.settings;
  if (!moment_.fresh || settings.warm_read_units != 0 || settings.warm_write_units != 0) {
    out_->Member(Description::kWarmThroughput);
    WriteWarmThroughput(OwnerOf(schema_), settings);
  }
  if (!moment_.of_deletion) WriteVectorIndexes();
  out_->EndStructure(structure);
}

}  // namespace

void WriteTableDescription(const store::Table& table, const model::TableSchema& schema,
                           const DescriptionMoment& moment, const Identity& identity,
                           ResponseWriter* out) {
  Writer(table, schema, moment, identity, out).Write();
}

}  // namespace hashrange::ops
