import { lstat, readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { portableName } from '../../graph/portableName.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { isWorkflowName } from '../../protocol/workflowName.ts';
import { relativeParts, shorten } from '../files/containment.ts';
import type { Folders } from './folders.ts';

/** Folder of the workspace whose subfolders are folders for workflows; they lie in it too, and beside it. */
export const WORKFLOWS = 'workflows';

/**
 * The file of a workflow of the workspace.
 * @throws ArcspaceError for any other file, for one that is gone, and for links.
 */
export async function ownWorkflow(folders: Folders, path: string): Promise<string> {
  const parts = relativeParts(path);
  if (!isOwnPlace(parts)) throw notOwn(path);
  const file = await unlinked(folders.workspace, parts, path);
  if (file.startsWith(join(folders.program, WORKFLOWS) + sep)) throw notOwn(path);
  if (!(await lstat(file)).isFile()) throw notOwn(path);
  return file;
}

/** Whether workflows of the user's own lie there: at the top of the workspace, or in the folder for them. */
export function isOwnPlace(parts: readonly string[]): boolean {
  const [first = '', ...rest] = parts;
  const isInside = rest.length === 0 || first === WORKFLOWS;
  return isInside && !parts.some((part) => part.startsWith('.')) && isWorkflowName(parts.at(-1) ?? '');
}

/**
 * A folder that workflows of the workspace lie in: "" for the top.
 * @throws ArcspaceError for any other, for one that is gone, and for links.
 */
export async function ownFolder({ workspace }: Folders, path: string): Promise<string> {
  const parts = relativeParts(path);
  if ((parts.length > 0 && parts[0] !== WORKFLOWS) || parts.some((part) => part.startsWith('.'))) {
    throw noFolder(path);
  }
  const folder = await unlinked(workspace, parts, path);
  if (!(await lstat(folder)).isDirectory()) throw noFolder(path);
  return folder;
}

/** A path below the workspace, no part of which is a link. @throws ArcspaceError for links and for what is not there. */
async function unlinked(workspace: string, parts: readonly string[], shown: string): Promise<string> {
  let at = workspace;
  for (const part of parts) {
    at = join(at, part);
    const stats = await lstat(at).catch(() => undefined);
    if (!stats) throw gone(shown);
    if (stats.isSymbolicLink()) throw linked(shown);
  }
  return at;
}

/** As macOS and Windows compare names. */
const plain = (name: string) => name.normalize('NFC').toLowerCase();

/** Whether two names are one on some system. */
export const areOneName = (one: string, other: string) => plain(one) === plain(other);

/** What has a name in a folder, be it in other letters; undefined where nothing has it but `except`. */
export async function takenName(folder: string, name: string, except?: string): Promise<string | undefined> {
  const names = await readdir(folder).catch(() => []);
  return names.find((other) => other !== except && areOneName(other, name));
}

/** @throws ArcspaceError where the name is taken. */
export async function requireFree(...asked: Parameters<typeof takenName>): Promise<void> {
  const taken = await takenName(...asked);
  if (taken !== undefined) throw nameTaken(taken);
}

/**
 * A name for a file or folder, without spaces around it.
 * @throws ArcspaceError for names that some system refuses, for hidden ones, and for whole paths; it says which would do.
 */
export function requireName(name: string, extension = ''): string {
  const given = name.trim().normalize('NFC');
  const usable = portableName(`${given.replace(/[/\\]/g, '-').replace(/^[.\s]+/, '')}${extension}`);
  if (given !== '' && `${given}${extension}` === usable) return given;
  throw new ArcspaceError(
    'bad-name',
    `"${shorten(given)}" cannot be the name of a file on every system.`,
    `Try "${shorten(usable.slice(0, usable.length - extension.length))}".`,
    { file: shorten(given) },
  );
}

export function nameTaken(name: string): ArcspaceError {
  return new ArcspaceError(
    'name-taken',
    `There is already a "${shorten(name)}" in this folder. Nothing was changed.`,
    'Choose another name, or rename or move the other one first.',
    { file: shorten(name) },
  );
}

function notOwn(path: string): ArcspaceError {
  return new ArcspaceError(
    'not-own',
    `"${shorten(path)}" is no workflow of the workspace. Nothing was changed.`,
    'Save it in the workspace first. Files elsewhere are renamed and deleted in the file manager of the system.',
    { file: shorten(path) },
  );
}

export function noFolder(path: string): ArcspaceError {
  return new ArcspaceError(
    'not-own',
    `"${shorten(path)}" is no folder for workflows. Nothing was changed.`,
    `Folders for workflows lie in the folder "${WORKFLOWS}" of the workspace.`,
    { file: shorten(path) },
  );
}

function gone(path: string): ArcspaceError {
  return new ArcspaceError(
    'missing-file',
    `There is no "${shorten(path)}" in the workspace any more. Nothing was changed.`,
    'It was moved or deleted meanwhile: the list shows what there is now.',
    { file: shorten(path) },
  );
}

function linked(path: string): ArcspaceError {
  return new ArcspaceError(
    'outside-folders',
    `"${shorten(path)}" is a link, or lies in one. Nothing was changed.`,
    'Change what it leads to in the file manager of the system.',
    { file: shorten(path) },
  );
}
