#include "model/streams.h"

#include <algorithm>
#include <cstdio>
#include <ctime>

#include "model/answer.h"
#include "model/description.h"
#include "model/naive_engine.h"

namespace hashrange::naive {
namespace {

// Source: Amazon DynamoDB Streams API Reference.
constexpr uint64_t kRetentionMs = 86'400'000;

bool IsKept(uint64_t at_ms, uint64_t now_ms) { return at_ms + kRetentionMs > now_ms; }

json DescribeRecord(const Stream& stream, const StreamRecord& record) {
  const bool shows_new = stream.view == "NEW_IMAGE" || stream.view == "NEW_AND_OLD_IMAGES";
  const bool shows_old = stream.view == "OLD_IMAGE" || stream.view == "NEW_AND_OLD_IMAGES";
  uint64_t bytes = SizeOf(record.keys);
  json dynamodb = {{"ApproximateCreationDateTime", record.time_ms / 1000},
                   {"Keys", ToJson(record.keys)},
                   {"StreamViewType", stream.view}};
  if (shows_new && record.after) {
    dynamodb["NewImage"] = ToJson(*record.after);
    bytes += SizeOf(*record.after);
  }
  if (shows_old && record.before) {
    dynamodb["OldImage"] = ToJson(*record.before);
    bytes += SizeOf(*record.before);
  }
  dynamodb["SizeBytes"] = bytes;
  json description = {
      {"eventName", !record.before ? "INSERT" : !record.after ? "REMOVE" : "MODIFY"},
      {"eventVersion", "1.1"},
      {"eventSource", "aws:dynamodb"},
      {"awsRegion", "eu-west-2"},
      {"dynamodb", dynamodb}};
  if (record.by_service) {
    description["userIdentity"] = {{"PrincipalId", "dynamodb.amazonaws.com"}, {"Type", "Service"}};
  }
  return description;
}

}  // namespace

std::string StreamLabel(uint64_t label_ms) {
  const auto seconds = static_cast<std::time_t>(label_ms / 1000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[64];
  const size_t length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
  std::snprintf(text + length, sizeof text - length, ".%03u",
                static_cast<unsigned>(label_ms % 1000));
  return text;
}

std::string StreamArn(const std::string& table, uint64_t label_ms) {
  return "arn:aws:dynamodb:eu-west-2:000000000000:table/" + table + "/stream/" +
         StreamLabel(label_ms);
}

json DescribeStreams(const std::vector<Stream>& streams, uint64_t now_ms) {
  std::vector<const Stream*> told;
  for (const Stream& stream : streams) {
    if (stream.enabled || IsKept(stream.disabled_ms, now_ms)) told.push_back(&stream);
  }
  std::sort(told.begin(), told.end(), [](const Stream* a, const Stream* b) {
    return a->table != b->table ? a->table < b->table : a->label_ms < b->label_ms;
  });
  json list = json::array();
  for (const Stream* stream : told) {
    json keys = json::array();
    for (const KeyAttribute& key : stream->keys) {
      keys.push_back({{"AttributeName", key.name}, {"KeyType", key.range ? "RANGE" : "HASH"}});
    }
    json records = json::array();
    for (const StreamRecord& record : stream->records) {
      if (IsKept(record.time_ms, now_ms)) records.push_back(DescribeRecord(*stream, record));
    }
    SortByItem(&records);
    list.push_back({{"StreamArn", StreamArn(stream->table, stream->label_ms)},
                    {"StreamLabel", StreamLabel(stream->label_ms)},
                    {"StreamStatus", stream->enabled ? "ENABLED" : "DISABLED"},
                    {"StreamViewType", stream->view},
                    {"CreationRequestDateTime", static_cast<double>(stream->label_ms) / 1000},
                    {"TableName", stream->table},
                    {"KeySchema", keys},
                    {"records", records}});
  }
  return list;
}

void SortByItem(json* records) {
  std::vector<std::pair<std::string, json>> sorted;
  for (json& record : *records) {
    std::string key = record["dynamodb"]["Keys"].dump();
    sorted.emplace_back(std::move(key), std::move(record));
  }
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (size_t i = 0; i < sorted.size(); i++) (*records)[i] = std::move(sorted[i].second);
}

void NaiveEngine::EnableStream(Table* table, const std::string& view) {
  // No stream of a table of that name had the same label.
  uint64_t label_ms = std::max(now_ms_, table->stream_label_ms + 1);
  for (const Stream& stream : streams_) {
    if (stream.table == table->schema.name) label_ms = std::max(label_ms, stream.label_ms + 1);
  }
  table->schema.stream_view = view;
  table->stream_label_ms = label_ms;
  streams_.push_back({table->schema.name, table->schema.keys, view, label_ms, true, 0, {}});
}

void NaiveEngine::DisableStream(Table* table) {
  for (Stream& stream : streams_) {
    if (stream.table != table->schema.name || !stream.enabled) continue;
    stream.enabled = false;
    stream.disabled_ms = now_ms_;
  }
  table->schema.stream_view.clear();
}

Answer NaiveEngine::ChangeStream(const Request& request, Table* table) {
  if (request.stream_enabled) {
    if (!table->schema.stream_view.empty()) {
      return Refusal(Invalid("Table already has an enabled stream: TableName: " + request.table));
    }
    EnableStream(table, request.stream_view);
  } else {
    if (table->schema.stream_view.empty()) {
      return Refusal(Invalid("Table has no stream to disable: TableName: " + request.table));
    }
    DisableStream(table);
  }
  return Answer{200, {{"TableDescription", Describe(*table, {"UPDATING", false, "", {}})}}};
}

void NaiveEngine::RecordChange(const std::string& table, const std::optional<Item>& before,
                               const std::optional<Item>& after, bool by_service) {
  const bool nothing = before ? after && *before == *after : !after;
  if (nothing) return;
  for (Stream& stream : streams_) {
    if (stream.table != table || !stream.enabled) continue;
    stream.records.push_back(
        {KeyOf(stream.keys, before ? *before : *after), before, after, now_ms_, by_service});
  }
}

}  // namespace hashrange::naive
