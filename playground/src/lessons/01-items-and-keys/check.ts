// Done when Ada's two posts lie in the item collection of her profile, in order, and one of them was read by its key.
import { checkOfRun, done, keyOf, missing, plain } from "../reading.js";

const ADA = "USER#ada";

export const check = checkOfRun((run) => {
  const collection = run.collection(ADA);
  const posts = collection.filter((item) => item["text"] !== undefined);
  const elsewhere = run.items().find((item) => item["text"] !== undefined && item["pk"] !== ADA);
  if (posts.length < 2) {
    const replaced = run.requests
      .flatMap(({ events }) => events)
      .some((event) => event.type === "write" && plain(event.key)["pk"] === ADA && event.oldBytes !== null && event.newBytes !== null);
    if (elsewhere !== undefined) {
      return missing(
        `The post “${elsewhere["text"]}” lies in the collection of ${elsewhere["pk"]}. An item lies where its partition key says: it needs ${ADA}, as Ada's profile has.`,
      );
    }
    if (replaced) {
      return missing(
        "Two puts had the same primary key, and the second replaced the first without a word. Give each post a sort key of its own.",
      );
    }
    return missing(
      `There ${posts.length === 0 ? "is no post" : "is one post"} in the collection of ${ADA}. Both of Ada's posts belong there.`,
    );
  }
  if (run.item(ADA, "PROFILE") === undefined) {
    return missing("The posts are there, but Ada's profile is not. Keep it under USER#ada and PROFILE.");
  }
  const dates = posts.map((post) => String(post["posted"]));
  if (dates.some((date, at) => at > 0 && date < dates[at - 1]!)) {
    return missing(
      `The collection is in the order of sort keys, and by that ${posts[0]!["sk"]} comes before ${posts[1]!["sk"]}: the later post is first. Let the sort key begin with POST# and go on with the date.`,
    );
  }
  const gets = run.of("GetItem");
  const found = gets.find((get) => {
    const item = (get.output as { Item?: object } | undefined)?.Item;
    return item !== undefined && "text" in item;
  });
  if (found !== undefined) {
    return done("Ada's profile and her posts are one collection, in order, and the whole key found one item of it.");
  }
  const empty = gets.find((get) => get.error === undefined && (get.output as { Item?: object } | undefined)?.Item === undefined);
  if (empty !== undefined) {
    const { pk, sk } = keyOf(empty);
    return missing(`GetItem looked for ${pk} and ${sk} and found nothing. Both parts of the key must be the item's, letter for letter.`);
  }
  return missing("The posts lie where they belong. Now read one of them: GetItem with the partition key and the sort key of a post.");
});
