import { readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { safetensorsFile } from '../../../tensor/testing/safetensorsFile.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { writeZeros } from '../testing/weightFiles.ts';
import { readShards } from './readShards.ts';
import { readWeights } from './readWeights.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder.path, 'unet', name);

function write(name: string, content: string | Uint8Array): string {
  writeZeros(at(name), {});
  writeFileSync(at(name), content);
  return at(name);
}

describe('a file of weights says where its tensors are', () => {
  test('whatever their formats, without its numbers being read', async () => {
    const file = writeZeros(
      at('model.safetensors'),
      {
        large: { shape: [4096, 4096, 300], format: 'F32' },
        half: { shape: [3, 2] },
        eighth: { shape: [5], format: 'F8_E4M3' },
      },
      { format: 'pt' },
    );
    const { tensors, metadata } = await readWeights(file);
    const start = tensors.get('large')?.offset as number;
    const large = 4096 * 4096 * 300 * 4;
    expect(metadata).toEqual({ format: 'pt' });
    expect([...tensors.values()]).toEqual([
      { format: 'F32', shape: [4096, 4096, 300], file, offset: start, bytes: large },
      { format: 'F16', shape: [3, 2], file, offset: start + large, bytes: 12 },
      { format: 'F8_E4M3', shape: [5], file, offset: start + large + 12, bytes: 5 },
    ]);
  });

  test.each([0x3c, 0x80])(
    'also where the length of its header begins with the byte %i, as files of other formats',
    async (first) => {
      const file = writeZeros(at('model.safetensors'), { x: [1] }, { note: '' });
      const note = 'a'.repeat((first - (readFileSync(file)[0] ?? 0) + 256) % 256);
      writeZeros(file, { x: [1] }, { note });
      expect(readFileSync(file)[0]).toBe(first);
      expect((await readWeights(file)).metadata).toEqual({ note });
    },
  );

  test('by its own path where a link leads to it', async () => {
    const file = writeZeros(at('model.safetensors'), { x: [1] });
    symlinkSync(file, at('link.safetensors'));
    expect((await readWeights(at('link.safetensors'))).tensors.get('x')?.file).toBe(file);
  });
});

describe('a file that cannot be read is refused with the reason', () => {
  test.each([
    ['one that ends early', 'unet/model.safetensors is incomplete: it has 80 of at least 165 bytes.', 80],
    ['one that ends in its header', 'unet/model.safetensors is incomplete: it has 20 of at least 65 bytes.', 20],
  ])('%s, with both sizes', async (_, message, size) => {
    const file = writeZeros(at('model.safetensors'), { x: [50] });
    truncateSync(file, size);
    await expect(readWeights(file)).rejects.toMatchObject({ message, place: { file } });
  });

  const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n';

  test.each([
    ['a pointer of Git LFS', 'model.safetensors', pointer, 'is only a Git LFS pointer'],
    ['an empty file', 'model.safetensors', '', 'is empty.'],
    ['a web page', 'model.safetensors', '<!DOCTYPE html><html></html>', 'is a web page and no weights'],
    ['a pickle by its name', 'model.ckpt', 'PK', 'is a PyTorch pickle. Opening one can run any code'],
    ['a pickle under another name', 'model.safetensors', 'PK\x03\x04and more', 'is a PyTorch pickle'],
    ['an old pickle', 'model.safetensors', Uint8Array.of(0x80, 2, 0x8a, 10), 'is a PyTorch pickle'],
    ['a few bytes', 'model.safetensors', 'abc', 'not a valid safetensors file: it has 3 bytes'],
    [
      'another file',
      'model.safetensors',
      'abcdefghijkl',
      'its header of 7523094288207667809 bytes reaches beyond the end',
    ],
    [
      'a header that is no text',
      'model.safetensors',
      Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 255, 254),
      'not JSON in UTF-8',
    ],
    [
      'more than its tensors',
      'model.safetensors',
      safetensorsFile({}, [1, 2]),
      '2 bytes at its end belong to no tensor',
    ],
  ])('%s', async (_, name, content, reason) => {
    await expect(readWeights(write(name, content))).rejects.toThrow(reason);
  });

  test('and a file that is not there', async () => {
    await expect(readWeights(at('model.safetensors'))).rejects.toMatchObject({ code: 'missing-model-file' });
  });
});

describe('weights in several files', () => {
  const index = (places: object) => write('model.safetensors.index.json', JSON.stringify({ weight_map: places }));

  test('are one table', async () => {
    writeZeros(at('model-1.safetensors'), { a: [2] });
    writeZeros(at('model-2.safetensors'), { b: [3] });
    const { tensors } = await readShards(index({ b: 'model-2.safetensors', a: 'model-1.safetensors' }));
    expect([...tensors].map(([name, { shape, file }]) => [name, shape, file])).toEqual([
      ['b', [3], at('model-2.safetensors')],
      ['a', [2], at('model-1.safetensors')],
    ]);
  });

  test.each([
    ['one is missing', { a: 'model-3.safetensors' }, 'unet/model-3.safetensors is missing.'],
    ['the index leads to another folder', { a: '../model-1.safetensors' }, 'which is no .safetensors file beside it'],
    ['the index leads to another disk', { a: 'C:model-1.safetensors' }, 'which is no .safetensors file beside it'],
    ['the index leads to a pickle', { a: 'model.bin' }, 'which is no .safetensors file beside it'],
    [
      'a tensor is in none',
      { b: 'model-1.safetensors' },
      'model-1.safetensors has no tensor "b", which model.safetensors.index.json says',
    ],
    ['the index is empty', {}, 'lists no tensors'],
  ])('are refused where %s', async (_, places, reason) => {
    writeZeros(at('model-1.safetensors'), { a: [2] });
    await expect(readShards(index(places))).rejects.toThrow(reason);
  });
});
