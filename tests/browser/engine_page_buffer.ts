// What tests/conformance/cases.ts takes of Node's Buffer, in a page.
export const Buffer = {
  from(value: string | Uint8Array, _?: "base64"): Uint8Array & { toString(encoding: "base64"): string } {
    const bytes = typeof value === "string" ? Uint8Array.from(atob(value), (character) => character.charCodeAt(0)) : value.slice();
    const toString = (): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    return Object.defineProperty(bytes, "toString", { value: toString }) as never;
  },
};
