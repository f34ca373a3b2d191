// Test support: signs requests with SigV4 by Node's own crypto, step by step as AWS writes it down ("Create a signed AWS API request"), and shares
// nothing with what is tested. Not part of the package.
import { createHash, createHmac } from "node:crypto";
import type { SignedRequest } from "./canonical_request.js";

/** AWS's own example of a key. */
export const KEY = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };

/** A request as a test writes it. */
export interface Written {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface Signing {
  readonly secret?: string;
  readonly keyId?: string;
  readonly date?: string;
  /** Date, region, service and terminator. */
  readonly scope?: string;
  /** The request has no x-amz-date: its date is in another header. */
  readonly undated?: boolean;
}

const sha256 = (text: string | Uint8Array): string => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** The same day's, for DynamoDB in eu-west-2. */
export const scopeOf = (date: string): string => `${date.slice(0, 8)}/eu-west-2/dynamodb/aws4_request`;

/** As `20261127T093000Z`. */
export const amzDate = (ms: number): string => new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, "");

function signatureOf(canonical: string, date: string, scope: string, secret: string): string {
  let key: string | Buffer = `AWS4${secret}`;
  for (const part of scope.split("/")) key = hmac(key, part);
  return hmac(key, ["AWS4-HMAC-SHA256", date, scope, sha256(canonical)].join("\n")).toString("hex");
}

/** The request's headers with Authorization. All that were given are signed; the path must be `/`, without a query. */
export function signedHeaders({ method = "POST", headers = {}, body = "" }: Written, signing: Signing = {}): Record<string, string> {
  const { date = headers["x-amz-date"] ?? amzDate(Date.now()), keyId = KEY.accessKeyId, secret = KEY.secretAccessKey, undated = false } = signing;
  const all: Record<string, string> = { ...(undated ? {} : { "x-amz-date": date }), ...headers };
  const scope = signing.scope ?? scopeOf(date);
  const names = Object.keys(all).sort();
  const canonical = `${method}\n/\n\n${names.map((name) => `${name}:${all[name]}\n`).join("")}\n${names.join(";")}\n${sha256(body)}`;
  const signature = signatureOf(canonical, date, scope, secret);
  return { ...all, authorization: `AWS4-HMAC-SHA256 Credential=${keyId}/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}` };
}

/** The path and query of a presigned request whose only signed header is this host. */
export function presignedUrl(host: string, body: string, { date = amzDate(Date.now()), keyId = KEY.accessKeyId, secret = KEY.secretAccessKey }: Signing = {}, more: Readonly<Record<string, string>> = {}): string {
  const parameters = { "X-Amz-Algorithm": "AWS4-HMAC-SHA256", "X-Amz-Credential": `${keyId}/${scopeOf(date)}`, "X-Amz-Date": date, "X-Amz-SignedHeaders": "host", ...more };
  const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).sort().join("&");
  const canonical = `POST\n/\n${query}\nhost:${host}\n\nhost\n${sha256(body)}`;
  return `/?${query}&X-Amz-Signature=${signatureOf(canonical, date, scopeOf(date), secret)}`;
}

/** As it arrives. */
export function arrived({ method = "POST", url = "/", headers = {}, body = "" }: Written): SignedRequest {
  return { method, url, header: (name) => headers[name], body: typeof body === "string" ? new TextEncoder().encode(body) : body };
}
