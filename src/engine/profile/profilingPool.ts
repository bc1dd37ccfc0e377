import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProviderName } from '../../protocol/types.ts';
import { nameInModel } from '../networkFiles/modelFileErrors.ts';
import { sessionOptions } from '../providers/sessionOptions.ts';
import { createSessionPool, type SessionPool } from '../sessions/sessionPool.ts';
import { groupBy } from './groupBy.ts';
import { type NetworkProfile, networkProfile } from './networkProfile.ts';
import { readProfile } from './readProfile.ts';

export interface ProfilingPool {
  readonly pool: SessionPool;
  /** Closes the sessions, which writes their profiles, and reads those. */
  finish(): Promise<NetworkProfile[]>;
}

/**
 * Opens networks as runs on a provider do.
 * @param folder that exists, for the profiles.
 */
export function createProfilingPool(provider: ProviderName, folder: string): ProfilingPool {
  const files: string[] = [];
  const pool = createSessionPool(
    (network, weights) => {
      const profileFilePrefix = join(folder, `${files.push(network.file) - 1}`);
      return network.open({ ...sessionOptions(provider, weights), enableProfiling: true, profileFilePrefix });
    },
    async () => ({ provider, budget: Number.POSITIVE_INFINITY }),
  );
  return {
    pool,
    async finish() {
      await pool.free();
      const runs = await Promise.all(
        (await readdir(folder)).map(async (name) => ({
          file: files[Number.parseInt(name, 10)] ?? name,
          runs: readProfile(await readFile(join(folder, name), 'utf8')),
        })),
      );
      const byFile = groupBy(runs, ({ file }) => file);
      return [...new Set(files)].map((file) =>
        networkProfile(
          nameInModel(file),
          (byFile.get(file) ?? []).flatMap((each) => each.runs),
        ),
      );
    },
  };
}
