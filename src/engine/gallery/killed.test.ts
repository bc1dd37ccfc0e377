import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { everything } from '../../gallery/findEntries.ts';
import { decodePicture } from '../images/decodePicture.ts';
import { readHeader } from '../images/formats/readHeader.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { createGallery } from './gallery.ts';

/** `ARCSPACE_KILLS=100 npx vitest run src/engine/gallery/killed.test.ts` kills more often. */
const kills = Number(process.env.ARCSPACE_KILLS ?? 8);
const root = join(import.meta.dirname, '../../..');
/** Inside the program's folder, so that packages are found. */
const built = join(root, 'node_modules/.arcspace-test-gallery');
const folder = temporaryFolder();

beforeAll(async () => {
  const ssr = join(root, 'src/engine/gallery/testing/addsWithoutEnd.ts');
  await build({ configFile: false, root, logLevel: 'error', build: { ssr, outDir: built } });
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

/** @returns the seeds of the pictures that it said are kept. */
async function addAndKill(first: number): Promise<number[]> {
  const child: ChildProcess = fork(join(built, 'addsWithoutEnd.js'), [folder.path, String(first)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const kept: number[] = [];
  child.on('message', (seed) => kept.push(Number(seed)));
  const ended = once(child, 'exit');
  await Promise.race([once(child, 'message'), ended]);
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 150));
  child.kill('SIGKILL');
  expect((await ended)[1]).toBe('SIGKILL');
  return kept;
}

test(`after ${kills} kills in the middle of adding, every picture that was kept is there whole, with its workflow`, async () => {
  const kept: number[] = [];
  for (let kill = 0; kill < kills; kill++) kept.push(...(await addAndKill(kill * 10_000)));
  const gallery = createGallery({ folder: folder.path, registry: nodeRegistry, requireOwn: async () => {} });
  const { count } = await gallery.watch(0);
  const found: number[] = [];
  for (let from = 0; from < count; from += 200) {
    for (const { id, seeds, width, height } of (await gallery.list(everything, from, 200)).entries) {
      found.push(seeds['noise.seed'] ?? Number.NaN);
      const picture = await decodePicture(await readHeader(await gallery.picture(id, 'whole'), id), id);
      expect([picture.width, picture.height]).toEqual([width, height]);
      picture.close();
      expect((await gallery.picture(id, 'small')).length).toBeGreaterThan(0);
      expect(JSON.parse((await gallery.workflow(id)).text).nodes[2].parameters.seed).toBe(seeds['noise.seed']);
    }
  }
  await gallery.close();
  expect(new Set(found).size).toBe(found.length);
  expect(kept.filter((seed) => !found.includes(seed))).toEqual([]);
}, 120_000);
