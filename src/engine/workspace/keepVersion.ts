import { createHash } from 'node:crypto';
import { link, readdir, realpath, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fitName } from '../../graph/portableName.ts';
import { sortNaturally } from '../files/fileNames.ts';
import { makeFolder } from '../files/makeFolder.ts';
import { readRegularFile } from '../files/readRegularFile.ts';
import { unwritable } from '../files/unwritable.ts';
import { writeWhole } from '../files/writeWhole.ts';

const versionsKept = 3;

/**
 * Puts the present state of a file aside before it is replaced; the last few are kept.
 * @param folder for the versions of all files; each file has a subfolder, named so that equal names do not meet.
 * @param now milliseconds since 1970, the name of the version.
 */
export async function keepVersion(file: string, folder: string, now: number): Promise<void> {
  const own = join(folder, versionFolderName(file));
  await makeFolder(own).catch((thrown) => {
    throw unwritable(join(own, 'version'), thrown);
  });
  await copy(file, join(own, `${now}.json`));
  const versions = sortNaturally((await readdir(own)).filter((name) => /^\d+\.json$/.test(name)));
  await Promise.all(versions.slice(0, -versionsKept).map((name) => rm(join(own, name), { force: true })));
}

/** A second name where the disk has such: it takes no room on a full disk, and the file is about to be replaced, not changed. */
async function copy(file: string, version: string): Promise<void> {
  await link(await realpath(file), version).catch(async () => writeWhole(version, await readRegularFile(file)));
}

export function versionFolderName(file: string): string {
  const hash = createHash('sha256').update(file).digest('hex').slice(0, 8);
  return fitName(basename(file, '.json'), `-${hash}`);
}
