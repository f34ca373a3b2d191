# What boto3 is answered by a server with credentials, for credentials.test.ts: prints the results as JSON. Arguments: the endpoint, the
# id and the secret of a key.
import http.client
import json
import sys

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

endpoint, key_id, secret = sys.argv[1:]


def client(service="dynamodb", region="us-east-1", key_id=key_id, secret=secret, token=None):
    return boto3.client(service, endpoint_url=endpoint, region_name=region, aws_access_key_id=key_id, aws_secret_access_key=secret, aws_session_token=token)


def refusal(**settings):
    try:
        client(**settings).list_tables()
    except ClientError as error:
        return [error.response["Error"]["Code"], error.response["Error"]["Message"], error.response["ResponseMetadata"]["HTTPStatusCode"]]
    return None


def repeated(signed, sent):
    """The answer to a request with a header that was signed with these values, and is sent with those."""
    request = AWSRequest("POST", endpoint, data=b"{}", headers={"X-Amz-Target": "DynamoDB_20120810.ListTables", "Content-Type": "application/x-amz-json-1.0"})
    for value in signed:
        request.headers.add_header("X-Amz-Meta-Dup", value)
    SigV4Auth(Credentials(key_id, secret), "dynamodb", "us-east-1").add_auth(request)
    connection = http.client.HTTPConnection(endpoint.removeprefix("http://"))
    connection.putrequest("POST", "/")
    headers = [(name, value) for name, value in request.headers.items() if name != "X-Amz-Meta-Dup"]
    for name, value in [*headers, *(("X-Amz-Meta-Dup", value) for value in sent), ("Content-Length", "2")]:
        connection.putheader(name, value)
    connection.endheaders(b"{}")
    response = connection.getresponse()
    return [response.status, json.loads(response.read())]


results = {
    "right": client().list_tables()["TableNames"],
    "second": client(key_id="SECOND", secret="second").list_tables()["TableNames"],
    "token": client(token="a/b+c==").list_tables()["TableNames"],
    "streams": client("dynamodbstreams").list_streams()["Streams"],
    "secret": refusal(secret=secret + "x"),
    "key": refusal(key_id="AKIDOTHER"),
    "region": refusal(region="eu-west-1"),
    "repeated": repeated(["first", "second"], ["first", "second"]),
    "spaced": repeated(["first, second", " third  one "], ["first, second", " third  one "]),
    "joined": repeated(["first, second"], ["first, second"]),
    "swapped": repeated(["first", "second"], ["second", "first"]),
}
db = client()
db.create_table(
    TableName="signed",
    AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
    KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
    BillingMode="PAY_PER_REQUEST",
)
db.put_item(TableName="signed", Item={"pk": {"S": "ключ 😀"}, "text": {"S": "a"}})
results["written"] = db.get_item(TableName="signed", Key={"pk": {"S": "ключ 😀"}})["Item"]["text"]["S"]
db.delete_table(TableName="signed")
print(json.dumps(results))
