import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasRedis, PASSWORD, startRedis } from '../src/cluster/testing/redisServer.ts';
import { buildIfStale } from './buildIfStale.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'arcspace-cluster-'));
const at = (path) => join(folder, path);
const started = [];
let server;

/** The program as a process of its own. */
function arcspace(...args) {
  const child = spawn(process.execPath, ['bin/arcspace.mjs', ...args], {
    cwd: root,
    env: { ...process.env, ARCSPACE_QUEUE_PASSWORD: PASSWORD },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  const said = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said.text += text;
    });
  }
  const ended = new Promise((resolve) => child.on('close', (code) => resolve(code)));
  return {
    child,
    ended,
    said,
    async until(words) {
      while (!said.text.includes(words) && child.exitCode === null) await new Promise((next) => setTimeout(next, 50));
      if (!said.text.includes(words)) throw new Error(`It ended without "${words}":\n${said.text}`);
    },
  };
}

const shared = () => ['--queue', server.address, '--store', at('store'), '-w', at('workspace')];
const work = (...args) => arcspace('worker', ...shared(), ...args);
const run = (out, steps, ...where) =>
  arcspace('run', 'workflows/text-to-image.json', '--out', at(out), '--set', `steps=${steps}`, ...where);
const send = (out, steps) => run(out, steps, ...shared());

describe.skipIf(!hasRedis())('workers as processes of their own', { timeout: 240_000 }, () => {
  beforeAll(async () => {
    buildIfStale(root);
    for (const name of ['store', 'workspace']) mkdirSync(at(name));
    server = await startRedis();
  });
  afterAll(async () => {
    for (const child of started) child.kill('SIGKILL');
    await server.remove();
    rmSync(folder, { recursive: true });
  });

  test('a worker that is killed in the middle: another one does its work, with the bytes of one machine', async () => {
    const first = work();
    await first.until('waits for runs');
    const sent = send('there', 200);
    await sent.until('"started","node":"model"');
    first.child.kill('SIGKILL');
    const second = work();
    expect(await sent.ended).toBe(0);
    const here = run('here', 200);
    expect(await here.ended).toBe(0);
    const picture = (out) => readFileSync(at(`${out}/text-to-image-decode.png`));
    expect(picture('there').equals(picture('here'))).toBe(true);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  });

  test('a process that computes and is killed: its worker tries again', async () => {
    const worker = work();
    await worker.until('waits for runs');
    const sent = send('again', 50);
    const { pid } = worker.child;
    const children = () => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    while (children() === '') await new Promise((next) => setTimeout(next, 20));
    const [slot] = children().split(' ');
    process.kill(Number(slot), 'SIGKILL');
    expect(await sent.ended).toBe(0);
    expect(worker.said.text).toContain('not done: The process that computed this');
    expect(existsSync(at('again/text-to-image-decode.png'))).toBe(true);
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
  });

  test('a worker that is asked to end finishes what it has, and says neither address nor password', async () => {
    const worker = work();
    await worker.until('waits for runs');
    const sent = send('drained', 200);
    await sent.until('"started","node":"model"');
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
    expect(await sent.ended).toBe(0);
    expect(worker.said.text).toContain('takes no more runs');
    expect(worker.said.text + sent.said.text).not.toMatch(new RegExp(`${PASSWORD}|${server.port}|redis:`));
  });
});
