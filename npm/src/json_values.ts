// JSON with attribute values in it, as the engine's control door and traces speak it: binary values are base64 there and Uint8Array
// here. Tested by inspection.test.ts and trace.test.ts.

/** The JSON text of a value, binary values as base64. */
export function stringifyValues(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, name, member: unknown) {
    const own = this[name]; // a Buffer comes as what its toJSON makes of it
    return own instanceof Uint8Array ? toBase64(own) : member;
  });
}

/**
 * The value of a JSON text, binary values as Uint8Array. Only the type names of attribute values have strings behind "B", and lists of
 * strings behind "BS": an attribute of such a name has an object behind it.
 */
export function parseValues(text: string): unknown {
  return JSON.parse(text, (name, member: unknown) => {
    if (name === "B" && typeof member === "string") return fromBase64(member);
    if (name === "BS" && Array.isArray(member)) return (member as string[]).map(fromBase64);
    return member;
  });
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function fromBase64(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
