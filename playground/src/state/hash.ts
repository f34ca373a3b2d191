// Where a key lies: the hash of a partition key as the engine takes it (engine/src/model/key_codec.h), and the partition that a key
// falls in. The engine's own answers are what hash.test.ts compares with.
import type { AttributeValue, KeyBound, PartitionInspection } from "hashrange";

import type { Item } from "../contract.js";
import { bytesOf, compareKeyValues } from "./values.js";

const SALT = new TextEncoder().encode("Outliers");

/** 16 hexadecimal digits, as `inspect()` tells the borders of partitions. */
export function partitionHash(...partitionKey: readonly AttributeValue[]): string {
  // A partition key of several attributes, which an index may have, is hashed with the ends of its parts.
  const parts = partitionKey.length === 1 ? [keyBytes(partitionKey[0]!)] : partitionKey.map((part) => ended(keyBytes(part)));
  return md5(concat([SALT, ...parts])).slice(0, 16);
}

/** The place of a hash on a ring from 0 to 1. */
export function placeOnRing(hash: string): number {
  return Number(BigInt(`0x${hash}`) >> 11n) / 2 ** 53;
}

/** The position in `partitions` of the one that holds the key; `sortKeys` are the names of the sort keys, in order. */
export function partitionOf(
  partitions: readonly PartitionInspection[],
  hash: string,
  key?: Item,
  sortKeys: readonly string[] = [],
): number {
  let found = 0;
  partitions.forEach(({ low }, index) => {
    if (compareWithBound(hash, key, sortKeys, low) >= 0) found = index;
  });
  return found;
}

function compareWithBound(hash: string, key: Item | undefined, sortKeys: readonly string[], bound: KeyBound): number {
  if (hash !== bound.hash) return hash < bound.hash ? -1 : 1;
  for (const name of bound.key === undefined ? [] : sortKeys) {
    const ours = key?.[name];
    const theirs = bound.key![name];
    if (theirs === undefined) return 0;
    const order = ours === undefined ? -1 : compareKeyValues(ours, theirs);
    if (order !== 0) return order;
  }
  return 0;
}

function keyBytes(value: AttributeValue): Uint8Array {
  if (value.S !== undefined) return new TextEncoder().encode(value.S);
  if (value.B !== undefined) return bytesOf(value.B);
  return orderedNumber(value.N ?? "0");
}

/** A part of a key with its end: zero bytes are escaped, two of them end it. */
function ended(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from([...bytes].flatMap((byte) => (byte === 0 ? [0, 0xff] : [byte])).concat([0, 0]));
}

/** A number as bytes whose order is the numbers': sign and exponent, then pairs of digits (engine/src/model/number.cc). */
export function orderedNumber(text: string): Uint8Array {
  const [, sign, whole = "", fraction = "", power = "0"] = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const all = whole + fraction;
  const digits = all.replace(/^0+/, "");
  const exponent = whole.length + Number(power) - (all.length - digits.length);
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return Uint8Array.of(0x80);
  const negative = sign === "-";
  const padded = (exponent & 1 ? "0" : "") + significant;
  const pairs = padded.length % 2 ? `${padded}0` : padded;
  const first = ((exponent + (exponent & 1)) / 2 - 64) & 0xff;
  const bytes = [negative ? ~first & 0xff : first];
  for (let at = 0; at < pairs.length; at += 2) {
    const pair = Number(pairs.slice(at, at + 2));
    bytes.push(negative ? 101 - pair : pair + 1);
  }
  if (negative && pairs.length / 2 < 20) bytes.push(102);
  return Uint8Array.from(bytes);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const SINES = Array.from({ length: 64 }, (_, step) => Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32) | 0);

/** MD5 as 32 hexadecimal digits. Source: RFC 1321. It orders keys and keeps no secret. */
export function md5(message: Uint8Array): string {
  const blocks = ((message.length + 8) >> 6) + 1;
  const padded = new DataView(new ArrayBuffer(blocks * 64));
  message.forEach((byte, at) => padded.setUint8(at, byte));
  padded.setUint8(message.length, 0x80);
  padded.setUint32(blocks * 64 - 8, message.length * 8, true);
  padded.setUint32(blocks * 64 - 4, Math.floor(message.length / 2 ** 29), true);

  const state: [number, number, number, number] = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let block = 0; block < blocks; block++) {
    let [a, b, c, d] = state;
    for (let step = 0; step < 64; step++) {
      const round = step >> 4;
      const [mix, word] =
        round === 0
          ? [(b & c) | (~b & d), step]
          : round === 1
            ? [(d & b) | (~d & c), (5 * step + 1) & 15]
            : round === 2
              ? [b ^ c ^ d, (3 * step + 5) & 15]
              : [c ^ (b | ~d), (7 * step) & 15];
      const sum = (a + mix + SINES[step]! + padded.getInt32(block * 64 + word * 4, true)) | 0;
      const shift = SHIFTS[round * 4 + (step & 3)]!;
      [a, b, c, d] = [d, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0, b, c];
    }
    state[0] = (state[0] + a) | 0;
    state[1] = (state[1] + b) | 0;
    state[2] = (state[2] + c) | 0;
    state[3] = (state[3] + d) | 0;
  }
  const digest = new DataView(new ArrayBuffer(16));
  state.forEach((word, at) => digest.setInt32(at * 4, word, true));
  return Array.from(new Uint8Array(digest.buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
