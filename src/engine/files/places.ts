import { isAbsolute, relative, resolve, sep } from 'node:path';
import { ArcspaceError } from '../../graph/problem.ts';
import { relativeParts, resolveInside, shorten } from './containment.ts';
import { exists } from './spelledOnDisk.ts';

/** A folder that may be read, or only some of its subfolders. */
export interface Root {
  readonly folder: string;
  readonly only?: readonly string[];
  /** What paths into it begin with; nothing where it is not said. */
  readonly as?: string;
}

/**
 * The folders that paths may lie in. Relative paths are looked for in the roots in their order; whole paths are heard
 * only inside the folders that the user allowed by choosing a file there.
 */
export interface Places {
  readonly roots: readonly Root[];
  readonly allowed: ReadonlySet<string>;
}

/** @throws ArcspaceError when the file is not there, or when the path leads anywhere else. */
export async function locate(places: Places, path: string): Promise<string> {
  if (isAbsolute(path)) return locateAllowed(places.allowed, path);
  const [first, ...rest] = relativeParts(path);
  for (const { folder, only, as } of places.roots) {
    if (only && (first === undefined || !only.includes(first))) continue;
    if (as !== undefined && first !== as) continue;
    const found = await resolveInside(folder, as === undefined ? path : rest.join('/'));
    if (await exists(found)) return found;
  }
  throw notFound(path);
}

/** A whole path inside an allowed folder. The file itself need not exist. */
export async function locateAllowed(allowed: ReadonlySet<string>, path: string): Promise<string> {
  const whole = resolve(path);
  const folder = [...allowed].find((candidate) =>
    whole.startsWith(candidate.endsWith(sep) ? candidate : candidate + sep),
  );
  if (folder !== undefined) return resolveInside(folder, relative(folder, whole).split(sep).join('/'));
  throw new ArcspaceError(
    'outside-folders',
    `The path "${shorten(path)}" lies outside the folders that were chosen.`,
    'Open or save the file through the dialog of the program, or name it by its path inside the workspace.',
    { file: shorten(path) },
  );
}

function notFound(path: string): ArcspaceError {
  return new ArcspaceError(
    'missing-file',
    `There is no "${shorten(path)}" beside the workflow, in the workspace, or among the files of the program.`,
    'Choose another file, or drop it onto the editor to copy it into the workspace.',
    { file: shorten(path) },
  );
}
