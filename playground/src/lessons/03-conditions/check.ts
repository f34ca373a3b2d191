// Done when two of the four calls were refused by their conditions, and the others were not.
import { checkOfRun, conditions, done, keyOf, missing, refusedBy } from "../reading.js";

export const check = checkOfRun((run) => {
  const first = run.of("GetItem", "BatchGetItem", "TransactGetItems", "Query", "Scan").at(0);
  if (first !== undefined) {
    return missing(
      `The program reads first (${first.operation}) and decides for itself. Between the read and the write another client may write: put the question into the ConditionExpression of the write.`,
    );
  }
  const to = (handle: string) => run.requests.filter((request) => keyOf(request)["pk"] === `USER#${handle}`);
  for (const handle of ["mary", "ada", "grace", "garce"]) {
    if (to(handle).length === 0)
      return missing(`There was no request for USER#${handle}. Leave the four calls as they are, and let the conditions decide.`);
  }
  const refused = (handle: string) => to(handle).find((request) => refusedBy(request, "ConditionalCheckFailedException"));

  const ada = run.item("USER#ada", "PROFILE");
  if (ada?.["name"] !== "Ada Lovelace") {
    const asked = to("ada").flatMap(conditions)[0];
    if (refused("ada") !== undefined) {
      return missing(
        "This run refused ada, as it should. But an earlier run had replaced Ada Lovelace's profile already: start over, and run this program again.",
      );
    }
    return missing(
      asked === undefined
        ? "Ada Lovelace's profile was replaced: the put of signUp has no condition. attribute_not_exists(pk) is true only when nobody has the handle."
        : `Ada Lovelace's profile was replaced: the condition ${asked.expression} was true although there is a profile. Ask for the opposite.`,
    );
  }
  if (run.item("USER#mary", "PROFILE") === undefined) {
    return missing(
      "Mary was turned away, though her handle is free. The condition of signUp should be false only when there is an item already.",
    );
  }
  if (run.item("USER#garce", "PROFILE") !== undefined) {
    if (to("garce").flatMap(conditions)[0]?.expression.includes("attribute_exists")) {
      return missing(
        "There is a user garce, whom an earlier run made: for this one the condition was true. Start over, and run this program again.",
      );
    }
    return missing(
      "There is a user garce with a number of posts and no name: the update made an item. Let countPost ask for attribute_exists(pk).",
    );
  }
  if (!to("grace").some(({ error }) => error === undefined)) {
    return missing(
      "The post of grace was not counted: her update was refused, though there is a profile. Look at its condition under Requests.",
    );
  }
  if (refused("ada") === undefined || refused("garce") === undefined) {
    return missing("The data is right, but nobody was refused. A condition should have refused ada's sign-up and garce's post.");
  }
  return done("Two writes went through, two were refused, each in one step with its check.");
});
