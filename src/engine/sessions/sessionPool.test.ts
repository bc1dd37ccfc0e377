import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { zeros } from '../../tensor/tensor.ts';
import { type NetworkSource, onnxFile } from './networkSource.ts';
import { outOfMemory } from './outOfMemory.ts';
import type { Session } from './session.ts';
import { createSessionPool, onProcessor } from './sessionPool.ts';

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

test('whoever opens a session is told the bytes of its weights', async () => {
  const told: number[] = [];
  const pool = createSessionPool(async (source, weights) => {
    told.push(weights);
    return open(source);
  }, onProcessor(100));
  await pool.use(network('unet', 10), nothing);
  expect(told).toEqual([10]);
});

test('a session is opened once, also when two ask at the same time', async () => {
  const pool = createSessionPool(open, onProcessor(100));
  const unet = network('unet', 10);
  await Promise.all([pool.use(unet, nothing), pool.use(unet, nothing)]);
  await pool.use(unet, nothing);
  expect(log).toEqual(['open unet']);
  expect(pool.bytes()).toBe(10);
});

test('over the budget the one that was not used for longest goes', async () => {
  const pool = createSessionPool(open, onProcessor(25));
  const [a, b, c] = [network('a', 10), network('b', 10), network('c', 10)];
  for (const one of [a, b, a, c]) await pool.use(one, nothing);
  expect(log).toEqual(['open a', 'open b', 'open c', 'release b']);
  expect(pool.bytes()).toBe(20);
});

test('weights in a file beside the network count', async () => {
  const pool = createSessionPool(open, onProcessor(100));
  const unet = network('unet', 10);
  writeFileSync(join(root, 'unet', 'model.onnx_data'), new Uint8Array(70));
  writeFileSync(join(root, 'unet', 'config.json'), '{}');
  await pool.use(unet, nothing);
  expect(pool.bytes()).toBe(80);
});

test('a session that is at work is never released', async () => {
  const pool = createSessionPool(open, onProcessor(5));
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
  }, onProcessor(100));
  const unet = network('a', 10);
  await expect(pool.use(unet, nothing)).rejects.toThrow('no');
  await pool.use(unet, nothing);
  expect(attempts).toBe(2);
});

const noMemory = () => outOfMemory('model.onnx', 'Failed to allocate memory for requested buffer of size 5');

describe('where memory is lacking, what nobody uses goes, and it is tried once more', () => {
  const feeds = { x: zeros([1]) };

  /** Opens sessions of which those that are named run out of memory so many times, in a run. */
  function failing(times: Record<string, number>) {
    return async (network: NetworkSource): Promise<Session> => {
      const session = await open(network);
      const name = network.file.split('/').at(-2) ?? '';
      return {
        ...session,
        async run() {
          log.push(`run ${name}`);
          times[name] = (times[name] ?? 0) - 1;
          if (times[name] >= 0) throw noMemory();
          return zeros([1]);
        },
      };
    };
  }

  test('for a run', async () => {
    const pool = createSessionPool(failing({ b: 1 }), onProcessor(100));
    await pool.use(network('a', 10), nothing);
    await pool.use(network('b', 10), (session) => session.run(feeds, 'y'));
    expect(log).toEqual(['open a', 'open b', 'run b', 'release a', 'run b']);
  });

  test('for a session', async () => {
    let attempts = 0;
    const pool = createSessionPool(async (source) => {
      attempts += 1;
      if (attempts === 2) throw noMemory();
      return open(source);
    }, onProcessor(100));
    await pool.use(network('a', 10), nothing);
    await pool.use(network('b', 10), nothing);
    expect(log).toEqual(['open a', 'release a', 'open b']);
  });

  test('and after that the user hears of it', async () => {
    const pool = createSessionPool(failing({ a: 2 }), onProcessor(100));
    await expect(pool.use(network('a', 10), (session) => session.run(feeds, 'y'))).rejects.toMatchObject({
      code: 'out-of-memory',
      remedy: 'Make smaller pictures or fewer frames at once, close other programs, or choose another device.',
    });
    expect(log).toEqual(['open a', 'run a', 'run a']);
  });

  test('other failures are not tried again', async () => {
    const pool = createSessionPool(open, onProcessor(100));
    let runs = 0;
    const work = pool.use(network('a', 10), async () => {
      runs += 1;
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(runs).toBe(1);
  });
});

test('a session whose file changed is opened anew, and the old one goes when nobody uses it any more', async () => {
  const pool = createSessionPool(open, onProcessor(100));
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
