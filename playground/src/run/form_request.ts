// What is filled into the form, and the request that it makes. Tested by form_request.test.ts.

/** The form as it is kept: which operation, and what stands in the fields that are not empty. */
export interface Form {
  readonly operation: string;
  readonly members: Readonly<Record<string, FormField>>;
}

/** `text`: the field's text is the member's value. `json`: it is JSON of it. */
export interface FormField {
  readonly as: "text" | "json";
  readonly value: string;
}

/** The form of a text, or an empty one when the text is none. */
export function formOf(text: string): Form {
  try {
    const form = JSON.parse(text) as Form;
    if (typeof form.operation === "string" && typeof form.members === "object" && form.members !== null) return form;
  } catch {
    // Nobody's work: it was never a form.
  }
  return { operation: "Scan", members: {} };
}

/** The request as json_requests.ts reads it. Throws an Error that names the field which is not JSON. */
export function requestOfForm(text: string): string {
  const { operation, members } = formOf(text);
  const input: Record<string, unknown> = {};
  for (const [name, { as, value }] of Object.entries(members)) {
    if (value.trim() === "") continue;
    input[name] = as === "text" ? value : jsonOf(name, value);
  }
  return `${operation} ${JSON.stringify(input, null, 2)}`;
}

function jsonOf(name: string, value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    throw new Error(`The field ${name} is not JSON.`);
  }
}
