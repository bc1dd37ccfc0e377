import { link, rename } from 'node:fs/promises';
import { systemCode } from '../../graph/diskFault.ts';
import { exists } from './spelledOnDisk.ts';

/** Gives a file a name on the same disk that is not taken; its old one may stay. @returns false when the name is taken. */
export async function placeAt(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path);
    return true;
  } catch (thrown) {
    if (systemCode(thrown) === 'EEXIST') return false;
    return renameTo(temporary, path);
  }
}

/** For disks without hard links, as FAT. Whatever else kept the link from being made keeps the name from being changed. */
async function renameTo(temporary: string, path: string): Promise<boolean> {
  if (await exists(path)) return false;
  await rename(temporary, path);
  return true;
}
