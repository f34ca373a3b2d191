// What the codec costs in Node against a heap that answers nothing: PutItem encoded, GetItem decoded, ten attributes, about 300 bytes.
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

const put = codec.structure([["TableName", { kind: "string" }], ["Item", codec.ATTRIBUTES]]);
const get = codec.structure([["Item", codec.ATTRIBUTES]]);
const memory = {
  heap: new Uint8Array(new ArrayBuffer(1 << 24)),
  address: 1 << 20,
  capacity: 4096,
  reserve() {
    throw new Error("too small");
  },
};
const encoder = new codec.RequestEncoder(memory);
const operation = { name: "PutItem", code: 5, input: put, output: get };
const response = codec.responseForm(get, { Item: item });
const responseAt = 2 << 20;
memory.heap.set(response, responseAt);
const decoder = new codec.ResponseDecoder();

function measure(name, run) {
  for (let i = 0; i < 200_000; i++) run(i);
  const times = [];
  for (let round = 0; round < 31; round++) {
    const start = process.hrtime.bigint();
    for (let i = 0; i < 20_000; i++) run(i);
    times.push(Number(process.hrtime.bigint() - start) / 20_000);
  }
  times.sort((a, b) => a - b);
  console.log(`${name.padEnd(34)} ${(times[15] / 1000).toFixed(3)} us`);
}

let n = 0;
const fresh = () => ({ ...item, sk: { S: `post#${n++}` } });
measure("encode PutItem", () => encoder.encode(operation, { TableName: "posts", Item: item }, 1, 2, 3));
measure("make a fresh item", fresh);
measure("make and encode a fresh item", () => encoder.encode(operation, { TableName: "posts", Item: fresh() }, 1, 2, 3));
measure("decode GetItem", () => {
  decoder.begin(memory.heap, responseAt);
  return decoder.structure(get);
});
const json = JSON.stringify({ Item: item });
measure("JSON.parse of the same", () => JSON.parse(json));
measure("JSON.stringify of the same", () => JSON.stringify({ TableName: "posts", Item: item }));
const text = new TextDecoder("utf-8", { ignoreBOM: true });
measure("one TextDecoder call, 300 bytes", () => text.decode(memory.heap.subarray(responseAt + 100, responseAt + 400)));
