import { rename, rm, stat, utimes } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fitName, stemAndExtension } from '../../graph/portableName.ts';
import type { MovedWorkflow } from '../../protocol/types.ts';
import { nameOfFile } from '../../protocol/workflowName.ts';
import { inTurn } from '../files/inTurn.ts';
import { placeAt } from '../files/placeAt.ts';
import { readTextFile } from '../files/readTextFile.ts';
import { syncFolder } from '../files/syncFolder.ts';
import { unwritable } from '../files/unwritable.ts';
import { writeNew } from '../files/writeNew.ts';
import { writeWhole } from '../files/writeWhole.ts';
import type { Folders } from './folders.ts';
import { moveVersions } from './keepVersion.ts';
import { areOneName, nameTaken, ownFolder, ownWorkflow, requireFree, requireName, takenName } from './ownWorkflows.ts';
import { renamedText } from './renamedText.ts';
import { requireUnprotected, stampOf } from './workflowFiles.ts';

interface Move {
  readonly path: string;
  /** Without the extension, which stays. */
  readonly name?: string | undefined;
  /** "" for the top of the workspace. */
  readonly folder?: string | undefined;
}

/**
 * Gives a workflow another name or folder, and its versions with it. The file has its new place before the old one is let go,
 * and never takes the place of another.
 * @throws ArcspaceError `name-taken`, `bad-name`, and what is the matter with file or folder.
 */
export async function moveWorkflow(folders: Folders, { path, name, folder }: Move): Promise<MovedWorkflow> {
  const from = await ownWorkflow(folders, path);
  const [stem, extension] = stemAndExtension(basename(from));
  const wanted = name === undefined ? stem : requireName(name, extension);
  const into = folder === undefined ? dirname(from) : await ownFolder(folders, folder);
  const to = join(into, `${wanted}${extension}`);
  const isRenamed = wanted !== stem;
  await requireUnprotected(from, path, 'It was not changed.');
  return inTurn(from, async () => {
    const text = await readTextFile(from, { shown: path });
    const named = isRenamed ? renamedText(text, wanted, path) : text;
    if (to !== from) {
      await requireFree(into, basename(to), into === dirname(from) ? basename(from) : undefined);
      await place(from, to);
    }
    // The file is where it was wanted: that the title in it could not be written (a full disk) does not undo that.
    const written = isRenamed
      ? await writeKeepingTime(to, named).then(
          () => named,
          () => text,
        )
      : text;
    await moveVersions(from, to, join(folders.hidden, 'versions'));
    return { path: pathOf(folders, to), stamp: stampOf(written), before: stampOf(text) };
  });
}

/** Beside the workflow, as "Faces copy", "Faces copy 2" ... @returns the path of the copy. */
export async function copyWorkflow(folders: Folders, path: string): Promise<string> {
  const file = await ownWorkflow(folders, path);
  const [stem, extension] = stemAndExtension(basename(file));
  const text = await readTextFile(file, { shown: path });
  const free = await firstFree(dirname(file), stem.replace(/ copy(?: \d+)?$/, ''), extension);
  const written = await writeNew(join(dirname(file), free), Buffer.from(renamedText(text, nameOfFile(free), path)));
  return pathOf(folders, written);
}

/** How the client calls a file of the workspace. */
export function pathOf({ workspace }: Folders, file: string): string {
  return relative(workspace, file).split(sep).join('/');
}

/** Moves a file without taking the place of another. */
export async function place(from: string, to: string): Promise<void> {
  try {
    // Letters of another case are the same file where the disk makes no difference.
    const isRespelled = dirname(from) === dirname(to) && areOneName(basename(from), basename(to));
    if (isRespelled) await rename(from, to);
    else if (!(await placeAt(from, to))) throw nameTaken(basename(to));
    else await letGo(from, to);
    await Promise.all([...new Set([dirname(from), dirname(to)])].map(syncFolder));
  } catch (thrown) {
    throw unwritable(to, thrown);
  }
}

/** Where the old place cannot be let go, there is no new one. */
async function letGo(from: string, to: string): Promise<void> {
  try {
    await rm(from, { force: true });
  } catch (thrown) {
    await rm(to, { force: true });
    throw thrown;
  }
}

/** A name is no change of the work: lists of the newest stay as they are. */
async function writeKeepingTime(file: string, text: string): Promise<void> {
  const { atime, mtime } = await stat(file);
  await writeWhole(file, text);
  await utimes(file, atime, mtime).catch(() => undefined);
}

async function firstFree(folder: string, stem: string, extension: string): Promise<string> {
  for (let number = 1; ; number++) {
    const name = fitName(stem, ` copy${number === 1 ? '' : ` ${number}`}${extension}`);
    if ((await takenName(folder, name)) === undefined) return name;
  }
}
