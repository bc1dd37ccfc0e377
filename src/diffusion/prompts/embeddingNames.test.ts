import fc from 'fast-check';
import { expect, test } from 'vitest';
import { embeddingNames, promptPieces } from './embeddingNames.ts';

test.each([
  ['a house', ['a house']],
  ['embedding:ink', [{ embedding: 'ink' }]],
  ['a house, embedding:ink-2.5, at night', ['a house, ', { embedding: 'ink-2.5' }, ', at night']],
  ['Embedding:ink embedding:rain', [{ embedding: 'ink' }, ' ', { embedding: 'rain' }]],
  ['my-embedding: ink', ['my-embedding: ink']],
  ['anembedding:ink', ['anembedding:ink']],
  ['', []],
])('%j is %j', (text, pieces) => {
  expect(promptPieces(text)).toEqual(pieces);
});

test('no sign of a text is lost', () => {
  const text = fc.array(fc.oneof(fc.string(), fc.constantFrom('embedding:', 'ink', ', ', ':')));
  fc.assert(
    fc.property(
      text.map((parts) => parts.join('')),
      (whole) => {
        const written = promptPieces(whole).map((piece) =>
          typeof piece === 'string' ? piece : `embedding:${piece.embedding}`,
        );
        expect(written.join('').toLowerCase()).toBe(whole.toLowerCase());
      },
    ),
  );
});

test('a name counts once, however often it is there', () => {
  expect(embeddingNames(['embedding:b embedding:a', 'embedding:b'])).toEqual(['b', 'a']);
});
