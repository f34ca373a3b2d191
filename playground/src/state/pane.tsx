// The state pane: a summary that is always in sight, and four views under tabs.
import { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { useId, useMemo, useRef, useState } from "preact/hooks";

import type { TableView, View } from "../contract.js";
import { IndexesPane } from "./indexes.js";
import { ItemsPane } from "./items.js";
import { Empty } from "./parts.js";
import { RequestsPane, unitsLine } from "./requests.js";
import { RingPane } from "./ring.js";
import { costOf, sumOf } from "./sentences.js";
import "./state.css";
import { touchedBy } from "./touched.js";
import { bytesText, counted } from "./values.js";

type Tab = "items" | "partitions" | "indexes" | "requests";

export function StatePane({ view: given }: { view: Signal<View | undefined> | View | undefined }): JSX.Element {
  const view = given instanceof Signal ? given.value : given;
  if (view === undefined) return <Empty>The database opens.</Empty>;
  return <OpenPane view={view} />;
}

function OpenPane({ view }: { view: View }): JSX.Element {
  const [tab, setTab] = useState<Tab>("items");
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const table = view.tables.find(({ name }) => name === chosen) ?? latestTable(view);
  const requests = view.run?.requests.length ?? 0;
  const tabs: readonly (readonly [Tab, string, number | undefined])[] = [
    ["items", "Items", table?.inspection.itemCount],
    ["partitions", "Partitions", table?.inspection.partitions.length],
    ...((table?.inspection.indexes.length ?? 0) > 0 ? [["indexes", "Indexes", table!.inspection.indexes.length] as const] : []),
    ["requests", "Requests", requests],
  ];
  const current = tabs.some(([name]) => name === tab) ? tab : "items";
  const move = (event: KeyboardEvent): void => {
    const at = tabs.findIndex(([name]) => name === current);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    // Alt and an arrow are the time bar's.
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    setTab(tabs[(to + tabs.length) % tabs.length]![0]);
    (list.current?.children[(to + tabs.length) % tabs.length] as HTMLElement | undefined)?.focus();
  };
  return (
    <div class="sp">
      <Summary view={view} table={table} onChoose={setChosen} />
      <div class="sp-tabs" role="tablist" aria-label="Inside the database" ref={list} onKeyDown={move}>
        {tabs.map(([name, title, count]) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${name}`}
            aria-selected={name === current}
            aria-controls={`${id}-panel`}
            tabIndex={name === current ? 0 : -1}
            onClick={() => setTab(name)}
          >
            {title} {count !== undefined && <span class="sp-badge">{count.toLocaleString("en")}</span>}
          </button>
        ))}
      </div>
      <div class="sp-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${current}`}>
        {current === "requests" ? (
          <RequestsPane run={view.run} tables={view.tables} />
        ) : table === undefined ? (
          <Empty>There is no table yet.</Empty>
        ) : (
          <OfTable view={view} table={table} tab={current} />
        )}
      </div>
    </div>
  );
}

/** The table that the last run dealt with last, or the first by name. */
function latestTable({ tables, run }: View): TableView | undefined {
  for (const { events } of run?.requests.toReversed() ?? []) {
    const named = events.find((event) => "table" in event && tables.some(({ name }) => name === event.table));
    if (named !== undefined && "table" in named) return tables.find(({ name }) => name === named.table);
  }
  return tables[0];
}

function OfTable({ view, table, tab }: { view: View; table: TableView; tab: Exclude<Tab, "requests"> }): JSX.Element {
  const touched = useMemo(() => touchedBy(view.run, table), [view.run, table]);
  switch (tab) {
    case "items":
      return <ItemsPane key={table.name} table={table} touched={touched} />;
    case "partitions":
      return <RingPane key={table.name} table={table} touched={touched} />;
    case "indexes":
      return <IndexesPane key={table.name} table={table} touched={touched} />;
  }
}

function Summary({ view, table, onChoose }: { view: View; table: TableView | undefined; onChoose: (name: string) => void }): JSX.Element {
  return (
    <div class="sp-summary">
      {table !== undefined && (
        <p>
          {view.tables.length > 1 ? (
            <label class="sp-select">
              Table{" "}
              <select value={table.name} onChange={(event) => onChoose(event.currentTarget.value)}>
                {view.tables.map(({ name }) => (
                  <option key={name}>{name}</option>
                ))}
              </select>
            </label>
          ) : (
            <>
              Table <strong class="sp-code">{table.name}</strong>
            </>
          )}{" "}
          <span class="sp-faint">
            {counted(table.inspection.itemCount, "item")}, {bytesText(table.inspection.itemBytes)}
            {table.inspection.status !== "ACTIVE" && `, ${table.inspection.status.toLowerCase()}`}
          </span>
        </p>
      )}
      <LastRun view={view} />
    </div>
  );
}

function LastRun({ view }: { view: View }): JSX.Element {
  if (view.run === undefined) return <p class="sp-faint">Not run yet.</p>;
  const { requests, outcome } = view.run;
  const cost = sumOf(requests.map(costOf));
  const refused = requests.filter(({ error }) => error !== undefined).length;
  return (
    <p class="sp-last">
      <span class="sp-faint">
        {outcome === "done" ? "Last run:" : outcome === "failed" ? "Last run, ended by an exception:" : "Last run, stopped:"}
      </span>{" "}
      {counted(requests.length, "request")}
      {refused > 0 && ` (${refused} refused)`}
      {cost.itemsRead > 0 && `, read ${cost.itemsRead}, returned ${cost.itemsReturned}`}
      {cost.itemsWritten > 0 && `, wrote ${cost.itemsWritten}`}
      {requests.length > 0 && (
        <>
          {": "}
          <strong>{unitsLine(cost)}</strong>
        </>
      )}
    </p>
  );
}
