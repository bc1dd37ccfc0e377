import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCode } from '../../graph/diskFault.ts';

/**
 * Makes a folder and those above it. Node's own recursive mkdir never ends where a file system refuses new folders as
 * "not found", as /proc does.
 */
export async function makeFolder(folder: string): Promise<void> {
  const present = await stat(folder).catch(() => undefined);
  if (present?.isDirectory()) return;
  const parent = dirname(folder);
  if (parent !== folder) await makeFolder(parent);
  await mkdir(folder).catch((thrown) => {
    if (present || systemCode(thrown) !== 'EEXIST') throw thrown;
  });
}
