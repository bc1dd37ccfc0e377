import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasOpenssl, makeCertificate } from '../src/cluster/testing/certificate.ts';
import { hasRedis, PASSWORD, startRedis } from '../src/cluster/testing/redisServer.ts';
import { buildIfStale } from './buildIfStale.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'arcspace-cluster-'));
const at = (path) => join(folder, path);
const started = [];
let server;

/** The program as a process of its own. */
function arcspace(...args) {
  return arcspaceWith({}, ...args);
}

function arcspaceWith(variables, ...args) {
  const child = spawn(process.execPath, ['bin/arcspace.mjs', ...args], {
    cwd: root,
    env: { ...process.env, TMPDIR: at('tmp'), ARCSPACE_QUEUE_PASSWORD: PASSWORD, ...variables },
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

const childrenOf = ({ pid }) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);

/** Those that compute: a worker also has one for a moment that looks at its devices. */
const slotsOf = (worker) => childrenOf(worker).filter((id) => commandOf(id).includes('compute-for-worker'));

function commandOf(id) {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** Folders in which workers compute. */
const scratch = () => readdirSync(at('tmp')).filter((name) => name.startsWith('arcspace-worker-'));

const shared = () => ['--queue', server.address, '--store', at('store'), '-w', at('workspace')];
const work = (...args) => arcspace('worker', ...shared(), ...args);
const run = (out, steps, ...where) =>
  arcspace('run', 'workflows/text-to-image.json', '--out', at(out), '--set', `steps=${steps}`, ...where);
/** Each with steps of its own: what is in the store is not computed. */
const send = (out, steps) => run(out, steps, ...shared());

describe.skipIf(!hasRedis())('workers as processes of their own', { timeout: 240_000 }, () => {
  beforeAll(async () => {
    buildIfStale(root);
    for (const name of ['store', 'workspace', 'tmp']) mkdirSync(at(name));
    server = await startRedis();
  }, 240_000);
  afterAll(async () => {
    for (const child of started) child.kill('SIGKILL');
    await server?.remove();
    rmSync(folder, { recursive: true });
  });

  test('a worker that is killed in the middle: another one does its work, with the bytes of one machine', async () => {
    const first = work();
    await first.until('waits for runs');
    const sent = send('there', 40);
    await sent.until('"started","node":"model"');
    first.child.kill('SIGKILL');
    const second = work();
    // Computed meanwhile: the queue takes its time to notice that a worker is gone.
    const here = run('here', 40);
    expect(await Promise.all([sent.ended, here.ended])).toEqual([0, 0]);
    const picture = (out) => readFileSync(at(`${out}/text-to-image-decode.png`));
    expect(picture('there').equals(picture('here'))).toBe(true);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  });

  test('a process that computes and is killed: its worker tries again', async () => {
    const worker = work();
    await worker.until('waits for runs');
    const sent = send('again', 10);
    let slot;
    for (; slot === undefined; [slot] = slotsOf(worker.child)) await new Promise((next) => setTimeout(next, 20));
    process.kill(slot, 'SIGKILL');
    expect(await sent.ended).toBe(0);
    expect(worker.said.text).toContain('not done: The process that computed this');
    expect(existsSync(at('again/text-to-image-decode.png'))).toBe(true);
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
  });

  test('a worker that is asked twice ends at once, with what it computes in, and leaves no files', async () => {
    const before = scratch();
    const worker = work();
    await worker.until('waits for runs');
    const sent = send('ended', 600);
    await sent.until('"started","node":"model"');
    expect(scratch()).toHaveLength(before.length + 1);
    const computing = childrenOf(worker.child);
    worker.child.kill('SIGTERM');
    await worker.until('takes no more runs');
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(130);
    expect(scratch()).toEqual(before);
    expect(computing.filter((id) => existsSync(`/proc/${id}`))).toEqual([]);
    sent.child.kill('SIGINT');
    expect(await sent.ended).toBe(130);
  });

  test.skipIf(!hasOpenssl())(
    'an encrypted queue is used by who trusts its certificate, and by nobody else',
    async () => {
      const certificate = makeCertificate(folder);
      const secure = await startRedis({ certificate });
      const shared = ['--queue', secure.address, '--store', at('store'), '-w', at('workspace')];
      const trusting = { NODE_EXTRA_CA_CERTS: certificate.cert };
      const run = ['run', 'workflows/text-to-image.json', '--out', at('secure'), '--set', 'steps=3', ...shared];
      const worker = arcspaceWith(trusting, 'worker', ...shared);
      await worker.until('waits for runs');
      expect(await arcspaceWith(trusting, ...run).ended).toBe(0);
      const other = arcspace(...run);
      expect(await other.ended).toBe(1);
      expect(other.said.text).toContain('The certificate of the queue is not trusted');
      worker.child.kill('SIGTERM');
      expect(await worker.ended).toBe(0);
      await secure.remove();
    },
  );

  test('a worker that is asked to end finishes what it has, and says neither address nor password', async () => {
    const worker = work();
    await worker.until('waits for runs');
    const sent = send('drained', 60);
    await sent.until('"started","node":"model"');
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
    expect(await sent.ended).toBe(0);
    expect(worker.said.text).toContain('takes no more runs');
    expect(worker.said.text + sent.said.text).not.toMatch(new RegExp(`${PASSWORD}|${server.port}|redis:`));
  });
});
