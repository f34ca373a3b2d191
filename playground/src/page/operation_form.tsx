// One operation as a form: its members as fields, made from the package's own types (operations_plugin.ts).
import { useMemo } from "preact/hooks";
import forms from "virtual:operations";
import type { MemberForm } from "../../operations_plugin.js";
import { formOf, type Form, type FormField } from "../run/form_request.js";
import type { Parts } from "./frame.js";

export function OperationForm({ page }: Parts) {
  const text = page.texts.form;
  const form = formOf(text.value);
  const members = forms[form.operation] ?? [];
  const change = (changed: Form): void => {
    text.value = JSON.stringify(changed);
  };
  const set = (name: string, field: FormField | undefined): void => {
    const { [name]: _, ...others } = form.members;
    change({ ...form, members: field === undefined || field.value === "" ? others : { ...others, [name]: field } });
  };
  // The fields of one operation that another has too are carried over.
  const choose = (operation: string): void => {
    const names = new Set(forms[operation]?.map(({ name }) => name));
    change({ operation, members: Object.fromEntries(Object.entries(form.members).filter(([name]) => names.has(name))) });
  };
  // Fields that were filled before are in front; one that is being filled stays where it is.
  const [first, others] = useMemo(() => {
    const inFront = members.filter(({ required, name }) => required || form.members[name] !== undefined);
    return [inFront, members.filter((member) => !inFront.includes(member))];
  }, [form.operation]);
  return (
    <div class="form" tabIndex={0} role="group" aria-label="Operation">
      <label class="field">
        <span>Operation</span>
        <select value={form.operation} onChange={(event) => choose(event.currentTarget.value)}>
          {Object.keys(forms).map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      {first.map((member) => (
        <Field key={member.name} member={member} field={form.members[member.name]} set={set} />
      ))}
      {/* With a key: Chromium does not show what is moved about among the children of details. */}
      <details key={form.operation}>
        <summary>{others.length} more members</summary>
        {others.map((member) => (
          <Field key={member.name} member={member} field={form.members[member.name]} set={set} />
        ))}
      </details>
    </div>
  );
}

interface FieldProps {
  readonly member: MemberForm;
  readonly field: FormField | undefined;
  set(name: string, field: FormField | undefined): void;
}

function Field({ member: { name, kind, required, choices, type }, field, set }: FieldProps) {
  const value = field?.value ?? "";
  const as = kind === "text" ? "text" : "json";
  const put = (text: string): void => set(name, { as, value: text });
  const label = (
    <span>
      {name}
      {required && <em> required</em>}
    </span>
  );
  const texts = choices ?? (kind === "boolean" ? ["true", "false"] : undefined);
  if (texts !== undefined) {
    return (
      <label class="field">
        {label}
        <select value={value} onChange={(event) => put(event.currentTarget.value)}>
          <option value="">–</option>
          {texts.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      </label>
    );
  }
  if (kind === "json") {
    return (
      <label class="field">
        {label}
        <textarea
          rows={Math.min(8, value.split("\n").length + 1)}
          value={value}
          placeholder={exampleOf(type)}
          spellcheck={false}
          onInput={(event) => put(event.currentTarget.value)}
        />
      </label>
    );
  }
  return (
    <label class="field">
      {label}
      <input
        value={value}
        inputMode={kind === "number" ? "numeric" : undefined}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => put(event.currentTarget.value)}
      />
    </label>
  );
}

function exampleOf(type: string): string {
  if (type === "Record<string, AttributeValue>") return '{ "pk": { "S": "a" } }';
  if (type === "Record<string, string>") return '{ "#name": "name" }';
  return type.endsWith("[]") ? "[ … ]" : "{ … }";
}
