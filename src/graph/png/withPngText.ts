import { viewOf } from '../../tensor/bytes.ts';
import { pngChunks, pngSignature } from './pngChunks.ts';

/** Remainders of CRC-32 for each byte (PNG specification, annex D). */
const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});

function crc32(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = (remainders[(rest ^ byte) & 255] ?? 0) ^ (rest >>> 8);
  return (rest ^ 0xffffffff) >>> 0;
}

/** A chunk of text, as PNG has it (11.3.3.2). */
function textChunk(keyword: string, text: string): Uint8Array {
  const content = Uint8Array.from(`tEXt${keyword}\0${text}`, (letter) => letter.charCodeAt(0));
  const chunk = new Uint8Array(content.length + 8);
  chunk.set(content, 4);
  const view = viewOf(chunk);
  view.setUint32(0, content.length - 4);
  view.setUint32(chunk.length - 4, crc32(content));
  return chunk;
}

/**
 * A PNG that carries a text under a keyword besides what it is, before its pixels: after them few readers look.
 * @param text in ASCII.
 * @throws RangeError for what is no whole PNG.
 */
export function withPngText(png: Uint8Array, keyword: string, text: string): Uint8Array {
  const { chunks, ended } = pngChunks(png);
  const [header, ...rest] = chunks;
  if (!ended || header?.type !== 'IHDR') throw new RangeError('only a whole PNG can carry a text');
  const parts = [pngSignature, header.whole, textChunk(keyword, text), ...rest.map(({ whole }) => whole)];
  const carrying = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    carrying.set(part, at);
    at += part.length;
  }
  return carrying;
}
