#include "api/background.h"

#include <algorithm>
#include <utility>

#include "api/inspect.h"
#include "api/lifecycle.h"
#include "base/check.h"
#include "ops/trace_events.h"
#include "store/commit.h"
#include "store/cursor.h"

namespace hashrange::api {
namespace {

using store::SecondaryIndex;
using store::State;
using store::Table;

// What one step does at most: short enough that nobody feels it between two requests.
constexpr uint64_t kFilledRowsInStep = 256;
constexpr uint64_t kFilledBytesInStep = 1024 * 1024;
constexpr uint64_t kExpiredItemsInStep = 64;

// Items that expired longer ago are left alone: five years. Source: AWS Developer Guide, "Time to
// Live".
constexpr uint64_t kExpiryWindowSeconds = uint64_t{5} * 365 * 24 * 3600;

// False when there is no memory for it: it is tried again another time.
bool CommitBatch(State* state, store::WriteBatch&& batch) {
  if (!store::PrepareCommit(state, &batch)) return false;
  store::Commit(state, std::move(batch));
  return true;
}

// Fills an index a little further, and adds the rows looked at to *filled. False: no memory.
bool FillStep(State* state, const Table& table, const SecondaryIndex& index, uint64_t now_ms,
              uint64_t entropy, ops::Trace* trace, uint64_t* filled) {
  const store::KeyRange range{.low = index.filled->view(), .low_exclusive = true};
  store::RowCursor rows(table, range, store::Direction::kForward);
  uint64_t count = 0;
  uint64_t bytes = 0;
  const store::Row* last = nullptr;
  for (; rows.row() != nullptr && count < kFilledRowsInStep && bytes < kFilledBytesInStep;
       rows.Next()) {
    last = rows.row();
    bytes += last->item().item_bytes();
    count++;
  }
  const bool complete = rows.row() == nullptr;
  model::Key up_to = *index.filled;
  if (last != nullptr) up_to = {last->hash(), std::string(last->key_bytes())};
  store::WriteBatch batch = store::BeginBatch(*state, now_ms, entropy);
  batch.FillIndex(table.number(), index.schema->number, std::move(up_to), complete);
  if (!CommitBatch(state, std::move(batch))) return false;
  *filled += count;
  if (trace != nullptr)
    trace->Backfill(table.schema().table_name, index.schema->name, count, complete);
  return true;
}

// The entries of the items that are to expire now, in order. An item expires when the second that it
// names is over. Source: AWS Developer Guide, "Time to Live".
store::KeyRange ExpiredRange(uint64_t now_ms) {
  const uint64_t now_seconds = now_ms / 1000;
  const uint64_t oldest =
      now_seconds > kExpiryWindowSeconds ? now_seconds - kExpiryWindowSeconds : 0;
  return store::KeyRange{.low = {oldest << store::kExpirySecondsShift, {}},
                         .high = model::KeyView{now_seconds << store::kExpirySecondsShift, {}}};
}

// Answers the items that have expired; 0: no memory, or none was due.
uint64_t ExpireStep(State* state, const Table& table, const SecondaryIndex& queue, uint64_t now_ms,
                    uint64_t entropy, ops::Trace* trace) {
  store::WriteBatch batch = store::BeginBatch(*state, now_ms, entropy);
  store::RowCursor entries(table, queue, ExpiredRange(now_ms), store::Direction::kForward);
  uint64_t count = 0;
  for (; entries.row() != nullptr && count < kExpiredItemsInStep; entries.Next(), count++) {
    const store::Row* row = entries.row()->item_holder();
    batch.Expire(table.number(), {row->hash(), std::string(row->key_bytes())})->old_row =
        store::RowRef(row);
    if (trace != nullptr) {
      trace->Expire({.table = table.schema().table_name,
                     .partition = table.partitions().IndexOf(row->key())},
                    {row->key(), KeyAttributesOf(table.schema())});
    }
  }
  if (count == 0 || !store::PrepareCommit(state, &batch)) return 0;
  if (trace != nullptr) {
    for (const store::Change& change : batch.changes)
      ops::TraceStreamRecord(table, change, trace);
  }
  store::Commit(state, std::move(batch));
  return count;
}

bool IsToBeFilled(const SecondaryIndex& index) {
  return !index.complete() && index.schema->lifecycle.deleting_until_ms == 0;
}

const SecondaryIndex* FirstToFill(const Table& table, uint64_t now_ms) {
  for (const SecondaryIndex& index : table.indexes()) {
    if (IsToBeFilled(index) && index.schema->lifecycle.filling_from_ms <= now_ms) return &index;
  }
  return nullptr;
}

// When the first item of the queue expires; nothing when none will.
std::optional<uint64_t> FirstExpiryMs(const Table& table, const SecondaryIndex& queue,
                                      uint64_t now_ms) {
  store::KeyRange range = ExpiredRange(now_ms);
  range.high.reset();
  const store::RowCursor first(table, queue, range, store::Direction::kForward);
  if (first.row() == nullptr) return std::nullopt;
  return (store::ExpirySecondsOf(*first.row()) + 1) * 1000;
}

// One step of a table's work that is due; false when there is none.
bool StepOf(State* state, uint32_t number, uint64_t now_ms, uint64_t entropy, ops::Trace* trace,
            BackgroundResult* result) {
  const Table* table = state->catalog().Find(number);
  HR_CHECK(table != nullptr);
  if (const SecondaryIndex* index = FirstToFill(*table, now_ms)) {
    return FillStep(state, *table, *index, now_ms, entropy, trace, &result->backfilled);
  }
  const SecondaryIndex* queue = table->expiry_queue();
  if (queue != nullptr && queue->complete()) {
    const uint64_t expired = ExpireStep(state, *table, *queue, now_ms, entropy, trace);
    result->expired += expired;
    return expired > 0;
  }
  return false;
}

// One step of a stream's work that is due: its shards roll over, and what is past its retention goes.
// False when there is none.
bool StepOfStreams(State* state, uint64_t now_ms, uint64_t entropy) {
  for (const store::Stream& stream : state->streams()) {
    if (stream.due_ms() > now_ms) continue;
    store::WriteBatch batch = store::BeginBatch(*state, now_ms, entropy);
    batch.TendStream(stream.number());
    return CommitBatch(state, std::move(batch));
  }
  return false;
}

}  // namespace

BackgroundResult RunBackground(State* state, uint64_t now_ms, uint64_t entropy, int steps,
                               ops::Trace* trace) {
  BackgroundResult result;
  EndLifecycles(state, now_ms, entropy);
  for (int step = 0; step < steps; step++) {
    bool worked = false;
    // A step may take its table off the list, or be the last of it.
    const std::vector<uint32_t> tables = state->background_tables();
    for (const uint32_t number : tables) {
      if (StepOf(state, number, now_ms, entropy, trace, &result)) {
        worked = true;
        break;
      }
    }
    if (!worked && !StepOfStreams(state, now_ms, entropy)) return result;
  }
  const std::optional<uint64_t> next = NextDueMs(*state);
  result.more = next && *next <= now_ms;
  return result;
}

std::optional<uint64_t> NextDueMs(const State& state) {
  std::optional<uint64_t> next;
  for (const uint32_t number : state.background_tables()) {
    const Table* table = state.catalog().Find(number);
    const auto add = [&next](std::optional<uint64_t> due) {
      if (due && (!next || *due < *next)) next = due;
    };
    add(NextEndMs(*table));
    for (const SecondaryIndex& index : table->indexes()) {
      if (IsToBeFilled(index))
        add(std::max(state.last_now_ms(), index.schema->lifecycle.filling_from_ms));
    }
    const SecondaryIndex* queue = table->expiry_queue();
    if (queue != nullptr && queue->complete())
      add(FirstExpiryMs(*table, *queue, state.last_now_ms()));
  }
  for (const store::Stream& stream : state.streams()) {
    if (stream.due_ms() != UINT64_MAX && (!next || stream.due_ms() < *next)) next = stream.due_ms();
  }
  return next;
}

}  // namespace hashrange::api
