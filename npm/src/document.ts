// The operations of `db.document` and `db.sync.document`: those of the database with native values.
// Tested by document.test.ts.
import type { AsyncDocumentOperations, SyncDocumentOperations } from "./document_types.js";
import { methodName, type Calls } from "./engine_calls.js";

type Operation<Answer> = (input?: unknown) => Answer;

/** The operations of both, bound to a database's calls. */
export function documentOperations(calls: Calls): { later: AsyncDocumentOperations; atOnce: SyncDocumentOperations } {
  const later: Record<string, Operation<Promise<object>>> = {};
  const atOnce: Record<string, Operation<object>> = {};
  for (const name of calls.names) {
    const operation = calls.operation(name)!;
    const reads = calls.reads(operation);
    later[methodName(name)] = (input) => calls.call(operation, input, "document");
    atOnce[methodName(name)] = (input) => calls.callSync(operation, input, reads, "document");
  }
  return { later: later as unknown as AsyncDocumentOperations, atOnce: atOnce as unknown as SyncDocumentOperations };
}
