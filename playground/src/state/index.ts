// Stands here until the pictures are merged.
import { h } from "preact";
import type { StatePaneProps } from "../contract.js";

export function StatePane({ view }: StatePaneProps) {
  return h("pre", null, view === undefined ? "The database opens." : view.tables.map((table) => `${table.name}: ${table.items.length} items`).join("\n"));
}
