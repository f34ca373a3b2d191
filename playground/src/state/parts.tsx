// Small parts that the panes share.
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";

import type { Touch } from "./touched.js";

const LONG = 56;

/** A text that is cut when it is long, with the rest on demand. */
export function LongText({ text, limit = LONG }: { text: string; limit?: number }): JSX.Element {
  const [open, setOpen] = useState(false);
  if (text.length <= limit + 8) return <span class={text.length <= 20 ? "sp-value sp-short" : "sp-value"}>{text}</span>;
  return (
    <span class="sp-value">
      {open ? text : `${text.slice(0, limit)}…`}{" "}
      <button type="button" class="sp-more" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? "less" : "all"}
        <span class="hidden-text">{open ? " of the text" : ` ${text.length} characters`}</span>
      </button>
    </span>
  );
}

export const TOUCHES: Readonly<Record<Touch, { readonly mark: string; readonly word: string; readonly about: string }>> = {
  added: { mark: "+", word: "new", about: "written by the last run; there was no item before" },
  changed: { mark: "~", word: "changed", about: "written by the last run in place of what was there" },
  deleted: { mark: "−", word: "deleted", about: "deleted by the last run" },
  returned: { mark: "●", word: "returned", about: "read by the last run, and part of an answer" },
  read: { mark: "○", word: "read only", about: "read and paid for by the last run, but left out of the answer" },
};

export function TouchMark({ touch }: { touch: Touch | undefined }): JSX.Element | null {
  if (touch === undefined) return null;
  const { mark, word, about } = TOUCHES[touch];
  return (
    <span class={`sp-touch sp-touch-${touch}`} title={about}>
      <span aria-hidden="true">{mark}</span> <span class="sp-touch-word">{word}</span>
    </span>
  );
}

export type Form = "picture" | "table";

/** Chooses between a picture and the table that says the same. */
export function FormSwitch({ form, onChange, what }: { form: Form; onChange: (form: Form) => void; what: string }): JSX.Element {
  return (
    <div class="sp-switch" role="group" aria-label={`Show ${what} as`}>
      {(["picture", "table"] as const).map((choice) => (
        <button key={choice} type="button" aria-pressed={form === choice} onClick={() => onChange(choice)}>
          {choice === "picture" ? "Picture" : "Table"}
        </button>
      ))}
    </div>
  );
}

export function Empty({ children }: { children: ComponentChildren }): JSX.Element {
  return <p class="sp-empty">{children}</p>;
}

/** Shows more of a long list, in steps. */
export function More({
  hidden,
  step,
  what,
  onMore,
  note,
}: {
  hidden: number;
  step: number;
  what: string;
  onMore: () => void;
  note?: string;
}): JSX.Element | null {
  if (hidden <= 0) return null;
  return (
    <button type="button" class="sp-more sp-more-rows" onClick={onMore}>
      {hidden <= step ? `Show ${hidden.toLocaleString("en")} more ${what}` : `Show ${step} of ${hidden.toLocaleString("en")} more ${what}`}
      {note}
    </button>
  );
}
