// Checked by tsc alone: the package's types and the AWS SDK's are assignable to each other, so that code moves between the two
// without a cast. Outputs of the SDK carry $metadata besides.
import type * as sdk from "@aws-sdk/client-dynamodb";
import type * as streams from "@aws-sdk/client-dynamodb-streams";
import type { Database } from "./index.js";
import type { AttributeValue, CancellationReason, OperationName, Operations } from "./shapes.gen.js";

type SdkTypes = {
  CreateTable: { input: sdk.CreateTableCommandInput; output: sdk.CreateTableOutput };
  DescribeTable: { input: sdk.DescribeTableCommandInput; output: sdk.DescribeTableOutput };
  ListTables: { input: sdk.ListTablesCommandInput; output: sdk.ListTablesOutput };
  DeleteTable: { input: sdk.DeleteTableCommandInput; output: sdk.DeleteTableOutput };
  PutItem: { input: sdk.PutItemCommandInput; output: sdk.PutItemOutput };
  GetItem: { input: sdk.GetItemCommandInput; output: sdk.GetItemOutput };
  UpdateItem: { input: sdk.UpdateItemCommandInput; output: sdk.UpdateItemOutput };
  DeleteItem: { input: sdk.DeleteItemCommandInput; output: sdk.DeleteItemOutput };
  Query: { input: sdk.QueryCommandInput; output: sdk.QueryOutput };
  Scan: { input: sdk.ScanCommandInput; output: sdk.ScanOutput };
  BatchGetItem: { input: sdk.BatchGetItemCommandInput; output: sdk.BatchGetItemOutput };
  BatchWriteItem: { input: sdk.BatchWriteItemCommandInput; output: sdk.BatchWriteItemOutput };
  TransactGetItems: { input: sdk.TransactGetItemsCommandInput; output: sdk.TransactGetItemsOutput };
  TransactWriteItems: { input: sdk.TransactWriteItemsCommandInput; output: sdk.TransactWriteItemsOutput };
  UpdateTable: { input: sdk.UpdateTableCommandInput; output: sdk.UpdateTableOutput };
  UpdateTimeToLive: { input: sdk.UpdateTimeToLiveCommandInput; output: sdk.UpdateTimeToLiveOutput };
  DescribeTimeToLive: { input: sdk.DescribeTimeToLiveCommandInput; output: sdk.DescribeTimeToLiveOutput };
  TagResource: { input: sdk.TagResourceCommandInput; output: object };
  UntagResource: { input: sdk.UntagResourceCommandInput; output: object };
  ListTagsOfResource: { input: sdk.ListTagsOfResourceCommandInput; output: sdk.ListTagsOfResourceOutput };
  DescribeLimits: { input: sdk.DescribeLimitsCommandInput; output: sdk.DescribeLimitsOutput };
  DescribeEndpoints: { input: sdk.DescribeEndpointsCommandInput; output: sdk.DescribeEndpointsResponse };
  PutResourcePolicy: { input: sdk.PutResourcePolicyCommandInput; output: sdk.PutResourcePolicyOutput };
  GetResourcePolicy: { input: sdk.GetResourcePolicyCommandInput; output: sdk.GetResourcePolicyOutput };
  DeleteResourcePolicy: { input: sdk.DeleteResourcePolicyCommandInput; output: sdk.DeleteResourcePolicyOutput };
  SearchVectors: { input: sdk.SearchVectorsCommandInput; output: sdk.SearchVectorsOutput };
  ExecuteStatement: { input: sdk.ExecuteStatementCommandInput; output: sdk.ExecuteStatementOutput };
  BatchExecuteStatement: { input: sdk.BatchExecuteStatementCommandInput; output: sdk.BatchExecuteStatementOutput };
  ExecuteTransaction: { input: sdk.ExecuteTransactionCommandInput; output: sdk.ExecuteTransactionOutput };
  ListStreams: { input: streams.ListStreamsCommandInput; output: streams.ListStreamsOutput };
  DescribeStream: { input: streams.DescribeStreamCommandInput; output: streams.DescribeStreamOutput };
  GetShardIterator: { input: streams.GetShardIteratorCommandInput; output: streams.GetShardIteratorOutput };
  GetRecords: { input: streams.GetRecordsCommandInput; output: streams.GetRecordsOutput };
};

type Assignable<From, To> = [From] extends [To] ? true : false;
type BothWays<A, B> = Assignable<A, B> extends true ? Assignable<B, A> : false;
/** Members are mostly optional, so a member that only one side has would go unnoticed without a look at the names. */
type Agree<A, B> = BothWays<A, B> extends true ? BothWays<keyof A, keyof B> : false;

/** The operations whose types differ; must be none. An operation that SdkTypes lacks is one too. */
type Differing = {
  [Name in OperationName]: Name extends keyof SdkTypes
    ? Agree<Operations[Name]["input"], SdkTypes[Name]["input"]> extends true
      ? Agree<Operations[Name]["output"], SdkTypes[Name]["output"]> extends true
        ? never
        : `${Name} output`
      : `${Name} input`
    : `${Name} is not in SdkTypes`;
}[OperationName];

type None<T extends never> = T;
export type NoOperationDiffers = None<Differing>;
export type ValuesAgree = None<BothWays<AttributeValue, sdk.AttributeValue> extends true ? never : "AttributeValue">;
export type ReasonsAgree = None<Agree<CancellationReason, sdk.CancellationReason> extends true ? never : "CancellationReason">;

// And as a program would use them.
export async function moves(db: Database, input: sdk.PutItemCommandInput): Promise<sdk.GetItemOutput> {
  await db.putItem(input);
  await db.listTables();
  // @ts-expect-error: TableName and Key are required
  await db.getItem();
  // @ts-expect-error: there is no such operation
  await db.putThing({});
  const { Items } = db.sync.query({ TableName: "t" });
  const first: Record<string, sdk.AttributeValue> | undefined = Items?.[0];
  void first;
  return db.getItem({ TableName: "t", Key: { pk: { S: "a" } } });
}
