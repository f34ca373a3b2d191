// Vitest: what the unit tests take of the build besides the wasm.
import { embedWorkers } from "./engine.mjs";

export const setup = embedWorkers;
