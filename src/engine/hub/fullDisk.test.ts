import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { createSmallDisk } from '../testing/smallDisk.ts';
import { downloadFolders } from '../workspace/folders.ts';
import { createDownloader } from './downloader.ts';
import { type HubServer, startHubServer } from './testing/hubServer.ts';
import { filesBelow, loraOfNoise } from './testing/testModels.ts';

const content = loraOfNoise(50_000);
const disk = createSmallDisk(2 * 1024 * 1024);
let hub: HubServer;
beforeEach(async () => {
  hub = await startHubServer();
  hub.publish('somebody/ink', { files: { 'ink.safetensors': content } });
});
afterEach(() => hub.close());

if (typeof disk === 'string') {
  console.warn(`Downloads to a full disk are not tested here: ${disk}.`);
  test.skip(`downloads to a full disk: ${disk}`);
} else {
  afterAll(() => disk.remove());

  const begin = async () => {
    disk.clear();
    const downloader = createDownloader(downloadFolders(disk.folder), {
      settings: async () => ({ endpoint: hub.endpoint, token: undefined }),
    });
    const { record } = await downloader.look({ source: 'somebody/ink', precision: 'fp16' });
    if (!record) throw new Error('there is one file only');
    return { downloader, record };
  };

  test('a disk without the room is named with both numbers before anything is fetched', async () => {
    const { downloader, record } = await begin();
    disk.leave(300_000);
    await expect(downloader.fetch(record, {})).rejects.toMatchObject({
      code: 'no-room',
      message: expect.stringMatching(
        /^This needs 0\.8 MB, and the disk that holds ".*"? ?has 0\.\d MB free\.$|^This needs 0\.8 MB.* has 0\.\d MB free\.$/,
      ),
    });
    expect(hub.transfers.filter(({ host }) => host === 'storage').length).toBeLessThanOrEqual(1);
  });

  test('a disk that fills up meanwhile is named, what came is kept, and it goes on when there is room', async () => {
    const { downloader, record } = await begin();
    let filled = false;
    const progress = (received: number) => {
      if (filled || received === 0) return;
      filled = true;
      disk.leave(100_000);
    };
    await expect(downloader.fetch(record, { progress })).rejects.toMatchObject({
      code: 'cannot-write',
      message: expect.stringMatching(/^The disk is full/),
    });
    const [left] = await downloader.unfinished();
    expect(left?.kept).toBeGreaterThan(0);
    disk.leave(1_500_000);
    await downloader.fetch(record, {});
    expect(filesBelow(join(disk.folder, 'loras'))).toEqual({ 'ink.safetensors': content });
  });
}
