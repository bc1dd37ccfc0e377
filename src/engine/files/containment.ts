import { realpath } from 'node:fs/promises';
import { dirname, join, relative, sep, win32 } from 'node:path';
import { ArcspaceError } from '../../graph/problem.ts';
import { spelledOnDisk } from './spelledOnDisk.ts';

/**
 * The parts of a relative path that a workflow or a client gave.
 * @throws ArcspaceError for absolute paths, drive letters, `..`, back slashes and control characters.
 */
export function relativeParts(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (path.startsWith('/') || win32.isAbsolute(path) || /^[a-z]:/i.test(path)) throw outside(path, 'is absolute');
  if (parts.includes('..')) throw outside(path, 'leads upwards');
  if (hasControls(path)) throw outside(path, 'holds control characters');
  if (path.includes('\\')) throw outside(path, 'holds back slashes');
  return parts;
}

function hasControls(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\x7f');
}

/**
 * Where a relative path lies in a root, as the disk spells it, links followed. The file itself need not exist yet.
 * @throws ArcspaceError when the path leaves the root, by its words or through a link.
 */
export async function resolveInside(root: string, path: string): Promise<string> {
  const parts = relativeParts(path);
  const base = await spelledOnDisk(root);
  const target = await spelledOnDisk(join(base, ...parts));
  const realRoot = await realpath(base).catch(() => base);
  const real = await realpathOfExisting(target);
  if (real !== realRoot && !real.startsWith(realRoot.endsWith(sep) ? realRoot : realRoot + sep)) {
    throw outside(path, 'is a link that leads out of its folder');
  }
  return target;
}

/** The real place of a path, or of as much of it as is there already. */
async function realpathOfExisting(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (thrown) {
    const parent = dirname(path);
    if (parent === path) throw thrown;
    return join(await realpathOfExisting(parent), relative(parent, path));
  }
}

function outside(path: string, why: string): ArcspaceError {
  return new ArcspaceError(
    'outside-folders',
    `The path "${shorten(path)}" ${why}.`,
    'Name files by their path inside the workspace or the folder of the workflow, with forward slashes.',
    { file: shorten(path) },
  );
}

export function shorten(path: string): string {
  return path.length > 120 ? `${path.slice(0, 120)}…` : path;
}
