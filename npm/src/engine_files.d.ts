// What the build makes and the bundler finds by these names (scripts/engine.mjs): Emscripten's glue, and the wasm as base64 of gzip; and,
// for runtimes that compile nothing while they run, the wasm as the file that lies beside the entries in dist/.
declare module "engine:glue" {
  const glue: import("../../web/module.js").EngineGlue;
  export default glue;
}
declare module "engine:wasm" {
  const base64: string;
  export default base64;
}
declare module "engine:worker" {
  /** worker.ts as one classic script. */
  const script: string;
  export default script;
}
declare module "engine:worker_node" {
  /** worker.node.ts as one CommonJS script. */
  const script: string;
  export default script;
}
declare module "*/engine.wasm" {
  const module: WebAssembly.Module;
  export default module;
}
declare module "*/engine.wasm?module" {
  const module: WebAssembly.Module;
  export default module;
}
