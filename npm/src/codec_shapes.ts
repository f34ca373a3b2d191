// What the codec knows of the places in a request or a response: a tree of shapes, linked once a database from the tables in
// shapes.gen.ts. Only what the codec needs is here; limits and messages are the engine's.
import * as generated from "./shapes.gen.js";

/** A structure: its members in the order of their indexes. */
export interface StructureShape {
  readonly kind: "structure";
  readonly names: readonly string[];
  readonly shapes: readonly Shape[];
  /** Member name to index. */
  readonly index: ReadonlyMap<string, number>;
}

export type Shape =
  | StructureShape
  | { readonly kind: "list"; readonly of: Shape }
  | { readonly kind: "map"; readonly of: Shape }
  /** One attribute value: `{ S: "a" }`. */
  | { readonly kind: "attribute" }
  /** A map of attribute values: Item, Key, ExpressionAttributeValues. */
  | { readonly kind: "attributes" }
  | { readonly kind: "string" | "number" | "boolean" | "blob" | "timestamp" };

/** One operation: its number in request form and its two shapes. */
export interface OperationShape {
  readonly name: string;
  readonly code: number;
  readonly input: StructureShape;
  readonly output: StructureShape;
}

export const ATTRIBUTE: Shape = { kind: "attribute" };
export const ATTRIBUTES: Shape = { kind: "attributes" };

/** Makes a structure shape of its members, in order. */
export function structure(members: readonly (readonly [name: string, shape: Shape])[]): StructureShape {
  return {
    kind: "structure",
    names: members.map(([name]) => name),
    shapes: members.map(([, shape]) => shape),
    index: new Map(members.map(([name], position) => [name, position])),
  };
}

/** The operations and the error, ready for the codec. */
export interface Shapes {
  readonly operations: ReadonlyMap<string, OperationShape>;
  readonly error: StructureShape;
}

export function linkShapes(): Shapes {
  const structures = new Map<generated.StructureShape, StructureShape>();

  const linkStructure = (from: generated.StructureShape): StructureShape => {
    const known = structures.get(from);
    if (known !== undefined) return known;
    const linked = structure(from.structure.map(([name, shape]) => [name, link(shape)] as const));
    structures.set(from, linked);
    return linked;
  };

  const link = (from: generated.Shape): Shape => {
    if (typeof from === "object") {
      if ("list" in from) return { kind: "list", of: link(from.list) };
      if ("map" in from) return { kind: "map", of: link(from.map) };
      return linkStructure(from);
    }
    switch (from) {
      case "attributeValue":
        return ATTRIBUTE;
      case "attributeMap":
      case "attributeValues":
        return ATTRIBUTES;
      case "string":
      case "number":
      case "boolean":
      case "blob":
      case "timestamp":
        return { kind: from };
    }
  };

  const operations = new Map<string, OperationShape>();
  for (const { name, number, input, output } of Object.values(generated.operations)) {
    operations.set(name, { name, code: number, input: linkStructure(input), output: linkStructure(output) });
  }
  return { operations, error: linkStructure(generated.errorShape) };
}
