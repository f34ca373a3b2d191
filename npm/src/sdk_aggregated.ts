// The subclass of the SDK's aggregated class, which has a method for each command. Not in sdk_client.ts, so that bundlers leave it and
// all the SDK's commands out of programs that do not use it. Tested by sdk_aggregated.test.ts.
import { DynamoDB, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import type { Database } from "./database.js";
import { internalsOf } from "./internals.js";
import { ShortWay } from "./sdk_engine.js";
import { makeException } from "./sdk_exceptions.js";
import { localConfig } from "./sdk_handler.js";

/** The SDK's aggregated client with a database behind it. Made by `dynamoDB`. */
export class HashrangeDynamoDB extends DynamoDB {
  readonly shortWay: ShortWay;

  constructor(database: Database, config: DynamoDBClientConfig) {
    const internals = internalsOf(database);
    super(localConfig(internals, config));
    this.shortWay = new ShortWay(internals, makeException, this.middlewareStack, config);
  }

  // The SDK's methods and overloads all come here with (command, options?, callback?).
  override send(...sent: unknown[]): never {
    return this.shortWay.send(sent, () => super.send(...(sent as Parameters<DynamoDB["send"]>))) as never;
  }
}
