// open({ worker: true }) where workers are the web's. The worker's script travels in the package as text: no URL that a bundler or a dev
// server could lose. Tested by tests/browser and tests/package.
import script from "engine:worker";
import { HostError } from "../../web/errors.js";
import type { Calls } from "./engine_calls.js";
import type { WantedWorker } from "./open.js";
import { callsInWorker } from "./worker_open.js";

export async function openInWorker(wanted: WantedWorker): Promise<Calls> {
  let url = "";
  try {
    return await callsInWorker(wanted, () => {
      if (typeof Worker !== "function") throw new HostError("unsupported", "The option worker needs workers, and there are none here.");
      url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
      return new Worker(url, { name: "hashrange" });
    });
  } finally {
    if (url !== "") URL.revokeObjectURL(url);
  }
}
