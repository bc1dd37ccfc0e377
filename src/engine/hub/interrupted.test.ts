import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { downloadFolders } from '../workspace/folders.ts';
import { createDownloader } from './downloader.ts';
import { type Fault, type HubServer, sha256, startHubServer, type Transfer } from './testing/hubServer.ts';
import { filesBelow, folderOfNoise } from './testing/testModels.ts';

/** `ARCSPACE_INTERRUPTIONS=500 npx vitest run src/engine/hub/interrupted.test.ts` interrupts more often. */
const interruptions = Number(process.env.ARCSPACE_INTERRUPTIONS ?? 50);
const root = join(import.meta.dirname, '../../..');
/** Inside the program's folder, so that packages are found. */
const built = join(root, 'node_modules/.arcspace-test-hub');
/** What a connection may hold that never reached the disk of a process that was killed. */
const onTheWay = 1024 * 1024;

const files = folderOfNoise(1_500_000);
const wanted = Object.entries(files).filter(([name]) => !/README|\.bin$|fp16/.test(name));

const folder = temporaryFolder();
let hub: HubServer;
beforeAll(async () => {
  const ssr = join(root, 'src/engine/hub/testing/downloadsOnce.ts');
  await build({ configFile: false, root, logLevel: 'error', build: { ssr, outDir: built } });
});
afterAll(() => rmSync(built, { recursive: true, force: true }));
beforeEach(async () => {
  hub = await startHubServer({ large: 100_000 });
  hub.publish('somebody/noise', { files });
});
afterEach(() => hub.close());

/** Of the storage, for one file. */
const transfersOf = (content: Uint8Array): readonly Transfer[] =>
  hub.transfers.filter(({ host, path }) => host === 'storage' && path.includes(sha256(content)));
const firstOf = ({ range }: Transfer): number => Number(/\d+/.exec(range ?? '')?.[0]);

/** Bytes of a file that were sent more than once. */
function sentTwice(content: Uint8Array): number {
  const transfers = transfersOf(content).filter(({ status }) => status === 206);
  const overlap = ({ sent, ...transfer }: Transfer, next: Transfer) =>
    Math.max(0, firstOf({ sent, ...transfer }) + sent - firstOf(next));
  return transfers.slice(1).reduce((sum, next, index) => sum + overlap(transfers[index] as Transfer, next), 0);
}

function expectWhole(): void {
  const there = Object.entries(filesBelow(join(folder.path, 'models/noise')));
  const hashed = (all: readonly (readonly [string, Uint8Array])[]) =>
    all.map(([name, content]) => [name, sha256(content)]).sort();
  expect(hashed(there)).toEqual(hashed(wanted));
  expect(readdirSync(join(folder.path, 'models'))).toEqual(['noise']);
}

/** Counts what reaches the client. */
function countingFetch(counts: { bytes: number }): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const count = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        if (response.status === 206) counts.bytes += chunk.length;
        controller.enqueue(chunk);
      },
    });
    const { status, headers } = response;
    return new Response(response.body?.pipeThrough(count) ?? null, { status, headers });
  };
}

test(`a download that is interrupted ${interruptions} times is whole, and no byte that came was fetched again`, async () => {
  const random = (count: number) => Math.floor(Math.random() * count);
  const faults: (() => Fault)[] = [
    () => ({ kind: 'reset', after: random(60_000) }),
    () => ({ kind: 'short', after: random(60_000) }),
    () => ({ kind: 'status', status: [429, 500, 502, 503, 504][random(5)] ?? 503 }),
  ];
  let left = interruptions;
  let calm = false;
  hub.fail((host, path) => {
    // Now and then a try goes well for a while: a hub that never gives anything is given up.
    calm = !calm;
    if (left === 0 || calm || (host === 'hub' && !path.includes('/resolve/'))) return undefined;
    left--;
    return host === 'storage' ? faults[random(3)]?.() : { kind: 'status', status: 503 };
  });
  const counts = { bytes: 0 };
  const downloader = createDownloader(downloadFolders(folder.path), {
    settings: async () => ({ endpoint: hub.endpoint, token: undefined }),
    wait: async () => {},
    fetch: countingFetch(counts),
  });
  // As many as it takes: each file is in so many pieces that every interruption meets one.
  for (let round = 0; left > 0; round++) {
    rmSync(join(folder.path, 'models'), { recursive: true, force: true });
    counts.bytes = 0;
    const planned = await downloader.look({ source: 'somebody/noise', precision: 'fp32' });
    if (!planned.record) throw new Error('there is one model only');
    await downloader.fetch(planned.record, {});
    expectWhole();
    expect(counts.bytes).toBe(wanted.reduce((sum, [, { length }]) => sum + length, 0));
    expect(round).toBeLessThan(interruptions);
  }
});

/** Starts a process that downloads, and kills it once so many bytes are there. @returns whether it was done before. */
async function downloadAndKill(after: number): Promise<boolean> {
  const child = fork(join(built, 'downloadsOnce.js'), [hub.endpoint, folder.path, 'somebody/noise'], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.on('message', (received) => {
    if (Number(received) >= after) child.kill('SIGKILL');
  });
  const [code, signal] = await once(child, 'exit');
  expect([code, signal], 'the process ended by itself, or was killed').toEqual(signal ? [null, 'SIGKILL'] : [0, null]);
  return signal === null;
}

test('processes that are killed while they download leave what the next one goes on with', async () => {
  hub.slow(4_000_000);
  const total = wanted.reduce((sum, [, { length }]) => sum + length, 0);
  const kills = Math.max(4, Math.round(interruptions / 6));
  for (let killed = 1; killed <= kills; killed++) await downloadAndKill((total * killed) / (kills + 1));
  expect(await downloadAndKill(Infinity)).toBe(true);
  expectWhole();
  for (const [, content] of wanted) expect(sentTwice(content)).toBeLessThanOrEqual(kills * onTheWay);
});

test('a server that is gone for a while is waited for', async () => {
  const { endpoint } = hub;
  const waits: number[] = [];
  let gone = false;
  const downloader = createDownloader(downloadFolders(folder.path), {
    settings: async () => ({ endpoint, token: undefined }),
    fetch: (input, init) => (gone ? Promise.reject(new TypeError('fetch failed')) : fetch(input, init)),
    async wait(seconds) {
      waits.push(seconds);
      gone = waits.length < 6;
    },
  });
  const planned = await downloader.look({ source: 'somebody/noise', precision: 'fp32' });
  if (!planned.record) throw new Error('there is one model only');
  let begun = false;
  hub.fail((host) => {
    if (host === 'hub' || begun) return undefined;
    begun = true;
    gone = true;
    return { kind: 'reset', after: 100_000 };
  });
  const told: string[] = [];
  await downloader.fetch(planned.record, { waiting: (why) => told.push(why) });
  expect(waits).toEqual([1, 2, 4, 8, 15, 30]);
  expect(told[1]).toMatch(/^127\.0\.0\.1:\d+ cannot be reached: fetch failed\.$/);
  expectWhole();
});
