// The types of `db.document`: those of DynamoDB's operations (shapes.gen.ts) with native values wherever an AttributeValue stands,
// at any depth. Made from the generated types by their structure, so an operation that the engine gains is here by itself.
// Tested by document_types.test-d.ts.
import type { DynamoDBError } from "./errors.js";
import type { NumberValue } from "./number_value.js";
import type { AttributeValue, OperationName, Operations } from "./shapes.gen.js";

/**
 * A value that `db.document` takes, and what it is in DynamoDB:
 *
 * | JavaScript | DynamoDB |
 * |---|---|
 * | string | S |
 * | number, bigint, NumberValue (ours or the AWS SDK's) | N |
 * | Uint8Array and every other view, ArrayBuffer | B |
 * | Set of strings, of numbers of any kind, of bytes | SS, NS, BS |
 * | null | NULL |
 * | boolean | BOOL |
 * | array | L |
 * | plain object, Map with strings for keys | M |
 *
 * Members that are undefined are left out. All else is refused by a TypeError that names the value's path, before anything is sent:
 * undefined in an array, NaN and the infinities, an empty Set or one of mixed types, functions, symbols, and instances of classes (Date
 * too: say whether you want its ISO text or its milliseconds).
 */
export type DocumentValue =
  | string
  | boolean
  | null
  | DocumentNumber
  | DocumentBinary
  | ReadonlySet<string>
  | ReadonlySet<DocumentNumber>
  | ReadonlySet<DocumentBinary>
  | readonly DocumentValue[]
  | DocumentMap
  | ReadonlyMap<string, DocumentValue | undefined>;

/** A number that `db.document` takes. The last is a NumberValue, this package's or the AWS SDK's. */
export type DocumentNumber = number | bigint | { readonly value: string; toAttributeValue(): { N: string } };

/** Bytes that `db.document` takes. */
export type DocumentBinary = ArrayBufferView | ArrayBufferLike;

/** An item, a key or a map that `db.document` takes. A value whose type is an interface fits when it is spread: `{ ...user }`. */
export interface DocumentMap {
  readonly [name: string]: DocumentValue | undefined;
}

/**
 * A value that `db.document` answers, for each of DynamoDB's types:
 *
 * | DynamoDB | JavaScript |
 * |---|---|
 * | S | string |
 * | N | number when it spells the decimal exactly, else bigint for an integer, else NumberValue: nothing is rounded |
 * | B | Uint8Array |
 * | SS, NS, BS | Set |
 * | NULL | null |
 * | BOOL | boolean |
 * | L | array |
 * | M | plain object |
 *
 * Every number that was put comes back as the same number. A decimal is exact when it is the number's own shortest spelling, as
 * JavaScript prints it: `0.1` is a number, `9007199254740993` a bigint and `0.1000000000000000000001` a NumberValue.
 */
export type NativeValue =
  | string
  | number
  | bigint
  | NumberValue
  | Uint8Array
  | Set<string>
  | Set<number | bigint | NumberValue>
  | Set<Uint8Array>
  | null
  | boolean
  | NativeValue[]
  | NativeMap;

/** An item, a key or a map that `db.document` answers. */
export interface NativeMap {
  [name: string]: NativeValue;
}

/** `Type` with `Map` for each map of attribute values and `Value` for each other attribute value. */
type WithValues<Type, Value, Map> = Type extends AttributeValue
  ? Value
  : Type extends string | number | boolean | Date | Uint8Array | null | undefined
    ? Type
    : Type extends readonly (infer Element)[]
      ? WithValues<Element, Value, Map>[]
      : IsAttributeMap<Type> extends true
        ? Map
        : { [Name in keyof Type]: WithValues<Type[Name], Value, Map> };

/** Whether it is Record<string, AttributeValue>: any name is one of its members, and they are attribute values. */
type IsAttributeMap<Type> = string extends keyof Type ? (Type[keyof Type] extends AttributeValue ? true : false) : false;

/** What an operation of `db.document` takes: DynamoDB's input with native values. */
export type DocumentInput<Name extends OperationName> = WithValues<
  Operations[Name]["input"],
  DocumentValue,
  DocumentMap | ReadonlyMap<string, DocumentValue | undefined>
>;

/** What an operation of `db.document` answers: DynamoDB's output with native values. */
export type DocumentOutput<Name extends OperationName> = WithValues<Operations[Name]["output"], NativeValue, NativeMap>;

/** What a refused operation of `db.document` throws: a DynamoDBError whose items are native. */
export type DocumentError = Omit<DynamoDBError, Carried> & WithValues<Pick<DynamoDBError, Carried>, NativeValue, NativeMap>;

/** The members of an error that may hold items. */
type Carried = "Item" | "CancellationReasons";

/** An input without required members may be left out. */
type Arguments<Name extends OperationName> =
  object extends DocumentInput<Name> ? [input?: DocumentInput<Name>] : [input: DocumentInput<Name>];

/**
 * Every operation of DynamoDB with native JavaScript values: `DocumentValue` says what they may be, `NativeValue` what is answered.
 * Everything else is as in the operations on the database itself.
 *
 * A refusal is a DynamoDBError whose items are native, too: `DocumentError` is its type.
 */
export type AsyncDocumentOperations = {
  [Name in OperationName as Uncapitalize<Name>]: (...input: Arguments<Name>) => Promise<DocumentOutput<Name>>;
};

/** The same operations, answering at once instead of with a promise. */
export type SyncDocumentOperations = {
  [Name in OperationName as Uncapitalize<Name>]: (...input: Arguments<Name>) => DocumentOutput<Name>;
};
