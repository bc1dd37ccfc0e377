import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, freePlace } from './freePlace.ts';

const box = (x: number, y: number, width = 100, height = 50): Box => ({ x, y, width, height });
const covers = (one: Box, other: Box) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

const anyBox = fc
  .tuple(
    fc.double({ min: -2000, max: 2000, noNaN: true }),
    fc.double({ min: -2000, max: 2000, noNaN: true }),
    fc.double({ min: 1, max: 800, noNaN: true }),
    fc.double({ min: 1, max: 800, noNaN: true }),
  )
  .map(([x, y, width, height]) => box(x, y, width, height));

describe('a free place', () => {
  it('covers nothing, however crowded it is', () => {
    fc.assert(
      fc.property(anyBox, fc.array(anyBox, { maxLength: 40 }), (wished, others) => {
        const [x, y] = freePlace(wished, others);
        expect(others.filter((other) => covers({ ...wished, x, y }, other))).toEqual([]);
      }),
    );
  });

  it('is where it was wished for when nothing is there', () => {
    expect(freePlace(box(3, 4), [box(200, 0)])).toEqual([3, 4]);
  });

  it('is above or below what is in the way, and beside it only where that is much nearer', () => {
    expect(freePlace(box(10, 40), [box(0, 0)])).toEqual([10, 66]);
    expect(freePlace(box(-90, 0), [box(0, 0)])).toEqual([-90, -66]);
    expect(freePlace(box(-90, 0, 100, 500), [box(0, 0, 100, 500)])).toEqual([-116, 0]);
  });

  it('goes past a whole row of things', () => {
    const row = [0, 110, 220, 330].map((x) => box(x, 0));
    expect(freePlace(box(150, 10), row)).toEqual([150, 66]);
  });
});
