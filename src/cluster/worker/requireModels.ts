import { isDeepStrictEqual } from 'node:util';
import type { ModelStore } from '../../engine/models/modelStore.ts';
import { differingFiles } from '../../graph/models/sameModel.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import type { OrderedModel } from '../order.ts';

/** What a worker answers that another one may be able to compute. */
export const MODELS_ELSEWHERE = 'models-elsewhere';

/**
 * Asks whether this machine has the very models that a job was ordered with.
 * @throws ArcspaceError `models-elsewhere`, naming those that it does not have.
 */
export async function requireModels(
  models: Pick<ModelStore, 'hashes'>,
  ordered: readonly OrderedModel[],
): Promise<void> {
  const lacking: string[] = [];
  for (const { role, name, files, isWhole } of ordered) {
    const here = await models.hashes({ role, name }).catch(() => undefined);
    const isSame = isWhole ? isDeepStrictEqual(files, here) : here && differingFiles(files, here).length === 0;
    if (!isSame) lacking.push(here ? `"${name}" with the same files` : `"${name}"`);
  }
  if (lacking.length === 0) return;
  throw new ArcspaceError(
    MODELS_ELSEWHERE,
    `This worker does not have the model ${lacking.join(', ')}.`,
    'Copy the files to the models folder of a worker. The same name and the same content are needed.',
  );
}
