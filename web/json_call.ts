// Requests of the engine's two JSON doors, dispatch and control (engine_binding.d.ts), as bytes in its memory.
import type { EngineBinding } from "../bindings/engine_binding.js";
import type { Host } from "./host.js";

/** An answer of a JSON door: an HTTP status and a JSON text. */
export interface JsonAnswer {
  readonly status: number;
  readonly body: Uint8Array<ArrayBuffer>;
}

const kHeaderBytes = 20;

/** How many bytes a request takes. `name`: the target or the verb. */
export function jsonRequestBytes(name: Uint8Array, body: Uint8Array): number {
  return kHeaderBytes + name.length + body.length;
}

/** Writes a request where `jsonRequestBytes` were reserved. */
export function writeJsonRequest(heap: Uint8Array, at: number, host: Host, name: Uint8Array, body: Uint8Array): void {
  const view = new DataView(heap.buffer, heap.byteOffset + at, kHeaderBytes);
  view.setFloat64(0, host.now(), true);
  view.setUint32(8, host.entropy(), true);
  view.setUint32(12, host.entropy(), true);
  view.setUint32(16, name.length, true);
  heap.set(name, at + kHeaderBytes);
  heap.set(body, at + kHeaderBytes + name.length);
}

/** Copies an answer out of the engine's memory: the next request overwrites it. */
export function readJsonAnswer(binding: EngineBinding, at: number): JsonAnswer {
  const heap = binding.HEAPU8;
  const view = new DataView(heap.buffer, heap.byteOffset + at, 8);
  return { status: view.getUint32(0, true), body: new Uint8Array(heap.subarray(at + 8, at + 8 + view.getUint32(4, true))) };
}
