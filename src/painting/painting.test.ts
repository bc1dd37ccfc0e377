import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from '../tensor/work.ts';
import { feathered } from './feathered.ts';
import { type FieldSize, paintedField } from './paintStroke.ts';
import { type Stroke, strokesIn, usualStroke } from './stroke.ts';

const square = { width: 40, height: 40 };
const dab = (place: readonly [number, number], more: Partial<Stroke> = {}): Stroke => ({
  ...{ points: place, radius: 0.25, hardness: 1, value: 1, opacity: 1 },
  ...more,
});
const painted = (strokes: readonly Stroke[], size: FieldSize = square) => finish(paintedField(strokes, size));
const at = (field: Float32Array, x: number, y: number, { width } = square) => field[y * width + x];

const share = fc.double({ min: -0.2, max: 1.2, noNaN: true });
const anyStroke = fc.record({
  points: fc.array(fc.tuple(share, share), { maxLength: 6 }).map((points) => points.flat()),
  radius: fc.double({ min: 0.01, max: 0.6, noNaN: true }),
  hardness: fc.double({ min: 0, max: 1, noNaN: true }),
  value: fc.double({ min: -2, max: 2, noNaN: true }),
  opacity: fc.double({ min: 0, max: 1, noNaN: true }),
});

describe('a stroke', () => {
  it('covers what lies within its radius, and nothing beyond its edge', () => {
    const field = painted([dab([0.5, 0.5])]);
    for (let y = 0; y < 40; y++) {
      for (let x = 0; x < 40; x++) {
        const distance = Math.hypot(x + 0.5 - 20, y + 0.5 - 20);
        if (distance <= 9.5) expect(at(field, x, y)).toBe(1);
        if (distance >= 10.5) expect(at(field, x, y)).toBe(0);
      }
    }
  });

  it('is as wide across as down in a picture that is not square', () => {
    const size = { width: 80, height: 40 };
    const field = painted([dab([0.5, 0.5])], size);
    expect([at(field, 31, 20, size), at(field, 29, 20, size)]).toEqual([1, 0]);
    expect([at(field, 40, 11, size), at(field, 40, 9, size)]).toEqual([1, 0]);
  });

  it('covers the straight way between its points, to their ends', () => {
    const field = painted([{ points: [0.25, 0.5, 0.75, 0.5], radius: 0.1, hardness: 1, value: 1, opacity: 1 }]);
    expect([5, 7, 20, 32, 35].map((x) => at(field, x, 20))).toEqual([0, 1, 1, 1, 0]);
    expect([15, 17, 22, 25].map((y) => at(field, 20, y))).toEqual([0, 1, 1, 0]);
  });

  it('fades from its middle where it is soft, and half way out where it is half hard', () => {
    const soft = painted([dab([0.5, 0.5], { hardness: 0 })]);
    const half = painted([dab([0.5, 0.5], { hardness: 0.5 })]);
    expect(at(soft, 24, 20)).toBeGreaterThan(0.4);
    expect(at(soft, 24, 20)).toBeLessThan(0.7);
    expect(at(half, 24, 20)).toBe(1);
    expect(at(half, 27, 20)).toBeGreaterThan(0.3);
    expect(at(half, 27, 20)).toBeLessThan(0.7);
    expect([at(soft, 31, 20), at(half, 31, 20)]).toEqual([0, 0]);
  });

  it('that crosses itself covers no more than one that does not', () => {
    const points = [0.2, 0.5, 0.8, 0.5];
    const once = painted([dab([0, 0], { points, hardness: 0.3, value: 0.5 })]);
    const back = painted([dab([0, 0], { points: [...points, 0.2, 0.5], hardness: 0.3, value: 0.5 })]);
    expect(back).toEqual(once);
  });

  it('without points covers everything', () => {
    expect(new Set(painted([dab([0.5, 0.5]), dab([0, 0], { points: [], value: 0.25 })]))).toEqual(new Set([0.25]));
  });

  it('of half an opacity covers half, leaves white as white, and takes away by half', () => {
    const half = (more: Partial<Stroke>) => dab([0.5, 0.5], { opacity: 0.5, ...more });
    expect(at(painted([half({})]), 20, 20)).toBe(0.5);
    expect(at(painted([dab([0.5, 0.5]), half({})]), 20, 20)).toBe(1);
    expect(at(painted([dab([0.5, 0.5]), half({ value: 0 })]), 20, 20)).toBe(0.5);
    expect(at(painted([half({ points: [] })]), 20, 20)).toBe(0.5);
  });

  it('of nothing takes away what was there', () => {
    const field = painted([dab([0.5, 0.5]), dab([0.5, 0.5], { radius: 0.1, value: 0 })]);
    expect([at(field, 20, 20), at(field, 26, 20)]).toEqual([0, 1]);
  });

  it('outside of the picture leaves it as it is', () => {
    expect(new Set(painted([dab([3, -2]), dab([-1, 0.5])]))).toEqual(new Set([0]));
  });

  it('that covers half leaves the half of what was there', () => {
    const field = painted([dab([0, 0], { points: [], value: 1 }), dab([0.5, 0.5], { hardness: 0, value: -1 })]);
    const over = painted([dab([0.5, 0.5], { hardness: 0, value: 1 })]);
    field.forEach((value, index) => {
      expect(value).toBeCloseTo(1 - 2 * (over[index] as number), 5);
    });
  });
});

describe('strokes', () => {
  it('never leave more than the strongest of them, nor less than the weakest', () => {
    fc.assert(
      fc.property(fc.array(anyStroke, { maxLength: 5 }), (strokes) => {
        const values = [0, ...strokes.map(({ value }) => value)];
        const [least, most] = [Math.min(...values), Math.max(...values)];
        for (const value of painted(strokes, { width: 12, height: 9 })) {
          expect(value).toBeGreaterThanOrEqual(least - 1e-6);
          expect(value).toBeLessThanOrEqual(most + 1e-6);
        }
      }),
    );
  });

  it('leave the same of a picture at any size', () => {
    fc.assert(
      fc.property(fc.array(anyStroke, { maxLength: 3 }), (strokes) => {
        const soft = strokes.map((stroke) => ({ ...stroke, radius: 0.2 + stroke.radius, hardness: 0.2 }));
        const small = painted(soft, { width: 24, height: 32 });
        const large = painted(soft, { width: 72, height: 96 });
        small.forEach((value, index) => {
          const [x, y] = [index % 24, Math.floor(index / 24)];
          // The middle of a pixel of the small one is the middle of a pixel of the large one.
          expect(large[(3 * y + 1) * 72 + 3 * x + 1]).toBeCloseTo(value, 4);
        });
      }),
      { numRuns: 30 },
    );
  });

  it('are read from a file, without what is none', () => {
    const whole = { points: [0, 0.5], radius: 0.1, hardness: 0.5, value: 1, opacity: 0.5 };
    const short = { points: [0, 0.5], radius: 0.1, value: 1 };
    expect(strokesIn([whole, short, null, 'x', { ...whole, points: [0] }, { ...whole, radius: Number.NaN }])).toEqual([
      whole,
      { ...short, ...usualStroke },
    ]);
    expect(strokesIn({ length: 3 })).toEqual([]);
  });
});

describe('a feather', () => {
  const soften = (field: Float32Array, width: number, size: FieldSize = square) =>
    finish(feathered(field, size, width));

  it('leaves a plain field as it is, up to its border', () => {
    for (const value of soften(new Float32Array(1600).fill(0.75), 30)) expect(value).toBeCloseTo(0.75, 6);
  });

  it('takes nothing from the whole, and spreads it evenly to all sides', () => {
    const point = new Float32Array(41 * 41);
    point[20 * 41 + 20] = 1;
    const size = { width: 41, height: 41 };
    const soft = soften(point, 12, size);
    expect(soft.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
    const around = [at(soft, 25, 20, size), at(soft, 15, 20, size), at(soft, 20, 25, size), at(soft, 20, 15, size)];
    for (const value of around) expect(value).toBeCloseTo(around[0] as number, 7);
    // Two deviations, which the width counts to each side, are three pixels each.
    expect((at(soft, 23, 20, size) as number) / (at(soft, 20, 20, size) as number)).toBeCloseTo(Math.exp(-0.5), 4);
  });

  it('of no width changes nothing', () => {
    const field = painted([dab([0.5, 0.5])]);
    expect(soften(field, 0)).toEqual(field);
  });
});
