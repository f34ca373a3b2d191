// The lessons of the course, in their order. A lesson is a folder: lesson.md (its text, the prediction and the task), code.js,
// solution.js and setup.js (programs for the reader's editor), check.ts.
import type { Lesson } from "../contract.js";
import { check as checkItemsAndKeys } from "./01-items-and-keys/check.js";
import itemsAndKeysCode from "./01-items-and-keys/code.js?raw";
import itemsAndKeys from "./01-items-and-keys/lesson.md";
import itemsAndKeysSetup from "./01-items-and-keys/setup.js?raw";
import itemsAndKeysSolution from "./01-items-and-keys/solution.js?raw";
import { check as checkQueryOrScan } from "./02-query-or-scan/check.js";
import queryOrScanCode from "./02-query-or-scan/code.js?raw";
import queryOrScan from "./02-query-or-scan/lesson.md";
import queryOrScanSetup from "./02-query-or-scan/setup.js?raw";
import queryOrScanSolution from "./02-query-or-scan/solution.js?raw";
import { check as checkConditions } from "./03-conditions/check.js";
import conditionsCode from "./03-conditions/code.js?raw";
import conditions from "./03-conditions/lesson.md";
import conditionsSetup from "./03-conditions/setup.js?raw";
import conditionsSolution from "./03-conditions/solution.js?raw";
import { check as checkOneTable } from "./04-one-table/check.js";
import oneTableCode from "./04-one-table/code.js?raw";
import oneTable from "./04-one-table/lesson.md";
import oneTableSetup from "./04-one-table/setup.js?raw";
import oneTableSolution from "./04-one-table/solution.js?raw";
import { check as checkTransactions } from "./05-transactions/check.js";
import transactionsCode from "./05-transactions/code.js?raw";
import transactions from "./05-transactions/lesson.md";
import transactionsSetup from "./05-transactions/setup.js?raw";
import transactionsSolution from "./05-transactions/solution.js?raw";

export const lessons: readonly Lesson[] = [
  {
    id: "items-and-keys",
    ...itemsAndKeys,
    code: itemsAndKeysCode,
    solution: itemsAndKeysSolution,
    setup: itemsAndKeysSetup,
    check: checkItemsAndKeys,
  },
  {
    id: "query-or-scan",
    ...queryOrScan,
    code: queryOrScanCode,
    solution: queryOrScanSolution,
    setup: queryOrScanSetup,
    check: checkQueryOrScan,
  },
  {
    id: "conditions",
    ...conditions,
    code: conditionsCode,
    solution: conditionsSolution,
    setup: conditionsSetup,
    check: checkConditions,
  },
  {
    id: "one-table",
    ...oneTable,
    code: oneTableCode,
    solution: oneTableSolution,
    setup: oneTableSetup,
    check: checkOneTable,
  },
  {
    id: "transactions",
    ...transactions,
    code: transactionsCode,
    solution: transactionsSolution,
    setup: transactionsSetup,
    check: checkTransactions,
  },
];
