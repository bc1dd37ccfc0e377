import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { buildIfStale } from './buildIfStale.mjs';

/** The page as it is edited, from Vite, with the engine of the last build behind it. */

const root = fileURLToPath(new URL('..', import.meta.url));
const PORT = 5173;
const ENGINE_PORT = 4478;

buildIfStale(root);
const serve = ['serve', '--no-open', '--port', String(ENGINE_PORT), '--allow-host', `localhost:${PORT}`];
const host = spawn(process.execPath, ['bin/arcspace.mjs', ...serve, ...process.argv.slice(2)], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
});
host.on('exit', (code) => process.exit(code ?? 1));
process.on('exit', () => host.kill());

const jsx = { runtime: 'automatic', importSource: 'preact' };
const page = await createServer({
  configFile: false,
  root: fileURLToPath(new URL('../src/renderer', import.meta.url)),
  publicDir: false,
  oxc: { jsx },
  optimizeDeps: { entries: ['index.html'], rolldownOptions: { transform: { jsx } } },
  server: {
    host: 'localhost',
    port: PORT,
    strictPort: true,
    proxy: {
      '/engine': { target: `ws://127.0.0.1:${ENGINE_PORT}`, ws: true },
      '/open': { target: `http://127.0.0.1:${ENGINE_PORT}` },
    },
  },
});
await page.listen();

host.stdout.setEncoding('utf8').on('data', (text) => {
  const path = /\/open\/[\w-]+/.exec(text)?.[0];
  if (!path) return;
  console.log(`The page reloads as it is edited: http://localhost:${PORT}${path}`);
  console.log('Changes to the engine, the nodes and the command line need a new start.');
});
