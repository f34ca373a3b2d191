// Whether a signature (SigV4) is right, for who was given credentials: made with a secret that we know, now, for this database's region
// and this request. By WebCrypto, which every runtime has. The texts and their order are DynamoDB's, as dynalite's author saw them on AWS in
// 2013 (comments of dynalite's first index.js), and what is newer has its source beside it. Why: engine/doc/decisions/0019.
//
// The order, first fault wins: the date, Host among the signed headers, the algorithm, the credential's form, its scope, the key, the signature.
//
// Invariant: signatures are compared by WebCrypto's `verify`, which takes the same time whatever they are. Tested by signature_check.test.ts.
import { HostError } from "../../web/errors.js";
import { ALGORITHM, stringToSign, type SignedRequest } from "./canonical_request.js";
import { secretsOf } from "./credentials.js";
import { isFault, signatureOf, type Signature, type SignatureFault } from "./signature.js";

/** Both ways. Source: dynalite's comments; aws-sdk-js issues 254 (2014, expired) and 2565 (2019, not yet current), from DynamoDB. */
const kSkewMaxMs = 15 * 60 * 1000;
/** The streams' requests are signed for the same service. */
const SERVICE = "dynamodb";
const TERMINATOR = "aws4_request";

const encoder = new TextEncoder();

/** What is wrong with a request's signature: with its shape, or, where there is a check, with what it holds. */
export async function signatureFault(request: SignedRequest, check: SignatureCheck | undefined): Promise<SignatureFault | undefined> {
  const signature = signatureOf(request.url, request.header);
  return isFault(signature) ? signature : check?.fault(signature, request);
}

export class SignatureCheck {
  readonly #secrets: ReadonlyMap<string, string>;
  readonly #region: string;
  readonly #now: () => number;
  // The signing key of each key id, for the last scope that it was asked for: a scope lasts a day.
  readonly #signingKeys = new Map<string, { readonly scope: string; readonly key: Promise<CryptoKey> }>();

  /**
   * `credentials`: as the option of serve; a TypeError when they are wrong. `now`: milliseconds since 1970 by the clock of the world, not the
   * database's, which may stand still: clients sign by theirs.
   */
  constructor(credentials: unknown, region: string, now: () => number = Date.now) {
    this.#secrets = secretsOf(credentials);
    this.#region = region;
    this.#now = now;
    if ((globalThis as { crypto?: { subtle?: unknown } }).crypto?.subtle === undefined) {
      throw new HostError("unsupported", "The option credentials needs crypto.subtle, which this runtime has not; browsers have it on secure pages alone.");
    }
  }

  /** Why DynamoDB would refuse the request that has this signature, or undefined when it is right. */
  async fault(signature: Signature, request: SignedRequest): Promise<SignatureFault | undefined> {
    const date = timeOf(signature.date);
    if (date === undefined) return incomplete(`Date must be in ISO-8601 'basic format'. Got '${signature.date}'. See http://en.wikipedia.org/wiki/ISO_8601`);
    const elsewhen = this.#dateFault(date);
    if (elsewhen !== undefined) return invalid(elsewhen);
    if (!signature.signedHeaders.toLowerCase().split(";").includes("host")) {
      // Source: aws-sdk-php issue 2469 (2022), from DynamoDB; ':authority' is newer than dynalite's text.
      return invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }
    if (signature.algorithm !== ALGORITHM) return incomplete(`Unsupported AWS 'algorithm': '${signature.algorithm}' (only ${ALGORITHM} for now). `);
    const [keyId = "", ...scope] = signature.credential.replace(/\/+$/, "").split("/");
    if (scope.length !== 4) {
      return incomplete(`Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${signature.credential}'`);
    }
    const isoDate = basicFormat(date);
    const misplaced = this.#scopeFaults(scope, isoDate);
    if (misplaced !== "") return invalid(misplaced);
    const secret = this.#secrets.get(keyId);
    if (secret === undefined) return { name: "UnrecognizedClientException", message: "The security token included in the request is invalid." };
    const signed = await stringToSign(request, signature.signedHeaders, isoDate, scope.join("/"));
    if (await isSignature(signature.signature, await this.#signingKey(keyId, secret, scope), signed)) return undefined;
    return invalid(
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
    );
  }

  /**
   * X-Amz-Expires of a presigned request is not looked at: AWS's services but S3 take none after 15 minutes.
   * Source: aws-iam-authenticator, pkg/token/token.go, on presigned requests of STS.
   */
  #dateFault(date: number): string | undefined {
    const now = this.#now();
    const [sent, current] = [basicFormat(date), basicFormat(now)];
    if (date < now - kSkewMaxMs) return `Signature expired: ${sent} is now earlier than ${basicFormat(now - kSkewMaxMs)} (${current} - 15 min.)`;
    if (date > now + kSkewMaxMs) return `Signature not yet current: ${sent} is still later than ${basicFormat(now + kSkewMaxMs)} (${current} + 15 min.)`;
    return undefined;
  }

  /** All that is wrong with the scope, in one text; empty when nothing is. */
  #scopeFaults([day, region, service, terminator]: readonly string[], date: string): string {
    const today = date.slice(0, 8);
    let faults = "";
    // No longer with the region's name. Source: ExtendDB, test_auth_error_fidelity.py, measured us-east-1 2026-09-16; also with a wrong service.
    if (region !== this.#region) faults += "Credential should be scoped to a valid region. ";
    if (service !== SERVICE) faults += `Credential should be scoped to correct service: '${SERVICE}'. `;
    if (terminator !== TERMINATOR) faults += `Credential should be scoped with a valid terminator: '${TERMINATOR}', not '${terminator}'. `;
    if (day !== today) faults += `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${day}' != '${today}', from '${date}'.`;
    return faults;
  }

  #signingKey(keyId: string, secret: string, parts: readonly string[]): Promise<CryptoKey> {
    const scope = parts.join("/");
    const known = this.#signingKeys.get(keyId);
    if (known?.scope === scope) return known.key;
    const key = signingKey(secret, parts);
    this.#signingKeys.set(keyId, { scope, key });
    return key;
  }
}

/** The key that signs for a scope: date, region, service and terminator. Source: as canonical_request.ts. */
export async function signingKey(secret: string, scope: readonly string[]): Promise<CryptoKey> {
  let key: Uint8Array<ArrayBuffer> = encoder.encode(`AWS4${secret}`);
  for (const part of scope) key = new Uint8Array(await crypto.subtle.sign("HMAC", await hmacKey(key, "sign"), encoder.encode(part)));
  return hmacKey(key, "verify");
}

/** Is this text the signature of that one? */
export async function isSignature(hex: string, key: CryptoKey, signed: string): Promise<boolean> {
  if (!/^[0-9a-f]{64}$/.test(hex)) return false;
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  return crypto.subtle.verify("HMAC", key, bytes, encoder.encode(signed));
}

function hmacKey(bytes: Uint8Array<ArrayBuffer>, usage: "sign" | "verify"): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, [usage]);
}

/** The date of x-amz-date, or of Date in HTTP's own form, which botocore signs where it finds one; undefined when it is neither. */
function timeOf(text: string): number | undefined {
  const iso = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (iso === null) {
    const http = /^[A-Z][a-z]{2}, \d\d? [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (GMT|UTC|[+-]0000)$/.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(http) ? undefined : http;
  }
  const [, year, month, day, hour, minute, second] = iso.map(Number) as [number, number, number, number, number, number, number];
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  return basicFormat(time) === text ? time : undefined;
}

/** As `20261127T093000Z`. */
function basicFormat(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d+/g, "");
}

function invalid(message: string): SignatureFault {
  return { name: "InvalidSignatureException", message };
}

function incomplete(message: string): SignatureFault {
  return { name: "IncompleteSignatureException", message };
}
