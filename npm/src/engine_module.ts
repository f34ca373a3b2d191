// The engine inside the package: its wasm travels in the JavaScript (gzip, base64), is inflated and compiled once, and instantiated
// for each database. No URL, no fetch: nothing that a bundler or a dev server could lose.
// Tested by open.test.ts and tests/package.
import glue from "engine:glue";
import wasm from "engine:wasm";
import type { EngineBinding } from "../../bindings/engine_binding.js";
import { HostError, reason } from "../../web/errors.js";
import { instantiate } from "../../web/module.js";

// The only state of this module, and no more than a cache: two copies of the package compile twice and work.
let compiled: Promise<WebAssembly.Module> | undefined;

/** A fresh instance of the engine. Fails with HostError "unsupported" where WebAssembly is forbidden or missing. */
export async function newEngine(): Promise<EngineBinding> {
  return instantiate(glue, await engineModule());
}

/** The engine, compiled. Fails as `newEngine`. */
export function engineModule(): Promise<WebAssembly.Module> {
  return (compiled ??= compile().catch((failure: unknown) => {
    compiled = undefined; // the next open may have better luck
    throw failure;
  }));
}

async function compile(): Promise<WebAssembly.Module> {
  if (typeof WebAssembly !== "object") {
    throw new HostError("unsupported", "The engine needs WebAssembly, and this runtime has none.");
  }
  const bytes = await inflate(wasm);
  try {
    return await WebAssembly.compile(bytes);
  } catch (thrown) {
    throw new HostError("unsupported", compileMessage(reason(thrown)), thrown);
  }
}

/** One sentence on why the wasm could not be compiled. Browsers word a Content Security Policy's refusal each in their own way. */
export function compileMessage(why: string): string {
  if (/content security policy|\bcsp\b|unsafe-eval|wasm-eval/i.test(why)) {
    return "The Content Security Policy of this page forbids WebAssembly: add 'wasm-unsafe-eval' to its script-src.";
  }
  if (/disallowed by embedder/i.test(why)) {
    return "This runtime does not compile WebAssembly while it runs, so the engine that is embedded in the package cannot start here.";
  }
  return `The engine could not be compiled: ${why}.`;
}

async function inflate(base64: string): Promise<Uint8Array<ArrayBuffer>> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
