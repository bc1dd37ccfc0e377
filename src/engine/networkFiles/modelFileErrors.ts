import { lstat, readlink } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { ArcspaceError } from '../../graph/problem.ts';

/** A file as messages call it: with the subfolder of the model that it lies in, "unet/config.json". */
export function nameInModel(file: string): string {
  return `${basename(dirname(file))}/${basename(file)}`;
}

/** What reading a file of a model met, told as a fault of the model. */
export async function modelFileError(file: string, thrown: unknown): Promise<unknown> {
  if (!(thrown instanceof ArcspaceError)) return thrown;
  if (thrown.code === 'missing-file') return (await deadLink(file)) ?? missingFile(file);
  return new ArcspaceError(
    'broken-model',
    thrown.message,
    'Put a file that you may read in its place: check its permissions, or copy it again.',
    { file },
  );
}

function missingFile(file: string): ArcspaceError {
  return new ArcspaceError(
    'missing-model-file',
    `${nameInModel(file)} is missing.`,
    'Copy the whole model folder again, including this file.',
    { file },
  );
}

/** What to say of a link whose target is gone; undefined for what is no link. */
export async function deadLink(file: string): Promise<ArcspaceError | undefined> {
  const stats = await lstat(file).catch(() => undefined);
  if (!stats?.isSymbolicLink()) return undefined;
  return new ArcspaceError(
    'missing-model-file',
    `${nameInModel(file)} is a link to ${await readlink(file)}, which does not exist.`,
    'Restore what the link leads to, or replace the link.',
    { file },
  );
}

/** A file that is there and is not what it should be. `what` goes on after its name. */
export function brokenFile(file: string, what: string, remedy = 'Copy this file again.'): ArcspaceError {
  return new ArcspaceError('broken-model', `${nameInModel(file)} ${what}`, remedy, { file });
}

export function emptyFile(file: string): ArcspaceError {
  return brokenFile(file, 'is empty.', 'Copy this file again. If it is empty then too, free some space on the disk.');
}

export function cutFile(file: string, wanted: number, size: number): ArcspaceError {
  const bytes = (count: number) => count.toLocaleString('en');
  return brokenFile(
    file,
    `is incomplete: it has ${bytes(size)} of at least ${bytes(wanted)} bytes.`,
    'Copy or download this file again, to its end.',
  );
}
