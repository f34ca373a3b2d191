// gzip and deflate as HTTP uses them: which one a client wants its answer in, and both ways with what the web platform has
// (CompressionStream, DecompressionStream). Node's server brings zlib instead (server.ts), which is faster and takes several gzip
// members one behind the other, as DynamoDB does. Tested by content_encoding.test.ts.

/** The two that DynamoDB knows. `deflate` is the zlib format (RFC 1950), as HTTP has it. */
export type ContentEncoding = "gzip" | "deflate";

export interface Compression {
  /** Absent where the runtime cannot: then answers go out as they are. */
  compress?(encoding: ContentEncoding, bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  /** The bytes, or why there are none. Never more than `bytesMax` are made. */
  decompress(encoding: ContentEncoding, bytes: Uint8Array, bytesMax: number): Promise<Uint8Array | "too large" | "broken">;
}

/** The encoding for a value of Content-Encoding; null for none, undefined for one that DynamoDB does not know. */
export function encodingOf(contentEncoding: string | undefined): ContentEncoding | null | undefined {
  const name = (contentEncoding ?? "").trim().toLowerCase();
  if (name === "" || name === "identity") return null;
  return name === "gzip" || name === "deflate" ? name : undefined;
}

/**
 * The encoding that a value of Accept-Encoding asks for, or undefined for none. The one of most weight, and of those the first named; `*` means
 * those that are not named, gzip before deflate; `identity` counts for nothing. Weights above 1 are 1, those below 0 are 0,
 * those that are no numbers are 1, and of several the first counts.
 * Source: ScyllaDB Alternator, test_compressed_response.py, run against AWS in 2025.
 */
export function acceptedEncoding(acceptEncoding: string | undefined): ContentEncoding | undefined {
  if (acceptEncoding === undefined) return undefined;
  // In the order named; a name that stands twice keeps its place and its greater weight.
  const weights = new Map<string, number>();
  for (const part of acceptEncoding.split(",")) {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
    weights.set(name, Math.max(weights.get(name) ?? 0, weightOf(parameters)));
  }
  const any = weights.get("*") ?? 0;
  let best: ContentEncoding | undefined;
  let bestWeight = 0;
  for (const name of [...weights.keys(), "gzip", "deflate"]) {
    if (name !== "gzip" && name !== "deflate") continue;
    const weight = weights.get(name) ?? any;
    if (weight > bestWeight) [best, bestWeight] = [name, weight];
  }
  return best;
}

function weightOf(parameters: readonly string[]): number {
  for (const parameter of parameters) {
    const [, value] = /^q\s*=(.*)$/.exec(parameter) ?? [];
    if (value === undefined) continue;
    const weight = Number(value);
    return Number.isNaN(weight) ? 1 : Math.min(Math.max(weight, 0), 1);
  }
  return 1;
}

/** What browsers, workers, Deno and Bun have. */
export const webCompression: Compression = {
  ...(typeof CompressionStream === "function" && { compress }),
  decompress,
};

async function compress(encoding: ContentEncoding, bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const stream = streamOf(bytes).pipeThrough(new CompressionStream(encoding));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function decompress(encoding: ContentEncoding, bytes: Uint8Array, bytesMax: number): Promise<Uint8Array | "too large" | "broken"> {
  try {
    const stream = streamOf(bytes).pipeThrough(new DecompressionStream(encoding));
    return (await readAtMost(stream, bytesMax)) ?? "too large";
  } catch {
    return "broken"; // also where there is no DecompressionStream
  }
}

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
}

/** All of the stream, or null when it has more than `bytesMax` bytes; then no more of it is read. Rejects as the stream does. */
export async function readAtMost(stream: ReadableStream<Uint8Array>, bytesMax: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    bytes += next.value.length;
    if (bytes > bytesMax) {
      reader.cancel().catch(() => {});
      return null;
    }
    chunks.push(next.value);
  }
  return joined(chunks, bytes);
}

/** The chunks as one; `bytes` is how many they are together. */
export function joined(chunks: readonly Uint8Array[], bytes: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
