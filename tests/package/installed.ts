// What the tests of the package share: a folder of its own with the packed tarball installed in it, and nothing else.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../..");

/** npm as it runs here, without a word to any registry. */
function npm(folder: string, ...args: string[]): string {
  return execFileSync("npm", [...args, "--offline", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: folder, encoding: "utf8" });
}

export interface Project {
  readonly folder: string;
  /** Writes a file; folders are made as needed. */
  write(name: string, text: string): void;
  remove(): void;
}

let tarball: string | undefined;

/** `npm pack` of npm/, which must be built. Once a run. */
export function packed(): string {
  if (tarball !== undefined) return tarball;
  const folder = mkdtempSync(join(tmpdir(), "hashrange-packed-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  npm(join(root, "npm"), "pack", "--ignore-scripts", "--pack-destination", folder);
  const [name] = readdirSync(folder);
  if (name === undefined) throw new Error("npm pack made nothing");
  return (tarball = join(folder, name));
}

/**
 * An empty project with the tarball installed. `linked`: packages put beside it, from the folders where this repository has them. `within`:
 * where the project is made, for bundlers that follow no links: packages of the folders above are found there.
 */
export function newProject(linked: Readonly<Record<string, string>> = {}, within = tmpdir()): Project {
  const folder = mkdtempSync(join(within, "hashrange-project-"));
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  write("package.json", JSON.stringify({ name: "project", version: "1.0.0", private: true, type: "module" }));
  npm(folder, "install", packed());
  for (const [name, from] of Object.entries(linked)) {
    mkdirSync(dirname(join(folder, "node_modules", name)), { recursive: true });
    symlinkSync(join(root, from), join(folder, "node_modules", name), "dir");
  }
  return { folder, write, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The AWS SDK as npm/ has it. */
export const awsSdk = {
  "@aws-sdk/client-dynamodb": "npm/node_modules/@aws-sdk/client-dynamodb",
  "@aws-sdk/client-dynamodb-streams": "npm/node_modules/@aws-sdk/client-dynamodb-streams",
  "@aws-sdk/lib-dynamodb": "npm/node_modules/@aws-sdk/lib-dynamodb",
};

/** What is tested by `tests/run --long` only: those bundlers and runtimes take minutes, and hundreds of megabytes. */
export const isLong = process.env["HASHRANGE_LONG"] === "1";

/** Something in the folder of those, which `tests/run --long` fills: `npm ci` in tests/package/long. */
export function longPath(path: string): string {
  return join(root, "tests/package/long/node_modules", path);
}

/** What projects are made in whose bundlers look for packages in the folders above. */
export function longProjects(): string {
  const folder = join(root, "tests/package/long/projects");
  mkdirSync(folder, { recursive: true });
  return folder;
}
