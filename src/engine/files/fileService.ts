import { readdir, stat } from 'node:fs/promises';
import { extname, isAbsolute } from 'node:path';
import type { FileService } from '../../graph/context.ts';
import { systemCode } from '../../graph/diskFault.ts';
import { portableName } from '../../graph/portableName.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { relativeParts, resolveInside, shorten } from './containment.ts';
import { sortNaturally } from './fileNames.ts';
import { nameIn } from './findableName.ts';
import { combineHashes, type Hasher } from './hasher.ts';
import { requireOwnFolder } from './ownFolder.ts';
import { locate, type Places } from './places.ts';
import { readRegularFile } from './readRegularFile.ts';
import { writeNew, writeNewBy } from './writeNew.ts';

export interface FileServiceOptions {
  readonly places: Places;
  /** Where results go. What is written there can be read again by the path that `write` answered. */
  readonly output: string;
  /** What no link in it may lead out of. */
  readonly workspace: string;
  readonly hasher: Hasher;
  /** What results are named from, where that is not all of `places`: who hears of them may not know the workflow's folder. */
  readonly resultRoots?: Places['roots'];
  /** Stops what is being written. */
  readonly signal?: AbortSignal;
}

/** What other services of the engine need besides: files that are not held in memory. */
export interface PlacedFiles extends FileService {
  /** Where a file of a relative path lies. */
  locate(path: string): Promise<string>;
  /** `write` for content that is written to a path as it is made. */
  writeBy(name: string, fill: (temporary: string) => Promise<void>): Promise<string>;
}

/** Files by relative path inside the folders that the user chose, and nowhere else. */
export function createFileService({
  places,
  output,
  workspace,
  hasher,
  resultRoots = places.roots,
  signal,
}: FileServiceOptions): PlacedFiles {
  const readable: Places = { roots: places.roots, allowed: new Set([...places.allowed, output]) };
  const find = (path: string) => locate(readable, path);

  async function list(folder: string, extensions: readonly string[]): Promise<string[]> {
    const entries = await readdir(await find(folder), { withFileTypes: true }).catch((thrown) => {
      throw noFolder(folder, thrown);
    });
    const files = entries.filter((entry) => entry.isFile() || entry.isSymbolicLink());
    const wanted = files.filter((entry) => hasExtension(entry.name, extensions));
    const prefix = isAbsolute(folder) ? folder : relativeParts(folder).join('/');
    return sortNaturally(wanted.map((entry) => entry.name)).map((name) => (prefix ? `${prefix}/${name}` : name));
  }

  async function placeOf(name: string): Promise<string> {
    await requireOwnFolder(workspace, output);
    return resolveInside(output, relativeParts(name).map(portableName).join('/'));
  }

  const named = (file: string) => nameInside({ ...places, roots: resultRoots }, file);

  return {
    list,
    read: async (path) => readRegularFile(await find(path), { shown: path }),
    async fingerprint(path) {
      const file = await find(path);
      if (!(await stat(file)).isDirectory()) return hasher.hash(file, path);
      const hashes = (await list(path, [])).map(
        async (name) => [name, await hasher.hash(await find(name), name)] as const,
      );
      return combineHashes(Object.fromEntries(await Promise.all(hashes)));
    },
    locate: find,
    write: async (name, bytes) => named(await writeNew(await placeOf(name), bytes, signal)),
    writeBy: async (name, fill) => named(await writeNewBy(await placeOf(name), fill, signal)),
  };
}

/** The path of a file in the first root that holds it, else its whole path. */
export function nameInside({ roots }: Places, file: string): string {
  return roots.map((root) => nameIn(root, file)).find((name) => name !== undefined) ?? file;
}

/** No extensions: every file. */
function hasExtension(name: string, extensions: readonly string[]): boolean {
  const own = extname(name).toLowerCase();
  return !name.startsWith('.') && (extensions.length === 0 || extensions.some((one) => withDot(one) === own));
}

function withDot(extension: string): string {
  return extension.startsWith('.') ? extension.toLowerCase() : `.${extension.toLowerCase()}`;
}

function noFolder(path: string, thrown: unknown): ArcspaceError {
  const code = systemCode(thrown);
  const why = code === 'ENOTDIR' ? 'is a file, not a folder' : `cannot be listed (${code ?? thrown})`;
  return new ArcspaceError('unreadable-file', `"${shorten(path)}" ${why}.`, 'Choose another path.', {
    file: shorten(path),
  });
}
