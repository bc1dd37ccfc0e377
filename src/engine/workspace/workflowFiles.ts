import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, sep } from 'node:path';
import { decodeText } from '../../graph/decodeText.ts';
import { portableName } from '../../graph/portableName.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { mayCarryWorkflow, workflowInPicture } from '../../neighbours/pictures/workflowInPicture.ts';
import type { OpenedWorkflow, SavedWorkflow, SaveOver } from '../../protocol/types.ts';
import { isWorkflowName } from '../../protocol/workflowName.ts';
import { relativeParts, resolveInside, shorten } from '../files/containment.ts';
import { locate, locateAllowed, type Places } from '../files/places.ts';
import { readRegularFile } from '../files/readRegularFile.ts';
import { exists } from '../files/spelledOnDisk.ts';
import { writeWhole } from '../files/writeWhole.ts';
import type { Folders } from './folders.ts';
import { keepVersion } from './keepVersion.ts';

const largestWorkflow = 64 * 1024 * 1024;

/** Opening reads a text and nothing else. A picture opens as the workflow that it carries. */
export async function openWorkflow(folders: Folders, places: Places, path: string): Promise<OpenedWorkflow> {
  const file = await locate(places, path);
  const bytes = await readRegularFile(file, { shown: path, largest: largestWorkflow });
  const isPicture = mayCarryWorkflow(bytes);
  const text = isPicture ? workflowInPicture(bytes) : decodeText(bytes, path);
  if (text === undefined) throw carriesNone(path);
  const readOnly = isPicture || file.startsWith(join(folders.program, 'workflows') + sep);
  return { path, text, readOnly, stamp: stampOf(text) };
}

interface Saving {
  readonly path: string;
  readonly text: string;
  readonly over?: SaveOver;
}

/**
 * Writes a workflow whole or not at all, into the workspace or a folder that the user chose.
 * @returns the path written: a name that some system refuses is altered.
 * @throws ArcspaceError when the text is no workflow, when the file there is something else or not what it was, or when it
 * cannot be written.
 */
export async function saveWorkflow(folders: Folders, places: Places, saving: Saving): Promise<SavedWorkflow> {
  const { path, text, over } = saving;
  if (!isWorkflow(text)) throw noWorkflow(path);
  const { file, name } = await target(folders, places, path);
  if (!isWorkflowName(name)) throw otherExtension(path);
  const saved = { path: name, stamp: stampOf(text) };
  if (await exists(file)) {
    const present = await readPresent(file, name);
    if (present === text) return saved;
    if (present === undefined || !isWorkflow(present)) throw somethingElse(name);
    if (over !== undefined && over !== stampOf(present)) throw changedMeanwhile(name, over);
    await requireUnprotected(file, name, 'It was not overwritten.');
    await keepVersion(file, join(folders.hidden, 'versions'), Date.now());
  } else if (typeof over === 'string') {
    throw goneMeanwhile(name);
  }
  await writeWhole(file, text);
  return saved;
}

/** Names a text: another text, another stamp. */
export function stampOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** Replacing or moving a file asks only its folder: who protected it meant it. @param outcome what was not done, a sentence. */
export async function requireUnprotected(file: string, name: string, outcome: string): Promise<void> {
  if (((await stat(file)).mode & 0o222) !== 0) return;
  throw new ArcspaceError(
    'cannot-write',
    `The file "${shorten(name)}" is write-protected. ${outcome}`,
    'Save under another name, or remove the protection of the file.',
    { file: shorten(name) },
  );
}

interface Target {
  readonly file: string;
  /** How the client calls it. */
  readonly name: string;
}

/** A file that is there keeps its name; a new one gets a name that every system takes. */
async function target({ workspace }: Folders, places: Places, path: string): Promise<Target> {
  const find = (name: string) =>
    isAbsolute(path) ? locateAllowed(places.allowed, name) : resolveInside(workspace, name);
  const file = await find(path);
  if (await exists(file)) return { file, name: path };
  const name = isAbsolute(path)
    ? join(dirname(path), portableName(basename(path)))
    : relativeParts(path).map(portableName).join('/');
  return { file: await find(name), name };
}

/** undefined when what is there is no text. */
async function readPresent(file: string, name: string): Promise<string | undefined> {
  const bytes = await readRegularFile(file, { shown: name });
  try {
    return decodeText(bytes, name);
  } catch {
    return undefined;
  }
}

function isWorkflow(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'format' in value && value.format === 'arcspace-workflow';
  } catch {
    return false;
  }
}

function carriesNone(path: string): ArcspaceError {
  return new ArcspaceError(
    'no-workflow',
    `The picture "${basename(path)}" carries no workflow.`,
    'PNGs that Arcspace, ComfyUI or A1111 saved carry the workflow that made them, and some programs drop it.',
    { file: shorten(path) },
  );
}

function otherExtension(path: string): ArcspaceError {
  return new ArcspaceError(
    'bad-name',
    `A workflow cannot be saved as "${shorten(path)}".`,
    'Give it a name that ends in .arcspace or .json.',
    { file: shorten(path) },
  );
}

function noWorkflow(path: string): ArcspaceError {
  return new ArcspaceError(
    'not-a-workflow',
    `What should be saved as "${shorten(path)}" is no workflow. Nothing was written.`,
    'Save from the editor.',
    { file: shorten(path) },
  );
}

function changedMeanwhile(path: string, over: string | null): ArcspaceError {
  const file = shorten(path);
  const what = over === null ? 'is there already' : 'was changed by another window or program since it was opened here';
  return new ArcspaceError(
    'file-changed',
    `The file "${file}" ${what}. It was not overwritten.`,
    'Save under another name to keep both. Saving once more replaces it; its last versions are kept in .arcspace/versions.',
    { file },
  );
}

function goneMeanwhile(path: string): ArcspaceError {
  const file = shorten(path);
  return new ArcspaceError(
    'file-changed',
    `The file "${file}" was renamed, moved or deleted since it was opened here.`,
    'Open it under its new name, or save under another one. Saving once more writes it here again.',
    { file },
  );
}

function somethingElse(path: string): ArcspaceError {
  return new ArcspaceError(
    'not-a-workflow',
    `The file "${shorten(path)}" is there already and is no workflow. It was not overwritten.`,
    'Save under another name.',
    { file: shorten(path) },
  );
}
