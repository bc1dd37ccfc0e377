import { rm } from 'node:fs/promises';
import { nodeRegistry } from '../../../nodes/index.ts';
import { createEngine, type EngineSettings } from '../../engine/createEngine.ts';
import { readMaker } from '../../engine/maker.ts';
import { problemFrom } from '../../graph/problem.ts';
import { openStore } from '../store/openStore.ts';
import { createComputer } from './computer.ts';
import { createNewest } from './newest.ts';
import { previewOnce } from './previewOnce.ts';
import type { SlotProgress } from './slot.ts';
import type { FromSlot, ToSlot } from './slotMessages.ts';

/** Milliseconds. */
const TELL_EVERY = 100;

/** What the process of a slot is told when it starts. */
export interface SlotSettings {
  /** A folder, or s3://BUCKET/PREFIX. */
  readonly store: string;
  /** A folder for nobody else, made when it is needed. */
  readonly scratch: string;
  readonly engine: Omit<EngineSettings, 'registry'>;
  /** Where models that are not here are fetched to from the store. None are without it. */
  readonly fetched?: string | undefined;
}

/** Computes jobs for the process that has started this one, until that lets go of it. */
export async function computeForWorker({ store, scratch, engine, fetched }: SlotSettings): Promise<void> {
  const slot = createComputer({
    engine: createEngine(engine),
    store: await openStore(store),
    registry: nodeRegistry,
    scratch,
    maker: await readMaker(),
    fetched,
  });
  let cancelling = new AbortController();
  const answer = (message: FromSlot): void => {
    if (process.connected) process.send?.(message);
  };
  process.on('message', (message: ToSlot) => {
    if (message.kind === 'cancel') return cancelling.abort();
    cancelling = new AbortController();
    // Of large workflows all that is done so far is told again with each step of each node.
    const pass = previewOnce((value) => answer({ kind: 'progress', progress: value }));
    const progress = createNewest(async (value: SlotProgress) => pass(value), TELL_EVERY);
    void slot
      .compute(message.job, cancelling.signal, progress.tell)
      .finally(progress.end)
      .then(
        (result) => answer({ kind: 'done', result }),
        (thrown) => answer({ kind: 'failed', problem: problemFrom(thrown) }),
      );
  });
  // A terminal tells all that runs in it: the worker decides.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  await new Promise((resolve) => process.once('disconnect', resolve));
  await rm(scratch, { recursive: true, force: true });
  process.exit(0);
}
