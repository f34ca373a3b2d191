// Native and Wasm give the same bytes for the same calls under the same clock and seed: compares what the C++ program
// determinism_tests wrote on each target (phases ctest and wasm_ctest of tests/run).
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");

function transcript(preset: string): string {
  return readFileSync(`${root}/build/${preset}/results/determinism_tests.json.transcript`, "utf8");
}

it("gives the same answers, log, trace and inspection natively and as Wasm", () => {
  const native = transcript("dev");
  expect(native).toMatch(/^([0-9a-f]{32} [0-9a-f]{32}\n){3}$/);
  expect(transcript("wasm")).toBe(native);
});
