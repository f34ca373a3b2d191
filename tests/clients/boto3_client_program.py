# boto3's client interface: waiters, paginators, transactions and their reasons, PartiQL, the control operations and streams, for
# boto3.test.ts: prints the results as JSON. Arguments: the endpoint.
import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, WaiterError

settings = dict(endpoint_url=sys.argv[1], region_name="eu-west-2", aws_access_key_id="any", aws_secret_access_key="any")
results = {}
client = boto3.client("dynamodb", config=Config(retries={"mode": "standard", "max_attempts": 2}), **settings)
errors = client.exceptions


def refusal(operation, **arguments):
    try:
        operation(**arguments)
    except ClientError as error:
        return [type(error).__name__, error.response["Error"]["Message"]]
    return None


# Tables, and waiting for them
name = "ledger"
created = client.create_table(
    TableName=name,
    AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "S"}],
    KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
    ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 5},
    StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    Tags=[{"Key": "team", "Value": "engine"}],
)["TableDescription"]
client.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 5})
described = client.describe_table(TableName=name)["Table"]
results["created"] = [created["TableStatus"], described["TableStatus"], described["CreationDateTime"] == created["CreationDateTime"], described["ProvisionedThroughput"]["WriteCapacityUnits"]]
try:
    client.get_waiter("table_exists").wait(TableName="absent", WaiterConfig={"Delay": 0, "MaxAttempts": 2})
except WaiterError as error:
    results["waited"] = error.kwargs["reason"]
client.get_waiter("table_not_exists").wait(TableName="absent")
results["tags"] = client.list_tags_of_resource(ResourceArn=described["TableArn"])["Tags"]
client.update_table(
    TableName=name,
    AttributeDefinitions=[{"AttributeName": "kind", "AttributeType": "S"}],
    GlobalSecondaryIndexUpdates=[
        {
            "Create": {
                "IndexName": "byKind",
                "KeySchema": [{"AttributeName": "kind", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "KEYS_ONLY"},
                "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1},
            }
        }
    ],
)
client.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 5})
client.update_time_to_live(TableName=name, TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires"})
results["ttl"] = client.describe_time_to_live(TableName=name)["TimeToLiveDescription"]["AttributeName"]

# Batches and paginators
for start in range(0, 50, 25):
    requests = [{"PutRequest": {"Item": {"pk": {"S": "a"}, "sk": {"S": f"{n:02}"}, "n": {"N": str(n)}, "kind": {"S": "even" if n % 2 == 0 else "odd"}}}} for n in range(start, start + 25)]
    results["unprocessed"] = client.batch_write_item(RequestItems={name: requests})["UnprocessedItems"]
query = dict(TableName=name, KeyConditionExpression="pk = :pk", ExpressionAttributeValues={":pk": {"S": "a"}})
paginator = client.get_paginator("query")
results["pages"] = [len(page["Items"]) for page in paginator.paginate(**query, PaginationConfig={"PageSize": 20})]
first = paginator.paginate(**query, PaginationConfig={"MaxItems": 15, "PageSize": 10}).build_full_result()
rest = paginator.paginate(**query, PaginationConfig={"StartingToken": first["NextToken"], "PageSize": 100}).build_full_result()
results["resumed"] = [len(first["Items"]), rest["Items"][0]["sk"]["S"], len(rest["Items"]), "NextToken" in rest]
found = client.get_paginator("scan").paginate(TableName=name, FilterExpression="n >= :n", ExpressionAttributeValues={":n": {"N": "40"}}, PaginationConfig={"PageSize": 7})
results["searched"] = sorted(found.search("Items[].n.N"))
for each in ["b-table", "c-table", "d-table"]:
    client.create_table(TableName=each, AttributeDefinitions=[{"AttributeName": "k", "AttributeType": "N"}], KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}], BillingMode="PAY_PER_REQUEST")
results["tables"] = [page["TableNames"] for page in client.get_paginator("list_tables").paginate(PaginationConfig={"PageSize": 3})]
results["index"] = client.query(TableName=name, IndexName="byKind", KeyConditionExpression="kind = :k", ExpressionAttributeValues={":k": {"S": "odd"}}, Select="COUNT")["Count"]

# Transactions
key = lambda sk: {"pk": {"S": "a"}, "sk": {"S": sk}}  # noqa: E731
add = {"Update": {"TableName": name, "Key": key("00"), "UpdateExpression": "ADD n :n", "ExpressionAttributeValues": {":n": {"N": "1"}}}}
check = {"ConditionCheck": {"TableName": name, "Key": key("01"), "ConditionExpression": "n > :n", "ExpressionAttributeValues": {":n": {"N": "5"}}, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}}
twice = [client.transact_write_items(TransactItems=[add, {"Delete": {"TableName": name, "Key": key("02")}}], ClientRequestToken="once", ReturnConsumedCapacity="TOTAL") for _ in range(2)]
results["once"] = [[kind for kind in ["WriteCapacityUnits", "ReadCapacityUnits"] if kind in each["ConsumedCapacity"][0]] for each in twice]
results["mismatch"] = refusal(client.transact_write_items, TransactItems=[add], ClientRequestToken="once")
try:
    client.transact_write_items(TransactItems=[add, check, {"Put": {"TableName": name, "Item": key("03"), "ConditionExpression": "attribute_not_exists(pk)"}}])
except errors.TransactionCanceledException as error:
    results["canceled"] = [error.response["Error"]["Message"], error.response["CancellationReasons"], error.response["ResponseMetadata"]["RetryAttempts"]]
try:
    client.transact_write_items(TransactItems=[{"Update": {**add["Update"], "UpdateExpression": "SET n = nothing + :n"}}])
except errors.TransactionCanceledException as error:
    results["invalid"] = error.response["CancellationReasons"]
results["same_item"] = refusal(client.transact_write_items, TransactItems=[add, {"Delete": {"TableName": name, "Key": key("00")}}])
read = client.transact_get_items(TransactItems=[{"Get": {"TableName": name, "Key": key(sk), "ProjectionExpression": "n"}} for sk in ["00", "02"]])
results["read"] = read["Responses"]

# PartiQL
insert = client.execute_statement(Statement=f"INSERT INTO \"{name}\" VALUE {{'pk': ?, 'sk': ?, 'list': ?}}", Parameters=[{"S": "p"}, {"S": "1"}, {"L": [{"N": "1"}, {"NULL": True}]}])
results["inserted"] = insert["Items"]
selected, token = [], {}
while True:
    page = client.execute_statement(Statement=f"SELECT sk FROM {name} WHERE pk = 'a' AND n BETWEEN ? AND ?", Parameters=[{"N": "10"}, {"N": "14"}], Limit=20, **token)
    selected.append([item["sk"]["S"] for item in page["Items"]])
    if "NextToken" not in page:
        break
    token = {"NextToken": page["NextToken"]}
results["selected"] = selected
results["returned"] = client.execute_statement(Statement=f"DELETE FROM {name} WHERE pk = 'p' AND sk = '1' RETURNING ALL OLD *")["Items"]
results["duplicate"] = refusal(client.execute_statement, Statement=f"INSERT INTO {name} VALUE {{'pk': 'a', 'sk': '00'}}")
batch = client.batch_execute_statement(Statements=[{"Statement": f"SELECT n FROM {name} WHERE pk = 'a' AND sk = '{sk}'"} for sk in ["04", "zz"]] + [{"Statement": f"SELECT * FROM {name} WHERE pk = 'a'"}])
results["batch"] = [[response.get("Item"), response.get("Error", {}).get("Code")] for response in batch["Responses"]]
try:
    client.execute_transaction(TransactStatements=[{"Statement": f"UPDATE {name} SET n = 9 WHERE pk = 'a' AND sk = '04'"}, {"Statement": f"DELETE FROM {name} WHERE pk = 'a' AND sk = '05' AND n = 0"}])
except errors.TransactionCanceledException as error:
    results["canceled_statements"] = [reason["Code"] for reason in error.response["CancellationReasons"]]
results["mixed"] = refusal(client.batch_execute_statement, Statements=[{"Statement": f"SELECT n FROM {name} WHERE pk = 'a' AND sk = '04'"}, {"Statement": f"DELETE FROM {name} WHERE pk = 'a' AND sk = '05'"}])
results["nonsense"] = refusal(client.execute_statement, Statement="SELECT FROM WHERE")

# Streams
streams = boto3.client("dynamodbstreams", **settings)
arn = streams.list_streams(TableName=name)["Streams"][0]["StreamArn"]
results["same_stream"] = arn == described["LatestStreamArn"]
stream = streams.describe_stream(StreamArn=arn)["StreamDescription"]
results["stream"] = [stream["StreamStatus"], stream["StreamViewType"], [each["AttributeName"] for each in stream["KeySchema"]], len(stream["Shards"])]
iterator = streams.get_shard_iterator(StreamArn=arn, ShardId=stream["Shards"][0]["ShardId"], ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
records = []
while True:
    answer = streams.get_records(ShardIterator=iterator, Limit=30)
    records += answer["Records"]
    iterator = answer.get("NextShardIterator")
    if not answer["Records"] or iterator is None:
        break
counts = {}
for record in records:
    counts[record["eventName"]] = counts.get(record["eventName"], 0) + 1
changed = next(record["dynamodb"] for record in records if record["eventName"] == "MODIFY")
results["records"] = [counts, changed["OldImage"]["n"], changed["NewImage"]["n"]]
sequence = records[-1]["dynamodb"]["SequenceNumber"]
iterator = streams.get_shard_iterator(StreamArn=arn, ShardId=stream["Shards"][0]["ShardId"], ShardIteratorType="AT_SEQUENCE_NUMBER", SequenceNumber=sequence)["ShardIterator"]
results["last"] = [record["eventName"] for record in streams.get_records(ShardIterator=iterator)["Records"]]
results["no_stream"] = refusal(streams.describe_stream, StreamArn=arn.replace(name, "absent"))
results["no_iterator"] = refusal(streams.get_records, ShardIterator="nonsense")

# Refusals
results["absent"] = refusal(client.describe_table, TableName="absent")
results["absent_item"] = refusal(client.get_item, TableName="absent", Key=key("00"))
results["condition"] = refusal(client.put_item, TableName=name, Item=key("00"), ConditionExpression="attribute_not_exists(pk)")
results["validation"] = refusal(client.get_item, TableName=name, Key={"pk": {"S": "a"}})
results["taken"] = refusal(client.create_table, TableName=name, AttributeDefinitions=[{"AttributeName": "k", "AttributeType": "N"}], KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}], BillingMode="PAY_PER_REQUEST")
for each in [name, "b-table", "c-table", "d-table"]:
    client.delete_table(TableName=each)
    client.get_waiter("table_not_exists").wait(TableName=each, WaiterConfig={"Delay": 1, "MaxAttempts": 5})
results["left"] = client.list_tables()["TableNames"]
print(json.dumps(results))
