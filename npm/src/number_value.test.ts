import { describe, expect, it } from "vitest";
import { nativeNumber, NumberValue, numberTextOf } from "./number_value.js";

describe("a number of DynamoDB", () => {
  it("is a number when a number spells it exactly", () => {
    const spelled: [string, number][] = [
      ["0", 0],
      ["7", 7],
      ["-42.12", -42.12],
      ["0.1", 0.1],
      ["123456789012345", 123456789012345],
      ["9007199254740991", Number.MAX_SAFE_INTEGER],
      ["9007199254740992", 2 ** 53],
      ["-9007199254740994", -(2 ** 53) - 2],
      ["0.30000000000000004", 0.1 + 0.2],
      ["0.8444218515250481", 0.8444218515250481],
      ["1" + "0".repeat(21), 1e21],
      ["-123" + "0".repeat(100), -1.23e102],
      ["0." + "0".repeat(129) + "1", 1e-130],
      ["-0." + "0".repeat(6) + "15", -1.5e-7],
    ];
    for (const [text, number] of spelled) expect(nativeNumber(text), text).toBe(number);
  });

  it("is a bigint when it is an integer that no number spells", () => {
    for (const text of ["9007199254740993", "-9007199254740993", "12345678901234567890123456789012345678", "1" + "0".repeat(37) + "1"]) {
      expect(nativeNumber(text)).toBe(BigInt(text));
    }
  });

  it("is a NumberValue when it has more digits behind the point than a number keeps", () => {
    for (const text of ["0.1234567890123456789", "-1234567890.12345678901", "0.10000000000000000555"]) {
      expect(nativeNumber(text)).toStrictEqual(new NumberValue(text));
    }
  });

  it("is as a number would be read, at every length", () => {
    for (let digits = 1; digits <= 17; digits++) {
      for (let places = 0; places < digits; places++) {
        const all = "98765432109876543".slice(0, digits);
        const text = places === 0 ? all : `${all.slice(0, -places)}.${all.slice(-places)}`.replace(/\.?0+$/, "");
        const native = nativeNumber(text);
        if (typeof native === "number") expect(native).toBe(Number(text));
        else expect(String(native)).toBe(text);
        if (digits <= 15) expect(typeof native).toBe("number");
      }
    }
  });
});

describe("NumberValue", () => {
  it("keeps its decimal as it was given", () => {
    const value = new NumberValue("0.1234567890123456789");
    expect(value.value).toBe("0.1234567890123456789");
    expect(String(value)).toBe("0.1234567890123456789");
    expect(value.toAttributeValue()).toEqual({ N: "0.1234567890123456789" });
    expect(value.toNumber()).toBe(0.12345678901234568);
    expect(new NumberValue(12345678901234567890n).toBigInt()).toBe(12345678901234567890n);
    expect(() => value.toBigInt()).toThrow(SyntaxError);
  });

  it("is known by its members, whichever copy of a package it is from, and a plain object is none", () => {
    class Foreign {
      value = "1.5";
      toAttributeValue() {
        return { N: this.value };
      }
    }
    expect(numberTextOf(new NumberValue("1"))).toBe("1");
    expect(numberTextOf(new Foreign())).toBe("1.5");
    expect(numberTextOf({ value: "1" })).toBeUndefined();
    expect(numberTextOf({ value: "1", toAttributeValue: () => 1 })).toBeUndefined();
    expect(numberTextOf(new (class Price { value = "1" })())).toBeUndefined();
  });
});
