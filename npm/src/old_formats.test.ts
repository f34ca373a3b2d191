// A database that was written before tables had indexes (log format 1) opens, and goes on. Its files are those of such a
// database, byte for byte: a manifest, a checkpoint, and a segment with one commit behind it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { noteKey } from "./engine_testing.js";
import { open, type Database } from "./index.node.js";

const kFiles: Record<string, string> = {
  manifest:
    "7b22666f726d6174223a312c2266656e6365223a312c226e657874223a342c22636865636b706f696e74223a5b22636865636b706f696e742d303030" +
    "30303030303032225d2c227365676d656e7473223a5b226c6f672d30303030303030303033225d7d0a39316536306539310a",
  "checkpoint-0000000002":
    "4852434b505400000100000000000000770000005c0980c4c691a2780219000000000000004c82701ba201000000000000000000000103015a01056e" +
    "6f7465732439393265656231322d306162392d343839382d623863662d383233663037306630326337717f701ba20100000202706b0102736b020270" +
    "6b010102736b020100000000000000000000000000000000000000a2000000f2b585728fd4b9730219000000000000004c82701ba201000000000000" +
    "00000000020101e2de7562518e55f607610000c102000030160000000e0000000f00000007090000000e00000003000000040102040202080108706b" +
    "61736b31746578746b6570740101e2de7562518e55f607610000c1030000321600000010000000110000000709000000100000000300000004010204" +
    "020208010c706b61736b3274657874736d616c6c3713000000c37321c3ef7786870319000000000000004c82701ba20100000202",
  "log-0000000003":
    "48524c4f4700000001000000000000006e0000003f71e5069444d4b4011a000000000000005c82701ba2010000905acd102f2efd19010101e2de7562" +
    "518e55f607610000c104000041160000001f0000002000000007090000001f0000000300000004010204020208012a706b61736b3374657874626568" +
    "696e642074686520636865636b706f696e74",
};

describe("a database of log format 1", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hashrange-"));
    for (const [name, hex] of Object.entries(kFiles)) writeFileSync(join(folder, name), Buffer.from(hex, "hex"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function texts(db: Database): Promise<unknown[]> {
    const { Items } = await db.query({
      TableName: "notes",
      KeyConditionExpression: "pk = :a",
      ExpressionAttributeValues: { ":a": { S: "a" } },
    });
    return Items!.map((item) => item["text"]!.S);
  }

  it("opens with all that was in it", async () => {
    expect(readFileSync(join(folder, "log-0000000003"))[8]).toBe(1);
    const db = await open({ storage: `file:${folder}` });
    expect(await texts(db)).toEqual(["kept", "small7", "behind the checkpoint"]);
    await db.close();
  });

  it("keeps what is written to it now", async () => {
    const first = await open({ storage: `file:${folder}` });
    await first.putItem({ TableName: "notes", Item: { ...noteKey("a", 4), text: { S: "now" } } });
    await first.deleteItem({ TableName: "notes", Key: noteKey("a", 1) });
    await first.close();
    const second = await open({ storage: `file:${folder}` });
    expect(await texts(second)).toEqual(["small7", "behind the checkpoint", "now"]);
    await second.close();
  });
});
