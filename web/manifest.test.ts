import { describe, expect, it } from "vitest";
import { crc32c } from "./crc32.js";
import { HostError } from "./errors.js";
import { decodeManifest, encodeManifest, fileName, fileNumber, segmentHeader, type Manifest } from "./manifest.js";

const kManifest: Manifest = {
  fence: 7,
  next: 15,
  checkpoint: ["checkpoint-0000000012"],
  segments: ["log-0000000014", "log-0000000013"],
};

function decoded(text: string): Manifest {
  return decodeManifest(new TextEncoder().encode(text), "idb:shop");
}

function withChecksum(line: string): string {
  return `${line}\n${crc32c(new TextEncoder().encode(line)).toString(16).padStart(8, "0")}\n`;
}

describe("the manifest", () => {
  it("is a line of JSON and its checksum, and reads back", () => {
    const text = new TextDecoder().decode(encodeManifest(kManifest));
    expect(text.split("\n")[0]).toBe(
      '{"format":1,"fence":7,"next":15,"checkpoint":["checkpoint-0000000012"],"segments":["log-0000000014","log-0000000013"]}',
    );
    expect(text).toMatch(/^[^\n]+\n[0-9a-f]{8}\n$/);
    expect(decoded(text)).toEqual(kManifest);
  });

  it("is refused when any one bit of it is wrong", () => {
    const good = encodeManifest(kManifest);
    for (let bit = 0; bit < good.length * 8; ++bit) {
      const bad = good.slice();
      bad[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => decodeManifest(bad, "idb:shop"), `bit ${bit}`).toThrow(HostError);
    }
  });

  it("is refused at every shorter length", () => {
    const good = encodeManifest(kManifest);
    for (let length = 0; length < good.length; ++length) {
      expect(() => decodeManifest(good.subarray(0, length), "idb:shop"), `length ${length}`).toThrow(HostError);
    }
  });

  it.each([
    ["[]", "it is not a JSON object"],
    ["null", "it is not a JSON object"],
    ["{", "it is not JSON"],
    ['{"format":1,"fence":0,"next":1,"checkpoint":[],"segments":[]}', "'fence'"],
    ['{"format":1,"fence":1.5,"next":1,"checkpoint":[],"segments":[]}', "'fence'"],
    ['{"format":1,"fence":1,"checkpoint":[],"segments":[]}', "'next'"],
    ['{"format":1,"fence":1,"next":1,"segments":[]}', "'checkpoint'"],
    ['{"format":1,"fence":1,"next":9,"checkpoint":["log-0000000001"],"segments":[]}', "'checkpoint'"],
    ['{"format":1,"fence":1,"next":9,"checkpoint":[],"segments":["log-0000000009"]}', "'segments'"],
    ['{"format":1,"fence":1,"next":9,"checkpoint":[],"segments":["log-00000000001"]}', "'segments'"],
    ['{"format":1,"fence":1,"next":9,"checkpoint":[],"segments":["log-0000000001","log-0000000001"]}', "'segments'"],
    ['{"format":1,"fence":1,"next":9,"checkpoint":[],"segments":["../../etc/passwd"]}', "'segments'"],
    ['{"format":2,"fence":1,"next":9,"checkpoint":[],"segments":[]}', "another version"],
    ['{"format":1,"fence":1,"next":9,"checkpoint":[],"segments":[],"key":"x"}', "another version"],
  ])("with a right checksum but saying %s is refused", (line, why) => {
    expect(() => decoded(withChecksum(line))).toThrow(why);
  });
});

describe("file names", () => {
  it("number files in at least ten digits", () => {
    expect(fileName("log", 13)).toBe("log-0000000013");
    expect(fileName("checkpoint", 12345678901)).toBe("checkpoint-12345678901");
    expect(fileNumber("log-0000000013")).toBe(13);
    expect(fileNumber("log-13")).toBeNull();
    expect(fileNumber("manifest")).toBeNull();
  });

  it("go with a header of sixteen bytes", () => {
    expect(new TextDecoder("latin1").decode(segmentHeader())).toBe("HRLOG\0\0\0\x04\0\0\0\0\0\0\0");
  });
});
