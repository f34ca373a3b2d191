// A link that holds what is in the editor: `#1.` and base64url of raw deflate of JSON. Nothing of it is sent to a server, since browsers keep
// fragments to themselves. Whoever opens one trusts nobody: every member is checked, and what is inflated has a limit.
// Tested by link.test.ts.
import type { Mode } from "../session/session.js";

/** What a link brings. */
export interface Shared {
  readonly lesson: string;
  readonly mode: Mode;
  readonly text: string;
  /** The knobs of the time bar: the seed, and the clock at the beginning in milliseconds since 1970. */
  readonly seed: string;
  readonly now: number;
}

const kPrefix = "#1.";
/** Some servers and chat programs cut longer links; they are made nevertheless. */
export const LONG_LINK = 8000;
const kTextMax = 200_000;
const kSeedMax = 40;
const kNowMax = 8.64e15;
const MODES: readonly string[] = ["code", "json", "form"] satisfies Mode[];

/** Whether the fragment wants to be a link of this page. */
export function isShared(fragment: string): boolean {
  return /^#\d+\./.test(fragment);
}

export async function linkOf(shared: Shared): Promise<string> {
  const { lesson, mode, text, seed, now } = shared;
  const packed = await through(
    new TextEncoder().encode(JSON.stringify([lesson, mode, text, seed, now])),
    new CompressionStream("deflate-raw"),
  );
  let binary = "";
  for (const byte of packed!) binary += String.fromCharCode(byte);
  return kPrefix + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** What the fragment says, or undefined when it was cut or is not what this page makes. */
export async function sharedOf(fragment: string): Promise<Shared | undefined> {
  if (!fragment.startsWith(kPrefix)) return undefined;
  try {
    const binary = atob(fragment.slice(kPrefix.length).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
    const json = await through(bytes, new DecompressionStream("deflate-raw"));
    return json === undefined ? undefined : checked(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(json)));
  } catch {
    return undefined;
  }
}

function checked(value: unknown): Shared | undefined {
  if (!Array.isArray(value) || value.length !== 5) return undefined;
  const [lesson, mode, text, seed, now] = value as unknown[];
  const good =
    typeof lesson === "string" && /^[\w-]{1,60}$/.test(lesson) &&
    typeof mode === "string" && MODES.includes(mode) &&
    typeof text === "string" && text.length <= kTextMax &&
    typeof seed === "string" && seed.length <= kSeedMax &&
    typeof now === "number" && now >= 0 && now <= kNowMax; // prettier-ignore
  return good ? { lesson, mode: mode as Mode, text, seed, now } : undefined;
}

/** The bytes through the stream; undefined when more comes out than a link may hold. */
async function through(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > 4 * kTextMax) {
      await reader.cancel();
      return undefined;
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
}
