// UpdateTimeToLive, DescribeTimeToLive, and what happens in the background: items expire, indexes
// are filled. Source: control-plane lab, measured 2026-10; AWS Developer Guide, "Time to Live". How
// much a step does is the engine's own choice.
#include <algorithm>

#include "model/answer.h"
#include "model/decimal.h"
#include "model/naive_engine.h"

namespace hashrange::naive {
namespace {

constexpr uint64_t kChangesApartMs = 31 * 60'000;
constexpr uint64_t kExpiryWindowSeconds = uint64_t{5} * 365 * 24 * 3600;
constexpr uint64_t kFilledRowsInStep = 256;
constexpr uint64_t kFilledBytesInStep = 1024 * 1024;
constexpr uint64_t kExpiredItemsInStep = 64;
// A number of seconds of more digits is none.
constexpr uint64_t kSecondsMax = 1'000'000'000'000;

// The second that an item's attribute names, if it is one.
std::optional<uint64_t> ExpiryOf(const Table& table, const Item& item) {
  const auto value = item.find(table.ttl_attribute);
  if (value == item.end() || value->second.type != Type::kN) return std::nullopt;
  const Decimal number = ParseDecimal(value->second.text);
  if (number.negative || number.Magnitude() > 12) return std::nullopt;
  const std::string text = PlainText(number);
  const uint64_t seconds = std::stoull(text.substr(0, text.find('.')));
  if (seconds > kSecondsMax) return std::nullopt;
  return seconds;
}

// The rows whose items are in the queue, by the second in which they expire, without those that
// expired too long ago.
std::vector<std::pair<uint64_t, RowKey>> QueueOf(const Table& table, uint64_t now_ms) {
  std::vector<std::pair<uint64_t, RowKey>> queue;
  if (table.ttl_attribute.empty()) return queue;
  const uint64_t oldest = now_ms / 1000 - kExpiryWindowSeconds;
  for (const auto& [key, item] : table.rows) {
    if (table.ttl_filling && !table.ttl_filling->Covers(key)) continue;
    const std::optional<uint64_t> expiry = ExpiryOf(table, item);
    if (expiry && *expiry >= oldest) queue.emplace_back(*expiry, key);
  }
  std::stable_sort(queue.begin(), queue.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  return queue;
}

// Goes on with a filling. True when it is complete.
bool FillStep(const Table& table, Filling* filling, uint64_t* filled) {
  uint64_t count = 0;
  uint64_t size = 0;
  for (const auto& [key, item] : table.rows) {
    if (filling->Covers(key)) continue;
    if (count == kFilledRowsInStep || size >= kFilledBytesInStep) return false;
    size += SizeOf(item);
    count++;
    (*filled)++;
    filling->up_to = key;
  }
  return true;
}

}  // namespace

Answer NaiveEngine::UpdateTimeToLive(const Request& request, uint64_t now_ms) {
  if (tables_.count(request.table) == 0) return Refusal(TableNotFound(request.table));
  Table& table = tables_[request.table];
  if (!table.ttl_attribute.empty()) {
    if (table.ttl_attribute != request.ttl_attribute) {
      return Refusal(
          Invalid("TimeToLive is active on a different AttributeName: current AttributeName is " +
                  table.ttl_attribute));
    }
    if (request.ttl_enabled) return Refusal(Invalid("TimeToLive is already enabled"));
  } else if (!request.ttl_enabled) {
    return Refusal(Invalid("TimeToLive is already disabled"));
  }
  if (table.ttl_changed_ms != 0 && now_ms < table.ttl_changed_ms + kChangesApartMs) {
    return Refusal(
        Invalid("Time to live has been modified multiple times within a fixed interval"));
  }
  table.ttl_changed_ms = now_ms;
  table.ttl_attribute = request.ttl_enabled ? request.ttl_attribute : "";
  table.ttl_filling.reset();
  if (request.ttl_enabled && !table.rows.empty()) table.ttl_filling = Filling();
  return Answer{200,
                {{"TimeToLiveSpecification",
                  {{"Enabled", request.ttl_enabled}, {"AttributeName", request.ttl_attribute}}}}};
}

Answer NaiveEngine::DescribeTimeToLive(const Request& request) const {
  const Table* table = FindTable(request.table);
  if (table == nullptr) return Refusal(TableNotFound(request.table));
  json description = {{"TimeToLiveStatus", table->ttl_filling ? "ENABLING" : "ENABLED"}};
  if (table->ttl_attribute.empty()) {
    description["TimeToLiveStatus"] = "DISABLED";
  } else {
    description["AttributeName"] = table->ttl_attribute;
  }
  return Answer{200, {{"TimeToLiveDescription", description}}};
}

bool NaiveEngine::BackgroundStep(Ticked* done) {
  std::vector<Table*> tables;
  for (auto& [name, table] : tables_) tables.push_back(&table);
  std::sort(tables.begin(), tables.end(),
            [](const Table* a, const Table* b) { return a->number < b->number; });
  for (Table* table : tables) {
    // One index is filled at a time.
    if (!table->filling.empty()) {
      const auto index = table->filling.begin();
      if (FillStep(*table, &index->second, &done->backfilled)) table->filling.erase(index);
      return true;
    }
    if (table->ttl_filling) {
      if (FillStep(*table, &*table->ttl_filling, &done->backfilled)) table->ttl_filling.reset();
      return true;
    }
    uint64_t expired = 0;
    for (const auto& [second, key] : QueueOf(*table, now_ms_)) {
      if (second >= now_ms_ / 1000 || expired == kExpiredItemsInStep) break;
      RecordChange(table->schema.name, table->rows.at(key), {}, true);
      table->rows.erase(key);
      expired++;
    }
    done->expired += expired;
    if (expired > 0) return true;
  }
  return false;
}

Ticked NaiveEngine::Tick(uint64_t max_steps, uint64_t now_ms) {
  now_ms_ = std::max(now_ms_, now_ms);
  Ticked done;
  for (uint64_t step = 0; step < max_steps && BackgroundStep(&done); step++) {
  }
  for (const auto& [name, table] : tables_) {
    std::optional<uint64_t> due;
    const auto queue = QueueOf(table, now_ms_);
    if (!queue.empty() && !table.ttl_filling) due = (queue[0].first + 1) * 1000;
    const bool fills = !table.filling.empty() || table.ttl_filling;
    if (fills && (!due || now_ms_ < *due)) due = now_ms_;
    if (due && (!done.next_due_ms || *due < *done.next_due_ms)) done.next_due_ms = due;
  }
  done.more = done.next_due_ms && *done.next_due_ms <= now_ms_;
  return done;
}

}  // namespace hashrange::naive
