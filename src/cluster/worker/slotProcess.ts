import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeRegistry } from '../../../nodes/index.ts';
import { createEngine, type EngineSettings } from '../../engine/createEngine.ts';
import { problemFrom } from '../../graph/problem.ts';
import { openFolderStore } from '../store/folderStore.ts';
import { createComputer } from './computer.ts';
import { readMaker } from './maker.ts';
import type { FromSlot, ToSlot } from './slotMessages.ts';

/** What the process of a slot is told when it starts. */
export interface SlotSettings {
  /** Folder of the store. */
  readonly store: string;
  readonly engine: Omit<EngineSettings, 'registry'>;
}

/** Computes jobs for the process that has started this one, until that lets go of it. */
export async function computeForWorker({ store, engine }: SlotSettings): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'arcspace-worker-'));
  const slot = createComputer({
    engine: createEngine(engine),
    store: await openFolderStore(store),
    registry: nodeRegistry,
    scratch,
    maker: await readMaker(),
  });
  let cancelling = new AbortController();
  const answer = (message: FromSlot): void => {
    if (process.connected) process.send?.(message);
  };
  process.on('message', (message: ToSlot) => {
    if (message.kind === 'cancel') return cancelling.abort();
    cancelling = new AbortController();
    void slot
      .compute(message.job, cancelling.signal, (progress) => answer({ kind: 'progress', progress }))
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
