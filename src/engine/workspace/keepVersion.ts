import { createHash } from 'node:crypto';
import { link, readdir, realpath, rename, rm, rmdir } from 'node:fs/promises';
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
 * @param now milliseconds since 1970, the name of the version where it is later than those before.
 */
export async function keepVersion(file: string, folder: string, now: number): Promise<void> {
  const own = join(folder, versionFolderName(file));
  await makeFolder(own).catch((thrown) => {
    throw unwritable(join(own, 'version'), thrown);
  });
  const earlier = sortNaturally((await readdir(own)).filter((name) => /^\d+\.json$/.test(name)));
  const newest = earlier.at(-1);
  // What was put aside for a save that then failed is not put aside again: the versions before it would go.
  if (newest !== undefined && (await areSame(file, join(own, newest)))) return;
  // The newest has the largest name also where the clock was set back.
  const name = `${Math.max(now, Number.parseInt(newest ?? '0', 10) + 1)}.json`;
  await copy(file, join(own, name));
  const versions = [...earlier, name];
  await Promise.all(versions.slice(0, -versionsKept).map((each) => rm(join(own, each), { force: true })));
}

/** What was kept of a file is kept of the one that it has become. That they cannot be moved along loses none of them. */
export async function moveVersions(from: string, to: string, folder: string): Promise<void> {
  await moveInto(join(folder, versionFolderName(from)), join(folder, versionFolderName(to)));
}

/** They go into the trash with their file: what takes its name next has none of them. */
export async function trashVersions(file: string, folder: string, trash: string): Promise<void> {
  await moveInto(join(folder, versionFolderName(file)), trash);
}

export async function restoreVersions(file: string, folder: string, trash: string): Promise<void> {
  await moveInto(trash, join(folder, versionFolderName(file)));
}

async function moveInto(before: string, after: string): Promise<void> {
  const names = await readdir(before).catch(() => []);
  if (before === after || names.length === 0) return;
  const move = async () => {
    await makeFolder(after);
    for (const name of names) await rename(join(before, name), join(after, name));
    await rmdir(before);
  };
  await move().catch(() => undefined);
}

async function areSame(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all([one, other].map((path) => readRegularFile(path).catch(() => undefined)));
  return first !== undefined && second !== undefined && first.equals(second);
}

/** A second name where the disk has such: it takes no room on a full disk, and the file is about to be replaced, not changed. */
async function copy(file: string, version: string): Promise<void> {
  await link(await realpath(file), version).catch(async () => writeWhole(version, await readRegularFile(file)));
}

export function versionFolderName(file: string): string {
  const hash = createHash('sha256').update(file).digest('hex').slice(0, 8);
  return fitName(basename(file, '.json'), `-${hash}`);
}
