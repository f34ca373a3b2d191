// open({ worker }), whatever the kind of worker. Tested by worker.test.ts.
import { HostError, reason } from "../../web/errors.js";
import { RemoteSession } from "../../web/worker_owner.js";
import type { WorkerLike } from "../../web/worker_port.js";
import { engineModule } from "./engine_module.js";
import type { WantedWorker } from "./open.js";
import { WorkerCalls } from "./worker_calls.js";

/** `start`: the package's own worker. `crashed`: called when a worker ends that still holds the storage. */
export async function callsInWorker(
  { brought, storage, durability, time, seed, region, lifecycleDelays }: WantedWorker,
  start: () => WorkerLike | Promise<WorkerLike>,
  crashed: () => void = () => {},
): Promise<WorkerCalls> {
  const module = await engineModule();
  let worker: WorkerLike;
  try {
    worker = typeof brought === "function" ? brought() : (brought ?? (await start()));
  } catch (thrown) {
    if (thrown instanceof HostError) throw thrown;
    throw new HostError("worker", `The worker could not be started (${reason(thrown).replace(/\.$/, "")}).`, thrown);
  }
  const opening = { module, storage, durability, background: time.goesOn, seed, region, lifecycleDelays };
  return new WorkerCalls(await RemoteSession.open(worker, opening, time.host, crashed));
}
