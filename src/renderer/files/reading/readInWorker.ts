import { ArcspaceError } from '../../../graph/problem.ts';
import type { ParsedWorkflow } from '../../../graph/workflow/parse.ts';
import type { Answer } from './messages.ts';
import { createAssembly } from './pieces.ts';

/** Of a worker: what is needed to talk to it. */
export type ReadingWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

/**
 * Reads the text of a workflow file beside the page, which goes on meanwhile.
 * @throws ArcspaceError with the problem of the file.
 */
export function readInWorker(text: string, worker: ReadingWorker): Promise<ParsedWorkflow> {
  const assembly = createAssembly();
  return new Promise<ParsedWorkflow>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.kind === 'piece') assembly.add(data.piece);
      else if (data.kind === 'read') resolve({ workflow: assembly.workflow(), warnings: data.warnings });
      else reject(refusalOf(data));
    };
    worker.onerror = (event) => reject(stopped(event.message));
    worker.postMessage(text);
  }).finally(() => worker.terminate());
}

function refusalOf({ problem: { code, message, remedy, place } }: Extract<Answer, { kind: 'refused' }>): ArcspaceError {
  return new ArcspaceError(code, message, remedy, place);
}

function stopped(why: string): ArcspaceError {
  return new ArcspaceError('unreadable-file', `Reading stopped: ${why}`, 'Close other windows, then open it again.');
}
