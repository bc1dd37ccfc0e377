import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fromFloat16 } from '../../sessions/float16.ts';
import { type BlockFormatName, blockFormats } from './blockFormats.ts';
import { unpackBlocks, unpackToHalves } from './unpackBlocks.ts';

const fixtures = join(import.meta.dirname, '../../../../fixtures/gguf');
const recorded: Readonly<Record<string, { readonly bytes: string; readonly numbers: string }>> = JSON.parse(
  readFileSync(join(fixtures, 'blocks.json'), 'utf8'),
);
const decoded = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

describe('numbers in blocks', () => {
  test.each(Object.keys(blockFormats) as BlockFormatName[])('%s are those that the package gguf reads', (format) => {
    const { bytes = '', numbers = '' } = recorded[format] ?? {};
    const wanted = new Float32Array(decoded(numbers).buffer);
    const found = unpackBlocks(format, decoded(bytes));
    const peak = Math.max(...wanted.map(Math.abs));
    expect(found.length).toBe(wanted.length);
    expect(Math.max(...found.map((value, i) => Math.abs(value - (wanted[i] ?? 0)))) / peak).toBeLessThan(1e-6);
  });

  test('become float16 for the runtime', () => {
    const bytes = decoded(recorded.Q4_K?.bytes ?? '');
    const halves = [...new Uint16Array(unpackToHalves('Q4_K', bytes).buffer)].map(fromFloat16);
    const singles = unpackBlocks('Q4_K', bytes);
    for (const [i, half] of halves.entries())
      expect(Math.abs(half - (singles[i] ?? 0))).toBeLessThan(2 ** -10 * Math.abs(half) + 1e-7);
  });
});
