import { deflateSync, gunzipSync, gzipSync, inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { acceptedEncoding, encodingOf, readAtMost, webCompression } from "./content_encoding.js";

describe("Accept-Encoding", () => {
  // Source: ScyllaDB Alternator, test_compressed_response.py, run against AWS in 2025.
  const cases: [asked: string | undefined, given: string | undefined][] = [
    [undefined, undefined],
    ["", undefined],
    ["identity", undefined],
    ["gzip", "gzip"],
    ["deflate", "deflate"],
    ["br", undefined],
    ["zstd", undefined],
    ["x-gzip", undefined],
    ["gzip, deflate", "gzip"],
    ["br, identity, deflate, gzip", "deflate"],
    ["GZIP, identity", "gzip"],
    ["dog, gzip ,, cat", "gzip"],
    ["gzip;q=0.8, deflate;q=0.5", "gzip"],
    ["deflate;q=0.5, gzip;q=0.2", "deflate"],
    ["br, gzip;q=0, deflate; q = 0.5 , identity;q=0", "deflate"],
    ["gzip ;q=0", undefined],
    ["identity;q=0", undefined],
    ["*", "gzip"],
    ["*, deflate;q=0.5", "gzip"],
    ["*, deflate", "deflate"],
    ["*, identity", "gzip"],
    ["*, gzip;q=0.5", "deflate"],
    ["*;q=0", undefined],
    ["*;q=0.5,identity", "gzip"],
    ["gzip;q=0.5,identity;q=0.8", "gzip"],
    ["br;q=0.8,identity;q=0.5,*;q=0", undefined],
    ['"gzip"', undefined],
    ["gzip br", undefined],
    ["gzip:q=1", undefined],
    ["deflate;q=0.5, gzip;q=31", "gzip"],
    ["gzip;q=31,deflate;q=51", "gzip"],
    ["deflate;q=0.5, gzip;q=1;q=0.2", "gzip"],
    ["deflate;q=0.5,gzip;q=0.", "deflate"],
    ["deflate;q=0.5,gzip;q=0.x", "gzip"],
    ["deflate;q=-0.5,gzip;q=0.2", "gzip"],
    ["gzip;nq=1;q=0 ", undefined],
    ["gzip;q=0, gzip;q=1, gzip;q=0", "gzip"],
    ["br,identity;q=0.5,gzip;q=0.0001", "gzip"],
  ];
  it.each(cases)("%j asks for %s", (asked, given) => {
    expect(acceptedEncoding(asked)).toBe(given);
  });
});

describe("Content-Encoding", () => {
  it("is gzip, deflate, none, or unknown", () => {
    expect(["gzip", " GZip ", "deflate", undefined, "", "identity", "br", "gzip, gzip"].map(encodingOf)).toEqual(["gzip", "gzip", "deflate", null, null, null, undefined, undefined]);
  });
});

describe("what the web platform has", () => {
  const text = new TextEncoder().encode("a text that is compressed. ".repeat(1000));
  const inflated = async (encoding: "gzip" | "deflate", bytes: Uint8Array, bytesMax = text.length): Promise<unknown> => {
    const plain = await webCompression.decompress(encoding, bytes, bytesMax);
    return typeof plain === "string" ? plain : Buffer.from(plain).toString();
  };

  it("compresses", async () => {
    expect(new Uint8Array(gunzipSync(await webCompression.compress!("gzip", text)))).toEqual(text);
    expect(new Uint8Array(inflateSync(await webCompression.compress!("deflate", text)))).toEqual(text);
  });

  it("decompresses, and never to more than it may", async () => {
    const plain = Buffer.from(text).toString();
    expect(await inflated("gzip", gzipSync(text))).toBe(plain);
    expect(await inflated("deflate", deflateSync(text))).toBe(plain);
    expect(await inflated("gzip", gzipSync(text), text.length - 1)).toBe("too large");
    expect(await inflated("gzip", gzipSync(new Uint8Array(50_000_000)), 1000)).toBe("too large");
  });

  it("tells what is broken, cut or empty", async () => {
    const whole = gzipSync(text);
    for (const broken of [text, new Uint8Array(0), whole.subarray(0, whole.length - 1), whole.subarray(0, 12)]) expect(await inflated("gzip", broken)).toBe("broken");
    expect(await inflated("deflate", whole)).toBe("broken");
  });
});

describe("readAtMost", () => {
  it("stops reading a stream that is too long", async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled++;
        controller.enqueue(new Uint8Array(1000));
      },
    });
    expect(await readAtMost(endless, 10_000)).toBe(null);
    expect(pulled).toBeLessThan(20);
  });
});
