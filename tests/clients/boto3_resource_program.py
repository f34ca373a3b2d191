# boto3's resource interface: how it translates values, its conditions, batch writer, collections, paging and exceptions, for boto3.test.ts:
# prints the results as JSON. Arguments: the endpoint.
import json
import sys
from decimal import Decimal, Inexact

import boto3
from boto3.dynamodb.conditions import Attr, Key
from boto3.dynamodb.types import Binary, TypeDeserializer, TypeSerializer
from botocore.exceptions import ClientError, ParamValidationError

settings = dict(endpoint_url=sys.argv[1], region_name="eu-west-2", aws_access_key_id="any", aws_secret_access_key="any")
results = {}
resource = boto3.resource("dynamodb", **settings)
errors = resource.meta.client.exceptions
table = resource.create_table(
    TableName="orders",
    AttributeDefinitions=[{"AttributeName": name, "AttributeType": kind} for name, kind in [("customer", "S"), ("order", "N"), ("status", "S")]],
    KeySchema=[{"AttributeName": "customer", "KeyType": "HASH"}, {"AttributeName": "order", "KeyType": "RANGE"}],
    GlobalSecondaryIndexes=[
        {
            "IndexName": "byStatus",
            "KeySchema": [{"AttributeName": "status", "KeyType": "HASH"}, {"AttributeName": "order", "KeyType": "RANGE"}],
            "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["total"]},
        }
    ],
    BillingMode="PAY_PER_REQUEST",
)
table.wait_until_exists()
table.load()
results["table"] = [table.name, table.table_status, table.item_count, table.global_secondary_indexes[0]["IndexName"], table.key_schema[1]["AttributeName"]]
results["tables"] = [each.name for each in resource.tables.all()]

# Values
values = {
    "customer": "values",
    "order": 1,
    "decimal": Decimal("0.12345678901234567890123456789012345678"),
    "small": Decimal("1E-130"),
    "large": Decimal("99999999999999999999999999999999999999"),  # with zeros behind it boto3 itself could not read it
    "bytes": b"\x00\xff",
    "binary": Binary(b"\x01"),
    "bytearray": bytearray(b"\x02"),
    "strings": {"a", "é"},
    "numbers": {1, Decimal("2.5")},
    "binaries": {b"\x00", b"\x01"},
    "empty": "",
    "none": None,
    "nested": {"list": [1, "x", True, None, {"deep": {b"\x03"}}], "none": {}},
}
table.put_item(Item=values)
found = table.get_item(Key={"customer": "values", "order": 1}, ConsistentRead=True)["Item"]
results["same"] = found == values
results["types"] = {name: type(found[name]).__name__ for name in ["decimal", "bytes", "strings", "none", "nested"]}
results["binary"] = [found["bytes"].value.hex(), found["bytes"] == b"\x00\xff", sorted(each.value.hex() for each in found["binaries"])]
serialized = {name: TypeSerializer().serialize(value) for name, value in values.items()}
results["serialized"] = {name: TypeDeserializer().deserialize(value) for name, value in serialized.items()} == values
low = resource.meta.client.get_item(TableName="orders", Key={"customer": "values", "order": 1})["Item"]
results["low"] = low == found  # the resource's own client translates too
try:
    table.put_item(Item={"customer": "values", "order": 2, "number": 0.1})
except TypeError as error:
    results["float"] = str(error)
try:
    table.put_item(Item={"customer": "values", "order": 2, "number": Decimal("1." + "1" * 38)})
except Inexact:
    results["inexact"] = True
for number in ["1E+126", "1E-131"]:
    try:
        boto3.client("dynamodb", **settings).put_item(TableName="orders", Item={"customer": {"S": "values"}, "order": {"N": number}})
    except ClientError as error:
        results.setdefault("range", []).append(error.response["Error"]["Message"])

# Writing many
with table.batch_writer(overwrite_by_pkeys=["customer", "order"]) as batch:
    for number in range(60):
        batch.put_item(Item={"customer": "many", "order": number, "status": "open" if number % 3 else "closed", "total": Decimal(number) / 4, "tags": {"t"}})
    batch.put_item(Item={"customer": "many", "order": 59, "status": "late", "total": Decimal(0)})
    batch.delete_item(Key={"customer": "many", "order": 58})
results["written"] = table.query(KeyConditionExpression=Key("customer").eq("many"), Select="COUNT")["Count"]
got = resource.batch_get_item(RequestItems={"orders": {"Keys": [{"customer": "many", "order": number} for number in [3, 58, 59]], "ProjectionExpression": "#o, #s", "ExpressionAttributeNames": {"#o": "order", "#s": "status"}}})
results["batch"] = [sorted([int(item["order"]), item["status"]] for item in got["Responses"]["orders"]), got["UnprocessedKeys"]]

# Conditions of keys and of attributes
many = Key("customer").eq("many")


def orders(**query):
    return [int(item["order"]) for item in table.query(**query)["Items"]]


results["keys"] = [
    orders(KeyConditionExpression=many & Key("order").between(3, 5)),
    orders(KeyConditionExpression=many & Key("order").lt(2)),
    orders(KeyConditionExpression=many & Key("order").gte(57), ScanIndexForward=False),
    orders(KeyConditionExpression=Key("status").eq("late"), IndexName="byStatus"),
]
filters = {
    "both": Attr("total").gt(10) & Attr("status").eq("closed"),
    "either": Attr("order").eq(1) | Attr("total").gte(Decimal("14.25")),
    "not": ~Attr("total").gt(1) & Attr("total").exists(),
    "in": Attr("status").is_in(["late", "lost"]),
    "begins": Attr("status").begins_with("la"),
    "contains": Attr("tags").contains("t") & Attr("order").lte(1),
    "size": Attr("status").size().gt(5) & Attr("order").lt(4),
    "type": Attr("total").attribute_type("S"),
    "missing": Attr("tags").not_exists(),
    "between": Attr("total").between(Decimal("0.5"), 1),
}
results["filters"] = {}
for name, condition in filters.items():
    answer = table.scan(FilterExpression=Attr("customer").eq("many") & condition)
    results["filters"][name] = sorted(int(item["order"]) for item in answer["Items"])

# Paging by hand
pages, start = [], {}
while True:
    answer = table.query(KeyConditionExpression=many, FilterExpression=Attr("status").eq("open"), Limit=25, ProjectionExpression="#o", ExpressionAttributeNames={"#o": "order"}, **start)
    pages.append([answer["Count"], answer["ScannedCount"]])
    if "LastEvaluatedKey" not in answer:
        break
    start = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}
results["pages"] = pages
scanned = [table.scan(Segment=segment, TotalSegments=4)["Count"] for segment in range(4)]
results["segments"] = sum(scanned)

# Updating
updated = table.update_item(
    Key={"customer": "many", "order": 3},
    UpdateExpression="SET #t = #t + :n, history = list_append(if_not_exists(history, :none), :h) ADD tags :t",
    ExpressionAttributeNames={"#t": "total"},
    ConditionExpression=Attr("status").eq("closed") & Attr("history").not_exists(),
    ExpressionAttributeValues={":n": Decimal("0.25"), ":h": [{"at": 1}], ":none": [], ":t": {"u"}},
    ReturnValues="ALL_NEW",
    ReturnConsumedCapacity="INDEXES",
)
results["updated"] = [str(updated["Attributes"]["total"]), sorted(updated["Attributes"]["tags"]), int(updated["Attributes"]["history"][0]["at"])]
results["capacity"] = [updated["ConsumedCapacity"]["CapacityUnits"], updated["ConsumedCapacity"]["GlobalSecondaryIndexes"]["byStatus"]["CapacityUnits"]]

# Exceptions
try:
    table.delete_item(Key={"customer": "many", "order": 3}, ConditionExpression=Attr("total").gt(100))
except errors.ConditionalCheckFailedException as error:
    results["condition"] = [error.response["Error"]["Message"], error.response["ResponseMetadata"]["HTTPStatusCode"]]
try:
    resource.Table("absent").scan()
except errors.ResourceNotFoundException as error:
    results["absent"] = error.response["Error"]
try:
    resource.create_table(TableName="orders", AttributeDefinitions=[{"AttributeName": "a", "AttributeType": "S"}], KeySchema=[{"AttributeName": "a", "KeyType": "HASH"}], BillingMode="PAY_PER_REQUEST")
except errors.ResourceInUseException as error:
    results["taken"] = error.response["Error"]
try:
    table.query(KeyConditionExpression=Key("order").eq(1))
except ClientError as error:
    results["invalid"] = [error.response["Error"]["Code"], error.response["Error"]["Message"]]
try:
    table.get_item(Keys={})
except ParamValidationError as error:
    results["refused_by_boto3"] = type(error).__name__
try:
    table.put_item(Item={"customer": "large", "order": 1, "text": "x" * 410_000})
except ClientError as error:
    results["large"] = error.response["Error"]

table.delete()
table.wait_until_not_exists()
print(json.dumps(results))
