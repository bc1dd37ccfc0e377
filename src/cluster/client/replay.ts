import { relativeParts, resolveInside } from '../../engine/files/containment.ts';
import { writeNewBy } from '../../engine/files/writeNew.ts';
import type { Picture, RunEvent } from '../../graph/events.ts';
import { portableName } from '../../graph/portableName.ts';
import type { JobProgress } from '../queue/jobs.ts';
import type { StepPreview } from '../queue/previews.ts';
import { type Finish, getShown } from '../results.ts';
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
  /** The nodes that are computed: of others nothing is told, whoever wrote it into the queue. */
  readonly nodes: ReadonlySet<string>;
  readonly signal: AbortSignal;
  readonly emit: (event: RunEvent) => void;
  /** The newest preview between its steps. */
  readonly lookAt: () => Promise<StepPreview | undefined>;
}

export function createReplay({ store, output, nodes, signal, emit, lookAt }: ReplayParts): Replay {
  const [started, finished, seen] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let last = '';
  let shown = '';

  const start = (node: string): void => {
    if (started.has(node)) return;
    started.add(node);
    emit({ type: 'started', node });
  };

  const finish = async ({ hash, cached, milliseconds }: Finish): Promise<void> => {
    const { pictures, files, ...given } = await getShown(store, hash);
    // A second worker, after the first was lost, gives it again.
    if (finished.has(given.node) || !nodes.has(given.node)) return;
    const written: string[] = [];
    for (const file of files) written.push(await write(file.name, file.hash));
    finished.add(given.node);
    if (!cached) start(given.node);
    emit({ type: 'finished', ...given, ...(pictures && { pictures }), cached, milliseconds, files: written });
  };

  /** Each once: a look at the queue is cheap, and a picture is not. */
  const picture = async (node: string, step: number | undefined): Promise<{ readonly preview?: Picture }> => {
    const which = `${step} ${node}`;
    if (step === undefined || which === shown) return {};
    shown = which;
    const preview = await lookAt();
    return preview?.node === node ? { preview: preview.picture } : {};
  };

  const write = async (name: string, hash: string): Promise<string> => {
    const place = await resolveInside(output, relativeParts(name).map(portableName).join('/'));
    return writeNewBy(place, (temporary) => store.getFile(hash, temporary, signal), signal);
  };

  return {
    async see(progress) {
      for (const each of progress.finished) {
        if (!seen.has(each.hash)) await finish(each);
        seen.add(each.hash);
      }
      const { node, steps, preview } = progress.at ?? {};
      if (node === undefined || finished.has(node) || !nodes.has(node)) return;
      start(node);
      const now = JSON.stringify(progress.at);
      if (steps && now !== last) emit({ type: 'progress', node, ...steps, ...(await picture(node, preview)) });
      last = now;
    },
  };
}
