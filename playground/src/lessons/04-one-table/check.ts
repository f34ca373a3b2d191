// Done when the index holds the one open report, and a query of the index read nothing else.
import { checkOfRun, done, missing, reads } from "../reading.js";

const ALAN = ["USER#alan", "POST#2026-02-11"] as const;
const GRACE = ["USER#grace", "POST#2026-02-20"] as const;

export const check = checkOfRun((run) => {
  const reported = run.item(...ALAN);
  const dismissed = run.item(...GRACE);
  if (reported === undefined || dismissed === undefined) {
    return missing(
      `The post ${(reported === undefined ? ALAN : GRACE).join(" · ")} is gone from the table. A report, or its end, should leave the post where it is.`,
    );
  }
  const entries = run.index("reports");
  const has = (key: readonly [string, string]) => entries.some(({ pk, sk }) => pk === key[0] && sk === key[1]);
  const other = entries.find(({ pk, sk }) => !(pk === ALAN[0] && sk === ALAN[1]) && !(pk === GRACE[0] && sk === GRACE[1]));
  if (other !== undefined) {
    return missing(
      `The index also holds ${other["pk"]} · ${other["sk"]}, which nobody reported. Only reported posts should have the attributes queue and reportedAt. (What an earlier run left is gone when you start over.)`,
    );
  }
  if (!has(ALAN)) {
    // A value that is no string would have been refused, so one of the two is not there.
    const lacks = reported["queue"] === undefined ? "queue" : "reportedAt";
    return missing(
      `Alan's post was reported, but the index reports has no entry of it: the item has no attribute ${lacks}. An entry needs both queue and reportedAt.`,
    );
  }
  if (has(GRACE)) {
    return missing(
      "The report of Grace's post was dismissed, but its entry is in the index still. It goes when the item loses one of the index's key attributes: REMOVE queue, reportedAt.",
    );
  }
  const queries = run
    .of("Query")
    .filter(({ input, output }) => (input as { IndexName?: string }).IndexName === "reports" && output !== undefined);
  if (queries.length === 0) {
    const scan = run.of("Scan").find(({ output }) => output !== undefined);
    return missing(
      scan === undefined
        ? 'The index is right. Now read the open reports from it: a query with IndexName: "reports" and the key condition queue = :open.'
        : `The index is right, but nobody asks it: the scan read ${reads(scan).read} items. Send a query with IndexName: "reports" instead.`,
    );
  }
  const last = reads(queries.at(-1)!);
  if (last.returned === 0) {
    return missing(
      "The query of the index found nothing. Its partition key must be the value that report gives to queue, and it must come after the reports.",
    );
  }
  if (last.read > 1) {
    return missing(`The query of the index read ${last.read} entries: it came before the dismissal. Read the open reports at the end.`);
  }
  if (run.of("Scan").length > 0) return missing("The query of the index has what you need. The scan can go.");
  return done("One open report, one entry, one item read, however many posts there are.");
});
