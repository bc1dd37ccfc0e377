import { type ModelRole, modelRoles } from '../../../graph/models/knownModel.ts';
import type { FoundPart, PartRole } from '../../../protocol/types.ts';
import { findModels, isCheckpoint, type ModelPlace } from '../modelPlaces.ts';
import { describePart, partAmongModels } from './describePart.ts';
import { findPartFiles } from './partFiles.ts';

const partRoles = modelRoles.filter((role: ModelRole): role is PartRole => role !== 'model');

/** What lies in the folders of parts, and parts that lie among the models, by role. */
export async function listParts(roots: readonly string[]): Promise<FoundPart[]> {
  const { models } = await findModels(roots);
  const among = await Promise.all([...models].map(([name, place]) => partOf(name, place)));
  const inFolders = partRoles.map(async (role) => {
    const files = await findPartFiles(roots, role);
    return Promise.all([...files].map(([name, path]) => describePart(name, path, role)));
  });
  const found = [...(await Promise.all(inFolders)).flat(), ...among.filter((part) => part !== undefined)];
  return partRoles.flatMap((role) => found.filter((part) => part.role === role));
}

/** What lies among the models and is only a part of one; undefined for a model. */
export async function partOf(name: string, { path, fault }: ModelPlace): Promise<FoundPart | undefined> {
  return fault || !isCheckpoint(path) ? undefined : partAmongModels(name, path);
}
