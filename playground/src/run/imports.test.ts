import { describe, expect, it } from "vitest";
import { asPlainScript, ImportFault, piecesOf } from "./imports.js";

describe("imports", () => {
  it("are pointed at the modules of the page, and nothing else is changed", () => {
    const code = `import { A } from "@aws-sdk/client-dynamodb";\n// import "fs"\nconst text = 'import("fs")';\nexport * from '@aws-sdk/lib-dynamodb';\n`;
    const pieces = piecesOf(code);
    expect(pieces.filter((piece) => typeof piece !== "string")).toEqual([
      { module: "@aws-sdk/client-dynamodb" },
      { module: "@aws-sdk/lib-dynamodb" },
    ]);
    expect(pieces.map((piece) => (typeof piece === "string" ? piece : piece.module)).join("")).toBe(code);
  });

  it("that are asked for while running go through the page", () => {
    expect(piecesOf(`await import(name); import.meta.url; a.import(b);`).join("")).toBe(
      `await __playground_import(name); import.meta.url; a.import(b);`,
    );
  });

  it.each([
    [`const a = 1;\nimport "fs";`, 2, "fs"],
    [`import x from "https://example.com/x.js";`, 1, "https://example.com/x.js"],
    [`\n\nexport { y } from "./y.js";`, 3, "./y.js"],
    [`import x from "\\x66s";`, 1, "fs"],
    [`import source wasm from "@aws-sdk/client-dynamodb";`, 1, "import source"],
    [`import a from 'unclosed`, 1, "cannot be read"],
  ])("are refused: %s", (code, line, said) => {
    let fault: unknown;
    try {
      piecesOf(code);
    } catch (thrown) {
      fault = thrown;
    }
    expect(fault).toBeInstanceOf(ImportFault);
    expect((fault as ImportFault).line).toBe(line);
    expect((fault as ImportFault).message).toContain(said);
  });
});

describe("a plain script of a program", () => {
  it("has the same lines and runs nothing", () => {
    const code = `import {\n  A,\n} from "@aws-sdk/client-dynamodb";\nawait new A();\nexport const b = 1;\n`;
    const script = asPlainScript(code);
    expect(
      script
        .split("\n")
        .slice(0, 5)
        .map((line) => line.trim()),
    ).toEqual([`throw 0; async () => { "use strict";`, "", ";", "await new A();", "const b = 1;"]);
    expect(() => new Function(script)()).toThrow();
  });
});
