import { realpath } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { locate, type Places, type Root } from './places.ts';

/** The path of a file in a root, as workflows name it; undefined when it lies elsewhere. */
export function nameIn({ folder, as }: Root, file: string): string | undefined {
  if (!file.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return undefined;
  const name = relative(folder, file).split(sep).join('/');
  return as === undefined ? name : `${as}/${name}`;
}

/** The path by which workflows find this very file or folder; undefined when it is out of reach, or another one has that path. */
export async function findableName(places: Places, file: string): Promise<string | undefined> {
  const wanted = await realpath(file);
  for (const root of places.roots) {
    const name = nameIn(root, file);
    if (name === undefined) continue;
    const found = await locate(places, name).catch(() => undefined);
    if (found !== undefined && (await realpath(found)) === wanted) return name;
  }
  return undefined;
}
