import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoadedModel } from '../../diffusion/model.ts';
import type { ProviderName } from '../../protocol/types.ts';
import { zeros } from '../../tensor/tensor.ts';
import { tryModel } from '../models/tryModel.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';
import type { NetworkProfile } from './networkProfile.ts';
import { createProfilingPool } from './profilingPool.ts';

/** A model may do without the network that reads pictures. */
async function encodePicture({ denoiser, vae }: LoadedModel): Promise<void> {
  const sides = denoiser.nativeSize.map((length) => length * vae.space.downscale);
  await vae.encode(zeros([1, 3, ...sides]), { aborted: false, throwIfAborted: () => undefined }).catch(() => undefined);
}

/**
 * Runs every network of a model once and says where its nodes ran, and for how long. A device that computes beside the processor may be
 * told to compute and not be waited for: its times are then those of telling it.
 * @throws ArcspaceError naming the network that does not run.
 */
export async function profileModel(
  provider: ProviderName,
  load: (sessions: SessionPool) => Promise<LoadedModel>,
): Promise<NetworkProfile[]> {
  const folder = await mkdtemp(join(tmpdir(), 'arcspace-profile-'));
  const { pool, finish } = createProfilingPool(provider, folder);
  try {
    const model = await load(pool);
    await tryModel(model);
    await encodePicture(model);
    return await finish();
  } finally {
    await pool.free();
    await rm(folder, { recursive: true, force: true });
  }
}
