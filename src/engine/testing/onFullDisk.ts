import { afterAll, expect, test } from 'vitest';
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
 * Tests kinds of saving on a disk of 2 MB with every amount of free room, block by block, from none until it is saved: it is
 * done wholly, or refused with a sentence and every file is as it was.
 */
export function testOnFullDisk(kinds: Readonly<Record<string, Saving>>): void {
  const disk = createSmallDisk(2 * 1024 * 1024);
  if (typeof disk === 'string') {
    console.warn(`Saving on a full disk is not tested here: ${disk}.`);
    test.skip(`saving on a full disk: ${disk}`);
    return;
  }
  afterAll(() => disk.remove());
  test.each(Object.entries(kinds))('%s is saved wholly or not at all, whatever room is left', async (_, saving) => {
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
  });
}

type Contents = ReadonlyMap<string, string>;

async function tryRoom(disk: SmallDisk, saving: Saving, room: number, after: Contents): Promise<void> {
  const before = await prepare(disk, saving);
  disk.leave(room);
  const thrown = await saving.save(disk.folder).then(
    () => undefined,
    (error: unknown) => error,
  );
  const now = contentsOf(disk.folder);
  const whole = new Set([...before.values(), ...after.values()]);
  const broken = [...now].filter(([, content]) => !whole.has(content)).map(([name]) => name);
  expect(broken, `files that are not whole, with room for ${room} bytes`).toEqual([]);
  if (thrown === undefined) expect(now.get(saving.target)).toBe(after.get(saving.target));
  else expectRefusal(thrown, disk.folder, before, now);
}

async function prepare(disk: SmallDisk, saving: Saving): Promise<Contents> {
  disk.clear();
  await saving.prepare?.(disk.folder);
  return contentsOf(disk.folder);
}

function expectRefusal(thrown: unknown, folder: string, before: Contents, now: Contents): void {
  expect(thrown).toMatchObject({
    name: 'ArcspaceError',
    code: 'cannot-write',
    message: expect.stringMatching(/^The disk is full: there is no room left in ".+"\.$/),
    remedy: 'Free some space on that disk, or save to another one.',
  });
  expect(String(thrown)).toContain(folder);
  for (const [name, content] of before) expect(now.get(name) === content, `${name} is as it was`).toBe(true);
}
