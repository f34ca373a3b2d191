// Request ids as DynamoDB gives them with every answer: 52 letters and digits. Ours are random text that is made once and a counter
// behind it: random text each time would cost more than the request. Tested by protocol.test.ts and sdk.test.ts.

const REQUEST_ID_LENGTH = 52;
const COUNTER_LENGTH = 12;

export class RequestIds {
  readonly #prefix = randomText(REQUEST_ID_LENGTH - COUNTER_LENGTH);
  #requests = 0;

  next(): string {
    return this.#prefix + (++this.#requests).toString(36).toUpperCase().padStart(COUNTER_LENGTH, "0");
  }
}

/** So many letters and digits. */
function randomText(length: number): string {
  const random = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(random, (byte) => "0123456789ABCDEFGHIJKLMNOPQRSTUV"[byte & 31]).join("");
}
