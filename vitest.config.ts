import { defineConfig } from 'vitest/config';

/** Nothing in these folders keeps anything between calls, so their tests may share a process: loading it all anew takes longer. */
const PURE =
  '{src/{tensor,scenes,painting,disentanglement,geometry,diffusion,graph,jobs,gallery,plots,protocol,neighbours},nodes}';
const ALL = '{src,nodes,workflows,models,tools,bench}';
const tests = (folders: string) => `${folders}/**/*.test.{ts,tsx,mjs}`;

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    setupFiles: ['tools/vitestSetup.mjs'],
    // One ONNX session takes every core: a pool wider than the machine only waits for itself.
    maxWorkers: 2,
    // Real sessions on two busy cores; a hang still ends the run.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default'],
    projects: [
      { extends: true, test: { name: 'pure', include: [tests(PURE)], isolate: false } },
      { extends: true, test: { name: 'apart', include: [tests(ALL)], exclude: ['**/node_modules/**', tests(PURE)] } },
    ],
  },
});
