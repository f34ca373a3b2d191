// A KeyConditionExpression as a test on keys. The engine has checked it before; what this does not know it leaves alone.
import type { AttributeValue } from "hashrange";

import type { Item } from "../contract.js";
import { compareKeyValues, textOf } from "./values.js";

type Test = (item: Item) => boolean;

/** Undefined when the expression is none that is known here. */
export function keyCondition(
  expression: string,
  names: Readonly<Record<string, string>>,
  values: Readonly<Record<string, AttributeValue>>,
): Test | undefined {
  const tokens = expression.match(/[#:]?[\w.-]+|<=|>=|<>|[=<>(),]/g) ?? [];
  let at = 0;
  const next = (): string => tokens[at++] ?? "";
  const takes = (wanted: string): boolean => {
    const found = tokens[at]?.toUpperCase() === wanted;
    if (found) at++;
    return found;
  };
  const attribute = (token: string): string | undefined => (token.startsWith("#") ? names[token] : token === "" ? undefined : token);

  const comparison = (): Test | undefined => {
    if (takes("(")) {
      const inner = conjunction();
      return takes(")") ? inner : undefined;
    }
    if (takes("BEGINS_WITH")) {
      if (!takes("(")) return undefined;
      const name = attribute(next());
      if (!takes(",")) return undefined;
      const prefix = values[next()];
      if (!takes(")") || name === undefined || prefix === undefined) return undefined;
      return (item) => item[name] !== undefined && textOf(item[name]).startsWith(textOf(prefix));
    }
    const name = attribute(next());
    if (name === undefined) return undefined;
    if (takes("BETWEEN")) {
      const low = values[next()];
      if (!takes("AND")) return undefined;
      const high = values[next()];
      if (low === undefined || high === undefined) return undefined;
      return (item) => item[name] !== undefined && compareKeyValues(item[name], low) >= 0 && compareKeyValues(item[name], high) <= 0;
    }
    const order = ORDERS[next()];
    const value = values[next()];
    if (order === undefined || value === undefined) return undefined;
    return (item) => item[name] !== undefined && order(compareKeyValues(item[name], value));
  };

  const conjunction = (): Test | undefined => {
    let test = comparison();
    while (test !== undefined && takes("AND")) {
      const first: Test = test;
      const second = comparison();
      if (second === undefined) return undefined;
      test = (item) => first(item) && second(item);
    }
    return test;
  };

  const whole = conjunction();
  return at === tokens.length ? whole : undefined;
}

const ORDERS: Readonly<Record<string, (order: number) => boolean>> = {
  "=": (order) => order === 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};
