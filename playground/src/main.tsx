// The page in the browser: takes over what was built, then loads the engine.
import { hydrate } from "preact";
import { lessons } from "./lessons/index.js";
import { Actions } from "./page/actions.js";
import { Frame } from "./page/frame.js";
import { PageState } from "./page/page_state.js";

const place = document.getElementById("page")!;
const page = new PageState(lessons, lessons.find(({ id }) => id === place.dataset["lesson"]) ?? lessons[0]!);
const actions = new Actions(page);
hydrate(<Frame page={page} actions={actions} />, place);

// After the first paint: the engine is the largest part of the page, and reading needs none.
requestAnimationFrame(() => setTimeout(() => void actions.start(), 0));
