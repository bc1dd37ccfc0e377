import { crc32, deflateSync } from 'node:zlib';
import { encode as encodePng } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { workflowIn } from '../../graph/png/pngText.ts';
import { stack, type Tensor, tensor } from '../../tensor/tensor.ts';
import { finish } from '../../tensor/work.ts';
import { frameDelay } from './encodeGif.ts';
import { createImageService } from './imageService.ts';
import { indexFrames } from './indexFrames.ts';
import { webpOfOnePixel } from './testing/webpOfOnePixel.ts';

const images = createImageService();

/** [1, 3, H, W] whose colours are whole levels, so that PNG keeps them. */
function picture(height: number, width: number): Tensor {
  const data = Float32Array.from({ length: 3 * height * width }, (_, i) => ((i * 37) % 256) / 255);
  return tensor(data, [1, 3, height, width]);
}

function levels(image: Tensor): number[] {
  return [...image.data].map((value) => Math.round(value * 255));
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32BE(data.length, 0);
  numbers.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([numbers.subarray(0, 4), body, numbers.subarray(4)]);
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function header(width: number, height: number, depth = 8, kind = 2, interlace = 0): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([depth, kind, 0, 0, interlace], 8);
  return chunk('IHDR', data);
}

function png(...chunks: Buffer[]): Uint8Array {
  return new Uint8Array(Buffer.concat([signature, ...chunks, chunk('IEND', new Uint8Array())]));
}

describe('PNG', () => {
  test('keeps every level on the way there and back, to the last bit', async () => {
    const image = picture(15, 19);
    const decoded = await images.decode(await images.encode(image, 'png'), 'a.png');
    expect(decoded.shape).toEqual([1, 3, 15, 19]);
    expect(decoded.data).toEqual(image.data);
  });

  test('gives the same bytes for the same picture', async () => {
    expect(await images.encode(picture(9, 9), 'png')).toEqual(await images.encode(picture(9, 9), 'png'));
  });

  test('clips what is out of range, and rounds to the nearest level', async () => {
    const wild = tensor(Float32Array.of(-3, 0.5, 7, 0.1, 0.2, Number.NaN), [1, 3, 1, 2]);
    expect(levels(await images.decode(await images.encode(wild, 'png'), 'a.png'))).toEqual([0, 128, 255, 26, 51, 0]);
  });

  test.each([
    ['grey', 1, 8, [0, 128], [0, 128, 0, 128, 0, 128]],
    ['grey of 16 bits', 1, 16, [0, 65535], [0, 255, 0, 255, 0, 255]],
    ['RGB of 16 bits', 3, 16, [0, 257, 514, 65535, 0, 0], [0, 255, 1, 0, 2, 0]],
    ['grey with alpha, laid on white', 2, 8, [0, 255, 0, 0], [0, 255, 0, 255, 0, 255]],
    ['RGBA, laid on white', 4, 8, [255, 0, 0, 51, 0, 0, 0, 255], [255, 0, 204, 0, 204, 0]],
  ])('reads %s', async (_, channels, depth, values, expected) => {
    const data = depth === 16 ? Uint16Array.from(values) : Uint8Array.from(values);
    const bytes = encodePng({ width: 2, height: 1, channels, depth: depth as 8 | 16, data });
    expect(levels(await images.decode(bytes, 'a.png'))).toEqual(expected);
  });

  test('reads palettes, with and without alpha', async () => {
    const palette = chunk('PLTE', Uint8Array.of(255, 0, 0, 0, 255, 0));
    const pixels = chunk('IDAT', deflateSync(Uint8Array.of(0, 0b01000000)));
    const opaque = await images.decode(png(header(2, 1, 1, 3), palette, pixels), 'a.png');
    expect(levels(opaque)).toEqual([255, 0, 0, 255, 0, 0]);
    const alpha = chunk('tRNS', Uint8Array.of(0));
    const clear = await images.decode(png(header(2, 1, 1, 3), palette, alpha, pixels), 'a.png');
    expect(levels(clear)).toEqual([255, 0, 255, 255, 255, 0]);
  });

  test.each([
    [1, 0b10100000, [255, 0, 255]],
    [2, 0b11011000, [255, 85, 170]],
  ])('reads grey of %i bits', async (depth, byte, expected) => {
    const bytes = png(header(3, 1, depth, 0), chunk('IDAT', deflateSync(Uint8Array.of(0, byte))));
    expect(levels(await images.decode(bytes, 'a.png')).slice(0, 3)).toEqual(expected);
  });

  test('reads interlaced pictures', async () => {
    const data = Uint8Array.from({ length: 5 * 3 * 3 }, (_, i) => i * 5);
    const bytes = encodePng({ width: 5, height: 3, channels: 3, data }, { interlace: 'Adam7' });
    const plain = encodePng({ width: 5, height: 3, channels: 3, data });
    expect(levels(await images.decode(bytes, 'a.png'))).toEqual(levels(await images.decode(plain, 'b.png')));
  });
});

describe('a PNG carries the workflow that made it', () => {
  const workflow = JSON.stringify({ name: 'Größe 🐱 \u2028 "quoted" \\ \u0000', nodes: [] });

  test('whatever letters it holds', async () => {
    const bytes = await createImageService(workflow).encode(picture(2, 2), 'png');
    expect(JSON.parse(workflowIn(bytes) ?? '')).toEqual(JSON.parse(workflow));
    expect(workflowIn(bytes)).toMatch(/^[ -~]*$/);
    expect(levels(await images.decode(bytes, 'a.png'))).toEqual(levels(picture(2, 2)));
  });

  test('unless it is to be left out', async () => {
    const bytes = await createImageService(workflow).encode(picture(2, 2), 'png', { workflow: false });
    expect(workflowIn(bytes)).toBeUndefined();
  });

  test('also as international text, which other programs write', () => {
    const keyword = Buffer.from('arcspace-workflow\0', 'latin1');
    const plain = Buffer.concat([keyword, Buffer.from('\0\0\0\0'), Buffer.from(workflow)]);
    const packed = Buffer.concat([keyword, Buffer.from('\x01\0\0\0'), deflateSync(workflow)]);
    expect(workflowIn(png(header(1, 1), chunk('iTXt', plain)))).toBe(workflow);
    expect(workflowIn(png(header(1, 1), chunk('iTXt', packed)))).toBe(workflow);
  });

  test('or none: other pictures, other texts, broken and empty files', async () => {
    expect(workflowIn(await images.encode(picture(2, 2), 'png'))).toBeUndefined();
    expect(workflowIn(await images.encode(picture(2, 2), 'jpeg'))).toBeUndefined();
    expect(workflowIn(png(header(1, 1), chunk('tEXt', Buffer.from('Comment\0hello'))))).toBeUndefined();
    expect(workflowIn(new Uint8Array())).toBeUndefined();
    const whole = await createImageService(workflow).encode(picture(2, 2), 'png');
    for (let length = 0; length < whole.length; length += 7) workflowIn(whole.subarray(0, length));
  });
});

describe('JPEG and WebP', () => {
  test('JPEG comes back close to what it was', async () => {
    const grey = tensor(new Float32Array(3 * 64).fill(0.5), [1, 3, 8, 8]);
    const decoded = await images.decode(await images.encode(grey, 'jpeg'), 'a.jpg');
    expect(decoded.shape).toEqual([1, 3, 8, 8]);
    for (const level of levels(decoded)) expect(Math.abs(level - 128)).toBeLessThan(3);
  });

  test('WebP is read', async () => {
    const decoded = await images.decode(webpOfOnePixel, 'a.webp');
    expect(decoded.shape).toEqual([1, 3, 1, 1]);
    expect(levels(decoded)).toEqual([255, 0, 0]);
  });
});

describe('GIF', () => {
  test('the same frames give the same bytes, with the frames and the loop in them', async () => {
    const frames = stack([picture(6, 6), picture(6, 6), picture(6, 6)]);
    const gif = await images.animate(frames, { framesPerSecond: 12, loop: true });
    expect(gif).toEqual(await images.animate(frames, { framesPerSecond: 12, loop: true }));
    const text = Buffer.from(gif).toString('latin1');
    expect(text.startsWith('GIF89a')).toBe(true);
    expect(text.split('!\xf9\x04')).toHaveLength(4);
    expect(text).toContain('NETSCAPE2.0');
    expect(
      Buffer.from(await images.animate(frames, { framesPerSecond: 12, loop: false })).toString('latin1'),
    ).not.toContain('NETSCAPE2.0');
  });

  test('colours are exact where 256 suffice for all frames', async () => {
    const frames = stack([picture(8, 6), picture(8, 6)]);
    const first = await images.decode(await images.animate(frames, { framesPerSecond: 12, loop: true }), 'a.gif');
    expect(levels(first)).toEqual(levels(picture(8, 6)));
    const plain = tensor(new Float32Array(3 * 4).fill(100 / 255), [1, 3, 2, 2]);
    expect(
      levels(await images.decode(await images.animate(plain, { framesPerSecond: 12, loop: true }), 'a.gif')),
    ).toEqual(Array(12).fill(100));
  });

  test('colours are exact where 256 suffice for each frame by itself', () => {
    const frame = (from: number) =>
      Uint8Array.from({ length: 4 * 200 }, (_, i) => (i % 4 === 3 ? 255 : from + (i >> 2)));
    const shifted = frame(20).map((level, i) => (i % 4 === 0 ? 255 - level : level));
    const frames = finish(indexFrames([frame(10), shifted]));
    const seen = frames.map(({ index, palette = [] }) =>
      [...index].flatMap((place) => [...(palette[place] ?? []), 255]),
    );
    expect(seen).toEqual([[...frame(10)], [...shifted]]);
  });

  test('more colours share one palette, so that nothing flickers', () => {
    const many = Uint8Array.from({ length: 4 * 4096 }, (_, i) => (i % 4 === 3 ? 255 : (i * 2654435761) >>> 24));
    const [first, second] = finish(indexFrames([many, many.slice().reverse()]));
    expect(first?.palette?.length).toBeGreaterThan(100);
    expect(second?.palette).toBeUndefined();
  });

  test('the pauses between frames keep time in sum, though each is a whole number of hundredths', () => {
    const pauses = Array.from({ length: 24 }, (_, frame) => frameDelay(frame, 24));
    expect(pauses.reduce((sum, pause) => sum + pause)).toBe(1000);
    expect(pauses.every((pause) => pause === 40 || pause === 50)).toBe(true);
    expect(frameDelay(3, 1000)).toBe(20);
  });
});

describe('a broken picture is a sentence that names it', () => {
  const rgb = (bytes: number) => chunk('IDAT', deflateSync(new Uint8Array(bytes)));
  const sound = png(header(4, 4), rgb(4 * 13));

  const outsidePalette = png(
    header(1, 1, 8, 3),
    chunk('PLTE', Uint8Array.of(1, 2, 3)),
    chunk('IDAT', deflateSync(Uint8Array.of(0, 200))),
  );

  function flipped(offset: number): Uint8Array {
    const copy = sound.slice();
    copy[offset] = (copy[offset] ?? 0) ^ 0xff;
    return copy;
  }

  const broken: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ['an empty file', new Uint8Array(), /^The file "bad.png" is empty/],
    ['something else', Buffer.from('<html>not a picture</html>'), /is no picture that Arcspace reads/],
    ['only a signature', new Uint8Array(signature), /the file is cut short/],
    ['cut in the header', sound.subarray(0, 20), /the file is cut short/],
    ['cut in the pixels', sound.subarray(0, sound.length - 16), /the file is cut short/],
    ['a wrong checksum in the header', flipped(16 + 13), /crc/i],
    ['a wrong checksum in the pixels', flipped(sound.length - 14), /crc/i],
    ['pixels that are no zlib data', png(header(4, 4), chunk('IDAT', Buffer.from('garbage!'))), /cannot be unpacked/],
    ['too few pixels', png(header(4, 4), rgb(20)), /some of its pixels are missing/],
    ['no pixels at all', png(header(4, 4)), /cannot be unpacked/],
    ['a bomb behind a small size', png(header(4, 4), rgb(50_000_000)), /more pixels than its size says/],
    ['a size that no memory holds', png(header(0x7fffffff, 0x7fffffff), rgb(10)), /says that it is 2147483647 x/],
    ['a wide strip', png(header(1_000_000, 1), rgb(10)), /says that it is 1000000 x 1 pixels/],
    ['no width', png(header(0, 4), rgb(10)), /says that it is 0 x 4/],
    ['an unknown colour type', png(header(4, 4, 8, 5), rgb(52)), /./],
    ['a depth of 3 bits', png(header(4, 4, 3, 0), rgb(12)), /bit depth/],
    ['a palette picture without a palette', png(header(4, 1, 8, 3), rgb(5)), /it has no palette/],
    ['no header', png(rgb(10)), /it has no header/],
    ['a JPEG without a frame', Uint8Array.of(0xff, 0xd8, 0xff, 0xd9, 0, 0, 0, 0, 0, 0, 0, 0), /no frame header/],
    ['a WebP cut short', webpOfOnePixel.subarray(0, 25), /the file is cut short/],
    ['a WebP of nothing', Buffer.concat([webpOfOnePixel.subarray(0, 26), new Uint8Array(30)]), /./],
  ];

  test.each(broken)('%s', async (_, bytes, words) => {
    const thrown = await images.decode(new Uint8Array(bytes), 'bad.png').catch((problem: unknown) => problem);
    expect(thrown).toMatchObject({ name: 'ArcspaceError', place: { file: 'bad.png' } });
    expect((thrown as Error).message).toMatch(words);
    expect((thrown as Error).message).toMatch(/bad\.png/);
  });

  test('pixels outside the palette open as in Chromium', async () => {
    expect(levels(await images.decode(outsidePalette, 'a.png'))).toEqual([1, 2, 3]);
  });

  test('a text chunk of nonsense does not keep the pixels from being read', async () => {
    const bytes = png(
      header(4, 4),
      chunk('tEXt', new Uint8Array(300)),
      chunk('iCCP', Buffer.from('x\0\0zzz')),
      rgb(52),
    );
    expect((await images.decode(bytes, 'a.png')).shape).toEqual([1, 3, 4, 4]);
  });

  test('a JPEG cut anywhere is either read or a sentence', async () => {
    const whole = await images.encode(picture(16, 16), 'jpeg');
    for (let length = 3; length < whole.length; length += 31) {
      const result = await images.decode(whole.subarray(0, length), 'a.jpg').catch((problem: unknown) => problem);
      if (result instanceof Error) expect(result.name).toBe('ArcspaceError');
    }
  });
});
