import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Film } from '../../graph/context.ts';
import { type AvailableCodecs, availableCodecs } from './availableCodecs.ts';
import type { DecodedFrame, DecoderSettings } from './codecs.ts';
import { filmWorkshop, wasmOnly } from './testing/filmWorkshop.ts';
import { colourAt, encodingOf, filmFolder, knownColours, knownPictures } from './testing/knownFilm.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'arcspace-films-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const frames = 20;
/** Of 255: what encoding at this quality may change. */
const near = 6;
const hasFfmpeg = (await availableCodecs.encodings()).includes('h264');
if (!hasFfmpeg) console.warn('@napi-rs/webcodecs is not installed: films in H.264, HEVC and AV1 are not tried.');

async function expectFrame(film: Film, index: number, shown = index): Promise<void> {
  const picture = await film.read(index);
  const { left, right } = knownColours(shown);
  const differences = [colourAt(picture, 0.25, 0.5), colourAt(picture, 0.75, 0.5)].map((colour, half) =>
    Math.max(...colour.map((value, channel) => Math.abs(value - ((half === 0 ? left : right)[channel] ?? 0)))),
  );
  expect(Math.max(...differences), `frame ${index} should show picture ${shown}`).toBeLessThanOrEqual(near);
}

const hundredths = ({ times }: Film) => [...times].map((time) => Math.round(time * 100));

describe.skipIf(!hasFfmpeg)('films of cameras and phones show the right colours in every frame', () => {
  test.each([
    ['H.264 with frames out of order', 'h264.mp4', 64, 48],
    ['H.264 in the colours of older television', 'h264-601.mp4', 64, 48],
    ['H.264 in full range', 'h264-full-range.mp4', 64, 48],
    ['H.264 with 10 bits and finer colours', 'h264-10-bit-422.mov', 64, 48],
    ['HEVC with 10 bits and open groups', 'hevc-10-bit.mp4', 64, 48],
    ['VP9 of odd size', 'vp9-odd.webm', 63, 47],
    ['VP8', 'vp8.webm', 64, 48],
    ['AV1', 'av1.mp4', 64, 48],
  ])('%s', async (_, name, width, height) => {
    const film = await filmWorkshop(folder).open(name);
    expect(film).toMatchObject({ width, height });
    expect(hundredths(film)).toEqual(Array.from({ length: frames }, (_, index) => index * 10));
    for (let index = 0; index < frames; index++) await expectFrame(film, index);
  });

  test.each(['h264.mp4', 'hevc-10-bit.mp4', 'vp9-odd.webm'])('%s, in any order', async (name) => {
    const film = await filmWorkshop(folder).open(name);
    for (const index of [19, 3, 4, 12, 0, 7, 6, 5, 18, 13, 14]) await expectFrame(film, index);
  });

  test('two readers of one film do not disturb each other', async () => {
    const film = await filmWorkshop(folder).open('h264.mp4');
    await Promise.all([0, 10, 1, 11, 2, 12, 3, 13].map((index) => expectFrame(film, index)));
  });

  test('a film that lies on its side is turned upright', async () => {
    const film = await filmWorkshop(folder).open('h264-turned.mp4');
    expect(film).toMatchObject({ width: 48, height: 64 });
    const picture = await film.read(2);
    expect(picture.shape).toEqual([1, 3, 64, 48]);
    // What was left is at the top once it is turned clockwise.
    for (const [colour, known] of [
      [colourAt(picture, 0.5, 0.25), knownColours(2).left],
      [colourAt(picture, 0.5, 0.75), knownColours(2).right],
    ]) {
      for (const [channel, value] of (colour ?? []).entries()) {
        expect(Math.abs(Number(value) - Number(known?.[channel as 0]))).toBeLessThanOrEqual(near);
      }
    }
  });

  test('a film of uneven rate keeps its times', async () => {
    const film = await filmWorkshop(folder).open('h264-uneven.mp4');
    expect(hundredths(film).slice(0, 8)).toEqual([0, 10, 15, 40, 42, 80, 90, 95]);
    for (const index of [0, 3, 5, 6, 19]) await expectFrame(film, index);
  });

  test('frames before the first key frame are left out, with a warning', async () => {
    const warnings: string[] = [];
    const film = await filmWorkshop(folder).open('h264-no-key-frame.mp4', {
      warn: (message) => warnings.push(message),
    });
    expect(warnings).toEqual([
      '"h264-no-key-frame.mp4" begins without a key frame: 5 frames cannot be decoded and are left out.',
    ]);
    expect(film.times).toHaveLength(12);
    for (let index = 0; index < 12; index++) await expectFrame(film, index, index + 8);
  });
});

describe('what would show wrong colours, or nothing, is refused with the reason', () => {
  test.each([
    ['high dynamic range', 'hevc-hdr.mp4', /high dynamic range \(PQ\)/, 'unsupported-film'],
    ['what is no film', 'nothing.mp4', /no MP4, MOV, WebM or Matroska file/, 'unsupported-film'],
    ['a folder', 'folder.mp4', /"folder.mp4" is a folder, not a file/, 'unreadable-file'],
    ['a recording that was cut short', 'cut.mp4', /list of its frames is missing/, 'broken-film'],
  ])('%s', async (_, name, message, code) => {
    await writeFile(join(folder, 'nothing.mp4'), 'nothing at all');
    await mkdir(join(folder, 'folder.mp4'));
    const whole = await readFile(join(filmFolder, 'h264.mp4'));
    await writeFile(join(folder, 'cut.mp4'), whole.subarray(0, whole.length / 2));
    await expect(filmWorkshop(folder).open(name)).rejects.toMatchObject({
      message: expect.stringMatching(message),
      code,
      remedy: expect.stringMatching(/^[A-Z].*\.$/),
    });
  });

  test('a WebM that is overwritten after its head is refused, and nobody waits for it for ever', async () => {
    const whole = await readFile(join(filmFolder, 'vp9-odd.webm'));
    await writeFile(join(folder, 'overwritten.webm'), whole.fill(0, 0x30));
    await expect(filmWorkshop(folder, wasmOnly).open('overwritten.webm')).rejects.toMatchObject({
      code: 'broken-film',
    });
  });

  test('a WebM that was cut short is read as far as it goes, with a warning', async () => {
    const films = filmWorkshop(folder, wasmOnly);
    const written = await films.write('whole.webm', knownPictures(40), encodingOf({ framesPerSecond: 5 }));
    const whole = await readFile(join(folder, written));
    await writeFile(join(folder, 'cut.webm'), whole.subarray(0, whole.length * 0.6));
    const warnings: string[] = [];
    const film = await films.open('cut.webm', { warn: (message) => warnings.push(message) });
    expect(film.times.length).toBeGreaterThan(5);
    expect(film.times.length).toBeLessThan(40);
    expect(warnings).toEqual([`"cut.webm" is cut short: only the first ${film.times.length} frames are there.`]);
    expect((await film.read(film.times.length - 1)).shape).toEqual([1, 3, 48, 64]);
  });

  test('a film that is damaged in the middle names the time, and shows what is before', async () => {
    const whole = await readFile(join(filmFolder, 'vp9-odd.webm'));
    whole.fill(0xa5, whole.length - 900, whole.length - 300);
    await writeFile(join(folder, 'damaged.webm'), whole);
    const read = async () => {
      const film = await filmWorkshop(folder, wasmOnly).open('damaged.webm');
      for (let index = 0; index < film.times.length; index++) await film.read(index);
      return film.times.length;
    };
    const outcome = await read().catch((thrown: Error) => thrown.message);
    expect(outcome === frames || /damaged|cannot be decoded/.test(String(outcome))).toBe(true);
  });
});

/** A film of the fixtures whose bytes were changed. */
async function changed(name: string, change: (bytes: Buffer) => void, codecs = wasmOnly): Promise<Film> {
  const bytes = await readFile(join(filmFolder, name));
  change(bytes);
  await writeFile(join(folder, `changed-${name}`), bytes);
  return filmWorkshop(folder, codecs).open(`changed-${name}`);
}

/** The codecs that every system has, with something done to what comes out of each packet. */
function decodingThrough(change: (decoded: DecodedFrame[]) => DecodedFrame[]): AvailableCodecs {
  return {
    ...wasmOnly,
    async decoder(settings) {
      const decoder = await wasmOnly.decoder(settings);
      return { ...decoder, decode: async (packets, skip) => change(await decoder.decode(packets, skip)) };
    },
  };
}

describe('a film in Matroska', () => {
  test('that does not say how long its frames are shown keeps its last frame', async () => {
    const film = await changed('vp8.webm', (bytes) => {
      const at = bytes.indexOf(Buffer.from('23e383', 'hex'));
      const length = 4 + ((bytes[at + 3] ?? 0) & 0x7f);
      bytes.fill(0, at, at + length);
      bytes[at] = 0xec;
      bytes[at + 1] = 0x80 | (length - 2);
    });
    expect(film.times).toHaveLength(frames);
    expect(film.end).toBeCloseTo(2, 5);
  });

  test('whose packets of VP8 are not all shown gives those that are, at their times', async () => {
    const film = await changed('vp8.webm', (bytes) => {
      const at = placeOfPacket(bytes, 5);
      bytes[at] = (bytes[at] ?? 0) & ~0x10;
    });
    expect(hundredths(film)).toEqual(
      [0, 1, 2, 3, 4, 6, 7, 8, 9].map((time) => time * 10).concat(hundredths(film).slice(9)),
    );
    for (const [index, shown] of [
      [4, 4],
      [5, 6],
      [18, 19],
    ] as const)
      await expectFrame(film, index, shown);
  });
});

/** Where the data of one of the first packets begins in a WebM file of short SimpleBlocks: after their head of six bytes. */
function placeOfPacket(bytes: Buffer, packet: number): number {
  let at = bytes.indexOf(Buffer.from('1f43b675', 'hex'));
  for (let found = -1; found < packet; found++) at = bytes.indexOf(0xa3, at + 1);
  return at + 6;
}

describe('where FFmpeg is not installed', () => {
  test('a frame that the decoder does not give is named, and no other passes for it', async () => {
    let came = 0;
    const lacking = decodingThrough((decoded) => decoded.filter(() => came++ !== 5));
    const film = await filmWorkshop(folder, lacking).open('vp8.webm');
    for (const index of [3, 4]) await expectFrame(film, index);
    await expect(film.read(5)).rejects.toThrow('its frame at 0:00.5 cannot be decoded');
  });

  test('a frame that is read again, or a moment later, is not decoded again', async () => {
    let opened = 0;
    const codecs = {
      ...wasmOnly,
      decoder: (settings: DecoderSettings) => wasmOnly.decoder(settings).finally(() => opened++),
    };
    const film = await filmWorkshop(folder, codecs).open('vp8.webm');
    for (const index of [7, 7, 7, 8, 8]) await expectFrame(film, index);
    expect(opened).toBe(1);
  });

  test('a film that is read backwards is decoded once for each group of pictures', async () => {
    const films = filmWorkshop(folder, wasmOnly);
    const written = await films.write('long.webm', knownPictures(60), encodingOf({ framesPerSecond: 10 }));
    let packets = 0;
    const counting: AvailableCodecs = {
      ...wasmOnly,
      async decoder(settings) {
        const decoder = await wasmOnly.decoder(settings);
        const decode: typeof decoder.decode = (some, skip) => {
          packets += some.length;
          return decoder.decode(some, skip);
        };
        return { ...decoder, decode };
      },
    };
    const film = await filmWorkshop(folder, counting).open(written);
    for (let index = 59; index >= 0; index--) await expectFrame(film, index, index % frames);
    // Key frames stand at 0, 20 and 40; some packets are decoded ahead.
    expect(packets).toBeLessThan(2 * 60 + 3 * 4);
  });

  test('a cancel is heard while a decoder has the engine to itself', async () => {
    const controller = new AbortController();
    let times = 0;
    const slow = decodingThrough((decoded) => {
      times += 1;
      setImmediate(() => controller.abort());
      const begun = performance.now();
      while (performance.now() - begun < 30);
      return decoded;
    });
    const film = await filmWorkshop(folder, slow).open('vp8.webm');
    await expect(film.read(19, controller.signal)).rejects.toThrow(/abort/i);
    expect(times).toBe(1);
  });

  test.each([
    ['vp9-odd.webm', 63],
    ['vp8.webm', 64],
  ])('%s is read all the same', async (name, width) => {
    const film = await filmWorkshop(folder, wasmOnly).open(name);
    expect(film.width).toBe(width);
    for (const index of [0, 1, 2, 15, 7, 19]) await expectFrame(film, index);
  });
});
