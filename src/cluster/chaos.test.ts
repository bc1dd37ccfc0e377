import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createEngine } from '../engine/createEngine.ts';
import { clearLeftoversBelow } from '../engine/files/clearLeftovers.ts';
import { sha256 } from '../engine/files/sha256.ts';
import { contentsOf } from '../engine/testing/contentsOf.ts';
import { temporaryFolder } from '../engine/testing/temporaryFolder.ts';
import { programFolder } from '../host/programFolder.ts';
import { foundRecord } from './results.ts';
import { clearStore, openFolderStore } from './store/folderStore.ts';
import { bundle } from './testing/chaos/bundle.ts';
import { type Computed, readComputed } from './testing/chaos/readComputed.ts';
import { type Restarting, restarting } from './testing/chaos/restarting.ts';
import { type ChaosSetting, runOfJob } from './testing/chaos/settings.ts';
import { hasRedis, PASSWORD, startRedis } from './testing/redisServer.ts';

/** `ARCSPACE_CHAOS=full` takes minutes. */
const size =
  process.env.ARCSPACE_CHAOS === 'full'
    ? { jobs: 1000, kills: 50, workers: 4, lostAfter: 4_000, timeout: 30 * 60_000 }
    : { jobs: 24, kills: 3, workers: 2, lostAfter: 4_000, timeout: 3 * 60_000 };
/** For what is killed when. Any does; with this one Redis, a worker and the sender are the first. */
const SEED = process.env.ARCSPACE_CHAOS_SEED ?? '1';

const folder = temporaryFolder();
const at = (path: string) => join(folder.path, path);
const linesOf = (file: string) => (existsSync(at(file)) ? readFileSync(at(file), 'utf8').trimEnd().split('\n') : []);
const doneJobs = () => new Set(linesOf('done.log')).size;

/** One of several, by chance that can be repeated. */
function chosen<T>(among: readonly T[], turn: number): T {
  const number = Number.parseInt(sha256(`${SEED} ${turn}`).slice(0, 8), 16);
  return among[number % among.length] as T;
}

/** Kills and starts again, each time when some more jobs are done, until all kills are used up. */
async function killAtRandom(victims: readonly Restarting[], ended: () => boolean): Promise<void> {
  for (let turn = 0; turn < size.kills && !ended(); turn++) {
    const next = Math.floor((turn * size.jobs) / (size.kills + 1));
    while (doneJobs() < next && !ended()) await setTimeout(20);
    const victim = chosen(victims, turn);
    await victim.kill();
    if (!ended()) await victim.start();
  }
}

/** Fails well before the test does, which would leave all processes running. */
async function beforeItIsLate<T>(work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const longest = (size.timeout * 3) / 4;
  const late = setTimeout(longest, undefined, { signal: over.signal }).then(() => {
    throw new Error(`${doneJobs()} of ${size.jobs} jobs were done in ${longest / 1000} seconds.`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
  }
}

/** The files that one machine gives. */
async function computedHere(): Promise<ReadonlyMap<string, string>> {
  const engine = createEngine({ program: programFolder(), workspace: at('here'), output: at('one'), provider: 'cpu' });
  for (let job = 0; job < size.jobs; job++) {
    const { outcome } = await engine.run(runOfJob(job), new AbortController().signal, () => {});
    expect(outcome).toBe('completed');
  }
  await engine.close();
  return contentsOf(at('one'));
}

/** Keys of results in the store of which every content is there and is what its name says. */
async function wholeResults(): Promise<readonly string[]> {
  await clearStore(at('store'));
  const store = await openFolderStore(at('store'));
  for (const [path, content] of contentsOf(at('store/contents'))) {
    expect(sha256(Buffer.from(content, 'latin1'))).toBe(path.slice(-64));
  }
  const keys = readdirSync(at('store/results'), { recursive: true, withFileTypes: true }).filter((each) =>
    each.isFile(),
  );
  const found = await Promise.all(keys.map(async ({ name }) => [name, await foundRecord(store, name)] as const));
  return found.filter(([, record]) => record !== undefined).map(([name]) => name);
}

/** Of each job: how often it was computed beyond once, and beyond those computations that a kill or the loss of its worker cut short. */
const unexplained = (computed: ReadonlyMap<string, Computed>) =>
  [...computed].filter(([, { begun, done, stopped, killed }]) => begun - stopped - killed !== 1 || done !== 1);

describe.skipIf(!hasRedis())('a queue whose workers, sender and Redis are killed at random', () => {
  test(
    'gives every result once, computes nothing twice but what was cut short, and gives the bytes of one machine',
    async () => {
      for (const name of ['store', 'worker', 'sender', 'out']) mkdirSync(at(name));
      const [workerScript = '', senderScript = ''] = await bundle(['workerProcess', 'senderProcess']);
      const redis = await startRedis();
      const places = { program: programFolder(), folder: folder.path, queue: redis.address, password: PASSWORD };
      const setting: ChaosSetting = { ...places, jobs: size.jobs, lostAfter: size.lostAfter };
      const workers = Array.from({ length: size.workers }, () => restarting(workerScript, setting));
      const sender = restarting(senderScript, setting);
      const server: Restarting = { start: redis.start, kill: redis.kill, ended: new Promise(() => {}) };
      let isOver = false;
      const code = sender.ended.finally(() => {
        isOver = true;
      });
      const letThemWork = async (): Promise<number | null> => {
        await Promise.all([...workers, sender].map((each) => each.start()));
        await killAtRandom([...workers, sender, server], () => isOver);
        return code;
      };
      try {
        expect(await beforeItIsLate(letThemWork())).toBe(0);
      } finally {
        isOver = true;
        await Promise.all([...workers, sender].map((each) => each.kill()));
        await redis.remove();
      }
      await clearLeftoversBelow(at('out'));
      const computed = readComputed(linesOf('computed.log'));
      const all = [...computed.values()];
      const times = (count: (each: Computed) => number) => all.reduce((sum, each) => sum + count(each), 0);
      console.log(
        `${size.jobs} jobs, ${size.kills} kills: ${times(({ begun }) => begun)} computations were begun, ` +
          `${times(({ killed }) => killed)} were killed and ${times(({ stopped }) => stopped)} stopped.`,
      );
      expect(computed.size).toBe(size.jobs);
      expect(await wholeResults()).toHaveLength(size.jobs);
      expect(unexplained(computed)).toEqual([]);
      expect(contentsOf(at('out'))).toEqual(await computedHere());
    },
    size.timeout,
  );
});
