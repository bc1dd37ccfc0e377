import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { everything } from '../../gallery/findEntries.ts';
import { createSmallDisk } from '../testing/smallDisk.ts';
import { createGallery } from './gallery.ts';
import { made } from './testing/made.ts';

const disk = createSmallDisk(2 * 1024 * 1024);
const isHere = typeof disk !== 'string';
if (!isHere) console.warn(`A gallery on a full disk is not tested here: ${disk}.`);
afterAll(() => isHere && disk.remove());

const folderOf = (place: string): string => join(place, 'gallery');
const open = (place: string) =>
  createGallery({ folder: folderOf(place), registry: nodeRegistry, requireOwn: async () => {} });

test.runIf(isHere)('on a full disk whatever is listed is whole, it is said once, and runs go on', async () => {
  if (!isHere) return;
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  for (let room = 0; room <= 40 * 4096; room += 4096) {
    disk.clear();
    said.mockClear();
    const gallery = open(disk.folder);
    await gallery.add(made(1));
    disk.leave(room);
    for (const seed of [2, 3, 4]) await gallery.add(made(seed));
    const { count, problem } = await gallery.watch(0);
    expect(said).toHaveBeenCalledTimes(problem ? 1 : 0);
    if (problem) expect(problem.message).toMatch(/^The disk is full: there is no room left in ".+"\.$/);
    else expect(count).toBe(4);
    for (const { id } of (await gallery.list(everything, 0, 10)).entries) await gallery.picture(id, 'whole');
    await gallery.close();
    const again = open(disk.folder);
    expect(await again.watch(0)).toMatchObject({ count });
    await again.close();
  }
});

test.runIf(isHere)('on a read-only disk nothing is added, it is said once, and runs go on', async () => {
  if (!isHere) return;
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  disk.clear();
  disk.lock();
  const gallery = open(disk.folder);
  for (const seed of [1, 2]) await gallery.add(made(seed));
  expect((await gallery.watch(0)).problem?.message).toMatch(/^The disk that holds ".+" is read-only\.$/);
  expect(said).toHaveBeenCalledTimes(1);
  expect(existsSync(folderOf(disk.folder))).toBe(false);
  await gallery.close();
});
