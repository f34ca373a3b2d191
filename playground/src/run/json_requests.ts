// Requests as DynamoDB's own JSON: the name of an operation and an object, one after another, with // comments between them.
// Tested by json_requests.test.ts.

export interface JsonRequest {
  readonly operation: string;
  /** The object as written. */
  readonly body: string;
  /** Where it begins, from 1. */
  readonly line: number;
}

/** What is wrong with the text, and in which line. */
export class JsonFault extends Error {
  override readonly name = "SyntaxError";
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

/** The requests of a text. Throws JsonFault. */
export function parseRequests(text: string): JsonRequest[] {
  const requests: JsonRequest[] = [];
  const lineAt = (position: number): number => text.slice(0, position).split("\n").length;
  let at = skip(text, 0);
  while (at < text.length) {
    const line = lineAt(at);
    const [operation] = /^[A-Za-z]\w*/.exec(text.slice(at, at + 100)) ?? [];
    if (operation === undefined)
      throw new JsonFault(`Here the name of an operation was expected, such as PutItem, and its object after it.`, line);
    const open = skip(text, at + operation.length);
    if (text[open] !== "{")
      throw new JsonFault(`After ${operation} its object was expected: ${operation} { … }.`, lineAt(Math.min(open, text.length - 1)));
    const close = endOfObject(text, open);
    if (close === undefined) throw new JsonFault(`The object of ${operation} is not closed: a } is missing.`, line);
    const body = text.slice(open, close);
    checkJson(operation, body, lineAt(open));
    requests.push({ operation, body, line });
    at = skip(text, close);
  }
  return requests;
}

/** Past blanks, comments, commas and semicolons. */
function skip(text: string, from: number): number {
  const [blank] = /^(?:[\s,;]|\/\/[^\n]*)*/.exec(text.slice(from))!;
  return from + blank.length;
}

/** The position behind the brace that closes the one at `open`. */
function endOfObject(text: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') {
      for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === "\\") at++;
    } else if (sign === "{") {
      depth++;
    } else if (sign === "}" && --depth === 0) {
      return at + 1;
    }
  }
  return undefined;
}

function checkJson(operation: string, body: string, firstLine: number): void {
  try {
    JSON.parse(body);
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    // V8 and SpiderMonkey name the place in different words.
    const [, position] = /at position (\d+)/.exec(message) ?? [];
    const [, given] = /at line (\d+) column/.exec(message) ?? [];
    const before = position === undefined ? Number(given ?? 1) - 1 : body.slice(0, Number(position)).split("\n").length - 1;
    throw new JsonFault(
      `The object of ${operation} is not JSON: ${message.replace(/ in JSON at position.*| at line.*/, "")}.`,
      firstLine + before,
    );
  }
}
