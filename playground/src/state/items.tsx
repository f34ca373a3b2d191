// The merged table: a partition key spans the rows of its item collection, which are in the order of their sort keys.
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";

import type { TableView } from "../contract.js";
import { collectionsOf, type Collection, type Row } from "./collections.js";
import { Empty, LongText, More, TOUCHES, TouchMark } from "./parts.js";
import type { Touch, Touched } from "./touched.js";
import { counted, keyNames, KIND_COLOURS, kindsOf, textOf, typeOf, type KeyNames } from "./values.js";

const COLLECTIONS_FIRST = 40;
const COLLECTIONS_STEP = 40;
/** Of a collection these are shown at first: its first rows, and what the last run wrote or returned, up to so many. */
const ROWS_FIRST = 6;
/** Of a table with many items, fewer of each collection. */
const MANY_ITEMS = 40;
const ROWS_FIRST_OF_MANY = 3;
const ROWS_TOUCHED = 40;
const ROWS_STEP = 100;

export function ItemsPane({ table, touched }: { table: TableView; touched: Touched }): JSX.Element {
  const [shown, setShown] = useState(COLLECTIONS_FIRST);
  const names = keyNames(table.description.KeySchema);
  const collections = useMemo(() => collectionsOf(table, touched), [table, touched]);
  const kinds = useMemo(() => kindsOf(table), [table]);
  if (collections.length === 0) return <Empty>No items. A put will make the first.</Empty>;
  const beyond = table.inspection.itemCount - table.items.length;
  return (
    <div class="sp-items">
      <Legend kinds={kinds} collections={collections} />
      <table class="sp-merged" role="table" aria-label={`Items of table ${table.name} by partition key`}>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              {names.partition[0]} <small>partition key</small>
            </th>
            {names.sort.length > 0 && (
              <th role="columnheader" scope="col">
                {names.sort[0]} <small>sort key</small>
              </th>
            )}
            <th role="columnheader" scope="col">
              other attributes
            </th>
          </tr>
        </thead>
        {collections.slice(0, shown).map((collection) => (
          <CollectionRows
            key={collection.key}
            collection={collection}
            names={names}
            kinds={kinds}
            first={table.items.length > MANY_ITEMS ? ROWS_FIRST_OF_MANY : ROWS_FIRST}
            partitioned={table.inspection.partitions.length > 1}
          />
        ))}
      </table>
      <More
        hidden={collections.length - shown}
        step={COLLECTIONS_STEP}
        what="item collections"
        onMore={() => setShown(shown + COLLECTIONS_STEP)}
      />
      {beyond > 0 && (
        <p class="sp-note">
          These are the first {table.items.length.toLocaleString("en")} of {table.inspection.itemCount.toLocaleString("en")} items, in the
          order of a scan.
        </p>
      )}
    </div>
  );
}

function Legend({ kinds, collections }: { kinds: ReadonlyMap<string, number>; collections: readonly Collection[] }): JSX.Element {
  const touches = new Map<Touch, number>();
  for (const { rows } of collections) {
    for (const { touch } of rows) if (touch !== undefined) touches.set(touch, (touches.get(touch) ?? 0) + 1);
  }
  return (
    <div class="sp-legend">
      {(kinds.size > 1 || !kinds.has("item")) && (
        <ul aria-label="Kinds of items">
          {[...kinds].slice(0, 12).map(([kind, at]) => (
            <li key={kind} class={`sp-kind sp-kind-${at % KIND_COLOURS}`}>
              {kind}
            </li>
          ))}
        </ul>
      )}
      {touches.size > 0 && (
        <ul aria-label="What the last run did">
          {(Object.keys(TOUCHES) as Touch[])
            .filter((touch) => touches.has(touch))
            .map((touch) => (
              <li key={touch}>
                <TouchMark touch={touch} /> <span class="sp-count">{touches.get(touch)}</span>
              </li>
            ))}
        </ul>
      )}
    </div>
  );
}

interface RowsProps {
  readonly collection: Collection;
  readonly names: KeyNames;
  readonly kinds: ReadonlyMap<string, number>;
  readonly first: number;
  readonly partitioned: boolean;
}

function CollectionRows({ collection, names, kinds, first, partitioned }: RowsProps): JSX.Element {
  const [more, setMore] = useState(0);
  const parts = partsOf(collection.rows, first + more);
  const columns = names.sort.length > 0 ? 2 : 1;
  return (
    <tbody role="rowgroup">
      {parts.map((row, at) =>
        Array.isArray(row) ? (
          <tr key={`after ${at}`} role="row">
            <td role="cell" colSpan={columns} class="sp-rest">
              <More hidden={row.length} step={ROWS_STEP} what="items" onMore={() => setMore(more + ROWS_STEP)} note={noteOf(row)} />
            </td>
          </tr>
        ) : (
          <tr key={row.id} role="row" class={rowClass(row, kinds)}>
            {at === 0 && (
              <th role="rowheader" scope="rowgroup" rowSpan={parts.length}>
                <LongText text={collection.key} limit={40} />
                {names.sort.length === 0 && <TouchMark touch={row.touch} />}
                <small>{aboutText(collection, names, partitioned)}</small>
              </th>
            )}
            {names.sort.length > 0 && (
              <td role="cell" class="sp-sort">
                <LongText text={names.sort.map((name) => textOf(row.item[name])).join(" · ")} limit={40} />
                <TouchMark touch={row.touch} />
              </td>
            )}
            <td role="cell" class="sp-attributes">
              <Attributes row={row} names={names} />
            </td>
          </tr>
        ),
      )}
    </tbody>
  );
}

/** How many items there are, when there may be several, and where they lie, when there is more than one place. */
function aboutText(collection: Collection, names: KeyNames, partitioned: boolean): string {
  const count = counted(collection.rows.filter(({ touch }) => touch !== "deleted").length, "item");
  const place = `partition ${collection.partitions.map((partition) => partition + 1).join(" and ")}`;
  return [...(names.sort.length > 0 ? [count] : []), ...(partitioned ? [place] : [])].join(", ");
}

/** The rows that are shown, and where some are not, those in between. */
function partsOf(rows: readonly Row[], first: number): (Row | Row[])[] {
  let budget = ROWS_TOUCHED + first;
  const shown = rows.map(({ touch }, at) => (at < first || (touch !== undefined && touch !== "read")) && budget-- > 0);
  const parts: (Row | Row[])[] = [];
  for (let at = 0; at < rows.length; at++) {
    let end = at;
    while (end < rows.length && !shown[end]) end++;
    // One or two are shown rather than spoken of.
    if (end - at > 2) {
      parts.push(rows.slice(at, end));
      at = end - 1;
    } else {
      parts.push(rows[at]!);
    }
  }
  return parts;
}

function noteOf(rows: readonly Row[]): string {
  const read = rows.filter(({ touch }) => touch === "read").length;
  const others = rows.filter(({ touch }) => touch !== undefined && touch !== "read").length;
  return [
    ...(read > 0 ? [`, ${read === rows.length ? "all" : read} read only`] : []),
    ...(others > 0 ? [`, ${others} touched by the last run`] : []),
  ].join("");
}

function rowClass(row: Row, kinds: ReadonlyMap<string, number>): string {
  const colour = kinds.get(row.kind);
  return [colour === undefined ? "" : `sp-kind-${colour % KIND_COLOURS}`, row.touch === undefined ? "" : `sp-is-${row.touch}`]
    .join(" ")
    .trim();
}

function Attributes({ row, names }: { row: Row; names: KeyNames }): JSX.Element {
  const keys = new Set([...names.partition, ...names.sort]);
  const others = Object.entries(row.item).filter(([name]) => !keys.has(name));
  if (row.touch === "deleted") return <span class="sp-faint">gone</span>;
  if (others.length === 0) return <span class="sp-faint sp-none">none</span>;
  return (
    <dl>
      {others.slice(0, 40).map(([name, value]) => (
        <div key={name}>
          <dt title={typeOf(value)}>{name}</dt>{" "}
          <dd>
            <LongText text={textOf(value)} limit={44} />
          </dd>{" "}
        </div>
      ))}
      {others.length > 40 && <div>and {others.length - 40} more</div>}
    </dl>
  );
}
