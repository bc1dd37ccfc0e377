import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { promptSyntaxes, weightedText } from './weightedText.ts';

const read = (prompt: string, syntax: 'a1111' | 'comfyui') =>
  weightedText(prompt, syntax).map((part) => part.map(({ text, weight }) => [text, Number(weight.toFixed(6))]));

describe('as A1111 reads it', () => {
  test.each([
    ['a house', [[['a house', 1]]]],
    [
      'a (red) house',
      [
        [
          ['a ', 1],
          ['red', 1.1],
          [' house', 1],
        ],
      ],
    ],
    ['((red))', [[['red', 1.21]]]],
    ['[red]', [[['red', 0.909091]]]],
    [
      '(red:1.3) house',
      [
        [
          ['red', 1.3],
          [' house', 1],
        ],
      ],
    ],
    ['(red: .5 )', [[['red', 0.5]]]],
    [
      '((red:1.3) barn)',
      [
        [
          ['red', 1.43],
          [' barn', 1.1],
        ],
      ],
    ],
    [
      '(a [red] barn:2)',
      [
        [
          ['a ', 2],
          ['red', 1.818182],
          [' barn', 2],
        ],
      ],
    ],
    ['\\(red\\) house \\\\', [[['(red) house \\', 1]]]],
    ['(never closed', [[['never closed', 1.1]]]],
    ['closed) twice]', [[['closed) twice]', 1]]]],
    ['a house BREAK at night', [[['a house', 1]], [['at night', 1]]]],
    ['(a house BREAK at night:1.2)', [[['a house', 1.2]], [['at night', 1.2]]]],
    ['BREAKFAST at 8:30', [[['BREAKFAST at 8:30', 1]]]],
    ['', [[]]],
  ])('%j', (prompt, parts) => {
    expect(read(prompt, 'a1111')).toEqual(parts);
  });
});

describe('as ComfyUI reads it', () => {
  test.each([
    [
      'a (red) house',
      [
        [
          ['a ', 1],
          ['red', 1.1],
          [' house', 1],
        ],
      ],
    ],
    ['((red))', [[['red', 1.21]]]],
    ['[red]', [[['[red]', 1]]]],
    [
      '((red:1.3) barn)',
      [
        [
          ['red', 1.3],
          [' barn', 1.1],
        ],
      ],
    ],
    ['(red:soft)', [[['red:soft', 1.1]]]],
    ['\\(red\\)', [[['(red)', 1]]]],
    ['(never closed', [[['(never closed', 1]]]],
    ['a house BREAK at night', [[['a house BREAK at night', 1]]]],
  ])('%j', (prompt, parts) => {
    expect(read(prompt, 'comfyui')).toEqual(parts);
  });
});

test('a plain prompt is text, whatever it holds', () => {
  fc.assert(
    fc.property(fc.string(), (prompt) => {
      expect(weightedText(prompt, 'plain')).toEqual([[{ text: prompt, weight: 1 }]]);
    }),
  );
});

test.each(promptSyntaxes)('no prompt without brackets is changed by %s', (syntax) => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const prompt = text.replaceAll(/[()[\]\\]|BREAK/g, '');
      const whole = weightedText(prompt, syntax)
        .flat()
        .map(({ text: piece }) => piece);
      expect(whole.join('')).toBe(prompt);
    }),
  );
});

describe.each(promptSyntaxes)('a tangle of brackets is read by %s', (syntax) => {
  test.each([
    ['closed', `${'('.repeat(9_999)}deep${')'.repeat(9_999)}`],
    ['open', '(a'.repeat(10_000)],
    ['in turn', '(a)[b]'.repeat(3_000)],
  ])('%s', (_, prompt) => {
    const pieces = weightedText(prompt, syntax).flat();
    expect(pieces.length).toBeGreaterThan(0);
    for (const { weight } of pieces) expect(weight).toBeGreaterThanOrEqual(0);
  });
});
