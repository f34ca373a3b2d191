// The state pane: what is in the database after a run, and what happened on the way.
export { StatePane } from "./pane.js";
