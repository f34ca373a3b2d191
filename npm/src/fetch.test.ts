import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { crc32 } from "../../web/crc32.js";
import { noteKey, notes } from "./engine_testing.js";
import { open, type Database } from "./index.node.js";
import { kRequestBytesMax } from "./protocol.js";
import { headersFor } from "./protocol_testing.js";
import { amzDate, KEY, scopeOf, signedHeaders } from "./signature_testing.js";

let db: Database;
beforeAll(async () => {
  db = await open();
  await db.createTable(notes);
});
afterAll(() => db.close());

const request = (operation: string, body: BodyInit, headers: Record<string, string> = {}): Request =>
  new Request("https://dynamodb.local/", { method: "POST", headers: { ...headersFor(operation), ...headers }, body, duplex: "half" } as RequestInit);

describe("Database.fetch", () => {
  it("answers an operation", async () => {
    const put = await db.fetch(request("PutItem", JSON.stringify({ TableName: "notes", Item: { ...noteKey("a", 1), t: { S: "é" } } })));
    expect([put.status, await put.text()]).toEqual([200, "{}"]);
    const got = await db.fetch(request("GetItem", JSON.stringify({ TableName: "notes", Key: noteKey("a", 1) })));
    expect(await got.clone().json()).toEqual({ Item: { ...noteKey("a", 1), t: { S: "é" } } });
    expect(got.headers.get("content-type")).toBe("application/x-amz-json-1.0");
    expect(got.headers.get("x-amzn-requestid")).toMatch(/^[0-9A-Z]{52}$/);
    expect(got.headers.get("x-amz-crc32")).toBe(String(crc32(new Uint8Array(await got.arrayBuffer()))));
    expect(Math.abs(Date.parse(got.headers.get("date")!) - Date.now())).toBeLessThan(60_000);
  });

  it("answers what is no operation as the service does", async () => {
    const health = await db.fetch(new Request("https://dynamodb.local/"));
    expect([health.status, await health.text()]).toEqual([200, "healthy: dynamodb.eu-west-2.amazonaws.com "]);
    expect((await db.fetch(new Request("https://dynamodb.local/abc"))).status).toBe(404);
    const preflight = await db.fetch(new Request("https://dynamodb.local/", { method: "OPTIONS", headers: { origin: "http://example.com" } }));
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([200, "*"]);
    const unsigned = await db.fetch(new Request("https://dynamodb.local/", { method: "POST", headers: { "x-amz-target": "DynamoDB_20120810.ListTables" } }));
    expect([unsigned.status, await unsigned.json()]).toEqual([400, { __type: "com.amazon.coral.service#MissingAuthenticationTokenException", message: "Request is missing Authentication Token" }]);
    const presigned = new Request("https://dynamodb.local/?X-Amz-Algorithm=z&X-Amz-Credential=a&X-Amz-Signature=b&X-Amz-SignedHeaders=c&X-Amz-Date=d", {
      method: "POST",
      headers: { "x-amz-target": "DynamoDB_20120810.ListTables", "content-type": "application/json" },
      body: "{}",
    });
    expect((await db.fetch(presigned)).status).toBe(200);
  });

  it("names the database's region", async () => {
    const ireland = await open({ region: "eu-west-1" });
    const health = await ireland.fetch(new Request("https://dynamodb.local/"));
    expect(await health.text()).toBe("healthy: dynamodb.eu-west-1.amazonaws.com ");
    await ireland.close();
  });

  it("verifies signatures for who gives credentials, with the host and the length that a Service Worker's requests do not show", async () => {
    const headers = { host: "dynamodb.local", "content-length": "2", "content-type": "application/json", "x-amz-target": "DynamoDB_20120810.ListTables" };
    const signed = (secret: string): Request => {
      const { host: _, "content-length": __, ...shown } = signedHeaders({ headers, body: "{}" }, { secret });
      return new Request("https://dynamodb.local/", { method: "POST", headers: shown, body: "{}" });
    };
    const status = async (sent: Request, credentials?: typeof KEY): Promise<number> => (await db.fetch(sent, { credentials })).status;
    const wrong = await db.fetch(signed("wrong"), { credentials: KEY });
    expect(await wrong.json()).toHaveProperty("__type", "com.amazon.coral.service#InvalidSignatureException");
    expect(await status(signed(KEY.secretAccessKey), KEY)).toBe(200);
    expect(await status(signed(KEY.secretAccessKey), { ...KEY, secretAccessKey: "another" })).toBe(400);
    expect(await status(signed("wrong"))).toBe(200);
    expect(await status(signed("wrong"), KEY)).toBe(400);
    for (const name of ["constructor", "__proto__", "(", "é", ""]) {
      const odd = new Request("https://dynamodb.local/", { method: "POST", headers: { ...headers, "x-amz-date": amzDate(Date.now()), authorization: `AWS4-HMAC-SHA256 Credential=${KEY.accessKeyId}/${scopeOf(amzDate(Date.now()))},SignedHeaders=host;${encodeURI(name)},Signature=${"0".repeat(64)}` }, body: "{}" });
      expect(await status(odd, KEY)).toBe(400);
    }
    await expect(db.fetch(signed("wrong"), { credentials: [] })).rejects.toThrow(TypeError);
  });

  it("takes and gives what is compressed", async () => {
    const Item = { ...noteKey("long", 1), text: { S: "x".repeat(10_000) } };
    const put = await db.fetch(request("PutItem", gzipSync(JSON.stringify({ TableName: "notes", Item })), { "content-encoding": "gzip" }));
    expect(put.status).toBe(200);
    const got = await db.fetch(request("GetItem", JSON.stringify({ TableName: "notes", Key: noteKey("long", 1) }), { "accept-encoding": "gzip" }));
    expect(got.headers.get("content-encoding")).toBe("gzip");
    expect(JSON.parse(gunzipSync(await got.arrayBuffer()).toString())).toEqual({ Item });
  });

  it("refuses a body above 16 MB, declared or not", async () => {
    const body = `{${" ".repeat(kRequestBytesMax - 1)}}`;
    expect((await db.fetch(request("ListTables", body))).status).toBe(413);
    expect((await db.fetch(request("ListTables", body, { "content-length": String(body.length) }))).status).toBe(413);
    let pulled = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        pulled++;
        controller.enqueue(new Uint8Array(1024 * 1024));
      },
    });
    expect((await db.fetch(request("ListTables", endless))).status).toBe(413);
    expect(pulled).toBeLessThan(25);
    expect((await db.fetch(request("ListTables", body.slice(0, -2) + "}"))).status).toBe(200);
  });

  it("reads a body of a runtime whose requests show none as a stream", async () => {
    const whole = request("ListTables", "{}");
    const withoutStream = new Proxy(whole, {
      get: (target, name) => (name === "body" ? undefined : name === "arrayBuffer" ? () => target.arrayBuffer() : (Reflect.get(target, name, target) as unknown)),
    });
    expect(await (await db.fetch(withoutStream)).json()).toEqual({ TableNames: ["notes"] });
  });

  it("rejects when the body breaks off, and runs nothing", async () => {
    const body = new ReadableStream({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode(`{"TableName":"notes","Item":${JSON.stringify(noteKey("cut", 1))}`));
        controller.error(new Error("cut"));
      },
    });
    await expect(db.fetch(request("PutItem", body))).rejects.toThrow("cut");
    expect(await db.getItem({ TableName: "notes", Key: noteKey("cut", 1) })).toEqual({});
  });

  it("answers 500 after the database was closed", async () => {
    const closed = await open();
    await closed.close();
    const response = await closed.fetch(request("ListTables", "{}"));
    expect([response.status, await response.json()]).toEqual([500, { __type: "com.amazonaws.dynamodb.v20120810#InternalServerError", message: "The database 'memory' is closed." }]);
  });
});
