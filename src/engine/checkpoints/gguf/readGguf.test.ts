import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ArcspaceError } from '../../../graph/problem.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { readNumbers } from '../safetensors/readNumbers.ts';
import { readWeights } from '../safetensors/readWeights.ts';
import { ggufBytes } from '../testing/writeGguf.ts';

const folder = temporaryFolder();
const fixtures = join(import.meta.dirname, '../../../../fixtures/gguf');
const small = () => readFileSync(join(fixtures, 'small.gguf'));

const write = (bytes: Uint8Array, name = 'model.gguf') => folder.write(name, Buffer.from(bytes));
const one = { name: 'a', type: 0, shape: [2, 4], content: new Uint8Array(32) };

describe('a GGUF file', () => {
  test('that the package gguf wrote is read: names, shapes, texts and numbers', async () => {
    const file = join(folder.path, 'small.gguf');
    copyFileSync(join(fixtures, 'small.gguf'), file);
    const { tensors, metadata } = await readWeights(file);
    expect(metadata).toMatchObject({ 'general.architecture': 'flux', 'general.name': 'small' });
    expect([...tensors].map(([name, { format, shape }]) => [name, format, shape])).toEqual([
      ['plain', 'F32', [3, 64]],
      ['halves', 'F16', [3, 64]],
      ['packed', 'Q8_0', [3, 64]],
      ['kernel', 'Q8_0', [16, 4, 3, 3]],
    ]);
    const wanted = JSON.parse(readFileSync(join(fixtures, 'small.json'), 'utf8'));
    const numbers = await readNumbers(file, tensors);
    for (const name of ['plain', 'packed'])
      expect(Buffer.from(numbers.get(name)?.buffer ?? new ArrayBuffer()).toString('base64'), name).toBe(wanted[name]);
  });

  test('that is cut says so', async () => {
    await expect(readWeights(write(small().subarray(0, -40)))).rejects.toThrow('is incomplete');
    await expect(readWeights(write(small().subarray(0, 200)))).rejects.toThrow('is incomplete');
  });

  test.each<[what: string, bytes: () => Uint8Array, words: string]>([
    ['of another version', () => changed(4, 9), 'a GGUF file of version 9, and 2 and 3 are known'],
    ['with a count beyond reason', () => changed(12, 255), 'tensors, more than 100000'],
    ['in a format that is not read', () => ggufBytes([{ ...one, type: 20 }]), 'in the format IQ4_NL ("a")'],
    ['in a format that nobody knows', () => ggufBytes([{ ...one, type: 77 }]), 'in the format type 77'],
    ['with rows that are no whole blocks', () => ggufBytes([{ ...one, type: 8 }]), 'no whole blocks of Q8_0'],
    ['with a tensor of no numbers', () => ggufBytes([{ ...one, shape: [0, 4] }]), 'a tensor of no numbers'],
    ['with too many axes', () => ggufBytes([{ ...one, shape: [1, 1, 1, 2, 4] }]), 'of 5 axes'],
    ['with a name twice', () => ggufBytes([one, one]), 'two tensors called "a"'],
  ])('%s is refused with the reason and a remedy', async (_, bytes, words) => {
    const thrown = await readWeights(write(bytes())).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(ArcspaceError);
    expect((thrown as ArcspaceError).message).toContain(words);
    expect((thrown as ArcspaceError).remedy).toMatch(/\.$/);
  });

  test.each([1, 8, 32])('whose tensors begin at multiples of %i, as it says, is read', async (alignment) => {
    const { tensors } = await readWeights(write(ggufBytes([one], { 'general.alignment': alignment })));
    expect(tensors.get('a')?.shape).toEqual([2, 4]);
  });

  test.each([0, 24, 131_072])('whose tensors are said to begin at multiples of %i is refused', async (alignment) => {
    const file = write(ggufBytes([one], { 'general.alignment': alignment }));
    await expect(readWeights(file)).rejects.toThrow(`said to begin at multiples of ${alignment}`);
  });

  test('with any bytes changed is read or refused, and never read beyond its end', async () => {
    const whole = small();
    const change = fc.tuple(fc.nat(700), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[Math.max(4, at)] = value;
        const file = write(bytes);
        const read = await readWeights(file).catch((thrown: unknown) => thrown);
        if (read instanceof Error) expect(read).toBeInstanceOf(ArcspaceError);
        else
          for (const { offset, bytes: length } of (read as Awaited<ReturnType<typeof readWeights>>).tensors.values())
            expect(offset + length).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: Number(process.env.MUTATED_GGUF ?? 500) },
    );
  });
});

/** The small file with a byte changed. */
function changed(at: number, value: number): Uint8Array {
  const bytes = new Uint8Array(small());
  bytes[at] = value;
  return bytes;
}
