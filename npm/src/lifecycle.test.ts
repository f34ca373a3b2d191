import { describe, expect, it } from "vitest";
import { HostError, open } from "./index.node.js";

const table = {
  TableName: "notes",
  BillingMode: "PAY_PER_REQUEST" as const,
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" as const }],
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" as const }],
};

describe("lifecycleDelays", () => {
  it("lets a table be CREATING and DELETING for as long as it says", async () => {
    const db = await open({ clock: 1_790_000_000_000, lifecycleDelays: { createTable: 5000, deleteTable: 3000 } });
    const status = async (): Promise<string | undefined> => (await db.describeTable({ TableName: "notes" })).Table!.TableStatus;
    await db.createTable(table);
    expect(await status()).toBe("CREATING");
    await expect(db.putItem({ TableName: "notes", Item: { pk: { S: "a" } } })).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await db.clock.advance(5000);
    expect(await status()).toBe("ACTIVE");
    await db.putItem({ TableName: "notes", Item: { pk: { S: "a" } } });
    await db.deleteTable({ TableName: "notes" });
    expect(await status()).toBe("DELETING");
    await db.clock.advance(3000);
    await expect(status()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await db.close();
  });

  it("holds for forks", async () => {
    const db = await open({ clock: 1_790_000_000_000, lifecycleDelays: { createTable: 5000 } });
    const fork = await db.fork();
    await fork.createTable(table);
    expect((await fork.describeTable({ TableName: "notes" })).Table!.TableStatus).toBe("CREATING");
    await fork.close();
    await db.close();
  });

  it("is no time at all without the option", async () => {
    const db = await open({ clock: 1_790_000_000_000 });
    await db.createTable(table);
    expect((await db.describeTable({ TableName: "notes" })).Table!.TableStatus).toBe("ACTIVE");
    await db.close();
  });

  const refusals: [option: unknown, message: string][] = [
    [5000, "The option lifecycleDelays takes an object such as { createTable: 5000 }."],
    [{ create: 1 }, 'lifecycleDelays has no member "create": there are createTable, updateTable, deleteTable, allocateIndex, fillIndex, deleteIndex.'],
    [{ createTable: -1 }, "lifecycleDelays.createTable must be a number of milliseconds, not -1."],
    [{ fillIndex: "1" }, "lifecycleDelays.fillIndex must be a number of milliseconds, not 1."],
  ];
  for (const [option, message] of refusals) {
    it(`refuses ${JSON.stringify(option)}`, async () => {
      const refused = await open({ lifecycleDelays: option as object }).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(HostError);
      expect(refused).toMatchObject({ code: "invalid", message });
    });
  }
});
