import { gunzipSync, gzipSync, deflateSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { crc32 } from "../../web/crc32.js";
import { webCompression } from "./content_encoding.js";
import { noteKey, notes } from "./engine_testing.js";
import { HostError, open, type Database } from "./index.node.js";
import { internalsOf } from "./internals.js";
import { kRequestBytesMax, Protocol, type ProtocolResponse } from "./protocol.js";
import { headersFor, JSON_TYPE, SIGNED } from "./protocol_testing.js";
import { KEY, signedHeaders } from "./signature_testing.js";

interface Sent {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array;
}

let db: Database;
let protocol: Protocol;
beforeAll(async () => {
  db = await open();
  await db.createTable(notes);
  protocol = new Protocol(internalsOf(db), webCompression);
});
afterAll(() => db.close());

const bytesOf = (body: string | Uint8Array): Uint8Array => (typeof body === "string" ? new TextEncoder().encode(body) : body);
const textOf = ({ body }: ProtocolResponse): string => new TextDecoder().decode(body);

/** Answers a request, and looks at what every answer must have. */
async function answer({ method = "POST", url = "/", headers = {}, body = "" }: Sent, by: Protocol = protocol): Promise<ProtocolResponse> {
  const response = await by.answer({ method, url, header: (name) => headers[name], body: bytesOf(body) });
  expect(response.headers["x-amzn-RequestId"]).toMatch(/^[0-9A-Z]{52}$/);
  expect(response.headers["x-amz-crc32"]).toBe(String(crc32(response.body)));
  expect(response.headers["Content-Length"]).toBe(String(response.body.length));
  expect(response.headers["Server"]).toBe("Server");
  return response;
}

const signed = (operation: string, input: object): Sent => ({ headers: headersFor(operation), body: JSON.stringify(input) });

describe("an operation", () => {
  it("is answered with the engine's JSON", async () => {
    const put = await answer(signed("PutItem", { TableName: "notes", Item: { ...noteKey("a", 1), n: { N: "1.50" } } }));
    expect([put.status, textOf(put), put.headers["Content-Type"]]).toEqual([200, "{}", JSON_TYPE]);
    const got = await answer(signed("GetItem", { TableName: "notes", Key: noteKey("a", 1) }));
    expect(JSON.parse(textOf(got))).toEqual({ Item: { ...noteKey("a", 1), n: { N: "1.5" } } });
  });

  it("takes a table's ARN for its name", async () => {
    const { Table } = JSON.parse(textOf(await answer(signed("DescribeTable", { TableName: "notes" })))) as { Table: { TableArn: string } };
    const got = await answer(signed("GetItem", { TableName: Table.TableArn, Key: noteKey("a", 1) }));
    expect(JSON.parse(textOf(got))).toHaveProperty("Item.n.N", "1.5");
  });

  it("is refused with status 400, and the refusal has a name", async () => {
    const refused = await answer(signed("GetItem", { TableName: "absent", Key: noteKey("a", 1) }));
    expect([refused.status, refused.refusal]).toEqual([400, "ResourceNotFoundException"]);
    expect(JSON.parse(textOf(refused))).toEqual({
      __type: "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
      message: "Requested resource not found",
    });
    const ill = await answer({ headers: headersFor("GetItem"), body: `{"TableName":5}` });
    expect(textOf(ill)).toBe(`{"__type":"com.amazon.coral.service#SerializationException","Message":"NUMBER_VALUE cannot be converted to String"}`);
  });

  it("has a request id of its own", async () => {
    const ids = new Set<string | undefined>();
    for (let i = 0; i < 50; i++) ids.add((await answer(signed("ListTables", {}))).headers["x-amzn-RequestId"]);
    expect(ids.size).toBe(50);
  });
});

describe("what is no request of the protocol", () => {
  const unknown = "<UnknownOperationException/>\n";
  it.each<[string, Sent]>([
    ["PUT", { method: "PUT" }],
    ["DELETE", { method: "DELETE" }],
    ["HEAD", { method: "HEAD" }],
    ["GET of something", { method: "GET", url: "/abc" }],
    ["OPTIONS without Origin", { method: "OPTIONS" }],
    ["a body without content type", { body: "hi" }],
    ["a body of an unknown content type", { headers: { "content-type": "whatever" }, body: "hi" }],
    ["a body of protocol version 1.1", { headers: { "content-type": "application/x-amz-json-1.1" }, body: "{}" }],
    ["a body of a similar content type", { headers: { "content-type": "application/jsonasdf" }, body: "hi" }],
  ])("is answered 404: %s", async (_, sent) => {
    const response = await answer(sent);
    expect([response.status, textOf(response), response.headers["x-amz-crc32"]]).toEqual([404, unknown, "3552371480"]);
  });

  it("may be the health check", async () => {
    for (const url of ["/", "/?x=1", ""]) {
      const response = await answer({ method: "GET", url });
      expect([response.status, textOf(response)]).toEqual([200, "healthy: dynamodb.eu-west-2.amazonaws.com "]);
    }
  });
});

describe("a fault that comes before the operation", () => {
  const serialization = "3948637019";
  const unknownOperation = "1368724161";
  const missingToken = "2088342776";
  const target = (name: string) => ({ "x-amz-target": name });
  const listTables = target("DynamoDB_20120810.ListTables");
  const json = { "content-type": "application/json" };

  // The checksums are those that dynalite's tests got from AWS.
  it.each<[string, Sent, string, crc: string]>([
    ["no JSON", { headers: json, body: "hi" }, "SerializationException", serialization],
    ["no JSON, whatever the target", { headers: { ...json, ...target("whatever") }, body: "hi" }, "SerializationException", serialization],
    ["an array", { headers: { ...json, ...listTables }, body: "[]" }, "SerializationException", serialization],
    ["null", { headers: { ...json, ...listTables }, body: "null" }, "SerializationException", serialization],
    ["not UTF-8", { headers: { ...json, ...listTables }, body: new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]) }, "SerializationException", serialization],
    ["no target, no body", {}, "UnknownOperationException", unknownOperation],
    ["no target", { headers: json, body: "{}" }, "UnknownOperationException", unknownOperation],
    ["a wrong target", { headers: target("whatever") }, "UnknownOperationException", unknownOperation],
    ["a wrong operation", { headers: target("DynamoDB_20120810.ListTable") }, "UnknownOperationException", unknownOperation],
    ["a property of every object", { headers: target("DynamoDB_20120810.constructor") }, "UnknownOperationException", unknownOperation],
    ["a target with something behind it", { headers: target("DynamoDB_20120810.ListTables.x"), body: "" }, "UnknownOperationException", unknownOperation],
    ["the older version of the API", { headers: target("DynamoDB_20111205.ListTables") }, "UnknownOperationException", unknownOperation],
    ["an operation of the other service", { headers: target("DynamoDBStreams_20120810.ListTables") }, "UnknownOperationException", unknownOperation],
    ["an operation of streams without them", { headers: target("DynamoDB_20120810.ListStreams") }, "UnknownOperationException", unknownOperation],
    ["streams, no token", { headers: target("DynamoDBStreams_20120810.ListStreams") }, "MissingAuthenticationTokenException", missingToken],
    ["no token", { headers: listTables }, "MissingAuthenticationTokenException", missingToken],
    ["no token, with a body", { headers: { ...json, ...listTables }, body: "{}" }, "MissingAuthenticationTokenException", missingToken],
    ["a token of another kind", { headers: { ...listTables, authorization: "AWS4" } }, "MissingAuthenticationTokenException", missingToken],
    ["a token of another kind and half a parameter", { url: "/?X-Amz-Algorith", headers: { ...listTables, authorization: "X" } }, "MissingAuthenticationTokenException", missingToken],
    ["a query without algorithm", { url: "/?X-Amz-Credential=a&X-Amz-Signature=b&X-Amz-SignedHeaders=c&X-Amz-Date=d", headers: listTables }, "MissingAuthenticationTokenException", missingToken],
    ["no body, signed", { headers: { ...listTables, ...SIGNED } }, "SerializationException", serialization],
    ["no body, presigned", { url: "/?X-Amz-Algorithm=z&X-Amz-Credential=a&X-Amz-Signature=b&X-Amz-SignedHeaders=c&X-Amz-Date=d", headers: listTables }, "SerializationException", serialization],
    ["a signed request for nothing", { headers: { ...json, ...SIGNED }, body: "{}" }, "UnknownOperationException", unknownOperation],
    ["a signed body that is no JSON", { headers: { ...json, ...SIGNED }, body: "{" }, "SerializationException", serialization],
  ])("comes in DynamoDB's order: %s", async (_, sent, name, crc) => {
    const response = await answer(sent);
    expect([response.status, response.refusal, response.headers["x-amz-crc32"]]).toEqual([400, name, crc]);
    expect(response.headers["Content-Type"]).toBe("application/json");
  });

  const parameter = (...names: string[]) => names.map((name) => `Authorization header requires '${name}' parameter. `).join("");
  const noDate = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
  const query = (...names: string[]) => `${names.map((name) => `AWS query-string parameters must include '${name}'. `).join("")}Re-examine the query-string parameters.`;
  it.each<[string, Sent, string, message: string]>([
    ["both ways of signing", { url: "/?X-Amz-Algorithm", headers: { authorization: "X" } }, "InvalidSignatureException", "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."],
    ["nothing in the header", { headers: { authorization: "AWS4-" } }, "IncompleteSignatureException", `${parameter("Credential", "Signature", "SignedHeaders")}${noDate}Authorization=AWS4-`],
    ["spaces between", { headers: { authorization: "AWS4- Signature=b Credential=a", date: "a" } }, "IncompleteSignatureException", `${parameter("SignedHeaders")}Authorization=AWS4- Signature=b Credential=a`],
    ["commas between", { headers: { authorization: "AWS4- Signature=b,Credential=a", date: "a" } }, "IncompleteSignatureException", `${parameter("SignedHeaders")}Authorization=AWS4- Signature=b,Credential=a`],
    ["an empty parameter", { headers: { authorization: "AWS4- Signature=,Credential=a,SignedHeaders=c", date: "a" } }, "IncompleteSignatureException", `${parameter("Signature")}Authorization=AWS4- Signature=,Credential=a,SignedHeaders=c`],
    ["no date", { headers: { authorization: "AWS4-x Signature=b,Credential=a,SignedHeaders=c" } }, "IncompleteSignatureException", `${noDate}Authorization=AWS4-x Signature=b,Credential=a,SignedHeaders=c`],
    ["nothing in the query", { url: "/?X-Amz-Algorithm" }, "IncompleteSignatureException", query("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date")],
    ["something missing in the query", { url: "/?X-Amz-Algorithm=a&X-Amz-Credential=b&X-Amz-Signature=c&X-Amz-Date=d" }, "IncompleteSignatureException", query("X-Amz-SignedHeaders")],
  ])("is a signature's shape: %s", async (_, sent, name, message) => {
    const response = await answer({ ...sent, headers: { ...sent.headers, ...listTables } });
    expect([response.status, response.refusal]).toEqual([400, name]);
    expect(JSON.parse(textOf(response))).toEqual({ __type: `com.amazon.coral.service#${name}`, message });
  });

  it("is none in a signature of any algorithm, whoever signed", async () => {
    const shapes = [
      "AWS4-HMAC-SHA256 Credential=a/20261127/eu-west-2/dynamodb/aws4_request, SignedHeaders=host, Signature=b",
      "AWS4-HMAC-SHA256 Credential=a,SignedHeaders=host,Signature=b",
      "AWS4-ECDSA-P256-SHA256 Credential=a SignedHeaders=host Signature=b",
    ];
    for (const authorization of shapes) {
      const response = await answer({ headers: { ...json, ...listTables, date: "today", authorization }, body: "{}" });
      expect([response.status, textOf(response)]).toEqual([200, `{"TableNames":["notes"]}`]);
    }
    const presigned = await answer({ url: "/?X-Amz-Algorithm=z&X-Amz-Credential=a&X-Amz-Signature=b&X-Amz-SignedHeaders=c&X-Amz-Date=d", headers: { ...json, ...listTables }, body: "{}" });
    expect(presigned.status).toBe(200);
  });
});

describe("with credentials, a signature", () => {
  const json = { host: "localhost", "content-type": "application/json" };
  const target = { "x-amz-target": "DynamoDB_20120810.ListTables" };
  const wrong = { secret: "wrong" };
  let checking: Protocol;
  beforeAll(() => void (checking = new Protocol(internalsOf(db), webCompression, KEY)));
  const checked = async (sent: Sent) => {
    const { status, refusal } = await answer(sent, checking);
    return refusal ?? status;
  };

  it("is verified, over the bytes as they were sent", async () => {
    const headers = { ...json, ...target };
    expect(await checked({ headers: signedHeaders({ headers, body: "{}" }), body: "{}" })).toBe(200);
    expect(await checked({ headers: signedHeaders({ headers, body: "{}" }, wrong), body: "{}" })).toBe("InvalidSignatureException");
    expect(await checked({ headers: signedHeaders({ headers, body: "{}" }, { keyId: "AKIDOTHER" }), body: "{}" })).toBe("UnrecognizedClientException");
    expect(await checked({ headers: { ...headers, ...SIGNED }, body: "{}" })).toBe("InvalidSignatureException");
    expect(await checked({ headers, body: "{}" })).toBe("MissingAuthenticationTokenException");
    const compressed = { ...headers, "content-encoding": "gzip" };
    const body = gzipSync("{}");
    const signed = signedHeaders({ headers: compressed, body });
    expect(await checked({ headers: signed, body })).toBe(200);
    expect(await checked({ headers: signed, body: gzipSync("{ }") })).toBe("InvalidSignatureException");
  });

  it("comes after the body's JSON and the target, before what the engine says", async () => {
    expect(await checked({ headers: signedHeaders({ headers: { ...json, ...target }, body: "{" }, wrong), body: "{" })).toBe("SerializationException");
    expect(await checked({ headers: signedHeaders({ headers: json, body: "{}" }, wrong), body: "{}" })).toBe("UnknownOperationException");
    const invalid = `{"Limit":0}`;
    expect(await checked({ headers: signedHeaders({ headers: { ...json, ...target }, body: invalid }, wrong), body: invalid })).toBe("InvalidSignatureException");
    expect(await checked({ headers: signedHeaders({ headers: { ...json, ...target }, body: invalid }), body: invalid })).toBe("ValidationException");
    expect(await checked({ headers: signedHeaders({ headers: { host: "localhost", ...target } }, wrong) })).toBe("InvalidSignatureException");
    expect(await checked({ headers: signedHeaders({ headers: { host: "localhost", ...target } }) })).toBe("SerializationException");
  });

  it("is not asked of a health check or a preflight", async () => {
    expect(await checked({ method: "GET" })).toBe(200);
    expect(await checked({ method: "OPTIONS", headers: { origin: "http://example.com" } })).toBe(200);
  });
});

describe("the content type", () => {
  it.each([
    ["application/x-amz-json-1.0", JSON_TYPE],
    ["application/x-amz-json-1.0;blahblah", JSON_TYPE],
    ["application/json", "application/json"],
    ["  application/json  ;   asfd", "application/json"],
    ["application/json;charset=utf-8", "application/json"],
  ])("is echoed without its parameters: %s", async (sent, echoed) => {
    const response = await answer({ headers: { ...headersFor("ListTables"), "content-type": sent }, body: "{}" });
    expect([response.status, response.headers["Content-Type"]]).toEqual([200, echoed]);
  });
});

describe("a request from a page of another origin", () => {
  const origin = "http://example.com";

  it("is allowed beforehand, with the headers and the method that it names", async () => {
    const asked = { origin, "access-control-request-headers": "a, b, c", "access-control-request-method": "d" };
    const { status, headers, body } = await answer({ method: "OPTIONS", headers: asked });
    expect([status, body.length]).toEqual([200, 0]);
    expect(headers).toMatchObject({
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Allow-Headers": "a, b, c",
      "Access-Control-Allow-Methods": "d",
      "Access-Control-Max-Age": "172800",
    });
    expect(headers["Access-Control-Expose-Headers"]).toContain("x-amzn-RequestId");
    const plain = await answer({ method: "OPTIONS", headers: { origin } });
    expect(plain.headers).not.toHaveProperty("Access-Control-Allow-Headers");
    expect(plain.headers).not.toHaveProperty("Access-Control-Allow-Methods");
  });

  it("may read every answer, and others have no such headers", async () => {
    for (const sent of [signed("ListTables", {}), { headers: {} }, { method: "GET" }]) {
      const crossed = await answer({ ...sent, headers: { ...sent.headers, origin } });
      expect(crossed.headers["Access-Control-Allow-Origin"]).toBe("*");
      expect(crossed.headers).not.toHaveProperty("Access-Control-Max-Age");
      expect(Object.keys((await answer(sent)).headers).filter((name) => name.startsWith("Access-Control"))).toEqual([]);
    }
  });
});

describe("compression", () => {
  const key = noteKey("long", 1);
  const get = signed("GetItem", { TableName: "notes", Key: key });
  const accepting = (encoding: string): Sent => ({ ...get, headers: { ...get.headers, "accept-encoding": encoding } });
  /** An item whose answer has so many bytes. */
  const put = (bytes: number) => {
    const frame = JSON.stringify({ Item: { ...key, text: { S: "" } } }).length;
    return db.putItem({ TableName: "notes", Item: { ...key, text: { S: "x".repeat(bytes - frame) } } });
  };

  it("is for answers above 4 KB alone, when it is asked for", async () => {
    await put(4096);
    expect((await answer(accepting("gzip"))).headers).not.toHaveProperty("Content-Encoding");
    await put(4097);
    expect((await answer(get)).body.length).toBe(4097);
    expect((await answer(accepting("br"))).headers).not.toHaveProperty("Content-Encoding");
    const compressed = await answer(accepting("gzip"));
    expect(compressed.headers["Content-Encoding"]).toBe("gzip");
    expect(gunzipSync(compressed.body).length).toBe(4097);
    expect((await answer(accepting("deflate, gzip;q=0.5"))).headers["Content-Encoding"]).toBe("deflate");
  });

  it("is left out where the runtime has none", async () => {
    await put(5000);
    const { decompress } = webCompression;
    expect((await answer(accepting("gzip"), new Protocol(internalsOf(db), { decompress }))).headers).not.toHaveProperty("Content-Encoding");
  });

  const compressed = (encoding: string, body: Uint8Array): Sent => ({ headers: { ...headersFor("ListTables"), "content-encoding": encoding }, body });

  it("is undone in requests", async () => {
    for (const sent of [compressed("gzip", gzipSync("{}")), compressed("deflate", deflateSync("{}")), compressed("identity", bytesOf("{}"))]) {
      expect((await answer(sent)).status).toBe(200);
    }
    expect((await answer(compressed("gzip", gzipSync("hi")))).refusal).toBe("SerializationException");
  });

  it.each<[string, Sent]>([
    ["what is not compressed", compressed("gzip", bytesOf("{}"))],
    ["what was cut", compressed("gzip", gzipSync("{}").subarray(0, -1))],
    ["nothing", compressed("gzip", new Uint8Array(0))],
    ["an encoding that it does not know", compressed("garbage", bytesOf("{}"))],
    ["two encodings", compressed("gzip, gzip", gzipSync(gzipSync("{}")))],
  ])("answers %s with status 500, as DynamoDB does", async (_, sent) => {
    const response = await answer(sent);
    expect([response.status, response.refusal, response.failure]).toEqual([500, "InternalServerError", undefined]);
  });

  it("does not get around the limit of a request", async () => {
    const spaces = (bytes: number): Uint8Array => gzipSync(`{${" ".repeat(bytes - 2)}}`);
    expect((await answer(compressed("gzip", spaces(kRequestBytesMax)))).status).toBe(200);
    const tooLarge = await answer(compressed("gzip", spaces(kRequestBytesMax + 1)));
    expect([tooLarge.status, tooLarge.body.length]).toEqual([413, 0]);
  });
});

describe("a failure of the host", () => {
  const failing = (failure: unknown): Promise<ProtocolResponse> =>
    answer(signed("ListTables", {}), new Protocol({ dispatch: () => Promise.reject(failure) }, webCompression));

  it("is answered with status 500 and the host's sentence, and told to the log", async () => {
    const failure = new HostError("closed", "The database 'memory' is closed.");
    const response = await failing(failure);
    expect([response.status, response.failure]).toEqual([500, failure]);
    expect(JSON.parse(textOf(response))).toEqual({
      __type: "com.amazonaws.dynamodb.v20120810#InternalServerError",
      message: "The database 'memory' is closed.",
    });
  });

  it("does not tell the client what it was when it is a defect", async () => {
    const response = await failing(new TypeError("undefined is not a function"));
    expect(textOf(response)).toBe(`{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError"}`);
  });
});
