import { basename } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { isTemporaryName } from '../files/temporaryNames.ts';
import { contentsOf } from './contentsOf.ts';
import { createSmallDisk, type SmallDisk } from './smallDisk.ts';

const block = 4096;

export interface Saving {
  /** What is in the folder before. */
  readonly prepare?: (folder: string) => Promise<unknown>;
  readonly save: (folder: string) => Promise<unknown>;
  /** The file that must be there when it is saved, by its path in the folder. */
  readonly target: string;
}

/**
 * Tests kinds of saving on a disk of 2 MB with every amount of free room, block by block, from none until it is saved, and on
 * one that is read-only: it is done wholly, or refused with a sentence and every file is as it was.
 */
export function testOnSmallDisk(kinds: Readonly<Record<string, Saving>>): void {
  const disk = createSmallDisk(2 * 1024 * 1024);
  if (typeof disk === 'string') {
    console.warn(`Saving on a full disk is not tested here: ${disk}.`);
    test.skip(`saving on a full disk: ${disk}`);
    return;
  }
  afterAll(() => disk.remove());
  describe.each(Object.entries(kinds))('%s', (_, saving) => {
    test('is saved wholly or not at all, whatever room is left', () => tryEveryRoom(disk, saving));
    test('is refused on a read-only disk', () => tryLocked(disk, saving));
  });
}

async function tryEveryRoom(disk: SmallDisk, saving: Saving): Promise<void> {
  await prepare(disk, saving);
  await saving.save(disk.folder);
  const after = contentsOf(disk.folder);
  const size = [...after.values()].reduce((sum, { length }) => sum + length, 0);
  expect(size).toBeGreaterThan(10 * block);
  for (let room = 0; room <= size; room += block) await tryRoom(disk, saving, room, after);
  await prepare(disk, saving);
  disk.leave(size + 8 * block);
  await saving.save(disk.folder);
  expect(contentsOf(disk.folder).get(saving.target)).toBe(after.get(saving.target));
}

async function tryLocked(disk: SmallDisk, saving: Saving): Promise<void> {
  const before = await prepare(disk, saving);
  disk.lock();
  const thrown = await thrownBy(saving.save(disk.folder));
  expectRefusal(thrown, disk.folder, /^The disk that holds ".+" is read-only\.$/);
  expect(contentsOf(disk.folder)).toEqual(before);
}

type Contents = ReadonlyMap<string, string>;

async function tryRoom(disk: SmallDisk, saving: Saving, room: number, after: Contents): Promise<void> {
  const before = await prepare(disk, saving);
  disk.leave(room);
  const thrown = await thrownBy(saving.save(disk.folder));
  const now = contentsOf(disk.folder);
  const whole = new Set([...before.values(), ...after.values()]);
  const isBroken = (name: string, content: string) => !whole.has(content) || isTemporaryName(basename(name));
  const broken = [...now].filter(([name, content]) => isBroken(name, content)).map(([name]) => name);
  expect(broken, `files that are not whole, with room for ${room} bytes`).toEqual([]);
  if (thrown === undefined) {
    expect(now.get(saving.target)).toBe(after.get(saving.target));
    return;
  }
  expectRefusal(thrown, disk.folder, /^The disk is full: there is no room left in ".+"\.$/);
  for (const [name, content] of before) expect(now.get(name) === content, `${name} is as it was`).toBe(true);
}

async function prepare(disk: SmallDisk, saving: Saving): Promise<Contents> {
  disk.clear();
  await saving.prepare?.(disk.folder);
  return contentsOf(disk.folder);
}

function thrownBy(saving: Promise<unknown>): Promise<unknown> {
  return saving.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
}

function expectRefusal(thrown: unknown, folder: string, message: RegExp): void {
  expect(thrown).toMatchObject({
    name: 'ArcspaceError',
    code: 'cannot-write',
    message: expect.stringMatching(message),
    remedy: expect.stringMatching(/another one\.$/),
  });
  expect(String(thrown)).toContain(folder);
}
