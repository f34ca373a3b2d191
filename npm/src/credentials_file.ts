// The file that `serve --credentials` takes: the form that the AWS CLI and SDKs keep their keys in (~/.aws/credentials), sections of
// `name = value`. Of each section that has a key its id and secret are taken, all else is passed over. Source: AWS CLI User Guide,
// "Configuration and credential file settings". Tested by credentials_file.test.ts.
import type { Credentials } from "./credentials.js";

const ID = "aws_access_key_id";
const SECRET = "aws_secret_access_key";

/** The keys of the file, or one sentence, with nothing secret in it, on why there are none. */
export function credentialsIn(text: string, file: string): Credentials[] | string {
  const found: Credentials[] = [];
  for (const { name, values } of sectionsOf(text)) {
    const [accessKeyId, secretAccessKey] = [values.get(ID), values.get(SECRET)];
    if (accessKeyId === undefined && secretAccessKey === undefined) continue;
    if (!accessKeyId || !secretAccessKey) return `The section [${name}] of ${file} has no ${accessKeyId ? SECRET : ID}.`;
    found.push({ accessKeyId, secretAccessKey });
  }
  return found.length > 0 ? found : `There is no key in ${file}: a section such as [default] with ${ID} and ${SECRET}.`;
}

function sectionsOf(text: string): { readonly name: string; readonly values: Map<string, string> }[] {
  const sections: { readonly name: string; readonly values: Map<string, string> }[] = [];
  for (const line of text.replace(/^\ufeff/, "").split(/\r?\n/)) {
    const name = /^\s*\[\s*(.*?)\s*\]\s*([#;].*)?$/.exec(line)?.[1];
    if (name !== undefined) sections.push({ name, values: new Map() });
    const [, key, value] = /^\s*([^#;=[\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (key !== undefined) sections.at(-1)?.values.set(key.toLowerCase(), value ?? "");
  }
  return sections;
}
