import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { buildIfStale } from './buildIfStale.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
buildIfStale(root);
// Bundled like the program itself, so that what is compared is compiled alike.
await build({
  root,
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  ssr: { noExternal: true, external: ['onnxruntime-node', '@jsquash/webp', '@playwright/test', 'ws'] },
  build: { ssr: 'bench/index.ts', outDir: 'out/bench', target: 'node20.19', minify: false, emptyOutDir: true },
});
await import('../out/bench/index.js');
