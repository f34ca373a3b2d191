/** How long a program may run, not counting the loading of the SDK and the time in which the reader steps. */
export const SECONDS_MAX = 5;
