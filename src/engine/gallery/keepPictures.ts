import type { RunEvent } from '../../graph/events.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import { resultNodes } from '../../graph/resultNodes.ts';
import type { RunWorkflow } from '../run/runWorkflow.ts';
import type { Gallery } from './gallery.ts';
import type { MadePictures } from './madePictures.ts';
import { createNewest } from './newest.ts';

export interface KeptRuns {
  /** The next run may begin while the pictures of this one are written, unless many wait for that. */
  readonly run: RunWorkflow;
  /** The same, but it ends when its pictures are on the disk: for runs that a record calls done from then on. */
  readonly runAndKeep: RunWorkflow;
  /** Resolves when nothing waits any more: what waits for being the newest is kept at once. */
  settle(): Promise<void>;
}

/** Results that may wait for the disk, and bytes of their pixels: a kill loses them, and until then they take memory. */
const MOST_WAITING = 4;
const MOST_BYTES_WAITING = 256 * 2 ** 20;

/** Runs whose pictures go into the gallery: those of nodes that show or write, or that nothing goes on from. */
export function keepPictures(run: RunWorkflow, gallery: Pick<Gallery, 'add'>, registry: NodeRegistry): KeptRuns {
  /** With the bytes of each. */
  const waiting = new Map<Promise<void>, number>();
  let last: Promise<void> = Promise.resolve();
  // One after the other: a small picture is not to overtake the film before it.
  const add = (made: MadePictures): void => {
    const task = last.then(() => gallery.add(made)).finally(() => waiting.delete(task));
    waiting.set(
      task,
      made.pictures.reduce((sum, { rgba }) => sum + rgba.byteLength, 0),
    );
    last = task;
  };
  const isFull = (): boolean =>
    waiting.size > MOST_WAITING || [...waiting.values()].reduce((sum, bytes) => sum + bytes, 0) > MOST_BYTES_WAITING;
  const newest = createNewest(add);
  const isTerminal = (type: string): boolean => registry.get(type)?.terminal === true;

  const keeping: RunWorkflow = async (asked, signal, emit) => {
    const { workflow, path, watch, kept = 'all' } = asked;
    if (kept === 'none') return run(asked, signal, emit);
    const results = resultNodes(workflow, isTerminal);
    const watched = watch && new Set(watch);
    const began = performance.now();
    const seen = new Set<string>();
    const keep = (event: RunEvent): void => {
      if (event.type !== 'finished' || !results.has(event.node) || !event.pictures?.length) return;
      const { node, key, pictures, files } = event;
      const seconds = (performance.now() - began) / 1000;
      const made: MadePictures = { workflow, path, node, key, pictures, files, time: Date.now(), seconds, seen };
      if (kept === 'newest') newest.offer(made);
      else add(made);
    };
    const hear = (event: RunEvent): void => {
      keep(event);
      emit(watched ? asWatched(event, watched) : event);
    };
    const all = watch && [...new Set([...watch, ...results])];
    try {
      return await run({ ...asked, watch: all }, signal, hear);
    } finally {
      while (isFull()) await Promise.race(waiting.keys());
    }
  };
  const settled = async (): Promise<void> => void (await Promise.all(waiting.keys()));
  return {
    run: keeping,
    async runAndKeep(...asked) {
      try {
        return await keeping(...asked);
      } finally {
        await settled();
      }
    },
    async settle() {
      newest.settle();
      await settled();
    },
  };
}

/** Without the pictures of nodes that the watcher did not ask for. */
function asWatched(event: RunEvent, watched: ReadonlySet<string>): RunEvent {
  if (event.type === 'finished' && event.pictures && !watched.has(event.node)) {
    const { pictures: _, ...rest } = event;
    return rest;
  }
  if (event.type === 'progress' && event.preview && !watched.has(event.node)) {
    const { preview: _, ...rest } = event;
    return rest;
  }
  return event;
}
