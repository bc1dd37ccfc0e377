import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['{src,nodes,workflows,tools,bench}/**/*.test.{ts,tsx,mjs}'],
    setupFiles: ['tools/vitestSetup.mjs'],
    // One ONNX session takes every core: a pool wider than the machine only waits for itself.
    maxWorkers: 2,
    // Real sessions on two busy cores; a hang still ends the run.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default'],
  },
});
