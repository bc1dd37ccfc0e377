import { combineHashes } from '../../engine/files/hasher.ts';
import type { ModelStore } from '../../engine/models/modelStore.ts';
import type { WorkerCard } from '../queue/workers.ts';

type Known = Pick<ModelStore, 'list' | 'parts' | 'hashes'>;
type ShownModel = WorkerCard['models'][number];

/**
 * Tells which models of this machine can be used: at once by their names, then each with its fingerprint, for which all of its files
 * are read: minutes for large ones that are new here.
 */
export async function describeModels(
  models: Known,
  signal: AbortSignal,
  tell: (shown: readonly ShownModel[]) => void,
): Promise<void> {
  const shown = await usableModels(models);
  tell([...shown]);
  for (const [index, named] of shown.entries()) {
    if (signal.aborted) return;
    const hashes = await models.hashes(named).catch(() => undefined);
    if (hashes) shown[index] = { ...named, fingerprint: combineHashes(hashes) };
    tell([...shown]);
  }
}

async function usableModels(models: Known): Promise<ShownModel[]> {
  const [whole, parts] = await Promise.all([models.list(), models.parts()]);
  return [
    ...whole.filter(({ fault }) => fault === undefined).map(({ name }) => ({ role: 'model' as const, name })),
    ...parts.filter(({ fault }) => fault === undefined).map(({ role, name }) => ({ role, name })),
  ];
}
