// One run on a database: its requests one after another, each with what happened inside, and a record from which the same run can be made
// again. Time: the database's clock follows the program's, and every request takes a millisecond. Background work that is due is done
// around each request. Tested by session.test.ts.
import type { Database, TraceEvent } from "hashrange";
import type { RequestView } from "../contract.js";
import type { Answer } from "../run/runner.js";
import { divideNew } from "./partitions.js";

/** As many requests as a run may make: more could neither be shown nor kept. */
export const REQUESTS_MAX = 2000;
/** What happened in a request, and in a run, is kept up to so many events. */
const kEventsOfRequestMax = 3000;
const kEventsOfRunMax = 50_000;

export const REQUEST_MS = 1;

/** What the engine was asked, and when. The same of these on the same state give the same answers, byte for byte. */
export interface RecordedRequest {
  readonly target: string;
  readonly body: string;
  readonly now: number;
}

export class Recorder {
  readonly requests: RequestView[] = [];
  readonly recorded: RecordedRequest[] = [];
  /** The engine has stopped in this run, and nothing can be asked of it or its forks any more. */
  broken = false;
  readonly #database: Database;
  readonly #unlisten: () => void;
  #events: TraceEvent[] = [];
  #eventCount = 0;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(database: Database) {
    this.#database = database;
    this.#unlisten = database.on("trace", (event) => {
      if (this.#events.length < kEventsOfRequestMax && this.#eventCount < kEventsOfRunMax) {
        this.#events.push(event);
        this.#eventCount++;
      }
    });
  }

  /** Runs a request when those before it have been answered. */
  request(target: string, body: string, now: number): Promise<Answer> {
    const answer = this.#last.then(() => this.#run(target, body, now));
    this.#last = answer.catch(() => {});
    return answer;
  }

  /** What has not been run yet is refused from now on. */
  close(): void {
    this.#closed = true;
  }

  /** Resolves when nothing runs any more and the clock shows the end of the run. */
  async finish(now: number): Promise<void> {
    this.close();
    await this.#last;
    if (!this.broken) moveTo(this.#database, now);
    this.#unlisten();
  }

  async #run(target: string, body: string, now: number): Promise<Answer> {
    if (this.#closed) return { refused: "The run has ended." };
    if (this.recorded.length >= REQUESTS_MAX) {
      return { refused: `A run in this page may make ${REQUESTS_MAX.toLocaleString("en")} requests, and this one has made them.` };
    }
    const { clock } = this.#database;
    const at = Number.isFinite(now) ? Math.max(clock.nowMs(), Math.trunc(now)) : clock.nowMs();
    this.#events = [];
    moveTo(this.#database, at);
    const response = await this.#database.fetch(requestOf(target, body));
    if (response.status >= 500) this.broken = !works(this.#database);
    clock.advance(REQUEST_MS);
    if (!this.broken) this.#database.sync.tick();
    const bytes = new Uint8Array(await response.arrayBuffer());
    this.recorded.push({ target, body, now: at });
    this.requests.push(viewOf(this.requests.length + 1, target, body, bytes, response.status, this.#events));
    this.#events = [];
    if (response.status === 200) divideNew(this.#database, target.slice(target.indexOf(".") + 1));
    return { status: response.status, body: bytes, requestId: response.headers.get("x-amzn-requestid") ?? "", now: clock.nowMs() };
  }
}

/** Moves a held clock forward, and does what has become due. */
export function moveTo(database: Database, now: number): void {
  if (now <= database.clock.nowMs()) return;
  database.clock.set(now);
  database.sync.tick();
}

function works(database: Database): boolean {
  try {
    database.sync.listTables({ Limit: 1 });
    return true;
  } catch {
    return false;
  }
}

function requestOf(target: string, body: string): Request {
  return new Request("http://localhost/", {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": target,
      // Requests must be signed, and nobody checks by whom.
      authorization: "AWS4-HMAC-SHA256 Credential=playground, SignedHeaders=host, Signature=playground",
      "x-amz-date": "20260101T000000Z",
    },
    body,
  });
}

function viewOf(
  number: number,
  target: string,
  body: string,
  bytes: Uint8Array,
  status: number,
  events: readonly TraceEvent[],
): RequestView {
  const answer = jsonOf(new TextDecoder().decode(bytes)) as { __type?: string; message?: string; Message?: string } | undefined;
  const request = { number, operation: target.slice(target.indexOf(".") + 1), input: jsonOf(body), events };
  if (status === 200) return { ...request, output: answer };
  const type = answer?.__type ?? `HTTP ${status}`;
  return { ...request, error: { name: type.slice(type.indexOf("#") + 1), message: answer?.message ?? answer?.Message ?? "" } };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
