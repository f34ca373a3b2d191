#include "wire/constraints.h"

#include <gtest/gtest.h>

#include <string>

#include "wire/json_reader.h"

namespace hashrange::wire {
namespace {

using model::Operation;

// The message, or "" when nothing is violated.
std::string Check(Operation operation, const std::string& json) {
  std::string form;
  EXPECT_TRUE(AppendJsonRequest(json, &form).ok()) << json;
  Bytes rest = form;
  model::RequestValue body;
  EXPECT_TRUE(model::ReadRequestValue(&rest, &body));
  const model::OperationShape& shape = model::ShapeOf(operation);
  const auto input = ReadRequest(*shape.input, body, false);
  EXPECT_TRUE(input.ok()) << json;
  if (!input.ok()) return "not read";
  const Status status = CheckConstraints(shape, input.value());
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
  EXPECT_EQ(Put(R"("TableName":"t")"), "");
  EXPECT_EQ(
      Put(R"("TableName":"ab.c_d-E9","ReturnValues":"UPDATED_NEW","ReturnConsumedCapacity":"NONE")"),
      "");
  EXPECT_EQ(Check(Operation::kListTables, "{}"), "");
  EXPECT_EQ(Check(Operation::kListTables, R"({"Limit":100,"ExclusiveStartTableName":"abc"})"), "");
  EXPECT_EQ(Check(Operation::kQuery, R"({"TableName":"t","Limit":1})"), "");
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
      Put(R"("TableName":"t","ReturnValues":"INVALID","ReturnItemCollectionMetrics":"INVALID",)"
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
              R"({"TableName":"t","ReturnValues":"INVALID","ReturnConsumedCapacity":"INVALID",)") +
              kKey + "}"),
      std::string("2 validation errors detected: ") + kBadCapacity + "; " + kBadValuesNow);
}

TEST(Constraints, ReportTheFirstEnumerationOfUpdateItemAlone) {
  EXPECT_EQ(
      Check(
          Operation::kUpdateItem,
          std::string(
              R"({"TableName":"t","ReturnValues":"INVALID","ReturnConsumedCapacity":"INVALID",)") +
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
      Check(Operation::kUpdateItem, R"({"TableName":"t","ConditionalOperator":"XOR",)"
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
                 R"({"TableName":"t","ReturnValues":"INVALID","Key":{"pk":{"S":"a"}},)"
                 R"("ExpressionAttributeValues":{":deep":)" +
                     Deep(levels) + "}}");
  };
  EXPECT_EQ(bogus(40), One(kBadValuesNow));
  EXPECT_EQ(bogus(61), One(kBadValuesNow));
  EXPECT_EQ(bogus(63), One(kBadValues));
  EXPECT_EQ(bogus(100), One(kBadValues));
  const auto expected = [](int levels) {
    return Check(Operation::kPutItem,
                 R"({"TableName":"t","Item":{"pk":{"S":"a"}},"ConditionalOperator":"XOR",)"
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
  EXPECT_EQ(Check(Operation::kQuery, R"({"TableName":"t","Limit":0})"),
            One("Value at 'Limit' failed to satisfy constraint: Member must have value greater "
                "than or equal to 1"));
  EXPECT_EQ(Check(Operation::kQuery, R"({"TableName":"t","Select":"INVALID_VALUE"})"),
            One("Value 'INVALID_VALUE' at 'select' failed to satisfy constraint: Member must "
                "satisfy enum value set: "
                "[SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]"));
  EXPECT_EQ(
      Check(Operation::kQuery, R"({"TableName":"t","Select":"BOGUS","ConditionalOperator":"XOR"})"),
      "Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]");
  EXPECT_EQ(Check(Operation::kQuery, R"({"TableName":"t","IndexName":"a;","AttributesToGet":[]})"),
            "3 validation errors detected: Value 'a;' at 'indexName' failed to satisfy constraint: "
            "Member must satisfy regular "
            "expression pattern: [a-zA-Z0-9_.-]+; Value 'a;' at 'indexName' failed to satisfy "
            "constraint: Member must have length "
            "greater than or equal to 3; Value '[]' at 'attributesToGet' failed to satisfy "
            "constraint: Member must have length "
            "greater than or equal to 1");
  EXPECT_EQ(Check(Operation::kQuery,
                  R"({"TableName":"t","KeyConditions":{"a":{},"b":{"ComparisonOperator":"X"}}})"),
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

}  // namespace
}  // namespace hashrange::wire
