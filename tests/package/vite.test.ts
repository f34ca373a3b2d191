// The packed package in Vite projects that have no configuration: the dev server and the build, in headless Chromium. Vite as it is
// installed here, and with --long those before it.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { awsSdk, isLong, longPath, newProject, root, type Project } from "./installed.js";
import { answers, fromSdk, launch, plainProgram, runs, sdkProgram, workerProgram } from "./page.js";

const vites = [join(root, "tests/node_modules/vite"), ...(isLong ? ["vite7", "vite6", "vite5"].map(longPath) : [])].map((folder) => {
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
  return [version, join(folder, "bin/vite.js")] as const;
});

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const page = `<!doctype html><title>project</title><pre id="answer"></pre><script type="module" src="/main.js"></script>`;

/** Runs Vite with these arguments until `use` is done with the address that it serves. */
async function serving(vite: string, project: Project, viteArgs: string[], use: (url: string) => Promise<void>): Promise<void> {
  const server = spawn(process.execPath, [vite, ...viteArgs, "--host", "127.0.0.1"], {
    cwd: project.folder,
    env: { ...process.env, NO_COLOR: "1" },
  });
  try {
    await use(await addressOf(server));
  } finally {
    const ended = once(server, "exit");
    server.kill();
    await ended;
  }
}

async function addressOf(server: ChildProcess): Promise<string> {
  let said = "";
  const found = new Promise<string>((resolve, reject) => {
    const hear = (text: Buffer): void => {
      said += text.toString();
      const [url] = /http:\/\/127\.0\.0\.1:\d+\//.exec(said) ?? [];
      if (url !== undefined) resolve(url);
    };
    server.stdout!.on("data", hear);
    server.stderr!.on("data", hear);
    server.once("exit", () => reject(new Error(`vite ended:\n${said}`)));
  });
  return found;
}

async function built(vite: string, project: Project): Promise<void> {
  const build = spawn(process.execPath, [vite, "build"], { cwd: project.folder, env: { ...process.env, NO_COLOR: "1" } });
  let said = "";
  build.stdout.on("data", (text: Buffer) => (said += text.toString()));
  build.stderr.on("data", (text: Buffer) => (said += text.toString()));
  const [code] = (await once(build, "exit")) as [number];
  if (code !== 0) throw new Error(`vite build failed:\n${said}`);
}

describe.each(vites)("a project without configuration of Vite %s", { timeout: 180_000 }, (_, vite) => {
  let plain: Project;
  let withSdk: Project;
  beforeAll(() => {
    plain = newProject();
    withSdk = newProject(awsSdk);
    for (const [project, program] of [[plain, plainProgram], [withSdk, sdkProgram]] as const) {
      project.write("index.html", page);
      project.write("main.js", program);
      project.write("engine_worker.js", workerProgram);
    }
  });
  afterAll(() => {
    plain?.remove();
    withSdk?.remove();
  });

  it("runs the package from the dev server, and finds its data after a reload", async () => {
    await serving(vite, plain, [], async (url) => {
      const [first, second] = runs(await answers(browser, url, 2));
      expect(first).toBeGreaterThanOrEqual(1);
      expect(second).toBe(first! + 1);
    });
  });

  it("runs it in workers from the dev server", async () => {
    await serving(vite, plain, [], async (url) => {
      for (const way of ["?worker", "?own"]) expect(runs(await answers(browser, url + way, 1))[0]).toBeGreaterThanOrEqual(1);
    });
  });

  it("builds it, and runs what was built, in workers too", async () => {
    await built(vite, plain);
    await serving(vite, plain, ["preview"], async (url) => {
      expect(runs(await answers(browser, url, 2))).toEqual([1, 2]);
      for (const way of ["?worker", "?own"]) expect(runs(await answers(browser, url + way, 2))).toEqual([1, 2]);
    });
  });

  it("says what a Content Security Policy has to allow, and runs under one that does", async () => {
    await serving(vite, plain, ["preview"], async (url) => {
      const [refused] = await answers(browser, url, 1, { "content-security-policy": "script-src 'self'" });
      expect((refused as { failure: string }).failure).toContain("'wasm-unsafe-eval'");
      expect(runs(await answers(browser, url, 1, { "content-security-policy": "script-src 'self' 'wasm-unsafe-eval'" }))).toEqual([1]);
    });
  });

  it("runs the AWS SDK's clients from the dev server", async () => {
    await serving(vite, withSdk, [], async (url) => expect(await answers(browser, url, 1)).toEqual([fromSdk]));
  });

  it("builds them, and runs what was built", async () => {
    await built(vite, withSdk);
    await serving(vite, withSdk, ["preview"], async (url) => expect(await answers(browser, url, 1)).toEqual([fromSdk]));
  });
});
