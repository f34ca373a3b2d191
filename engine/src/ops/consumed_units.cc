#include "ops/consumed_units.h"

#include <algorithm>

#include "model/operation_members.h"

namespace hashrange::ops {
namespace {

using model::members::Capacity;
using model::members::ConsumedCapacity;
using model::members::VectorCapacity;
using wire::ResponseWriter;

// CapacityUnits, and what a transaction repeats them as.
template <typename Members>
void WriteUnits(double units, CapacityKind kind, ResponseWriter* out) {
  out->Member(Members::kCapacityUnits);
  out->Number(units);
  if (kind == CapacityKind::kPlain) return;
  out->Member(kind == CapacityKind::kTransactionRead ? Members::kReadCapacityUnits
                                                     : Members::kWriteCapacityUnits);
  out->Number(units);
}

void WriteShare(double units, CapacityKind kind, ResponseWriter* out) {
  const ResponseWriter::Mark share = out->BeginStructure();
  WriteUnits<Capacity>(units, kind, out);
  out->EndStructure(share);
}

// The shares of the local or of the global indexes; nothing when none was touched.
void WriteIndexShares(uint8_t member, bool local, const ConsumedUnits& units, CapacityKind kind,
                      ResponseWriter* out) {
  const auto is_wanted = [local](const ConsumedUnits::OfIndex& each) { return each.local == local; };
  if (std::none_of(units.indexes().begin(), units.indexes().end(), is_wanted)) return;
  out->Member(member);
  const ResponseWriter::Mark map = out->BeginMap();
  for (const ConsumedUnits::OfIndex& each : units.indexes()) {
    if (!is_wanted(each)) continue;
    out->Entry(each.name);
    WriteShare(each.units, kind, out);
  }
  out->EndMap(map);
}

void WriteVectorShares(const ConsumedUnits& units, ResponseWriter* out) {
  if (units.vector_indexes().empty()) return;
  out->Member(ConsumedCapacity::kVectorIndexes);
  const ResponseWriter::Mark map = out->BeginMap();
  for (const ConsumedUnits::OfVectorIndex& each : units.vector_indexes()) {
    out->Entry(each.name);
    const ResponseWriter::Mark share = out->BeginStructure();
    out->Member(VectorCapacity::kVectorWriteRequestBytes);
    out->Number(static_cast<double>(each.bytes));
    out->EndStructure(share);
  }
  out->EndMap(map);
}

// Source: paritysuite, measured eu-west-2 2026-08.
constexpr uint64_t kVectorWriteBytesMin = 1024;

uint64_t VectorWriteBytes(uint64_t entry_bytes) {
  return std::max(entry_bytes, kVectorWriteBytesMin);
}

// As of a global index, in bytes: a move is charged twice.
uint64_t VectorWriteBytes(const store::IndexChange& change) {
  if (change.kind == store::EntryChange::kMove)
    return VectorWriteBytes(change.old_bytes) + VectorWriteBytes(change.new_bytes);
  return VectorWriteBytes(std::max(change.old_bytes, change.new_bytes));
}

}  // namespace

double ReadUnits(uint64_t bytes, bool consistent) {
  const uint64_t units = std::max<uint64_t>(1, (bytes + kReadUnitBytes - 1) / kReadUnitBytes);
  return static_cast<double>(units) * (consistent ? 1 : 0.5);
}

double WriteUnits(uint64_t bytes) {
  return static_cast<double>(
      std::max<uint64_t>(1, (bytes + kWriteUnitBytes - 1) / kWriteUnitBytes));
}

CapacityDetail ParseCapacityDetail(Bytes text) {
  if (text == "TOTAL") return CapacityDetail::kTotal;
  if (text == "INDEXES") return CapacityDetail::kIndexes;
  return CapacityDetail::kNone;
}

void ConsumedUnits::AddIndex(const model::IndexSchema& index, double units) {
  Add(index.name, index.kind == model::IndexKind::kLocal, units);
}

void ConsumedUnits::AddIndexChanges(const store::Table& table,
                                    const std::vector<store::IndexChange>& changes) {
  for (const store::IndexChange& change : changes) {
    const model::IndexSchema& index = *table.indexes()[change.index].schema;
    if (index.kind == model::IndexKind::kExpiry) continue;
    if (index.kind == model::IndexKind::kVector) {
      AddVectorIndex(index.name, VectorWriteBytes(change));
      continue;
    }
    switch (change.kind) {
      case store::EntryChange::kInsert:
        AddIndex(index, WriteUnits(change.new_bytes));
        break;
      case store::EntryChange::kDelete:
        AddIndex(index, WriteUnits(change.old_bytes));
        break;
      case store::EntryChange::kReplace:
        AddIndex(index, WriteUnits(std::max(change.old_bytes, change.new_bytes)));
        break;
      case store::EntryChange::kMove:
        AddIndex(index, WriteUnits(change.old_bytes) + WriteUnits(change.new_bytes));
        break;
    }
  }
}

void ConsumedUnits::Add(const ConsumedUnits& other) {
  table_ += other.table_;
  in_sum_ += other.in_sum_;
  for (const OfIndex& each : other.indexes_) Add(each.name, each.local, each.units);
  for (const OfVectorIndex& each : other.vector_indexes_) AddVectorIndex(each.name, each.bytes);
}

void ConsumedUnits::AddVectorIndex(Bytes name, uint64_t bytes) {
  for (OfVectorIndex& each : vector_indexes_) {
    if (each.name != name) continue;
    each.bytes += bytes;
    return;
  }
  vector_indexes_.push_back({name, bytes});
}

void ConsumedUnits::Add(Bytes name, bool local, double units) {
  for (OfIndex& each : indexes_) {
    if (each.name != name) continue;
    each.units += units;
    return;
  }
  indexes_.push_back({name, local, units});
}

double ConsumedUnits::total() const {
  double sum = table_ + in_sum_;
  for (const OfIndex& each : indexes_) sum += each.units;
  return sum;
}

void WriteConsumedCapacity(CapacityDetail detail, Bytes table_name, const ConsumedUnits& units,
                           CapacityKind kind, ResponseWriter* out) {
  const ResponseWriter::Mark structure = out->BeginStructure();
  out->Member(ConsumedCapacity::kTableName);
  out->String(table_name);
  WriteUnits<ConsumedCapacity>(units.total(), kind, out);
  if (detail == CapacityDetail::kIndexes) {
    out->Member(ConsumedCapacity::kTable);
    WriteShare(units.table(), kind, out);
    WriteIndexShares(ConsumedCapacity::kLocalSecondaryIndexes, true, units, kind, out);
    WriteIndexShares(ConsumedCapacity::kGlobalSecondaryIndexes, false, units, kind, out);
    WriteVectorShares(units, out);
  }
  out->EndStructure(structure);
}

void WriteConsumedCapacityMember(uint8_t index, CapacityDetail detail, Bytes table_name,
                                 const ConsumedUnits& units, ResponseWriter* out) {
  if (detail == CapacityDetail::kNone) return;
  out->Member(index);
  WriteConsumedCapacity(detail, table_name, units, CapacityKind::kPlain, out);
}

ConsumedUnits* ConsumedByTable::Of(Bytes table_name) {
  for (OfTable& table : tables_) {
    if (table.name == table_name) return &table.units;
  }
  tables_.push_back({table_name, {}});
  return &tables_.back().units;
}

void ConsumedByTable::WriteMember(uint8_t index, CapacityDetail detail, CapacityKind kind,
                                  ResponseWriter* out) const {
  if (detail == CapacityDetail::kNone) return;
  out->Member(index);
  const ResponseWriter::Mark list = out->BeginList();
  for (const OfTable& table : tables_) {
    out->Element();
    WriteConsumedCapacity(detail, table.name, table.units, kind, out);
  }
  out->EndList(list);
}

}  // namespace hashrange::ops
