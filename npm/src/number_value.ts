// Numbers of DynamoDB as JavaScript values, without loss: the rule by which `db.document` answers them, and the class for those that
// neither a number nor a bigint holds.
// Tested by number_value.test.ts.

/**
 * A number as DynamoDB holds it, to 38 digits, for what JavaScript's own numbers would round: `db.document` answers such numbers as a
 * NumberValue, and takes one (the AWS SDK's, too) wherever it takes a number.
 *
 * ```ts
 * await db.document.putItem({ TableName: "t", Item: { pk: "a", exact: new NumberValue("0.1234567890123456789") } });
 * ```
 */
export class NumberValue {
  /** The decimal, as DynamoDB spells it: no exponent, no zeros that say nothing. What the constructor was given is kept as it is. */
  readonly value: string;

  /** Any decimal that DynamoDB takes, for instance "1.5" or "-1e-20". It is looked at when it is sent. */
  constructor(value: string | bigint) {
    this.value = String(value);
  }

  toString(): string {
    return this.value;
  }

  /** The nearest of JavaScript's numbers: this rounds. */
  toNumber(): number {
    return Number(this.value);
  }

  /** As an integer. Throws a SyntaxError when it has a fraction or an exponent. */
  toBigInt(): bigint {
    return BigInt(this.value);
  }

  /** As DynamoDB JSON, `{ N: "1.5" }`. */
  toAttributeValue(): { N: string } {
    return { N: this.value };
  }
}

/**
 * The text of a NumberValue: ours, another copy's of this package, or the AWS SDK's, which spells the same members. Undefined for every other
 * object; a plain `{ value: "1" }` is a map.
 */
export function numberTextOf(value: object): string | undefined {
  if (value instanceof NumberValue) return value.value;
  const { value: text, toAttributeValue } = value as { value?: unknown; toAttributeValue?: unknown };
  return typeof text === "string" && typeof toAttributeValue === "function" && !Object.hasOwn(value, "toAttributeValue") ? text : undefined;
}

/** A decimal of so many characters is a number for sure: it has at most 15 digits, and up to 15 digits a number spells them all. */
export const SHORT_NUMBER = 15;

/**
 * The JavaScript value of a number in DynamoDB's normalised spelling (engine/src/model/number.h): a number when the number's own shortest
 * spelling is that very decimal, so that 0.1 is 0.1 and every number that was put comes back; else a bigint when it is an integer; else a
 * NumberValue. Writing back what is answered writes the same decimal.
 */
export function nativeNumber(text: string): number | bigint | NumberValue {
  const number = Number(text);
  if (text.length <= SHORT_NUMBER || isSpelling(text, number)) return number;
  return text.includes(".") ? new NumberValue(text) : BigInt(text);
}

/** Whether `text` is the shortest decimal that reads as `number`. */
function isSpelling(text: string, number: number): boolean {
  const shortest = String(number);
  if (shortest === text) return true;
  const exponentAt = shortest.indexOf("e");
  return exponentAt >= 0 && expanded(shortest, exponentAt) === text;
}

/** JavaScript's spelling with an exponent, spelled without: "-1.5e-7" as "-0.00000015". */
function expanded(text: string, exponentAt: number): string {
  const exponent = Number(text.slice(exponentAt + 1));
  const sign = text.startsWith("-") ? "-" : "";
  const [whole = "", fraction = ""] = text.slice(sign.length, exponentAt).split(".");
  const digits = whole + fraction;
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  return sign + digits.padEnd(exponent + 1, "0");
}
