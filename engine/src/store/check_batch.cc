// What a batch may be: what recovery asks of bytes, and debug builds of plans.
#include <algorithm>
#include <vector>

#include "base/sort.h"
#include "store/commit.h"
#include "store/stream_invariants.h"

namespace hashrange::store {
namespace {

using Complaint = std::optional<std::string>;

// True when the changes name a (table, key) twice, or a table that they change as a whole besides;
// or a stream besides anything.
bool HasConflict(const std::vector<Change>& changes) {
  if (changes.size() < 2) return false;
  struct Target {
    uint32_t table;
    bool whole_table;
    model::KeyView key;
  };
  std::vector<Target> targets;
  targets.reserve(changes.size());
  for (const Change& change : changes) {
    if (change.kind == ChangeKind::kTendStream || change.kind == ChangeKind::kStream) return true;
    if (change.kind == ChangeKind::kStreamRecord) continue;  // CheckStreamRecords
    if (change.kind == ChangeKind::kToken) {
      targets.push_back({0, false, {0, change.token->token}});
    } else {
      const bool of_row = change.is_of_row();
      targets.push_back({change.table, !of_row, of_row ? change.KeyOf() : model::KeyView{}});
    }
  }
  base::Sort(targets, [](const Target& a, const Target& b) {
    if (a.table != b.table) return a.table < b.table;
    if (a.whole_table != b.whole_table) return a.whole_table;
    return a.key < b.key;
  });
  for (size_t i = 1; i < targets.size(); i++) {
    const Target& a = targets[i - 1];
    const Target& b = targets[i];
    if (a.table == b.table && (a.whole_table || a.key == b.key)) return true;
  }
  return false;
}

// What its entries follow from: all but its throughput and where it is in its life.
bool HoldsTheSame(const model::IndexSchema& a, const model::IndexSchema& b) {
  return a.kind == b.kind && a.name == b.name && a.projection == b.projection &&
         a.non_key_attributes == b.non_key_attributes && a.partition_keys == b.partition_keys &&
         a.sort_keys == b.sort_keys && a.vector == b.vector;
}

// Streams of a table's name, gone tables' too, have labels of their own.
Complaint CheckNewLabel(const State& state, const std::string& table_name, uint64_t label_ms) {
  for (const Stream& stream : state.streams()) {
    if (stream.schema().table_name == table_name && stream.schema().label_ms == label_ms)
      return "it gives a stream's label again";
  }
  return std::nullopt;
}

Complaint CheckStreamOf(const State& state, const model::TableSchema& wanted,
                        const model::TableSchema* present) {
  if (present != nullptr && wanted.stream_label_ms == present->stream_label_ms) {
    return !wanted.has_stream() || wanted.stream_view_type == present->stream_view_type
               ? std::nullopt
               : Complaint("it changes what a stream is");
  }
  if (!wanted.has_stream()) {
    return wanted.stream_label_ms == 0 && present == nullptr
               ? std::nullopt
               : Complaint("it gives a label to no stream");
  }
  if (present != nullptr && wanted.stream_label_ms < present->stream_label_ms)
    return "it gives a stream's label again";
  return CheckNewLabel(state, wanted.table_name, wanted.stream_label_ms);
}

// The same table under the same keys, whose local indexes stay and whose new indexes have new
// numbers.
Complaint CheckNewSchema(const Table& table, const model::TableSchema& wanted) {
  const model::TableSchema& present = table.schema();
  if (wanted.table_name != present.table_name) return "it renames a table";
  if (wanted.partition_key != present.partition_key || wanted.sort_key != present.sort_key)
    return "it changes the keys of a table";
  if (wanted.next_index_number < present.next_index_number) return "it gives an index number again";
  const auto find = [](const model::TableSchema& in, uint32_t number) {
    const model::IndexSchema* found = nullptr;
    model::ForEachIndex(in, [&](const model::IndexSchema& index) {
      if (index.number == number) found = &index;
    });
    return found;
  };
  const auto check = [&](const model::IndexSchema& index) -> Complaint {
    const model::IndexSchema* before = find(present, index.number);
    if (before == nullptr) {
      if (index.kind == model::IndexKind::kLocal) return "it adds a local index";
      if (index.number < present.next_index_number) return "it gives an index number again";
    } else if (!HoldsTheSame(*before, index)) {
      return "it changes what an index holds";
    }
    return std::nullopt;
  };
  Complaint found;
  model::ForEachIndex(wanted, [&](const model::IndexSchema& index) {
    if (!found) found = check(index);
  });
  if (found) return found;
  for (const model::IndexSchema& index : present.indexes) {
    if (index.kind == model::IndexKind::kLocal && find(wanted, index.number) == nullptr)
      return "it takes a local index away";
  }
  return std::nullopt;
}

Complaint CheckSplit(const Table& table, const Change& change) {
  const PartitionList* partitions = &table.partitions();
  if (change.index != kNoIndex) {
    const SecondaryIndex* index = table.FindIndex(change.index);
    if (index == nullptr || !index->own) return "it splits an index that is not there";
    partitions = &*index->own;
  } else if (table.schema().has_local_indexes() &&
             model::FirstPartBytes(change.key.bytes) != change.key.bytes.size()) {
    return "it splits an item collection of a table with local indexes";
  }
  if (partitions->Of(change.key.view()).low.view() == change.key.view())
    return "it splits where a partition begins";
  return std::nullopt;
}

Complaint CheckFilled(const Table& table, const Change& change) {
  const SecondaryIndex* index = table.FindIndex(change.index);
  if (index == nullptr || !index->own) return "it fills an index that is not there";
  if (change.kind == ChangeKind::kIndexFilled) {
    return table.item_count() == 0 ? std::nullopt
                                   : Complaint("it says late how far an index is filled");
  }
  if (index->complete()) return "it fills an index that is complete";
  if (change.key.view() < index->filled->view()) return "it fills an index backwards";
  return std::nullopt;
}

// The shards of an enabled stream and the partitions of its table.
Complaint CheckOpenShards(const StreamHeader& header, const Table& table) {
  std::vector<uint64_t> open;
  for (const ShardHeader& shard : header.shards) {
    if (shard.open()) open.push_back(shard.stamp);
  }
  std::vector<uint64_t> named = header.open_shards;
  std::sort(named.begin(), named.end());
  if (named != open || named.size() != table.partitions().size())
    return "a stream has not one open shard for each partition";
  return std::nullopt;
}

Complaint CheckStreamHeader(const State& state, const Change& change) {
  const StreamHeader& header = *change.stream_header;
  if (change.stream < state.next_stream_number() || change.stream >= kRecoveredStreamNumberMax)
    return "it has a stream of a wrong number";
  if (header.next_number > kRecoveredRecordNumberMax) return "a stream's numbers are out of range";
  if (Complaint complaint = CheckShards(header.shards, header.next_number)) return complaint;
  if (Complaint complaint =
          CheckNewLabel(state, header.schema.table_name, header.schema.label_ms)) {
    return complaint;
  }
  if (header.disabled_ms == 0) {
    const Table* table = state.catalog().Find(header.table);
    if (table == nullptr || table->stream() != kNoStream || !table->schema().has_stream() ||
        !(StreamSchema::Of(table->schema()) == header.schema)) {
      return "a stream is not that of its table";
    }
    return CheckOpenShards(header, *table);
  }
  if (header.table != 0 || !header.open_shards.empty() ||
      std::any_of(header.shards.begin(), header.shards.end(),
                  [](const ShardHeader& shard) { return shard.open(); })) {
    return "a stream that is disabled has an open shard";
  }
  return std::nullopt;
}

// One record of a checkpoint, by itself.
Complaint CheckStreamRecord(const State& state, const Change& change) {
  const Stream& stream = *state.FindStream(change.stream);
  const Shard* shard = stream.FindShard(change.record->shard);
  const RecordHeader& header = change.record->header;
  if (shard == nullptr) return "a record is of a shard that is not there";
  if (header.number <= shard->first_number ||
      header.number >= (shard->open() ? stream.next_number() : shard->last_number)) {
    return "a record's number is out of range";
  }
  const bool two = HasTwoImages(stream.schema().view_type, header.event);
  if (two != static_cast<bool>(change.old_row) ||
      (two && !(change.row->key() == change.old_row->key()))) {
    return "a record has other images than its stream asks for";
  }
  if (!shard->open()) return std::nullopt;
  const Table* table = state.catalog().Find(Bytes(stream.schema().table_name));
  if (table->partitions().Of(change.row->key()).shard != shard->stamp)
    return "a record is in the shard of another partition";
  return std::nullopt;
}

// The records of a part ascend, shard by shard.
Complaint CheckStreamRecords(const State& state, const std::vector<Change>& changes) {
  const Change* before = nullptr;
  for (const Change& change : changes) {
    if (change.kind != ChangeKind::kStreamRecord) continue;
    if (Complaint complaint = CheckStreamRecord(state, change)) return complaint;
    const RecordHeader& header = change.record->header;
    const Shard& shard = *state.FindStream(change.stream)->FindShard(change.record->shard);
    const bool goes_on = before != nullptr && before->stream == change.stream &&
                         before->record->shard == change.record->shard;
    if (!goes_on && before != nullptr &&
        (before->stream > change.stream ||
         (before->stream == change.stream && before->record->shard > change.record->shard))) {
      return "records are out of order";
    }
    uint64_t number = shard.first_number;
    if (TreeCursor last(shard.records); !goes_on) {
      last.SeekLast();
      if (last.valid()) number = last.row()->hash() >> kRecordNumberShift;
    }
    const uint64_t time_ms = goes_on ? before->record->header.time_ms : shard.latest_ms;
    if (header.number <= (goes_on ? before->record->header.number : number) ||
        header.time_ms < time_ms) {
      return "records are out of order";
    }
    before = &change;
  }
  return std::nullopt;
}

Complaint CheckChange(const State& state, const Change& change) {
  if (change.kind == ChangeKind::kToken) return std::nullopt;
  if (change.kind == ChangeKind::kTendStream || change.kind == ChangeKind::kStreamRecord) {
    return state.FindStream(change.stream) != nullptr
               ? std::nullopt
               : Complaint("it changes a stream that is not there");
  }
  if (change.kind == ChangeKind::kStream) return CheckStreamHeader(state, change);
  const Table* table = state.catalog().Find(change.table);
  if (change.kind == ChangeKind::kCreateTable) {
    if (state.catalog().Find(change.schema->table_name) != nullptr) {
      return "it creates a table whose name is taken";
    }
    return std::nullopt;
  }
  if (table == nullptr) return "it changes a table that is not there";
  switch (change.kind) {
    case ChangeKind::kUpdateTable:
      if (Complaint complaint = CheckStreamOf(state, *change.schema, &table->schema()))
        return complaint;
      return CheckNewSchema(*table, *change.schema);
    case ChangeKind::kSplit:
      return CheckSplit(*table, change);
    case ChangeKind::kFillIndex:
    case ChangeKind::kIndexFilled:
      return CheckFilled(*table, change);
    case ChangeKind::kPut:
    case ChangeKind::kDelete:
    case ChangeKind::kExpire:
    case ChangeKind::kCreateTable:
    case ChangeKind::kDeleteTable:
    case ChangeKind::kToken:
    case ChangeKind::kTendStream:
    case ChangeKind::kStream:
    case ChangeKind::kStreamRecord:
      return std::nullopt;
  }
  return std::nullopt;
}

bool SameName(const std::vector<Change>& changes) {
  std::vector<Bytes> names;
  for (const Change& change : changes) {
    if (change.kind == ChangeKind::kCreateTable) names.push_back(change.schema->table_name);
  }
  base::Sort(names);
  return std::adjacent_find(names.begin(), names.end()) != names.end();
}

Complaint CheckChanges(const State& state, const std::vector<Change>& changes) {
  for (const Change& change : changes) {
    if (Complaint complaint = CheckChange(state, change)) return complaint;
  }
  if (HasConflict(changes)) return "it changes something twice";
  if (SameName(changes)) return "it creates two tables of one name";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> CheckBatch(const State& state, const WriteBatch& batch) {
  if (batch.sequence != state.last_sequence() + 1) return "its sequence does not follow";
  if (batch.now_ms < state.last_now_ms()) return "its time goes back";
  uint32_t next_table_number = state.next_table_number();
  for (const Change& change : batch.changes) {
    if (change.kind == ChangeKind::kIndexFilled || change.kind == ChangeKind::kStream ||
        change.kind == ChangeKind::kStreamRecord) {
      return "it belongs into a checkpoint";
    }
    if (change.kind != ChangeKind::kCreateTable) continue;
    if (Complaint complaint = CheckStreamOf(state, *change.schema, nullptr)) return complaint;
    if (change.table != next_table_number || change.table == UINT32_MAX)
      return "it creates a table of a wrong number";
    next_table_number++;
  }
  return CheckChanges(state, batch.changes);
}

std::optional<std::string> CheckCheckpointPart(const State& state, const WriteBatch& part) {
  uint32_t next_table_number = state.next_table_number();
  for (const Change& change : part.changes) {
    switch (change.kind) {
      case ChangeKind::kPut: {
        const Table* table = state.catalog().Find(change.table);
        if (table != nullptr && table->Find(change.row->key()) != nullptr)
          return "it has a row twice";
        if (table != nullptr && table->stream() != kNoStream)
          return "it has a row behind a stream of its table";
        break;
      }
      case ChangeKind::kSplit: {
        const Table* table = state.catalog().Find(change.table);
        if (table != nullptr && table->stream() != kNoStream)
          return "it splits a partition behind a stream of its table";
        break;
      }
      case ChangeKind::kCreateTable:
        if (change.table < next_table_number || change.table >= kRecoveredTableNumberMax) {
          return "it creates a table of a wrong number";
        }
        next_table_number = change.table + 1;
        break;
      case ChangeKind::kIndexFilled:
      case ChangeKind::kToken:
      case ChangeKind::kStream:
      case ChangeKind::kStreamRecord:
        break;
      case ChangeKind::kDelete:
      case ChangeKind::kExpire:
      case ChangeKind::kDeleteTable:
        return "it deletes something";
      case ChangeKind::kUpdateTable:
      case ChangeKind::kFillIndex:
      case ChangeKind::kTendStream:
        return "it belongs into a log";
    }
  }
  if (Complaint complaint = CheckChanges(state, part.changes)) return complaint;
  return CheckStreamRecords(state, part.changes);
}

}  // namespace hashrange::store
