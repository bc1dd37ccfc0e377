import { link, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemCode } from '../../../graph/diskFault.ts';
import { ArcspaceError } from '../../../graph/problem.ts';
import { exists } from '../../files/spelledOnDisk.ts';
import { syncFolder } from '../../files/syncFolder.ts';
import { type DownloadRecord, fetchedPath } from './downloadRecord.ts';

/**
 * Gives a download that is whole its name, at once, and takes the hidden folder away.
 * @throws ArcspaceError where something else has the name meanwhile.
 */
export async function placeFinished(folder: string, record: DownloadRecord, target: string): Promise<void> {
  if (await exists(target)) throw nameTaken(target);
  const [only] = record.files;
  if (record.shape === 'file' && only) await placeFile(fetchedPath(folder, only.path), target);
  else await rename(join(folder, 'files'), target);
  await syncFolder(dirname(target));
  // What is left of it does no harm, and is cleared up when it is next seen.
  await rm(folder, { recursive: true, force: true }).catch(() => undefined);
}

/** A link is refused where the name is taken, unlike a new name. FAT has none. */
async function placeFile(from: string, target: string): Promise<void> {
  try {
    await link(from, target);
  } catch (thrown) {
    if (systemCode(thrown) === 'EEXIST') throw nameTaken(target);
    await rename(from, target);
  }
}

export function nameTaken(target: string): ArcspaceError {
  return new ArcspaceError(
    'name-taken',
    `There is already something called ${target}.`,
    'Choose another name for this one, or move that one away first.',
    { file: target },
  );
}
