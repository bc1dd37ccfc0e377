import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

// Replays the recorded pipelines of diffusers and prints the largest error by family and sampler: npm run goldens [-- folder]
const [folder] = process.argv.slice(2);
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', 'src/engine/networks/trajectories.test.ts', '--reporter=dot'],
  {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: 'inherit',
    env: { ...process.env, ERROR_TABLE: '1', ...(folder && { GOLDEN_ROOT: resolve(folder) }) },
  },
);
process.exit(status ?? 1);
