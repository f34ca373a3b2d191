// What the codec costs in Node against a heap that answers nothing: PutItem encoded, GetItem decoded, ten attributes, about 300 bytes, as
// DynamoDB JSON and as native values. The rounds of all are interleaved, so that ratios hold on a busy machine, too.
// Run: npm --prefix npm run bench:codec
import { build } from "esbuild";
import { fileURLToPath, pathToFileURL } from "node:url";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const here = fileURLToPath(new URL(".", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "hashrange-codec-"));
const outfile = join(folder, "codec.mjs");
await build({
  stdin: {
    contents: `export * from "./codec_encode.js"; export * from "./codec_decode.js"; export * from "./codec_shapes.js"; export * from "./codec_testing.js";`,
    resolveDir: here,
  },
  outfile,
  bundle: true,
  format: "esm",
  target: "es2022",
});
const codec = await import(pathToFileURL(outfile).href);
rmSync(folder, { recursive: true });

const item = {
  pk: { S: "user#0000012345" },
  sk: { S: "post#2026-11-21T08:00:00Z" },
  gpk: { S: "tag#databases" },
  gsk: { S: "2026-11-21T08:00:00Z" },
  title: { S: "A title of a middling length, as they are" },
  body: { S: "x".repeat(110) },
  likes: { N: "1234" },
  version: { N: "7" },
  draft: { BOOL: false },
  tags: { SS: ["aws", "databases", "wasm"] },
};

const nativeItem = {
  pk: "user#0000012345",
  sk: "post#2026-11-21T08:00:00Z",
  gpk: "tag#databases",
  gsk: "2026-11-21T08:00:00Z",
  title: "A title of a middling length, as they are",
  body: "x".repeat(110),
  likes: 1234,
  version: 7,
  draft: false,
  tags: new Set(["aws", "databases", "wasm"]),
};

const put = codec.structure([["TableName", { kind: "string" }], ["Item", codec.ATTRIBUTES]]);
const get = codec.structure([["Item", codec.ATTRIBUTES]]);
const key = codec.structure([["TableName", { kind: "string" }], ["Key", codec.ATTRIBUTES]]);
const memory = {
  heap: new Uint8Array(new ArrayBuffer(1 << 24)),
  address: 1 << 20,
  capacity: 4096,
  reserve() {
    throw new Error("too small");
  },
};
const putItem = { name: "PutItem", code: 5, input: put, output: get };
const getItem = { name: "GetItem", code: 6, input: key, output: get };
const responseAt = 2 << 20;
memory.heap.set(codec.responseForm(get, { Item: item }), responseAt);
const forms = ["json", "document"].map((rules) => ({
  encoder: new codec.RequestEncoder(memory, rules),
  decoder: new codec.ResponseDecoder(rules === "document"),
}));
const decode = (decoder) => {
  decoder.begin(memory.heap, responseAt);
  return decoder.structure(get);
};

let n = 0;
const fresh = () => ({ ...item, sk: { S: `post#${n++}` } });
const freshNative = () => ({ ...nativeItem, sk: `post#${n++}` });
const [json, native] = forms;
const text = JSON.stringify({ Item: item });
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const measured = {
  "encode PutItem, DynamoDB JSON": () => json.encoder.encode(putItem, { TableName: "posts", Item: item }, 1, 2, 3),
  "encode PutItem, native": () => native.encoder.encode(putItem, { TableName: "posts", Item: nativeItem }, 1, 2, 3),
  "make and encode, DynamoDB JSON": () => json.encoder.encode(putItem, { TableName: "posts", Item: fresh() }, 1, 2, 3),
  "make and encode, native": () => native.encoder.encode(putItem, { TableName: "posts", Item: freshNative() }, 1, 2, 3),
  "encode GetItem, DynamoDB JSON": () => json.encoder.encode(getItem, { TableName: "posts", Key: { pk: item.pk, sk: item.sk } }, 1, 2, 3),
  "encode GetItem, native": () => native.encoder.encode(getItem, { TableName: "posts", Key: { pk: nativeItem.pk, sk: nativeItem.sk } }, 1, 2, 3),
  "decode GetItem, DynamoDB JSON": () => decode(json.decoder),
  "decode GetItem, native": () => decode(native.decoder),
  "JSON.stringify of the same": () => JSON.stringify({ TableName: "posts", Item: item }),
  "JSON.parse of the same": () => JSON.parse(text),
  "one TextDecoder call, 300 bytes": () => utf8.decode(memory.heap.subarray(responseAt + 100, responseAt + 400)),
};

const ROUNDS = 400;
const WARM_UP = 100;
const CALLS = 1000;
const times = Object.fromEntries(Object.keys(measured).map((name) => [name, []]));
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, run] of Object.entries(measured)) {
    const start = process.hrtime.bigint();
    for (let i = 0; i < CALLS; i++) run();
    if (round >= WARM_UP) times[name].push(Number(process.hrtime.bigint() - start) / CALLS);
  }
}
for (const [name, all] of Object.entries(times)) {
  all.sort((a, b) => a - b);
  console.log(`${name.padEnd(34)} ${(all[all.length >> 1] / 1000).toFixed(3)} us`);
}
