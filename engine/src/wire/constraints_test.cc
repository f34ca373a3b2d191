#include "wire/constraints.h"

#include <gtest/gtest.h>

#include <string>

#include "base/coding.h"
#include "wire/json_reader.h"

namespace hashrange::wire {
namespace {

using model::Operation;

// The message, or "" when nothing is violated.
std::string Check(Operation operation, const std::string& json, model::Dialect dialect = {}) {
  std::string form;
  EXPECT_TRUE(AppendJsonRequest(json, &form).ok()) << json;
  Bytes rest = form;
  model::RequestValue body;
  EXPECT_TRUE(model::ReadRequestValue(&rest, &body));
  const model::OperationShape& shape = model::ShapeOf(operation);
  const auto input = ReadRequest(*shape.input, body, false);
  EXPECT_TRUE(input.ok()) << json;
  if (!input.ok()) return "not read";
  const Status status = CheckConstraints(shape, input.value(), dialect);
  if (status.ok()) return "";
  EXPECT_EQ(status.error().type(), ErrorType::kValidation);
  return status.error().message();
}

std::string One(const std::string& violation) {
  return "1 validation error detected: " + violation;
}

constexpr char kItem[] = R"("Item":{"pk":{"S":"a"}})";
constexpr char kKey[] = R"("Key":{"pk":{"S":"a"}})";
constexpr char kEmptyName[] =
    "Value '' at 'tableName' failed to satisfy constraint: Member must have length greater than or "
    "equal to 1";
constexpr char kEmptyNameNow[] =
    "Value at 'TableName' failed to satisfy constraint: Member must have length greater than or "
    "equal to 1";
constexpr char kNoKey[] =
    "Value null at 'key' failed to satisfy constraint: Member must not be null";
constexpr char kBadCapacity[] =
    "Value 'INVALID' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy "
    "enum value set: "
    "[INDEXES, TOTAL, NONE]";
constexpr char kBadValuesNow[] =
    "Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, "
    "ALL_NEW, UPDATE_NEW, NONE]";
constexpr char kBadValues[] =
    "Value 'INVALID' at 'returnValues' failed to satisfy constraint: Member must satisfy enum "
    "value set: "
    "[ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]";

std::string Put(const std::string& members) {
  return Check(Operation::kPutItem, "{" + members + "," + kItem + "}");
}

TEST(Constraints, LetGoodRequestsPass) {
  EXPECT_EQ(Put(R"("TableName":"tab")"), "");
  EXPECT_EQ(
      Put(R"("TableName":"ab.c_d-E9","ReturnValues":"UPDATED_NEW","ReturnConsumedCapacity":"NONE")"),
      "");
  EXPECT_EQ(Check(Operation::kListTables, "{}"), "");
  EXPECT_EQ(Check(Operation::kListTables, R"({"Limit":100,"ExclusiveStartTableName":"abc"})"), "");
  EXPECT_EQ(Check(Operation::kQuery, R"({"TableName":"tab","Limit":1})"), "");
  EXPECT_EQ(Check(Operation::kDescribeTable, R"({"TableName":"abc"})"), "");
}

// Source: paritysuite, measured eu-west-2 2026-10.
TEST(Constraints, OfTableNames) {
  EXPECT_EQ(Check(Operation::kPutItem, std::string("{") + kItem + "}"),
            One("Value null at 'tableName' failed to satisfy constraint: Member must not be null"));
  const std::string long_name(256, 'a');
  EXPECT_EQ(Put("\"TableName\":\"" + long_name + "\""),
            One("Value '" + long_name +
                "' at 'tableName' failed to satisfy constraint: Member must have length less than "
                "or equal to 255"));
  EXPECT_EQ(Put(R"("TableName":"bad table!@#")"),
            One("Value 'bad table!@#' at 'tableName' failed to satisfy constraint: Member must "
                "satisfy regular expression "
                "pattern: [a-zA-Z0-9_.-]+"));
  EXPECT_EQ(Check(Operation::kGetItem, std::string(R"({"TableName":"",)") + kKey + "}"),
            One(kEmptyName));
}

TEST(Constraints, TakeAnArnForATableName) {
  EXPECT_EQ(Put(R"("TableName":"arn:aws:dynamodb:eu-west-2:123456789012:table/t")"), "");
  EXPECT_EQ(Put("\"TableName\":\"arn:" + std::string(1020, 'a') + "\""), "");
  EXPECT_EQ(Put("\"TableName\":\"arn:" + std::string(1021, 'a') + "\"").substr(0, 40),
            One("Value 'arn:").substr(0, 40));
  EXPECT_EQ(Check(Operation::kListTables, R"({"ExclusiveStartTableName":"arn:aws"})"),
            One("Value 'arn:aws' at 'exclusiveStartTableName' failed to satisfy constraint: Member "
                "must satisfy regular "
                "expression pattern: [a-zA-Z0-9_.-]+"));
}

// Source: paritysuite, measured eu-west-2 2026-10.
TEST(Constraints, ReportAnEmptyTableNameAlone) {
  for (const char* rest :
       {R"("Item":{})", R"("ReturnValues":"INVALID","Item":{},"ReturnConsumedCapacity":"INVALID")",
        R"("A":1)"}) {
    EXPECT_EQ(Check(Operation::kPutItem, std::string(R"({"TableName":"",)") + rest + "}"),
              One(kEmptyNameNow));
  }
  EXPECT_EQ(Check(Operation::kDeleteItem, R"({"TableName":"","Key":{}})"), One(kEmptyNameNow));
  EXPECT_EQ(Check(Operation::kUpdateItem, R"({"TableName":"","Key":{}})"), One(kEmptyNameNow));
}

// Source: paritysuite, measured eu-west-2 2026-10.
TEST(Constraints, JoinTheEnumerationsOfPutItem) {
  EXPECT_EQ(
      Put(R"("TableName":"tab","ReturnValues":"INVALID","ReturnItemCollectionMetrics":"INVALID",)"
          R"("ReturnConsumedCapacity":"INVALID")"),
      std::string("3 validation errors detected: ") + kBadCapacity + "; " + kBadValuesNow +
          "; Value 'INVALID' at 'returnItemCollectionMetrics' failed to satisfy constraint: Member "
          "must satisfy enum "
          "value set: [SIZE, NONE]");
}

TEST(Constraints, JoinTheEnumerationsOfDeleteItem) {
  EXPECT_EQ(
      Check(
          Operation::kDeleteItem,
          std::string(
              R"({"TableName":"tab","ReturnValues":"INVALID","ReturnConsumedCapacity":"INVALID",)") +
              kKey + "}"),
      std::string("2 validation errors detected: ") + kBadCapacity + "; " + kBadValuesNow);
}

TEST(Constraints, ReportTheFirstEnumerationOfUpdateItemAlone) {
  EXPECT_EQ(
      Check(
          Operation::kUpdateItem,
          std::string(
              R"({"TableName":"tab","ReturnValues":"INVALID","ReturnConsumedCapacity":"INVALID",)") +
              kKey + "}"),
      One(kBadValuesNow));
}

// Source: paritysuite, measured eu-west-2 2026-10.
TEST(Constraints, AreWordedTheOldWayForUpdateItemWithoutAKey) {
  EXPECT_EQ(Check(Operation::kUpdateItem, R"({"TableName":"","UpdateExpression":"SET a = :a"})"),
            std::string("2 validation errors detected: ") + kEmptyName + "; " + kNoKey);
  EXPECT_EQ(
      Check(Operation::kUpdateItem,
            R"({"TableName":"","ReturnConsumedCapacity":"INVALID","ReturnValues":"INVALID"})"),
      std::string("4 validation errors detected: ") + kBadCapacity + "; " + kEmptyName + "; " +
          kBadValues + "; " + kNoKey);
  EXPECT_EQ(
      Check(Operation::kUpdateItem, R"({"TableName":"tab","ConditionalOperator":"XOR",)"
                                    R"("Expected":{"a":{"Exists":false},"b":{"Exists":false}}})"),
      std::string("2 validation errors detected: Value 'XOR' at 'conditionalOperator' failed to "
                  "satisfy constraint: Member "
                  "must satisfy enum value set: [OR, AND]; ") +
          kNoKey);
}

std::string Deep(int levels) {
  std::string value = R"({"S":"leaf"})";
  for (int i = 0; i < levels; i++) value = R"({"M":{"n":)" + value + "}}";
  return value;
}

// Source: paritysuite, measured eu-west-2 2026-10.
TEST(Constraints, AreWordedTheOldWayForDeepRequests) {
  const auto bogus = [](int levels) {
    return Check(Operation::kDeleteItem,
                 R"({"TableName":"tab","ReturnValues":"INVALID","Key":{"pk":{"S":"a"}},)"
                 R"("ExpressionAttributeValues":{":deep":)" +
                     Deep(levels) + "}}");
  };
  EXPECT_EQ(bogus(40), One(kBadValuesNow));
  EXPECT_EQ(bogus(61), One(kBadValuesNow));
  EXPECT_EQ(bogus(63), One(kBadValues));
  EXPECT_EQ(bogus(100), One(kBadValues));
  const auto expected = [](int levels) {
    return Check(Operation::kPutItem,
                 R"({"TableName":"tab","Item":{"pk":{"S":"a"}},"ConditionalOperator":"XOR",)"
                 R"("Expected":{"b":{"Exists":false},"a":{"Value":)" +
                     Deep(levels) + "}}}");
  };
  EXPECT_EQ(expected(100), One("Value 'XOR' at 'conditionalOperator' failed to satisfy constraint: "
                               "Member must satisfy enum value "
                               "set: [OR, AND]"));
  EXPECT_EQ(expected(40),
            One("Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]"));
}

// Source: paritysuite, measured eu-west-2 2026-10.
TEST(Constraints, OfQuery) {
  EXPECT_EQ(Check(Operation::kQuery, R"({"TableName":"tab","Limit":0})"),
            One("Value at 'Limit' failed to satisfy constraint: Member must have value greater "
                "than or equal to 1"));
  EXPECT_EQ(Check(Operation::kQuery, R"({"TableName":"tab","Select":"INVALID_VALUE"})"),
            One("Value 'INVALID_VALUE' at 'select' failed to satisfy constraint: Member must "
                "satisfy enum value set: "
                "[SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]"));
  EXPECT_EQ(
      Check(Operation::kQuery, R"({"TableName":"tab","Select":"BOGUS","ConditionalOperator":"XOR"})"),
      "Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]");
  EXPECT_EQ(Check(Operation::kQuery, R"({"TableName":"tab","IndexName":"a;","AttributesToGet":[]})"),
            "3 validation errors detected: Value 'a;' at 'indexName' failed to satisfy constraint: "
            "Member must satisfy regular "
            "expression pattern: [a-zA-Z0-9_.-]+; Value 'a;' at 'indexName' failed to satisfy "
            "constraint: Member must have length "
            "greater than or equal to 3; Value '[]' at 'attributesToGet' failed to satisfy "
            "constraint: Member must have length "
            "greater than or equal to 1");
  EXPECT_EQ(Check(Operation::kQuery,
                  R"({"TableName":"tab","KeyConditions":{"a":{},"b":{"ComparisonOperator":"X"}}})"),
            "2 validation errors detected: Value null at "
            "'keyConditions.a.member.comparisonOperator' failed to satisfy constraint: "
            "Member must not be null; Value 'X' at 'keyConditions.b.member.comparisonOperator' "
            "failed to satisfy constraint: Member "
            "must satisfy enum value set: [IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, "
            "NE, LE, BEGINS_WITH, GE, "
            "CONTAINS]");
}

// Source: dynalite, observed on AWS.
TEST(Constraints, OfListTables) {
  EXPECT_EQ(Check(Operation::kListTables, R"({"Limit":0})"),
            One("Value '0' at 'limit' failed to satisfy constraint: Member must have value greater "
                "than or equal to 1"));
  EXPECT_EQ(Check(Operation::kListTables, R"({"Limit":101})"),
            One("Value '101' at 'limit' failed to satisfy constraint: Member must have value less "
                "than or equal to 100"));
  EXPECT_EQ(Check(Operation::kListTables, R"({"ExclusiveStartTableName":"","Limit":500})"),
            "3 validation errors detected: Value '500' at 'limit' failed to satisfy constraint: "
            "Member must have value less than or "
            "equal to 100; Value '' at 'exclusiveStartTableName' failed to satisfy constraint: "
            "Member must satisfy regular "
            "expression pattern: [a-zA-Z0-9_.-]+; Value '' at 'exclusiveStartTableName' failed to "
            "satisfy constraint: Member must "
            "have length greater than or equal to 3");
}

TEST(Constraints, NameTheMissingParameterOfTableOperations) {
  for (Operation operation :
       {Operation::kCreateTable, Operation::kDescribeTable, Operation::kDeleteTable}) {
    EXPECT_EQ(Check(operation, "{}"),
              "The parameter 'TableName' is required but was not present in the request");
  }
  EXPECT_EQ(Check(Operation::kDescribeTable, R"({"TableName":"ab"})"),
            One("Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length "
                "greater than or equal to 3"));
}

std::string Create(const std::string& members) {
  return Check(Operation::kCreateTable, R"({"TableName":"abc",)" + members + "}");
}

constexpr char kDefinitions[] =
    R"("AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}])";
constexpr char kSchema[] = R"("KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}])";

// Sources: paritysuite, measured eu-west-2 2026-10; dynalite, observed on AWS.
TEST(Constraints, OfCreateTable) {
  EXPECT_EQ(Create(std::string(kDefinitions) + "," + kSchema), "");
  EXPECT_EQ(Check(Operation::kCreateTable,
                  std::string(R"({"TableName":"ab",)") + kDefinitions + "," + kSchema + "}"),
            One("Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length "
                "greater than or equal to 3"));
  EXPECT_EQ(Create(std::string(kDefinitions) +
                   R"(,"KeySchema":[{"AttributeName":"pk","KeyType":"INVALID"}])"),
            One("Value 'INVALID' at 'keySchema.1.member.keyType' failed to satisfy constraint: "
                "Member must satisfy enum value set: "
                "[HASH, RANGE]"));
  EXPECT_EQ(Create(std::string(kSchema) +
                   R"(,"AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"INVALID"}])"),
            One("Value 'INVALID' at 'attributeDefinitions.1.member.attributeType' failed to "
                "satisfy constraint: Member must satisfy "
                "enum value set: [B, N, S]"));
  EXPECT_EQ(
      Create(
          std::string(kDefinitions) +
          R"(,"KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"KeyType":"RANGE","AttributeName":"sk"},)"
          R"({"AttributeName":"extra","KeyType":"RANGE"}])"),
      One("Value '[KeySchemaElement(attributeName=pk, keyType=HASH), "
          "KeySchemaElement(attributeName=sk, keyType=RANGE), "
          "KeySchemaElement(attributeName=extra, keyType=RANGE)]' at 'keySchema' failed to satisfy "
          "constraint: Member must "
          "have length less than or equal to 2"));
  EXPECT_EQ(Create(R"("AttributeDefinitions":[])"),
            One("Value null at 'keySchema' failed to satisfy constraint: Member must not be null"));
  EXPECT_EQ(Create(R"("AttributeDefinitions":[],"KeySchema":[],"BillingMode":"A",)"
                   R"("ProvisionedThroughput":{"ReadCapacityUnits":-1})"),
            "4 validation errors detected: Value 'A' at 'billingMode' failed to satisfy "
            "constraint: Member must satisfy enum value "
            "set: [PROVISIONED, PAY_PER_REQUEST]; Value null at "
            "'provisionedThroughput.writeCapacityUnits' failed to satisfy "
            "constraint: Member must not be null; Value '-1' at "
            "'provisionedThroughput.readCapacityUnits' failed to satisfy "
            "constraint: Member must have value greater than or equal to 1; Value '[]' at "
            "'keySchema' failed to satisfy constraint: "
            "Member must have length greater than or equal to 1");
  EXPECT_EQ(Create(R"("AttributeDefinitions":[],"KeySchema":[null,{}])"),
            "3 validation errors detected: Value null at 'keySchema.1.member' failed to satisfy "
            "constraint: Member must not be null; "
            "Value null at 'keySchema.2.member.attributeName' failed to satisfy constraint: Member "
            "must not be null; Value null at "
            "'keySchema.2.member.keyType' failed to satisfy constraint: Member must not be null");
}

// Source: paritysuite, measured eu-west-2 2026-10.
TEST(Constraints, ListGlobalIndexesBeforeLocalOnes) {
  const auto index = [](const std::string& name) {
    return R"([{"IndexName":")" + name +
           R"(","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}])";
  };
  EXPECT_EQ(Create(std::string(kDefinitions) + "," + kSchema + ",\"LocalSecondaryIndexes\":" +
                   index("aa") + ",\"GlobalSecondaryIndexes\":" + index("zz")),
            "2 validation errors detected: Value 'zz' at "
            "'globalSecondaryIndexes.1.member.indexName' failed to satisfy constraint: "
            "Member must have length greater than or equal to 3; Value 'aa' at "
            "'localSecondaryIndexes.1.member.indexName' failed to "
            "satisfy constraint: Member must have length greater than or equal to 3");
}

TEST(Constraints, ListTenViolationsAtMost) {
  std::string schema;
  for (int i = 0; i < 12; i++) schema += i == 0 ? "{}" : ",{}";
  const std::string message = Create(R"("AttributeDefinitions":[],"KeySchema":[)" + schema + "]");
  EXPECT_EQ(message.substr(0, 30), "10 validation errors detected:");
  EXPECT_EQ(message.find("keySchema.6"), std::string::npos);
}

TEST(Constraints, CountLengthsInUtf16Units) {
  std::string name;
  for (int i = 0; i < 128; i++) name += "\U0001F600";
  EXPECT_EQ(
      Create(std::string(kSchema) +
             R"(,"AttributeDefinitions":[{"AttributeType":"S","AttributeName":")" + name + "\"}]"),
      One("Value '" + name +
          "' at 'attributeDefinitions.1.member.attributeName' failed to satisfy constraint: Member "
          "must "
          "have length less than or equal to 255"));
}

// Sources: paritysuite, measured in 33 regions 2026-10; AWS API Reference, Scan.
TEST(Constraints, OfScan) {
  EXPECT_EQ(Check(Operation::kScan, R"({"TableName":"tab","Limit":1,"Segment":0,"TotalSegments":1})"),
            "");
  EXPECT_EQ(Check(Operation::kScan, R"({"TableName":"tab","Limit":0})"),
            One("Value at 'Limit' failed to satisfy constraint: Member must have value greater "
                "than or equal to 1"));
  EXPECT_EQ(
      Check(Operation::kScan, R"({"TableName":"tab","Segment":1000000,"TotalSegments":1000001})"),
      "2 validation errors detected: Value at 'Segment' failed to satisfy constraint: "
      "Member must have value less than or equal to 999999; Value at 'TotalSegments' "
      "failed to satisfy constraint: Member must have value less than or equal to 1000000");
}

TEST(Constraints, OfScanInTheOlderLayer) {
  const model::Dialect older = model::DialectOf("us-east-1");
  EXPECT_EQ(Check(Operation::kScan, R"({"TableName":"tab","Limit":0})", older),
            One("Value '0' at 'limit' failed to satisfy constraint: Member must have value greater "
                "than or equal to 1"));
  EXPECT_EQ(Check(Operation::kScan, R"({"TableName":"tab","Segment":-1,"TotalSegments":0})", older),
            "2 validation errors detected: Value '-1' at 'segment' failed to satisfy constraint: "
            "Member must have value greater than or equal to 0; Value '0' at 'totalSegments' "
            "failed to satisfy constraint: Member must have value greater than or equal to 1");
  EXPECT_EQ(
      Check(Operation::kScan, R"({"TableName":"tab","Segment":1000000,"TotalSegments":1000001})",
            older),
      "2 validation errors detected: Value '1000000' at 'segment' failed to satisfy constraint: "
      "Member must have value less than or equal to 999999; Value '1000001' at 'totalSegments' "
      "failed to satisfy constraint: Member must have value less than or equal to 1000000");
  EXPECT_EQ(
      Check(Operation::kScan,
            R"({"TableName":"tab","ConditionalOperator":"XOR","ReturnConsumedCapacity":"INVALID"})",
            older),
      std::string("2 validation errors detected: ") + kBadCapacity +
          "; Value 'XOR' at 'conditionalOperator' failed to satisfy constraint: Member must "
          "satisfy enum value set: [OR, AND]");
}

constexpr char kEmptyRequestItems[] =
    "Value at 'RequestItems' failed to satisfy constraint: Member must have length greater than or "
    "equal to 1";
constexpr char kBadNames[] =
    "at 'requestItems' failed to satisfy constraint: Map keys must satisfy constraint: [Member "
    "must have length less than or equal to 255, Member must have length greater than or equal to "
    "3, Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]";

std::string Times(int times, const std::string& element) {
  std::string list;
  for (int i = 0; i < times; i++) list += (i == 0 ? "" : ",") + element;
  return "[" + list + "]";
}

std::string BatchGet(const std::string& items, const std::string& rest = "") {
  return Check(Operation::kBatchGetItem, "{\"RequestItems\":" + items + rest + "}");
}

// Source: paritysuite, measured eu-west-2 2026-10.
TEST(Constraints, OfBatchGetItem) {
  const std::string key = R"({"pk":{"S":"a"}})";
  EXPECT_EQ(BatchGet("{\"tab\":{\"Keys\":" + Times(100, key) + "}}"), "");
  EXPECT_EQ(BatchGet("{\"arn:aws:dynamodb:eu-west-2:1:table/t\":{\"Keys\":[" + key + "]}}"), "");
  EXPECT_EQ(Check(Operation::kBatchGetItem, "{}"),
            One("Value null at 'requestItems' failed to satisfy constraint: Member must not be "
                "null"));
  EXPECT_EQ(BatchGet("{}"), One(kEmptyRequestItems));
  EXPECT_EQ(BatchGet(R"({"tab":{"Keys":[]}})"),
            One("Value at 'RequestItems.tab.member.Keys' failed to satisfy constraint: Member must "
                "have length greater than or equal to 1"));
  EXPECT_EQ(BatchGet("{\"tab\":{\"Keys\":" + Times(101, key) + "}}"),
            One("Value at 'RequestItems.tab.member.Keys' failed to satisfy constraint: Member must "
                "have length less than or equal to 100"));
  EXPECT_EQ(BatchGet(R"({"tab":{}})"),
            One("Value null at 'requestItems.tab.member.keys' failed to satisfy constraint: Member "
                "must not be null"));
  EXPECT_EQ(BatchGet(R"({"tab":null})"),
            One("Value null at 'requestItems.tab.member' failed to satisfy constraint: Member must "
                "not be null"));
}

// Source: paritysuite, measured eu-west-2 2026-10-09.
TEST(Constraints, EchoTheTablesOfBatchGetItemAsJson) {
  const std::string bad = R"({"bad!name":{"Keys":[{"pk":{"S":"a"}}]}})";
  EXPECT_EQ(BatchGet(bad), One("Value '" + bad + "' " + kBadNames));
  EXPECT_EQ(BatchGet(bad, R"(,"ReturnConsumedCapacity":"INVALID")"),
            "2 validation errors detected: Value '" + bad + "' " + kBadNames + "; " + kBadCapacity);
  EXPECT_EQ(BatchGet(R"({"ab":{"Keys":[{}],"ConsistentRead":"yes"}})"),
            One(std::string("Value '") + R"({"ab":{"Keys":[{}],"ConsistentRead":true}})" + "' " +
                kBadNames));
  const std::string values =
      R"({"a!":{"Keys":[{"b":{"B":"AQI="},"n":{"N":"1"},"ss":{"SS":["x"]},"bs":{"BS":["AQI="]},)"
      R"("m":{"M":{"l":{"L":[{"NULL":true},{"BOOL":false}]}}}}],"ConsistentRead":false}})";
  EXPECT_EQ(BatchGet(values), One("Value '" + values + "' " + kBadNames));
}

std::string BatchWrite(const std::string& items, const std::string& rest = "") {
  return Check(Operation::kBatchWriteItem, "{\"RequestItems\":" + items + rest + "}");
}

// Sources: paritysuite, measured eu-west-2 2026-10, a list too long eu-north-1 2026-08.
TEST(Constraints, OfBatchWriteItem) {
  const std::string put = R"({"PutRequest":{"Item":{"pk":{"S":"x"}}}})";
  EXPECT_EQ(BatchWrite("{\"tab\":" + Times(25, put) + "}"), "");
  EXPECT_EQ(BatchWrite("{}"), One(kEmptyRequestItems));
  EXPECT_EQ(BatchWrite("{\"tab\":" + Times(26, put) + "}"),
            One("Value at 'RequestItems.tab.member' failed to satisfy constraint: Member must have "
                "length less than or equal to 25"));
  EXPECT_EQ(BatchWrite(R"({"tab":[]})"),
            One("Value '{tab=[]}' at 'requestItems' failed to satisfy constraint: Map value must "
                "satisfy constraint: [Member must have length less than or equal to 25, Member "
                "must have length greater than or equal to 1]"));
  EXPECT_EQ(BatchWrite(R"({"tab":[{"PutRequest":{}},{"DeleteRequest":{}}]})"),
            "2 validation errors detected: Value null at "
            "'requestItems.tab.member.1.member.putRequest.item' failed to satisfy constraint: "
            "Member must not be null; Value null at "
            "'requestItems.tab.member.2.member.deleteRequest.key' failed to satisfy constraint: "
            "Member must not be null");
}

// Source of the form: paritysuite, measured eu-west-2 2026-10.
TEST(Constraints, EchoTheTablesOfBatchWriteItemAsJavaDoes) {
  const auto value = [](const std::string& set) {
    std::string fields;
    for (const char* field : {"s", "n", "b", "iNT", "dECIMAL", "dOUBLE", "sS", "nS", "bS", "iNTSET",
                              "dECIMALSET", "dOUBLESET", "m", "l", "nULL", "bOOL"}) {
      const std::string name = std::string(field) + "=";
      fields += fields.empty() ? "" : ", ";
      fields += set.substr(0, name.size()) == name ? set : name + "null";
    }
    return "AttributeValue(" + fields + ")";
  };
  EXPECT_EQ(BatchWrite(R"({"bad!name":[{"PutRequest":{"Item":{"pk":{"S":"x"}}}}]})"),
            One("Value '{bad!name=[WriteRequest(putRequest=PutRequest(item={pk=" + value("s=x") +
                "}, workloadProfileName=null), deleteRequest=null)]}' " + kBadNames));
  EXPECT_EQ(
      BatchWrite(
          R"({"a":[{"DeleteRequest":{"Key":{"b":{"B":"AQI="},"l":{"L":[{"NULL":true}]}}}}]})"),
      One("Value '{a=[WriteRequest(putRequest=null, deleteRequest=DeleteRequest(key={b=" +
          value("b=java.nio.HeapByteBuffer[pos=0 lim=2 cap=2]") +
          ", l=" + value("l=[" + value("nULL=true") + "]") + "}))]}' " + kBadNames));
}

// Source: paritysuite, measured eu-west-2 2026-10-09.
TEST(Constraints, ReportTheEnumerationsOfBatchWriteItemBeforeItsTables) {
  const std::string bad_metrics =
      "Value 'INVALID' at 'returnItemCollectionMetrics' failed to satisfy constraint: Member must "
      "satisfy enum value set: [SIZE, NONE]";
  EXPECT_EQ(BatchWrite(R"({"bad!name":[{"PutRequest":{"Item":{"pk":{"S":"x"}}}}]})",
                       R"(,"ReturnConsumedCapacity":"INVALID")"),
            One(kBadCapacity));
  EXPECT_EQ(
      BatchWrite(R"({"tab":[]})",
                 R"(,"ReturnItemCollectionMetrics":"INVALID","ReturnConsumedCapacity":"INVALID")"),
      std::string("2 validation errors detected: ") + kBadCapacity + "; " + bad_metrics);
}

// The echo ends where an item would have to.
TEST(Constraints, CutOffTheEchoOfDeepValues) {
  const std::string message = BatchGet(R"({"a!":{"Keys":[{"pk":)" + Deep(400) + "}]}}");
  EXPECT_NE(message.find(R"({"M":{"n":...}})"), std::string::npos);
  EXPECT_LT(message.size(), 1000u);
}

// A request in typed form, as the package's encoder writes it, is echoed alike.
TEST(Constraints, EchoValuesInTypedForm) {
  const auto text = [](Bytes bytes) {
    std::string form;
    base::PutFixed32(&form, static_cast<uint32_t>(bytes.size()));
    return form.append(bytes);
  };
  const auto counted = [](char tag, uint32_t count, const std::string& body) {
    std::string form(1, tag);
    base::PutFixed32(&form, static_cast<uint32_t>(body.size()));
    base::PutFixed32(&form, count);
    return form + body;
  };
  const std::string item =
      counted('\x17', 3,
              text("b") + "\x13" + text(Bytes("\x01\x02", 2)) + text("s") +
                  counted('\x14', 2, text("x") + text("y")) + text("l") +
                  counted('\x18', 1, std::string("\x1a") + std::string(1, '\x01')));
  const std::string keys = counted('\x09', 1, std::string(1, '\0') + counted('\x07', 1, item));
  const std::string body =
      counted('\x09', 1, std::string(1, '\0') + counted('\x08', 1, text("a!") + keys));
  Bytes rest = body;
  model::RequestValue value;
  ASSERT_TRUE(model::ReadRequestValue(&rest, &value));
  const model::OperationShape& shape = model::ShapeOf(Operation::kBatchGetItem);
  const auto input = ReadRequest(*shape.input, value, true);
  ASSERT_TRUE(input.ok());
  EXPECT_EQ(
      CheckConstraints(shape, input.value()).error().message(),
      One(std::string("Value '") +
          R"({"a!":{"Keys":[{"b":{"B":"AQI="},"s":{"SS":["x","y"]},"l":{"L":[{"BOOL":true}]}}]}})" +
          "' " + kBadNames));
}

std::string TransactWrite(const std::string& items, const std::string& rest = "") {
  return Check(Operation::kTransactWriteItems, "{\"TransactItems\":" + items + rest + "}");
}

// Source: paritysuite, measured eu-west-2 2026-10.
TEST(Constraints, OfTransactWriteItems) {
  const std::string put = R"({"Put":{"TableName":"tab","Item":{"pk":{"S":"x"}}}})";
  EXPECT_EQ(TransactWrite(Times(100, put)), "");
  EXPECT_EQ(TransactWrite("[]"),
            One("Value at 'TransactItems' failed to satisfy constraint: Member must have length "
                "greater than or equal to 1"));
  EXPECT_EQ(TransactWrite(Times(101, put)),
            One("Value at 'TransactItems' failed to satisfy constraint: Member must have length "
                "less than or equal to 100"));
  EXPECT_EQ(TransactWrite(
                Times(1, put),
                R"(,"ReturnItemCollectionMetrics":"INVALID","ReturnConsumedCapacity":"INVALID")"),
            std::string("2 validation errors detected: ") + kBadCapacity +
                "; Value 'INVALID' at 'returnItemCollectionMetrics' failed to satisfy constraint: "
                "Member must satisfy enum value set: [SIZE, NONE]");
  EXPECT_EQ(
      TransactWrite(
          R"([{"Put":{"TableName":"bad!","Item":{},"ReturnValuesOnConditionCheckFailure":"ALL_NEW"}},)"
          R"({"Update":{"TableName":"tab","Key":{}}},{"ConditionCheck":{"TableName":"tab","Key":{}}}])"),
      "4 validation errors detected: Value 'bad!' at 'transactItems.1.member.put.tableName' failed "
      "to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; "
      "Value 'ALL_NEW' at 'transactItems.1.member.put.returnValuesOnConditionCheckFailure' failed "
      "to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]; Value null at "
      "'transactItems.2.member.update.updateExpression' failed to satisfy constraint: Member must "
      "not be null; Value null at 'transactItems.3.member.conditionCheck.conditionExpression' "
      "failed to satisfy constraint: Member must not be null");
}

// Source: paritysuite, measured eu-west-2 2026-10-09.
TEST(Constraints, ReportALongClientRequestTokenAlone) {
  const std::string put = R"([{"Put":{"TableName":"tab","Item":{"pk":{"S":"x"}}}}])";
  const auto token = [](size_t length) {
    return ",\"ClientRequestToken\":\"" + std::string(length, 'x') + "\"";
  };
  const std::string too_long =
      One("Value at 'ClientRequestToken' failed to satisfy constraint: Member must have length "
          "less than or equal to 36");
  EXPECT_EQ(TransactWrite(put, token(1)), "");
  EXPECT_EQ(TransactWrite(put, token(36)), "");
  EXPECT_EQ(TransactWrite(put, token(37)), too_long);
  EXPECT_EQ(TransactWrite(put, token(37) + R"(,"ReturnConsumedCapacity":"INVALID")"), too_long);
  EXPECT_EQ(TransactWrite("[]", token(37)), too_long);
  EXPECT_EQ(TransactWrite(put, token(0)),
            One("Value at 'ClientRequestToken' failed to satisfy constraint: Member must have "
                "length greater than or equal to 1"));
}

// Source: paritysuite, measured eu-west-2 2026-10.
TEST(Constraints, OfTransactGetItems) {
  const std::string get = R"({"Get":{"TableName":"tab","Key":{"pk":{"S":"x"}}}})";
  const auto check = [](const std::string& items, const std::string& rest) {
    return Check(Operation::kTransactGetItems, "{\"TransactItems\":" + items + rest + "}");
  };
  EXPECT_EQ(check(Times(100, get), ""), "");
  EXPECT_EQ(check("[]", ""), One("Value at 'TransactItems' failed to satisfy constraint: Member "
                                 "must have length greater than or equal to 1"));
  EXPECT_EQ(check(Times(101, get), ""), One("Value at 'TransactItems' failed to satisfy "
                                            "constraint: Member must have length less than or "
                                            "equal to 100"));
  EXPECT_EQ(check(Times(1, get), R"(,"ReturnConsumedCapacity":"INVALID")"), One(kBadCapacity));
  EXPECT_EQ(check("[{}]", ""), One("Value null at 'transactItems.1.member.get' failed to satisfy "
                                   "constraint: Member must not be null"));
}

// Sources: control-plane lab, measured us-west-2 and us-east-1 2026-10; the paths are those of the
// structures' members.
TEST(Constraints, OfUpdateTableAndTimeToLive) {
  for (Operation operation :
       {Operation::kUpdateTable, Operation::kUpdateTimeToLive, Operation::kDescribeTimeToLive}) {
    EXPECT_EQ(Check(operation, "{}"),
              "The parameter 'TableName' is required but was not present in the request");
  }
  EXPECT_EQ(Check(Operation::kUpdateTable, R"({"TableName":"ab"})"),
            One("Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length "
                "greater than or equal to 3"));
  EXPECT_EQ(
      Check(Operation::kUpdateTable,
            R"({"TableName":"tab","GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"i"}},)"
            R"({"Create":{"IndexName":"idx","KeySchema":[],"Projection":{}}}]})"),
      "2 validation errors detected: Value 'i' at "
      "'globalSecondaryIndexUpdates.1.member.delete.indexName' failed to satisfy constraint: "
      "Member must have length greater than or equal to 3; Value '[]' at "
      "'globalSecondaryIndexUpdates.2.member.create.keySchema' failed to satisfy constraint: "
      "Member must have length greater than or equal to 1");
  EXPECT_EQ(Check(Operation::kUpdateTimeToLive, R"({"TableName":"tab"})"),
            One("Value null at 'timeToLiveSpecification' failed to satisfy constraint: Member must "
                "not be null"));
  EXPECT_EQ(
      Check(Operation::kUpdateTimeToLive,
            R"({"TableName":"tab","TimeToLiveSpecification":{"Enabled":true,"AttributeName":""}})"),
      One("Value '' at 'timeToLiveSpecification.attributeName' failed to satisfy constraint: "
          "Member must have length greater than or equal to 1"));
}

}  // namespace
}  // namespace hashrange::wire
