import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { buildIfStale } from './buildIfStale.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Bundles a TypeScript program beside the product like the product itself, into `out/NAME`, and runs it with the arguments of this process.
 * Ends this process with its exit code.
 */
export async function runBundled(entry, name) {
  buildIfStale(root);
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['onnxruntime-node', '@napi-rs/canvas', '@playwright/test', 'ws'] },
    build: { ssr: entry, outDir: `out/${name}`, target: 'node20.19', minify: false, emptyOutDir: true },
  });
  // ONNX Runtime by itself, which is measured beside ours, would tell its makers of it.
  process.env.ORT_DISABLE_TELEMETRY ??= '1';
  // In a process of its own, so that what the bundler left in memory is not walked through by the collector meanwhile.
  const run = spawnSync(process.execPath, [`${root}out/${name}/index.js`, ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  process.exit(run.status ?? 1);
}
