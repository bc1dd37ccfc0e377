import { crc32 } from 'node:zlib';
import { type PngChunk, pngChunks, pngSignature } from '../../../graph/png/pngChunks.ts';
import { viewOf } from '../../../tensor/bytes.ts';
import { brokenImage } from '../imageErrors.ts';
import { exifOrientation } from './exif.ts';
import { deepPeak, type PictureHeader, pictureHeader } from './pictureHeader.ts';
import { colourChunks, pngChunk } from './pngColour.ts';
import { checkPngPixels } from './pngPixels.ts';

/** What the first chunk of a PNG says (PNG specification, 11.2.1). */
interface Layout {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colour: number;
  readonly bitsPerPixel: number;
  readonly interlaced: boolean;
}

const grey = 0;
const rgb = 2;
const palette = 3;

const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const depthsOf: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/**
 * Reads the chunks of a PNG.
 * @throws ArcspaceError naming `path` for anything that is not a whole and sane PNG.
 */
export function pngHeader(file: Uint8Array, path: string): PictureHeader {
  const { chunks, ended } = pngChunks(file);
  const layout = readLayout(chunks[0], ended, path);
  const sound = soundChunks(chunks, path);
  if (layout.colour === palette && !sound.some(({ type }) => type === 'PLTE')) {
    throw brokenImage(path, 'it has no palette');
  }
  const pixels = sound.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  if (!ended && pixels.length === 0) throw cutShort(path);
  const exif = sound.find(({ type }) => type === 'eXIf');
  return pictureHeader({
    sizes: [layout],
    orientation: exif ? exifOrientation(exif.data) : 1,
    turnedByDecoder: false,
    bytes: rewritten(sound, layout),
    warning: ended ? undefined : `The picture "${path}" has no end, though all its pixels are there.`,
    check: () => checkPngPixels(pixels, layout, path, ended),
    ...(layout.depth === 16 && { deep: true, peak: deepPeak }),
  });
}

function cutShort(path: string): Error {
  return brokenImage(path, 'the file is cut short');
}

function readLayout(header: PngChunk | undefined, ended: boolean, path: string): Layout {
  if (!header && !ended) throw cutShort(path);
  if (header?.type !== 'IHDR' || header.data.length !== 13) throw brokenImage(path, 'it has no header');
  const view = viewOf(header.data);
  const [depth, colour] = [view.getUint8(8), view.getUint8(9)];
  if (!depthsOf[colour]?.includes(depth)) {
    throw brokenImage(path, `there is no PNG of colour type ${colour} with a bit depth of ${depth}`);
  }
  return {
    width: view.getUint32(0),
    height: view.getUint32(4),
    depth,
    colour,
    bitsPerPixel: depth * (channelsOf[colour] ?? 0),
    interlaced: view.getUint8(12) === 1,
  };
}

const critical = ['IHDR', 'PLTE', 'IDAT', 'IEND'];

/** The chunks whose checksums are right. A damaged one without which there is no picture is an error. */
function soundChunks(chunks: readonly PngChunk[], path: string): PngChunk[] {
  return chunks.filter(({ type, whole }) => {
    const sound = crc32(whole.subarray(4, -4)) === viewOf(whole).getUint32(whole.length - 4);
    if (!sound && critical.includes(type)) throw brokenImage(path, `the checksum (CRC) of its part ${type} is wrong`);
    return sound;
  });
}

/**
 * The PNG with what makes its pixels and no more: text could hold bombs of its own, and other frames are not read.
 */
function rewritten(chunks: readonly PngChunk[], layout: Layout): Uint8Array {
  const whole = (type: string) => chunks.filter((chunk) => chunk.type === type).map((chunk) => chunk.whole);
  const table = chunks.find(({ type }) => type === 'PLTE');
  const transparency = chunks.find(({ type }) => type === 'tRNS');
  return Buffer.concat([
    pngSignature,
    ...whole('IHDR'),
    ...colourChunks(chunks),
    ...(table ? [table.whole] : []),
    ...(transparency ? fittingTransparency(transparency.data, layout, (table?.data.length ?? 0) / 3) : []),
    ...whole('IDAT'),
    pngChunk('IEND', new Uint8Array()),
  ]);
}

/** Nothing where it does not belong, and no more than there is to make transparent (PNG specification, 11.3.2.1). */
function fittingTransparency(data: Uint8Array, { colour }: Layout, colours: number): Uint8Array[] {
  const sizes: Readonly<Record<number, number>> = { [grey]: 2, [rgb]: 6, [palette]: Math.min(colours, data.length) };
  const size = sizes[colour];
  return size === undefined || size === 0 || data.length < size ? [] : [pngChunk('tRNS', data.subarray(0, size))];
}
