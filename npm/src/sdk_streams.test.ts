// The AWS SDK's client of DynamoDB Streams over a database: its own classes, commands and exceptions, the short way and the long one.
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-dynamodb-streams";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { open, type Database } from "./index.node.js";
import { clientConfig } from "./sdk.js";
import { dynamoDBStreamsClient } from "./sdk_streams.js";

describe("dynamoDBStreamsClient", () => {
  let db: Database;
  let arn: string;
  beforeEach(async () => {
    db = await open({ clock: new Date("2026-09-21T14:13:20Z") });
    const { TableDescription } = await db.createTable({
      TableName: "notes",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    });
    arn = TableDescription!.LatestStreamArn!;
    await db.putItem({ TableName: "notes", Item: { pk: { S: "a" }, n: { N: "12345678901234567890" }, b: { B: new Uint8Array([1, 2]) } } });
  });
  afterEach(() => db.close());

  async function records(client: DynamoDBStreamsClient) {
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn: arn }));
    const { ShardIterator } = await client.send(
      new GetShardIteratorCommand({ StreamArn: arn, ShardId: StreamDescription!.Shards![0]!.ShardId!, ShardIteratorType: "TRIM_HORIZON" }),
    );
    return client.send(new GetRecordsCommand({ ShardIterator: ShardIterator! }));
  }

  const expected = {
    eventName: "INSERT",
    eventSource: "aws:dynamodb",
    eventVersion: "1.1",
    awsRegion: "eu-west-2",
    dynamodb: {
      ApproximateCreationDateTime: new Date("2026-09-21T14:13:20Z"),
      Keys: { pk: { S: "a" } },
      NewImage: { pk: { S: "a" }, n: { N: "12345678901234567890" }, b: { B: new Uint8Array([1, 2]) } },
      StreamViewType: "NEW_AND_OLD_IMAGES",
    },
  };

  it("reads the records of a stream", async () => {
    const client = dynamoDBStreamsClient(db);
    expect(client).toBeInstanceOf(DynamoDBStreamsClient);
    const { Streams, $metadata } = await client.send(new ListStreamsCommand({ TableName: "notes" }));
    expect(Streams!.map(({ StreamArn }) => StreamArn)).toEqual([arn]);
    expect($metadata.httpStatusCode).toBe(200);
    const { Records, NextShardIterator } = await records(client);
    expect(Records).toMatchObject([expected]);
    expect(NextShardIterator).toMatch(/^arn:/);
    client.destroy();
  });

  it("reads the same through all of the SDK's middleware", async () => {
    const client = dynamoDBStreamsClient(db);
    let seen = 0;
    client.middlewareStack.add((next) => (args) => (seen++, next(args)), { step: "initialize" });
    expect((await records(client)).Records).toMatchObject([expected]);
    expect(seen).toBe(3);
  });

  it("reads the same when it is constructed with clientConfig", async () => {
    const client = new DynamoDBStreamsClient(clientConfig(db));
    expect((await records(client)).Records).toMatchObject([expected]);
  });

  it("throws the SDK's own exceptions", async () => {
    const client = dynamoDBStreamsClient(db);
    const missing = client.send(new DescribeStreamCommand({ StreamArn: `${arn.slice(0, -3)}999` }));
    await expect(missing).rejects.toBeInstanceOf(ResourceNotFoundException);
    const { NextShardIterator } = await records(client);
    db.clock.advance({ minutes: 15 });
    const late = client.send(new GetRecordsCommand({ ShardIterator: NextShardIterator! }));
    await expect(late).rejects.toBeInstanceOf(ExpiredIteratorException);
    await expect(client.send(new GetRecordsCommand({ ShardIterator: "nobody handed it out" }))).rejects.toMatchObject({
      name: "ValidationException",
      message: "Invalid ShardIterator",
      $metadata: { httpStatusCode: 400 },
    });
  });

  it("takes no request handler", () => {
    expect(() => dynamoDBStreamsClient(db, { requestHandler: {} } as never)).toThrow(TypeError);
  });
});
