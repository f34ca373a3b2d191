// JavaScript objects from response form (the grammar is in engine/doc/boundary_format.md and item_format.md).
//
// Every object handed out is fresh and plain; a member named "__proto__" becomes an own property like any other. Native values in place of
// DynamoDB JSON are the business of codec_document_decode.ts.
// Tested by codec_decode.test.ts; measured by codec.bench.mjs.
import { documentAttributes, documentValue } from "./codec_document_decode.js";
import { addMember, ResponseReader, setMember, type Members } from "./codec_reader.js";
import type { Shape, StructureShape } from "./codec_shapes.js";

const NULL = 0x10;
const FALSE = 0x11;
const TRUE = 0x12;
const NUMBER = 0x13;
const TIMESTAMP = 0x14;
const STRING = 0x15;
const BLOB = 0x16;
const LIST = 0x17;
const MAP = 0x18;
const STRUCTURE = 0x19;
const CHUNK = 0x0f;

const ITEM_S = 1;
const ITEM_N = 2;
const ITEM_B = 3;
const ITEM_SS = 4;
const ITEM_NS = 5;
const ITEM_BS = 6;
const ITEM_M = 7;
const ITEM_L = 8;
const ITEM_NULL = 9;
const ITEM_BOOL = 10;

export class ResponseDecoder extends ResponseReader {
  /** `native`: attribute values become native ones (codec_document_decode.ts), else `{ S: "a" }`. */
  constructor(private readonly native = false) {
    super();
  }

  /** Reads the structure of the response that `begin` took up. */
  structure(shape: StructureShape): Members {
    const value = this.value(shape);
    // A long text must not live until the next response only because it was the last.
    this.text = "";
    return value as Members;
  }

  private value(shape: Shape): unknown {
    const heap = this.heap;
    let tag = heap[this.pos++]!;
    if (tag === CHUNK) {
      this.chunk();
      tag = heap[this.pos++]!;
    }
    if (tag === ITEM_M) {
      this.nameCount = 0;
      if (this.native) return documentAttributes(this);
      return shape.kind === "attributes" ? this.attributes() : { M: this.attributes() };
    }
    switch (tag) {
      case STRUCTURE:
        return this.structureMembers(shape as StructureShape);
      case LIST: {
        const of = (shape as { of: Shape }).of;
        const count = this.fixed32();
        const list = new Array<unknown>(count);
        for (let i = 0; i < count; i++) list[i] = this.value(of);
        return list;
      }
      case MAP: {
        const of = (shape as { of: Shape }).of;
        const map: Members = {};
        for (let left = this.fixed32(); left > 0; left--) {
          const name = this.string();
          setMember(map, name, this.value(of));
        }
        return map;
      }
      case STRING:
        return this.string();
      case NUMBER:
        return this.float64();
      case TIMESTAMP:
        return new Date(this.float64() * 1000);
      case TRUE:
        return true;
      case FALSE:
        return false;
      case NULL:
        return null;
      case BLOB:
        return this.binary();
      default:
        return this.native ? documentValue(this, tag) : this.attributeOf(tag);
    }
  }

  private structureMembers(shape: StructureShape): Members {
    const { names, shapes } = shape;
    const members: Members = {};
    for (let left = this.heap[this.pos++]!; left > 0; left--) {
      const index = this.heap[this.pos++]!;
      setStructureMember(members, names[index]!, this.value(shapes[index]!));
    }
    return members;
  }

  /** The members of an M, whose tag has been read. Nearly all time goes here, so the short and common cases stand in the loop. */
  private attributes(): Members {
    const heap = this.heap;
    let pos = this.pos + 8; // its two lengths, for readers that skip
    const count = this.view.getUint32(pos, true);
    pos += 4;
    const members: Members = {};
    for (let i = 0; i < count; i++) {
      let units = heap[pos]!;
      if (units < 0x80 && (units & 1) === 0) {
        pos++;
        units >>>= 1;
      } else {
        this.pos = pos;
        units = this.units();
        pos = this.pos;
      }
      const name = this.name(units);
      const tag = heap[pos]!;
      const ref = heap[pos + 1]!;
      let value: unknown;
      if ((tag === ITEM_S || tag === ITEM_N) && ref < 0x80 && (ref & 1) === 0) {
        pos += 2;
        const at = this.at;
        const end = at + (ref >>> 1);
        this.at = end;
        const text = this.text.substring(at, end);
        value = tag === ITEM_S ? { S: text } : { N: text };
      } else {
        this.pos = pos + 1;
        value = this.attributeOf(tag);
        pos = this.pos;
      }
      if (name === "__proto__") setMember(members, name, value);
      else addMember(members, i, name, value);
    }
    this.pos = pos;
    return members;
  }

  /** An attribute value whose tag has been read. */
  private attributeOf(tag: number): unknown {
    switch (tag) {
      case ITEM_S:
        return { S: this.string() };
      case ITEM_N:
        return { N: this.string() };
      case ITEM_BOOL:
        return { BOOL: this.heap[this.pos++] !== 0 };
      case ITEM_NULL:
        return { NULL: true };
      case ITEM_M:
        return { M: this.attributes() };
      case ITEM_L: {
        this.pos += 8;
        const count = this.fixed32();
        const list = new Array<unknown>(count);
        for (let i = 0; i < count; i++) list[i] = this.attributeOf(this.heap[this.pos++]!);
        return { L: list };
      }
      case ITEM_B:
        return { B: this.binary() };
      case ITEM_SS:
        return { SS: this.strings() };
      case ITEM_NS:
        return { NS: this.strings() };
      case ITEM_BS: {
        const count = this.fixed32();
        const set = new Array<Uint8Array>(count);
        for (let i = 0; i < count; i++) set[i] = this.binary();
        return { BS: set };
      }
      default:
        throw new Error(`hashrange: tag ${tag} at ${this.pos - 1} is not response form`);
    }
  }
}

/**
 * Sets a member of a structure. V8 takes 50 ns for a store whose name differs from call to call, a few for a name that is written out: here are
 * those of the answers that are short enough for it to matter.
 */
function setStructureMember(members: Members, name: string, value: unknown): void {
  // prettier-ignore
  switch (name) {
    case "Item": members["Item"] = value; break;
    case "Items": members["Items"] = value; break;
    case "Count": members["Count"] = value; break;
    case "ScannedCount": members["ScannedCount"] = value; break;
    case "LastEvaluatedKey": members["LastEvaluatedKey"] = value; break;
    case "Attributes": members["Attributes"] = value; break;
    default: members[name] = value;
  }
}
