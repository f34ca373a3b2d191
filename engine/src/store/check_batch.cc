// What a batch may be: what recovery asks of bytes, and debug builds of plans.
#include <algorithm>
#include <vector>

#include "base/sort.h"
#include "store/commit.h"

namespace hashrange::store {
namespace {

using Complaint = std::optional<std::string>;

// True when the changes name a (table, key) twice, or a table that they change as a whole besides.
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

bool SameKey(const model::KeyAttribute& a, const model::KeyAttribute& b) {
  return a.name == b.name && a.type == b.type;
}

// What its entries follow from: all but its throughput and where it is in its life.
bool HoldsTheSame(const model::IndexSchema& a, const model::IndexSchema& b) {
  const auto same_keys = [](const std::vector<model::KeyAttribute>& x,
                            const std::vector<model::KeyAttribute>& y) {
    return std::equal(x.begin(), x.end(), y.begin(), y.end(), SameKey);
  };
  return a.kind == b.kind && a.name == b.name && a.projection == b.projection &&
         a.non_key_attributes == b.non_key_attributes &&
         same_keys(a.partition_keys, b.partition_keys) && same_keys(a.sort_keys, b.sort_keys) &&
         a.vector == b.vector;
}

// The same table under the same keys, whose local indexes stay and whose new indexes have new
// numbers.
Complaint CheckNewSchema(const Table& table, const model::TableSchema& wanted) {
  const model::TableSchema& present = table.schema();
  if (wanted.table_name != present.table_name) return "it renames a table";
  if (!SameKey(wanted.partition_key, present.partition_key) ||
      wanted.sort_key.has_value() != present.sort_key.has_value() ||
      (wanted.sort_key && !SameKey(*wanted.sort_key, *present.sort_key))) {
    return "it changes the keys of a table";
  }
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

Complaint CheckChange(const State& state, const Change& change) {
  if (change.kind == ChangeKind::kToken) return std::nullopt;
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
    if (change.kind == ChangeKind::kIndexFilled) return "it belongs into a checkpoint";
    if (change.kind != ChangeKind::kCreateTable) continue;
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
        break;
      }
      case ChangeKind::kCreateTable:
        if (change.table < next_table_number || change.table >= kRecoveredTableNumberMax) {
          return "it creates a table of a wrong number";
        }
        next_table_number = change.table + 1;
        break;
      case ChangeKind::kSplit:
      case ChangeKind::kIndexFilled:
      case ChangeKind::kToken:
        break;
      case ChangeKind::kDelete:
      case ChangeKind::kExpire:
      case ChangeKind::kDeleteTable:
        return "it deletes something";
      case ChangeKind::kUpdateTable:
      case ChangeKind::kFillIndex:
        return "it belongs into a log";
    }
  }
  return CheckChanges(state, part.changes);
}

}  // namespace hashrange::store
