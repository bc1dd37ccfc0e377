import { expect, test } from 'vitest';
import { isPng, pngChunks, pngSignature } from './pngChunks.ts';
import { workflowIn, workflowKeyword } from './pngText.ts';
import { withPngText } from './withPngText.ts';

/** One black pixel, as published tools write it. */
const pixel = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=='),
  (letter) => letter.charCodeAt(0),
);

test('a PNG carries a text besides all that it was', () => {
  const carrying = withPngText(pixel, workflowKeyword, '{"format":"arcspace-workflow"}');
  expect(isPng(carrying)).toBe(true);
  expect(workflowIn(carrying)).toBe('{"format":"arcspace-workflow"}');
  const before = pngChunks(pixel).chunks;
  const after = pngChunks(carrying).chunks;
  expect(after.map(({ type }) => type)).toEqual(['IHDR', 'tEXt', 'IDAT', 'IEND']);
  expect(after.filter(({ type }) => type !== 'tEXt').map(({ whole }) => [...whole])).toEqual(
    before.map(({ whole }) => [...whole]),
  );
});

test('its checksum is that of the specification', () => {
  const carrying = withPngText(pixel, 'Comment', '');
  const [, text] = pngChunks(carrying).chunks;
  expect([...(text?.whole.slice(-4) ?? [])]).toEqual([...checksum('tEXtComment\0')]);
});

/** CRC-32 bit by bit, as the specification puts it in words. */
function checksum(text: string): Uint8Array {
  let rest = 0xffffffffn;
  for (const letter of text) {
    rest ^= BigInt(letter.charCodeAt(0));
    for (let bit = 0; bit < 8; bit++) rest = rest & 1n ? (rest >> 1n) ^ 0xedb88320n : rest >> 1n;
  }
  const value = Number(rest ^ 0xffffffffn);
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

test('what is no whole PNG carries nothing', () => {
  expect(() => withPngText(pngSignature, 'a', 'b')).toThrow(RangeError);
  expect(() => withPngText(pixel.slice(0, -4), 'a', 'b')).toThrow(RangeError);
});
