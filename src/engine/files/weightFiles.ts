import { readdir } from 'node:fs/promises';
import { dirname, extname, join, relative, sep } from 'node:path';

/** Subfolders of subfolders that are looked into. */
const deepest = 4;

/**
 * Finds .safetensors files in folders that go with models, inside a folder of models or beside it, by their names without the ending;
 * those in subfolders as "styles/ink". Where two have the same name, the first counts.
 * @param folders what programs call such a folder: "loras", "Lora".
 */
export async function findWeightFiles(
  roots: readonly string[],
  folders: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const places = roots.flatMap((root) =>
    [root, dirname(root)].flatMap((beside) => folders.map((name) => join(beside, name))),
  );
  for (const folder of new Set(places)) {
    for (const file of (await filesBelow(folder, deepest)).sort()) {
      const name = relative(folder, file).split(sep).join('/').slice(0, -extname(file).length);
      if (!found.has(name)) found.set(name, file);
    }
  }
  return found;
}

async function filesBelow(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found: string[] = [];
  for (const entry of entries) {
    // What is hidden is being downloaded, or is somebody else's.
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (extname(entry.name).toLowerCase() === '.safetensors') found.push(path);
    else if (depth > 0 && !entry.isFile()) found.push(...(await filesBelow(path, depth - 1)));
  }
  return found;
}
