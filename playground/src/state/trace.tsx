// What happened inside a request, step by step, with its conditions taken apart.
import type { ConditionEvent, ConditionOperand, ConditionTree } from "hashrange";
import type { JSX } from "preact";

import type { RequestView } from "../contract.js";
import { LongText } from "./parts.js";
import { stepsOf, type Step } from "./sentences.js";
import { textOf } from "./values.js";

const FILTERED_SHOWN = 12;

const GLYPHS: Readonly<Record<Step["kind"], string>> = {
  begin: "→",
  read: "○",
  condition: "?",
  write: "✎",
  index: "⇢",
  stream: "≋",
  capacity: "¤",
  commit: "✓",
  end: "←",
  refused: "✕",
  other: "·",
};

export function RequestTrace({ request, of }: { request: RequestView; of: number }): JSX.Element {
  const steps = stepsOf(request.events);
  return (
    <section class="sp-trace" aria-label={`Request ${request.number}, ${request.operation}, step by step`}>
      <h3>
        Inside request {request.number} of {of}: {request.operation}
      </h3>
      <ol>
        {steps.map((step, at) => (
          <li key={at} class={`sp-step sp-step-${step.kind}`}>
            <span class="sp-glyph" aria-hidden="true">
              {GLYPHS[step.kind]}
            </span>
            <div>
              <p>{step.sentence}</p>
              {step.conditions !== undefined && <Conditions conditions={step.conditions} />}
            </div>
          </li>
        ))}
        {steps.length === 0 && (
          <li class="sp-step sp-step-refused">
            <span class="sp-glyph" aria-hidden="true">
              ✕
            </span>
            <p>
              {request.error === undefined
                ? "Nothing was told about this request."
                : `Refused with ${request.error.name}: ${request.error.message}`}
            </p>
          </li>
        )}
      </ol>
      <Messages request={request} />
    </section>
  );
}

function Conditions({ conditions }: { conditions: readonly ConditionEvent[] }): JSX.Element {
  if (conditions.length === 1) return <Tree node={conditions[0]!.tree} top />;
  return (
    <details>
      <summary>
        <code>{conditions[0]!.expression}</code> item by item
      </summary>
      <ol class="sp-filtered">
        {conditions.slice(0, FILTERED_SHOWN).map((condition, at) => (
          <li key={at}>
            <Tree node={condition.tree} top />
          </li>
        ))}
      </ol>
      {conditions.length > FILTERED_SHOWN && <p class="sp-faint">and {conditions.length - FILTERED_SHOWN} more items</p>}
    </details>
  );
}

/** A condition, what it met and what came of it. */
function Tree({ node, top = false }: { node: ConditionTree; top?: boolean }): JSX.Element {
  const inner = node.operands.filter(isCondition);
  const operands = node.operands.filter((operand): operand is ConditionOperand => !isCondition(operand));
  const body = (
    <>
      <div class="sp-condition">
        <Result result={node.result} />
        <code>{inner.length > 0 ? node.operator : node.text}</code>
        {node.result !== null &&
          operands.map((operand, at) => <Operand key={at} operand={operand} existence={node.operator.startsWith("attribute_")} />)}
      </div>
      {inner.length > 0 && (
        <ul>
          {inner.map((child, at) => (
            <Tree key={at} node={child} />
          ))}
        </ul>
      )}
    </>
  );
  return top ? (
    <ul class="sp-tree">
      <li>{body}</li>
    </ul>
  ) : (
    <li>{body}</li>
  );
}

function isCondition(operand: ConditionTree | ConditionOperand): operand is ConditionTree {
  return "operator" in operand;
}

function Result({ result }: { result: boolean | null }): JSX.Element {
  const [name, glyph, word] = result === null ? ["skipped", "–", "not needed"] : result ? ["true", "✓", "true"] : ["false", "✕", "false"];
  return (
    <span class={`sp-result sp-result-${name}`} title={result === null ? "Not evaluated: the result was decided before." : undefined}>
      <span aria-hidden="true">{glyph}</span> {word}
    </span>
  );
}

function Operand({ operand, existence }: { operand: ConditionOperand; existence: boolean }): JSX.Element {
  const missing = operand.value === null;
  const value = existence
    ? missing
      ? "not there"
      : "there"
    : missing
      ? operand.evaluated
        ? "not there"
        : "not looked at"
      : textOf(operand.value, true);
  return (
    <span class="sp-operand">
      <code>{operand.text}</code>{" "}
      {missing || existence ? (
        <em>is {value}</em>
      ) : (
        <>
          = <LongText text={value} limit={40} />
        </>
      )}
    </span>
  );
}

function Messages({ request }: { request: RequestView }): JSX.Element {
  return (
    <div class="sp-messages">
      <Message title="Request as sent" value={request.input} />
      {request.output !== undefined && <Message title="Answer" value={request.output} />}
      {request.error !== undefined && <Message title="Error" value={request.error} />}
    </div>
  );
}

function Message({ title, value }: { title: string; value: unknown }): JSX.Element {
  return (
    <details>
      <summary>{title}</summary>
      <pre tabIndex={0}>{jsonText(value)}</pre>
    </details>
  );
}

const JSON_SHOWN = 20_000;

function jsonText(value: unknown): string {
  const text =
    JSON.stringify(value, (_, inner: unknown) => (inner instanceof Uint8Array ? `<${inner.length} bytes>` : inner), 2) ?? "nothing";
  return text.length > JSON_SHOWN ? `${text.slice(0, JSON_SHOWN)}\n… ${text.length - JSON_SHOWN} more characters` : text;
}
