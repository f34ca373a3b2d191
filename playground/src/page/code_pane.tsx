// The editor in its three modes, and under it what the run printed.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { FunctionComponent } from "preact";
import type { CodeEditor } from "../editor/editor.js";
import type { Mode } from "../session/session.js";
import type { Parts } from "./frame.js";

const MODES: readonly (readonly [Mode, string, string])[] = [
  ["code", "SDK code", "Code for the AWS SDK"],
  ["json", "JSON", "Requests as DynamoDB JSON"],
  ["form", "Form", "One operation"],
];

export function CodePane({ page, actions }: Parts) {
  const { mode } = page;
  return (
    <section class="pane code-pane" id="code-pane" aria-label="Code and result" tabIndex={-1}>
      <div class="bar">
        <div class="modes" role="group" aria-label="What is written">
          {MODES.map(([name, short, long]) => (
            <button key={name} type="button" aria-pressed={mode.value === name} title={long} onClick={() => (mode.value = name)}>
              {short}
            </button>
          ))}
        </div>
        {page.shared.value && <span class="hint">from a link</span>}
      </div>
      {mode.value === "form" ? (
        <FormSlot page={page} actions={actions} />
      ) : (
        <Editor key={mode.value} page={page} mode={mode.value} actions={actions} />
      )}
      <Result page={page} actions={actions} />
    </section>
  );
}

/** A text area at first; the editor takes its place as soon as somebody turns to it. */
function Editor({ page, mode, actions }: Parts & { readonly mode: "code" | "json" }) {
  const text = page.texts[mode];
  const area = useRef<HTMLTextAreaElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<CodeEditor>(undefined);
  const asked = useRef(false);
  // Where the text area was scrolled to, and whether it had the focus, when the editor came.
  const before = useRef({ top: 0, focused: false });
  const [loaded, setLoaded] = useState(false);
  const label = mode === "code" ? "Program" : "Requests";

  const load = async (): Promise<void> => {
    if (asked.current) return;
    asked.current = true;
    try {
      const { CodeEditor } = await import("../editor/editor.js");
      if (area.current === null || place.current === null) return;
      const { selectionStart, selectionEnd, scrollTop } = area.current;
      before.current = { top: scrollTop, focused: document.activeElement === area.current };
      editor.current = new CodeEditor(place.current, {
        text: text.value,
        language: mode === "code" ? "javascript" : "json",
        label,
        selection: [selectionStart, selectionEnd],
        onChange: (value) => (text.value = value),
        onRun: () => void actions.run(),
        onLeave: () => document.getElementById("run")?.focus(),
      });
      setLoaded(true);
    } catch {
      // Without network there is still the text area.
      asked.current = false;
    }
  };

  useLayoutEffect(() => {
    if (!loaded) return;
    editor.current?.scrollTo(before.current.top);
    if (before.current.focused) editor.current?.focus();
  }, [loaded]);

  // The text may change from elsewhere: another lesson, a solution.
  useEffect(() => text.subscribe((value) => editor.current?.setText(value)), [text]);
  const error = page.output.value.error;
  useEffect(() => editor.current?.markLine(error?.line), [error, loaded]);
  useEffect(() => () => editor.current?.destroy(), []);

  const leave = (event: KeyboardEvent): void => {
    if (event.key === "Escape") document.getElementById("run")?.focus();
  };
  return (
    <div class="editor" onPointerEnter={() => void load()} onFocusIn={() => void load()} data-loaded={loaded ? "" : undefined}>
      {!loaded && (
        <textarea
          ref={area}
          value={text.value}
          onInput={(event) => (text.value = event.currentTarget.value)}
          onKeyDown={leave}
          aria-label={label}
          spellcheck={false}
          autocomplete="off"
          autocapitalize="off"
        />
      )}
      <div class="editor-place" ref={place} />
    </div>
  );
}

/** The form is loaded when it is first wanted. */
function FormSlot({ page, actions }: Parts) {
  const [Form, setForm] = useState<FunctionComponent<Parts>>();
  useEffect(() => {
    void import("./operation_form.js").then(({ OperationForm }) => setForm(() => OperationForm));
  }, []);
  return Form === undefined ? <p class="empty">Loading the form…</p> : <Form page={page} actions={actions} />;
}

function Result({ page }: Parts) {
  const { lines, dropped, error } = page.output.value;
  const empty = lines.length === 0 && error === undefined && dropped === 0;
  const scroll = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error !== undefined && scroll.current !== null) scroll.current.scrollTop = scroll.current.scrollHeight;
  }, [error]);
  return (
    <section class="result" aria-label="Result">
      <div class="bar">
        <h2>Result</h2>
      </div>
      <div class="output" id="output" ref={scroll} tabIndex={0} role="group" aria-label="Output">
        {empty && <p class="empty">What the program prints appears here. Run it with the button below, or Ctrl+Enter.</p>}
        {lines.map(({ level, text }, index) => (
          <pre key={index} data-level={level}>
            {text}
          </pre>
        ))}
        {dropped > 0 && <p class="more">… and {dropped.toLocaleString("en")} more lines, which nobody would read.</p>}
        {error !== undefined && (
          <p class="error">
            <strong>{error.name === "thrown" ? "Thrown" : error.name}</strong>
            {`: ${error.message}`}
            {error.line !== undefined && " "}
            {error.line !== undefined && <span class="where">line {error.line}</span>}
          </p>
        )}
      </div>
    </section>
  );
}
