// What `inspect`, `split` and `tick` of a database take and answer: the verbs of the engine's control door
// (engine/include/hashrange/engine.h). Tested by inspection.test.ts.
import type { AttributeValue } from "./shapes.gen.js";

/** What a database looks like inside. */
export interface Inspection {
  /** The region whose answers the database gives, and which its ARNs name. */
  readonly region: string;
  /** The engine's time, in milliseconds since 1970: the clock's, or later when that was set back. */
  readonly now: number;
  /** The clock went backwards at some time, and the engine held its own. */
  readonly clockWasClamped: boolean;
  /** How many commits there were. */
  readonly sequence: number;
  readonly memory: {
    /** Nodes of the trees that hold items: of this database, of its forks, and of what was dropped and is not freed yet. */
    readonly nodes: number;
    /** The engine's whole memory, which never shrinks. It belongs to the database and its forks together. */
    readonly heapBytes: number;
  };
  readonly background: {
    /** There is work to be done now. */
    readonly due: boolean;
    /** When there is work next, in milliseconds since 1970; null when there is none. */
    readonly nextDueMs: number | null;
  };
  /** By name. */
  readonly tables: readonly TableInspection[];
  /** In the order in which they were enabled. Those that were disabled, or whose tables were deleted, stay for a day. */
  readonly streams: readonly StreamInspection[];
}

/** A stream of a table. */
export interface StreamInspection {
  readonly StreamArn: string;
  readonly TableName: string;
  readonly StreamLabel: string;
  readonly StreamViewType: "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES";
  readonly status: "ENABLED" | "DISABLED";
  /** Of all its shards, records that no reader is given any more among them. */
  readonly recordCount: number;
  /** In the order of their ids. */
  readonly shards: readonly ShardInspection[];
}

export interface ShardInspection {
  readonly ShardId: string;
  /** The shard that it goes on from, after a split or after four hours. */
  readonly ParentShardId?: string;
  readonly open: boolean;
  /** In milliseconds since 1970. */
  readonly openedMs: number;
  /** In milliseconds since 1970. */
  readonly closedMs?: number;
  readonly recordCount: number;
  /** The table's partition, by its position, whose items' changes it takes. Of an open shard. */
  readonly partition?: number;
}

export interface TableInspection {
  readonly TableName: string;
  /** Given once and never again in a database. */
  readonly number: number;
  readonly status: "CREATING" | "UPDATING" | "DELETING" | "ACTIVE";
  readonly itemCount: number;
  /** The sum of the items' sizes as DynamoDB counts them. */
  readonly itemBytes: number;
  /** In the order of their ranges, which cover all keys. */
  readonly partitions: readonly PartitionInspection[];
  readonly indexes: readonly IndexInspection[];
  /** Absent while time to live is disabled. */
  readonly timeToLive?: {
    readonly AttributeName: string;
    /** `ENABLING` while the items that are there already are looked at. */
    readonly status: "ENABLING" | "ENABLED";
    /** Items that will expire. */
    readonly itemCount: number;
  };
}

/** A partition: the range of keys from `low` up to, and without, `high`; null for the end of all keys. */
export interface PartitionInspection {
  readonly low: KeyBound;
  readonly high: KeyBound | null;
  readonly itemCount: number;
  readonly itemBytes: number;
  /** Capacity units of the last one to two minutes. */
  readonly heat: { readonly readUnits: number; readonly writeUnits: number };
}

/** A place in the order of keys: between two item collections, or inside one. */
export interface KeyBound {
  /** The hash of the partition key: 16 hexadecimal digits. */
  readonly hash: string;
  /** Inside an item collection: the key there, as far as it is given; in an index its own attributes. */
  readonly key?: Record<string, AttributeValue>;
}

export interface IndexInspection {
  readonly IndexName: string;
  readonly kind: "global" | "local";
  /** `CREATING` while it is being filled. */
  readonly status: "CREATING" | "ACTIVE";
  /** While it is being filled: it has the entries of the table's items up to there. */
  readonly filledTo?: KeyBound;
  readonly itemCount: number;
  readonly itemBytes: number;
  /** Of a global index. A local one lies in the partitions of its table. */
  readonly partitions?: readonly PartitionInspection[];
}

/** Which partition to split, and where: at a key, at a hash, or else the largest one in its middle. */
export interface SplitInput {
  readonly TableName: string;
  /** A global index, in place of the table. */
  readonly IndexName?: string | undefined;
  /**
   * The partition key of the table, or of the index, and of its sort keys as many as it is to be split at inside an item collection. A
   * table with local indexes is split where the collection begins.
   */
  readonly Key?: Record<string, AttributeValue> | undefined;
  /** 16 hexadecimal digits; not with a Key. */
  readonly Hash?: string | undefined;
}

export interface SplitOutput {
  /** The two that the partition has become. */
  readonly partitions: readonly [PartitionInspection, PartitionInspection];
}

export interface TickInput {
  /** How many steps of work to do at most, from 1 to a million. Without it everything that is due is done. */
  readonly maxSteps?: number | undefined;
}

export interface TickOutput {
  /** Some that is due was left, since `maxSteps` were done. */
  readonly more: boolean;
  /** When there is work next, in milliseconds since 1970; null when there is none. */
  readonly nextDueMs: number | null;
  /** Items that were deleted since their time to live had ended. */
  readonly expired: number;
  /** Items that were looked at to fill new indexes. */
  readonly backfilled: number;
}
