#include "wire/request_reader.h"

#include <gtest/gtest.h>

#include <string>

#include "base/coding.h"
#include "base/test_random.h"
#include "model/attribute_value.h"
#include "wire/constraints.h"
#include "wire/json_reader.h"

namespace hashrange::wire {
namespace {

using namespace model::members;  // NOLINT
using model::Operation;
using model::RequestTag;
using model::RequestValue;

constexpr char kBare[] = "(no message)";

RequestValue ValueOf(Bytes form) {
  RequestValue value;
  EXPECT_TRUE(model::ReadRequestValue(&form, &value));
  EXPECT_TRUE(form.empty());
  return value;
}

std::string FormOf(Bytes json) {
  std::string form;
  EXPECT_TRUE(AppendJsonRequest(json, &form).ok()) << json;
  return form;
}

// "" when the request is well typed, else the message.
std::string FaultOf(Operation operation, const RequestValue& body, bool typed) {
  const auto view = ReadRequest(*model::ShapeOf(operation).input, body, typed);
  if (view.ok()) return "";
  EXPECT_EQ(view.error().type(), ErrorType::kSerialization);
  return view.error().message().empty() ? kBare : view.error().message();
}

std::string Fault(Operation operation, Bytes json) {
  const std::string form = FormOf(json);
  return FaultOf(operation, ValueOf(form), false);
}

struct Request {
  Request(Operation operation, Bytes json) : form(FormOf(json)) {
    auto read = ReadRequest(*model::ShapeOf(operation).input, ValueOf(form), false);
    EXPECT_TRUE(read.ok()) << json;
    if (read.ok()) view = std::move(read).value();
  }
  std::string form;
  StructureView view;
};

TEST(RequestReader, GivesScalarsByMember) {
  const Request request(
      Operation::kQuery,
      R"({"Limit":5,"TableName":"t","ScanIndexForward":false,"ConsistentRead":"TRUE"})");
  EXPECT_EQ(request.view.String(QueryInput::kTableName), "t");
  EXPECT_EQ(request.view.Integer(QueryInput::kLimit), 5);
  EXPECT_TRUE(request.view.has(QueryInput::kScanIndexForward));
  EXPECT_FALSE(request.view.Boolean(QueryInput::kScanIndexForward, true));
  EXPECT_TRUE(request.view.Boolean(QueryInput::kConsistentRead));
  EXPECT_FALSE(request.view.has(QueryInput::kIndexName));
  EXPECT_EQ(request.view.String(QueryInput::kIndexName), "");
}

TEST(RequestReader, AnswersForAbsentMembers) {
  const Request request(Operation::kQuery, "{}");
  EXPECT_TRUE(request.view.Boolean(QueryInput::kScanIndexForward, true));
  EXPECT_EQ(request.view.Integer(QueryInput::kLimit), 0);
  EXPECT_EQ(request.view.List(QueryInput::kAttributesToGet).count(), 0u);
  EXPECT_EQ(request.view.Map(QueryInput::kExpressionAttributeNames).count(), 0u);
  EXPECT_EQ(request.view.Value(QueryInput::kExclusiveStartKey).tag, RequestTag::kNull);
}

TEST(RequestReader, TakesNullForAbsentAndTheLastOfDuplicates) {
  const Request request(
      Operation::kQuery,
      R"({"TableName":"a","IndexName":"i","TableName":"b","IndexName":null,"Limit":null})");
  EXPECT_EQ(request.view.String(QueryInput::kTableName), "b");
  EXPECT_FALSE(request.view.has(QueryInput::kIndexName));
  EXPECT_FALSE(request.view.has(QueryInput::kLimit));
}

TEST(RequestReader, IgnoresUnknownMembers) {
  const Request request(Operation::kGetItem,
                        R"({"Unknown":{"a":[1,{"b":true}]},"TableName":"t","tableName":5})");
  EXPECT_EQ(request.view.String(GetItemInput::kTableName), "t");
}

TEST(RequestReader, FloorsAndClampsIntegers) {
  const auto limit = [](Bytes number) {
    const Request request(Operation::kQuery, "{\"Limit\":" + std::string(number) + "}");
    return request.view.Integer(QueryInput::kLimit);
  };
  EXPECT_EQ(limit("2.9"), 2);
  EXPECT_EQ(limit("-0.5"), -1);
  EXPECT_EQ(limit("1e2"), 100);
  EXPECT_EQ(limit("3000000000"), 2147483647);
  EXPECT_EQ(limit("-99999999999999999999999"), -2147483648);
  EXPECT_EQ(limit("1e300"), 2147483647);
  const Request request(
      Operation::kCreateTable,
      R"({"ProvisionedThroughput":{"ReadCapacityUnits":1000000000001,"WriteCapacityUnits":1e30}})");
  const StructureView throughput = request.view.Structure(CreateTableInput::kProvisionedThroughput);
  EXPECT_EQ(throughput.Integer(ProvisionedThroughput::kReadCapacityUnits), 1000000000001);
  EXPECT_EQ(throughput.Integer(ProvisionedThroughput::kWriteCapacityUnits), INT64_MAX);
}

TEST(RequestReader, WalksListsOfStructures) {
  const Request request(
      Operation::kCreateTable,
      R"({"KeySchema":[{"KeyType":"HASH","AttributeName":"pk"},null,{"AttributeName":"sk"}],"Tags":[]})");
  ListView keys = request.view.List(CreateTableInput::kKeySchema);
  EXPECT_EQ(keys.count(), 3u);
  StructureView key;
  ASSERT_TRUE(keys.Next(&key));
  EXPECT_EQ(key.String(KeySchemaElement::kAttributeName), "pk");
  EXPECT_EQ(key.String(KeySchemaElement::kKeyType), "HASH");
  ASSERT_TRUE(keys.Next(&key));
  EXPECT_FALSE(key.has(KeySchemaElement::kAttributeName));
  ASSERT_TRUE(keys.Next(&key));
  EXPECT_EQ(key.String(KeySchemaElement::kAttributeName), "sk");
  EXPECT_FALSE(keys.Next(&key));
  EXPECT_TRUE(request.view.has(CreateTableInput::kTags));
}

TEST(RequestReader, WalksMaps) {
  const Request request(
      Operation::kQuery,
      R"({"ExpressionAttributeNames":{"#a":"x","#b":null,"#c":"z"},)"
      R"("KeyConditions":{"k":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"v"}]}}})");
  MapView names = request.view.Map(QueryInput::kExpressionAttributeNames);
  EXPECT_EQ(names.count(), 3u);
  Bytes name, value;
  ASSERT_TRUE(names.Next(&name, &value));
  EXPECT_EQ(name, "#a");
  EXPECT_EQ(value, "x");
  ASSERT_TRUE(names.Next(&name, &value));
  EXPECT_EQ(name, "#c");
  EXPECT_FALSE(names.Next(&name, &value));
  MapView conditions = request.view.Map(QueryInput::kKeyConditions);
  StructureView condition;
  ASSERT_TRUE(conditions.Next(&name, &condition));
  EXPECT_EQ(condition.String(Condition::kComparisonOperator), "EQ");
  EXPECT_EQ(condition.List(Condition::kAttributeValueList).count(), 1u);
}

TEST(RequestReader, WalksBatchesAndTransactions) {
  const Request batch(
      Operation::kBatchWriteItem,
      R"({"RequestItems":{"t":[{"PutRequest":{"Item":{}}},{"DeleteRequest":{"Key":{}}}],"u":[]}})");
  MapView tables = batch.view.Map(BatchWriteItemInput::kRequestItems);
  EXPECT_EQ(tables.count(), 2u);
  Bytes table;
  RequestValue requests;
  ASSERT_TRUE(tables.Next(&table, &requests));
  EXPECT_EQ(table, "t");
  ListView list(*batch.view.shape().members[BatchWriteItemInput::kRequestItems].shape->element,
                requests);
  StructureView request;
  ASSERT_TRUE(list.Next(&request));
  EXPECT_TRUE(request.has(WriteRequest::kPutRequest));
  ASSERT_TRUE(list.Next(&request));
  EXPECT_TRUE(request.Structure(WriteRequest::kDeleteRequest).has(DeleteRequest::kKey));
  EXPECT_FALSE(list.Next(&request));

  const Request transaction(
      Operation::kTransactWriteItems,
      R"({"ClientRequestToken":"c","TransactItems":[{"Update":{"TableName":"t","Key":{}}}]})");
  EXPECT_EQ(transaction.view.String(TransactWriteItemsInput::kClientRequestToken), "c");
  ListView actions = transaction.view.List(TransactWriteItemsInput::kTransactItems);
  StructureView action;
  ASSERT_TRUE(actions.Next(&action));
  EXPECT_EQ(action.Structure(TransactWriteItem::kUpdate).String(Update::kTableName), "t");
}

TEST(RequestReader, GivesAttributeMapsToTheDecoder) {
  const Request request(Operation::kPutItem, R"({"Item":{"b":{"N":"1.50"},"a":{"B":"AQI="}}})");
  model::AttributeValueDecoder decoder;
  model::ItemBuilder builder;
  builder.Clear();
  ASSERT_TRUE(
      decoder
          .DecodeMap(request.view.Value(PutItemInput::kItem), model::ValueLayer::kCurrent, &builder)
          .ok());
  EXPECT_EQ(model::FindMember(builder.value(), "b").string(), "1.5");
  EXPECT_EQ(model::FindMember(builder.value(), "a").binary(), "\x01\x02");
}

TEST(RequestReader, GivesBooleansSentAsText) {
  const Request request(Operation::kPutItem,
                        R"({"Item":{"a":{"BOOL":"True"},"b":{"BOOL":"no"},"c":{"NULL":"1"}}})");
  model::AttributeValueDecoder decoder;
  model::ItemBuilder builder;
  builder.Clear();
  ASSERT_TRUE(
      decoder
          .DecodeMap(request.view.Value(PutItemInput::kItem), model::ValueLayer::kCurrent, &builder)
          .ok());
  EXPECT_TRUE(model::FindMember(builder.value(), "a").boolean());
  EXPECT_FALSE(model::FindMember(builder.value(), "b").boolean());
  EXPECT_EQ(model::FindMember(builder.value(), "c").type(), model::AttributeType::kNull);
  const Request refused(Operation::kPutItem, R"({"Item":{"c":{"NULL":"false"}}})");
  builder.Clear();
  EXPECT_FALSE(
      decoder
          .DecodeMap(refused.view.Value(PutItemInput::kItem), model::ValueLayer::kCurrent, &builder)
          .ok());
}

// The texts by the type that was wanted and the value that came. Source: dynalite, observed on AWS.
TEST(SerializationFaults, OfStrings) {
  const auto fault = [](Bytes value) {
    return Fault(Operation::kGetItem, "{\"TableName\":" + std::string(value) + "}");
  };
  EXPECT_EQ(fault("true"), "TRUE_VALUE cannot be converted to String");
  EXPECT_EQ(fault("false"), "FALSE_VALUE cannot be converted to String");
  EXPECT_EQ(fault("23"), "NUMBER_VALUE cannot be converted to String");
  EXPECT_EQ(fault("-2147483648"), "NUMBER_VALUE cannot be converted to String");
  EXPECT_EQ(fault("34.56"), "DECIMAL_VALUE cannot be converted to String");
  EXPECT_EQ(fault("[]"), "Unrecognized collection type class java.lang.String");
  EXPECT_EQ(fault("{}"), "Start of structure or map found where not expected");
}

TEST(SerializationFaults, OfBooleans) {
  const auto fault = [](Bytes value) {
    return Fault(Operation::kGetItem, "{\"ConsistentRead\":" + std::string(value) + "}");
  };
  EXPECT_EQ(fault("\"23\""), "Unexpected token received from parser");
  EXPECT_EQ(fault("\"No\""), "");
  EXPECT_EQ(fault("\"1\""), "");
  EXPECT_EQ(fault("23"), "NUMBER_VALUE cannot be converted to Boolean");
  EXPECT_EQ(fault("34.56"), "DECIMAL_VALUE cannot be converted to Boolean");
  EXPECT_EQ(fault("[]"), "Unrecognized collection type class java.lang.Boolean");
  EXPECT_EQ(fault("{}"), "Start of structure or map found where not expected");
}

TEST(SerializationFaults, OfNumbers) {
  const auto fault = [](Bytes value) {
    return Fault(Operation::kQuery, "{\"Limit\":" + std::string(value) + "}");
  };
  EXPECT_EQ(fault("\"23\""), "STRING_VALUE cannot be converted to Integer");
  EXPECT_EQ(fault("true"), "TRUE_VALUE cannot be converted to Integer");
  EXPECT_EQ(fault("[]"), "Unrecognized collection type class java.lang.Integer");
  EXPECT_EQ(fault("{}"), "Start of structure or map found where not expected");
  EXPECT_EQ(fault("34.56"), "");
  EXPECT_EQ(
      Fault(Operation::kCreateTable, R"({"ProvisionedThroughput":{"ReadCapacityUnits":"5"}})"),
      "STRING_VALUE cannot be converted to Long");
}

TEST(SerializationFaults, OfLists) {
  const auto fault = [](Bytes value) {
    return Fault(Operation::kCreateTable, "{\"KeySchema\":" + std::string(value) + "}");
  };
  for (const char* scalar : {"\"23\"", "true", "23", "34.56"})
    EXPECT_EQ(fault(scalar), "Unexpected field type");
  EXPECT_EQ(fault("{}"), "Start of structure or map found where not expected");
  for (const char* scalar : {"[\"23\"]", "[true]", "[23]"})
    EXPECT_EQ(fault(scalar), "Unexpected value type in payload");
  EXPECT_EQ(fault("[[]]"),
            "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.KeySchemaElement");
  EXPECT_EQ(fault(R"([{"KeyType":1}])"), "NUMBER_VALUE cannot be converted to String");
}

TEST(SerializationFaults, OfStructures) {
  const auto fault = [](Bytes value) {
    return Fault(Operation::kCreateTable, "{\"ProvisionedThroughput\":" + std::string(value) + "}");
  };
  for (const char* scalar : {"\"23\"", "true", "23", "34.56"})
    EXPECT_EQ(fault(scalar), "Unexpected field type");
  EXPECT_EQ(
      fault("[]"),
      "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.ProvisionedThroughput");
}

TEST(SerializationFaults, OfMaps) {
  const auto names = [](Bytes value) {
    return Fault(Operation::kGetItem, "{\"ExpressionAttributeNames\":" + std::string(value) + "}");
  };
  EXPECT_EQ(names("\"23\""), "Unexpected field type");
  EXPECT_EQ(names("[]"),
            "Unrecognized collection type java.util.Map<java.lang.String, java.lang.String>");
  EXPECT_EQ(names("{\"a\":23}"), "NUMBER_VALUE cannot be converted to String");
  const auto conditions = [](Bytes value) {
    return Fault(Operation::kQuery, "{\"KeyConditions\":" + std::string(value) + "}");
  };
  EXPECT_EQ(conditions("[]"),
            "Unrecognized collection type java.util.Map<java.lang.String, "
            "com.amazonaws.dynamodb.v20120810.Condition>");
  EXPECT_EQ(conditions("{\"a\":true}"), "Unexpected value type in payload");
  EXPECT_EQ(conditions("{\"a\":[]}"),
            "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.Condition");
  const auto key = [](Bytes value) {
    return Fault(Operation::kGetItem, "{\"Key\":" + std::string(value) + "}");
  };
  EXPECT_EQ(key("true"), "Unexpected field type");
  EXPECT_EQ(key("[]"),
            "Unrecognized collection type java.util.Map<java.lang.String, "
            "com.amazonaws.dynamodb.v20120810.AttributeValue>");
}

// Source: dynalite, observed on AWS.
TEST(SerializationFaults, OfBatchesAndTransactions) {
  const auto get = [](Bytes value) {
    return Fault(Operation::kBatchGetItem, "{\"RequestItems\":" + std::string(value) + "}");
  };
  EXPECT_EQ(get("true"), "Unexpected field type");
  EXPECT_EQ(get("[]"),
            "Unrecognized collection type java.util.Map<java.lang.String, "
            "com.amazonaws.dynamodb.v20120810.KeysAndAttributes>");
  EXPECT_EQ(get(R"({"t":"x"})"), "Unexpected value type in payload");
  EXPECT_EQ(get(R"({"t":[]})"),
            "Unrecognized collection type class "
            "com.amazonaws.dynamodb.v20120810.KeysAndAttributes");
  EXPECT_EQ(get(R"({"t":{"Keys":{}}})"), "Start of structure or map found where not expected");
  EXPECT_EQ(get(R"({"t":{"Keys":["x"]}})").substr(0, 60),
            "class sun.reflect.generics.reflectiveObjects.ParameterizedTy");
  EXPECT_EQ(get(R"({"t":{"Keys":[{"a":{"S":1}}]}})"), "NUMBER_VALUE cannot be converted to String");
  const auto write = [](Bytes value) {
    return Fault(Operation::kBatchWriteItem, "{\"RequestItems\":" + std::string(value) + "}");
  };
  EXPECT_EQ(write("[]"),
            "Unrecognized collection type java.util.Map<java.lang.String, "
            "java.util.List<com.amazonaws.dynamodb.v20120810.WriteRequest>>");
  EXPECT_EQ(write(R"({"t":{}})"), "Start of structure or map found where not expected");
  EXPECT_EQ(write(R"({"t":["x"]})"), "Unexpected value type in payload");
  EXPECT_EQ(write(R"({"t":[{"PutRequest":"x"}]})"), "Unexpected field type");
  EXPECT_EQ(write(R"({"t":[{"PutRequest":{"Item":{"a":"x"}}}]})"),
            "Unexpected value type in payload");
  // One action's fault is the request's. Source: paritysuite, measured eu-west-2 2026-10.
  EXPECT_EQ(
      Fault(
          Operation::kTransactWriteItems,
          R"({"TransactItems":[{"Put":{"Item":{}}},{"Update":{"ExpressionAttributeNames":{"#a":1}}}]})"),
      "NUMBER_VALUE cannot be converted to String");
}

TEST(SerializationFaults, OfAttributeValues) {
  const auto fault = [](Bytes value) {
    return Fault(Operation::kPutItem, "{\"Item\":{\"a\":" + std::string(value) + "}}");
  };
  EXPECT_EQ(fault("\"x\""), "Unexpected value type in payload");
  EXPECT_EQ(fault("[]"),
            "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue");
  EXPECT_EQ(fault(R"({"S":5})"), "NUMBER_VALUE cannot be converted to String");
  EXPECT_EQ(fault(R"({"N":123})"), "NUMBER_VALUE cannot be converted to String");
  EXPECT_EQ(fault(R"({"B":true})"), "only base-64-encoded strings are convertible to bytes");
  EXPECT_EQ(fault(R"({"B":"23456"})"),
            "Base64 encoded length is expected a multiple of 4 bytes but found: 5");
  EXPECT_EQ(fault(R"({"B":"=+/="})"), "Invalid last non-pad Base64 character dectected");
  EXPECT_EQ(fault(R"({"B":"+/+="})"), "Invalid last non-pad Base64 character dectected");
  EXPECT_EQ(fault(R"({"B":"ab*="})"), "only base-64-encoded strings are convertible to bytes");
  EXPECT_EQ(fault(R"({"B":[]})"), "Unrecognized collection type class java.nio.ByteBuffer");
  EXPECT_EQ(fault(R"({"B":{}})"), "Start of structure or map found where not expected");
  EXPECT_EQ(fault(R"({"BOOL":"x"})"), "Unexpected token received from parser");
  EXPECT_EQ(fault(R"({"NULL":1})"), "NUMBER_VALUE cannot be converted to Boolean");
  EXPECT_EQ(fault(R"({"SS":"x"})"), "Unexpected field type");
  EXPECT_EQ(fault(R"({"SS":[1]})"), "NUMBER_VALUE cannot be converted to String");
  EXPECT_EQ(fault(R"({"NS":[1]})"), "NUMBER_VALUE cannot be converted to String");
  for (const char* of_decoder : {R"({"SS":["a",null]})", R"({"NS":[null]})", R"({"BS":[null]})"})
    EXPECT_EQ(fault(of_decoder), "");
  EXPECT_EQ(fault(R"({"SS":null})"), "");
  EXPECT_EQ(fault(R"({"BS":["a"]})"),
            "Base64 encoded length is expected a multiple of 4 bytes but found: 1");
  EXPECT_EQ(fault(R"({"L":{}})"), "Start of structure or map found where not expected");
  EXPECT_EQ(fault(R"({"L":["x"]})"), "Unexpected value type in payload");
  EXPECT_EQ(fault(R"({"L":[{"S":1.5}]})"), "DECIMAL_VALUE cannot be converted to String");
  EXPECT_EQ(fault(R"({"M":[]})"),
            "Unrecognized collection type java.util.Map<java.lang.String, "
            "com.amazonaws.dynamodb.v20120810.AttributeValue>");
  EXPECT_EQ(fault(R"({"M":{"b":{"N":true}}})"), "TRUE_VALUE cannot be converted to String");
  EXPECT_EQ(fault(R"({"Unknown":5,"S":"a"})"), "");
  EXPECT_EQ(fault(R"({"S":null})"), "");
  EXPECT_EQ(fault("null"), "");
  EXPECT_EQ(fault("{}"), "");
  // As the value of a member it is a field, not an element.
  EXPECT_EQ(Fault(Operation::kUpdateItem, R"({"AttributeUpdates":{"a":{"Value":"x"}}})"),
            "Unexpected field type");
}

TEST(SerializationFaults, AreTheFirstInTheRequestsOrder) {
  EXPECT_EQ(Fault(Operation::kGetItem, R"({"Key":{"a":{"S":true}},"TableName":1})"),
            "TRUE_VALUE cannot be converted to String");
  EXPECT_EQ(Fault(Operation::kGetItem, R"({"TableName":1,"Key":{"a":{"S":true}}})"),
            "NUMBER_VALUE cannot be converted to String");
  EXPECT_EQ(Fault(Operation::kGetItem, R"({"TableName":1,"TableName":"t"})"),
            "NUMBER_VALUE cannot be converted to String");
}

TEST(RequestReader, LeavesDeepValuesToTheValueLayer) {
  std::string json = R"({"TableName":"t","Item":{"a":)";
  for (int i = 0; i < 2000; i++) json += R"({"M":{"n":)";
  json += R"({"S":"x"})";
  for (int i = 0; i < 2000; i++) json += "}}";
  const Request request(Operation::kPutItem, json + "}}");
  EXPECT_TRUE(request.view.has(PutItemInput::kItem));
}

// The typed forms that the TypeScript encoder writes.
class FormBuilder {
 public:
  void String(RequestTag tag, Bytes text) {
    Tag(tag);
    Text(text);
  }
  void Text(Bytes text) {
    base::PutFixed32(&form, static_cast<uint32_t>(text.size()));
    form.append(text);
  }
  void Tag(RequestTag tag) { form.push_back(static_cast<char>(tag)); }
  void Byte(int byte) { form.push_back(static_cast<char>(byte)); }
  size_t Open(RequestTag tag, uint32_t count) {
    Tag(tag);
    base::PutFixed32(&form, 0);
    base::PutFixed32(&form, count);
    return form.size();
  }
  void Close(size_t at) {
    base::StoreFixed32(&form[at - 8], static_cast<uint32_t>(form.size() - at));
  }

  std::string form;
};

// PutItem of {pk: "a", l: [NULL, true, {N: 1}], s: SS}, one generic value inside.
std::string TypedPut() {
  FormBuilder b;
  const size_t request = b.Open(RequestTag::kStructure, 3);
  b.Byte(PutItemInput::kTableName);
  b.String(RequestTag::kString, "t");
  b.Byte(PutItemInput::kItem);
  const size_t item = b.Open(RequestTag::kAttributeM, 4);
  b.Text("pk");
  b.String(RequestTag::kAttributeS, "a");
  b.Text("l");
  const size_t list = b.Open(RequestTag::kAttributeL, 3);
  b.Tag(RequestTag::kAttributeNull);
  b.Byte(1);
  b.Tag(RequestTag::kAttributeBool);
  b.Byte(1);
  b.String(RequestTag::kAttributeN, "1");
  b.Close(list);
  b.Text("s");
  const size_t set = b.Open(RequestTag::kAttributeSS, 2);
  b.Text("y");
  b.Text("x");
  b.Close(set);
  b.Text("g");
  const size_t generic = b.Open(RequestTag::kMap, 1);
  b.Text("B");
  b.String(RequestTag::kBytes, "\x01");
  b.Close(generic);
  b.Close(item);
  b.Byte(PutItemInput::kExpressionAttributeValues);
  const size_t values = b.Open(RequestTag::kMap, 1);
  b.Text(":v");
  b.String(RequestTag::kAttributeS, "v");
  b.Close(values);
  b.Close(request);
  return b.form;
}

TEST(RequestReader, ReadsTypedForms) {
  const std::string form = TypedPut();
  for (bool typed : {false, true}) {
    const auto view = ReadRequest(*model::ShapeOf(Operation::kPutItem).input, ValueOf(form), typed);
    ASSERT_TRUE(view.ok());
    EXPECT_EQ(view.value().String(PutItemInput::kTableName), "t");
    model::AttributeValueDecoder decoder;
    model::ItemBuilder builder;
    builder.Clear();
    ASSERT_TRUE(decoder
                    .DecodeMap(view.value().Value(PutItemInput::kItem), model::ValueLayer::kCurrent,
                               &builder)
                    .ok());
    EXPECT_EQ(model::FindMember(builder.value(), "pk").string(), "a");
    EXPECT_EQ(model::FindMember(builder.value(), "g").binary(), "\x01");
    MapView values = view.value().Map(PutItemInput::kExpressionAttributeValues);
    Bytes name;
    RequestValue value;
    ASSERT_TRUE(values.Next(&name, &value));
    EXPECT_EQ(name, ":v");
    EXPECT_EQ(value.tag, RequestTag::kAttributeS);
  }
}

TEST(RequestReader, RefusesTypedFormsInOtherPlaces) {
  FormBuilder b;
  const size_t request = b.Open(RequestTag::kStructure, 1);
  b.Byte(PutItemInput::kTableName);
  b.String(RequestTag::kAttributeS, "t");
  b.Close(request);
  EXPECT_EQ(FaultOf(Operation::kPutItem, ValueOf(b.form), true), kBare);
}

TEST(RequestReader, RefusesMembersThatTheShapeHasNot) {
  FormBuilder b;
  const size_t request = b.Open(RequestTag::kStructure, 1);
  b.Byte(40);
  b.String(RequestTag::kString, "t");
  b.Close(request);
  EXPECT_EQ(FaultOf(Operation::kPutItem, ValueOf(b.form), true), kBare);
}

TEST(RequestReader, RefusesTextThatIsNotUtf8) {
  FormBuilder b;
  const size_t request = b.Open(RequestTag::kStructure, 1);
  b.Byte(PutItemInput::kTableName);
  b.String(RequestTag::kString, "table\xff");
  b.Close(request);
  EXPECT_EQ(FaultOf(Operation::kPutItem, ValueOf(b.form), true), kBare);
}

TEST(RequestReader, RefusesWrongCounts) {
  FormBuilder b;
  const size_t request = b.Open(RequestTag::kStructure, 2);
  b.Byte(PutItemInput::kTableName);
  b.String(RequestTag::kString, "t");
  b.Close(request);
  EXPECT_EQ(FaultOf(Operation::kPutItem, ValueOf(b.form), true), kBare);
}

TEST(RequestReader, RefusesBodiesThatAreNoStructure) {
  FormBuilder b;
  b.String(RequestTag::kString, "t");
  EXPECT_EQ(FaultOf(Operation::kPutItem, ValueOf(b.form), false), kBare);
  EXPECT_EQ(FaultOf(Operation::kPutItem, RequestValue{}, false), kBare);
}

TEST(RequestHeader, IsReadBack) {
  std::string form;
  AppendRequestHeader(&form, 1732492800123.0, 42, Operation::kQuery, model::kRequestFlagTyped);
  ASSERT_TRUE(AppendJsonRequest("{}", &form).ok());
  RequestHeader header;
  ASSERT_TRUE(ReadRequestHeader(form, &header));
  EXPECT_EQ(header.now_ms, 1732492800123.0);
  EXPECT_EQ(header.entropy, 42u);
  EXPECT_EQ(header.operation, 9);
  EXPECT_TRUE(header.typed());
  EXPECT_EQ(header.body.tag, RequestTag::kMap);
  for (size_t i = 0; i < form.size(); i++)
    EXPECT_FALSE(ReadRequestHeader(Bytes(form).substr(0, i), &header));
  EXPECT_FALSE(ReadRequestHeader(form + "x", &header));
}

// Everything that a view offers, whatever the bytes held. Nothing may read outside or stop the
// process.
void VisitEverything(const StructureView& view) {
  for (const model::Member& member : view.shape().members) {
    Bytes name, text;
    RequestValue value;
    switch (member.shape->kind) {
      case model::ShapeKind::kList:
        if (member.shape->element->kind == model::ShapeKind::kStructure) {
          ListView list = view.List(member.index);
          for (StructureView inner; list.Next(&inner);) VisitEverything(inner);
        } else {
          ListView list = view.List(member.index);
          while (list.Next(&value)) text = value.bytes;
        }
        break;
      case model::ShapeKind::kMap:
        if (member.shape->element->kind == model::ShapeKind::kStructure) {
          MapView map = view.Map(member.index);
          for (StructureView inner; map.Next(&name, &inner);) VisitEverything(inner);
          break;
        }
        [[fallthrough]];
      case model::ShapeKind::kAttributeValues: {
        MapView map = view.Map(member.index);
        while (map.Next(&name, &value)) text = value.bytes;
        break;
      }
      case model::ShapeKind::kStructure:
        VisitEverything(view.Structure(member.index));
        break;
      case model::ShapeKind::kInteger:
      case model::ShapeKind::kLong:
        (void)view.Integer(member.index);
        break;
      case model::ShapeKind::kBoolean:
        (void)view.Boolean(member.index);
        break;
      default:
        (void)view.String(member.index);
    }
  }
}

// Reads damaged bytes as far as they go; returns whether they were taken.
bool Survive(Operation operation, const std::string& form, bool typed) {
  Bytes rest = form;
  RequestValue body;
  if (!model::ReadRequestValue(&rest, &body)) return false;
  const auto view = ReadRequest(*model::ShapeOf(operation).input, body, typed);
  if (!view.ok()) {
    EXPECT_EQ(view.error().type(), ErrorType::kSerialization);
    return false;
  }
  VisitEverything(view.value());
  const Status status = CheckConstraints(model::ShapeOf(operation), view.value());
  EXPECT_TRUE(status.ok() || status.error().type() == ErrorType::kValidation);
  (void)AnswersInOlderForm(model::ShapeOf(operation), view.value());
  if (operation == Operation::kPutItem && view.value().has(PutItemInput::kItem)) {
    model::AttributeValueDecoder decoder;
    model::ItemBuilder builder;
    builder.Clear();
    (void)decoder
        .DecodeMap(view.value().Value(PutItemInput::kItem), model::ValueLayer::kCurrent, &builder)
        .ok();
  }
  return true;
}

std::string Damaged(std::string form, base::TestRandom* random) {
  for (uint32_t changes = 1 + random->Below(4); changes > 0; changes--) {
    const size_t at = random->Below(static_cast<uint32_t>(form.size()));
    switch (random->Below(4)) {
      case 0:
        form[at] = static_cast<char>(random->Next());
        break;
      case 1:
        form[at] = static_cast<char>(form[at] + 1);
        break;
      case 2:
        form[at] = static_cast<char>(random->Below(0x1c));
        break;
      default:
        form.resize(at + 1);
    }
  }
  return form;
}

TEST(RequestReader, SurvivesDamagedRequests) {
  const std::string create = FormOf(
      R"({"TableName":"t","KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"Tags":[{"Key":"k","Value":"v"}],)"
      R"("ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":2.5},"AttributeDefinitions":[],)"
      R"("GlobalSecondaryIndexes":[{"IndexName":"iii","KeySchema":[{}],"Projection":{"NonKeyAttributes":["x"]}}]})");
  const std::string query = FormOf(
      R"({"TableName":"t","Limit":5,"ScanIndexForward":"no","ExpressionAttributeNames":{"#a":"b"},)"
      R"("ExpressionAttributeValues":{":a":{"L":[{"S":"x"},{"B":"AA=="}]}},)"
      R"("KeyConditions":{"k":{"ComparisonOperator":"EQ","AttributeValueList":[{"NS":["1"]}]}}})");
  const std::string put =
      FormOf(R"({"TableName":"t","Item":{"a":{"M":{"b":{"SS":["x","y"]}}},"c":{"BS":["AA=="]}}})");
  const std::string typed_put = TypedPut();
  base::TestRandom random(20261121);
  int taken = 0;
  for (int i = 0; i < 20'000; i++) {
    taken += Survive(Operation::kCreateTable, Damaged(create, &random), false);
    taken += Survive(Operation::kQuery, Damaged(query, &random), random.OneIn(2));
    taken += Survive(Operation::kPutItem, Damaged(put, &random), random.OneIn(2));
    taken += Survive(Operation::kPutItem, Damaged(typed_put, &random), random.OneIn(2));
  }
  // Many changes only touch text.
  EXPECT_GT(taken, 1000);
  EXPECT_LT(taken, 79'000);
}

}  // namespace
}  // namespace hashrange::wire
