import { basename, dirname, join, relative, sep } from 'node:path';
import { z } from 'zod';
import { ArcspaceError } from '../../../graph/problem.ts';
import { readOptionalJson } from '../readJson.ts';
import { namesIn } from './partFolder.ts';

/** What model_index.json says of parts that lie elsewhere. */
export const sharingSchema = z.looseObject({ _parts_of: z.string().optional() });

/** Where the parts of a model lie: in its own folder, or in that of the model whose parts it shares. */
export interface PartPlaces {
  /** Of the subfolders of both. */
  readonly names: ReadonlySet<string>;
  /** The folder of a part, whether it is there or not. */
  of(part: string): string;
  /** A file as the model calls it, with forward slashes: the same wherever its part lies. */
  nameOf(path: string): string;
}

/**
 * A model that differs from another in one network need not hold the rest again: `_parts_of` in its model_index.json names the
 * folder beside it that has what it lacks.
 * @throws ArcspaceError where there is no such folder.
 */
export async function partPlaces(folder: string, partsOf: string | undefined): Promise<PartPlaces> {
  const own = await namesIn(folder);
  const other = partsOf === undefined ? undefined : await folderBeside(folder, partsOf);
  const shared = other === undefined ? [] : await namesIn(other);
  const groups = new Set(own.map(groupOf));
  const of = (part: string) => {
    const isShared = other !== undefined && shared.includes(part) && !groups.has(groupOf(part));
    return join(isShared ? other : folder, part);
  };
  return {
    names: new Set([...own, ...shared]),
    of,
    nameOf(path) {
      const base = other !== undefined && path.startsWith(other + sep) ? other : folder;
      return relative(base, path).split(sep).join('/');
    },
  };
}

/** The folder of a model that holds a part of it: the model's own, or that whose parts it shares. */
export async function folderHolding(folder: string, part: 'vae' | 'text_encoder'): Promise<string> {
  const index = await readOptionalJson(join(folder, 'model_index.json'), sharingSchema);
  if (index?._parts_of === undefined) return folder;
  const { names, of } = await partPlaces(folder, index._parts_of);
  return dirname(of([...names].find((name) => groupOf(name) === part) ?? part));
}

/** Both halves of a VAE, and a text encoder with its tokenizer, come from one folder. */
function groupOf(part: string): string {
  return part.replace(/^vae_.*$/, 'vae').replace(/^tokenizer/, 'text_encoder');
}

async function folderBeside(folder: string, name: string): Promise<string> {
  const beside = join(dirname(folder), name);
  const isPlain = name === basename(beside) && beside !== folder;
  if (isPlain && (await namesIn(beside)).includes('model_index.json')) return beside;
  throw new ArcspaceError(
    'missing-model-file',
    `The model ${basename(folder)} shares parts with "${name}", and there is no such model beside it.`,
    isPlain
      ? `Put the folder "${name}" beside it.`
      : 'Write the name of a folder beside it as _parts_of in its model_index.json.',
    { file: join(folder, 'model_index.json') },
  );
}
