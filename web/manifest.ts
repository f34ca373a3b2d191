// The manifest names the files that are the database, and the file names themselves. Format: engine/doc/log_format.md.
// The same for every adapter. Tested by manifest.test.ts.
import { crc32c } from "./crc32.js";
import { HostError } from "./errors.js";

export interface Manifest {
  /** Rises whenever somebody takes the database over. From 1. */
  readonly fence: number;
  /** Numbers the next file; above every number in use. */
  readonly next: number;
  /** The parts of the checkpoint's file, in order; none before the first checkpoint. */
  readonly checkpoint: readonly string[];
  /** The segments of the log, in the order in which they were written. */
  readonly segments: readonly string[];
}

export const kManifestFile = "manifest";

/** What every segment begins with: magic, version 3, reserved. */
export const kSegmentHeaderBytes = 16;

const kFormat = 1;
const kMembers = ["format", "fence", "next", "checkpoint", "segments"];

/** A new array each time: it becomes the beginning of a file. */
export function segmentHeader(): Uint8Array {
  const header = new Uint8Array(kSegmentHeaderBytes);
  header.set([0x48, 0x52, 0x4c, 0x4f, 0x47]); // "HRLOG\0\0\0"
  header[8] = 4;
  return header;
}

export type FileKind = "log" | "checkpoint";

export function fileName(kind: FileKind, number: number): string {
  return `${kind}-${String(number).padStart(10, "0")}`;
}

/** The number in a file's name; null when the name is none of ours. */
export function fileNumber(name: string): number | null {
  const match = /^(?:log|checkpoint)-(\d{10,15})$/.exec(name);
  return match === null ? null : Number(match[1]);
}

export function encodeManifest(manifest: Manifest): Uint8Array {
  const { fence, next, checkpoint, segments } = manifest;
  const line = JSON.stringify({ format: kFormat, fence, next, checkpoint, segments });
  const crc = crc32c(new TextEncoder().encode(line));
  return new TextEncoder().encode(`${line}\n${crc.toString(16).padStart(8, "0")}\n`);
}

/** Throws HostError "corrupt" when the bytes are not a manifest; `database` is for its message. */
export function decodeManifest(bytes: Uint8Array, database: string): Manifest {
  const damaged = (what: string): HostError =>
    new HostError("corrupt", `The manifest of '${database}' is damaged: ${what}.`);

  const text = new TextDecoder().decode(bytes);
  const match = /^([^\n]*)\n([0-9a-f]{8})\n$/.exec(text);
  if (match === null) throw damaged("it is not a line and its checksum");
  const line = match[1]!;
  if (crc32c(new TextEncoder().encode(line)) !== Number.parseInt(match[2]!, 16)) {
    throw damaged("its checksum is wrong");
  }
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw damaged("it is not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw damaged("it is not a JSON object");
  const members = value as Record<string, unknown>;
  if (members["format"] !== kFormat || Object.keys(members).some((member) => !kMembers.includes(member))) {
    throw new HostError("corrupt", `The manifest of '${database}' was written by another version of hashrange.`);
  }
  const { fence, next, checkpoint, segments } = members;
  if (!isCount(fence)) throw damaged("'fence' is not a number above 0");
  if (!isCount(next)) throw damaged("'next' is not a number above 0");
  if (!areNames(checkpoint, "checkpoint", next)) throw damaged("'checkpoint' does not list checkpoint files");
  if (!areNames(segments, "log", next)) throw damaged("'segments' does not list log files");
  return { fence, next, checkpoint, segments };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

function areNames(value: unknown, kind: FileKind, next: number): value is string[] {
  if (!Array.isArray(value) || new Set(value).size !== value.length) return false;
  return value.every((name) => {
    if (typeof name !== "string" || !name.startsWith(`${kind}-`)) return false;
    const number = fileNumber(name);
    return number !== null && number < next && fileName(kind, number) === name;
  });
}
