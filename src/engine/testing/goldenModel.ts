import { join } from 'node:path';
import type { LoadedModel } from '../../diffusion/model.ts';
import { parseSchedulerConfig } from '../../diffusion/parseSchedulerConfig.ts';
import { createHasher } from '../files/hasher.ts';
import { openModel } from '../models/loadModel.ts';
import { modelFiles } from '../models/modelFiles.ts';
import { readModel } from '../models/readModel.ts';
import { sessionOptions } from '../providers/sessionOptions.ts';
import { createSessionPool, onProcessor, type SessionPool } from '../sessions/sessionPool.ts';

const root = process.env.GOLDEN_ROOT ?? join(import.meta.dirname, '../../../fixtures/golden');

/** A folder or file below the recorded models. */
export function goldenModelPath(...parts: string[]): string {
  return join(root, 'models', ...parts);
}

/** Real sessions on the processor. */
export function realPool(budget = Number.POSITIVE_INFINITY): SessionPool {
  return createSessionPool((network, weights) => network.open(sessionOptions('cpu', weights)), onProcessor(budget));
}

const unchanged = async (): Promise<never> => {
  throw new Error('the recorded models were not changed');
};

/** A recorded model as the engine loads it; with another scheduler_config.json where one is given. */
export async function loadGoldenModel(name: string, pool: SessionPool, scheduler?: object): Promise<LoadedModel> {
  return loadModelFrom(goldenModelPath(name), pool, scheduler);
}

/** The same of any folder or checkpoint. */
export async function loadModelFrom(folder: string, pool: SessionPool, scheduler?: object): Promise<LoadedModel> {
  const description = await readModel({ path: folder });
  const hasher = createHasher();
  const files = await modelFiles(description.parts);
  const hashes = await Promise.all(files.map(async (file) => [file.name, await hasher.hash(file.path)] as const));
  const { conventions } = description.parts.family;
  const training = scheduler ? parseSchedulerConfig(scheduler, conventions) : description.training;
  return openModel({ ...description, training }, Object.fromEntries(hashes), pool, {
    loras: unchanged,
    embeddings: unchanged,
  });
}
