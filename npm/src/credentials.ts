// Who may send requests, where somebody asks: serve, Database.fetch and requestHandler take these. Tested by credentials.test.ts.

/**
 * A key that requests may be signed with, as the AWS SDKs have it. What else such an object holds (a session token, say) is not looked at: a
 * session token in a request is taken as it is.
 */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The secrets by their keys' ids. Throws a TypeError, without any secret in it, where the option is not what it should be. */
export function secretsOf(option: unknown): ReadonlyMap<string, string> {
  const list: readonly unknown[] = Array.isArray(option) ? option : [option];
  if (list.length === 0) throw new TypeError("The option credentials holds no key, so that nobody could send a request: leave it out to let everybody.");
  const secrets = new Map<string, string>();
  for (const each of list) {
    const { accessKeyId, secretAccessKey } = (each ?? {}) as { readonly [Name in keyof Credentials]?: unknown };
    if (!isText(accessKeyId) || !isText(secretAccessKey)) {
      throw new TypeError('The option credentials takes { accessKeyId: "...", secretAccessKey: "..." } or a list of such objects.');
    }
    if (accessKeyId.includes("/")) throw new TypeError("An accessKeyId of the option credentials has a slash in it, which no key's id can have.");
    if ((secrets.get(accessKeyId) ?? secretAccessKey) !== secretAccessKey) {
      throw new TypeError(`The option credentials has two secrets for the key ${accessKeyId}.`);
    }
    secrets.set(accessKeyId, secretAccessKey);
  }
  return secrets;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
