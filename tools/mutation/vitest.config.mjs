import { mergeConfig } from 'vitest/config';
import base from '../../vitest.config.ts';
import { keptThreads } from './keptThread.mjs';

/** Stryker asks for threads of its own; this has the last word. */
const keepThreads = {
  name: 'arcspace:keep-threads',
  configureVitest({ project }) {
    project.config.pool = keptThreads.name;
    project.config.poolRunner = keptThreads;
  },
};

/** Code that counts its every step is slow; what hangs is ended by Stryker, by the time that a test took at first. */
const PATIENCE = 600_000;

export default mergeConfig(base, {
  plugins: [keepThreads],
  test: { setupFiles: ['tools/mutation/setup.mjs'], testTimeout: PATIENCE, hookTimeout: PATIENCE },
});
