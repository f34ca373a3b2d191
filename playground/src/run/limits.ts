// What a run may take, where the page says so without loading the runner.

/** How long a program may run, not counting the loading of the SDK and the time in which the reader steps. */
export const SECONDS_MAX = 5;
