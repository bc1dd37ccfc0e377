import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';
import { externalPackages } from './tools/package/externalPackages.mjs';

const at = (path: string): string => resolve(import.meta.dirname, path);

/** These stay packages; all else is bundled. */
const packagesWithFiles = ['electron', ...externalPackages];

/** zod compiles its schemas with `new Function` unless it is told not to, and the page's policy forbids that. */
const zodWithoutEval = 'globalThis.__zod_globalConfig = { jitless: true };';

export default defineConfig({
  main: {
    build: {
      target: 'node20.19',
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          index: at('src/main/index.ts'),
          engine: at('src/cluster/editor/entry.ts'),
          probe: at('src/engine/providers/probing/probeProcess.ts'),
          cli: at('src/cli/cli.ts'),
        },
        external: packagesWithFiles.map((name) => new RegExp(`^${name}(/|$)`)),
      },
    },
  },
  preload: {
    build: {
      target: 'node20.19',
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('src/preload/index.ts') },
        // A sandboxed preload script must be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    publicDir: false,
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    // Files are read in one, under the same policy.
    worker: { format: 'es', rolldownOptions: { output: { banner: zodWithoutEval } } },
    build: {
      outDir: at('out/renderer'),
      minify: true,
      // Files come from this machine, not over a network.
      chunkSizeWarningLimit: 2048,
      // The page's policy allows no data: fonts, and inlining saves nothing on one machine.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: { index: at('src/renderer/index.html'), bare: at('src/renderer/plugin/bare.html') },
        output: { banner: zodWithoutEval },
        // litegraph has one, in a prompt that the editor replaces; the page's policy forbids it besides.
        checks: { eval: false },
      },
    },
  },
});
