import type { NodeRegistry } from '../../graph/registry.ts';
import type { AnyWorkflow } from '../../neighbours/readAnyWorkflow.ts';
import { readHere } from './readHere.ts';
import { readInWorker } from './readInWorker.ts';
import { type Source, sizeOf } from './source.ts';

/**
 * Reads a workflow; undefined when there is none in what is given.
 * @throws ArcspaceError naming the place in the file and the remedy.
 */
export type ReadWorkflow = (source: Source) => Promise<AnyWorkflow | undefined>;

/** So many characters or bytes are read within a frame or two; a worker takes longer to start. */
const SMALL = 100_000;

/** What is small at once, what is longer in a worker, while the page goes on: it never has the whole of it in hand. */
export function workflowReader(registry: NodeRegistry): ReadWorkflow {
  return (source) =>
    sizeOf(source) <= SMALL || typeof Worker === 'undefined'
      ? readHere(source, registry)
      : readInWorker(source, new Worker(new URL('./readWorkflow.worker.ts', import.meta.url), { type: 'module' }));
}
