import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { HostError } from "./errors.js";
import { Idbfs } from "./idbfs.js";
import { instantiate, type EngineGlue } from "./module.js";

// The smallest module, and one that imports the function "env"."f".
const kEmpty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const kImporting = Uint8Array.of(
  ...[...kEmpty, 1, 4, 1, 0x60, 0, 0, 2, 9, 1, 3, 0x65, 0x6e, 0x76, 1, 0x66, 0, 0],
);

/** As Emscripten's glue does: its promise settles only when it has received an instance. */
const glue: EngineGlue = (options) =>
  new Promise((resolve) => {
    options.instantiateWasm({}, (instance) => resolve({ instance, path: options.locateFile("engine.wasm") }));
  });

async function refusal(work: Promise<unknown>): Promise<HostError> {
  const thrown: unknown = await work.then(
    () => null,
    (failure: unknown) => failure,
  );
  expect(thrown).toBeInstanceOf(HostError);
  return thrown as HostError;
}

describe("instantiate", () => {
  it.each([
    ["bytes", kEmpty],
    ["a buffer", kEmpty.buffer],
    ["a compiled module", new WebAssembly.Module(kEmpty)],
    ["a module compiled in another realm", runInNewContext("new WebAssembly.Module(bytes)", { bytes: kEmpty }) as WebAssembly.Module],
  ])("takes %s, and asks for no file", async (_, wasm) => {
    const made = (await instantiate(glue, wasm)) as unknown as { instance: unknown; path: string };
    expect(made.instance).toBeInstanceOf(WebAssembly.Instance);
    expect(made.path).toBe("engine.wasm");
  });

  it("says when the bytes are no module", async () => {
    const failure = await refusal(instantiate(glue, Uint8Array.of(1, 2, 3)));
    expect(failure.code).toBe("unsupported");
    expect(failure.message).toMatch(/^The engine could not be compiled: .+$/);
  });

  it("says when the module cannot be instantiated, though the glue stays silent", async () => {
    const failure = await refusal(instantiate(glue, kImporting));
    expect(failure.message).toMatch(/^The engine could not be started: .+$/);
  });

  it("says when the glue fails", async () => {
    const failure = await refusal(instantiate(() => Promise.reject(new Error("no luck")), kEmpty));
    expect(failure.message).toBe("The engine could not be started: no luck.");
  });
});

describe("the IndexedDB storage outside a browser", () => {
  it("says that there is no IndexedDB", async () => {
    const failure = await refusal(new Idbfs({ FS: null, IDBFS: null }, "shop").open());
    expect(failure.code).toBe("unsupported");
    expect(failure.message).toBe("'idb:shop' needs IndexedDB, which is not to be had here.");
  });

  it("has to have a name", async () => {
    expect((await refusal(new Idbfs({ FS: null, IDBFS: null }, "").open())).code).toBe("invalid");
  });
});
