// Makes one instance of the engine from Emscripten's glue and the compiled wasm.
//
// The glue is the default export of the engine.mjs that the build makes. It is a parameter, so that nothing here knows where the
// package keeps it. No eval, no fetch, no file name: the same call works in browsers, Node, Deno, Bun and workerd.
import type { EngineBinding } from "../bindings/engine_binding.js";
import { HostError, reason } from "./errors.js";

/** What is handed to the glue; the rest of Emscripten's options keep their defaults. */
export interface GlueOptions {
  instantiateWasm(
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object;
  locateFile(path: string): string;
  /** Where the glue writes what C++ prints to stderr before a trap. */
  printErr(text: string): void;
}

/** The default export of engine.mjs. */
export type EngineGlue = (options: GlueOptions) => Promise<unknown>;

/**
 * Instantiates the engine. `wasm`: the bytes, or a module compiled already (workerd allows nothing else).
 * Fails with HostError "unsupported" when the runtime refuses the module.
 */
export async function instantiate(
  glue: EngineGlue,
  wasm: WebAssembly.Module | BufferSource,
): Promise<EngineBinding> {
  let module: WebAssembly.Module;
  try {
    module = isModule(wasm) ? wasm : await WebAssembly.compile(wasm);
  } catch (thrown) {
    throw new HostError("unsupported", `The engine could not be compiled: ${reason(thrown)}.`, thrown);
  }
  // The glue's promise never settles when instantiating fails, so the failure has a promise of its own.
  return new Promise((resolve, reject) => {
    const fail = (thrown: unknown): void =>
      reject(new HostError("unsupported", `The engine could not be started: ${reason(thrown)}.`, thrown));
    let exports: WebAssembly.Exports = {};
    glue({
      instantiateWasm: (imports, receive) => {
        WebAssembly.instantiate(module, imports).then((instance) => {
          exports = instance.exports;
          receive(instance, module);
        }, fail);
        return {};
      },
      locateFile: (path) => path,
      printErr: (text) => console.error(text),
    }).then((made) => resolve(withDirectExecute(made as EngineBinding, exports)), fail);
  });
}

/** The binding with `execute` taken from the function table, past Embind's general way of calling (see `executeAddress`). */
function withDirectExecute(binding: EngineBinding, exports: WebAssembly.Exports): EngineBinding {
  const table = Object.values(exports).find((value) => value instanceof WebAssembly.Table);
  const execute: unknown = table?.get(binding.executeAddress());
  if (typeof execute === "function") binding.execute = execute as EngineBinding["execute"];
  return binding;
}

/** Not instanceof: Next.js hands over a module that was made in another realm than the one in which this runs. */
function isModule(wasm: WebAssembly.Module | BufferSource): wasm is WebAssembly.Module {
  return Object.prototype.toString.call(wasm) === "[object WebAssembly.Module]";
}
