import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { zeros } from '../../tensor/tensor.ts';
import { type NetworkSource, onnxFile } from './networkSource.ts';
import type { Session } from './session.ts';
import { createSessionPool } from './sessionPool.ts';

let root: string;
let log: string[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'arcspace-pool-'));
  log = [];
});
afterEach(() => rmSync(root, { recursive: true }));

/** A network of some bytes in a folder of its own. */
function network(name: string, bytes: number): NetworkSource {
  mkdirSync(join(root, name));
  const file = join(root, name, 'model.onnx');
  writeFileSync(file, new Uint8Array(bytes));
  return onnxFile(file);
}

async function open({ file }: NetworkSource): Promise<Session> {
  const name = file.split('/').at(-2) ?? '';
  log.push(`open ${name}`);
  const release = async () => void log.push(`release ${name}`);
  return { file, inputs: new Map(), outputs: new Map(), run: async () => zeros([1]), runAll: async () => [], release };
}

const nothing = async () => undefined;

test('a session is opened once, also when two ask at the same time', async () => {
  const pool = createSessionPool(open, 100);
  const unet = network('unet', 10);
  await Promise.all([pool.use(unet, nothing), pool.use(unet, nothing)]);
  await pool.use(unet, nothing);
  expect(log).toEqual(['open unet']);
  expect(pool.bytes()).toBe(10);
});

test('over the budget the one that was not used for longest goes', async () => {
  const pool = createSessionPool(open, 25);
  const [a, b, c] = [network('a', 10), network('b', 10), network('c', 10)];
  for (const one of [a, b, a, c]) await pool.use(one, nothing);
  expect(log).toEqual(['open a', 'open b', 'open c', 'release b']);
  expect(pool.bytes()).toBe(20);
});

test('weights in a file beside the network count', async () => {
  const pool = createSessionPool(open, 100);
  const unet = network('unet', 10);
  writeFileSync(join(root, 'unet', 'model.onnx_data'), new Uint8Array(70));
  writeFileSync(join(root, 'unet', 'config.json'), '{}');
  await pool.use(unet, nothing);
  expect(pool.bytes()).toBe(80);
});

test('a session that is at work is never released', async () => {
  const pool = createSessionPool(open, 5);
  const [a, b] = [network('a', 10), network('b', 10)];
  await pool.use(a, async () => {
    await pool.use(b, nothing);
    await pool.free();
    expect(log).not.toContain('release a');
  });
  await pool.free();
  expect(log).toEqual(['open a', 'open b', 'release b', 'release a']);
  expect(pool.bytes()).toBe(0);
});

test('a session that could not be opened is tried again', async () => {
  let attempts = 0;
  const pool = createSessionPool(async (network) => {
    attempts += 1;
    if (attempts === 1) throw new Error('no');
    return open(network);
  }, 100);
  const unet = network('a', 10);
  await expect(pool.use(unet, nothing)).rejects.toThrow('no');
  await pool.use(unet, nothing);
  expect(attempts).toBe(2);
});

test('a session whose file changed is opened anew, and the old one goes when nobody uses it any more', async () => {
  const pool = createSessionPool(open, 100);
  const [a, b] = [network('a', 10), network('b', 10)];
  await pool.use(b, nothing);
  await pool.use(a, async () => {
    await pool.forget(new Set([a.file]));
    await pool.use(a, nothing);
    expect(log).toEqual(['open b', 'open a', 'open a']);
  });
  expect(log.slice(3)).toEqual(['release a']);
  await pool.forget(new Set([b.file]));
  expect(log.slice(4)).toEqual(['release b']);
});
