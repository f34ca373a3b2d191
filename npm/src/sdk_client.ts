// The subclass of the SDK's DynamoDBClient, shared by the entries sdk.ts and sdk_document.ts.
// Tested by sdk.test.ts.
import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import type { Database } from "./database.js";
import { internalsOf } from "./internals.js";
import { ShortWay } from "./sdk_engine.js";
import { makeException } from "./sdk_exceptions.js";
import { localConfig } from "./sdk_handler.js";

/** The SDK's client with a database behind it. Made by `dynamoDBClient`. */
export class HashrangeClient extends DynamoDBClient {
  /** For the document client. */
  readonly shortWay: ShortWay;

  constructor(database: Database, config: DynamoDBClientConfig) {
    const internals = internalsOf(database);
    super(localConfig(internals, config));
    this.shortWay = new ShortWay(internals, makeException, this.middlewareStack, config);
  }

  // The SDK's overloads are all of (command, options?, callback?); what they answer is typed where send is called.
  override send(...sent: unknown[]): never {
    return this.shortWay.send(sent, () => super.send(...(sent as Parameters<DynamoDBClient["send"]>))) as never;
  }
}
