import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { extractAll } from '@electron/asar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { superviseClient } from '../../../src/host/superviseClient.ts';
import { forkEngine } from '../../../src/server/forkEngine.ts';
import { buildIfStale } from '../../buildIfStale.mjs';
import { thisTarget } from '../target.mjs';
import { linkedFiles } from './linkedFiles.mjs';
import { filesIn, packFor, root } from './packed.mjs';

const run = promisify(execFile);
const workspace = mkdtempSync(join(tmpdir(), 'arcspace-packed-'));
const at = { resources: '', app: '', remove: () => {} };

/** Electron reads the archive in place; plain Node gets it unpacked, in its place beside the models. */
beforeAll(async () => {
  buildIfStale(root);
  const { resources, remove } = await packFor(thisTarget());
  Object.assign(at, { resources, remove, app: join(resources, 'app') });
  extractAll(join(resources, 'app.asar'), at.app);
  rmSync(join(resources, 'app.asar'));
});
afterAll(() => {
  at.remove();
  rmSync(workspace, { recursive: true, force: true });
});

const cli = (...args) =>
  run(process.execPath, [join(at.app, 'out/main/cli.js'), ...args], { cwd: workspace, maxBuffer: 2 ** 26 });

test('the command line makes a picture out of words with the model in the package', async () => {
  const workflow = join(at.resources, 'workflows/text-to-image.json');
  const { stdout } = await cli('run', workflow, '-w', workspace, '--set', 'steps=2');
  const last = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  expect(last.files.length).toBeGreaterThan(0);
  for (const file of last.files) expect(existsSync(file)).toBe(true);
});

test('the command line finds the published model in the package', async () => {
  const { stdout } = await cli('doctor', '-w', workspace, '--json');
  const checks = JSON.parse(stdout);
  expect(checks).toContainEqual(expect.objectContaining({ name: 'model starter', state: 'yes' }));
});

test('the engine of the package starts as a process and lists what came with it', async () => {
  const options = { program: at.resources, workspace, modelFolders: [] };
  const engine = superviseClient(() => forkEngine(join(at.app, 'out/main/engine.js'), options));
  const models = await engine.client.call('models', {});
  const workflows = await engine.client.call('listWorkflows', {});
  engine.stop();
  expect(models.map(({ name }) => name)).toContain('starter');
  expect(workflows.length).toBeGreaterThan(20);
});

test('the pages of the package and every file that they link to are served, and no other file lies beside them', async () => {
  const args = [join(at.app, 'out/main/cli.js'), 'serve', '-w', workspace, '--port', '0', '--no-open'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await new Promise((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      const [found] = /http:\S+/.exec(text) ?? [];
      if (found) resolve(found);
    });
  });
  const letIn = await fetch(address, { redirect: 'manual' });
  const cookie = letIn.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  const get = (path) => fetch(new URL(path, address), { headers: { cookie } });
  const answers = new Map();
  for (const page of ['/index.html', '/plugin/bare.html'])
    for (const [path, answer] of await linkedFiles(get, page)) answers.set(path, answer);
  child.kill();
  expect([...answers].filter(([path, { status, type }]) => status !== 200 || !typeOf(path).test(type))).toEqual([]);
  const files = filesIn(join(at.app, 'out/renderer')).map((path) => `/${path}`);
  expect([...answers.keys()].sort()).toEqual(files);
});

function typeOf(path) {
  const types = {
    html: /^text\/html/,
    js: /^text\/javascript/,
    css: /^text\/css/,
    svg: /^image\/svg/,
    woff2: /^font\/woff2/,
  };
  return types[path.split('.').at(-1)] ?? /^application\/wasm/;
}
