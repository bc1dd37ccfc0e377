import { toFloat16 } from '../../sessions/float16.ts';
import { type BlockFormatName, blockFormats } from './blockFormats.ts';

/** Numbers in blocks as float32. @param bytes whole blocks. */
export function unpackBlocks(format: BlockFormatName, bytes: Uint8Array): Float32Array<ArrayBuffer> {
  const { count, bytes: blockBytes, unpack } = blockFormats[format];
  const blocks = bytes.length / blockBytes;
  const out = new Float32Array(blocks * count);
  for (let block = 0; block < blocks; block++) {
    unpack(bytes, block * blockBytes, out.subarray(block * count, (block + 1) * count));
  }
  return out;
}

/** The same as the bytes of float16: what programs that keep blocks on the card compute with, too. */
export function unpackToHalves(format: BlockFormatName, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Uint16Array.from(unpackBlocks(format, bytes), toFloat16).buffer);
}
