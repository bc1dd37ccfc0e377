import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { loadClipTokenizer } from './loadClipTokenizer.ts';

interface RecordedTokens {
  readonly text: string;
  /** Padded with the end of the text. */
  readonly end: readonly number[];
  /** Padded with "!". */
  readonly mark: readonly number[];
}

const recorded = fileURLToPath(new URL('../../../../fixtures/checkpoint-headers/clip-tokens.json.gz', import.meta.url));
const cases: readonly RecordedTokens[] = JSON.parse(gunzipSync(readFileSync(recorded)).toString());

test.each([
  ['the end of the text', 'end', undefined],
  ['"!"', 'mark', '!'],
] as const)('awkward strings become the tokens of transformers, padded with %s', async (_, key, pad) => {
  const { tokens, frame } = await loadClipTokenizer(77, pad);
  expect(cases.length).toBeGreaterThan(50);
  for (const each of cases) expect(frame(tokens(each.text)), JSON.stringify(each.text)).toEqual(each[key]);
});

test('a text encoder with fewer positions gets fewer tokens', async () => {
  const { length, frame } = await loadClipTokenizer(32);
  expect(length).toBe(32);
  expect(frame([320])).toEqual([49406, 320, ...Array(30).fill(49407)]);
});
