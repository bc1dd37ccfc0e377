import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FilmEncoding } from '../../graph/context.ts';
import { workflowInFilm } from '../../graph/filmText.ts';
import { map, zeros } from '../../tensor/tensor.ts';
import { availableCodecs } from './availableCodecs.ts';
import { frameOfTensor } from './frameOfTensor.ts';
import { filmWorkshop, wasmOnly } from './testing/filmWorkshop.ts';
import { colourAt, encodingOf, knownColours, knownPicture, knownPictures } from './testing/knownFilm.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'arcspace-films-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const hasFfmpeg = (await availableCodecs.encodings()).includes('h264');
if (!hasFfmpeg) console.warn('@napi-rs/webcodecs is not installed: encoding H.264 and AV1 is not tried.');

type Kind = readonly [name: string, codecs: typeof availableCodecs, changes: Partial<FilmEncoding>];
const everywhere: readonly Kind[] = [
  ['VP9 in WebM, without FFmpeg', wasmOnly, {}],
  ['VP9 in MP4, without FFmpeg', wasmOnly, { container: 'mp4' }],
];
const withFfmpeg: readonly Kind[] = [
  ['H.264 in MP4', availableCodecs, { container: 'mp4', codec: 'h264' }],
  ['VP9 in WebM', availableCodecs, {}],
  ['VP9 in MP4', availableCodecs, { container: 'mp4' }],
  ['AV1 in MP4', availableCodecs, { container: 'mp4', codec: 'av1' }],
];

describe('a film that is written is read again, frame for frame', () => {
  test.each(hasFfmpeg ? [...everywhere, ...withFfmpeg] : everywhere)('%s', async (_, codecs, changes) => {
    const films = filmWorkshop(folder, codecs);
    const path = await films.write('film', knownPictures(20), encodingOf(changes));
    const film = await films.open(path);
    expect(film).toMatchObject({ width: 64, height: 48 });
    expect([...film.times].map((time) => Math.round(time * 100))).toEqual(
      Array.from({ length: 20 }, (_, index) => index * 10),
    );
    expect(film.end).toBeCloseTo(2, 2);
    for (const index of [0, 1, 7, 19]) {
      const shown = await film.read(index);
      const { left, right } = knownColours(index);
      for (const [place, colour] of [[0.25, left] as const, [0.75, right] as const]) {
        colourAt(shown, place, 0.5).forEach((value, channel) => {
          expect(Math.abs(value - (colour[channel] ?? 0)), `frame ${index}`).toBeLessThanOrEqual(8);
        });
      }
    }
  });

  test('odd sides stay as they are in VP9', async () => {
    const films = filmWorkshop(folder, wasmOnly);
    const film = await films.open(await films.write('odd.webm', knownPictures(3, 33, 17), encodingOf()));
    expect(film).toMatchObject({ width: 33, height: 17 });
    expect((await film.read(2)).shape).toEqual([1, 3, 17, 33]);
  });

  test('at rates that are no whole numbers, too', async () => {
    const films = filmWorkshop(folder, wasmOnly);
    const changes = { container: 'mp4', framesPerSecond: 29.97 } as const;
    const film = await films.open(await films.write('rate.mp4', knownPictures(10), encodingOf(changes)));
    for (const [index, time] of film.times.entries()) expect(time).toBeCloseTo(index / 29.97, 3);
  });
});

test('colours that are brighter than white stay white', () => {
  const { data } = frameOfTensor(map(zeros([1, 3, 2, 2]), () => 1.4));
  expect([...data]).toEqual([255, 255, 255, 255, 128, 128]);
});

describe('a film is written whole or not at all', () => {
  test('a cancel in the middle leaves nothing', async () => {
    const controller = new AbortController();
    const films = filmWorkshop(folder, wasmOnly, controller.signal);
    async function* cancelled() {
      yield* knownPictures(5);
      controller.abort();
      yield knownPicture(6);
    }
    await expect(films.write('film.webm', cancelled(), encodingOf())).rejects.toThrow(/abort/i);
    expect(await readdir(folder)).toEqual([]);
  });

  test('what fails in the middle leaves nothing, and says why', async () => {
    async function* failing() {
      yield knownPicture(0);
      throw new Error('no more pictures');
    }
    await expect(filmWorkshop(folder, wasmOnly).write('film.webm', failing(), encodingOf())).rejects.toThrow(/no more/);
    expect(await readdir(folder)).toEqual([]);
  });

  test('another film of the same name stays, and the same film is not written twice', async () => {
    const films = filmWorkshop(folder, wasmOnly);
    const first = await films.write('film.webm', knownPictures(4), encodingOf());
    expect(await films.write('film.webm', knownPictures(4), encodingOf())).toBe(first);
    expect(await films.write('film.webm', knownPictures(5), encodingOf())).not.toBe(first);
    expect((await readdir(folder)).sort()).toEqual(['film-2.webm', 'film.webm']);
  });
});

describe('what goes along with the pictures', () => {
  test.each(['mp4', 'webm'] as const)('%s carries the workflow, unless it is to be left out', async (container) => {
    const films = filmWorkshop(folder, wasmOnly);
    const carried = await films.write(`with.${container}`, knownPictures(2), encodingOf({ container }));
    expect(workflowInFilm(await readFile(join(folder, carried)))).toBe('{"name":"\\u00dcber"}');
    const bare = await films.write(
      `without.${container}`,
      knownPictures(2),
      encodingOf({ container, workflow: false }),
    );
    expect(workflowInFilm(await readFile(join(folder, bare)))).toBeUndefined();
  });

  test.each([
    ['AAC into MP4', 'mp4', 'h264.mp4', 'aac'],
    ['Opus into WebM', 'webm', 'vp9-odd.webm', 'opus'],
  ] as const)('sound is copied: %s', async (_, container, path, codec) => {
    const films = filmWorkshop(folder, wasmOnly);
    const sound = { path, from: 0.5 };
    const written = await films.write(`sound.${container}`, knownPictures(10), encodingOf({ container, sound }));
    const { Input, FilePathSource, ALL_FORMATS } = await import('mediabunny');
    const input = new Input({ source: new FilePathSource(join(folder, written)), formats: ALL_FORMATS });
    const track = await input.getPrimaryAudioTrack();
    expect(await track?.getCodec()).toBe(codec);
    expect(await track?.computeDuration()).toBeCloseTo(1, 1);
    input.dispose();
  });

  test('where sound ends before the pictures, they are not kept in memory to wait for more of it', async () => {
    const { EncodedAudioPacketSource } = await import('mediabunny');
    const closed = vi.spyOn(EncodedAudioPacketSource.prototype, 'close');
    async function* pictures() {
      yield* knownPictures(10);
      expect(closed).toHaveBeenCalledOnce();
    }
    const sound = { path: 'vp9-odd.webm', from: 1.7 };
    await filmWorkshop(folder, wasmOnly).write('short.webm', pictures(), encodingOf({ sound }));
    closed.mockRestore();
  });

  test('where sound is damaged the film goes on without it, with one warning', async () => {
    const { EncodedPacketSink } = await import('mediabunny');
    const next = vi.spyOn(EncodedPacketSink.prototype, 'getNextPacket').mockRejectedValue(new Error('it ends early.'));
    const warnings: string[] = [];
    const warn = (message: string) => warnings.push(message);
    const films = filmWorkshop(folder, wasmOnly);
    const sound = { path: 'vp9-odd.webm', from: 0 };
    const written = await films.write('damaged.webm', knownPictures(10), encodingOf({ sound, warn }));
    next.mockRestore();
    expect(warnings).toEqual([
      'The sound of "vp9-odd.webm" breaks off at 0:00.0: it is damaged there (it ends early).',
    ]);
    expect((await films.open(written)).times).toHaveLength(10);
  });

  test('sound that the kind of file does not hold is left out, with a warning', async () => {
    const warnings: string[] = [];
    const sound = { path: 'h264.mp4', from: 0 };
    const warn = (message: string) => warnings.push(message);
    await filmWorkshop(folder, wasmOnly).write('sound.webm', knownPictures(2), encodingOf({ sound, warn }));
    expect(warnings).toEqual([
      'The sound of "h264.mp4" is left out: WebM does not hold sound of the kind aac; MP4 takes more kinds.',
    ]);
  });
});
