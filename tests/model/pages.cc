// Query and Scan of tables and indexes: all rows are listed in order, those before the start are
// left out, and the page ends where DynamoDB ends it.
#include <algorithm>
#include <set>
#include <utility>

#include "model/answer.h"
#include "model/capacity.h"
#include "model/naive_engine.h"
#include "model/naive_limits.h"

namespace hashrange::naive {
namespace {

using Kind = Condition::Kind;

// What is read: a table or one of its indexes.
struct Source {
  const Table* table = nullptr;
  const IndexSchema* index = nullptr;

  const KeySchema& keys() const { return index == nullptr ? table->schema.keys : index->keys; }
  bool global() const { return index != nullptr && !index->local; }
  Rows rows() const { return index == nullptr ? table->rows : IndexRows(*table, *index); }
  // The attributes of a LastEvaluatedKey.
  KeySchema place_keys() const {
    KeySchema keys = table->schema.keys;
    if (index == nullptr) return keys;
    for (const KeyAttribute& attribute : index->keys) {
      const bool known = std::any_of(keys.begin(), keys.end(), [&](const KeyAttribute& key) {
        return key.name == attribute.name;
      });
      if (!known) keys.push_back(attribute);
    }
    return keys;
  }
  RowKey PlaceOf(const Item& key) const {
    return index == nullptr ? RowKeyOf(table->schema.keys, key)
                            : EntryKeyOf(table->schema, *index, key);
  }
};

MaybeFault CheckOperand(const KeyAttribute& attribute, const Value& value, bool is_partition_key) {
  if (value.type != attribute.type) {
    return InvalidParameter("Condition parameter type does not match schema type");
  }
  return CheckKeyValue(attribute.name, value, is_partition_key);
}

MaybeFault CheckClause(const KeyAttribute& attribute, const KeyClause& clause,
                       bool is_partition_key) {
  if (clause.kind == Kind::kBeginsWith && attribute.type == Type::kN) {
    return InvalidParameter("Condition parameter type does not match schema type");
  }
  if (MaybeFault fault = CheckOperand(attribute, clause.value, is_partition_key)) return fault;
  if (clause.kind != Kind::kBetween) return {};
  return CheckOperand(attribute, clause.upper, is_partition_key);
}

const KeyClause* ClauseOn(const std::vector<KeyClause>& clauses, const std::string& name) {
  for (const KeyClause& clause : clauses) {
    if (clause.name == name) return &clause;
  }
  return nullptr;
}

// Every HASH attribute by equality; RANGE attributes from the first on, all but the last by
// equality.
MaybeFault CheckKeyCondition(const Source& source, const std::vector<KeyClause>& clauses) {
  const KeySchema& keys = source.keys();
  // An index without a sort key is told otherwise. Source: dynalite's tests, run on AWS.
  const bool lone_index_key = source.index != nullptr && keys.size() == 1;
  if (clauses.size() > keys.size() && !lone_index_key) {
    return Invalid("The number of query conditions (" + std::to_string(clauses.size()) +
                   ") exceeds the number of key attributes defined in the schema (" +
                   std::to_string(keys.size()) + ")");
  }
  const Fault not_supported = Invalid("Query key condition not supported");
  const auto missed = [](const KeyAttribute& key) {
    return Invalid("Query condition missed key schema element: " + key.name);
  };
  for (const KeyAttribute& key : keys) {
    if (!key.range && ClauseOn(clauses, key.name) == nullptr) return missed(key);
  }
  if (std::any_of(clauses.begin(), clauses.end(),
                  [&](const KeyClause& clause) { return !IsKey(keys, clause.name); })) {
    for (const KeyAttribute& key : keys) {
      if (key.range && ClauseOn(clauses, key.name) == nullptr) return missed(key);
    }
    return not_supported;
  }
  if (std::any_of(clauses.begin(), clauses.end(), [](const KeyClause& clause) {
        return clause.kind == Kind::kNe || clause.kind == Kind::kContains;
      })) {
    return Invalid("Attempted conditional constraint is not an indexable operation");
  }
  for (const KeyAttribute& key : keys) {
    if (!key.range && ClauseOn(clauses, key.name)->kind != Kind::kEq) return not_supported;
  }
  std::string open;  // the first RANGE attribute that is not given by equality
  for (const KeyAttribute& key : keys) {
    const KeyClause* clause = ClauseOn(clauses, key.name);
    if (clause != nullptr && !open.empty()) {
      return Invalid("RANGE key attributes " + open +
                     " must have equality conditions specified in the query because a condition is "
                     "present on key attribute " +
                     key.name);
    }
    if (open.empty() && (clause == nullptr || clause->kind != Kind::kEq)) open = key.name;
  }
  for (const KeyAttribute& key : keys) {
    const KeyClause* clause = ClauseOn(clauses, key.name);
    if (clause == nullptr) break;
    if (MaybeFault fault = CheckClause(key, *clause, !key.range)) return fault;
  }
  return {};
}

Condition AsCondition(const KeyClause& clause) {
  Condition condition;
  condition.kind = clause.kind;
  condition.operands.resize(clause.kind == Kind::kBetween ? 3 : 2);
  condition.operands[0].path = {Step{clause.name}};
  condition.operands[1].kind = Operand::Kind::kValue;
  condition.operands[1].value = clause.value;
  if (clause.kind == Kind::kBetween) {
    condition.operands[2].kind = Operand::Kind::kValue;
    condition.operands[2].value = clause.upper;
  }
  return condition;
}

bool Matches(const std::vector<KeyClause>& clauses, const Item& item) {
  return std::all_of(clauses.begin(), clauses.end(),
                     [&](const KeyClause& clause) { return Holds(AsCondition(clause), item); });
}

// What a key attribute holds has no parts to look into.
MaybeFault CheckPaths(const TableSchema& schema, const Request& request) {
  std::vector<Path> paths = request.projection.value_or(Projection());
  if (request.filter) PathsOf(*request.filter, &paths);
  for (const Path& path : paths) {
    if (path.size() == 1) continue;
    const std::string& name = path[0].name;
    std::string kind = IsKey(schema.keys, name) ? "Key" : "";
    for (const IndexSchema& index : schema.indexes) {
      if (kind.empty() && IsKey(index.keys, name)) kind = "IndexKey";
    }
    if (kind.empty()) continue;
    return Invalid(
        "Key attributes must be scalars; list random access '[]' and map lookup '.' are not "
        "allowed: " +
        kind + ": " + name);
  }
  return {};
}

// A filter of a query may not look at the keys that the query already fixes.
MaybeFault CheckFilter(const KeySchema& keys, const Condition& filter) {
  std::vector<Path> paths;
  PathsOf(filter, &paths);
  for (const Path& path : paths) {
    if (path.size() > 1 || !IsKey(keys, path[0].name)) continue;
    return Invalid(
        "Filter Expression can only contain non-primary key attributes: Primary key attribute: " +
        path[0].name);
  }
  return {};
}

// The same of QueryFilter.
MaybeFault CheckFilter(const KeySchema& keys, const LegacyTests& tests) {
  for (const LegacyTest& test : tests.tests) {
    if (!IsKey(keys, test.attribute)) continue;
    return Invalid("QueryFilter can only contain non-primary key attributes: Primary key attribute: " + test.attribute);
  }
  return {};
}

// A filter of a query of an index may not look at what the index does not hold.
MaybeFault CheckFilterIsProjected(const Source& source, const Request& request) {
  if (source.index == nullptr) return {};
  std::set<std::string> missing;
  const auto look_at = [&](const std::string& name) {
    if (!Projects(source.table->schema, *source.index, name)) missing.insert(name);
  };
  std::vector<Path> paths;
  if (request.filter) PathsOf(*request.filter, &paths);
  for (const Path& path : paths) look_at(path[0].name);
  if (request.legacy_tests) {
    for (const LegacyTest& test : request.legacy_tests->tests) look_at(test.attribute);
  }
  if (missing.empty()) return {};
  std::string list;
  for (const std::string& name : missing) list += (list.empty() ? "" : ", ") + name;
  return InvalidParameter("Secondary index " + source.index->name +
                          " does not project one or more filter attributes: [" + list + "]");
}

// What of parameters from before expressions is wrong whatever the table is.
MaybeFault CheckLegacyPage(const Request& request) {
  if (!request.legacy) return {};
  const bool is_scan = request.operation == Operation::kScan;
  const MaybeFault projection = CheckAttributesToGet(request.projection.value_or(Projection()));
  if (is_scan && projection) return projection;
  if (request.legacy_tests) {
    if (MaybeFault fault = CheckLegacy(*request.legacy_tests)) return fault;
  }
  if (projection) return projection;
  if (request.key_condition.size() > 2) return Invalid("Conditions can be of length 1 or 2 only");
  return {};
}

// A key as the service prints it: {p=AttributeValue: {S:a}}.
std::string Printed(const Item& key) {
  std::string text;
  for (const auto& [name, value] : key) {
    text += (text.empty() ? "" : ", ") + name + "=AttributeValue: {" + TypeName(value.type) + ":" +
            (value.type == Type::kB ? Base64(value.text) : value.text) + "}";
  }
  return "{" + text + "}";
}

// An index's starting key: the table's key and the index's own, and nothing else.
MaybeFault CheckIndexStart(const Source& source, const Item& start) {
  const Fault invalid = Invalid("The provided starting key is invalid");
  const KeySchema& table_keys = source.table->schema.keys;
  if (start.size() != source.place_keys().size()) return invalid;
  for (const KeyAttribute& attribute : source.index->keys) {
    const auto value = start.find(attribute.name);
    if (value == start.end()) return invalid;
    if (value->second.type != attribute.type) {
      return Invalid("The provided key element does not match the schema");
    }
  }
  Item table_key = start;
  for (const auto& [name, value] : start) {
    if (!IsKey(table_keys, name)) table_key.erase(name);
  }
  if (const MaybeFault fault = CheckKey(table_keys, table_key)) {
    return Invalid("The provided starting key is invalid: " + fault->message);
  }
  // What an entry cannot have as its key.
  if (!EntryOf(source.table->schema, *source.index, start)) return invalid;
  return {};
}

// A table's starting key: the table's key and nothing else.
MaybeFault CheckTableStart(const KeySchema& keys, const Item& start) {
  if (!HasKeyNames(keys, start)) return Invalid("The provided starting key is invalid");
  if (!HasKeyTypes(keys, start)) {
    return Invalid("The provided key element does not match the schema");
  }
  if (const MaybeFault fault = CheckKey(keys, start)) {
    return Invalid("The provided starting key is invalid: " + fault->message);
  }
  return {};
}

MaybeFault CheckQueryStart(const Source& source, const std::vector<KeyClause>& clauses,
                           const Item& start) {
  const KeySchema& keys = source.keys();
  const bool at_most_one = source.index == nullptr &&
                           std::all_of(keys.begin(), keys.end(), [&](const KeyAttribute& key) {
                             const KeyClause* clause = ClauseOn(clauses, key.name);
                             return clause != nullptr && clause->kind == Kind::kEq;
                           });
  if (MaybeFault fault = source.index != nullptr ? CheckIndexStart(source, start)
                                                 : CheckTableStart(keys, start)) {
    return fault;
  }
  if (at_most_one) {
    return Invalid("The provided exclusive start key is invalid: ExclusiveStartKey: " +
                   Printed(start));
  }
  // The sort key is looked at first. Source: dynalite's tests, run on AWS.
  for (const bool range : {true, false}) {
    for (const KeyAttribute& key : keys) {
      const KeyClause* clause = ClauseOn(clauses, key.name);
      if (key.range != range || clause == nullptr || Holds(AsCondition(*clause), start)) continue;
      return Invalid(range ? "The provided starting key does not match the range key predicate"
                           : "The provided starting key is outside query boundaries based on "
                             "provided conditions");
    }
  }
  return {};
}

// The segment of a parallel scan that a partition lies in: by the first 12 bits of its hash up to
// 4,096 segments, by all of it above. Source: dynalite; above, the engine's choice.
bool InSegment(uint64_t hash, int64_t segment, int64_t total) {
  const uint64_t buckets = 4096;
  const auto wanted = static_cast<uint64_t>(segment);
  const auto count = static_cast<uint64_t>(total);
  if (count <= buckets) {
    const uint64_t bucket = hash >> 52;
    // Segment i begins at bucket ceil(4096 * i / count).
    const auto begin = [&](uint64_t i) { return (buckets * i + count - 1) / count; };
    return begin(wanted) <= bucket && bucket < begin(wanted + 1);
  }
  // The high half of the 128-bit product hash * count.
  const uint64_t low_product = (hash & 0xffffffff) * count;
  const uint64_t high_product = (hash >> 32) * count + (low_product >> 32);
  return high_product >> 32 == wanted;
}

MaybeFault CheckScanStart(const Source& source, const Request& request, const Item& start) {
  if (MaybeFault fault = source.index != nullptr ? CheckIndexStart(source, start)
                                                 : CheckTableStart(source.keys(), start)) {
    return fault;
  }
  if (request.total_segments &&
      !InSegment(source.PlaceOf(start).hash, *request.segment, *request.total_segments)) {
    return Invalid("The provided starting key is invalid: "
                   "Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. "
                   "TotalSegments: " +
                   std::to_string(*request.total_segments) +
                   " Segment: " + std::to_string(*request.segment));
  }
  return {};
}

// The rows that the request ranges over, in its order, from behind the starting key.
std::vector<std::pair<RowKey, Item>> RowsOf(const Source& source, const Request& request) {
  std::vector<std::pair<RowKey, Item>> rows;
  for (const auto& [key, item] : source.rows()) {
    if (!Matches(request.key_condition, item)) continue;
    if (request.total_segments && !InSegment(key.hash, *request.segment, *request.total_segments)) {
      continue;
    }
    rows.emplace_back(key, item);
  }
  const bool forward = request.forward.value_or(true);
  if (!forward) std::reverse(rows.begin(), rows.end());
  if (request.start_key) {
    const RowKey start = source.PlaceOf(Canonical(*request.start_key));
    rows.erase(std::remove_if(rows.begin(), rows.end(),
                              [&](const std::pair<RowKey, Item>& row) {
                                return forward ? !(start < row.first) : !(row.first < start);
                              }),
               rows.end());
  }
  return rows;
}

// Everything that the table's schema can refuse, in the service's order.
MaybeFault CheckPageRequest(const Source& source, const Request& request) {
  const bool is_query = request.operation == Operation::kQuery;
  const TableSchema& schema = source.table->schema;
  std::optional<Item> start;
  if (request.start_key) start = Canonical(*request.start_key);
  if (source.index != nullptr) {
    if (MaybeFault fault = CheckIndexRead(*source.table, *source.index, request)) return fault;
  }
  if (is_query) {
    const MaybeFault fault = CheckKeyCondition(source, request.key_condition);
    if (fault) return fault;
    if (MaybeFault nested = CheckPaths(schema, request)) return nested;
    if (request.filter) {
      if (MaybeFault filter = CheckFilter(source.keys(), *request.filter)) return filter;
    }
    if (request.legacy_tests) {
      if (MaybeFault filter = CheckFilter(source.keys(), *request.legacy_tests)) return filter;
    }
    if (MaybeFault filter = CheckFilterIsProjected(source, request)) return filter;
    if (start) {
      if (MaybeFault key = CheckQueryStart(source, request.key_condition, *start)) return key;
    }
  } else if (start) {
    if (MaybeFault key = CheckScanStart(source, request, *start)) return key;
  }
  if (source.index != nullptr) {
    const MaybeFault fault = CheckProjected(*source.table, *source.index, request);
    if (fault) return fault;
  }
  return is_query ? MaybeFault() : CheckPaths(schema, request);
}

}  // namespace

Page NaiveEngine::ReadPage(const Request& request) const {
  if (const MaybeFault fault = CheckLegacyPage(request)) return {Refusal(*fault), {}};
  if (request.operation == Operation::kQuery && request.key_condition.empty()) {
    return {Refusal(Invalid("Either the KeyConditions or KeyConditionExpression parameter must be "
                            "specified in the request.")),
            {}};
  }
  Source source;
  source.table = FindTable(request.table);
  if (source.table == nullptr) return {Refusal(ResourceNotFound()), {}};
  if (!request.index.empty()) {
    source.index = source.table->FindIndex(request.index);
    const std::string text = "The table does not have the specified index: " + request.index;
    if (source.index == nullptr) return {Refusal(Invalid(text)), {}};
  }
  if (const MaybeFault fault = CheckPageRequest(source, request)) return {Refusal(*fault), {}};

  // A local index has its items near: what its entries lack is fetched from the table.
  const TableSchema& schema = source.table->schema;
  const bool fetched_for_filter = source.index != nullptr && source.index->local &&
                                  (request.filter || request.legacy_tests) &&
                                  FilterNeedsTable(schema, *source.index, request);
  const bool fetched_for_answer = source.index != nullptr && source.index->local &&
                                  AnswerNeedsTable(schema, *source.index, request);
  json items = json::array();
  int64_t count = 0;
  int64_t scanned = 0;
  uint64_t size = 0;
  Units units;
  std::optional<Item> last;
  for (const auto& [key, entry] : RowsOf(source, request)) {
    scanned++;
    size += SizeOf(entry);
    const Item& whole = source.table->rows.at(RowKeyOf(schema.keys, entry));
    if (fetched_for_filter || fetched_for_answer) units.table += ReadUnits(SizeOf(whole), request.consistent);
    const Item& filtered = fetched_for_filter ? whole : entry;
    if ((!request.filter || Holds(*request.filter, filtered)) && (!request.legacy_tests || Holds(*request.legacy_tests, filtered))) {
      count++;
      const Item& item = fetched_for_answer ? whole : entry;
      items.push_back(ToJson(request.projection ? Project(item, *request.projection) : item));
    }
    if (scanned == request.limit.value_or(-1) || size > kPageSizeMax) {
      last = KeyOf(source.place_keys(), entry);
      break;
    }
  }

  Answer answer{200, {{"Count", count}, {"ScannedCount", scanned}}};
  if (request.select != "COUNT") answer.body["Items"] = items;
  if (last) answer.body["LastEvaluatedKey"] = ToJson(*last);
  if (!request.return_capacity.empty() && request.return_capacity != "NONE") {
    const double read = ReadUnits(size, request.consistent);
    if (source.index == nullptr) {
      units.table += read;
    } else {
      (source.index->local ? units.local : units.global)[request.index] = read;
    }
    answer.body["ConsumedCapacity"] =
        ConsumedCapacity(request.return_capacity, request.table, units, "");
  }
  return {answer, last};
}

}  // namespace hashrange::naive
