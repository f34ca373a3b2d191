// The server over real connections of this machine: HTTP as clients speak it, and as broken ones do.
import { once } from "node:events";
import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders, type RequestOptions } from "node:http";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync, gzipSync, inflateSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { crc32 } from "../../web/crc32.js";
import { noteKey, notes } from "./engine_testing.js";
import { open, type Database } from "./index.node.js";
import { headersFor } from "./protocol_testing.js";
import { serve, type RunningServer, type ServerEvent } from "./server.js";
import { amzDate, KEY, presignedUrl, scopeOf, signedHeaders } from "./signature_testing.js";

const MIB = 1024 * 1024;

let db: Database;
let server: RunningServer;
let events: ServerEvent[];
beforeEach(async () => {
  db = await open();
  await db.createTable(notes);
  events = [];
  server = await serve({ database: db, port: 0, log: (event) => events.push(event) });
});
afterEach(async () => {
  await server.close();
  await db.close();
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Sends a request through Node's client; `body` in these pieces, chunked when there are several and no length is given. */
function send(options: RequestOptions, body: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array> = []): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(server.url, { agent: false, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }));
      response.on("error", reject);
    });
    request.on("error", reject);
    void (async () => {
      for await (const piece of body) if (!request.write(piece)) await Promise.race([once(request, "drain"), once(request, "close")]);
      request.end();
    })();
  });
}

const post = (operation: string, input: object | string, headers: OutgoingHttpHeaders = {}): Promise<Answer> =>
  send({ method: "POST", headers: { ...headersFor(operation), ...headers } }, [typeof input === "string" ? input : JSON.stringify(input)]);
const isAlive = async (): Promise<boolean> => (await post("ListTables", {})).body.toString() === `{"TableNames":["notes"]}`;

/** A request as text, for raw connections. */
function raw(operation: string, body: string): string {
  const headers = { ...headersFor(operation), host: "anything", "content-length": Buffer.byteLength(body) };
  return `POST / HTTP/1.1\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`;
}

/** Opens a connection, writes, and answers everything that comes until the server closes it. */
async function untilClosed(text: string, then?: (socket: Socket) => void): Promise<string> {
  const socket = connect(server.port, "127.0.0.1");
  let received = "";
  socket.setEncoding("latin1").on("data", (chunk: string) => (received += chunk));
  socket.on("error", () => {});
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.write(text);
  then?.(socket);
  await closed;
  return received;
}

describe("the server", () => {
  it("says where it listens, and answers there whatever the Host", async () => {
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    for (const host of ["123456789012.ddb.eu-west-2.amazonaws.com", "example.com:99"]) expect((await post("ListTables", {}, { host })).status).toBe(200);
    expect((await send({ method: "GET" })).body.toString()).toBe("healthy: dynamodb.eu-west-2.amazonaws.com ");
  });

  it("answers with the headers that DynamoDB has", async () => {
    const { status, headers, body } = await post("PutItem", { TableName: "notes", Item: noteKey("a", 1) });
    expect([status, body.toString()]).toEqual([200, "{}"]);
    expect(headers).toMatchObject({ server: "Server", "content-type": "application/x-amz-json-1.0", "content-length": "2", "x-amz-crc32": String(crc32(body)) });
    expect(headers["x-amzn-requestid"]).toMatch(/^[0-9A-Z]{52}$/);
    expect(Math.abs(Date.parse(headers.date!) - Date.now())).toBeLessThan(60_000);
    expect(headers["transfer-encoding"]).toBe(undefined);
  });

  it("listens on one port once, and says so in a sentence", async () => {
    const failure = await serve({ database: db, port: server.port }).catch((error: unknown) => error as Error);
    expect(failure).toMatchObject({ message: `Port ${server.port} of 127.0.0.1 is taken: another program listens there.`, cause: { code: "EADDRINUSE" } });
    expect(await isAlive()).toBe(true);
  });

  it("says that an address is not this machine's", async () => {
    await expect(serve({ database: db, port: 0, host: "192.0.2.1" })).rejects.toThrow("This machine has no address 192.0.2.1.");
  });

  it("refuses to serve what is no database", async () => {
    await expect(serve({ database: {} as never, port: 0 })).rejects.toThrow(TypeError);
  });

  it("has addresses of the other kind in brackets", async () => {
    const other = await serve({ database: db, port: 0, host: "::1" });
    expect(other.url).toBe(`http://[::1]:${other.port}`);
    await other.close();
  });

  it("answers 500 when the database is closed, tells the log why, and goes on", async () => {
    await db.close();
    const { status, body } = await post("ListTables", {});
    expect([status, body.toString()]).toEqual([500, `{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError","message":"The database 'memory' is closed."}`]);
    expect(events).toMatchObject([{ kind: "failure", error: { code: "closed" } }, { kind: "answer", status: 500, refusal: "InternalServerError" }]);
    expect((await send({ method: "GET" })).status).toBe(200);
  });

  it("tells its log what happened, and nothing that was secret", async () => {
    await post("PutItem", { TableName: "notes", Item: { ...noteKey("hidden-key", 1), secret: { S: "hidden-value" } } }, { "x-amz-security-token": "hidden-token" });
    await post("PutItem", { TableName: "notes", Item: { pk: { S: "hidden-key" } } }, { authorization: "AWS4-HMAC-SHA256 Credential=hidden-id" });
    await post("hidden operation\u00e9", {});
    expect(events).toMatchObject([
      { kind: "answer", operation: "PutItem", status: 200, refusal: undefined, responseBytes: 2 },
      { kind: "answer", operation: "PutItem", status: 400, refusal: "IncompleteSignatureException" },
      { kind: "answer", operation: "", status: 400, refusal: "UnknownOperationException" },
    ]);
    expect(JSON.stringify(events)).not.toContain("hidden");
  });
});

describe("a server with credentials", () => {
  const body = `{"TableName":"notes"}`;
  beforeEach(async () => {
    await server.close();
    server = await serve({ database: db, port: 0, credentials: [KEY, { accessKeyId: "SECOND", secretAccessKey: "second" }], log: (event) => events.push(event) });
  });
  const signed = async (signing: Parameters<typeof signedHeaders>[1], sent = body): Promise<[number, string]> => {
    const headers = { ...headersFor("DescribeTable"), host: `127.0.0.1:${server.port}` };
    const { authorization: _, "x-amz-date": __, ...unsigned } = headers as Record<string, string>;
    const answer = await send({ method: "POST", headers: signedHeaders({ headers: unsigned, body }, signing) }, [sent]);
    return [answer.status, (JSON.parse(answer.body.toString()) as { __type?: string }).__type ?? ""];
  };

  it("answers who has one of the keys, and nobody else", async () => {
    expect(await signed({})).toEqual([200, ""]);
    expect(await signed({ keyId: "SECOND", secret: "second" })).toEqual([200, ""]);
    expect(await signed({ secret: "wrong" })).toEqual([400, "com.amazon.coral.service#InvalidSignatureException"]);
    expect(await signed({}, `{"TableName":"other"}`)).toEqual([400, "com.amazon.coral.service#InvalidSignatureException"]);
    expect(await signed({ keyId: "THIRD" })).toEqual([400, "com.amazon.coral.service#UnrecognizedClientException"]);
    expect((await post("ListTables", {})).status).toBe(400);
    expect(events.map((event) => event.kind === "answer" && event.refusal)).toEqual([undefined, undefined, "InvalidSignatureException", "InvalidSignatureException", "UnrecognizedClientException", "InvalidSignatureException"]);
    expect(JSON.stringify(events)).not.toMatch(/SECOND|second|EXAMPLE/);
  });

  it("answers presigned requests", async () => {
    const presigned = async (secret: string): Promise<number> => {
      const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": "DynamoDB_20120810.DescribeTable" };
      return (await send({ method: "POST", path: presignedUrl(`127.0.0.1:${server.port}`, body, { secret }), headers }, [body])).status;
    };
    expect([await presigned(KEY.secretAccessKey), await presigned("wrong")]).toEqual([200, 400]);
  });

  // As botocore signs it: "," between the values. Source: ExtendDB, test_auth_error_fidelity.py, measured us-east-1 2026-09-16.
  it("answers who signed a header that is sent twice", async () => {
    const repeated = async (name: string, signedValue: string, values: string[]): Promise<number> => {
      const { authorization: _, "x-amz-date": __, ...unsigned } = headersFor("DescribeTable") as Record<string, string>;
      const headers = signedHeaders({ headers: { ...unsigned, host: `127.0.0.1:${server.port}`, [name]: signedValue }, body });
      return (await send({ method: "POST", headers: { ...headers, [name]: values } }, [body])).status;
    };
    for (const name of ["x-amz-meta-dup", "accept-encoding"]) {
      expect([name, await repeated(name, "first,second", ["first", "second"])]).toEqual([name, 200]);
      expect([name, await repeated(name, "first, second,third", ["first, second", "third"])]).toEqual([name, 200]);
      expect([name, await repeated(name, "first, second", ["first, second"])]).toEqual([name, 200]);
      expect([name, await repeated(name, "first,second", ["second", "first"])]).toEqual([name, 400]);
      expect([name, await repeated(name, "first,second", ["first"])]).toEqual([name, 400]);
    }
  });

  it("refuses a signature over headers that no request can have", async () => {
    const date = amzDate(Date.now());
    for (const name of ["constructor", "__proto__", "tostring", "(", "\u00e9", ""]) {
      const authorization = `AWS4-HMAC-SHA256 Credential=${KEY.accessKeyId}/${scopeOf(date)}, SignedHeaders=host;${name}, Signature=${"0".repeat(64)}`;
      const answer = await post("ListTables", {}, { authorization, "x-amz-date": date });
      expect([name, answer.status, (JSON.parse(answer.body.toString()) as { __type: string }).__type]).toEqual([name, 400, "com.amazon.coral.service#InvalidSignatureException"]);
    }
  });

  it("is not begun with credentials that are none, rather than being open to all", async () => {
    for (const credentials of [null, [], {}, "", { accessKeyId: "A", secretAccessKey: "" }]) {
      await expect(serve({ database: db, port: 0, credentials: credentials as never })).rejects.toThrow(TypeError);
    }
  });
});

it("goes on when its log throws", async () => {
  const server = await serve({
    database: db,
    port: 0,
    log: () => {
      throw new Error("the log is full");
    },
  });
  for (let i = 0; i < 2; i++) expect((await fetch(server.url)).status).toBe(200);
  await server.close();
});

describe("a connection", () => {
  it("is kept for further requests", async () => {
    const received = await untilClosed(raw("ListTables", "{}"), (socket) => {
      socket.once("data", () => socket.end(raw("DescribeTable", `{"TableName":"absent"}`)));
    });
    expect(received.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 400"]);
    expect(received.toLowerCase()).toContain("connection: keep-alive");
  });

  it("may carry requests one behind the other, and the answers come in their order", async () => {
    const long = { S: "x".repeat(5000) };
    const requests = [
      raw("PutItem", JSON.stringify({ TableName: "notes", Item: { ...noteKey("piped", 1), long } })),
      raw("GetItem", JSON.stringify({ TableName: "notes", Key: noteKey("piped", 1) })).replace("host:", "accept-encoding: gzip\r\nhost:"),
      raw("DescribeTable", `{"TableName":"absent"}`),
      raw("ListTables", "{}").replace("host:", "connection: close\r\nhost:"),
    ];
    const received = await untilClosed(requests.join(""));
    expect(received.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 200", "HTTP/1.1 400", "HTTP/1.1 200"]);
    expect(received).toContain("Content-Encoding: gzip");
    expect(received.endsWith(`{"TableNames":["notes"]}`)).toBe(true);
  });

  it("is closed behind what is no HTTP, after the answers to what was", async () => {
    const received = await untilClosed(`${raw("ListTables", "{}")}nonsense\r\n\r\n`);
    expect(received.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 400"]);
    expect(received).toContain(`{"TableNames":["notes"]}`);
    expect(events.filter(({ kind }) => kind === "malformed")).toHaveLength(1);
    expect(await isAlive()).toBe(true);
  });

  it.each(["\0\0\0", "GET\r\n\r\n", "POST / HTTP/9.9\r\n\r\n", "POST / HTTP/1.1\r\nbad header\r\n\r\n", "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: x\r\n\r\n"])(
    "that begins with %j is answered 400 and closed",
    async (text) => {
      expect(await untilClosed(text)).toMatch(/^HTTP\/1\.1 400 /);
      expect(await isAlive()).toBe(true);
    },
  );

  it("that is cut in the middle of a request harms nobody, and nothing of it is run", async () => {
    const whole = raw("PutItem", JSON.stringify({ TableName: "notes", Item: noteKey("cut", 1) }));
    for (const cut of [(socket: Socket) => socket.destroy(), (socket: Socket) => socket.resetAndDestroy(), (socket: Socket) => socket.end()]) {
      for (const length of [10, whole.indexOf("\r\n\r\n") + 4, whole.length - 1]) {
        await untilClosed(whole.slice(0, length), (socket) => socket.once("connect", () => setTimeout(cut, 20, socket)));
      }
    }
    await untilClosed(`${raw("ListTables", "{}").replace("content-length: 2", "transfer-encoding: chunked").slice(0, -2)}2\r\n{`, (socket) => setTimeout(() => socket.destroy(), 20));
    expect(await isAlive()).toBe(true);
    expect(await db.getItem({ TableName: "notes", Key: noteKey("cut", 1) })).toEqual({});
  });

  it("that is cut before its answer harms nobody", async () => {
    for (let i = 0; i < 20; i++) await untilClosed(raw("PutItem", JSON.stringify({ TableName: "notes", Item: noteKey("gone", i) })), (socket) => socket.once("connect", () => setImmediate(() => socket.destroy())));
    expect(await isAlive()).toBe(true);
  });
});

describe("a request", () => {
  it("may arrive slowly, while others are answered", async () => {
    async function* slowly() {
      for (const piece of [`{"Table`, `Name":"notes","Item":`, JSON.stringify(noteKey("slow", 1)), "}"]) {
        await sleep(30);
        yield piece;
      }
    }
    const slow = send({ method: "POST", headers: headersFor("PutItem") }, slowly());
    expect(await isAlive()).toBe(true);
    expect((await slow).status).toBe(200);
    expect(await db.getItem({ TableName: "notes", Key: noteKey("slow", 1) })).toEqual({ Item: noteKey("slow", 1) });
  });

  it("that never arrives whole is answered 408 in the end", async () => {
    await server.close();
    server = await serve({ database: db, port: 0, requestTimeoutMs: 200, log: (event) => events.push(event) });
    const whole = raw("ListTables", "{}");
    expect(await untilClosed(whole.slice(0, -1))).toMatch(/^HTTP\/1\.1 408 /);
    expect(await untilClosed(whole.slice(0, 30))).toMatch(/^HTTP\/1\.1 408 /);
    expect(events.filter((event) => event.kind === "malformed" && event.code === "ERR_HTTP_REQUEST_TIMEOUT")).toHaveLength(2);
    expect(await isAlive()).toBe(true);
  });

  it("has at most 16 KB of request line and 16 KB of headers", async () => {
    const length = 16 * 1024;
    expect((await send({ method: "GET", path: `/?${"x".repeat(length - 100)}` })).status).toBe(200);
    expect((await send({ method: "GET", path: `/?${"x".repeat(length)}` })).status).toBe(400);
    expect((await post("ListTables", {}, { "x-long": "x".repeat(length - 1000) })).status).toBe(200);
    expect((await post("ListTables", {}, { "x-long": "x".repeat(length) })).status).toBe(400);
    expect((await post("ListTables", {}, { "x-long": "x".repeat(4 * length) })).status).toBe(400);
    expect(await isAlive()).toBe(true);
  });

  const ok = (n: string) => ({ Item: { ...noteKey("bad", 1), n: { N: n } } });
  it.each<[string, operation: string, body: string, status: number, answer: unknown]>([
    ["a member twice: the last counts", "GetItem", `{"TableName":"none","Key":{},"Key":{"pk":{"S":"bad"},"sk":{"N":"1"}},"TableName":"notes"}`, 200, ok("2")],
    ["an attribute twice: the last counts", "PutItem", `{"TableName":"notes","Item":{"pk":{"S":"bad"},"n":{"N":"1"},"sk":{"N":"1"},"n":{"N":"2"}}}`, 200, {}],
    ["members that nobody knows", "GetItem", `{"TableName":"notes","Key":{"pk":{"S":"bad"},"sk":{"N":"1"}},"Nonsense":[{"a":null}],"__proto__":{"TableName":"x"}}`, 200, ok("2")],
    ["a member of another type", "GetItem", `{"TableName":["notes"],"Key":{}}`, 400, "SerializationException"],
    ["text behind the object", "ListTables", "{} {}", 400, "SerializationException"],
    ["an object that does not end", "ListTables", `{"Limit":1`, 400, "SerializationException"],
    ["what JSON does not know", "ListTables", `{"Limit":NaN}`, 400, "SerializationException"],
    ["a string that does not end", "ListTables", `{"ExclusiveStartTableName":"a`, 400, "SerializationException"],
    ["half a surrogate", "GetItem", `{"TableName":"notes","Key":{"pk":{"S":"\\ud800"},"sk":{"N":"1"}}}`, 200, {}],
    ["a number of a thousand digits", "ListTables", `{"Limit":${"9".repeat(1000)}}`, 400, expect.any(String)],
    ["ten thousand brackets", "PutItem", `{"TableName":"notes","Item":${"[".repeat(10_000)}`, 400, "SerializationException"],
    ["ten thousand objects", "PutItem", `{"TableName":"notes","Item":${`{"L":[`.repeat(10_000)}`, 400, "SerializationException"],
  ])("whose body holds %s is answered, and the server goes on", async (_, operation, body, status, answer) => {
    await db.putItem({ TableName: "notes", Item: { ...noteKey("bad", 1), n: { N: "2" } } });
    const response = await post(operation, body);
    const answered = JSON.parse(response.body.toString()) as { __type?: string };
    expect([response.status, status === 200 ? answered : answered.__type?.split("#")[1]]).toEqual([status, answer]);
    expect(await isAlive()).toBe(true);
  });

  it("of 16 MB is taken", async () => {
    const body = `{${" ".repeat(16 * MIB - 2)}}`;
    expect((await post("ListTables", body)).status).toBe(200);
    expect((await send({ method: "POST" }, [body])).status).toBe(404);
  });

  it("of 17 MB is answered 413, whole or in chunks, and its connection closed", async () => {
    const body = Buffer.alloc(17 * MIB, " ");
    for (const headers of [{ "content-length": body.length }, { "transfer-encoding": "chunked" }] as OutgoingHttpHeaders[]) {
      const answer = await send({ method: "POST", headers: { ...headersFor("ListTables"), ...headers } }, [body]);
      expect([answer.status, answer.body.length, answer.headers.connection]).toEqual([413, 0, "close"]);
    }
    expect(await isAlive()).toBe(true);
  });

  it("far beyond that is not read to its end", async () => {
    const answer = await untilClosed(raw("ListTables", "{}").replace("content-length: 2", "content-length: 1000000000"));
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    const chunk = `${MIB.toString(16)}\r\n${" ".repeat(MIB)}\r\n`;
    let written = 0;
    const endless = await untilClosed(raw("ListTables", "{}").replace("content-length: 2", "transfer-encoding: chunked").slice(0, -2), (socket) => {
      const more = (): void => {
        while (!socket.destroyed && written++ < 1000 && socket.write(chunk));
      };
      socket.on("drain", more);
      more();
    });
    expect(endless === "" || endless.startsWith("HTTP/1.1 413 ")).toBe(true);
    expect(written).toBeLessThan(200);
    expect(await isAlive()).toBe(true);
  });

  it("may ask before it sends its body", async () => {
    const asking = (body: string, length: number) => raw("ListTables", "").replace("content-length: 0", `expect: 100-continue\r\nconnection: close\r\ncontent-length: ${length}`) + body;
    const received = await untilClosed(asking("", 2), (socket) => socket.once("data", () => socket.write("{}")));
    expect(received.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 100", "HTTP/1.1 200"]);
    expect((await untilClosed(asking("", 17 * MIB))).match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 413"]);
  });

  it("may be compressed, in one gzip member or several, and is refused when it is broken or would be too large", async () => {
    const compressed = async (body: Uint8Array): Promise<number> =>
      (await send({ method: "POST", headers: { ...headersFor("ListTables"), "content-encoding": "gzip" } }, [body])).status;
    for (const body of [gzipSync("{}"), Buffer.concat([gzipSync("{"), gzipSync("}")])]) expect(await compressed(body)).toBe(200);
    for (const body of [Buffer.from("{}"), gzipSync("{}").subarray(0, -1), Buffer.concat([gzipSync("{}"), Buffer.from("junk")]), Buffer.alloc(0)]) expect(await compressed(body)).toBe(500);
    expect(await compressed(gzipSync(Buffer.alloc(200 * MIB)))).toBe(413);
    expect(await isAlive()).toBe(true);
  });
});

describe("an answer above 4 KB", () => {
  const TableName = "notes";
  const Item = { ...noteKey("long", 1), text: { S: "x".repeat(20_000) } };
  beforeEach(() => db.putItem({ TableName, Item }));
  const get = (acceptEncoding: string | string[]): Promise<Answer> => post("GetItem", { TableName, Key: noteKey("long", 1) }, { "accept-encoding": acceptEncoding });

  it("is compressed when asked for, with the checksum of what is sent", async () => {
    for (const [encoding, decompress] of [["gzip", gunzipSync], ["deflate", inflateSync]] as const) {
      const { headers, body } = await get(encoding);
      expect([headers["content-encoding"], headers["content-length"], headers["x-amz-crc32"]]).toEqual([encoding, String(body.length), String(crc32(body))]);
      expect(JSON.parse(decompress(body).toString())).toEqual({ Item });
    }
  });

  it("goes by the first Accept-Encoding of several", async () => {
    expect((await get(["identity", "gzip"])).headers["content-encoding"]).toBe(undefined);
    expect((await get(["deflate", "gzip"])).headers["content-encoding"]).toBe("deflate");
  });
});

describe("closing", () => {
  it("answers what runs, closes kept connections, and takes nothing more", async () => {
    const kept = connect(server.port, "127.0.0.1");
    kept.write(raw("ListTables", "{}"));
    await once(kept, "data");
    const gone = once(kept, "close");
    let goOn!: () => void;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    async function* body() {
      yield `{"TableName":"notes",`;
      await held;
      yield `"Item":${JSON.stringify(noteKey("last", 1))}}`;
    }
    const running = send({ method: "POST", headers: headersFor("PutItem") }, body());
    await sleep(100);
    const closed = server.close();
    await gone;
    await expect(isAlive()).rejects.toThrow("ECONNREFUSED");
    goOn();
    const { status, headers } = await running;
    expect([status, headers.connection]).toEqual([200, "close"]);
    await closed;
    expect(await db.getItem({ TableName: "notes", Key: noteKey("last", 1) })).toEqual({ Item: noteKey("last", 1) });
  });

  it("does not wait for connections that were never used", async () => {
    const unused = connect(server.port, "127.0.0.1");
    await once(unused, "connect");
    const begun = performance.now();
    await server.close();
    expect(performance.now() - begun).toBeLessThan(2000);
    unused.destroy();
  });

  it("waits five seconds for a request that does not come to its end, and no longer", async () => {
    const stuck = untilClosed(raw("ListTables", "{}").slice(0, -1));
    await sleep(100);
    const begun = performance.now();
    await server.close();
    expect(performance.now() - begun).toBeGreaterThan(4000);
    expect(await stuck).toBe("");
  });

  it("twice is once", async () => {
    await Promise.all([server.close(), server.close()]);
    await server.close();
  });
});
