#include "api/lifecycle.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "ops/index_definitions.h"
#include "store/commit.h"

namespace hashrange::api {
namespace {

// True when there is something of the table to be taken away: the batch does it.
bool EndTable(const store::Table& table, uint64_t now_ms, store::WriteBatch* batch) {
  const model::TableSchema& schema = table.schema();
  const uint64_t ends_ms = schema.lifecycle.deleting_until_ms;
  if (ends_ms != 0 && ends_ms <= now_ms) {
    batch->DeleteTable(table.number());
    return true;
  }
  std::vector<uint32_t> gone;
  model::ForEachIndex(schema, [&](const model::IndexSchema& index) {
    const uint64_t index_ends_ms = index.lifecycle.deleting_until_ms;
    if (index_ends_ms != 0 && index_ends_ms <= now_ms) gone.push_back(index.number);
  });
  if (gone.empty()) return false;
  model::TableSchema left = schema;
  for (const uint32_t number : gone) ops::DropIndex(number, &left);
  batch->UpdateTable(table.number(), std::move(left));
  return true;
}

}  // namespace

void EndLifecycles(store::State* state, uint64_t now_ms, uint64_t entropy) {
  // Asked before every request, and most often there is nothing.
  const auto is_due = [&](uint32_t number) {
    const std::optional<uint64_t> ends_ms = NextEndMs(*state->catalog().Find(number));
    return ends_ms && *ends_ms <= now_ms;
  };
  const std::vector<uint32_t>& listed = state->background_tables();
  if (std::none_of(listed.begin(), listed.end(), is_due)) return;
  // A commit may take its table off the list.
  const std::vector<uint32_t> tables = listed;
  for (const uint32_t number : tables) {
    const store::Table* table = state->catalog().Find(number);
    store::WriteBatch batch = store::BeginBatch(*state, now_ms, entropy);
    if (table == nullptr || !EndTable(*table, now_ms, &batch)) continue;
    // Without memory for it, it stays until the next request.
    if (store::PrepareCommit(state, &batch)) store::Commit(state, std::move(batch));
  }
}

std::optional<uint64_t> NextEndMs(const store::Table& table) {
  std::optional<uint64_t> next;
  const auto add = [&next](uint64_t ends_ms) {
    if (ends_ms != 0) next = next ? std::min(*next, ends_ms) : ends_ms;
  };
  add(table.schema().lifecycle.deleting_until_ms);
  model::ForEachIndex(table.schema(), [&](const model::IndexSchema& index) {
    add(index.lifecycle.deleting_until_ms);
  });
  return next;
}

}  // namespace hashrange::api
