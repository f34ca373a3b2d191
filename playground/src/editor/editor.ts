// CodeMirror with as little as a program of thirty lines needs. It lives in a shadow root, where its styles are allowed without a hole in the
// page's Content Security Policy.
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { json } from "@codemirror/lang-json";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState, StateEffect, StateField, type Extension } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers, type DecorationSet } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export interface EditorOptions {
  readonly text: string;
  readonly language: "javascript" | "json";
  /** What it is called for those who do not see it. */
  readonly label: string;
  readonly selection: readonly [number, number];
  onChange(text: string): void;
  onRun(): void;
  /** Escape: the way out for those who work by keyboard, since Tab indents. */
  onLeave(): void;
}

const markLine = StateEffect.define<number | undefined>();
const lineMark = Decoration.line({ class: "cm-failed" });

const failedLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, { effects, docChanged, state }) {
    for (const effect of effects) {
      if (!effect.is(markLine)) continue;
      const line = effect.value;
      if (line === undefined || line < 1 || line > state.doc.lines) return Decoration.none;
      return Decoration.set([lineMark.range(state.doc.line(line).from)]);
    }
    return docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

// The page's own colours: custom properties reach into the shadow.
const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.moduleKeyword, tags.controlKeyword], color: "var(--code-keyword, var(--accent))" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: "var(--code-string, var(--good))" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--code-number, var(--accent))" },
  { tag: [tags.comment], color: "var(--soft)", fontStyle: "italic" },
  { tag: [tags.className, tags.typeName, tags.definition(tags.className)], color: "var(--code-type, var(--ink))", fontWeight: "600" },
  { tag: [tags.propertyName], color: "var(--code-property, var(--ink))" },
]);

const look = EditorView.theme({
  "&": { height: "100%", backgroundColor: "transparent", color: "var(--ink)", fontSize: "var(--code-size, 0.8125rem)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6", overflow: "auto" },
  ".cm-content": { padding: "0.75rem 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 0.75rem 0 0.25rem" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--soft)", border: "none", paddingLeft: "0.25rem" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--accent) 6%, transparent)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "color-mix(in srgb, var(--accent) 24%, transparent)",
  },
  ".cm-matchingBracket": { outline: "1px solid var(--soft)", backgroundColor: "transparent" },
  ".cm-failed": { backgroundColor: "color-mix(in srgb, var(--bad) 16%, transparent)", boxShadow: "inset 3px 0 var(--bad)" },
});

export class CodeEditor {
  readonly #view: EditorView;

  constructor(place: HTMLElement, options: EditorOptions) {
    const root = place.shadowRoot ?? place.attachShadow({ mode: "open" });
    const length = options.text.length;
    const [anchor, head] = options.selection.map((position) => Math.min(position, length)) as [number, number];
    this.#view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({ doc: options.text, selection: { anchor, head }, extensions: extensions(options) }),
    });
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  /** Takes over a text from elsewhere; the editor's own undo leads back. */
  setText(text: string): void {
    if (text === this.text) return;
    this.#view.dispatch({
      changes: { from: 0, to: this.#view.state.doc.length, insert: text },
      selection: { anchor: 0 },
      scrollIntoView: true,
    });
  }

  /** Shows where the program failed. */
  markLine(line: number | undefined): void {
    const { doc } = this.#view.state;
    const at = line !== undefined && line >= 1 && line <= doc.lines ? doc.line(line).from : undefined;
    this.#view.dispatch({ effects: [markLine.of(line), ...(at === undefined ? [] : [EditorView.scrollIntoView(at, { y: "nearest" })])] });
  }

  focus(): void {
    this.#view.focus();
  }

  scrollTo(top: number): void {
    this.#view.scrollDOM.scrollTop = top;
  }

  destroy(): void {
    this.#view.destroy();
  }
}

function extensions({ language, label, onChange, onRun, onLeave }: EditorOptions): Extension[] {
  const run = (): boolean => (onRun(), true);
  const leave = (): boolean => (onLeave(), true);
  return [
    lineNumbers(),
    history(),
    drawSelection(),
    indentOnInput(),
    indentUnit.of("  "),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    EditorView.lineWrapping,
    language === "javascript" ? javascript() : json(),
    syntaxHighlighting(colours),
    failedLine,
    look,
    EditorView.contentAttributes.of({ "aria-label": label, "aria-description": "Escape leaves the editor." }),
    EditorView.updateListener.of(({ docChanged, state }) => docChanged && onChange(state.doc.toString())),
    keymap.of([
      { key: "Mod-Enter", run },
      { key: "Escape", run: leave },
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...historyKeymap,
      indentWithTab,
    ]),
  ];
}
