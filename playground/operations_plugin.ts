// The operations and their members for the form, read at build time from the types that the package is generated with, so that the form has
// an operation as soon as the engine has it: "virtual:operations". And the versions that a copied project asks for: "virtual:versions".
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

/** A member of an operation's input. `choices`: the only texts that it can be. */
export interface MemberForm {
  readonly name: string;
  readonly required: boolean;
  readonly kind: "text" | "number" | "boolean" | "json";
  readonly choices?: readonly string[];
  /** The member's type as TypeScript writes it. */
  readonly type: string;
}

export type OperationForms = Readonly<Record<string, readonly MemberForm[]>>;

const kTypes = fileURLToPath(new URL("../npm/src/shapes.gen.ts", import.meta.url));

export function operationForms(source: string): OperationForms {
  const choices = new Map<string, string[]>();
  for (const [, name, union] of source.matchAll(/^export type (\w+) = ((?:"[\w.]+"(?: \| )?)+);$/gm)) {
    choices.set(
      name!,
      [...union!.matchAll(/"([\w.]+)"/g)].map(([, text]) => text!),
    );
  }
  const forms: Record<string, MemberForm[]> = {};
  const [, list = ""] = /^export interface Operations \{\n([^]*?)^\}/m.exec(source) ?? [];
  for (const [, operation, input] of list.matchAll(/^ {2}(\w+): \{ input: (\w+);/gm)) {
    const [, body = ""] = new RegExp(`^export interface ${input} \\{\\n([^]*?)^\\}`, "m").exec(source) ?? [];
    forms[operation!] = [...body.matchAll(/^ {2}(\w+)(\?)?: (.*?);$/gm)].map(([, name, optional, written]) =>
      member(name!, optional === undefined, written!.replace(/ \| undefined$/, ""), choices),
    );
  }
  // A file that looks otherwise than it did must not become a form without fields.
  if (Object.keys(forms).length < 10 || !forms["PutItem"]?.some(({ name }) => name === "Item"))
    throw new Error(`${kTypes} is not understood`);
  return forms;
}

function member(name: string, required: boolean, type: string, choices: ReadonlyMap<string, string[]>): MemberForm {
  if (type === "string") return { name, required, kind: "text", type };
  if (type === "number" || type === "boolean") return { name, required, kind: type, type };
  const named = choices.get(type);
  if (named !== undefined) return { name, required, kind: "text", choices: named, type };
  return { name, required, kind: "json", type };
}

export function operations(): Plugin {
  return {
    name: "operations",
    resolveId: (id) => (/^virtual:(operations|versions)$/.test(id) ? `\0${id.slice("virtual:".length)}` : undefined),
    load(id) {
      if (id === "\0versions")
        return `export default ${JSON.stringify({ hashrange: version("../npm"), sdk: version("node_modules/@aws-sdk/client-dynamodb") })};`;
      if (id !== "\0operations") return undefined;
      this.addWatchFile(kTypes);
      return `export default ${JSON.stringify(operationForms(readFileSync(kTypes, "utf8")))};`;
    },
  };
}

function version(folder: string): string {
  const { version } = JSON.parse(readFileSync(new URL(`${folder}/package.json`, import.meta.url), "utf8")) as { version: string };
  return `^${version}`;
}
