// Queries and scans.
#include <algorithm>
#include <utility>

#include "model/workload.h"
#include "model/workload_expressions.h"
#include "model/workload_values.h"

namespace hashrange::naive {
namespace {

using Kind = Condition::Kind;

}  // namespace

void Workload::MakePage(const NaiveEngine& engine, Request* request) {
  const Table* table = ExistingTable(engine, &request->table);
  TableSchema missing;
  missing.keys = {KeyAttribute{"pk", Type::kS, false}};
  const TableSchema& schema = table == nullptr ? missing : table->schema;
  const IndexSchema* index = nullptr;
  if (!schema.indexes.empty() && random_.Percent(60)) {
    index = &random_.Of(schema.indexes);
    request->index = index->name;
  } else if (random_.OneIn(60)) {
    request->index = "no-index";
  }
  const Item like = table == nullptr ? Item() : ItemOf(*table);
  const KeySchema& keys = index == nullptr ? schema.keys : index->keys;
  const bool is_query = request->operation == Operation::kQuery;
  if (is_query) {
    MakeKeyCondition(keys, like, request);
    if (random_.OneIn(2)) request->forward = random_.OneIn(3);
  } else if (random_.OneIn(3)) {
    static const std::vector<int64_t> kTotals = {1, 2, 3, 4, 5, 8, 100, 4096, 5000, 1'000'000};
    request->total_segments = random_.Of(kTotals);
    request->segment =
        static_cast<int64_t>(random_.Below(static_cast<size_t>(*request->total_segments)));
    // Of very many segments almost all are empty: take one that is not.
    if (*request->total_segments >= 4096 && !like.empty()) {
      const uint64_t hash = PartitionHash(like.at(schema.keys[0].name));
      if (*request->total_segments == 4096) {
        request->segment = static_cast<int64_t>(hash >> 52);
      }
    }
  }
  if (random_.OneIn(3)) {
    Item filtered = like;
    // A query's filter may not name keys: rarely.
    if (is_query && !random_.OneIn(20)) {
      for (const KeyAttribute& attribute : keys) filtered.erase(attribute.name);
    }
    request->filter = RandomCondition(&random_, filtered, 1);
  }
  request->consistent = random_.OneIn(index != nullptr && !index->local ? 40 : 3);
  if (random_.OneIn(3)) request->limit = 1 + static_cast<int64_t>(random_.Below(5));
  if (table != nullptr && random_.OneIn(4)) MakeStartKey(*table, index, request);
  MakeSelect(like, request);
}

Value Workload::KeyValueLike(const KeyAttribute& attribute, const Item& like) {
  const auto value = like.find(attribute.name);
  const bool known = value != like.end() && value->second.type == attribute.type;
  if (known && random_.Percent(70)) return value->second;
  // Now and then of a type that may be another.
  return RandomKeyValue(&random_, random_.OneIn(60) ? Type::kB : attribute.type);
}

// A condition of any kind.
KeyClause Workload::MakeClause(const KeyAttribute& attribute, const Item& like) {
  static const std::vector<Kind> kKinds = {Kind::kEq, Kind::kLt,      Kind::kLe,        Kind::kGt,
                                           Kind::kGe, Kind::kBetween, Kind::kBeginsWith};
  KeyClause clause;
  clause.kind = random_.Of(kKinds);
  clause.name = attribute.name;
  clause.value = KeyValueLike(attribute, like);
  // Numbers have no beginning; that check needs no table.
  if (clause.kind == Kind::kBeginsWith && clause.value.type == Type::kN) clause.kind = Kind::kGe;
  if (clause.kind == Kind::kBeginsWith && random_.OneIn(2)) {
    // The first character, when it is one of one byte.
    std::string& text = clause.value.text;
    if (static_cast<unsigned char>(text[0]) < 0x80) text.resize(1);
  }
  if (clause.kind == Kind::kBetween) {
    clause.upper = RandomKeyValue(&random_, clause.value.type);
    if (CompareScalars(clause.value, clause.upper) > 0) std::swap(clause.value, clause.upper);
  }
  return clause;
}

void Workload::MakeKeyCondition(const KeySchema& keys, const Item& like, Request* request) {
  std::vector<KeyClause>* clauses = &request->key_condition;
  for (const KeyAttribute& key : keys) {
    if (random_.OneIn(key.range ? 2 : 80)) {
      // None on this one; now and then on the next all the same.
      if (key.range && !random_.OneIn(10)) break;
      continue;
    }
    KeyClause clause = MakeClause(key, like);
    if (!key.range && !random_.OneIn(80)) {
      clause = KeyClause{Kind::kEq, key.name, KeyValueLike(key, like), {}};
    }
    clauses->push_back(clause);
    if (clause.kind != Kind::kEq && !random_.OneIn(10)) break;
  }
  if (random_.OneIn(60)) clauses->push_back(MakeClause({"other", Type::kS, false}, like));
  if (random_.OneIn(4)) std::reverse(clauses->begin(), clauses->end());
}

void Workload::MakeStartKey(const Table& table, const IndexSchema* index, Request* request) {
  Item start = RandomKey(&random_, table.schema.keys, false);
  const Item there = ItemOf(table);
  if (!there.empty() && random_.Percent(70)) start = KeyOf(table.schema.keys, there);
  if (index != nullptr) {
    for (const KeyAttribute& attribute : index->keys) {
      const auto value = there.find(attribute.name);
      const bool known = value != there.end() && value->second.type == attribute.type;
      if (start.count(attribute.name) != 0) continue;
      start[attribute.name] = known ? value->second : RandomKeyValue(&random_, attribute.type);
    }
  }
  // Within the partition that a query reads, mostly.
  if (!request->key_condition.empty() && !random_.OneIn(10)) {
    for (const KeyClause& clause : request->key_condition) {
      if (clause.kind == Kind::kEq && start.count(clause.name) != 0) {
        start[clause.name] = clause.value;
      }
    }
  }
  if (random_.OneIn(30) && !start.empty()) start.erase(start.begin());
  if (!start.empty()) request->start_key = start;
}

void Workload::MakeSelect(const Item& like, Request* request) {
  switch (random_.Below(6)) {
    case 0:
      request->select = "COUNT";
      return;
    case 1:
      request->select = "ALL_ATTRIBUTES";
      return;
    case 2:
      if (!request->index.empty()) request->select = "ALL_PROJECTED_ATTRIBUTES";
      return;
    case 3:
      request->projection = RandomProjection(&random_, like);
      if (random_.OneIn(2)) request->select = "SPECIFIC_ATTRIBUTES";
      return;
    default:
      return;
  }
}

}  // namespace hashrange::naive
