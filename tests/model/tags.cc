// Tags of tables. Source: control-plane lab, measured 2026-10.
#include <algorithm>
#include <optional>
#include <set>

#include "model/answer.h"
#include "model/description.h"
#include "model/naive_engine.h"

namespace hashrange::naive {
namespace {

constexpr size_t kTagsMax = 50;

std::optional<Fault> KeyFault(const std::string& key) {
  if (key.empty()) return Invalid("The Tag Key provided is invalid, Key: ");
  if (key.substr(0, 4) == "aws:") return Invalid("Tag Key cannot be prefixed with aws:, Key: " + key);
  return std::nullopt;
}

Fault NoResource(const std::string& table) {
  return Fault{"ResourceNotFoundException",
               "Requested resource not found: ResourceArn: " + TableArn(table) + " not found",
               {}};
}

}  // namespace

Answer NaiveEngine::TagResource(const Request& request) {
  if (request.tags.empty()) return Refusal(Invalid("Atleast one Tag needs to be provided as Input."));
  std::set<std::string> keys;
  for (const auto& [key, value] : request.tags) {
    if (const auto fault = KeyFault(key)) return Refusal(*fault);
    if (!keys.insert(key).second) {
      return Refusal(
          Invalid("Duplicate Tag Keys provided as input: Duplicate Tag Key found " + key));
    }
  }
  if (FindTable(request.table) == nullptr) return Refusal(NoResource(request.table));
  Tags tags = tables_[request.table].tags;
  for (const auto& [key, value] : request.tags) {
    const auto there = std::find_if(tags.begin(), tags.end(),
                                    [&wanted = key](const auto& tag) { return tag.first == wanted; });
    if (there == tags.end()) {
      tags.emplace_back(key, value);
    } else {
      there->second = value;
    }
  }
  if (tags.size() > kTagsMax) {
    return Refusal(
        Invalid("Number of Tags exceed the current limit for the provided ResourceArn"));
  }
  tables_[request.table].tags = tags;
  return Answer();
}

Answer NaiveEngine::UntagResource(const Request& request) {
  if (request.tag_keys.empty())
    return Refusal(Invalid("Atleast one Tag Key needs to be provided as Input."));
  for (const std::string& key : request.tag_keys) {
    if (const auto fault = KeyFault(key)) return Refusal(*fault);
  }
  if (FindTable(request.table) == nullptr) return Refusal(NoResource(request.table));
  Tags left;
  for (const auto& tag : tables_[request.table].tags) {
    const auto& keys = request.tag_keys;
    if (std::find(keys.begin(), keys.end(), tag.first) == keys.end()) left.push_back(tag);
  }
  tables_[request.table].tags = left;
  return Answer();
}

Answer NaiveEngine::ListTagsOfResource(const Request& request) const {
  const Table* table = FindTable(request.table);
  if (table == nullptr) return Refusal(NoResource(request.table));
  json tags = json::array();
  for (const auto& [key, value] : table->tags) tags.push_back({{"Key", key}, {"Value", value}});
  return Answer{200, {{"Tags", tags}}};
}

}  // namespace hashrange::naive
