import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
import type { PartKind } from '../../../protocol/types.ts';
import { namesIn } from '../layouts/partFolder.ts';

/** What programs call the folders of parts. */
export const partFolders: Readonly<Record<PartKind, readonly string[]>> = {
  denoiser: ['unet', 'diffusion_models'],
  vae: ['vae', 'VAE'],
  text_encoder: ['text_encoders', 'clip'],
};

/** Subfolders of subfolders that are looked into. */
const deepest = 4;

/**
 * Finds parts of a kind in the folders for them, inside a folder of models or beside it: .safetensors files by their names without the
 * ending, and folders with a config.json; those in subfolders as "flux/ae". Where two have the same name, the first counts.
 * @returns paths by name.
 */
export async function findPartFiles(roots: readonly string[], kind: PartKind): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const places = roots.flatMap((root) =>
    [root, dirname(root)].flatMap((beside) => partFolders[kind].map((name) => join(beside, name))),
  );
  for (const folder of new Set(places)) {
    for (const path of (await partsBelow(folder, deepest)).sort()) {
      const name = withoutEnding(relative(folder, path).split(sep).join('/'));
      if (!found.has(name)) found.set(name, path);
    }
  }
  return found;
}

/** The name of a part, whether it was given with the ending of its file or without. */
export function withoutEnding(name: string): string {
  return isWeights(name) ? name.slice(0, -extname(name).length) : name;
}

async function partsBelow(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.')) continue;
    if (isWeights(entry.name)) found.push(path);
    else if (depth > 0 && !entry.isFile()) found.push(...(await partsIn(path, depth - 1)));
  }
  return found;
}

async function partsIn(folder: string, depth: number): Promise<string[]> {
  const names = await namesIn(folder);
  return names.includes('config.json') ? [folder] : partsBelow(folder, depth);
}

function isWeights(name: string): boolean {
  return extname(basename(name)).toLowerCase() === '.safetensors';
}
