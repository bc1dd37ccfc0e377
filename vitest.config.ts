import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Nothing in these folders keeps anything between calls, so their tests may share a process: loading it all anew takes longer. */
const PURE =
  '{src/{tensor,images,scenes,painting,disentanglement,geometry,diffusion,graph,jobs,gallery,plots,protocol,neighbours},nodes}';
const ALL = '{src,nodes,workflows,models,tools,bench}';
const tests = (folders: string) => `${folders}/**/*.test.{ts,tsx,mjs}`;

/** What gives a test a page of its own, or changes what all see. */
const CHANGES = /@vitest-environment|\bvi\.|globalThis\.|window\.|process\.env/;

/** Tests of a folder that leave what others see as it is, and so may share a process. */
function unchanging(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return files.filter((file) => /\.test\.tsx?$/.test(file) && !CHANGES.test(readFileSync(file, 'utf8')));
}

const sharing = [tests(PURE), ...unchanging('src/renderer').map((file) => file.replaceAll('\\', '/'))];

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
      { extends: true, test: { name: 'pure', include: sharing, isolate: false } },
      { extends: true, test: { name: 'apart', include: [tests(ALL)], exclude: ['**/node_modules/**', ...sharing] } },
    ],
  },
});
