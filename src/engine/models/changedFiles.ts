import { ArcspaceError } from '../../graph/problem.ts';

/** What is loaded or read now is no longer what a run took the fingerprint of. */
export function changedFiles(name: string): ArcspaceError {
  const called = name.slice(0, 100);
  return new ArcspaceError('changed-files', `The files of "${called}" were changed a moment ago.`, 'Run again.');
}
