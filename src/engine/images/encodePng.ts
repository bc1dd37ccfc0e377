import { pipeline } from 'node:stream/promises';
import { crc32, createDeflate } from 'node:zlib';
import type { CancelSignal } from '../../diffusion/model.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { pausing } from '../run/pausing.ts';

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Eight bits a colour, red, green and blue, rows from top to bottom as they are. */
const layout = Uint8Array.of(8, 2, 0, 0, 0);
const bytesAtOnce = 2 ** 19;

/**
 * One picture [1, 3, H, W] in 0..1 as a PNG (ISO/IEC 15948), rounded to the nearest level. It is packed on another thread,
 * some rows at a time. The same picture gives the same bytes.
 * @param text keyword and text in ASCII that the file carries.
 * @throws what the signal says when the run is cancelled meanwhile.
 */
export async function encodePng(
  image: Tensor,
  text: readonly [keyword: string, text: string] | undefined,
  signal?: CancelSignal,
): Promise<Uint8Array> {
  const [, , height = 0, width = 0] = image.shape;
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  const packed: Buffer[] = [];
  await pipeline(rows(image, signal), createDeflate(), async (parts: AsyncIterable<Buffer>) => {
    for await (const part of parts) packed.push(part);
  });
  return new Uint8Array(
    Buffer.concat([
      signature,
      ...chunk('IHDR', size, layout),
      ...(text ? chunk('tEXt', Buffer.from(text.join('\0'), 'latin1')) : []),
      ...chunk('IDAT', ...packed),
      ...chunk('IEND'),
    ]),
  );
}

function chunk(type: string, ...data: readonly Uint8Array[]): Uint8Array[] {
  const name = Buffer.from(type, 'latin1');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.reduce((sum, part) => sum + part.length, 0));
  const check = Buffer.alloc(4);
  check.writeUInt32BE([name, ...data].reduce((sum, part) => crc32(part, sum), 0));
  return [length, name, ...data, check];
}

/** Rows as PNG packs them: the number of its filter, here none, and a byte for each colour. */
async function* rows({ data, shape }: Tensor, signal: CancelSignal | undefined): AsyncGenerator<Uint8ClampedArray> {
  const [, , height = 0, width = 0] = shape;
  const area = width * height;
  const pause = pausing(signal);
  const rowBytes = 1 + 3 * width;
  const atOnce = Math.max(1, Math.floor(bytesAtOnce / rowBytes));
  for (let first = 0; first < height; first += atOnce) {
    await pause();
    const strip = new Uint8ClampedArray(rowBytes * Math.min(atOnce, height - first));
    for (let row = 0, at = 0; at < strip.length; row++) {
      at++;
      const begin = (first + row) * width;
      for (let pixel = begin; pixel < begin + width; pixel++) {
        for (let plane = 0; plane < 3; plane++) strip[at++] = (data[plane * area + pixel] as number) * 255;
      }
    }
    yield strip;
  }
}
