// Names that an expression cannot hold, and some that it
// could, stand behind #names; values always stand behind :values.
#include "model/render.h"

#include <algorithm>
#include <utility>

#include "model/description.h"

namespace hashrange::naive {
namespace {

using Kind = Condition::Kind;

// The names that the workload writes bare: no reserved words, nothing but letters and digits.
bool IsPlain(const std::string& name) {
  static const std::vector<std::string> kPlain = {"pk", "sk", "a", "b", "c1", "g1", "g2", "l1"};
  return std::find(kPlain.begin(), kPlain.end(), name) != kPlain.end();
}

// Writes the expressions of one request, which share their substitutions.
class Writer {
 public:
  // Of expressions, or of a statement of PartiQL: names in quotes, values as parameters in their order.
  enum class Form : uint8_t { kExpressions, kStatement };
  explicit Writer(Form form = Form::kExpressions) : in_statement_(form == Form::kStatement) {}

  std::string Name(const std::string& name) {
    if (in_statement_) return Quoted(name);
    // "b" goes both ways.
    if (IsPlain(name) && name != "b") return name;
    const auto place = std::find(names_.begin(), names_.end(), name);
    const auto number = place - names_.begin();
    if (place == names_.end()) names_.push_back(name);
    return "#n" + std::to_string(number);
  }

  std::string Text(const Path& path) {
    std::string text;
    for (const Step& step : path) {
      if (step.index >= 0) {
        text += "[" + std::to_string(step.index) + "]";
      } else {
        text += (text.empty() ? "" : ".") + Name(step.name);
      }
    }
    return text;
  }

  std::string Text(const Value& value) {
    values_.push_back(ToJson(value));
    if (in_statement_) return "?";
    return ":v" + std::to_string(values_.size() - 1);
  }

  std::string Text(const Operand& operand) {
    switch (operand.kind) {
      case Operand::Kind::kPath:
        return Text(operand.path);
      case Operand::Kind::kValue:
        return Text(operand.value);
      case Operand::Kind::kSize:
        return "size(" + Text(operand.path) + ")";
      case Operand::Kind::kIfNotExists:
        return "if_not_exists" + Arguments(operand.parts);
      case Operand::Kind::kListAppend:
        return "list_append" + Arguments(operand.parts);
      case Operand::Kind::kPlus:
        return Listed(operand.parts, " + ");
      case Operand::Kind::kMinus:
        return Listed(operand.parts, " - ");
    }
    return "";
  }

  std::string Text(const Condition& condition) {
    const std::vector<Operand>& operands = condition.operands;
    switch (condition.kind) {
      case Kind::kEq:
      case Kind::kNe:
      case Kind::kLt:
      case Kind::kLe:
      case Kind::kGt:
      case Kind::kGe:
        return Listed(operands, " " + Comparator(condition.kind) + " ");
      case Kind::kBetween: {
        const std::string tested = Text(operands[0]) + " BETWEEN ";
        return tested + Listed({operands[1], operands[2]}, " AND ");
      }
      case Kind::kIn: {
        const std::string tested = Text(operands[0]) + " IN ";
        return tested + Arguments(std::vector<Operand>(operands.begin() + 1, operands.end()));
      }
      case Kind::kExists:
        return "attribute_exists" + Arguments(operands);
      case Kind::kNotExists:
        return "attribute_not_exists" + Arguments(operands);
      case Kind::kType: {
        Operand type_name;
        type_name.kind = Operand::Kind::kValue;
        type_name.value = S(condition.type_name);
        return "attribute_type" + Arguments({operands[0], type_name});
      }
      case Kind::kBeginsWith:
        return "begins_with" + Arguments(operands);
      case Kind::kContains:
        return "contains" + Arguments(operands);
      case Kind::kAnd:
        return Joined(condition.parts, " AND ");
      case Kind::kOr:
        return Joined(condition.parts, " OR ");
      case Kind::kNot:
        return "NOT " + Part(condition.parts[0]);
    }
    return "";
  }

  std::string Text(const Projection& projection) {
    std::string text;
    for (const Path& path : projection) text += (text.empty() ? "" : ", ") + Text(path);
    return text;
  }

  std::string Text(const Update& update) {
    // The workload keeps the actions of a section together.
    constexpr const char* kWords[] = {"SET ", "REMOVE ", "ADD ", "DELETE "};
    std::string text;
    for (size_t i = 0; i < update.size(); i++) {
      const Section section = update[i].section;
      if (i > 0 && update[i - 1].section == section) {
        text += ", ";
      } else {
        text += (i > 0 ? " " : "") + std::string(kWords[static_cast<size_t>(section)]);
      }
      text += Text(update[i].target);
      if (section == Section::kSet) text += " = ";
      if (section == Section::kAdd || section == Section::kDelete) text += " ";
      if (section != Section::kRemove) text += Text(update[i].operand);
    }
    return text;
  }

  std::string Text(const std::vector<KeyClause>& clauses) {
    std::string text;
    for (const KeyClause& clause : clauses) {
      if (!text.empty()) text += " AND ";
      const std::string name = Name(clause.name);
      if (clause.kind == Kind::kBeginsWith) {
        text += "begins_with(" + name + ", " + Text(clause.value) + ")";
      } else if (clause.kind == Kind::kBetween) {
        text += name + " BETWEEN " + Text(clause.value);
        text += " AND " + Text(clause.upper);
      } else {
        text += name + " " + Comparator(clause.kind) + " " + Text(clause.value);
      }
    }
    return text;
  }

  void AddSubstitutions(json* body) const {
    for (size_t i = 0; i < names_.size(); i++) {
      (*body)["ExpressionAttributeNames"]["#n" + std::to_string(i)] = names_[i];
    }
    for (size_t i = 0; i < values_.size(); i++) {
      (*body)["ExpressionAttributeValues"][":v" + std::to_string(i)] = values_[i];
    }
  }

  const std::vector<json>& values() const { return values_; }

  static std::string Quoted(const std::string& name) {
    std::string quoted = "\"";
    for (const char c : name) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + "\"";
  }

 private:
  static std::string Comparator(Kind kind) {
    switch (kind) {
      case Kind::kEq:
        return "=";
      case Kind::kNe:
        return "<>";
      case Kind::kLt:
        return "<";
      case Kind::kLe:
        return "<=";
      case Kind::kGt:
        return ">";
      default:
        return ">=";
    }
  }

  std::string Listed(const std::vector<Operand>& operands, const std::string& between) {
    std::string text;
    for (const Operand& operand : operands) text += (text.empty() ? "" : between) + Text(operand);
    return text;
  }

  std::string Arguments(const std::vector<Operand>& operands) {
    return "(" + Listed(operands, ", ") + ")";
  }

  // In parentheses where precedence asks for them.
  std::string Part(const Condition& part) {
    const bool compound =
        part.kind == Kind::kAnd || part.kind == Kind::kOr || part.kind == Kind::kNot;
    return compound ? "(" + Text(part) + ")" : Text(part);
  }

  std::string Joined(const std::vector<Condition>& parts, const std::string& word) {
    std::string text;
    for (const Condition& part : parts) text += (text.empty() ? "" : word) + Part(part);
    return text;
  }

  const bool in_statement_;
  std::vector<std::string> names_;
  std::vector<json> values_;
};

void Set(json* body, const char* member, const std::string& text) {
  if (!text.empty()) (*body)[member] = text;
}

json RenderKeySchema(const KeySchema& keys) {
  json list = json::array();
  for (const KeyAttribute& key : keys) {
    list.push_back({{"AttributeName", key.name}, {"KeyType", key.range ? "RANGE" : "HASH"}});
  }
  return list;
}

json RenderDefinitions(const std::vector<KeyAttribute>& definitions) {
  json list = json::array();
  for (const KeyAttribute& attribute : definitions) {
    list.push_back(
        {{"AttributeName", attribute.name}, {"AttributeType", TypeName(attribute.type)}});
  }
  return list;
}

json RenderThroughput(const Throughput& throughput) {
  return {{"ReadCapacityUnits", throughput.read}, {"WriteCapacityUnits", throughput.write}};
}

json RenderIndex(const IndexSchema& index) {
  json body = {{"IndexName", index.name},
               {"KeySchema", RenderKeySchema(index.keys)},
               {"Projection", {{"ProjectionType", index.projection}}}};
  if (index.projection == "INCLUDE") {
    body["Projection"]["NonKeyAttributes"] = index.non_key_attributes;
  }
  if (index.throughput) body["ProvisionedThroughput"] = RenderThroughput(*index.throughput);
  return body;
}

json RenderVectorIndex(const VectorIndexSchema& index) {
  json body = {{"IndexName", index.name},
               {"VectorAttribute", {{"AttributeName", index.attribute}}},
               {"Dimensions", index.dimensions},
               {"DistanceFunction", index.function},
               {"Projection", {{"ProjectionType", index.projection}}}};
  if (index.projection == "INCLUDE")
    body["Projection"]["NonKeyAttributes"] = index.non_key_attributes;
  const auto add = [&](const KeyAttribute& attribute, const char* type) {
    body["SearchSchema"].push_back(
        {{"AttributeName", attribute.name}, {"SearchSchemaElementType", type}});
  };
  if (index.hash) add(*index.hash, "HASH");
  for (const KeyAttribute& filter : index.filters) add(filter, "INLINE_FILTER");
  return body;
}

void RenderCreateTable(const TableSchema& schema, json* body) {
  (*body)["KeySchema"] = RenderKeySchema(schema.keys);
  (*body)["AttributeDefinitions"] = RenderDefinitions(schema.definitions);
  if (schema.throughput) {
    (*body)["ProvisionedThroughput"] = RenderThroughput(*schema.throughput);
  } else {
    (*body)["BillingMode"] = "PAY_PER_REQUEST";
  }
  for (const IndexSchema& index : schema.indexes) {
    (*body)[index.local ? "LocalSecondaryIndexes" : "GlobalSecondaryIndexes"].push_back(
        RenderIndex(index));
  }
  for (const VectorIndexSchema& index : schema.vector_indexes)
    (*body)["VectorIndexes"].push_back(RenderVectorIndex(index));
  if (schema.deletion_protection) (*body)["DeletionProtectionEnabled"] = true;
  if (!schema.stream_view.empty()) {
    (*body)["StreamSpecification"] = {{"StreamEnabled", true},
                                      {"StreamViewType", schema.stream_view}};
  }
}

// What single items, and the parts of transactions, have.
json RenderItemRequest(const Request& request) {
  Writer writer;
  json body = {{"TableName", request.table}};
  body[request.operation == Operation::kPutItem ? "Item" : "Key"] = ToJson(request.item);
  if (request.update) body["UpdateExpression"] = writer.Text(*request.update);
  if (request.condition) body["ConditionExpression"] = writer.Text(*request.condition);
  if (request.projection) body["ProjectionExpression"] = writer.Text(*request.projection);
  if (request.consistent) body["ConsistentRead"] = true;
  Set(&body, "ReturnValues", request.return_values);
  Set(&body, "ReturnValuesOnConditionCheckFailure", request.return_on_failure);
  writer.AddSubstitutions(&body);
  return body;
}

json RenderPages(const Request& request) {
  Writer writer;
  json body = {{"TableName", request.table}};
  Set(&body, "IndexName", request.index);
  Set(&body, "Select", request.select);
  if (!request.key_condition.empty()) {
    body["KeyConditionExpression"] = writer.Text(request.key_condition);
  }
  if (request.filter) body["FilterExpression"] = writer.Text(*request.filter);
  if (request.projection) body["ProjectionExpression"] = writer.Text(*request.projection);
  if (request.consistent) body["ConsistentRead"] = true;
  if (request.limit) body["Limit"] = *request.limit;
  if (request.forward) body["ScanIndexForward"] = *request.forward;
  if (request.start_key) body["ExclusiveStartKey"] = ToJson(*request.start_key);
  if (request.segment) body["Segment"] = *request.segment;
  if (request.total_segments) body["TotalSegments"] = *request.total_segments;
  writer.AddSubstitutions(&body);
  return body;
}

json RenderBatchGet(const Request& request) {
  json body = {{"RequestItems", json::object()}};
  for (const Request& part : request.parts) {
    Writer writer;
    json& table = body["RequestItems"][part.table];
    table["Keys"] = json::array();
    for (const Item& key : part.keys) table["Keys"].push_back(ToJson(key));
    if (part.consistent) table["ConsistentRead"] = true;
    if (part.projection) table["ProjectionExpression"] = writer.Text(*part.projection);
    writer.AddSubstitutions(&table);
  }
  return body;
}

json RenderBatchWrite(const Request& request) {
  json body = {{"RequestItems", json::object()}};
  for (const Request& part : request.parts) {
    const bool put = part.operation == Operation::kPutItem;
    body["RequestItems"][part.table].push_back(
        put ? json{{"PutRequest", {{"Item", ToJson(part.item)}}}}
            : json{{"DeleteRequest", {{"Key", ToJson(part.item)}}}});
  }
  return body;
}

json RenderTransaction(const Request& request) {
  json body = {{"TransactItems", json::array()}};
  for (const Request& part : request.parts) {
    const char* member = "Get";
    if (part.operation == Operation::kPutItem) member = "Put";
    if (part.operation == Operation::kUpdateItem) member = "Update";
    if (part.operation == Operation::kDeleteItem) member = "Delete";
    if (part.operation == Operation::kConditionCheck) member = "ConditionCheck";
    body["TransactItems"].push_back({{member, RenderItemRequest(part)}});
  }
  Set(&body, "ClientRequestToken", request.token);
  return body;
}

json RenderUpdateTable(const Request& request) {
  json body = {{"TableName", request.table}};
  if (request.change_stream) {
    body["StreamSpecification"]["StreamEnabled"] = request.stream_enabled;
    if (request.stream_enabled) body["StreamSpecification"]["StreamViewType"] = request.stream_view;
  } else if (request.create_index) {
    body["AttributeDefinitions"] = RenderDefinitions(request.schema.definitions);
    body["GlobalSecondaryIndexUpdates"].push_back({{"Create", RenderIndex(*request.create_index)}});
  } else {
    body["GlobalSecondaryIndexUpdates"].push_back(
        {{"Delete", {{"IndexName", request.delete_index}}}});
  }
  return body;
}

json RenderTags(const Request& request) {
  json body = {{"ResourceArn", TableArn(request.table)}};
  if (request.operation == Operation::kTagResource) {
    body["Tags"] = json::array();
    for (const auto& [key, value] : request.tags)
      body["Tags"].push_back({{"Key", key}, {"Value", value}});
  }
  if (request.operation == Operation::kUntagResource) body["TagKeys"] = request.tag_keys;
  return body;
}

json RenderSearch(const Request& request) {
  Writer writer;
  json body = {{"TableName", request.table},
               {"IndexName", request.index},
               {"SearchVector", json::array()},
               {"TopK", request.top_k}};
  for (const Value& element : request.search_vector)
    body["SearchVector"].push_back(ToJson(element));
  if (!request.key_condition.empty())
    body["SearchConditionExpression"] = writer.Text(request.key_condition);
  if (request.projection) body["ProjectionExpression"] = writer.Text(*request.projection);
  writer.AddSubstitutions(&body);
  return body;
}

json RenderMembers(const Request& request) {
  json body = json::object();
  switch (request.operation) {
    case Operation::kCreateTable:
      body["TableName"] = request.table;
      RenderCreateTable(request.schema, &body);
      return body;
    case Operation::kDescribeTable:
    case Operation::kDeleteTable:
    case Operation::kDescribeTimeToLive:
      body["TableName"] = request.table;
      return body;
    case Operation::kListTables:
      Set(&body, "ExclusiveStartTableName", request.start_table);
      if (request.limit) body["Limit"] = *request.limit;
      return body;
    case Operation::kUpdateTable:
      return RenderUpdateTable(request);
    case Operation::kUpdateTimeToLive:
      body["TableName"] = request.table;
      body["TimeToLiveSpecification"] = {{"Enabled", request.ttl_enabled},
                                         {"AttributeName", request.ttl_attribute}};
      return body;
    case Operation::kTagResource:
    case Operation::kUntagResource:
    case Operation::kListTagsOfResource:
      return RenderTags(request);
    case Operation::kSearchVectors:
      return RenderSearch(request);
    case Operation::kPutItem:
    case Operation::kGetItem:
    case Operation::kUpdateItem:
    case Operation::kDeleteItem:
    case Operation::kConditionCheck:
      return RenderItemRequest(request);
    case Operation::kQuery:
    case Operation::kScan:
      return RenderPages(request);
    case Operation::kBatchGetItem:
      return RenderBatchGet(request);
    case Operation::kBatchWriteItem:
      return RenderBatchWrite(request);
    case Operation::kTransactGetItems:
    case Operation::kTransactWriteItems:
      return RenderTransaction(request);
  }
  return body;
}

}  // namespace

const char* OperationName(Operation operation) {
  constexpr const char* kNames[] = {"CreateTable",
                                    "DescribeTable",
                                    "ListTables",
                                    "DeleteTable",
                                    "UpdateTable",
                                    "UpdateTimeToLive",
                                    "DescribeTimeToLive",
                                    "TagResource",
                                    "UntagResource",
                                    "ListTagsOfResource",
                                    "PutItem",
                                    "GetItem",
                                    "UpdateItem",
                                    "DeleteItem",
                                    "Query",
                                    "Scan",
                                    "BatchGetItem",
                                    "BatchWriteItem",
                                    "TransactGetItems",
                                    "TransactWriteItems",
                                    "SearchVectors",
                                    "ConditionCheck"};
  return kNames[static_cast<size_t>(operation)];
}

json RenderStatement(const Request& request, const std::string& sort_key) {
  Writer writer(Writer::Form::kStatement);
  std::string text = "SELECT ";
  text += request.projection ? writer.Text(*request.projection) : "*";
  text += " FROM " + Writer::Quoted(request.table);
  if (!request.index.empty()) text += "." + Writer::Quoted(request.index);
  std::string where = writer.Text(request.key_condition);
  if (request.filter) {
    where += where.empty() ? "(" : " AND (";
    where += writer.Text(*request.filter) + ")";
  }
  if (!where.empty()) text += " WHERE " + where;
  if (request.forward && !sort_key.empty())
    text += " ORDER BY " + Writer::Quoted(sort_key) + (*request.forward ? " ASC" : " DESC");
  json body = {{"Statement", text}};
  if (!writer.values().empty()) body["Parameters"] = writer.values();
  if (request.consistent) body["ConsistentRead"] = true;
  if (request.limit) body["Limit"] = *request.limit;
  Set(&body, "ReturnConsumedCapacity", request.return_capacity);
  return body;
}

json Render(const Request& request) {
  json body = RenderMembers(request);
  Set(&body, "ReturnConsumedCapacity", request.return_capacity);
  Set(&body, "ReturnItemCollectionMetrics", request.return_metrics);
  return body;
}

}  // namespace hashrange::naive
