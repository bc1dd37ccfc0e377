import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { sortNaturally } from '../files/fileNames.ts';

const versionsKept = 3;

/**
 * Puts the present state of a file aside before it is overwritten; the last few are kept.
 * @param folder for the versions of all files; each file has a subfolder, named so that equal names do not meet.
 * @param now milliseconds since 1970, the name of the version.
 */
export async function keepVersion(file: string, folder: string, now: number): Promise<void> {
  const own = join(folder, versionFolderName(file));
  await mkdir(own, { recursive: true });
  await copyFile(file, join(own, `${now}.json`));
  const versions = sortNaturally(await readdir(own));
  await Promise.all(versions.slice(0, -versionsKept).map((name) => rm(join(own, name), { force: true })));
}

export function versionFolderName(file: string): string {
  return `${basename(file, '.json')}-${createHash('sha256').update(file).digest('hex').slice(0, 8)}`;
}
