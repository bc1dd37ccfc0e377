import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, isAbsolute, relative, sep } from 'node:path';
import type { FileService } from '../../graph/context.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { relativeParts, resolveInside, shorten } from './containment.ts';
import { sortNaturally } from './fileNames.ts';
import { combineHashes, type Hasher } from './hasher.ts';
import { locate, type Places } from './places.ts';
import { writeNew } from './writeNew.ts';

export interface FileServiceOptions {
  readonly places: Places;
  /** Where results go. What is written there can be read again by the path that `write` answered. */
  readonly output: string;
  readonly hasher: Hasher;
}

const largestFile = 2 ** 30;

/** Files by relative path inside the folders that the user chose, and nowhere else. */
export function createFileService({ places, output, hasher }: FileServiceOptions): FileService {
  const readable: Places = { roots: places.roots, allowed: new Set([...places.allowed, output]) };
  const find = (path: string) => locate(readable, path);

  async function list(folder: string, extensions: readonly string[]): Promise<string[]> {
    const entries = await readdir(await find(folder), { withFileTypes: true }).catch((thrown) => {
      throw unreadable(folder, thrown);
    });
    const wanted = entries.filter((entry) => !entry.isDirectory() && hasExtension(entry.name, extensions));
    const prefix = isAbsolute(folder) ? folder : relativeParts(folder).join('/');
    return sortNaturally(wanted.map((entry) => entry.name)).map((name) => (prefix ? `${prefix}/${name}` : name));
  }

  return {
    list,
    async read(path) {
      const file = await find(path);
      await checkSize(file, path);
      return readFile(file).catch((thrown) => {
        throw unreadable(path, thrown);
      });
    },
    async fingerprint(path) {
      const file = await find(path);
      if (!(await stat(file)).isDirectory()) return hasher.hash(file);
      const hashes = (await list(path, [])).map(async (name) => [name, await hasher.hash(await find(name))] as const);
      return combineHashes(Object.fromEntries(await Promise.all(hashes)));
    },
    async write(name, bytes) {
      return nameInside(places, await writeNew(await resolveInside(output, name), bytes));
    },
  };
}

/** The path of a file in the first root that holds it, else its whole path. */
export function nameInside({ roots }: Places, file: string): string {
  const root = roots.find(({ folder }) => file.startsWith(folder + sep));
  return root === undefined ? file : relative(root.folder, file).split(sep).join('/');
}

/** No extensions: every file. */
function hasExtension(name: string, extensions: readonly string[]): boolean {
  const own = extname(name).toLowerCase();
  return !name.startsWith('.') && (extensions.length === 0 || extensions.some((one) => withDot(one) === own));
}

function withDot(extension: string): string {
  return extension.startsWith('.') ? extension.toLowerCase() : `.${extension.toLowerCase()}`;
}

async function checkSize(file: string, path: string): Promise<void> {
  const { size } = await stat(file).catch((thrown) => {
    throw unreadable(path, thrown);
  });
  if (size <= largestFile) return;
  throw new ArcspaceError('file-too-large', `"${shorten(path)}" is larger than 1 GiB.`, 'Use a smaller file.', {
    file: shorten(path),
  });
}

function unreadable(path: string, thrown: unknown): ArcspaceError {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  const why =
    code === 'EISDIR' ? 'is a folder' : code === 'ENOTDIR' ? 'is a file, not a folder' : `cannot be read (${code})`;
  return new ArcspaceError('unreadable-file', `"${shorten(path)}" ${why}.`, 'Choose another path.', {
    file: shorten(path),
  });
}
