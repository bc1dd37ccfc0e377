import type { RunEvent } from '../../graph/events.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import { resultNodes } from '../../graph/resultNodes.ts';
import type { RunWorkflow } from '../run/runWorkflow.ts';
import type { Gallery } from './gallery.ts';
import type { MadePictures } from './madePictures.ts';
import { createNewest } from './newest.ts';

export interface KeptRuns {
  readonly run: RunWorkflow;
  /** Keeps what waits for being the newest. */
  settle(): Promise<void>;
}

/** Runs whose pictures go into the gallery: those of nodes that show or write, or that nothing goes on from. */
export function keepPictures(run: RunWorkflow, gallery: Pick<Gallery, 'add'>, registry: NodeRegistry): KeptRuns {
  const newest = createNewest(gallery.add);
  const isTerminal = (type: string): boolean => registry.get(type)?.terminal === true;
  return {
    settle: newest.settle,
    async run(asked, signal, emit) {
      const { workflow, path, watch, kept = 'all' } = asked;
      if (kept === 'none') return run(asked, signal, emit);
      const results = resultNodes(workflow, isTerminal);
      const watched = watch && new Set(watch);
      const began = performance.now();
      const seen = new Set<string>();
      const adding: Promise<void>[] = [];
      const keep = (event: RunEvent): void => {
        if (event.type !== 'finished' || !results.has(event.node) || !event.pictures?.length) return;
        const { node, key, pictures, files } = event;
        const seconds = (performance.now() - began) / 1000;
        const made: MadePictures = { workflow, path, node, key, pictures, files, time: Date.now(), seconds, seen };
        if (kept === 'newest') newest.offer(made);
        else adding.push(gallery.add(made));
      };
      const hear = (event: RunEvent): void => {
        keep(event);
        emit(watched ? asWatched(event, watched) : event);
      };
      const all = watch && [...new Set([...watch, ...results])];
      try {
        return await run({ ...asked, watch: all }, signal, hear);
      } finally {
        // A run is over when what it made is on the disk.
        await Promise.all(adding);
      }
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
