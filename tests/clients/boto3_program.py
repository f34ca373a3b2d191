# What a program with boto3 does, for boto3.test.ts: prints the results as JSON. Arguments: the endpoint. Debian's boto3 of 2022 and newer.
import gzip
import http.client
import json
import sys
import urllib.parse
from decimal import Decimal

import boto3
from boto3.dynamodb.conditions import Attr, Key
from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

endpoint = sys.argv[1]
settings = dict(endpoint_url=endpoint, region_name="eu-west-2", aws_access_key_id="any", aws_secret_access_key="any")
results = {}

client = boto3.client("dynamodb", **settings)
resource = boto3.resource("dynamodb", **settings)
table = resource.create_table(
    TableName="films",
    AttributeDefinitions=[{"AttributeName": "year", "AttributeType": "N"}, {"AttributeName": "title", "AttributeType": "S"}],
    KeySchema=[{"AttributeName": "year", "KeyType": "HASH"}, {"AttributeName": "title", "KeyType": "RANGE"}],
    BillingMode="PAY_PER_REQUEST",
)
table.wait_until_exists()
table.reload()
results["status"] = table.table_status

item = {
    "year": Decimal(1982),
    "title": "Blade Runner",
    "rating": Decimal("8.1"),
    "large": Decimal("12345678901234567890123456789012345678"),
    "tags": {"noir", "rain"},
    "frame": b"\x00\x01\xff",
    "cast": ["Ford", {"role": None, "seen": True}],
}
table.put_item(Item=item)
got = table.get_item(Key={"year": 1982, "title": "Blade Runner"})
results["same"] = {**got["Item"], "frame": bytes(got["Item"]["frame"])} == item
results["request_id"] = got["ResponseMetadata"]["RequestId"]
results["retries"] = got["ResponseMetadata"]["RetryAttempts"]  # botocore sends again when x-amz-crc32 is wrong

results["updated"] = int(
    table.update_item(
        Key={"year": 1982, "title": "Blade Runner"},
        UpdateExpression="ADD seen :one",
        ExpressionAttributeValues={":one": 1},
        ReturnValues="ALL_NEW",
    )["Attributes"]["seen"]
)
for number in range(12):
    table.put_item(Item={"year": 1999, "title": f"Film {number:02}", "number": number, "padding": "x" * 200_000})
pages = client.get_paginator("query").paginate(
    TableName="films", KeyConditionExpression="#y = :y", ExpressionAttributeNames={"#y": "year"}, ExpressionAttributeValues={":y": {"N": "1999"}}
)
pages = list(pages)
results["pages"] = len(pages)
results["titles"] = [entry["title"]["S"] for page in pages for entry in page["Items"]]
found = table.query(KeyConditionExpression=Key("year").eq(1999) & Key("title").begins_with("Film 0"), FilterExpression=Attr("number").ne(3), Limit=5)
results["filtered"] = [entry["title"] for entry in found["Items"]]


def refusal(operation):
    try:
        operation()
    except ClientError as error:
        return [error.response["Error"]["Code"], error.response["Error"]["Message"], error.response["ResponseMetadata"]["HTTPStatusCode"]]
    return None


results["refusals"] = [
    refusal(lambda: table.put_item(Item=item, ConditionExpression=Attr("year").not_exists())),
    refusal(lambda: resource.Table("absent").get_item(Key={"year": 1, "title": "a"})),
    refusal(lambda: table.get_item(Key={"year": 1})),
]


def send(signer, headers, body, signed):
    """A request signed by botocore over `signed`, and sent as it is."""
    request = AWSRequest(method="POST", url=endpoint + "/", data=signed, headers={"X-Amz-Target": "DynamoDB_20120810.GetItem", "Content-Type": "application/x-amz-json-1.0", **headers})
    signer.add_auth(request)
    prepared = request.prepare()
    url = urllib.parse.urlsplit(prepared.url)
    connection = http.client.HTTPConnection(url.netloc)
    connection.request("POST", url.path + ("?" + url.query if url.query else ""), body, {name: value for name, value in prepared.headers.items() if name.lower() != "content-length"})
    response = connection.getresponse()
    content = response.read()
    connection.close()
    if response.getheader("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    answer = json.loads(content)
    title = answer["Item"]["title"]["S"] if "Item" in answer else answer
    return [response.status, response.getheader("Content-Encoding"), title]


credentials = Credentials("any", "any")
get = json.dumps({"TableName": "films", "Key": {"year": {"N": "1999"}, "title": {"S": "Film 01"}}}).encode()
by_header = SigV4Auth(credentials, "dynamodb", "eu-west-2")
results["plain"] = send(by_header, {}, get, get)
compressed = gzip.compress(get)
results["gzip"] = send(by_header, {"Content-Encoding": "gzip", "Accept-Encoding": "gzip"}, compressed, compressed)
# What botocore signs into a query has no body; nobody looks at the signature.
results["presigned"] = send(SigV4QueryAuth(credentials, "dynamodb", "eu-west-2"), {}, get, None)

client.update_table(TableName="films", StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"})
table.put_item(Item={"year": 2001, "title": "A.I.", "frame": b"\x00"})
table.delete_item(Key={"year": 2001, "title": "A.I."})
streams = boto3.client("dynamodbstreams", **settings)
stream = streams.list_streams(TableName="films")["Streams"][0]["StreamArn"]
shard = streams.describe_stream(StreamArn=stream)["StreamDescription"]["Shards"][0]["ShardId"]
iterator = streams.get_shard_iterator(StreamArn=stream, ShardId=shard, ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
records = streams.get_records(ShardIterator=iterator)["Records"]
results["records"] = [[r["eventName"], r["dynamodb"]["Keys"], r["dynamodb"].get("NewImage", {}).get("frame", {}).get("B", b"").hex()] for r in records]

table.delete()
table.wait_until_not_exists()
results["tables"] = client.list_tables()["TableNames"]
print(json.dumps(results))
