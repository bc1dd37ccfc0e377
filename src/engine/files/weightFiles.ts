import { readdir } from 'node:fs/promises';
import { dirname, extname, join, relative, sep } from 'node:path';
import { sameName } from './fileNames.ts';

/** Subfolders of subfolders that are looked into. */
const deepest = 4;

export interface WeightSearch {
  /** Folders of models. */
  readonly roots: readonly string[];
  /** What programs call the folder, inside a folder of models or beside it: "loras", "Lora". */
  readonly folders: readonly string[];
  /** Whether a folder with these names in it is one thing, and not looked into. Default: none is. */
  isWhole?(names: readonly string[]): boolean;
}

/**
 * Finds .safetensors and .gguf files, and what else counts as one thing, by their names without the ending; those in subfolders as "styles/ink".
 * Where two have the same name, the first counts. What is hidden is being downloaded, or is somebody else's.
 * @returns paths by name.
 */
export async function findWeightFiles(search: WeightSearch): Promise<ReadonlyMap<string, string>> {
  const { roots, folders } = search;
  const found = new Map<string, string>();
  const places = roots.flatMap((root) =>
    [root, dirname(root)].flatMap((beside) => folders.map((name) => join(beside, name))),
  );
  for (const folder of new Set(places)) {
    for (const path of (await pathsBelow(folder, deepest, search)).sort()) {
      const name = withoutEnding(relative(folder, path).split(sep).join('/'));
      if (!found.has(name)) found.set(name, path);
    }
  }
  return found;
}

/** What is found under a name, however its accents are written and with the ending of the file or without. */
export function underName<T>(found: ReadonlyMap<string, T>, name: string): T | undefined {
  const wanted = withoutEnding(name);
  return found.get(wanted) ?? [...found].find(([known]) => sameName(known, wanted))?.[1];
}

/** A name, whether it was given with the ending of its file or without. */
export function withoutEnding(name: string): string {
  return isWeights(name) ? name.slice(0, -extname(name).length) : name;
}

async function pathsBelow(folder: string, depth: number, search: WeightSearch): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.')) continue;
    if (isWeights(entry.name)) found.push(path);
    else if (depth > 0 && !entry.isFile()) found.push(...(await pathsIn(path, depth - 1, search)));
  }
  return found;
}

async function pathsIn(folder: string, depth: number, search: WeightSearch): Promise<string[]> {
  const names = search.isWhole ? await readdir(folder).catch(() => []) : [];
  return search.isWhole?.(names) ? [folder] : pathsBelow(folder, depth, search);
}

/** Whether a file is one of weights by its name. */
export function isWeights(name: string): boolean {
  return ['.safetensors', '.gguf'].includes(extname(name).toLowerCase());
}
