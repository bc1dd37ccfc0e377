import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { framesOfPiece, pieceLengths } from './pieces.ts';

describe('the pieces of a clip', () => {
  it('are all of its latent frames, and stand for all of its frames', () => {
    const pieces = fc.constantFrom({ first: 1, next: 1 }, { first: 3, next: 2 });
    fc.assert(
      fc.property(pieces, fc.nat({ max: 40 }), fc.integer({ min: 1, max: 8 }), (cut, more, ratio) => {
        const steps = 1 + more * cut.next;
        const lengths = pieceLengths(steps, cut, true);
        expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(steps);
        const frames = lengths.map((length, index) => framesOfPiece(length, ratio, index === 0));
        expect(frames.reduce((sum, count) => sum + count, 0)).toBe(1 + (steps - 1) * ratio);
        expect(Math.max(...lengths)).toBeLessThanOrEqual(cut.first + cut.next);
      }),
    );
  });

  it('are one where no network goes on', () => {
    expect(pieceLengths(21, { first: 1, next: 1 }, false)).toEqual([21]);
  });
});
