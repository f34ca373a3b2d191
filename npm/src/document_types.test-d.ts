// Checked by tsc alone: the types of `db.document` and those of the AWS SDK's document client (@aws-sdk/lib-dynamodb) are assignable to
// each other, so that code moves between the two; and what has no type in DynamoDB does not compile.
import type * as lib from "@aws-sdk/lib-dynamodb";
import { NumberValue as SdkNumberValue } from "@aws-sdk/lib-dynamodb";
import { NumberValue, type Database, type DocumentError, type DocumentInput, type DocumentMap, type DocumentOutput, type DocumentValue } from "./index.js";
import type { NativeMap, NativeValue } from "./index.js";
import type { OperationName, Operations } from "./shapes.gen.js";

/** The operations that the SDK's document client has. */
type LibTypes = {
  PutItem: { input: lib.PutCommandInput; output: lib.PutCommandOutput };
  GetItem: { input: lib.GetCommandInput; output: lib.GetCommandOutput };
  UpdateItem: { input: lib.UpdateCommandInput; output: lib.UpdateCommandOutput };
  DeleteItem: { input: lib.DeleteCommandInput; output: lib.DeleteCommandOutput };
  Query: { input: lib.QueryCommandInput; output: lib.QueryCommandOutput };
  Scan: { input: lib.ScanCommandInput; output: lib.ScanCommandOutput };
  BatchGetItem: { input: lib.BatchGetCommandInput; output: lib.BatchGetCommandOutput };
  BatchWriteItem: { input: lib.BatchWriteCommandInput; output: lib.BatchWriteCommandOutput };
  TransactGetItems: { input: lib.TransactGetCommandInput; output: lib.TransactGetCommandOutput };
  TransactWriteItems: { input: lib.TransactWriteCommandInput; output: lib.TransactWriteCommandOutput };
  ExecuteStatement: { input: lib.ExecuteStatementCommandInput; output: lib.ExecuteStatementCommandOutput };
  BatchExecuteStatement: { input: lib.BatchExecuteStatementCommandInput; output: lib.BatchExecuteStatementCommandOutput };
  ExecuteTransaction: { input: lib.ExecuteTransactionCommandInput; output: lib.ExecuteTransactionCommandOutput };
  SearchVectors: { input: lib.SearchVectorsCommandInput; output: lib.SearchVectorsCommandOutput };
  // It has none for streams; Places below looks at the images.
  GetRecords: { input: Operations["GetRecords"]["input"]; output: DocumentOutput<"GetRecords"> };
};

type Assignable<From, To> = [From] extends [To] ? true : false;
type BothWays<A, B> = Assignable<A, B> extends true ? Assignable<B, A> : false;
/** Members are mostly optional, so a member that only one side has would go unnoticed without a look at the names. */
type Agree<A, B> = BothWays<A, B> extends true ? BothWays<keyof A, keyof B> : false;
type None<T extends never> = T;

/** The operations whose types differ from the SDK's; must be none. An operation with values that LibTypes lacks is one too. */
type Differing = {
  [Name in OperationName]: Name extends keyof LibTypes
    ? Agree<DocumentInput<Name>, LibTypes[Name]["input"]> extends true
      ? Agree<DocumentOutput<Name>, Omit<LibTypes[Name]["output"], "$metadata">> extends true
        ? never
        : `${Name} output`
      : `${Name} input`
    : Agree<DocumentInput<Name>, Operations[Name]["input"]> extends true
      ? Agree<DocumentOutput<Name>, Operations[Name]["output"]> extends true
        ? never
        : `${Name} output has values`
      : `${Name} input has values`;
}[OperationName];
export type NoOperationDiffers = None<Differing>;

/** The SDK types its values as any, so whether ours are all replaced is asked here: no place may still take or give DynamoDB JSON. */
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type StreamRecord = NonNullable<NonNullable<DocumentOutput<"GetRecords">["Records"]>[number]["dynamodb"]>;
type Places = {
  Item: Equal<DocumentOutput<"GetItem">["Item"], NativeMap | undefined>;
  Items: Equal<DocumentOutput<"Query">["Items"], NativeMap[] | undefined>;
  Responses: Equal<DocumentOutput<"BatchGetItem">["Responses"], { [x: string]: NativeMap[] } | undefined>;
  Values: Equal<NonNullable<DocumentInput<"Query">["KeyConditions"]>[string]["AttributeValueList"], DocumentValue[] | undefined>;
  Value: Equal<NonNullable<DocumentInput<"PutItem">["Expected"]>[string]["Value"], DocumentValue | undefined>;
  Keys: Assignable<Record<string, { Keys: { pk: bigint }[] }>, DocumentInput<"BatchGetItem">["RequestItems"]>;
  Puts: Assignable<{ Put: { TableName: string; Item: { pk: Set<string> } } }[], DocumentInput<"TransactWriteItems">["TransactItems"]>;
  Reasons: Equal<NonNullable<DocumentError["CancellationReasons"]>[number]["Item"], NativeMap | undefined>;
  RecordKeys: Equal<NonNullable<StreamRecord["Keys"]>, NativeMap>;
  RecordImages: Equal<StreamRecord["OldImage"] | StreamRecord["NewImage"], NativeMap | undefined>;
  Refused: Equal<DocumentError["Item"], NativeMap | undefined>;
  Names: Equal<DocumentInput<"Query">["ExpressionAttributeNames"], Operations["Query"]["input"]["ExpressionAttributeNames"]>;
  Times: Equal<NonNullable<DocumentOutput<"DescribeTable">["Table"]>["CreationDateTime"], Date | undefined>;
};
export type EveryPlaceIsNative = None<{ [Name in keyof Places]: Places[Name] extends true ? never : Name }[keyof Places]>;

/** What was answered can be sent. */
export type AnswersCanBeSent = None<NativeValue extends DocumentValue ? never : "NativeValue">;
export type ItemsCanBeSent = None<NativeMap extends DocumentMap ? never : "NativeMap">;

// And as a program would use them.
export async function moves(db: Database, input: lib.PutCommandInput): Promise<lib.GetCommandInput["Key"]> {
  await db.document.putItem(input);
  await db.document.listTables();
  const tags: ReadonlySet<string> = new Set(["a"]);
  const user: { pk: string; nick?: string | undefined; address: { street: string } } = { pk: "a", address: { street: "x" } };
  db.sync.document.putItem({ TableName: "t", Item: { ...user, tags, n: [1, 2n, new NumberValue("1.5"), new SdkNumberValue("2")], b: Buffer.from("x"), m: new Map([["k", null]]) } });
  db.sync.document.putItem({ TableName: "t", Item: { ss: new Set(["a"]), ns: new Set([1, 2n]), bs: new Set([new Uint8Array(1)]), l: [new Set(["a"])] } });
  // @ts-expect-error: TableName and Key are required
  await db.document.getItem();
  // @ts-expect-error: there is no such operation
  await db.document.putThing({});
  // @ts-expect-error: a Date has no type in DynamoDB
  await db.document.putItem({ TableName: "t", Item: { pk: "a", when: new Date() } });
  // @ts-expect-error: nor has a function
  await db.document.putItem({ TableName: "t", Item: { pk: "a", list: [() => 1] } });
  // @ts-expect-error: a Set is of one type
  await db.document.putItem({ TableName: "t", Item: { pk: "a", mixed: new Set<string | number>() } });
  // @ts-expect-error: undefined is no element of a list
  await db.document.putItem({ TableName: "t", Item: { pk: "a", list: [undefined] } });
  const { Items, LastEvaluatedKey } = db.sync.document.query({ TableName: "t", ExclusiveStartKey: { pk: "a" } });
  const title: NativeValue | undefined = Items?.[0]?.["title"];
  void title;
  const { UnprocessedKeys } = await db.document.batchGetItem({ RequestItems: { t: { Keys: [{ pk: "a" }] } } });
  if (UnprocessedKeys !== undefined) await db.document.batchGetItem({ RequestItems: UnprocessedKeys });
  return LastEvaluatedKey;
}
