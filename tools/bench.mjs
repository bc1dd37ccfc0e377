import { spawnSync } from 'node:child_process';
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
  ssr: { noExternal: true, external: ['onnxruntime-node', '@napi-rs/canvas', '@playwright/test', 'ws'] },
  build: { ssr: 'bench/index.ts', outDir: 'out/bench', target: 'node20.19', minify: false, emptyOutDir: true },
});
// In a process of its own, so that what the bundler left in memory is not walked through by the collector meanwhile.
const measured = spawnSync(process.execPath, [`${root}out/bench/index.js`, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(measured.status ?? 1);
