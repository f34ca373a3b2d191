// The requests of a run: what each read against what it returned, what it cost, and, of the chosen one, what happened inside.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import type { Item, RequestView, RunView, TableView } from "../contract.js";
import { Empty, FormSwitch, More, type Form } from "./parts.js";
import { costOf, type Cost } from "./sentences.js";
import { RequestTrace } from "./trace.js";
import { counted, keyNames, keyText, plainKeyText, unitsText } from "./values.js";

const FIRST = 30;
const STEP = 100;
/** A curve says something from so many points on. */
const CURVE_FROM = 12;

interface Line {
  readonly request: RequestView;
  readonly target: string;
  readonly cost: Cost;
}

export function RequestsPane({ run, tables }: { run: RunView | undefined; tables: readonly TableView[] }): JSX.Element {
  const [form, setForm] = useState<Form>("picture");
  const [shown, setShown] = useState(FIRST);
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  const last = useRef(run);
  if (last.current !== run) {
    last.current = run;
    if (chosen !== undefined) setChosen(undefined);
    if (shown !== FIRST) setShown(FIRST);
  }
  if (run === undefined) return <Empty>Nothing was run yet.</Empty>;
  if (run.requests.length === 0) return <Empty>The last run sent no request.</Empty>;
  const lines = run.requests.map((request): Line => ({ request, target: targetOf(request, tables), cost: costOf(request) }));
  const request =
    run.requests.find(({ number }) => number === chosen) ??
    run.requests.findLast(({ error }) => error !== undefined) ??
    run.requests.at(-1)!;
  const visible = lines.slice(0, shown);
  return (
    <div class="sp-requests">
      <div class="sp-tools">
        <span>What each request read, and what of that it returned</span>
        <FormSwitch form={form} onChange={setForm} what="the requests" />
      </div>
      {form === "picture" ? (
        <Strip lines={visible} scale={scaleOf(lines)} chosen={request.number} onChoose={setChosen} />
      ) : (
        <RequestTable lines={visible} chosen={request.number} onChoose={setChosen} />
      )}
      <More hidden={lines.length - visible.length} step={STEP} what="requests" onMore={() => setShown(shown + STEP)} />
      {form === "picture" && lines.length >= CURVE_FROM && <Curve lines={lines} />}
      <RequestTrace key={request.number} request={request} of={run.requests.length} />
    </div>
  );
}

/** How many items the full width of a bar stands for: few items are a short bar. */
function scaleOf(lines: readonly Line[]): number {
  return Math.max(10, ...lines.map(({ cost }) => Math.max(cost.itemsRead, cost.itemsWritten)));
}

interface ListProps {
  readonly lines: readonly Line[];
  readonly chosen: number;
  readonly onChoose: (number: number) => void;
}

function Strip({ lines, scale, chosen, onChoose }: ListProps & { scale: number }): JSX.Element {
  return (
    <ol class="sp-strip" tabIndex={lines.length > 8 ? 0 : -1} aria-label="Requests of the last run">
      {lines.map(({ request, target, cost }) => (
        <li key={request.number}>
          <button
            type="button"
            class={request.error === undefined ? "" : "sp-failed"}
            aria-pressed={request.number === chosen}
            onClick={() => onChoose(request.number)}
          >
            <span class="sp-request-number">{request.number}</span>
            <span class="sp-request-name">
              {request.operation} <small title={target}>{target}</small>
            </span>
            <span class="sp-bar" aria-hidden="true">
              <Bar cost={cost} scale={scale} />
            </span>
            <span class="sp-request-did">
              {request.error === undefined ? (
                didText(cost)
              ) : (
                <>
                  <span aria-hidden="true">✕ </span>
                  <span class="hidden-text">refused: </span>
                  {nameOfError(request)}
                </>
              )}
            </span>
            <span class="sp-request-units">{unitsOf(request, cost)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function Bar({ cost, scale }: { cost: Cost; scale: number }): JSX.Element {
  const width = (items: number): string => `${Math.max(items > 0 ? 1.5 : 0, (items / scale) * 100)}%`;
  return (
    <>
      {cost.itemsRead > 0 && (
        <span class="sp-bar-read" style={{ width: width(cost.itemsRead) }}>
          <span class="sp-bar-returned" style={{ width: `${(cost.itemsReturned / cost.itemsRead) * 100}%` }} />
        </span>
      )}
      {cost.itemsWritten > 0 && <span class="sp-bar-written" style={{ width: width(cost.itemsWritten) }} />}
    </>
  );
}

function didText(cost: Cost): string {
  const read = cost.itemsRead > 0 || cost.itemsReturned > 0 ? `read ${cost.itemsRead}, returned ${cost.itemsReturned}` : "";
  const wrote = cost.itemsWritten > 0 ? `wrote ${cost.itemsWritten}` : "";
  return (
    [read, wrote].filter(Boolean).join("; ") ||
    (cost.readUnits > 0 ? "read 0, returned 0" : cost.writeUnits > 0 ? "nothing changed" : "no items")
  );
}

export function unitsLine(cost: Cost): string {
  return (
    [
      ...(cost.readUnits > 0 ? [`${unitsText(cost.readUnits)} read`] : []),
      ...(cost.writeUnits > 0 ? [`${unitsText(cost.writeUnits)} write`] : []),
    ].join(" + ") + (cost.readUnits + cost.writeUnits > 0 ? (cost.readUnits + cost.writeUnits === 1 ? " unit" : " units") : "no units")
  );
}

/** What a refused request was charged is not told; where nothing can be charged there is nothing to tell. */
function unitsOf(request: RequestView, cost: Cost): JSX.Element | string {
  if (cost.readUnits + cost.writeUnits > 0 || !CHARGED_WHEN_REFUSED.has(request.error?.name ?? "")) return unitsLine(cost);
  return <span title="DynamoDB charges a refused write too. How much is not told here.">not told</span>;
}

const CHARGED_WHEN_REFUSED: ReadonlySet<string> = new Set(["ConditionalCheckFailedException", "TransactionCanceledException"]);

function nameOfError(request: RequestView): string {
  return (request.error?.name ?? "").replace(/Exception$/, "");
}

type Batch = Readonly<Record<string, readonly unknown[] | { readonly Keys?: readonly unknown[] }>>;

function batchText(batch: Batch): string {
  const parts = Object.values(batch).map((part) =>
    Array.isArray(part) ? part.length : ((part as { Keys?: readonly unknown[] }).Keys?.length ?? 0),
  );
  return counted(
    parts.reduce((sum, count) => sum + count, 0),
    "item",
  );
}

/** What a request is about: its key, or the table or index. */
function targetOf(request: RequestView, tables: readonly TableView[]): string {
  const input = request.input as
    { TableName?: string; IndexName?: string; Key?: Item; Item?: Item; TransactItems?: unknown[]; RequestItems?: Batch } | undefined;
  const table = tables.find(({ name }) => name === input?.TableName);
  if (input?.Key !== undefined) return plainKeyText(input.Key);
  if (input?.Item !== undefined && table !== undefined) return keyText(input.Item, keyNames(table.description.KeySchema));
  if (input?.TransactItems !== undefined) return counted(input.TransactItems.length, "action");
  if (input?.RequestItems !== undefined) return batchText(input.RequestItems);
  if (input?.IndexName !== undefined) return `index ${input.IndexName}`;
  return input?.TableName ?? "";
}

function RequestTable({ lines, chosen, onChoose }: ListProps): JSX.Element {
  return (
    <div class="sp-scroll" tabIndex={0} role="region" aria-label="Requests of the last run">
      <table class="sp-plain">
        <thead>
          <tr>
            <th scope="col">Request</th>
            <th scope="col">About</th>
            {["Read", "Returned", "Written", "Read units", "Write units"].map((title) => (
              <th key={title} scope="col" class="sp-number">
                {title}
              </th>
            ))}
            <th scope="col">Outcome</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ request, target, cost }) => (
            <tr key={request.number} class={request.number === chosen ? "sp-chosen" : ""}>
              <th scope="row">
                <button
                  type="button"
                  class="sp-more sp-whole"
                  aria-pressed={request.number === chosen}
                  onClick={() => onChoose(request.number)}
                >
                  {request.number} {request.operation}
                </button>
              </th>
              <td class="sp-code">{target}</td>
              {[cost.itemsRead, cost.itemsReturned, cost.itemsWritten].map((value, at) => (
                <td key={at} class="sp-number">
                  {value}
                </td>
              ))}
              {[cost.readUnits, cost.writeUnits].map((value, at) => (
                <td key={at} class="sp-number">
                  {unitsText(value)}
                </td>
              ))}
              <td>{request.error?.name ?? "done"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The units of one request after the other. The library that draws it is loaded when there is something to draw. */
function Curve({ lines }: { lines: readonly Line[] }): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let ended = false;
    let end = (): void => {};
    void import("./curve.js").then(({ drawCurve }) => {
      if (!ended && place.current !== null) {
        end = drawCurve(
          place.current,
          lines.map(({ request }) => request.number),
          lines.map(({ cost }) => cost.readUnits),
          lines.map(({ cost }) => cost.writeUnits),
        );
      }
    });
    return () => {
      ended = true;
      end();
    };
  }, [lines.length, lines[0]?.request, lines.at(-1)?.request]);
  return <div class="sp-curve" ref={place} role="img" aria-label="Read and write units of each request; the table form lists them" />;
}
