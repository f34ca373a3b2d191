// Storage in files, for the entries of Node, Deno and Bun. Apart from storage_names.ts: no other entry may refer to node:fs.
import type { Storages } from "./storage_names.js";

export const file: NonNullable<Storages["file"]> = async (directory, durability) => {
  const { NodeFiles } = await import("../../web/node_files.js");
  return new NodeFiles(directory, { durability });
};
