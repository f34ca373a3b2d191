// Values as console.log shows them: near to what Node prints, with limits, and without calling anything of the learner's that could run
// forever except getters of errors. Tested by format.test.ts.

/** Stands for what only a call could tell. */
const GETTER = Symbol("[Getter]");
const kDepthMax = 5;
const kEntriesMax = 100;
const kWidth = 76;
const kTextMax = 4000;

/** The arguments of console.log as one text. */
export function formatLine(values: readonly unknown[]): string {
  let text = "";
  for (const [index, value] of values.entries()) {
    if (index > 0) text += " ";
    text += typeof value === "string" ? value : formatValue(value);
    if (text.length > kTextMax) return `${text.slice(0, kTextMax)}…`;
  }
  return text;
}

export function formatValue(value: unknown): string {
  try {
    return format(value, 0, []);
  } catch {
    return "[a value that cannot be shown]";
  }
}

function format(value: unknown, depth: number, above: readonly object[]): string {
  switch (typeof value) {
    case "string":
      return depth === 0 ? value : quoted(value);
    case "bigint":
      return `${value}n`;
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "symbol":
      return value === GETTER ? "[Getter]" : value.toString();
    case "function":
      return `[Function: ${value.name || "(anonymous)"}]`;
    case "object":
      return value === null ? "null" : formatObject(value, depth, above);
    default:
      return String(value);
  }
}

function formatObject(value: object, depth: number, above: readonly object[]): string {
  if (above.includes(value)) return "[Circular]";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (value instanceof Promise) return "Promise {}";
  if (value instanceof Error) return formatError(value, depth, above);
  const name = nameOf(value);
  if (depth > kDepthMax) return Array.isArray(value) ? "[Array]" : `[${name || "Object"}]`;
  const inside = [...above, value];
  const show = (part: unknown): string => format(part, depth + 1, inside);
  if (Array.isArray(value)) return joined("[", limited(value, value.length, show), "]", depth);
  if (ArrayBuffer.isView(value)) {
    const bytes = value instanceof DataView ? [] : [...(value as unknown as Iterable<unknown>)].slice(0, kEntriesMax + 1);
    const length = value instanceof DataView ? 0 : (value as Uint8Array).length;
    return `${name}(${length}) ${joined("[", limited(bytes, length, show), "]", depth)}`;
  }
  if (value instanceof Set) return `Set(${value.size}) ${joined("{", limited(value, value.size, show), "}", depth)}`;
  if (value instanceof Map) {
    const entry = ([key, of]: [unknown, unknown]): string => `${show(key)} => ${show(of)}`;
    return `Map(${value.size}) ${joined("{", limited(value as Map<unknown, unknown>, value.size, entry), "}", depth)}`;
  }
  const keys = Object.keys(value);
  const member = (key: string): string => `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key)}: ${show(read(value, key))}`;
  const body = joined("{", limited(keys, keys.length, member), "}", depth);
  return name === "" || name === "Object" ? body : `${name} ${body}`;
}

function formatError(error: Error, depth: number, above: readonly object[]): string {
  const head = `${error.name}: ${error.message}`;
  const extra = Object.keys(error).filter((key) => !["name", "message", "stack", "$response"].includes(key));
  if (extra.length === 0 || depth > 2) return depth === 0 ? head : `[${head}]`;
  const members = extra.map((key) => `${key}: ${format(read(error, key), depth + 1, [...above, error])}`);
  return `${head} ${joined("{", members, "}", depth)}`;
}

function limited<T>(values: Iterable<T>, count: number, show: (value: T) => string): string[] {
  const shown: string[] = [];
  let length = 0;
  for (const value of values) {
    if (shown.length === kEntriesMax || length > kTextMax) {
      shown.push(`… ${count - shown.length} more`);
      break;
    }
    const text = show(value);
    length += text.length;
    shown.push(text);
  }
  return shown;
}

/** On one line where it fits, else one part a line. */
function joined(open: string, parts: readonly string[], close: string, depth: number): string {
  if (parts.length === 0) return open + close;
  const line = `${open} ${parts.join(", ")} ${close}`;
  if (line.length + depth * 2 <= kWidth && !line.includes("\n")) return line;
  const pad = "  ".repeat(depth + 1);
  return `${open}\n${parts.map((part) => pad + part).join(",\n")}\n${"  ".repeat(depth)}${close}`;
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return quote + (quote === "'" ? inner.replaceAll("'", "\\'") : inner) + quote;
}

function nameOf(value: object): string {
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === null) return "";
  const maker = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value as unknown;
  return typeof maker === "function" ? maker.name : "";
}

function read(value: object, key: string): unknown {
  const property = Object.getOwnPropertyDescriptor(value, key);
  return property !== undefined && "value" in property ? property.value : GETTER;
}
