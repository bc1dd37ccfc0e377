import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Download } from '../../protocol/downloads.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { downloadFolders } from '../workspace/folders.ts';
import { createDownloader } from './downloader.ts';
import { createDownloads } from './downloads.ts';
import { type HubServer, startHubServer } from './testing/hubServer.ts';
import { loraOfNoise } from './testing/testModels.ts';

const folder = temporaryFolder();
const ink = { source: 'somebody/ink', precision: 'fp16' } as const;
let hub: HubServer;
let told: (readonly Download[])[];
beforeEach(async () => {
  hub = await startHubServer();
  hub.publish('somebody/ink', { files: { 'ink.safetensors': loraOfNoise(20_000) } });
  told = [];
});
afterEach(() => hub.close());

function engine() {
  const downloader = createDownloader(downloadFolders(folder.path), {
    settings: async () => ({ endpoint: hub.endpoint, token: undefined }),
  });
  return createDownloads(downloader);
}

let heard = () => {};
function tell(all: readonly Download[]): void {
  told.push(all);
  heard();
}

/** Waits for as long as it takes: a busy machine may need seconds. */
async function untilTold(of: (first: Download | undefined) => boolean): Promise<void> {
  while (!of(told.at(-1)?.[0])) {
    await new Promise<void>((next) => {
      heard = next;
    });
  }
}
async function untilEnds(): Promise<Download | undefined> {
  await untilTold((first) => first?.state === 'done' || first?.state === 'failed');
  return told.at(-1)?.[0];
}
const untilSomeCame = () => untilTold((first) => (first?.received ?? 0) > 0);
const inLoras = () => readdirSync(join(folder.path, 'loras'));

describe('the downloads of an engine', () => {
  it('are told of as they go on, to the end', async () => {
    const downloads = engine();
    await downloads.start(ink, tell);
    expect(await untilEnds()).toMatchObject({ state: 'done' });
    expect(told.at(-1)).toEqual([
      {
        id: 'lora/ink',
        name: 'ink',
        kind: 'lora',
        source: 'somebody/ink',
        precision: 'fp16',
        title: 'LoRA for sd_v1, float16',
        state: 'done',
        received: told[0]?.[0]?.total,
        total: told[0]?.[0]?.total,
        target: join(folder.path, 'loras/ink.safetensors'),
      },
    ]);
    await downloads.discard('lora/ink');
    expect(await downloads.list()).toEqual([]);
    expect(inLoras()).toEqual(['ink.safetensors']);
  });

  it('that are under way are neither started twice nor discarded, and stop without losing what came', async () => {
    hub.slow(200_000);
    const downloads = engine();
    await downloads.start(ink, tell);
    await downloads.start(ink, tell);
    await expect(downloads.discard('lora/ink')).rejects.toMatchObject({ code: 'download-running' });
    await untilSomeCame();
    await downloads.stop('lora/ink');
    expect(await downloads.list()).toMatchObject([{ state: 'stopped' }]);
    expect(hub.transfers.filter(({ host, range }) => host === 'storage' && range === 'bytes=0-')).toHaveLength(1);
    hub.slow(Number.POSITIVE_INFINITY);
    await downloads.start(ink, tell);
    expect(await untilEnds()).toMatchObject({ state: 'done' });
  });

  it('that an engine before has begun are there, to go on with or to be thrown away', async () => {
    hub.slow(200_000);
    const before = engine();
    await before.start(ink, tell);
    await untilSomeCame();
    await before.close();
    const downloads = engine();
    const [left] = await downloads.list();
    expect(left).toMatchObject({ id: 'lora/ink', state: 'stopped', received: expect.any(Number) });
    await downloads.discard('lora/ink');
    expect(inLoras()).toEqual([]);
  });

  it('of one thing in two processes at once are refused to the second', async () => {
    const first = engine();
    await first.start(ink, () => {});
    // Only what the first fetches is slow, not how the two look at it.
    const looked = hub.transfers.length;
    hub.slow(20_000);
    while (!hub.transfers.slice(looked).some(({ host }) => host === 'storage')) await setTimeout(5);
    hub.slow(Number.POSITIVE_INFINITY);
    const second = engine();
    await second.start(ink, tell);
    expect(await untilEnds()).toMatchObject({ state: 'failed', problem: { code: 'download-running' } });
    await first.close();
  });

  it('that fail say why', async () => {
    let asked = 0;
    hub.fail((host) => (host === 'storage' && ++asked > 1 ? { kind: 'status', status: 404 } : undefined));
    const downloads = engine();
    await downloads.start(ink, tell);
    expect(await untilEnds()).toMatchObject({ state: 'failed', problem: { code: 'source-unexpected' } });
  });
});
