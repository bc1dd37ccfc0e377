import { mkdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, sep } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { ArcspaceError } from '../../graph/problem.ts';
import type { OpenedWorkflow } from '../../protocol/types.ts';
import { resolveInside, shorten } from '../files/containment.ts';
import { exists, locate, locateAllowed, type Places } from '../files/places.ts';
import { unwritable } from '../files/writeNew.ts';
import { extractWorkflow } from '../images/pngWorkflow.ts';
import type { Folders } from './folders.ts';
import { keepVersion } from './keepVersion.ts';

const largestWorkflow = 64 * 1024 * 1024;

/** Opening reads a text and nothing else. A PNG opens as the workflow that it carries. */
export async function openWorkflow(folders: Folders, places: Places, path: string): Promise<OpenedWorkflow> {
  const file = await locate(places, path);
  const { size } = await stat(file);
  if (size > largestWorkflow) throw tooLarge(path);
  const bytes = await readFile(file).catch((thrown) => {
    throw new ArcspaceError(
      'unreadable-file',
      `"${shorten(path)}" cannot be read: ${thrown.message}`,
      'Choose another.',
      {
        file: path,
      },
    );
  });
  const isPicture = /\.png$/i.test(path);
  const text = isPicture ? extractWorkflow(bytes) : bytes.toString('utf8');
  if (text === undefined) throw carriesNone(path);
  return { path, text, readOnly: isPicture || file.startsWith(join(folders.program, 'workflows') + sep) };
}

/**
 * Writes a workflow whole or not at all, into the workspace or a folder that the user chose.
 * @throws ArcspaceError when the text is no workflow, or when the file there is something else.
 */
export async function saveWorkflow(folders: Folders, places: Places, path: string, text: string): Promise<string> {
  if (!/\.json$/i.test(path)) throw notJson(path);
  if (!isWorkflow(text)) throw noWorkflow(path);
  const whole = isAbsolute(path);
  if (!whole) await mkdir(folders.workspace, { recursive: true });
  const file = whole ? await locateAllowed(places.allowed, path) : await resolveInside(folders.workspace, path);
  if (await exists(file)) {
    const present = await readFile(file, 'utf8');
    if (present === text) return path;
    if (!isWorkflow(present)) throw somethingElse(path);
    await keepVersion(file, join(folders.hidden, 'versions'), Date.now());
  }
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomic(file, text).catch((thrown) => {
    throw unwritable(file, thrown);
  });
  return path;
}

function isWorkflow(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'format' in value && value.format === 'arcspace-workflow';
  } catch {
    return false;
  }
}

function tooLarge(path: string): ArcspaceError {
  return new ArcspaceError(
    'file-too-large',
    `"${shorten(path)}" is too large for a workflow.`,
    'Choose another file.',
    {
      file: shorten(path),
    },
  );
}

function carriesNone(path: string): ArcspaceError {
  return new ArcspaceError(
    'no-workflow',
    `The picture "${basename(path)}" carries no workflow.`,
    'Only PNGs that Arcspace saved carry the workflow that made them, and some programs drop it.',
    { file: shorten(path) },
  );
}

function notJson(path: string): ArcspaceError {
  return new ArcspaceError(
    'bad-name',
    `A workflow cannot be saved as "${shorten(path)}".`,
    'Give it a name that ends in .json.',
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

function somethingElse(path: string): ArcspaceError {
  return new ArcspaceError(
    'not-a-workflow',
    `The file "${shorten(path)}" is there already and is no workflow. It was not overwritten.`,
    'Save under another name.',
    { file: shorten(path) },
  );
}
