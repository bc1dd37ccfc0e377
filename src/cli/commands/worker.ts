import { once } from 'node:events';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { openShared } from '../../cluster/openShared.ts';
import { forkSlot } from '../../cluster/worker/forkSlot.ts';
import type { SlotSettings } from '../../cluster/worker/slotProcess.ts';
import { startWorker } from '../../cluster/worker/startWorker.ts';
import { cacheFolder } from '../../host/cacheFolder.ts';
import { codeFolder } from '../../host/programFolder.ts';
import { type EngineChoices, engineSettings } from '../openEngine.ts';
import { withoutControls } from '../withoutControls.ts';

export interface WorkerOptions extends EngineChoices {
  readonly queue: string;
  readonly store: string;
  readonly concurrency: number;
}

/** Computes what others send to a queue, until the process is asked to end and what it has begun is done. */
export async function worker({ queue, store, concurrency, ...choices }: WorkerOptions): Promise<void> {
  const say = (line: string): void => console.log(withoutControls(line));
  const shared = await openShared(queue, store, say);
  const settings: SlotSettings = { store, engine: workerEngine(choices) };
  const script = join(codeFolder(), 'out/main/cli.js');
  const slots = Array.from({ length: concurrency }, () => forkSlot([script, 'compute-for-worker'], settings));
  const name = `${hostname()}:${process.pid}`;
  const running = await startWorker({ redis: shared.redis, slots, name, say });
  say(`The worker ${name} waits for runs, ${concurrency} at a time.`);
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  say('The worker takes no more runs. It ends when those are done that it has; ask again to end it now.');
  const now = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  await Promise.race([running.drain(), now]);
  process.exit(0);
}

/** Jobs see nothing of the user's workspace but its models. */
function workerEngine(choices: EngineChoices): SlotSettings['engine'] {
  const { workspace, modelFolders = [], ...settings } = engineSettings(choices);
  return {
    ...settings,
    workspace: join(cacheFolder(), 'worker'),
    modelFolders: [join(workspace, 'models'), ...modelFolders],
  };
}
