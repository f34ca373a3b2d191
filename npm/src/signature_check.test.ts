import { describe, expect, it } from "vitest";
import { canonicalRequest, stringToSign } from "./canonical_request.js";
import { isFault, signatureOf } from "./signature.js";
import { isSignature, SignatureCheck, signingKey } from "./signature_check.js";
import { amzDate, arrived, KEY, presignedUrl, scopeOf, signedHeaders, type Signing, type Written } from "./signature_testing.js";

const NOW = Date.UTC(2026, 10, 27, 9, 30);
const MINUTE = 60_000;
const host = "127.0.0.1:8000";
const body = `{"TableName":"notes"}`;
const headers = { host, "content-type": "application/x-amz-json-1.0", "x-amz-target": "DynamoDB_20120810.DescribeTable", "x-amz-date": amzDate(NOW) };

/** What is answered to a request as it arrived: the fault's name and text, or "right". */
async function verdict(written: Written, credentials: unknown = KEY): Promise<readonly [string, string] | "right"> {
  const request = arrived(written);
  const signature = signatureOf(request.url, request.header);
  if (isFault(signature)) throw new Error(`the test's own signature has no shape: ${signature.message}`);
  const fault = await new SignatureCheck(credentials, "eu-west-2", () => NOW).fault(signature, request);
  return fault === undefined ? "right" : [fault.name, fault.message];
}

const sent = (signing: Signing = {}, written: Written = { headers, body }): Written => ({ ...written, headers: signedHeaders(written, signing) });

const mismatch = ["InvalidSignatureException", expect.stringMatching(/^The request signature we calculated does not match the signature you provided\. Check your AWS Secret Access Key and signing method\. Consult the service documentation for details\.$/)];

describe("the text that is signed", () => {
  // The request, the key and the signature that AWS's documentation works through (AWS General Reference, "Signature Version 4 signing process").
  it("is AWS's for AWS's own example", async () => {
    const example = arrived({ method: "GET", url: "/?Action=ListUsers&Version=2010-05-08", headers: { host: "iam.amazonaws.com", "content-type": "application/x-www-form-urlencoded; charset=utf-8", "x-amz-date": "20150830T123600Z" } });
    const scope = ["20150830", "us-east-1", "iam", "aws4_request"];
    const signed = await stringToSign(example, "content-type;host;x-amz-date", "20150830T123600Z", scope.join("/"));
    expect(signed.split("\n").at(-1)).toBe("f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59");
    const key = await signingKey(KEY.secretAccessKey, scope);
    expect(await isSignature("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7", key, signed)).toBe(true);
    expect(await isSignature("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d8", key, signed)).toBe(false);
  });

  it.each<[string, Written, names: string, expected: string]>([
    ["headers by their names, small and sorted, their values without spaces around or twice", { headers: { host: "  a ", "my-header": " b   c  d" } }, "My-Header;Host", "POST\n/\n\nhost:a\nmy-header:b c d\n\nhost;my-header\nH"],
    ["the query by its names and then values", { url: "/?b=2&a=z&b=1&c&a=", headers: { host: "a" } }, "host", "POST\n/\na=&a=z&b=1&b=2&c=\nhost:a\n\nhost\nH"],
    ["the query encoded strictly and in one way", { url: "/?q=a%20b%2fc(d)*~%C3%A9&%61=!", headers: { host: "a" } }, "host", "POST\n/\na=%21&q=a%20b%2Fc%28d%29%2A~%C3%A9\nhost:a\n\nhost\nH"],
    ["the query without the signature", { url: "/?X-Amz-Signature=abc&X-Amz-Date=d", headers: { host: "a" } }, "host", "POST\n/\nX-Amz-Date=d\nhost:a\n\nhost\nH"],
    ["the path without detours, encoded once more", { url: "/./a//b/../c%20d/", headers: { host: "a" } }, "host", "POST\n/a/c%2520d/\n\nhost:a\n\nhost\nH"],
    ["no path as the root", { url: "?a=1", headers: { host: "a" } }, "host", "POST\n/\na=1\nhost:a\n\nhost\nH"],
    ["a header that is not there as an empty one", { headers: { host: "a" } }, "host;x-none", "POST\n/\n\nhost:a\nx-none:\n\nhost;x-none\nH"],
  ])("has %s", (_, written, names, expected) => {
    expect(canonicalRequest(arrived(written), names, "H")).toBe(expected);
  });

  it("has the values of a header that was sent more than once with bare commas between them, in their order", () => {
    const values = new Map([["host", ["a"]], ["x-more", [" b,  c ", "d, e", "", "a"]]]);
    const request = { ...arrived({ headers: { host: "a", "x-more": "b,  c, d, e, , a" } }), values: (name: string) => values.get(name) ?? [] };
    expect(canonicalRequest(request, "host;x-more;x-none", "H")).toBe("POST\n/\n\nhost:a\nx-more:b, c,d, e,,a\nx-none:\n\nhost;x-more;x-none\nH");
  });
});

describe("a signature", () => {
  it("is right when it was made with the secret", async () => {
    expect(await verdict(sent())).toBe("right");
    expect(await verdict(sent({}, { headers, body: "" }))).toBe("right");
    expect(await verdict(sent({}, { headers: { ...headers, "x-amz-security-token": "any+token/=" }, body }))).toBe("right");
  });

  it("is right for each of several keys, with its own secret alone", async () => {
    const other = { accessKeyId: "OTHER", secretAccessKey: "other", sessionToken: "not looked at" };
    const keys = [KEY, other];
    expect(await verdict(sent(), keys)).toBe("right");
    expect(await verdict(sent({ keyId: "OTHER", secret: "other" }), keys)).toBe("right");
    expect(await verdict(sent({ keyId: "OTHER" }), keys)).toEqual(mismatch);
  });

  it("is wrong when anything that was signed is another, or the secret is", async () => {
    const good = sent();
    const last = good.headers!["authorization"]!.at(-1);
    const authorization = good.headers!["authorization"]!;
    const changes: Written[] = [
      sent({ secret: `${KEY.secretAccessKey}x` }),
      { ...good, body: body.replace("notes", "Notes") },
      { ...good, body: "" },
      { ...good, method: "PUT" },
      { ...good, url: "/?x=1" },
      { ...good, url: "/x" },
      { ...good, headers: { ...good.headers, host: "localhost:8000" } },
      { ...good, headers: { ...good.headers, "x-amz-target": "DynamoDB_20120810.DeleteTable" } },
      { ...good, headers: { ...good.headers, "x-amz-date": amzDate(NOW + 1000) } },
      { ...good, headers: { ...good.headers, authorization: authorization.slice(0, -1) + (last === "0" ? "1" : "0") } },
      { ...good, headers: { ...good.headers, authorization: authorization.slice(0, -1) } },
      { ...good, headers: { ...good.headers, authorization: authorization.replace(/[0-9a-f]{64}$/, (hex) => `${hex}00`) } },
      { ...good, headers: { ...good.headers, authorization: authorization.replace(/Signature=.*/, "Signature=b") } },
      { ...good, headers: { ...good.headers, authorization: authorization.replace("host;", "host;x-more;") } },
    ];
    for (const [index, change] of changes.entries()) expect([index, await verdict(change)]).toEqual([index, mismatch]);
    expect(await verdict(good)).toBe("right");
  });

  it("does not hold what it did not sign", async () => {
    const good = sent();
    expect(await verdict({ ...good, headers: { ...good.headers, "user-agent": "added on the way" } })).toBe("right");
  });

  it("is good for a quarter of an hour, both ways", async () => {
    for (const minutes of [-15, -1, 1, 15]) {
      expect(await verdict(sent({ date: amzDate(NOW + minutes * MINUTE) }, { headers: { ...headers, "x-amz-date": amzDate(NOW + minutes * MINUTE) }, body }))).toBe("right");
    }
    const late = { ...headers, "x-amz-date": "20261127T091459Z" };
    expect(await verdict(sent({}, { headers: late, body }))).toEqual(["InvalidSignatureException", "Signature expired: 20261127T091459Z is now earlier than 20261127T091500Z (20261127T093000Z - 15 min.)"]);
    const early = { ...headers, "x-amz-date": "20261127T094501Z" };
    expect(await verdict(sent({}, { headers: early, body }))).toEqual(["InvalidSignatureException", "Signature not yet current: 20261127T094501Z is still later than 20261127T094500Z (20261127T093000Z + 15 min.)"]);
  });

  it("may have its date in Date, in HTTP's form or ISO's", async () => {
    const { "x-amz-date": _, ...undated } = headers;
    for (const date of ["Fri, 27 Nov 2026 09:30:00 GMT", amzDate(NOW)]) {
      expect(await verdict(sent({ date: amzDate(NOW), undated: true }, { headers: { ...undated, date }, body }))).toBe("right");
    }
    const wrong = sent({ date: amzDate(NOW), undated: true }, { headers: { ...undated, date: "Fri, 32 Nov 2026 09:30:00 GMT" }, body });
    expect(await verdict(wrong)).toEqual(["IncompleteSignatureException", "Date must be in ISO-8601 'basic format'. Got 'Fri, 32 Nov 2026 09:30:00 GMT'. See http://en.wikipedia.org/wiki/ISO_8601"]);
  });

  it("may be in the query, whatever X-Amz-Expires says", async () => {
    const presigned = (signing: Signing = {}, more: Record<string, string> = {}): Written => ({ url: presignedUrl(host, body, { date: amzDate(NOW), ...signing }, more), headers: { host }, body });
    expect(await verdict(presigned())).toBe("right");
    const aged = { date: amzDate(NOW - 10 * MINUTE) };
    expect(await verdict(presigned(aged, { "X-Amz-Expires": "60", "X-Amz-Security-Token": "a/b+c=" }))).toBe("right");
    expect(await verdict(presigned({ secret: "wrong" }))).toEqual(mismatch);
    expect(await verdict({ ...presigned(), url: `${presigned().url}&X-Amz-Expires=60` })).toEqual(mismatch);
    expect(await verdict({ ...presigned(), body: "{}" })).toEqual(mismatch);
    expect(await verdict(presigned({ date: "20261127T080000Z" }, { "X-Amz-Expires": "604800" }))).toEqual(["InvalidSignatureException", "Signature expired: 20261127T080000Z is now earlier than 20261127T091500Z (20261127T093000Z - 15 min.)"]);
  });
});

describe("what is wrong with a signature", () => {
  const scope = scopeOf(headers["x-amz-date"]);
  const authorization = (credential: string, signed = "host", algorithm = "AWS4-HMAC-SHA256"): Written => ({
    headers: { ...headers, authorization: `${algorithm} Credential=${credential}, SignedHeaders=${signed}, Signature=b` },
    body,
  });
  const invalid = "InvalidSignatureException";
  const incomplete = "IncompleteSignatureException";

  it.each<[string, Written, name: string, message: string]>([
    ["a date that is none", { ...authorization("a"), headers: { ...authorization("a").headers, "x-amz-date": "201" } }, incomplete, "Date must be in ISO-8601 'basic format'. Got '201'. See http://en.wikipedia.org/wiki/ISO_8601"],
    ["a day that is none", { ...authorization("a"), headers: { ...authorization("a").headers, "x-amz-date": "20261131T093000Z" } }, incomplete, "Date must be in ISO-8601 'basic format'. Got '20261131T093000Z'. See http://en.wikipedia.org/wiki/ISO_8601"],
    ["a date that expired, whatever else is wrong", { ...authorization("a", "date", "AWS4-X"), headers: { ...authorization("a", "date", "AWS4-X").headers, "x-amz-date": "20170101T010101Z" } }, invalid, "Signature expired: 20170101T010101Z is now earlier than 20261127T091500Z (20261127T093000Z - 15 min.)"],
    ["a date of another millennium", { ...authorization("a"), headers: { ...authorization("a").headers, "x-amz-date": "30200101T010101Z" } }, invalid, "Signature not yet current: 30200101T010101Z is still later than 20261127T094500Z (20261127T093000Z + 15 min.)"],
    ["a Host that is not signed", authorization("a", "x-amz-date", "AWS4-X"), invalid, "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."],
    ["another algorithm", authorization("a", "Host", "AWS4-HMAC-SHA25"), incomplete, "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA25' (only AWS4-HMAC-SHA256 for now). "],
    ["a credential of four parts", authorization("a/b/c/d"), incomplete, "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b/c/d'"],
    ["a key with a slash in it", authorization(`a/b/${scope}`), incomplete, `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b/${scope}'`],
    ["another region", authorization("a/20261127/us-east-1/dynamodb/aws4_request"), invalid, "Credential should be scoped to a valid region. "],
    ["another service", authorization("a/20261127/eu-west-2/execute-api/aws4_request"), invalid, "Credential should be scoped to correct service: 'dynamodb'. "],
    ["another region and service", authorization("a/20261127/us-east-1/s3/aws4_request"), invalid, "Credential should be scoped to a valid region. Credential should be scoped to correct service: 'dynamodb'. "],
    ["another day", authorization("a/20261126/eu-west-2/dynamodb/aws4_request"), invalid, "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20261126' != '20261127', from '20261127T093000Z'."],
    ["nothing right in the scope", authorization("a/b/c/d/e"), invalid, "Credential should be scoped to a valid region. Credential should be scoped to correct service: 'dynamodb'. Credential should be scoped with a valid terminator: 'aws4_request', not 'e'. Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: 'b' != '20261127', from '20261127T093000Z'."],
    ["an unknown key", authorization(`AKIDOTHER/${scope}`), "UnrecognizedClientException", "The security token included in the request is invalid."],
    ["a key's id in other letters", authorization(`akidexample/${scope}`), "UnrecognizedClientException", "The security token included in the request is invalid."],
    ["a property of every object as key", authorization(`constructor/${scope}`), "UnrecognizedClientException", "The security token included in the request is invalid."],
  ])("is told in DynamoDB's order: %s", async (_, written, name, message) => {
    expect(await verdict(written)).toEqual([name, message]);
  });

  it("are no slashes behind the credential", async () => {
    const good = sent();
    const slashed = good.headers!["authorization"]!.replace("aws4_request", "aws4_request//");
    expect(await verdict({ ...good, headers: { ...good.headers, authorization: slashed } })).toBe("right");
  });

  it("never stops the check, whatever a client sends", async () => {
    const odd = ["", " ", "constructor", "__proto__", "(", "\u00e9", "\ud800", "%", "%E0%A4%A", "//..//", "\0", "x".repeat(10_000), ";;;;", "=,=", "20261127T093000Z", scope, `${KEY.accessKeyId}/${scope}`];
    const check = new SignatureCheck(KEY, "eu-west-2", () => NOW);
    for (const part of ["algorithm", "credential", "signedHeaders", "signature", "date"] as const) {
      for (const text of odd) {
        const signature = { presigned: false, algorithm: "AWS4-HMAC-SHA256", credential: `${KEY.accessKeyId}/${scope}`, signedHeaders: "host", signature: "0".repeat(64), date: headers["x-amz-date"], [part]: text };
        const url = `/${text.replaceAll("\ud800", "")}?${text}=${text}`;
        expect((await check.fault(signature, arrived({ url, headers, body })))?.name).toMatch(/^(InvalidSignature|IncompleteSignature|UnrecognizedClient)Exception$/);
      }
    }
  });
});
