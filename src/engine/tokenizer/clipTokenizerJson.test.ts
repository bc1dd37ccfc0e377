import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { goldenModelPath } from '../testing/goldenModel.ts';
import { clipTokenizerJson, mergePairs } from './clipTokenizerJson.ts';

const original = (name: string) => readFileSync(goldenModelPath('sd15-tiny', 'tokenizer', name), 'utf8');
const special = { start: '<|startoftext|>', end: '<|endoftext|>', pad: '<|endoftext|>' };

it('the tokenizer.json of an older folder is the one that transformers writes for it, whole', () => {
  const built = clipTokenizerJson(JSON.parse(original('vocab.json')), mergePairs(original('merges.txt')), special);
  const golden = JSON.parse(original('tokenizer.json'));
  const [start, end] = golden.added_tokens;
  expect(built).toEqual({ ...golden, added_tokens: [end, start] });
});

it('padding of its own is one token wherever it stands, like the others', () => {
  const vocabulary = { '<|startoftext|>': 4, '<|endoftext|>': 5, '!': 0 };
  const { added_tokens } = clipTokenizerJson(vocabulary, [], { ...special, pad: '!' }) as { added_tokens: unknown };
  const token = { single_word: false, lstrip: false, rstrip: false, normalized: true, special: true };
  expect(added_tokens).toEqual([
    { ...token, id: 0, content: '!' },
    { ...token, id: 4, content: '<|startoftext|>' },
    { ...token, id: 5, content: '<|endoftext|>' },
  ]);
});

it.each(['<|startoftext|>', '<|endoftext|>', 'toString'])('a vocabulary without %s is refused by it', (token) => {
  const { [token]: _, ...vocabulary } = { '<|startoftext|>': 4, '<|endoftext|>': 5 } as Record<string, number>;
  const pad = token === 'toString' ? token : special.pad;
  expect(() => clipTokenizerJson(vocabulary, [], { ...special, pad })).toThrow(
    new Error(`vocab.json has no token "${token}"`),
  );
});

it('merges are the pairs of merges.txt, whatever ends its lines', () => {
  expect(mergePairs('#version: 0.2\na b\r\nab c</w>\n\n# #\n')).toEqual([
    ['a', 'b'],
    ['ab', 'c</w>'],
    ['#', '#'],
  ]);
});
