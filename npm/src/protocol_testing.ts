// Test support: requests of DynamoDB's HTTP protocol as the tests of protocol, fetch and server send them. Not part of the package.

export const JSON_TYPE = "application/x-amz-json-1.0";

/** A signature's shape. Nobody looks at what is in it. */
export const SIGNED = {
  authorization: "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261127/eu-west-2/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=5d672d79",
  "x-amz-date": "20261127T000000Z",
};

const STREAMS_OPERATIONS: readonly string[] = ["ListStreams", "DescribeStream", "GetShardIterator", "GetRecords"];

/** The headers of a signed request. */
export function headersFor(operation: string): Record<string, string> {
  const service = STREAMS_OPERATIONS.includes(operation) ? "DynamoDBStreams_20120810" : "DynamoDB_20120810";
  return { ...SIGNED, "content-type": JSON_TYPE, "x-amz-target": `${service}.${operation}` };
}
