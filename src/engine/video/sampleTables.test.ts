import { readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileSource } from '../files/fileSource.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { openAnyFilm } from './openAnyFilm.ts';
import { countsAreSound } from './sampleTables.ts';
import { filmWorkshop, wasmOnly } from './testing/filmWorkshop.ts';
import { filmFolder } from './testing/knownFilm.ts';
import { wasmCodecs } from './wasmCodecs.ts';

const folder = temporaryFolder();

/** A film with another number some bytes into its first box of a type. */
function changed(type: string, at: number, value: number): string {
  const bytes = readFileSync(join(filmFolder, 'h264.mp4'));
  const place = bytes.indexOf(type, 0, 'latin1');
  expect(place).toBeGreaterThan(0);
  bytes.writeUInt32BE(value, place + 4 + at);
  writeFileSync(join(folder.path, 'changed.mp4'), bytes);
  return 'changed.mp4';
}

async function sound(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    return await countsAreSound(await fileSource(file));
  } finally {
    await file.close();
  }
}

test.each(['h264.mp4', 'h264-uneven.mp4', 'av1.mp4', 'hevc-10-bit.mp4', 'vp9-odd.webm'])(
  '%s counts as many samples as a film has',
  async (name) => {
    expect(await sound(join(filmFolder, name))).toBe(true);
  },
);

test.each([
  ['times of frames', 'stts', 8],
  ['times of showing', 'ctts', 8],
  ['sizes', 'stsz', 8],
])('a film whose table of %s promises billions of samples is refused at once', async (_, type, at) => {
  const name = changed(type, at, 0xf0000000);
  expect(await sound(join(folder.path, name))).toBe(false);
  await expect(filmWorkshop(folder.path, wasmOnly).open(name)).rejects.toMatchObject({
    code: 'broken-film',
    message: expect.stringContaining('count more frames than a film has'),
  });
});

test('a file that ends within a box is left to the reader of films', async () => {
  const bytes = readFileSync(join(filmFolder, 'h264.mp4'));
  for (const length of [3, 9, 40, bytes.length - 7]) {
    writeFileSync(join(folder.path, 'cut.mp4'), bytes.subarray(0, length));
    expect(await sound(join(folder.path, 'cut.mp4'))).toBe(true);
  }
});

test('a cancel is heard between the boxes of a film', async () => {
  const name = join(folder.path, 'boxes.mp4');
  writeFileSync(name, Buffer.alloc(800_000, Buffer.from('\0\0\0\x08free', 'latin1')));
  let looks = 0;
  const signal = {
    aborted: false,
    throwIfAborted() {
      if (++looks === 50) throw new Error('cancelled');
    },
  };
  await expect(openAnyFilm(name, name, wasmCodecs, signal)).rejects.toThrow('cancelled');
});
