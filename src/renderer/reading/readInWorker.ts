import { ArcspaceError } from '../../graph/problem.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import type { AnyWorkflow } from '../../neighbours/readAnyWorkflow.ts';
import type { Answer } from './messages.ts';
import { createAssembly } from './pieces.ts';
import type { Source } from './source.ts';

/** Of a worker: what is needed to talk to it. */
export type ReadingWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

/**
 * Reads a workflow beside the page, which goes on meanwhile; undefined when there is none in what is given.
 * @throws ArcspaceError with the problem of the file.
 */
export function readInWorker(source: Source, worker: ReadingWorker): Promise<AnyWorkflow | undefined> {
  const assembly = createAssembly();
  return new Promise<AnyWorkflow | undefined>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.kind === 'piece') assembly.add(data.piece);
      else if (data.kind === 'read') resolve(readFrom(assembly.workflow(), data));
      else if (data.kind === 'none') resolve(undefined);
      else reject(refusalOf(data));
    };
    worker.onerror = (event) => reject(stopped(event.message));
    worker.postMessage(source);
  }).finally(() => worker.terminate());
}

function readFrom(workflow: Workflow, { warnings, summary }: Extract<Answer, { kind: 'read' }>): AnyWorkflow {
  return { workflow, warnings, ...(summary !== undefined && { summary }) };
}

function refusalOf({ problem: { code, message, remedy, place } }: Extract<Answer, { kind: 'refused' }>): ArcspaceError {
  return new ArcspaceError(code, message, remedy, place);
}

function stopped(why: string): ArcspaceError {
  return new ArcspaceError('unreadable-file', `Reading stopped: ${why}`, 'Close other windows, then open it again.');
}
