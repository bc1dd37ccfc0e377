import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gaussian, seeds } from '../testing/arbitraries.ts';
import { norm } from '../vector.ts';
import { cellNorms, maskedVector, spreadOf, strongestCells } from './cellNorms.ts';

const directions = fc
  .record({ channels: fc.constantFrom(1, 4, 16), cells: fc.integer({ min: 2, max: 64 }), seed: seeds })
  .map(({ channels, cells, seed }) => ({ channels, vector: gaussian(channels * cells, seed) }));
const shares = fc.double({ min: 0, max: 1, noNaN: true });
const energy = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value * value, 0);

describe('where a direction is strong', () => {
  it('is said by norms that have its whole energy between them', () => {
    fc.assert(
      fc.property(directions, ({ channels, vector }) => {
        const norms = cellNorms(vector, channels);
        expect(norms).toHaveLength(vector.length / channels);
        expect(Math.sqrt(energy(norms)) / norm(vector)).toBeCloseTo(1, 10);
      }),
    );
  });

  it('does not hang on how the energy of a place is shared among channels', () => {
    expect([...cellNorms(Float32Array.of(3, 0, 4, 1), 2)]).toEqual([5, 1]);
    expect([...cellNorms(Float32Array.of(-4, 1, 3, 0), 2)]).toEqual([5, 1]);
    expect(() => cellNorms(new Float32Array(7), 2)).toThrow('7 numbers do not divide into 2 channels');
  });
});

describe('the strongest cells', () => {
  it('hold the share that is asked for, and would not without the weakest of them', () => {
    fc.assert(
      fc.property(directions, shares, ({ channels, vector }, share) => {
        const norms = cellNorms(vector, channels);
        const mask = strongestCells(norms, share, 'hard');
        const kept = [...norms.keys()]
          .filter((cell) => mask[cell] === 1)
          .toSorted((a, b) => (norms[a] ?? 0) - (norms[b] ?? 0));
        const held = (cells: readonly number[]) => energy(cells.map((cell) => norms[cell] ?? 0)) / energy(norms);
        expect(held(kept)).toBeGreaterThanOrEqual(share - 1e-9);
        if (kept.length > 1) expect(held(kept.slice(1))).toBeLessThan(share + 1e-9);
      }),
    );
  });

  it('fade out softly: 1 within, less the weaker a cell is', () => {
    const norms = [4, 1, 2, 0];
    expect([...strongestCells(norms, 0.7, 'hard')]).toEqual([1, 0, 0, 0]);
    expect([...strongestCells([1, 4, 0, 2], 0.7, 'hard')]).toEqual([0, 1, 0, 0]);
    expect([...strongestCells(norms, 0.7, 'soft')]).toEqual([1, 0.25, 0.5, 0]);
    expect([...strongestCells(norms, 1, 'hard')]).toEqual([1, 1, 1, 0]);
    expect([...strongestCells([0, 0], 0.5, 'soft')]).toEqual([1, 1]);
  });

  it('leave of the direction what lies in them', () => {
    expect([...maskedVector(Float32Array.of(1, 2, 3, 4), [1, 0.5])]).toEqual([1, 1, 3, 2]);
  });
});

it('spread is 1 where all cells have the same, and one of n where one has everything', () => {
  expect(spreadOf([2, 2, 2, 2])).toBe(1);
  expect(spreadOf([0, 5, 0, 0])).toBe(0.25);
  expect(spreadOf([0, 0])).toBe(0);
  fc.assert(
    fc.property(directions, fc.integer({ min: 1, max: 9 }), ({ channels, vector }, factor) => {
      const norms = cellNorms(vector, channels);
      expect(spreadOf(norms.map((value) => factor * value))).toBeCloseTo(spreadOf(norms), 10);
    }),
  );
});
