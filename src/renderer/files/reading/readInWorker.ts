import { ArcspaceError } from '../../../graph/problem.ts';
import type { ParsedWorkflow } from '../../../graph/workflow/parse.ts';
import type { Answer } from './messages.ts';
import { createAssembly } from './pieces.ts';
import type { Source } from './source.ts';

/** Of a worker: what is needed to talk to it. */
export type ReadingWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

/**
 * Reads a workflow beside the page, which goes on meanwhile; undefined when there is none in what is given.
 * @throws ArcspaceError with the problem of the file.
 */
export function readInWorker(source: Source, worker: ReadingWorker): Promise<ParsedWorkflow | undefined> {
  const assembly = createAssembly();
  return new Promise<ParsedWorkflow | undefined>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.kind === 'piece') assembly.add(data.piece);
      else if (data.kind === 'read') resolve({ workflow: assembly.workflow(), warnings: data.warnings });
      else if (data.kind === 'none') resolve(undefined);
      else reject(refusalOf(data));
    };
    worker.onerror = (event) => reject(stopped(event.message));
    worker.postMessage(source);
  }).finally(() => worker.terminate());
}

function refusalOf({ problem: { code, message, remedy, place } }: Extract<Answer, { kind: 'refused' }>): ArcspaceError {
  return new ArcspaceError(code, message, remedy, place);
}

function stopped(why: string): ArcspaceError {
  return new ArcspaceError('unreadable-file', `Reading stopped: ${why}`, 'Close other windows, then open it again.');
}
