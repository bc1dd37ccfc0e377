import { once } from 'node:events';
import { createInflate } from 'node:zlib';
import { brokenImage } from '../imageErrors.ts';

interface Layout {
  readonly width: number;
  readonly height: number;
  readonly bitsPerPixel: number;
  readonly interlaced: boolean;
}

/**
 * Unpacks the pixel data once, away from this thread and without keeping it: the decoder takes what is missing for
 * transparent and says nothing.
 * @throws ArcspaceError when there are fewer pixels than the header says, or more.
 */
export async function checkPngPixels(
  packed: readonly Uint8Array[],
  layout: Layout,
  path: string,
  ended: boolean,
): Promise<void> {
  const size = unpackedSize(layout);
  const unpacked = await unpackedLength(packed, size);
  if (unpacked > size) throw brokenImage(path, 'it holds more pixels than its size says');
  if (unpacked === size) return;
  if (!ended) throw brokenImage(path, 'the file is cut short');
  throw brokenImage(path, unpacked === 0 ? 'its pixel data cannot be unpacked' : 'some of its pixels are missing');
}

/** Rows of whole bytes, each with the number of its filter before it (PNG specification, 7.2 and 8). */
function unpackedSize({ width, height, bitsPerPixel, interlaced }: Layout): number {
  const passes = interlaced ? adam7.map((pass) => passSize(pass, width, height)) : [{ width, height }];
  return passes
    .filter((pass) => pass.width > 0 && pass.height > 0)
    .reduce((sum, pass) => sum + pass.height * (1 + Math.ceil((pass.width * bitsPerPixel) / 8)), 0);
}

/** First column, first row, and the steps to the next ones, of the seven passes. */
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

function passSize([x, y, stepX, stepY]: (typeof adam7)[number], width: number, height: number) {
  return { width: Math.ceil((width - x) / stepX), height: Math.ceil((height - y) / stepY) };
}

const chunkSize = 256 * 1024;

/** How many bytes the data unpacks to: up to where it is damaged, and hardly beyond `enough`. */
async function unpackedLength(packed: readonly Uint8Array[], enough: number): Promise<number> {
  const inflate = createInflate({ chunkSize });
  let length = 0;
  inflate.on('data', (chunk: Uint8Array) => {
    length += chunk.length;
    if (length > enough) inflate.destroy();
  });
  const closed = once(inflate, 'close').catch(() => undefined);
  for (const each of packed) inflate.write(each);
  inflate.end();
  await closed;
  return length;
}
