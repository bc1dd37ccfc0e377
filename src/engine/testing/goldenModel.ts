import { join } from 'node:path';
import { createHasher } from '../files/hasher.ts';
import { loadModel } from '../models/loadModel.ts';
import { modelFiles } from '../models/modelFiles.ts';
import { findParts } from '../models/modelParts.ts';
import { sessionOptions } from '../providers/sessionOptions.ts';
import { openSession } from '../sessions/session.ts';
import { createSessionPool, type SessionPool } from '../sessions/sessionPool.ts';

const root = process.env.GOLDEN_ROOT ?? join(import.meta.dirname, '../../../fixtures/golden');

/** A folder or file below the recorded models. */
export function goldenModelPath(...parts: string[]): string {
  return join(root, 'models', ...parts);
}

/** Real sessions on the processor. */
export function realPool(budget = Number.POSITIVE_INFINITY): SessionPool {
  return createSessionPool((file) => openSession(file, sessionOptions('cpu')), budget);
}

/** The recorded model as the engine loads it. */
export async function loadGoldenModel(name: string, pool: SessionPool) {
  const folder = goldenModelPath(name);
  const hasher = createHasher();
  const files = await modelFiles(folder, await findParts(folder));
  const hashes = await Promise.all(files.map(async (file) => [file.name, await hasher.hash(file.path)] as const));
  return loadModel(folder, Object.fromEntries(hashes), pool);
}
