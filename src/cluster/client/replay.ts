import { relativeParts, resolveInside } from '../../engine/files/containment.ts';
import { writeNewBy } from '../../engine/files/writeNew.ts';
import type { RunEvent } from '../../graph/events.ts';
import { portableName } from '../../graph/portableName.ts';
import type { JobProgress } from '../queue/jobs.ts';
import { type Finish, getFinished } from '../results.ts';
import type { SharedStore } from '../store/sharedStore.ts';

/** Tells of a run elsewhere as if it were here: the same events, and the same files in the folder of the results. */
export interface Replay {
  /** Passes on what is new since the last time. */
  see(progress: JobProgress): Promise<void>;
}

interface ReplayParts {
  readonly store: SharedStore;
  /** Folder of the results. */
  readonly output: string;
  readonly signal: AbortSignal;
  readonly emit: (event: RunEvent) => void;
}

export function createReplay({ store, output, signal, emit }: ReplayParts): Replay {
  const [started, finished, seen] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let last = '';

  const start = (node: string): void => {
    if (started.has(node)) return;
    started.add(node);
    emit({ type: 'started', node });
  };

  const finish = async ({ hash, cached, milliseconds }: Finish): Promise<void> => {
    if (seen.has(hash)) return;
    seen.add(hash);
    const { pictures, files, ...given } = await getFinished(store, hash);
    // A second worker, after the first was lost, gives it again.
    if (finished.has(given.node)) return;
    finished.add(given.node);
    if (!cached) start(given.node);
    const written: string[] = [];
    for (const file of files) written.push(await write(file.name, file.hash));
    emit({ type: 'finished', ...given, ...(pictures && { pictures }), cached, milliseconds, files: written });
  };

  const write = async (name: string, hash: string): Promise<string> => {
    const place = await resolveInside(output, relativeParts(name).map(portableName).join('/'));
    return writeNewBy(place, (temporary) => store.getFile(hash, temporary), signal);
  };

  return {
    async see(progress) {
      for (const each of progress.finished) await finish(each);
      const { node, steps } = progress.at ?? {};
      if (node === undefined || finished.has(node)) return;
      start(node);
      const now = JSON.stringify(progress.at);
      if (steps && now !== last) emit({ type: 'progress', node, ...steps });
      last = now;
    },
  };
}
