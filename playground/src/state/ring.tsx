// The ring of all hashes, cut into partitions, with the keys that fall in each.
import type { PartitionInspection } from "hashrange";
import type { JSX } from "preact";
import { useId, useMemo, useState } from "preact/hooks";

import type { Item, TableView } from "../contract.js";
import { collectionsOf, hashOf } from "./collections.js";
import { partitionHash, partitionOf, placeOnRing } from "./hash.js";
import { Empty, FormSwitch, TOUCHES, type Form } from "./parts.js";
import type { Touch, Touched } from "./touched.js";
import { bytesText, counted, identity, indexKeyNames, keyNames, textOf, unitsText } from "./values.js";

interface KeyOnRing {
  readonly text: string;
  readonly place: number;
  readonly partition: number;
  readonly items: number;
  readonly touch: Touch | undefined;
}

const LABELS_MAX = 18;
const CHIPS_MAX = 40;
const ORDER: readonly Touch[] = ["added", "changed", "deleted", "returned", "read"];

export function RingPane({ table, touched }: { table: TableView; touched: Touched }): JSX.Element {
  const [form, setForm] = useState<Form>("picture");
  const [chosen, setIndex] = useState<string | undefined>(undefined);
  const withPartitions = table.inspection.indexes.filter(({ partitions }) => partitions !== undefined);
  const index = withPartitions.some(({ IndexName }) => IndexName === chosen) ? chosen : undefined;
  const keys = useMemo(
    () => (index === undefined ? keysOfTable(table, touched) : keysOfIndex(table, index, touched)),
    [table, touched, index],
  );
  const partitions =
    index === undefined ? table.inspection.partitions : withPartitions.find(({ IndexName }) => IndexName === index)!.partitions!;
  const [text, setText] = useState("");
  const keyType = typeOfKey(table, index);
  const tried = useMemo(() => triedKey(text, keyType, partitions), [text, keyType, partitions]);
  const what = index === undefined ? `table ${table.name}` : `index ${index}`;
  const items = index === undefined ? table.inspection.itemCount : withPartitions.find(({ IndexName }) => IndexName === index)!.itemCount;
  const beyond = items - (index === undefined ? table.items.length : (table.indexItems.get(index)?.length ?? 0));
  return (
    <div class="sp-ring-pane">
      <div class="sp-tools">
        {withPartitions.length > 0 ? (
          <label class="sp-select">
            Partitions of{" "}
            <select value={index ?? ""} onChange={(event) => setIndex(event.currentTarget.value || undefined)}>
              <option value="">table {table.name}</option>
              {withPartitions.map(({ IndexName }) => (
                <option key={IndexName} value={IndexName}>
                  index {IndexName}
                </option>
              ))}
            </select>
          </label>
        ) : (
          <span>Partitions of {what}</span>
        )}
        <FormSwitch form={form} onChange={setForm} what="the partitions" />
      </div>
      {keyType !== undefined && <Try text={text} keyType={keyType} tried={tried} onChange={setText} />}
      {form === "picture" ? (
        <>
          <Ring partitions={partitions} keys={keys} what={what} tried={tried} />
          <KeyLists partitions={partitions} keys={keys} />
        </>
      ) : (
        <PartitionTable partitions={partitions} keys={keys} what={what} />
      )}
      {beyond > 0 && (
        <p class="sp-note">
          The keys drawn are those of the first {(items - beyond).toLocaleString("en")} of {items.toLocaleString("en")} items, in the order
          of their hashes.
        </p>
      )}
      <p class="sp-note">
        This is a model: AWS shows neither how many partitions a table has nor where their borders are, and changes both as a table grows.
        What it does tell is that a hash of the partition key decides. A collection too large for one partition goes on in the next. Heat is
        the units of the last minute or two.
      </p>
    </div>
  );
}

/** S or N; nothing for a key that nobody would type, or one of several attributes. */
function typeOfKey(table: TableView, index: string | undefined): "S" | "N" | undefined {
  const names = index === undefined ? keyNames(table.description.KeySchema) : indexKeyNames(table.description, index);
  const type = table.description.AttributeDefinitions?.find(({ AttributeName }) => AttributeName === names.partition[0])?.AttributeType;
  return names.partition.length === 1 && (type === "S" || type === "N") ? type : undefined;
}

interface Tried {
  readonly hash: string;
  readonly partition: number;
}

/** Where a key of the reader's would lie; undefined while there is none. */
export function triedKey(text: string, type: "S" | "N" | undefined, partitions: readonly PartitionInspection[]): Tried | undefined {
  if (text === "" || type === undefined || (type === "N" && !/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/.test(text))) return undefined;
  const hash = partitionHash(type === "S" ? { S: text } : { N: text });
  return { hash, partition: partitionOf(partitions, hash) };
}

interface TryProps {
  readonly text: string;
  readonly keyType: "S" | "N";
  readonly tried: Tried | undefined;
  readonly onChange: (text: string) => void;
}

/** Takes any key and says where it would fall. */
function Try({ text, keyType, tried, onChange }: TryProps): JSX.Element {
  const id = useId();
  return (
    <p class="sp-try">
      <label for={id}>Where does a key fall?</label>{" "}
      <input
        id={id}
        value={text}
        maxLength={200}
        spellcheck={false}
        autocomplete="off"
        inputMode={keyType === "N" ? "decimal" : "text"}
        placeholder={keyType === "N" ? "a number" : "any text"}
        onInput={(event) => onChange(event.currentTarget.value)}
      />{" "}
      <output for={id}>
        {tried !== undefined ? (
          <>
            hash <code>{tried.hash.slice(0, 4)}…</code>, <strong>partition {tried.partition + 1}</strong>
          </>
        ) : text !== "" ? (
          "this key is a number"
        ) : (
          ""
        )}
      </output>
    </p>
  );
}

function keysOfTable(table: TableView, touched: Touched): KeyOnRing[] {
  return collectionsOf(table, touched).map(({ key, hash, partitions, rows }) => ({
    text: key,
    place: placeOnRing(hash),
    partition: partitions[0] ?? 0,
    items: rows.filter(({ touch }) => touch !== "deleted").length,
    touch: ORDER.find((touch) => rows.some((row) => row.touch === touch)),
  }));
}

function keysOfIndex(table: TableView, index: string, touched: Touched): KeyOnRing[] {
  const names = indexKeyNames(table.description, index);
  const tableNames = keyNames(table.description.KeySchema);
  const partitions = table.inspection.indexes.find(({ IndexName }) => IndexName === index)?.partitions ?? [];
  const byKey = new Map<string, Item[]>();
  for (const item of table.indexItems.get(index) ?? []) {
    const text = names.partition.map((name) => textOf(item[name])).join(" · ");
    byKey.set(text, [...(byKey.get(text) ?? []), item]);
  }
  return [...byKey].map(([text, items]) => {
    const hash = hashOf(items[0]!, names);
    const touches = items.map((item) => touched.entries.get(index)?.get(identity(item, tableNames)));
    return {
      text,
      place: placeOnRing(hash),
      partition: partitionOf(partitions, hash, items[0], names.sort),
      items: items.length,
      touch: ORDER.find((touch) => touches.includes(touch)),
    };
  });
}

const WIDTH = 640;
const HEIGHT = 360;
const CENTRE_X = WIDTH / 2;
const CENTRE_Y = HEIGHT / 2;
const OUTER = 128;
const INNER = 98;
const DOTS = 143;
const LABEL_X = 178;

function point(place: number, radius: number): readonly [number, number] {
  const angle = place * 2 * Math.PI - Math.PI / 2;
  return [CENTRE_X + radius * Math.cos(angle), CENTRE_Y + radius * Math.sin(angle)];
}

/** A band of the ring between two places and two radii. */
function band(from: number, to: number, inner: number, outer: number): string {
  const full = to - from >= 0.9999;
  const end = full ? from + 0.9999 : to;
  const large = end - from > 0.5 ? 1 : 0;
  const at = (place: number, radius: number): string =>
    point(place, radius)
      .map((value) => value.toFixed(2))
      .join(" ");
  return `M ${at(from, outer)} A ${outer} ${outer} 0 ${large} 1 ${at(end, outer)} L ${at(end, inner)} A ${inner} ${inner} 0 ${large} 0 ${at(from, inner)} Z`;
}

function heatOf({ heat }: PartitionInspection): number {
  return heat.readUnits + heat.writeUnits;
}

interface RingProps {
  readonly partitions: readonly PartitionInspection[];
  readonly keys: readonly KeyOnRing[];
  readonly what: string;
  readonly tried: Tried | undefined;
}

function Ring({ partitions, keys, what, tried }: RingProps): JSX.Element {
  const hottest = Math.max(...partitions.map(heatOf));
  const borders = partitions.map(({ low, high }) => [placeOnRing(low.hash), high === null ? 1 : placeOnRing(high.hash)] as const);
  const labelled = keys.length <= LABELS_MAX;
  const most = Math.max(1, ...keys.map(({ items }) => items));
  const summary = `${counted(partitions.length, "partition")} of ${what} and ${counted(keys.length, "partition key")} on the ring of hashes; the table form lists them.`;
  return (
    <svg class="sp-ring" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={summary}>
      {partitions.map((partition, at) => {
        const [from, to] = borders[at]!;
        const gap = partitions.length > 1 && to - from > 0.01 ? 0.0025 : 0;
        const heat = heatOf(partition);
        const thick = hottest > 0 ? (heat / hottest) * (INNER - 74) : 0;
        const [x, y] = point((from + to) / 2, (OUTER + INNER) / 2);
        const [heatX, heatY] = point((from + to) / 2, 60);
        return (
          <g key={at}>
            <path class={`sp-arc ${at % 2 === 1 ? "sp-arc-odd" : ""}`} d={band(from + gap, to - gap, INNER, OUTER)} />
            {thick > 0.5 && <path class="sp-heat" d={band(from + gap, to - gap, INNER - 3 - thick, INNER - 3)} />}
            {to - from > 0.05 && (
              <text class="sp-arc-name" x={x} y={y}>
                {at + 1}
              </text>
            )}
            {heat > 0 && to - from > 0.1 && (
              <text class="sp-heat-text" x={heatX} y={heatY}>
                {unitsText(heat < 100 ? heat : Math.round(heat))}
              </text>
            )}
          </g>
        );
      })}
      <text class="sp-centre" x={CENTRE_X} y={CENTRE_Y - 4}>
        {partitions.length}
      </text>
      <text class="sp-centre-small" x={CENTRE_X} y={CENTRE_Y + 14}>
        {partitions.length === 1 ? "partition" : "partitions"}
      </text>
      {labelled && <Labels keys={keys} />}
      {keys.slice(0, 600).map(({ text, place, items, touch }) => {
        const [x, y] = point(place, DOTS);
        return (
          <circle
            key={text}
            class={touch === undefined ? "sp-dot" : `sp-dot sp-dot-${touch}`}
            cx={x}
            cy={y}
            r={3.5 + 3.5 * Math.sqrt(items / most)}
          >
            <title>{`${text}: ${counted(items, "item")}${touch === undefined ? "" : `, ${TOUCHES[touch].word}`}`}</title>
          </circle>
        );
      })}
      {tried !== undefined && <TriedMark place={placeOnRing(tried.hash)} />}
    </svg>
  );
}

/** A hand from the centre to the key's place, with a square at its end where keys have dots. */
function TriedMark({ place }: { place: number }): JSX.Element {
  const [fromX, fromY] = point(place, 34);
  const [toX, toY] = point(place, DOTS);
  return (
    <g class="sp-tried">
      <path d={`M ${fromX} ${fromY} L ${toX} ${toY}`} />
      <rect x={toX - 6} y={toY - 6} width={12} height={12} transform={`rotate(45 ${toX} ${toY})`} />
    </g>
  );
}

/** The keys beside the ring, in two columns, pushed apart where they would cover each other. */
function Labels({ keys }: { keys: readonly KeyOnRing[] }): JSX.Element {
  const sides = [keys.filter(({ place }) => place < 0.5), keys.filter(({ place }) => place >= 0.5)];
  return (
    <g class="sp-labels">
      {sides.flatMap((side, at) => {
        const sorted = [...side].sort((a, b) => point(a.place, DOTS)[1] - point(b.place, DOTS)[1]);
        const heights = spread(
          sorted.map(({ place }) => point(place, DOTS + 14)[1]),
          17,
          14,
          HEIGHT - 14,
        );
        const direction = at === 0 ? 1 : -1;
        return sorted.map(({ text, place, items, touch }, row) => {
          const [x, y] = point(place, DOTS + 7);
          const labelX = CENTRE_X + direction * LABEL_X;
          const labelY = heights[row]!;
          return (
            <g key={text}>
              <path class="sp-leader" d={`M ${x} ${y} L ${labelX - direction * 6} ${labelY}`} />
              <text
                class={touch === undefined ? "sp-label" : "sp-label sp-label-touched"}
                x={labelX}
                y={labelY}
                text-anchor={direction > 0 ? "start" : "end"}
              >
                {shortened(text, 15)}
                <tspan class="sp-label-count">{` ${items}${touch === undefined ? "" : ` ${TOUCHES[touch].mark}`}`}</tspan>
              </text>
            </g>
          );
        });
      })}
    </g>
  );
}

/** Heights in the same order with at least `gap` between them, as near to the wanted ones as that allows. */
export function spread(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const heights: number[] = [];
  for (const height of wanted) heights.push(Math.max(height, (heights.at(-1) ?? low - gap) + gap));
  for (let at = heights.length - 1, ceiling = high; at >= 0; at--, ceiling -= gap) heights[at] = Math.min(heights[at]!, ceiling);
  return heights;
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

function KeyLists({ partitions, keys }: { partitions: readonly PartitionInspection[]; keys: readonly KeyOnRing[] }): JSX.Element {
  if (keys.length === 0) return <Empty>No keys yet: the ring is empty.</Empty>;
  return (
    <ol class="sp-partitions">
      {partitions.map((partition, at) => {
        const ours = keys.filter((key) => key.partition === at);
        return (
          <li key={at}>
            <h3>
              Partition {at + 1}{" "}
              <small>
                {counted(partition.itemCount, "item")}, {bytesText(partition.itemBytes)}
              </small>
            </h3>
            <p class="sp-heat-line">{heatText(partition)}</p>
            <ul>
              {ours.slice(0, CHIPS_MAX).map(({ text, items, touch }) => (
                <li key={text} class={touch === undefined ? "sp-chip" : `sp-chip sp-chip-${touch}`}>
                  {shortened(text, 32)} <small>{items}</small>
                  {touch !== undefined && (
                    <span class="sp-chip-mark" title={TOUCHES[touch].about}>
                      {" "}
                      <span aria-hidden="true">{TOUCHES[touch].mark}</span>
                      <span class="hidden-text">{TOUCHES[touch].word}</span>
                    </span>
                  )}
                </li>
              ))}
              {ours.length > CHIPS_MAX && <li class="sp-faint">and {ours.length - CHIPS_MAX} more keys</li>}
              {ours.length === 0 && <li class="sp-faint">{partition.itemCount === 0 ? "no keys" : "keys not drawn"}</li>}
            </ul>
          </li>
        );
      })}
    </ol>
  );
}

function heatText({ heat }: PartitionInspection): string {
  if (heat.readUnits === 0 && heat.writeUnits === 0) return "cold";
  return (
    [
      ...(heat.readUnits > 0 ? [`${unitsText(heat.readUnits)} read`] : []),
      ...(heat.writeUnits > 0 ? [`${unitsText(heat.writeUnits)} write`] : []),
    ].join(", ") + " units of heat"
  );
}

function PartitionTable({
  partitions,
  keys,
  what,
}: {
  partitions: readonly PartitionInspection[];
  keys: readonly KeyOnRing[];
  what: string;
}): JSX.Element {
  return (
    <div class="sp-scroll" tabIndex={0} role="region" aria-label={`Partitions of ${what}`}>
      <table class="sp-plain">
        <thead>
          <tr>
            <th scope="col">Partition</th>
            <th scope="col">Hashes from</th>
            <th scope="col" class="sp-number">
              Items
            </th>
            <th scope="col" class="sp-number">
              Size
            </th>
            <th scope="col" class="sp-number">
              Read units
            </th>
            <th scope="col" class="sp-number">
              Write units
            </th>
            <th scope="col">Partition keys</th>
          </tr>
        </thead>
        <tbody>
          {partitions.map((partition, at) => {
            const ours = keys.filter((key) => key.partition === at).map(({ text, items }) => `${text} (${items})`);
            return (
              <tr key={at}>
                <th scope="row">{at + 1}</th>
                <td class="sp-code">
                  {partition.low.hash.slice(0, 4)}…{partition.low.key !== undefined && " within a collection"}
                </td>
                <td class="sp-number">{partition.itemCount.toLocaleString("en")}</td>
                <td class="sp-number sp-whole">{bytesText(partition.itemBytes)}</td>
                <td class="sp-number">{unitsText(partition.heat.readUnits)}</td>
                <td class="sp-number">{unitsText(partition.heat.writeUnits)}</td>
                <td class="sp-code">
                  {ours.slice(0, CHIPS_MAX).join(", ")}
                  {ours.length > CHIPS_MAX && ` and ${ours.length - CHIPS_MAX} more`}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
