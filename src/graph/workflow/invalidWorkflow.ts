import { ArcspaceError } from '../problem.ts';

/** A file that is no workflow, or a broken one. `port` is the place in the file. */
export function invalidWorkflow(message: string, remedy: string, port?: string): ArcspaceError {
  return new ArcspaceError('invalid-workflow', message, remedy, port === undefined ? {} : { port });
}
