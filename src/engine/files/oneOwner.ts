import { readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../../graph/diskFault.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { isLeftBehind, isTemporaryName, temporaryName } from './temporaryNames.ts';
import { removeTemporary } from './writeTemporary.ts';

/** A process has this folder to itself. */
export interface Ownership {
  /** Said now and then: it is still at it. @returns false where somebody took it for dead, and the folder is its no more. */
  renew(): Promise<boolean>;
  end(): Promise<void>;
}

/**
 * Takes a download, so that two processes do not write the same files.
 * @throws ArcspaceError where a living process has it.
 */
export async function ownDownload(folder: string): Promise<Ownership> {
  const ownership = await ownFolder(folder);
  if (!ownership) throw taken(folder);
  return ownership;
}

/**
 * Takes a folder that is there. What a process that died has left is no hindrance.
 * @returns undefined where a living process has it.
 */
export async function ownFolder(folder: string): Promise<Ownership | undefined> {
  const own = join(folder, temporaryName());
  await writeFile(own, '');
  const end = () => removeTemporary(own);
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (!isTemporaryName(name) || path === own) continue;
    if (await isLiving(path, name)) {
      await end();
      return undefined;
    }
    await removeTemporary(path);
  }
  return { renew: () => isRenewed(own), end };
}

/** Whether a living process has a folder, this one too. */
export async function isOwned(folder: string): Promise<boolean> {
  const names = (await readdir(folder).catch((): string[] => [])).filter(isTemporaryName);
  return (await Promise.all(names.map((name) => isLiving(join(folder, name), name)))).includes(true);
}

/** A disk that fails for a while takes nothing away. */
async function isRenewed(path: string): Promise<boolean> {
  return utimes(path, new Date(), new Date()).then(
    () => true,
    (thrown) => systemCode(thrown) !== 'ENOENT',
  );
}

async function isLiving(path: string, name: string): Promise<boolean> {
  const changed = await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  return changed > 0 && !isLeftBehind(name, Date.now() - changed);
}

function taken(folder: string): ArcspaceError {
  return new ArcspaceError(
    'download-running',
    'Another Arcspace is downloading this already.',
    `Wait for it, or end it first. Its files are in ${folder}.`,
    { file: folder },
  );
}
