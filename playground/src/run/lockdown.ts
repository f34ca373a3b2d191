// What the learner's code finds around it: the language, the console, timers and a few harmless parts of the web. Everything else of the
// worker's global object is taken away before that code is loaded: what reaches the network, what reaches the data of the site, and what
// makes a realm that has those again. The page's Content Security Policy, which the worker inherits, refuses connections besides.
// Tested in Chromium by tests/browser/playground_sandbox.test.ts.

/** Of the web's globals those that stay. The language's own stay anyway. */
const KEPT: ReadonlySet<string> = new Set([
  "console", "queueMicrotask", "structuredClone", "atob", "btoa", "performance", "crypto", "Crypto", "CryptoKey", "SubtleCrypto", "self",
  "setTimeout", "clearTimeout", "setInterval", "clearInterval", "TextEncoder", "TextDecoder", "URL", "URLSearchParams", "Blob", "File",
  "AbortController", "AbortSignal", "Event", "EventTarget", "DOMException", "ReadableStream", "WritableStream", "TransformStream",
  "Headers", "FormData", "reportError",
]); // prettier-ignore

/** The names that ECMAScript defines on every global object. */
const LANGUAGE: ReadonlySet<string> = new Set([
  "globalThis", "Infinity", "NaN", "undefined", "isFinite", "isNaN", "parseFloat", "parseInt", "decodeURI", "decodeURIComponent",
  "encodeURI", "encodeURIComponent", "escape", "unescape", "eval", "AggregateError", "Array", "ArrayBuffer", "AsyncDisposableStack",
  "BigInt", "BigInt64Array", "BigUint64Array", "Boolean", "DataView", "Date", "DisposableStack", "Error", "EvalError", "FinalizationRegistry",
  "Float16Array", "Float32Array", "Float64Array", "Function", "Int8Array", "Int16Array", "Int32Array", "Intl", "Iterator", "JSON", "Map",
  "Math", "Number", "Object", "Promise", "Proxy", "RangeError", "ReferenceError", "Reflect", "RegExp", "Set", "String", "SuppressedError",
  "Symbol", "SyntaxError", "Temporal", "TypeError", "Uint8Array", "Uint8ClampedArray", "Uint16Array", "Uint32Array", "URIError", "WeakMap",
  "WeakRef", "WeakSet",
]); // prettier-ignore

/** Takes away everything that is not known to be harmless. Answers the names that could not be taken away, which must be none. */
export function lockDown(keep: readonly string[] = []): string[] {
  const left: string[] = [];
  const kept = (name: string): boolean => KEPT.has(name) || LANGUAGE.has(name) || keep.includes(name);
  // EventTarget stays as it is: signals need it, and the global object itself hears of nothing.
  for (let place: object = globalThis; place !== EventTarget.prototype; place = Object.getPrototypeOf(place) as object) {
    for (const name of Object.getOwnPropertyNames(place)) {
      if (kept(name) || Reflect.deleteProperty(place, name)) continue;
      // Some browsers have numbers there that stay, and harm nobody.
      if (typeof Reflect.get(place, name, globalThis) !== "number") left.push(name);
    }
  }
  // Addresses of blobs could be given to what makes a realm; there is no such thing left, and no use for them either.
  for (const name of ["createObjectURL", "revokeObjectURL"]) Reflect.deleteProperty(URL, name);
  return left;
}
