import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SweepAxis } from '../axis.ts';
import { apart } from './apart.ts';
import { layoutSheet, type SheetLayout } from './layoutSheet.ts';
import { sheetPages } from './sheetPages.ts';
import { wrapText } from './wrapText.ts';

const measure = (text: string, size: number) => 0.6 * size * [...text].length;
const axis = (parameter: string, values: readonly unknown[]): SweepAxis => ({ node: 'walk', parameter, values });
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('the sheets of a sweep', () => {
  test('show every cell once', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(counts, (sizes) => {
        const pages = sheetPages(sizes.map((size, index) => axis(`p${index}`, numbers(size))));
        const cells = pages.flatMap((page) => page.cells.flat().map(String));
        expect(new Set(cells).size).toBe(cells.length);
        expect(cells.length).toBe(sizes.reduce((product, size) => product * size, 1));
      }),
      { numRuns: 20 },
    );
  });

  test('are one for each combination beyond the first two axes, which it names', () => {
    const pages = sheetPages([axis('a', [1, 2]), axis('b', [3]), axis('c', ['x', 'y']), axis('d', [true])]);
    expect(pages.map(({ fixed }) => fixed)).toEqual([
      ['walk.c: x', 'walk.d: true'],
      ['walk.c: y', 'walk.d: true'],
    ]);
    expect(pages[1]?.cells).toEqual([
      [
        [0, 0, 1, 0],
        [1, 0, 1, 0],
      ],
    ]);
  });

  test('have texts and cells that lie inside and not on each other', () => {
    const texts = fc.array(fc.string({ maxLength: 120 }), { minLength: 1, maxLength: 5 });
    const drawn = fc.record({ across: texts, down: fc.option(texts), edge: fc.integer({ min: 8, max: 600 }) });
    fc.assert(
      fc.property(drawn, ({ across, down, edge }) => {
        const axes = [axis('across', across), ...(down ? [axis('down', down)] : [])];
        for (const page of sheetPages(axes)) {
          const layout = layoutSheet('A workflow', page, { width: edge, height: edge }, measure);
          expect(overlaps(layout)).toEqual([]);
        }
      }),
    );
  });
});

interface Rectangle {
  readonly name: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Pairs that lie on each other, and what lies outside the sheet. */
function overlaps({ texts, boxes, width, height }: SheetLayout): string[] {
  const all: Rectangle[] = [
    ...texts
      .filter(({ text }) => text !== '')
      .map(({ text, x, y, size }) => ({
        name: text,
        left: x,
        right: x + measure(text, size),
        top: y - size / 2,
        bottom: y + size / 2,
      })),
    ...boxes.map((box) => ({
      name: `cell ${box.cell}`,
      left: box.x,
      right: box.x + box.width,
      top: box.y,
      bottom: box.y + box.height,
    })),
  ];
  const outside = all.filter((one) => one.left < 0 || one.top < 0 || one.right > width || one.bottom > height);
  const pairs = all.flatMap((one, index) => all.slice(index + 1).map((other) => [one, other] as const));
  const touching = pairs.filter(
    ([a, b]) => a.left < b.right && b.left < a.right && a.top < b.bottom - 0.01 && b.top < a.bottom - 0.01,
  );
  return [...outside.map(({ name }) => name), ...touching.map(([a, b]) => `${a.name} on ${b.name}`)];
}

describe('labels', () => {
  test('are broken between words, within long words, and end in dots where there is no more room', () => {
    const wrap = (text: string, lines = 3) => wrapText(text, { width: 10, lines }, (part) => part.length);
    expect(wrap('a red house by the sea')).toEqual(['a red', 'house by', 'the sea']);
    expect(wrap('lighthouses/first.png')).toEqual(['lighthouse', 's/first.pn', 'g']);
    expect(wrap('a red house by the sea', 2)).toEqual(['a red', 'house by…']);
    expect(wrap('')).toEqual(['']);
  });

  test('leave out what long texts share, and nothing that tells them apart', () => {
    const prompt = (size: string) => `a ${size} lighthouse by the sea under a clear sky`;
    expect(apart([prompt('large'), prompt('small')])).toEqual(['a large …', 'a small …']);
    expect(apart(['1', '2'])).toEqual(['1', '2']);
    expect(apart([prompt('large')])).toEqual([prompt('large')]);
    const sentences = fc.array(fc.constantFrom('lighthouses', 'houses', 'by', 'night'), { maxLength: 12 });
    fc.assert(
      fc.property(fc.uniqueArray(sentences.map((words) => words.join(' '))), (texts) => {
        expect(new Set(apart(texts)).size).toBe(texts.length);
      }),
    );
  });
});
