import { zlibSync } from 'fflate/browser';
import { describe, expect, test } from 'vitest';
import { pngSignature } from './pngChunks.ts';
import { pngText, workflowIn } from './pngText.ts';

const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const utf8 = (text: string) => new TextEncoder().encode(text);

/** Nobody here reads the checksum. */
function chunk(type: string, ...parts: Uint8Array[]): Uint8Array {
  const data = parts.flatMap((part) => [...part]);
  const [a, b, c, d] = [data.length >>> 24, data.length >>> 16, data.length >>> 8, data.length];
  return Uint8Array.of(a, b, c, d, ...bytesOf(type), ...data, 0, 0, 0, 0);
}

function png(...chunks: Uint8Array[]): Uint8Array {
  return Uint8Array.from([pngSignature, ...chunks, chunk('IEND')].flatMap((part) => [...part]));
}

const key = bytesOf('arcspace-workflow\0');

describe('the workflow in a picture', () => {
  test('is read from a plain text chunk, in Latin-1', () => {
    expect(workflowIn(png(chunk('tEXt', key, bytesOf('{"name":"\xdcbergang"}'))))).toBe('{"name":"Übergang"}');
  });

  test('is read from a packed one', () => {
    const packed = zlibSync(bytesOf('{"packed":true}'));
    expect(workflowIn(png(chunk('zTXt', key, Uint8Array.of(0), packed)))).toBe('{"packed":true}');
  });

  test('is read from an international one, in any script, packed or not', () => {
    const text = utf8('{"name":"Übergang 夜"}');
    const plain = chunk('iTXt', key, Uint8Array.of(0, 0), bytesOf('en\0Workflow\0'), text);
    const packed = chunk('iTXt', key, Uint8Array.of(1, 0), bytesOf('\0\0'), zlibSync(text));
    expect(workflowIn(png(plain))).toBe('{"name":"Übergang 夜"}');
    expect(workflowIn(png(packed))).toBe('{"name":"Übergang 夜"}');
  });

  test('is the first that can be read', () => {
    const damaged = chunk('zTXt', key, Uint8Array.of(0, 1, 2, 3, 4));
    expect(workflowIn(png(damaged, chunk('tEXt', key, bytesOf('{}'))))).toBe('{}');
  });

  test('is nothing in a picture without it, and in what is no picture', () => {
    expect(workflowIn(png())).toBeUndefined();
    expect(workflowIn(png(chunk('tEXt', bytesOf('Comment\0hello'))))).toBeUndefined();
    expect(workflowIn(png(chunk('tEXt', bytesOf('arcspace-workflow'))))).toBeUndefined();
    expect(workflowIn(png(chunk('iTXt', key, Uint8Array.of(0, 0))))).toBeUndefined();
    expect(workflowIn(bytesOf('not a picture'))).toBeUndefined();
    expect(workflowIn(new Uint8Array())).toBeUndefined();
    expect(pngText(png(chunk('tEXt', key, bytesOf('{}'))), 'Comment')).toBeUndefined();
  });

  test('is nothing when the file is cut off', () => {
    const whole = png(chunk('tEXt', key, bytesOf('{"a":1}')));
    for (let length = 0; length < whole.length - 16; length++) {
      expect(workflowIn(whole.subarray(0, length))).toBeUndefined();
    }
  });

  test('is nothing when it is a bomb', () => {
    const bomb = zlibSync(new Uint8Array(80_000_000));
    expect(workflowIn(png(chunk('zTXt', key, Uint8Array.of(0), bomb)))).toBeUndefined();
  });
});
