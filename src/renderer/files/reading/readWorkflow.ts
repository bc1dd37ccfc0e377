import type { NodeRegistry } from '../../../graph/registry.ts';
import { type ParsedWorkflow, parseWorkflow } from '../../../graph/workflow/parse.ts';
import { readInWorker } from './readInWorker.ts';

/** Reads the text of a workflow file. @throws ArcspaceError naming the place in the file and the remedy. */
export type ReadWorkflow = (text: string) => Promise<ParsedWorkflow>;

/** A text of so many characters is read within a frame or two; a worker takes longer to start. */
const SMALL = 100_000;

/** Small texts at once, longer ones in a worker, while the page goes on. */
export function workflowReader(registry: NodeRegistry): ReadWorkflow {
  return async (text) =>
    text.length <= SMALL || typeof Worker === 'undefined'
      ? parseWorkflow(text, registry)
      : readInWorker(text, new Worker(new URL('./readWorkflow.worker.ts', import.meta.url), { type: 'module' }));
}
