import { defineConfig } from 'vitest/config';

/** Packages for all systems are made whole here: `npm run package:check`. */
export default defineConfig({
  test: {
    include: ['tools/package/check/*.check.mjs'],
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    reporters: ['verbose'],
  },
});
