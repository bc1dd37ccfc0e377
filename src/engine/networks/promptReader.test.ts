import { describe, expect, test } from 'vitest';
import { tensor } from '../../tensor/tensor.ts';
import { promptReader, type ReadingChoices } from './promptReader.ts';
import type { TextNetwork } from './textNetwork.ts';

/** One token for each word, its length; commas are 99, start is 1, end 2 and padding 0. */
const tokenizer = {
  length: 8,
  specials: 2,
  tokens: (text: string) => [...text.matchAll(/[a-z]+|,/g)].map(([word]) => (word === ',' ? 99 : 10 + word.length)),
  frame: (tokens: readonly number[], length = 8) => {
    const framed = [1, ...tokens.slice(0, length - 2), 2];
    return [...framed, ...Array<number>(length - framed.length).fill(0)];
  },
};

/** Says of each token its id, and 1. */
const echo: TextNetwork = {
  run: async (ids, { pooled }) => ({
    hidden: tensor(Float32Array.from(ids.flatMap((id) => [id, 1])), [1, ids.length, 2]),
    ...(pooled && { pooled: tensor(Float32Array.of(ids[1] ?? 0), [1, 1]) }),
  }),
};

async function hidden(text: string, choices: ReadingChoices = {}, conventions = {}) {
  const { hidden: states } = await promptReader(tokenizer, echo, conventions).read(text, { hidden: 0 }, choices);
  return [...(states?.data ?? [])].filter((_, i) => i % 2 === 0).map((value) => Number(value.toFixed(4)));
}

describe('a prompt that is too long', () => {
  const text = 'a bb ccc dddd eeeee ffffff ggggggg';

  test('is cut where it is plain, and says so', async () => {
    const read = await promptReader(tokenizer, echo).read(text, { hidden: 0 });
    expect(read.hidden?.shape).toEqual([1, 8, 2]);
    expect(read.warning).toBe('The prompt is too long: its last 1 token are ignored. This model reads 6.');
  });

  test('goes on in another chunk, framed like the first', async () => {
    expect(await hidden(text, { syntax: 'comfyui' })).toEqual([1, 11, 12, 13, 14, 15, 16, 2, 1, 17, 2, 0, 0, 0, 0, 0]);
  });

  test('breaks behind a comma that is near, as A1111', async () => {
    expect(await hidden('a bb, ccc dddd eeeee ffffff', { syntax: 'a1111' })).toEqual([
      1, 11, 12, 99, 2, 0, 0, 0, 1, 13, 14, 15, 16, 2, 0, 0,
    ]);
  });

  test('keeps a short stretch together, as ComfyUI', async () => {
    expect(await hidden('a bb ccc dddd (eeeee ffffff ggggggg:1)', { syntax: 'comfyui' })).toHaveLength(8 * 2);
    expect(await hidden('a bb ccc dddd (eeeee ffffff ggggggg:1.0001)', { syntax: 'comfyui' })).toEqual(
      expect.arrayContaining([2, 0]),
    );
  });

  test('is one for an encoder that reads any length', async () => {
    expect(await hidden(text, { syntax: 'a1111', length: 12 }, { chunked: false })).toHaveLength(12);
  });
});

test('BREAK begins another chunk, and asked for ones more are empty', async () => {
  expect(await hidden('a BREAK bb', { syntax: 'a1111', chunks: 3 })).toEqual([
    1, 11, 2, 0, 0, 0, 0, 0, 1, 12, 2, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0,
  ]);
});

describe('a weight', () => {
  test('as ComfyUI leads away from what the empty prompt has there', async () => {
    expect(await hidden('a (bb:1.5) ccc', { syntax: 'comfyui' })).toEqual([1, 11, 18, 13, 2, 0, 0, 0]);
  });

  test('as A1111 multiplies, and keeps the mean of the chunk', async () => {
    const read = await promptReader(tokenizer, echo).read('a (bb:2) ccc', { hidden: 0 }, { syntax: 'a1111' });
    const plain = await promptReader(tokenizer, echo).read('a bb ccc', { hidden: 0 });
    const [weighted = [], before = []] = [read, plain].map(({ hidden: states }) => [...(states?.data ?? [])]);
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(weighted)).toBeCloseTo(mean(before), 6);
    expect((weighted[4] ?? 0) / (weighted[2] ?? 1)).toBeCloseTo(24 / 11, 6);
  });

  test('of 1 changes no bit', async () => {
    for (const syntax of ['a1111', 'comfyui'] as const) {
      expect(await hidden('a (bb:1) ccc', { syntax })).toEqual(await hidden('a bb ccc'));
    }
  });
});

test('the pooled vector is that of the first chunk', async () => {
  const { pooled } = await promptReader(tokenizer, echo).read(
    'a BREAK bb',
    { hidden: 0, pooled: 'text_embeds' },
    { syntax: 'a1111' },
  );
  expect([...(pooled?.data ?? [])]).toEqual([11]);
});
