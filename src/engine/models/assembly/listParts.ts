import type { FoundPart, PartKind } from '../../../protocol/types.ts';
import { findModels, isCheckpoint, type ModelPlace } from '../modelPlaces.ts';
import { describePart, partAmongModels } from './describePart.ts';
import { findPartFiles } from './partFiles.ts';

const kinds: readonly PartKind[] = ['denoiser', 'vae', 'text_encoder'];

/** Parts in the folders for them, and those that lie among the models, by kind. */
export async function listParts(roots: readonly string[]): Promise<FoundPart[]> {
  const { models } = await findModels(roots);
  const among = await Promise.all([...models].map(([name, place]) => partOf(name, place)));
  const inFolders = kinds.map(async (kind) => {
    const files = await findPartFiles(roots, kind);
    return Promise.all([...files].map(([name, path]) => describePart(name, path, kind)));
  });
  const found = [...(await Promise.all(inFolders)).flat(), ...among.filter((part) => part !== undefined)];
  return kinds.flatMap((kind) => found.filter((part) => part.kind === kind));
}

/** What lies among the models and is only a part of one; undefined for a model. */
export async function partOf(name: string, { path, fault }: ModelPlace): Promise<FoundPart | undefined> {
  return fault || !isCheckpoint(path) ? undefined : partAmongModels(name, path);
}
