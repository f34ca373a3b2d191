// What reads and writes must check about indexes.
#include <algorithm>

#include "model/naive_engine.h"
#include "model/naive_limits.h"

namespace hashrange::naive {
namespace {

bool AllProjected(const TableSchema& table, const IndexSchema& index,
                  const std::vector<Path>& paths) {
  return std::all_of(paths.begin(), paths.end(),
                     [&](const Path& path) { return Projects(table, index, path[0].name); });
}

// Faults are told of the index whose name comes first. Source: paritysuite, measured in four
// regions 2026-10.
std::vector<IndexSchema> ByName(const TableSchema& schema) {
  std::vector<IndexSchema> indexes = schema.indexes;
  std::sort(indexes.begin(), indexes.end(),
            [](const IndexSchema& a, const IndexSchema& b) { return a.name < b.name; });
  return indexes;
}

std::string EmptyWord(const Value& value) { return value.type == Type::kB ? "binary" : "string"; }

Fault TypeMismatch(const IndexSchema& index, const KeyAttribute& key, Type actual) {
  return InvalidParameter("Type mismatch for Index Key " + key.name +
                          " Expected: " + TypeName(key.type) + " Actual: " + TypeName(actual) +
                          " IndexName: " + index.name);
}

MaybeFault CheckSize(const Value& value, bool is_partition_key) {
  return SizeOf(value) == 0 ? MaybeFault() : CheckKeyValue("", value, is_partition_key);
}

// The type that an action gives its target, where the statement alone says so.
std::optional<Type> TypeByStatement(const Action& action) {
  if (action.section == Section::kRemove || action.section == Section::kDelete) return {};
  switch (action.operand.kind) {
    case Operand::Kind::kValue:
      return action.operand.value.type;
    case Operand::Kind::kPlus:
    case Operand::Kind::kMinus:
      return Type::kN;
    case Operand::Kind::kListAppend:
      return Type::kL;
    case Operand::Kind::kPath:
    case Operand::Kind::kSize:
    case Operand::Kind::kIfNotExists:
      return {};
  }
  return {};
}

}  // namespace

MaybeFault CheckIndexRead(const Table& table, const IndexSchema& index, const Request& request) {
  if (!index.local && request.consistent) {
    return Invalid("Consistent reads are not supported on global secondary indexes");
  }
  if (table.filling.count(index.name) != 0) {
    return Invalid("Cannot read from backfilling global secondary index: " + index.name);
  }
  return {};
}

MaybeFault CheckProjected(const Table& table, const IndexSchema& index, const Request& request) {
  if (index.local) return {};
  if (request.select == "ALL_ATTRIBUTES" && index.projection != "ALL") {
    return InvalidParameter(
        "Select type ALL_ATTRIBUTES is not supported for global secondary index " + index.name +
        " because its projection type is not ALL");
  }
  std::string missing;
  for (const Path& path : request.projection.value_or(Projection())) {
    if (Projects(table.schema, index, path[0].name)) continue;
    missing += (missing.empty() ? "" : ", ") + path[0].name;
  }
  if (missing.empty()) return {};
  return InvalidParameter("Global secondary index " + index.name + " does not project [" + missing +
                          "]");
}

bool FilterNeedsTable(const TableSchema& table, const IndexSchema& index, const Request& request) {
  std::vector<Path> paths;
  if (request.filter) PathsOf(*request.filter, &paths);
  if (request.legacy_tests) paths = PathsOf(*request.legacy_tests);
  return !AllProjected(table, index, paths);
}

bool AnswerNeedsTable(const TableSchema& table, const IndexSchema& index, const Request& request) {
  if (request.select == "COUNT" || index.projection == "ALL") return false;
  if (request.select == "ALL_ATTRIBUTES") return true;
  return !AllProjected(table, index, request.projection.value_or(Projection()));
}

MaybeFault CheckIndexKeysOfItem(const TableSchema& schema, const Item& item) {
  for (const IndexSchema& index : ByName(schema)) {
    for (const KeyAttribute& key : index.keys) {
      const auto value = item.find(key.name);
      if (value == item.end()) continue;
      if (value->second.type != key.type) return TypeMismatch(index, key, value->second.type);
      if (SizeOf(value->second) == 0) {
        return Invalid(
            "One or more parameter values are not valid. A value specified for a secondary index "
            "key is not supported. The AttributeValue for a key attribute cannot contain an "
            "empty " +
            EmptyWord(value->second) + " value. IndexName: " + index.name +
            ", IndexKey: " + key.name);
      }
      if (MaybeFault fault = CheckSize(value->second, !key.range)) return fault;
    }
  }
  return {};
}

MaybeFault CheckIndexKeysOfUpdate(const TableSchema& schema, const Update& update) {
  for (const Action& action : update) {
    for (const IndexSchema& index : ByName(schema)) {
      for (const KeyAttribute& key : index.keys) {
        if (key.name != action.target[0].name) continue;
        if (action.target.size() > 1) {
          return Invalid(
              "Key attributes must be scalars; list random access '[]' and map lookup '.' are not "
              "allowed: IndexKey: " +
              key.name);
        }
        const std::optional<Type> type = TypeByStatement(action);
        if (type && *type != key.type) return TypeMismatch(index, key, *type);
      }
    }
  }
  return {};
}

MaybeFault CheckIndexKeysOfUpdated(const TableSchema& schema, const Item& before,
                                   const Item& after) {
  for (const IndexSchema& index : schema.indexes) {
    for (const KeyAttribute& key : index.keys) {
      const auto value = after.find(key.name);
      const auto old = before.find(key.name);
      if (value == after.end() || (old != before.end() && old->second == value->second)) continue;
      if (value->second.type != key.type) {
        return Invalid(
            "The update expression attempted to update the secondary index key to unsupported "
            "type");
      }
      if (SizeOf(value->second) == 0) {
        return Invalid(
            "One or more parameter values are not valid. The update expression attempted to update "
            "a secondary index key to a value that is not supported. The AttributeValue for a key "
            "attribute cannot contain an empty " +
            EmptyWord(value->second) + " value.");
      }
      if (MaybeFault fault = CheckSize(value->second, !key.range)) return fault;
    }
  }
  return {};
}

}  // namespace hashrange::naive
