// The text that a signature (SigV4) signs, made of a request as it arrived:
//
//   canonical request := method "\n" path "\n" query "\n" (header ":" value "\n")* "\n" signed headers "\n" hex of the body's SHA-256
//   string to sign    := "AWS4-HMAC-SHA256" "\n" date "\n" scope "\n" hex of the canonical request's SHA-256
//
// Source: AWS IAM User Guide, "Create a signed AWS API request". Tested by signature_check.test.ts.

/** What of a request is signed. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  /** A header's value by its name in small letters, whatever that is: it comes from the client. One that was sent twice may have ", " between its values. */
  readonly header: (name: string) => string | undefined;
  /**
   * A header's values as they were sent, by its name as above, where the transport tells them apart. The web's Headers do not: they join by ", ",
   * which one value may hold as well. There a signature over a header that was sent twice is refused.
   */
  readonly values?: ((name: string) => readonly string[]) | undefined;
  /** As sent, compressed or not. */
  readonly body: Uint8Array;
}

export const ALGORITHM = "AWS4-HMAC-SHA256";
// A token of HTTP; who asks a runtime's Headers for anything else gets an exception.
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const encoder = new TextEncoder();

/** `date`: as `20261127T093000Z`; `scope`: `20261127/eu-west-2/dynamodb/aws4_request`; `signedHeaders`: with semicolons between them. */
export async function stringToSign(request: SignedRequest, signedHeaders: string, date: string, scope: string): Promise<string> {
  const canonical = canonicalRequest(request, signedHeaders, await sha256(request.body));
  return [ALGORITHM, date, scope, await sha256(encoder.encode(canonical))].join("\n");
}

/** `bodyHash`: the SHA-256 of the body, as hex. */
export function canonicalRequest({ method, url, header, values }: SignedRequest, signedHeaders: string, bodyHash: string): string {
  const question = url.indexOf("?");
  const path = question < 0 ? url : url.slice(0, question);
  const query = question < 0 ? "" : url.slice(question + 1);
  const names = signedHeaders.toLowerCase().split(";").sort();
  const valuesOf = (name: string): readonly string[] => (HEADER_NAME.test(name) ? (values?.(name) ?? [header(name) ?? ""]) : []);
  // No space behind the comma, as botocore signs it. Source: ExtendDB, test_auth_error_fidelity.py, measured us-east-1 2026-09-16.
  const headers = names.map((name) => `${name}:${valuesOf(name).map((value) => value.trim().replace(/ +/g, " ")).join(",")}\n`);
  return [method, canonicalPath(path), canonicalQuery(query), headers.join(""), names.join(";"), bodyHash].join("\n");
}

/** Without `.`, `..` and empty segments, and what is encoded already encoded once more, as every service but S3 has it. */
function canonicalPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "." && segment !== "") segments.push(encoded(segment));
  }
  const end = segments.length > 0 && path.endsWith("/") ? "/" : "";
  return `/${segments.join("/")}${end}`;
}

/** In the order of names and then of values, without the signature itself. */
function canonicalQuery(query: string): string {
  const parameters = [...new URLSearchParams(query)].filter(([name]) => name !== "X-Amz-Signature");
  return parameters
    .map(([name, value]) => [encoded(name), encoded(value)] as const)
    .sort(([aName, aValue], [bName, bValue]) => compared(aName, bName) || compared(aValue, bValue))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

// By code units: everything is ASCII here.
function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** All but letters, digits, `-`, `.`, `_` and `~` as `%41`. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
