import { dirname } from 'node:path';
import type { ArcspaceError } from '../../graph/problem.ts';
import { brokenFile } from './modelFileErrors.ts';

/** Git LFS specification: a pointer begins with its version and has less than 1024 bytes. */
const firstWords = 'version https://git-lfs.github.com/spec/';

/** Whether the text is what Git leaves in place of a large file that was not downloaded. */
export function isLfsPointer(text: string): boolean {
  return text.startsWith(firstWords);
}

export function lfsPointer(file: string): ArcspaceError {
  return brokenFile(
    file,
    'is only a Git LFS pointer: the file itself was not downloaded.',
    `Run "git lfs install" and then "git lfs pull" in ${dirname(file)}, or download the file itself.`,
  );
}
