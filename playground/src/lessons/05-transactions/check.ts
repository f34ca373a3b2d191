// Done when likes and count agree, since each like is one transaction, and the one that was there already was refused.
import { checkOfRun, conditions, done, missing, refusedBy } from "../reading.js";

export const check = checkOfRun((run) => {
  const post = run.item("POST#1", "POST");
  if (post === undefined) return missing("The post POST#1 is gone. Leave it in its place, and count in its attribute likes.");
  const likes = run.collection("POST#1").filter(({ sk }) => String(sk).startsWith("LIKE#"));
  const count = Number(post["likes"] ?? 0);
  const transactions = run.of("TransactWriteItems");
  const alone = run.of("PutItem", "UpdateItem", "BatchWriteItem").find(({ error }) => error === undefined);

  if (transactions.length === 0) {
    return missing(
      count === likes.length
        ? `${count} likes and a count of ${count}: right this time, but in separate requests. A program that stops between them leaves the one without the other. Send both in one TransactWriteCommand.`
        : `There are ${likes.length} like items and a count of ${count}. Send the put and the update in one TransactWriteCommand, so that they go through together or not at all.`,
    );
  }
  if (alone !== undefined) {
    return missing(
      `There is a ${alone.operation} beside the transactions. What is written outside of a transaction does not go back when it is cancelled.`,
    );
  }
  if (likes.length === 0) return missing("There are no like items. Each like is an item under POST#1 whose sort key begins with LIKE#.");
  if (likes.length < 2)
    return missing("Only one user likes the post. Leave the three calls as they are: grace, alan, and grace once more.");
  if (count > likes.length) {
    if (transactions.every((transaction) => refusedBy(transaction, "TransactionCanceledException"))) {
      return missing(
        `The count is ${count} for ${likes.length} likes, and no transaction of this run changed it: an earlier run did. Start over, and run this program again.`,
      );
    }
    return transactions.some((transaction) => conditions(transaction).length > 0)
      ? missing(
          `The count is ${count} for ${likes.length} likes: no condition was false at grace's second like. Ask about the like item: attribute_not_exists(pk) in its put.`,
        )
      : missing(
          `The count is ${count} for ${likes.length} likes. The transaction has no condition, so grace's second like went through: give the put attribute_not_exists(pk).`,
        );
  }
  if (count < likes.length)
    return missing(`There are ${likes.length} likes, but the count is ${count}. Let the transaction also update the post: ADD likes :one.`);
  if (!transactions.some((transaction) => refusedBy(transaction, "TransactionCanceledException"))) {
    return missing("The numbers agree, but no transaction was cancelled. Leave the three calls: a condition should cancel the last.");
  }
  return done("Two likes, a count of 2, and the third attempt left no trace.");
});
