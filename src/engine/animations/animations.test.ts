import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Film } from '../../graph/context.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { decodedImage } from '../images/decodePicture.ts';
import { availableCodecs } from '../video/availableCodecs.ts';
import { filmWorkshop } from '../video/testing/filmWorkshop.ts';
import { animationFolder, type KnownAnimation, knownAnimations } from './testing/knownAnimations.ts';

vi.mock('../images/decodePicture.ts', { spy: true });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'arcspace-animations-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const whole = (name: string) => readFile(join(animationFolder, name));

async function opened(name: string, bytes?: Uint8Array): Promise<{ film: Film; warnings: string[] }> {
  await writeFile(join(folder, name), bytes ?? (await whole(name)));
  const warnings: string[] = [];
  const film = await filmWorkshop(folder).open(name, { warn: (message) => warnings.push(message) });
  return { film, warnings };
}

function expectPixels({ data, shape }: Tensor, { tolerance, frames }: KnownAnimation, index: number): void {
  const [, , height = 0, width = 0] = shape;
  for (const [x, y, ...colour] of frames[index] ?? []) {
    const seen = [0, 1, 2].map((plane) => Math.round(255 * (data[plane * width * height + y * width + x] ?? -1)));
    const far = seen.some((level, channel) => Math.abs(level - (colour[channel] ?? 0)) > tolerance);
    if (far) expect(`frame ${index}, ${x} ${y}: ${seen}`).toBe(`frame ${index}, ${x} ${y}: ${colour}`);
  }
}

const hasFfmpeg = (await availableCodecs.encodings()).includes('av1');
if (!hasFfmpeg) console.warn('@napi-rs/webcodecs is not installed: the frames of AVIF sequences are not looked at.');
const pictures = Object.entries(knownAnimations).filter(
  ([name]) => name !== 'see-through.avif' && (hasFfmpeg || !name.endsWith('.avif')),
);

describe('an animated picture shows in each frame what its format says', () => {
  test.each(pictures)('%s', async (name, known) => {
    const { film, warnings } = await opened(name);
    expect(film).toMatchObject({ width: known.width, height: known.height });
    const shown = [...film.times, film.end].map((time) => Math.round(1000 * time));
    expect(shown.slice(1).map((time, index) => time - (shown[index] ?? 0))).toEqual(known.shown);
    for (let index = 0; index < known.frames.length; index++) {
      const picture = await film.read(index);
      expect(picture.shape).toEqual([1, 3, known.height, known.width]);
      expectPixels(picture, known, index);
    }
    expect(warnings).toEqual([]);
  });

  test.each(pictures)('%s, in any order', async (name, known) => {
    const { film } = await opened(name);
    const last = known.frames.length - 1;
    for (const index of [last, 0, last - 1, 1, last, 2, 1, 0]) {
      expectPixels(await film.read(Math.min(index, last)), known, Math.min(index, last));
    }
  });
});

/** As animated pictures of the internet are: one frame that holds all, and many that change a little of it. */
async function longGif(count: number): Promise<Uint8Array> {
  const gif = await whole('begins-with-restore.gif');
  const first = gif.indexOf(Buffer.from('21f904', 'hex'));
  const second = gif.indexOf(Buffer.from('21f904', 'hex'), first + 1);
  const change = gif.subarray(second, -1);
  return Buffer.concat([gif.subarray(0, second), ...Array.from({ length: count }, () => change), Buffer.of(0x3b)]);
}

test('an animated picture that is read backwards is not decoded from its beginning for each frame', async () => {
  const decoded = vi.mocked(decodedImage).mockClear();
  const { film } = await opened('long.gif', await longGif(200));
  for (let index = film.times.length - 1; index >= 0; index--) await film.read(index);
  expect(film.times).toHaveLength(201);
  expect(decoded.mock.calls.length).toBeLessThanOrEqual(2 * film.times.length);
});

describe('an animated picture that is not whole', () => {
  test.each([
    ['disposal.gif', 0.92],
    ['blending.png', 0.7],
    ['blending.webp', 0.7],
  ])('%s is read as far as it goes', async (name, share) => {
    const bytes = await whole(name);
    const { film, warnings } = await opened(name, bytes.subarray(0, Math.floor(bytes.length * share)));
    const there = film.times.length;
    expect(there).toBeGreaterThan(1);
    expect(there).toBeLessThan(6);
    expect(warnings).toEqual([`"${name}" is cut short: only the first ${there} frames are there.`]);
    for (let index = 0; index < there; index++)
      expectPixels(await film.read(index), knownAnimations[name] as KnownAnimation, index);
  });

  test('is refused where not one frame is there', async () => {
    for (const name of ['disposal.gif', 'blending.png', 'blending.webp']) {
      const start = (await whole(name)).subarray(0, 50);
      await expect(opened(name, start)).rejects.toMatchObject({ code: 'broken-film', message: /cut short/ });
    }
  });

  test('names the frame that is damaged, and shows those before it', async () => {
    const bytes = await whole('blending.png');
    const third = bytes.indexOf('fdAT', bytes.indexOf('fdAT', bytes.indexOf('fdAT') + 4) + 4);
    bytes[third + 10] = (bytes[third + 10] ?? 0) ^ 0xff;
    const { film } = await opened('damaged.png', bytes);
    expectPixels(await film.read(1), knownAnimations['blending.png'] as KnownAnimation, 1);
    await expect(film.read(2)).rejects.toMatchObject({
      message: expect.stringMatching(/frame 3, at 0:00.2, is damaged \(its checksum \(CRC\) is wrong\)/),
      remedy: expect.stringMatching(/Set "end" to a time before that/),
    });
  });

  test('and claims more pixels than pictures may have is refused before memory is taken', async () => {
    const bytes = await whole('blending.webp');
    bytes.fill(0xff, 24, 30);
    await expect(opened('huge.webp', bytes)).rejects.toMatchObject({ code: 'image-too-large' });
  });

  test('and has a frame that stands out of its canvas is refused, where the format forbids it', async () => {
    const bytes = await whole('blending.webp');
    bytes[bytes.indexOf('ANMF', bytes.indexOf('ANMF') + 4) + 8] = 11;
    const { film } = await opened('outside.webp', bytes);
    await expect(film.read(1)).rejects.toThrow(/frame 2, .*it stands out of the canvas/);
  });
});

test.each([
  ['a PNG that does not move', 'rgb-8.png', /this PNG is a single picture/],
  ['a WebP that does not move', 'lossy.webp', /this WebP is a single picture/],
  ['an AVIF that does not move', 'plain.avif', /this AVIF is a single picture/],
])('%s is no film: the error says what to open it with', async (_, name, message) => {
  const bytes = await readFile(join(animationFolder, '../pictures', name));
  await expect(opened(name, bytes)).rejects.toMatchObject({
    code: 'unsupported-film',
    message: expect.stringMatching(message),
    remedy: 'Open it with Load image.',
  });
});

test('a sequence in AVIF with transparency is refused with what to save it as', async () => {
  await expect(opened('see-through.avif')).rejects.toMatchObject({
    code: 'unsupported-film',
    message: expect.stringMatching(/AVIF sequence with transparency/),
    remedy: expect.stringMatching(/animated WebP.*Load image/),
  });
});

if (hasFfmpeg) console.warn('@napi-rs/webcodecs is installed: what is said where it is missing is not looked at.');
test.skipIf(hasFfmpeg)('a sequence in AVIF says what is missing where FFmpeg is not installed', async () => {
  const { film } = await opened('sequence.avif');
  expect(film.times).toHaveLength(8);
  await expect(film.read(0)).rejects.toMatchObject({
    code: 'missing-codec',
    message: expect.stringMatching(/AV1 cannot be read here.*@napi-rs.webcodecs/),
    remedy: expect.stringMatching(/Load image reads its first frame/),
  });
});

test('a cancel is heard between the frames that are drawn on the way to one', async () => {
  const { film } = await opened('long.gif', await longGif(400));
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 5);
  await expect(film.read(400, controller.signal)).rejects.toThrow(/abort/i);
});
