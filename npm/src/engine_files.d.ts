// What the build makes and the bundler finds by these names (scripts/engine.mjs): Emscripten's glue, and the wasm as base64 of gzip.
declare module "engine:glue" {
  const glue: import("../../web/module.js").EngineGlue;
  export default glue;
}
declare module "engine:wasm" {
  const base64: string;
  export default base64;
}
