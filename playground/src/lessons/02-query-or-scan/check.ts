// Done when Ada's three newest posts were read by one query that read nothing else.
import { answered, checkOfRun, done, missing, reads } from "../reading.js";

export const check = checkOfRun((run) => {
  const scan = run.of("Scan").at(-1);
  const query = run.of("Query").findLast(({ output }) => output !== undefined);
  if (scan !== undefined && scan.output !== undefined) {
    const { read, returned } = reads(scan);
    return missing(
      `There is a scan still: it read ${read} items to return ${returned}. Ask with a query that names the partition key USER#ada.`,
    );
  }
  if (query === undefined)
    return missing("There was no query yet. Send a QueryCommand whose KeyConditionExpression names the partition key USER#ada.");

  const newest = run
    .collection("USER#ada")
    .map(({ sk }) => String(sk))
    .filter((sk) => sk.startsWith("POST#"))
    .slice(-3)
    .reverse();
  const { read, returned } = reads(query);
  const keys = answered(query).map(({ sk }) => (sk === undefined ? undefined : String(sk)));
  if (keys.includes(undefined))
    return missing("The answer has no sort keys. Let the query return whole items, so that it can be seen which ones they are.");
  const others = answered(query).find(({ pk }) => pk !== undefined && pk !== "USER#ada");
  if (others !== undefined) return missing(`The query read the collection of ${others["pk"]}. Ada's is USER#ada.`);
  if (returned === 0)
    return missing("The query found nothing. The partition key is USER#ada, and the sort keys of posts begin with POST#.");
  if (keys.includes("PROFILE")) {
    return missing(
      "The profile came along: it lies in the same collection, behind the posts. Add begins_with(sk, :post) to the key condition.",
    );
  }
  if (read > returned) {
    return missing(
      `The query read ${read} items and returned ${returned}. A filter drops what was read and paid for already: say it with the key condition and Limit.`,
    );
  }
  if (keys.length === 3 && newest.every((key) => keys.includes(key)) && keys[0] !== newest[0]) {
    return missing("These are the right posts in the wrong order: ScanIndexForward: false reads from the newest.");
  }
  if (read > 3) return missing(`The query read all ${read} posts. Limit is the number of items to read: 3.`);
  if (read < 3) return missing(`The query read ${read === 1 ? "one item" : `${read} items`}. Three posts are wanted: Limit: 3.`);
  if (keys.join() !== newest.join()) {
    return missing(
      `These are three posts, but not the newest: the first is ${keys[0]}. A query begins with the least sort key unless it has ScanIndexForward: false.`,
    );
  }
  return done("Three items read, three returned. The cost would be the same in a table of a billion items.");
});
