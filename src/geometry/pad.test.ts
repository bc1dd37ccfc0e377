import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TorchGenerator } from '../tensor/random.ts';
import { type Corners, padBlend, padMethods, padWeights } from './pad.ts';
import { slerp } from './slerp.ts';
import { norm, type Vector } from './vector.ts';

const noise = (seed: number, size = 64): Float32Array => new TorchGenerator(seed).randn([size]).data;
const corners: Corners<Float32Array> = [noise(1), noise(2), noise(3), noise(4)];
const [topLeft, topRight, bottomLeft, bottomRight] = corners;
const share = fc.double({ min: 0, max: 1, noNaN: true });

function expectNear(actual: Vector, wanted: Vector, digits = 5): void {
  actual.forEach((value, i) => {
    expect(value).toBeCloseTo(wanted[i] as number, digits);
  });
}

describe('the weights of a pad', () => {
  it('are never negative and sum to 1', () => {
    fc.assert(
      fc.property(share, share, (x, y) => {
        const weights = padWeights(x, y);
        expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
      }),
    );
  });

  it('say where on the pad they are: x is the share of the right, y that of the top', () => {
    fc.assert(
      fc.property(share, share, (x, y) => {
        const [a, b, c, d] = padWeights(x, y);
        expect([b + d, a + b, a + c]).toEqual([x, y, 1 - x].map((value) => expect.closeTo(value, 12)));
      }),
    );
  });
});

describe.each(padMethods)('a pad by %s', (method) => {
  it('is each corner bit for bit, though another is zero or opposite', () => {
    const places = [
      [0, 1],
      [1, 1],
      [0, 0],
      [1, 0],
    ] as const;
    for (const [index, [x, y]] of places.entries()) {
      expect(padBlend(corners, x, y, method)).toEqual(corners[index]);
      const hostile = corners.map((corner, i) => (i === index ? corner : new Float32Array(64)));
      expect(padBlend(hostile as unknown as Corners<Vector>, x, y, method)).toEqual(corners[index]);
    }
  });

  it('depends on what lies on an edge only, while it is there', () => {
    const other: Corners<Vector> = [topLeft, topRight, noise(8), noise(9)];
    expect(padBlend(corners, 0.3, 1, method)).toEqual(padBlend(other, 0.3, 1, method));
    expect(padBlend(corners, 0.3, 0.9, method)).not.toEqual(padBlend(other, 0.3, 0.9, method));
  });

  it('moves little when the hand moves little', () => {
    fc.assert(
      fc.property(share, share, share, (x, y, other) => {
        const near = Math.min(1, Math.max(0, x + 1e-4 * (other - 0.5)));
        const moved = padBlend(corners, near, y, method).map(
          (value, i) => value - (padBlend(corners, x, y, method)[i] ?? 0),
        );
        expect(norm(moved)).toBeLessThan(0.01);
      }),
      { numRuns: 40 },
    );
  });

  it('gives one point everywhere where all corners are that point', () => {
    if (method === 'lol') return expectLonger();
    fc.assert(
      fc.property(share, share, (x, y) => {
        expectNear(padBlend([topLeft, topLeft, topLeft, topLeft], x, y, method), topLeft);
      }),
      { numRuns: 20 },
    );
  });
});

/** The blend for independent noise takes equal points for independent ones. */
function expectLonger(): void {
  const middle = padBlend([topLeft, topLeft, topLeft, topLeft], 0.5, 0.5, 'lol');
  expect(norm(middle) / norm(topLeft)).toBeCloseTo(2, 5);
}

describe.each(['slerp', 'mean'] as const)('on an edge a pad by %s', (method) => {
  it('is slerp of the two ends', () => {
    fc.assert(
      fc.property(share, (t) => {
        expectNear(padBlend(corners, t, 1, method), slerp(topLeft, topRight, t));
        expectNear(padBlend(corners, t, 0, method), slerp(bottomLeft, bottomRight, t));
        expectNear(padBlend(corners, 0, t, method), slerp(bottomLeft, topLeft, t));
        expectNear(padBlend(corners, 1, t, method), slerp(bottomRight, topRight, t));
      }),
      { numRuns: 40 },
    );
  });

  it('keeps within the lengths of the corners', () => {
    fc.assert(
      fc.property(share, share, (x, y) => {
        const length = norm(padBlend(corners, x, y, method));
        const lengths = corners.map(norm);
        expect(length).toBeGreaterThan(Math.min(...lengths) - 1e-4);
        expect(length).toBeLessThan(Math.max(...lengths) + 1e-4);
      }),
      { numRuns: 40 },
    );
  });
});

it('the Karcher mean of four points at right angles lies as far from each, in the middle', () => {
  const axes = [0, 1, 2, 3].map((axis) => Float32Array.from({ length: 4 }, (_, i) => (i === axis ? 2 : 0)));
  const [a, b, c, d] = axes as unknown as Corners<Float32Array>;
  expectNear(padBlend([a, b, c, d], 0.5, 0.5, 'mean'), new Float64Array(4).fill(1));
  expectNear(padBlend([a, b, c, d], 0.5, 0.5, 'slerp'), new Float64Array(4).fill(1));
});

it('noise blended by LOL is noise of the same spread in the middle', () => {
  const large = [1, 2, 3, 4].map((seed) => noise(seed, 20_000)) as unknown as Corners<Float32Array>;
  expect(norm(padBlend(large, 0.4, 0.7, 'lol')) / Math.sqrt(20_000)).toBeCloseTo(1, 1.5);
});

it('opposite corners are an error where great circles would join them', () => {
  const opposite: Corners<Vector> = [topLeft, topLeft.map((value) => -value), bottomLeft, bottomRight];
  expect(() => padBlend(opposite, 0.5, 1, 'slerp')).toThrow('opposite each other');
  expect(() => padBlend(opposite, 0.5, 0, 'slerp')).not.toThrow();
});
