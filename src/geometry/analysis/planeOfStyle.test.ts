import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from '../../tensor/work.ts';
import { dimensions, gaussian, seeds } from '../testing/arbitraries.ts';
import { combine, distance } from '../vector.ts';
import { planeOfStyle } from './planeOfStyle.ts';

const four = fc.record({ size: dimensions.filter((size) => size > 2), seed: seeds }).map(({ size, seed }) => {
  const [neutral, style, content] = [0, 1, 2].map((i) => gaussian(size, seed + i)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  return { neutral, style, content, result: combine(1, content, 1, combine(1, style, -1, neutral)) };
});

describe('the plane of a style transfer', () => {
  it('holds the four points as the corners of a parallelogram, at their true distances', () => {
    fc.assert(
      fc.property(four, ({ neutral, style, content, result }) => {
        const points = [neutral, style, content, result];
        const [n, s, c, r] = finish(planeOfStyle(neutral, style, content, points));
        expect(n).toEqual({ content: 0, style: 0, away: 0 });
        expect(s?.content).toBeCloseTo(0, 9);
        expect(s?.style).toBeCloseTo(distance(style, neutral), 9);
        expect(Math.hypot(c?.content ?? 0, c?.style ?? 0)).toBeCloseTo(distance(content, neutral), 9);
        expect(r?.style).toBeCloseTo((c?.style ?? 0) + (s?.style ?? 0), 9);
        expect(r?.content).toBeCloseTo(c?.content ?? 0, 9);
        for (const point of [n, s, c, r]) expect(point?.away).toBeLessThan(1e-9 * distance(style, neutral));
      }),
    );
  });

  it('tells how far a point lies off it', () => {
    fc.assert(
      fc.property(four, seeds, ({ neutral, style, content }, seed) => {
        const other = gaussian(neutral.length, seed);
        const [place] = finish(planeOfStyle(neutral, style, content, [other]));
        const whole = distance(other, neutral) ** 2;
        const { content: x = 0, style: y = 0, away = 0 } = place ?? {};
        expect(Math.abs(x ** 2 + y ** 2 + away ** 2 - whole)).toBeLessThanOrEqual(1e-9 * whole);
      }),
    );
  });

  it('is not there for points on one line', () => {
    const neutral = gaussian(8, 1);
    const style = gaussian(8, 2);
    const beyond = combine(-1, neutral, 2, style);
    const plane = (a: typeof neutral, b: typeof beyond) => finish(planeOfStyle(neutral, a, b, []));
    expect(() => plane(neutral, beyond)).toThrow('the same point');
    expect(() => plane(style, beyond)).toThrow('on one line');
  });
});
