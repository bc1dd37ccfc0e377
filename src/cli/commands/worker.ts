import { EventEmitter, once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openShared } from '../../cluster/openShared.ts';
import { clearLeftoversOf } from '../../cluster/store/openStore.ts';
import { fetchedModels } from '../../cluster/worker/fetchModels.ts';
import { forkSlot } from '../../cluster/worker/forkSlot.ts';
import { listWorker } from '../../cluster/worker/listWorker.ts';
import { createMetrics, type JobWatcher, serveMetrics } from '../../cluster/worker/metrics.ts';
import type { SlotSettings } from '../../cluster/worker/slotProcess.ts';
import { startWorker } from '../../cluster/worker/startWorker.ts';
import { createEngine } from '../../engine/createEngine.ts';
import { clearLeftovers } from '../../engine/files/clearLeftovers.ts';
import { cacheFolder } from '../../host/cacheFolder.ts';
import { codeFolder } from '../../host/programFolder.ts';
import { exitCodes } from '../exitCodes.ts';
import { type EngineChoices, engineSettings } from '../openEngine.ts';
import { queuePlaces } from '../queuePlaces.ts';
import { withoutControls } from '../withoutControls.ts';

export interface WorkerOptions extends EngineChoices {
  readonly queue: string;
  readonly store: string;
  readonly concurrency: number;
  /** Port of this machine on which health and metrics are told. */
  readonly metrics?: number | undefined;
  /** Whether models that are not here are fetched from the store. */
  readonly fetchModels?: boolean | undefined;
}

/** Computes what others send to a queue, until the process is asked to end and what it has begun is done. */
export async function worker({
  queue,
  store,
  concurrency,
  metrics,
  fetchModels,
  ...choices
}: WorkerOptions): Promise<void> {
  const say = (line: string): void => console.log(withoutControls(line));
  const { redis } = await openShared(queuePlaces(queue, store), say);
  const scratch = await mkdtemp(join(tmpdir(), 'arcspace-worker-'));
  // Whatever way it ends: a process that was killed leaves there what it had.
  process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));
  const fetched = fetchModels ? join(cacheFolder(), 'worker-models') : undefined;
  const engine = workerEngine(choices, fetched);
  const command = [join(codeFolder(), 'out/main/cli.js'), 'compute-for-worker'] as const;
  const slots = Array.from({ length: concurrency }, (_, index) =>
    forkSlot(command, { store, scratch: join(scratch, String(index)), engine, fetched } satisfies SlotSettings),
  );
  const name = `${hostname()}:${process.pid}`;
  const asked = askedToEnd();
  const watcher = await tellMetrics(metrics, concurrency, say, () => redis.status === 'ready');
  const known = createEngine(engine);
  const device = await known.devices.current();
  const running = await startWorker({ redis, slots, name, say, watcher, device: device.provider });
  say(`The worker ${name} waits for runs, ${concurrency} at a time.`);
  const listed = listWorker(running, { redis, name, slots: concurrency, device, engine: known });
  await clearLeftoversOf(store);
  if (fetched !== undefined) await clearLeftovers(fetched);
  await asked.once;
  await listed.end();
  say('The worker takes no more runs. It ends when those are done that it has; ask again to end it now.');
  const isDone = await Promise.race([running.drain().then(() => true), asked.again.then(() => false)]);
  if (!isDone) await Promise.all(slots.map((slot) => slot.kill()));
  process.exit(isDone ? exitCodes.done : exitCodes.cancelled);
}

async function tellMetrics(
  port: number | undefined,
  slots: number,
  say: (line: string) => void,
  isHealthy: () => boolean,
): Promise<JobWatcher | undefined> {
  if (port === undefined) return undefined;
  const metrics = await createMetrics(slots);
  const own = await serveMetrics(port, metrics, isHealthy);
  say(`Health and metrics: http://127.0.0.1:${own}/health and /metrics`);
  return metrics;
}

interface AskedToEnd {
  readonly once: Promise<void>;
  readonly again: Promise<void>;
}

/** Listened for from now on: a second signal that comes while the first is obeyed must not end the process in the middle of that. */
function askedToEnd(): AskedToEnd {
  const again = new EventEmitter();
  const second = once(again, 'asked').then(() => {});
  const first = new Promise<void>((resolve) => {
    let isAsked = false;
    const ask = (): void => {
      if (isAsked) again.emit('asked');
      isAsked = true;
      resolve();
    };
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, ask);
  });
  return { once: first, again: second };
}

/** Jobs see nothing of the user's workspace but its models. */
function workerEngine(choices: EngineChoices, fetched: string | undefined): SlotSettings['engine'] {
  const { workspace, modelFolders = [], ...settings } = engineSettings(choices);
  return {
    ...settings,
    workspace: join(cacheFolder(), 'worker'),
    modelFolders: [
      join(workspace, 'models'),
      ...modelFolders,
      ...(fetched === undefined ? [] : [fetchedModels(fetched)]),
    ],
  };
}
