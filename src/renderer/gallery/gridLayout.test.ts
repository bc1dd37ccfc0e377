import { describe, expect, test } from 'vitest';
import { GAP, gridLayout, placeAfter } from './gridLayout.ts';

test.each([0, 100, 340, 900, 1400, 2500])('tiles fill a width of %d pixels and never more than it', (width) => {
  const { columns, side } = gridLayout(width);
  expect(columns).toBeGreaterThanOrEqual(1);
  if (columns > 1) expect(columns * (side + GAP) - GAP).toBeLessThanOrEqual(width);
  expect((columns + 1) * (164 + GAP) - GAP).toBeGreaterThan(width);
});

describe('among twelve tiles, five to a row,', () => {
  const to = (key: string, from: number) => placeAfter(key, from, { columns: 5, total: 12 });

  test.each([
    ['ArrowRight', 4, 5],
    ['ArrowLeft', 5, 4],
    ['ArrowLeft', 0, 0],
    ['ArrowRight', 11, 11],
    ['ArrowDown', 1, 6],
    ['ArrowUp', 6, 1],
    ['ArrowUp', 3, 3],
    ['ArrowDown', 9, 11],
    ['Home', 7, 0],
    ['End', 7, 11],
    ['PageDown', 2, 11],
  ])('%s leads from %d to %d', (key, from, place) => {
    expect(to(key, from)).toBe(place);
  });

  test('other keys lead nowhere', () => {
    expect(to('f', 3)).toBeUndefined();
    expect(placeAfter('End', 0, { columns: 5, total: 0 })).toBeUndefined();
  });
});
