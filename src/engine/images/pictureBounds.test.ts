import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { resized } from '../../images/resample.ts';
import { avifHeader } from './formats/avifHeader.ts';
import { pngChunk } from './formats/pngColour.ts';
import { createImageService } from './imageService.ts';

const folder = new URL('../../../fixtures/pictures/', import.meta.url);
const fixture = (name: string) => Buffer.from(readFileSync(new URL(name, folder)));
const images = createImageService();

async function refusal(bytes: Uint8Array): Promise<string> {
  const thrown = await images.decode(new Uint8Array(bytes), 'a.jpg').catch((problem: unknown) => problem);
  expect(thrown).toMatchObject({ name: 'ArcspaceError', place: { file: 'a.jpg' } });
  return (thrown as Error).message;
}

const uint16 = (value: number) => [value >> 8, value & 255];

function frameHeader(width: number, height: number, { marker = 0xc0, bits = 8 } = {}): Buffer {
  const channels = [1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0];
  return Buffer.from([0xff, marker, ...uint16(17), bits, ...uint16(height), ...uint16(width), 3, ...channels]);
}

/** A JPEG that is nothing but these parts before the picture of `plain.jpg`. */
function jpegWith(...parts: Uint8Array[]): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...parts, fixture('plain.jpg').subarray(2)]);
}

function png(width: number, height: number, depth: number, colour: number, ...chunks: Uint8Array[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour], 8);
  const signature = fixture('srgb.png').subarray(0, 8);
  return Buffer.concat([signature, pngChunk('IHDR', header), ...chunks, pngChunk('IEND', new Uint8Array())]);
}

const exifOfTag = (tag: number) =>
  Uint8Array.of(0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, tag, 0, 0, 0, 0, 0, 0);

describe('what is too large is refused by the size that is decoded, before it is', () => {
  test('a JPEG whose second frame header is large', async () => {
    expect(await refusal(jpegWith(frameHeader(8, 8), frameHeader(20_000, 20_000)))).toMatch(
      /says that it is 20000 x 20000/,
    );
  });

  test('a JPEG of a kilobyte that claims 64 megapixels', async () => {
    expect(await refusal(jpegWith(frameHeader(8000, 8000)))).toMatch(/bytes are too few for the 8000 x 8000 pixels/);
  });

  test('a PNG of 16 bits, which takes more for each pixel', async () => {
    expect(await refusal(png(8000, 8000, 16, 6))).toMatch(/says that it is 8000 x 8000 pixels/);
  });

  test('a WebP whose frame is larger than its canvas', async () => {
    const file = fixture('animated.webp');
    const frame = file.indexOf('ANMF') + 8;
    file.writeUIntLE(16_383, frame + 6, 3);
    file.writeUIntLE(16_383, frame + 9, 3);
    expect(await refusal(file)).toMatch(/says that it is 16384 x 16384 pixels/);
  });

  test('a GIF whose frame is larger than its screen', async () => {
    const file = fixture('plain.gif');
    const frame = file.indexOf(Uint8Array.of(0x2c, 0, 0, 0, 0));
    file.writeUInt16LE(60_000, frame + 5);
    expect(await refusal(file)).toMatch(/says that it is 60000 x 24 pixels/);
    file.writeUInt16LE(40, frame + 5);
    file.writeUInt16LE(50_000, frame + 1);
    expect(await refusal(file)).toMatch(/says that it is 50040 x 24 pixels/);
  });

  test('a GIF whose data is too little for its frame', async () => {
    const file = fixture('plain.gif');
    const frame = file.indexOf(Uint8Array.of(0x2c, 0, 0, 0, 0));
    file.writeUInt16LE(8000, frame + 5);
    file.writeUInt16LE(8000, frame + 7);
    expect(await refusal(file)).toMatch(/bytes are too few for the 8000 x 8000 pixels/);
  });

  test('an AVIF whose coded data is larger than it says', () => {
    const file = fixture('plain.avif');
    const size = file.indexOf('ispe') + 8;
    file.writeUInt32BE(8, size);
    file.writeUInt32BE(8, size + 4);
    expect(avifHeader(file, 'a.avif').sizes).toContainEqual({ width: 40, height: 24 });
    expect(avifHeader(file, 'a.avif').sizes).toContainEqual({ width: 8, height: 8 });
  });

  test('a BMP that says more than it holds', async () => {
    const file = fixture('plain.bmp');
    file.writeInt32LE(8000, 18);
    expect(await refusal(file)).toMatch(/the file is cut short/);
  });

  test('and the size that is told is the upright one', async () => {
    expect(await refusal(png(20_000, 10, 8, 2, pngChunk('eXIf', exifOfTag(6))))).toMatch(/says that it is 10 x 20000/);
    expect(await refusal(png(20_000, 10, 8, 2, pngChunk('eXIf', exifOfTag(3))))).toMatch(/says that it is 20000 x 10/);
  });
});

describe('a picture of a kind that is not read is named, with what to do', () => {
  const boxes = (brand: string) => Buffer.from(`\0\0\0\x14ftyp${brand}\0\0\0\0mif1`, 'latin1');

  test.each([
    ['a JPEG of 12 bits', jpegWith(frameHeader(40, 24, { bits: 12 })), /a JPEG of 12 bits for each channel/],
    ['a JPEG without loss', jpegWith(frameHeader(40, 24, { marker: 0xc3 })), /lossless or arithmetically coded/],
    ['an arithmetically coded JPEG', jpegWith(frameHeader(40, 24, { marker: 0xc9 })), /arithmetically coded/],
    ['HEIC', boxes('heic'), /it is HEIC, the format of iPhones/],
    ['TIFF', Buffer.from('II*\0aaaa', 'latin1'), /it is TIFF or a raw photo/],
    ['JPEG XL', Buffer.from([0xff, 0x0a, 0, 0]), /it is JPEG XL/],
    ['SVG', Buffer.from('<?xml version="1.0"?>\n<svg xmlns="x"/>'), /it is an SVG drawing/],
    ['a Photoshop file', Buffer.from('8BPS....'), /it is a Photoshop file/],
  ])('%s', async (_, bytes, words) => {
    expect(await refusal(bytes)).toMatch(words);
  });
});

describe('a cancel', () => {
  const side = 4000;
  const grey = png(side, side, 1, 0, pngChunk('IDAT', deflateSync(new Uint8Array((side / 8 + 1) * side))));

  test.each([
    ['a large picture', {}],
    ['a large picture that is resized', { resize: () => ({ width: side, height: side + 1 }) }],
  ])('ends the reading of %s', async (_, decoding) => {
    const controller = new AbortController();
    const reading = images.decode(grey, 'a.png', { ...decoding, signal: controller.signal });
    controller.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a large picture', () => {
  const [width, height] = [3000, 2000];
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let row = 0; row < height; row++) rows.fill(row & 255, row * (width * 3 + 1) + 1, (row + 1) * (width * 3 + 1));
  const file = png(width, height, 8, 2, pngChunk('IDAT', deflateSync(rows, { level: 1 })));

  test('comes together from its strips without a gap', async () => {
    const { data } = await images.decode(file, 'a.png');
    for (let row = 0; row < height; row += 17) {
      for (const plane of [0, 1, 2]) {
        const level = Math.round((data[(plane * height + row) * width + (row % width)] ?? -1) * 255);
        expect([plane, row, level]).toEqual([plane, row, row & 255]);
      }
    }
  });

  test('is brought to a size as it is read as afterwards', async () => {
    const size = { width: 30, height: 20 };
    const small = await images.decode(file, 'a.png', { resize: () => size });
    expect(small.shape).toEqual([1, 3, 20, 30]);
    expect(small).toEqual(resized(await images.decode(file, 'a.png'), 30, 20));
  });
});
