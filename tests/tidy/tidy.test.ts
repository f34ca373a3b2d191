// The rules of the tree that a program can check: which layer may include which, what the engine may not touch, file heads and
// sizes, lock files, the top level. The reasons are in engine/doc/tour.md and engine/doc/testing.md.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

import { supportTable, supportTableOf } from "./support_table.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** Every file that is committed or would be by `git add`, relative to the root. */
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8" })
  .split("\n")
  .filter((file) => file !== "" && existsSync(resolve(root, file)));

const read = (file: string): string => readFileSync(resolve(root, file), "utf8");
const isGenerated = (file: string): boolean => file.includes(".gen.");
const isTest = (file: string): boolean => /_test\.cc$|\.test\.ts$/.test(file);

// What the file of each layer may include, its own layer always. Siblings (wire, expr, store) never meet; statements are made of
// expressions.
const mayInclude: Record<string, readonly string[]> = {
  base: [],
  model: ["base"],
  wire: ["model", "base"],
  expr: ["model", "base"],
  partiql: ["expr", "model", "base"],
  store: ["model", "base"],
  ops: ["wire", "partiql", "expr", "store", "model", "base"],
  api: ["ops", "wire", "partiql", "expr", "store", "model", "base"],
};

interface Include {
  readonly file: string;
  readonly layer: string;
  readonly path: string;
  readonly system: boolean;
}

/** The #include lines of the engine's sources. Given as a function of texts so that the rules themselves can be tested. */
function includesOf(file: string, text: string): Include[] {
  const layer = /^engine\/src\/([^/]+)\//.exec(file)?.[1] ?? "";
  return [...text.matchAll(/^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]/gm)].map((match) => ({
    file,
    layer,
    path: match[2] ?? "",
    system: match[1] === "<",
  }));
}

/** Why a file of the engine may not hold this line; undefined when it may. */
function wrongInclude({ file, layer, path, system }: Include): string | undefined {
  if (system) {
    // Time, chance, files and threads enter by the host. <filesystem> and <fstream> are files; <iostream> pulls in locales too.
    const refused = /^(c?time(\.h)?|chrono|random|fstream|filesystem|iostream|thread|mutex|shared_mutex|condition_variable|future|unistd\.h|fcntl\.h|pthread\.h|sys\/.*|emscripten.*|exception)$/;
    return refused.test(path) && !isTest(file) && file !== "engine/src/base/check.cc" ? `${file} includes <${path}>` : undefined;
  }
  const [target = "", ...more] = path.split("/");
  if (more.length === 0) return `${file} includes "${path}" without its layer`;
  if (path === "hashrange/seeded_entropy.h" && !isTest(file)) return `${file} includes "${path}", which is for hosts`;
  if (target === "hashrange" || target === "gtest" || target === "nlohmann" || target === layer) return undefined;
  return mayInclude[layer]?.includes(target) ? undefined : `${file} (${layer}) includes "${path}"`;
}

const engineSources = files.filter((file) => /^engine\/src\/.*\.(cc|h)$/.test(file));

describe("the layers of the engine", () => {
  it("include only what lies below them", () => {
    expect(engineSources.length).toBeGreaterThan(20);
    expect(engineSources.flatMap((file) => includesOf(file, read(file))).flatMap((line) => wrongInclude(line) ?? [])).toEqual([]);
  });

  it("are all known to this test", () => {
    const layers = new Set(engineSources.map((file) => file.split("/")[2]));
    expect([...layers].filter((layer) => !Object.hasOwn(mayInclude, layer ?? ""))).toEqual([]);
  });

  it("would be caught breaking the rule", () => {
    const complaints = (file: string, line: string) => includesOf(file, line).map(wrongInclude);
    expect(complaints("engine/src/expr/parser.cc", '#include "store/commit.h"')[0]).toContain("store/commit.h");
    expect(complaints("engine/src/model/item.cc", '  #  include "ops/put_item.h"')[0]).toContain("ops/put_item.h");
    expect(complaints("engine/src/store/commit.cc", "#include <chrono>")[0]).toContain("chrono");
    expect(complaints("engine/src/api/engine.cc", '#include "hashrange/seeded_entropy.h"')[0]).toContain("for hosts");
    expect(complaints("engine/src/ops/put_item.cc", '#include "expr/parser.h"\n#include "store/commit.h"')).toEqual([undefined, undefined]);
  });

  it("have public headers that include only public headers", () => {
    const headers = files.filter((file) => file.startsWith("engine/include/"));
    const wrong = headers
      .flatMap((file) => includesOf(file, read(file)))
      .filter((line) => !line.system && !line.path.startsWith("hashrange/"));
    expect(wrong).toEqual([]);
  });
});

describe("the engine", () => {
  const texts = files.filter((file) => /^engine\/(src|include)\/.*\.(cc|h)$/.test(file)).map((file) => [file, read(file)] as const);
  const holding = (pattern: RegExp, except: (file: string) => boolean = () => false): string[] =>
    texts.filter(([file, text]) => !except(file) && pattern.test(text)).map(([file]) => file);

  it("does not ask which target it is built for", () => {
    expect(holding(/__EMSCRIPTEN__|__wasm__|_WIN32|__APPLE__|__linux__/)).toEqual([]);
  });

  it("calls no clock, no random source and no thread", () => {
    expect(holding(/std::chrono|std::thread|std::mt19937|std::random_device|\bgettimeofday\b|\bclock_gettime\b|\bstd::time\(|\brand\(\)/, isTest)).toEqual([]);
  });

  it("reads and writes no files and no terminal", () => {
    expect(holding(/\b(fopen|fread|fwrite|fprintf|printf|puts|fputs|std::cout|std::cerr)\b/, (file) => isTest(file) || file === "engine/src/base/check.cc")).toEqual([]);
  });

  it("neither throws nor uses RTTI", () => {
    expect(holding(/\bthrow\s|\btry\s*\{|\bcatch\s*\(|\bdynamic_cast<|\btypeid\(/)).toEqual([]);
  });
});

describe("a file of ours", () => {
  const code = files.filter((file) => /\.(cc|h|ts|mjs|cmake|sh)$|(^|\/)(run|start)$|CMakeLists\.txt$/.test(file));

  it("starts with what it holds", () => {
    const bare = code.filter((file) => !isTest(file) && !/^(#!.*\n)?(\/\/|\/\*\*|#) ?\S?/.test(read(file)));
    expect(bare).toEqual([]);
  });

  it("is not two ideas in one file", () => {
    const long = code
      .filter((file) => !isGenerated(file) && !isTest(file))
      .map((file) => [file, read(file).split("\n").length] as const)
      .filter(([, lines]) => lines > 600);
    expect(long).toEqual([]);
  });

  it("says by its first line how it is generated, when it is", () => {
    const wrong = files.filter(isGenerated).filter((file) => !/^(\/\/|#) Generated by .+ from .+\. Do not edit\.\n/.test(read(file)));
    expect(wrong).toEqual([]);
  });

  it("leaves nothing to be done later", () => {
    expect(code.filter((file) => new RegExp("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b").test(read(file)))).toEqual([]);
  });

  it("has no test switched off", () => {
    const pattern = new RegExp("\\b(it|describe|test)\\.(skip|only|to" + "do)\\b|GTEST_" + "SKIP|TEST[_A-Z]*\\([A-Za-z]+, DIS" + "ABLED_");
    expect(code.filter((file) => pattern.test(read(file)))).toEqual([]);
  });
});

describe("the tree", () => {
  it("has the fixed top level", () => {
    const known = [
      ".ci", ".clang-format", ".gitattributes", ".gitignore", "CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md",
      "bindings", "engine", "npm", "playground", "tests", "web",
    ];
    const found = new Set(files.map((file) => file.split("/")[0] ?? ""));
    expect([...found].filter((entry) => !known.includes(entry))).toEqual([]);
  });

  it("names no host of a package registry, and its lock files no addresses of packages", () => {
    const host = new RegExp("registry\\." + "npm|npm" + "mirror|yarn" + "pkg|artifact" + "ory|:48" + "73", "i");
    expect(files.filter((file) => !/\.(png|ico|woff2)$/.test(file) && host.test(read(file)))).toEqual([]);
    const locks = files.filter((file) => file.endsWith("package-lock.json"));
    expect(locks.length).toBeGreaterThan(1);
    expect(locks.filter((file) => /"resolved": "(?!\.\.?\/)/.test(read(file)))).toEqual([]);
  });

  it("keeps build products out of the sources", () => {
    expect(files.filter((file) => /(^|\/)(node_modules|dist|build)\/|\.(o|a|wasm|tgz)$/.test(file))).toEqual([]);
  });

  it("has the support table of the README as the operations are", () => {
    expect(supportTableOf(read("README.md"))).toBe(supportTable(root));
  });
});
