// The indexes beside the table: a line from each item to its entry. Rows are of one height, so the lines need no measuring.
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";

import type { Item, TableView } from "../contract.js";
import { Empty, FormSwitch, More, TouchMark, type Form } from "./parts.js";
import type { Touch, Touched } from "./touched.js";
import {
  bytesText,
  counted,
  identity,
  indexKeyNames,
  keyNames,
  keyText,
  KIND_COLOURS,
  kindOf,
  kindsOf,
  textOf,
  type KeyNames,
} from "./values.js";

const ROW = 30;
const ENTRIES_FIRST = 24;
const ENTRIES_STEP = 48;
/** Of items without an entry, so many are drawn; the rest is told as a number. */
const WITHOUT_ENTRY = 18;

type Schema = {
  readonly IndexName?: string | undefined;
  readonly Projection?: { readonly ProjectionType?: string; readonly NonKeyAttributes?: readonly string[] };
};

export function IndexesPane({ table, touched }: { table: TableView; touched: Touched }): JSX.Element {
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const [form, setForm] = useState<Form>("picture");
  const indexes = table.inspection.indexes;
  const index = indexes.find(({ IndexName }) => IndexName === chosen) ?? indexes[0];
  if (index === undefined) return <Empty>Table {table.name} has no index.</Empty>;
  const { IndexName: name } = index;
  const names = indexKeyNames(table.description, name);
  const schema = (
    [...(table.description.GlobalSecondaryIndexes ?? []), ...(table.description.LocalSecondaryIndexes ?? [])] as readonly Schema[]
  ).find(({ IndexName }) => IndexName === name);
  return (
    <div class="sp-indexes">
      <div class="sp-tools">
        {indexes.length > 1 ? (
          <label class="sp-select">
            Index{" "}
            <select value={name} onChange={(event) => setChosen(event.currentTarget.value)}>
              {indexes.map(({ IndexName }) => (
                <option key={IndexName}>{IndexName}</option>
              ))}
            </select>
          </label>
        ) : (
          <span>
            Index <strong class="sp-code">{name}</strong>
          </span>
        )}
        <FormSwitch form={form} onChange={setForm} what="the index" />
      </div>
      <p class="sp-facts">
        {index.kind === "global" ? "Global" : "Local"} secondary index, keys{" "}
        <span class="sp-code">
          {names.partition.join(", ")}
          {names.sort.length > 0 && ` · ${names.sort.join(", ")}`}
        </span>
        , {projectionText(schema)}. {counted(index.itemCount, "entry", "entries")} for {counted(table.inspection.itemCount, "item")},{" "}
        {bytesText(index.itemBytes)}
        {index.status === "CREATING" && ", still being filled"}.
      </p>
      <IndexForm key={name} table={table} touched={touched} index={name} names={names} form={form} />
    </div>
  );
}

function projectionText(schema: Schema | undefined): string {
  const { ProjectionType, NonKeyAttributes } = schema?.Projection ?? {};
  if (ProjectionType === "KEYS_ONLY") return "with nothing but keys";
  if (ProjectionType === "INCLUDE") return `with ${(NonKeyAttributes ?? []).join(", ")} besides the keys`;
  return "with all attributes";
}

interface Entry {
  readonly id: string;
  readonly item: Item;
  readonly touch: Touch | undefined;
}

interface FormProps {
  readonly table: TableView;
  readonly touched: Touched;
  readonly index: string;
  readonly names: KeyNames;
  readonly form: Form;
}

function IndexForm({ table, touched, index, names, form }: FormProps): JSX.Element {
  const [shown, setShown] = useState(ENTRIES_FIRST);
  const tableNames = keyNames(table.description.KeySchema);
  const entries = useMemo(() => entriesOf(table, touched, index, tableNames), [table, touched, index]);
  const visible = entries.slice(0, shown);
  const more = (
    <More hidden={entries.length - visible.length} step={ENTRIES_STEP} what="entries" onMore={() => setShown(shown + ENTRIES_STEP)} />
  );
  if (form === "table") {
    return (
      <>
        <EntryTable entries={visible} names={names} tableNames={tableNames} index={index} />
        {more}
      </>
    );
  }
  return (
    <>
      <Lines table={table} entries={visible} all={entries} names={names} tableNames={tableNames} index={index} touched={touched} />
      {more}
    </>
  );
}

function entriesOf(table: TableView, touched: Touched, index: string, tableNames: KeyNames): Entry[] {
  const touches = touched.entries.get(index);
  return (table.indexItems.get(index) ?? []).map((item) => {
    const id = identity(item, tableNames);
    return { id, item, touch: touches?.get(id) };
  });
}

interface LinesProps {
  readonly table: TableView;
  readonly touched: Touched;
  readonly entries: readonly Entry[];
  readonly all: readonly Entry[];
  readonly names: KeyNames;
  readonly tableNames: KeyNames;
  readonly index: string;
}

function Lines({ table, touched, entries, all, names, tableNames, index }: LinesProps): JSX.Element {
  const kinds = kindsOf(table);
  const places = new Set(entries.map(({ id }) => id));
  const withEntry = new Set(all.map(({ id }) => id));
  let without = 0;
  const items = table.items
    .map((item) => ({ id: identity(item, tableNames), item }))
    .filter(({ id }) => places.has(id) || (!withEntry.has(id) && ++without <= WITHOUT_ENTRY));
  const rest = Math.max(0, without - WITHOUT_ENTRY);
  const touches = touched.entries.get(index);
  const gone = [...(touches ?? [])].filter(([id, touch]) => touch === "deleted" && !withEntry.has(id)).map(([id]) => id);
  const goneIds = new Set(gone);
  const left = grouped(items, ({ item }) => textsOf(item, tableNames.partition), tableNames.sort.length > 0);
  const right = grouped(entries, ({ item }) => textsOf(item, names.partition), true);
  const rowOf = new Map(right.flatMap((line, row) => (typeof line === "string" ? [] : [[line.id, row] as const])));
  const height = (Math.max(left.length + (rest > 0 ? 1 : 0), right.length, 1) + 1) * ROW;
  const middle = (row: number): number => (row + 1.5) * ROW;
  const kindClass = (item: Item): string => `sp-kind-${(kinds.get(kindOf(item, tableNames)) ?? 0) % KIND_COLOURS}`;
  return (
    <div class="sp-lines" role="group" aria-label={`Items of ${table.name} on the left, entries of index ${index} on the right`}>
      <ol class={tableNames.sort.length > 0 ? "sp-side sp-grouped" : "sp-side"} aria-label={`Items of ${table.name}`}>
        <li class="sp-side-title">
          table {table.name} <small>{counted(table.inspection.itemCount, "item")}</small>
        </li>
        {left.map((line) =>
          typeof line === "string" ? (
            <li key={`key ${line}`} class="sp-node-key" title={line}>
              {line}
            </li>
          ) : (
            <li
              key={line.id}
              class={`sp-node ${withEntry.has(line.id) ? kindClass(line.item) : "sp-node-out"}`}
              title={keyText(line.item, tableNames)}
            >
              <span class="sp-node-text">{textsOf(line.item, tableNames.sort.length > 0 ? tableNames.sort : tableNames.partition)}</span>
              {goneIds.has(line.id) && <TouchMark touch="deleted" />}
              <span class="hidden-text">{withEntry.has(line.id) ? ", has an entry" : ", has no entry"}</span>
            </li>
          ),
        )}
        {rest > 0 && <li class="sp-node sp-node-rest">and {counted(rest, "item")} more without an entry</li>}
      </ol>
      <svg class="sp-threads" viewBox={`0 0 100 ${height}`} preserveAspectRatio="none" style={{ height: `${height}px` }} aria-hidden="true">
        {left.map((line, row) => {
          if (typeof line === "string") return null;
          const to = rowOf.get(line.id);
          if (to === undefined)
            return goneIds.has(line.id) ? (
              <path key={line.id} class="sp-thread sp-thread-gone" d={`M 0 ${middle(row)} L 42 ${middle(row)}`} />
            ) : null;
          return (
            <path
              key={line.id}
              class={touches?.has(line.id) ? "sp-thread sp-thread-touched" : "sp-thread"}
              d={`M 0 ${middle(row)} C 50 ${middle(row)} 50 ${middle(to)} 100 ${middle(to)}`}
            />
          );
        })}
      </svg>
      <ol class="sp-side" aria-label={`Entries of index ${index}`}>
        <li class="sp-side-title">
          index {index} <small>{counted(all.length, "entry", "entries")}</small>
        </li>
        {right.map((line) =>
          typeof line === "string" ? (
            <li key={`key ${line}`} class="sp-node-key" title={line}>
              {line}
            </li>
          ) : (
            <li
              key={line.id}
              class={`sp-node ${kindClass(line.item)}`}
              title={`${keyText(line.item, names)}, of ${keyText(line.item, tableNames)}`}
            >
              <span class="sp-node-text">{names.sort.length > 0 ? textsOf(line.item, names.sort) : keyText(line.item, tableNames)}</span>
              <TouchMark touch={line.touch} />
              <span class="hidden-text">, of {keyText(line.item, tableNames)}</span>
            </li>
          ),
        )}
        {all.length === 0 && <li class="sp-node sp-node-rest">empty: no item has its keys</li>}
      </ol>
    </div>
  );
}

function textsOf(item: Item, names: readonly string[]): string {
  return names.map((name) => textOf(item[name])).join(" · ");
}

/** Lines with the key above those that share it; without keys when each line says its own. */
function grouped<T>(lines: readonly T[], keyOf: (line: T) => string, withKeys: boolean): (T | string)[] {
  return lines.flatMap((line, at) => {
    const key = keyOf(line);
    return withKeys && (at === 0 || keyOf(lines[at - 1]!) !== key) ? [key, line] : [line];
  });
}

function EntryTable({
  entries,
  names,
  tableNames,
  index,
}: {
  entries: readonly Entry[];
  names: KeyNames;
  tableNames: KeyNames;
  index: string;
}): JSX.Element {
  if (entries.length === 0) return <Empty>The index has no entries.</Empty>;
  const columns = [...names.partition, ...names.sort];
  return (
    <div class="sp-scroll" tabIndex={0} role="region" aria-label={`Entries of index ${index}`}>
      <table class="sp-plain">
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">Item of the table</th>
            <th scope="col">Last run</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(({ id, item, touch }) => (
            <tr key={id}>
              {columns.map((name) => (
                <td key={name} class="sp-code">
                  {textOf(item[name])}
                </td>
              ))}
              <td class="sp-code">{keyText(item, tableNames)}</td>
              <td>
                <TouchMark touch={touch} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
