import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { systemCode } from '../../graph/diskFault.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import type { TrashedWorkflow } from '../../protocol/types.ts';
import { nameOfFile } from '../../protocol/workflowName.ts';
import { relativeParts } from '../files/containment.ts';
import { makeFolder } from '../files/makeFolder.ts';
import { requireOwnFolder } from '../files/ownFolder.ts';
import { unwritable } from '../files/unwritable.ts';
import type { Folders } from './folders.ts';
import { restoreVersions, trashVersions } from './keepVersion.ts';
import { workflowEntry } from './listWorkflows.ts';
import { pathOf, place } from './moveWorkflow.ts';
import { isOwnPlace, ownFolder, ownWorkflow, requireFree } from './ownWorkflows.ts';
import { requireUnprotected } from './workflowFiles.ts';

/**
 * The trash of the workspace: a folder with one folder for each deleted workflow, named by the time, in which the file lies
 * under the path that it had, with its versions beside it.
 */
const trashOf = ({ hidden }: Folders) => join(hidden, 'trash');
const versionsOf = ({ hidden }: Folders) => join(hidden, 'versions');
const versionsInTrash = (folders: Folders, id: string) => join(trashOf(folders), id, '.versions');

/** @returns what names it in the trash. */
export async function trashWorkflow(folders: Folders, path: string): Promise<string> {
  await requireOwnTrash(folders);
  const file = await ownWorkflow(folders, path);
  await requireUnprotected(file, path, 'It was not deleted.');
  const trash = trashOf(folders);
  try {
    await makeFolder(trash);
    const id = await freeId(trash, Date.now());
    const to = join(trash, id, relative(folders.workspace, file));
    await makeFolder(dirname(to));
    await rename(file, to);
    await trashVersions(file, versionsOf(folders), versionsInTrash(folders, id));
    return id;
  } catch (thrown) {
    throw unwritable(join(trash, basename(file)), thrown);
  }
}

/** The newest first. */
export async function listTrash(folders: Folders): Promise<TrashedWorkflow[]> {
  const ids = await idsIn(trashOf(folders));
  const found = await Promise.all(ids.map((id) => describe(folders, id)));
  return found.filter((each) => each !== undefined).sort((one, other) => other.deleted - one.deleted);
}

/**
 * Puts a workflow back where it lay; a folder that is gone is made again.
 * @returns its path.
 * @throws ArcspaceError `name-taken` where another lies there now.
 */
export async function restoreWorkflow(folders: Folders, id: string): Promise<string> {
  await requireOwnTrash(folders);
  const file = await fileIn(folders, id);
  if (file === undefined) throw goneFromTrash();
  const parts = partsIn(join(trashOf(folders), id), file);
  const folder = await folderAgain(folders, parts.slice(0, -1));
  await requireFree(folder, basename(file));
  const to = join(folder, basename(file));
  await place(file, to);
  await restoreVersions(to, versionsOf(folders), versionsInTrash(folders, id));
  await forget(folders, id);
  return pathOf(folders, to);
}

/** Deletes these for good. */
export async function emptyTrash(folders: Folders, ids: readonly string[]): Promise<void> {
  await requireOwnTrash(folders);
  const present = new Set(await idsIn(trashOf(folders)));
  for (const id of ids) if (present.has(id)) await forget(folders, id);
}

async function requireOwnTrash(folders: Folders): Promise<void> {
  await requireOwnFolder(folders.workspace, folders.hidden);
  await requireOwnFolder(folders.workspace, trashOf(folders));
}

/** Two that are deleted within a millisecond have different names. */
async function freeId(trash: string, from: number): Promise<string> {
  try {
    await mkdir(join(trash, String(from)));
    return String(from);
  } catch (thrown) {
    if (systemCode(thrown) === 'EEXIST') return freeId(trash, from + 1);
    throw thrown;
  }
}

async function idsIn(trash: string): Promise<string[]> {
  const entries = await readdir(trash, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory() && /^\d+$/.test(entry.name)).map(({ name }) => name);
}

async function fileIn(folders: Folders, id: string): Promise<string | undefined> {
  const folder = join(trashOf(folders), id);
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  // A system puts files of its own into a folder that somebody looks into.
  return files.find((file) => isOwnPlace(partsIn(folder, file)));
}

function partsIn(folder: string, file: string): readonly string[] {
  return relativeParts(relative(folder, file).split(sep).join('/'));
}

async function describe(folders: Folders, id: string): Promise<TrashedWorkflow | undefined> {
  const file = await fileIn(folders, id);
  if (file === undefined) return undefined;
  const path = relative(join(trashOf(folders), id), file)
    .split(sep)
    .join('/');
  const entry = await workflowEntry(file, path, 'workspace');
  return { id, path, title: entry?.title ?? nameOfFile(path), deleted: Number(id) };
}

/** The folder that a workflow lay in, made where it is gone: no further than where workflows lie. */
async function folderAgain(folders: Folders, parts: readonly string[]): Promise<string> {
  let path = '';
  for (const part of parts) {
    const inner = path === '' ? part : `${path}/${part}`;
    const around = path === '' ? folders.workspace : await ownFolder(folders, path);
    await makeFolder(join(around, part)).catch((thrown) => {
      throw unwritable(join(around, part), thrown);
    });
    path = inner;
  }
  return ownFolder(folders, path);
}

async function forget(folders: Folders, id: string): Promise<void> {
  const folder = join(trashOf(folders), id);
  await rm(folder, { recursive: true, force: true }).catch((thrown) => {
    throw unwritable(folder, thrown);
  });
}

function goneFromTrash(): ArcspaceError {
  return new ArcspaceError(
    'missing-file',
    'This workflow is not in the trash any more.',
    'It was restored or deleted meanwhile: the list shows what there is now.',
  );
}
