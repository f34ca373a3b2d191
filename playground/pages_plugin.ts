// Makes the site's pages: one for each lesson, and index.html, which is the first. Each holds the whole page as it is before any JavaScript
// has run, so that a lesson can be read without. The page's parts are the ones that the browser takes over (src/page).
import { fileURLToPath } from "node:url";
import { createServer, type Plugin, type ResolvedConfig } from "vite";

// The policy of the page and, by inheritance, of the workers in which programs run. Nothing connects anywhere: the wasm travels in a script.
const POLICY = [
  "default-src 'none'",
  "script-src 'self' blob: 'wasm-unsafe-eval'",
  "worker-src blob:",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
].join("; ");

// The dev server's own client connects to it and writes styles.
const POLICY_OF_DEV =
  "default-src 'self' 'unsafe-inline'; script-src 'self' blob: 'unsafe-inline' 'wasm-unsafe-eval'; worker-src 'self' blob:; connect-src 'self' ws:; img-src 'self' data:";

interface Prerender {
  readonly pages: readonly {
    readonly file: string;
    readonly title: string;
    readonly description: string;
    readonly html: string;
    readonly lesson: string;
  }[];
}

export function pages(): Plugin {
  let config: ResolvedConfig;
  return {
    name: "pages",
    // Behind Vite's own, which makes index.html.
    enforce: "post",
    configResolved(resolved) {
      config = resolved;
    },
    transformIndexHtml: {
      order: "pre",
      async handler(html, { server }) {
        if (server === undefined) return html.replace("<!--policy-->", POLICY);
        const { pages } = (await server.ssrLoadModule("/src/prerender.tsx")) as Prerender;
        return fill(html.replace("<!--policy-->", POLICY_OF_DEV), pages[0]!);
      },
    },
    async generateBundle(_options, bundle) {
      const index = bundle["index.html"];
      if (index?.type !== "asset") return;
      const server = await createServer({
        configFile: config.configFile ?? false,
        root: fileURLToPath(new URL(".", import.meta.url)),
        server: { middlewareMode: true, ws: false, watch: null },
        appType: "custom",
        logLevel: "warn",
        optimizeDeps: { noDiscovery: true },
      });
      try {
        const { pages } = (await server.ssrLoadModule("/src/prerender.tsx")) as Prerender;
        const template = String(index.source);
        for (const page of pages) {
          const source = fill(template, page);
          if (page.file === "index.html") index.source = source;
          else this.emitFile({ type: "asset", fileName: page.file, source });
        }
      } finally {
        await server.close();
      }
    },
  };
}

function fill(template: string, page: Prerender["pages"][number]): string {
  const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  // By functions: a lesson may well have a dollar sign.
  return template
    .replace("<!--title-->", () => escape(page.title))
    .replace("<!--description-->", () => escape(page.description))
    .replace("<!--lesson-->", () => escape(page.lesson))
    .replace("<!--page-->", () => page.html);
}
