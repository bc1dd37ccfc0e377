import { describe, expect, test } from 'vitest';
import { CLEAN, type NoiseLevel, PURE_NOISE, variancePreserving } from '../diffusion/noiseLevel.ts';
import { tensor } from '../tensor/tensor.ts';
import { finish } from '../tensor/work.ts';
import type { Report } from './report.ts';
import { summarise } from './summarise.ts';
import type { Direction, PortType, PortValues } from './values.ts';

const space = { name: 'space' } as PortValues['latents']['space'];
const shape = [1, 4, 8, 8];
const dimensions = 256;

/** Points of the given norms, as multiples of the root of their dimensions. */
const latents = (level: NoiseLevel, ...norms: number[]): PortValues['latents'] => ({
  tensor: tensor(
    Float32Array.from({ length: norms.length * dimensions }, (_, i) => norms[Math.floor(i / dimensions)] as number),
    [norms.length, ...shape.slice(1)],
  ),
  level,
  space,
});
const factsOf = (level: NoiseLevel, ...norms: number[]) =>
  finish(summarise('latents', latents(level, ...norms))).latents;
const warningOf = (level: NoiseLevel, ...norms: number[]) => factsOf(level, ...norms)?.warning;

describe('noise is warned of when it is more than five standard deviations off the shell', () => {
  const deviation = 1 / Math.sqrt(2 * dimensions);

  test.each([-4.9, 0, 4.9])('not at %d', (deviations) => {
    expect(warningOf(PURE_NOISE, 1 + deviations * deviation)).toBeUndefined();
  });

  test('inside and outside, with the distance', () => {
    expect(warningOf(PURE_NOISE, 1 - 5.1 * deviation)).toContain('5 standard deviations inside');
    expect(warningOf(PURE_NOISE, 1 + 8.2 * deviation)).toContain('8 standard deviations outside');
    expect(warningOf(PURE_NOISE, 1 + 8.2 * deviation)).toContain('norm 1.36 √d');
  });

  test('when a single item of a batch is, and the farthest is named', () => {
    expect(warningOf(PURE_NOISE, 1, 1 + 6 * deviation, 1 - 9 * deviation, 1)).toContain('9 standard deviations inside');
    expect(warningOf(PURE_NOISE, 1, 1 - 6 * deviation, 1 + 9 * deviation, 1)).toContain(
      '9 standard deviations outside',
    );
  });

  test('by the number of its dimensions', () => {
    const small = { ...latents(PURE_NOISE, 1), tensor: tensor(new Float32Array(8).fill(1.5), [1, 2, 2, 2]) };
    expect(finish(summarise('latents', small)).latents?.warning).toBeUndefined();
  });
});

describe('latents of other levels', () => {
  test.each([0.41, 1, 1.99])('may have a norm of %d', (norm) => {
    expect(warningOf(CLEAN, norm)).toBeUndefined();
    expect(warningOf(variancePreserving(3), norm)).toBeUndefined();
  });

  test.each([0.39, 2.01])('are warned of at a norm of %d', (norm) => {
    expect(warningOf(CLEAN, norm)).toContain(`${norm} √d`);
  });

  test('are warned of when a value is not finite', () => {
    expect(warningOf(CLEAN, 1, Number.NaN, 1)).toContain('not finite');
    expect(warningOf(CLEAN, Number.POSITIVE_INFINITY)).toContain('not finite');
  });

  test('tell their level and the mean norm of their items', () => {
    expect(factsOf(variancePreserving(7.2), 0.5, 1)).toEqual({ level: 'σ 7.20', norm: 0.75 });
  });
});

describe('each kind of value in one line', () => {
  const direction = (scale: 'raw' | 'unit') => ({
    scale,
    rawNorm: 12.345,
    tensor: tensor(new Float32Array(4), [1, 4, 1, 1]),
  });
  const conditioning = (prompt: string) => ({
    prompt,
    tensors: { hidden: tensor(new Float32Array(6), [1, 2, 3]) },
  });
  const steps = (count: number) => Array.from({ length: count }, (_, i) => ({ from: { sigma: count - i, signal: 1 } }));
  const image = (count: number) => tensor(new Float32Array(count * 12), [count, 3, 2, 2]);

  test.each<[PortType, unknown, string]>([
    ['image', image(1), '1 image, 3 × 2 × 2'],
    ['image', image(2), '2 images, 3 × 2 × 2'],
    ['image_set', { count: 1 }, '1 picture'],
    ['image_set', { count: 7 }, '7 pictures'],
    ['latents', latents(CLEAN, 1), '1 point, 4 × 8 × 8, clean'],
    ['latents', latents(PURE_NOISE, 1, 1), '2 points, 4 × 8 × 8, pure noise'],
    ['direction', direction('raw'), 'raw direction, norm 12.3'],
    ['direction', direction('unit'), 'unit direction, norm 12.3'],
    ['conditioning', conditioning('a house'), '“a house”'],
    ['conditioning', conditioning('  '), 'empty prompt'],
    ['model', { name: 'tiny' }, 'tiny'],
    ['vae', { space }, 'space'],
    ['text_encoder', {}, 'text encoder'],
    ['sigmas', { sampler: 'euler', steps: steps(3) }, '3 steps, euler'],
    ['number', 0.1 + 0.2, '0.3'],
    ['numbers', [0.5], '0.5'],
    ['numbers', [], '0 numbers'],
    ['numbers', [1, 2, 3], '3 numbers'],
    ['text', 'x'.repeat(100), 'x'.repeat(80)],
    ['report', { title: 'Statistics' }, 'Statistics'],
    ['any', Symbol('anything'), 'passed through'],
  ])('%s: %o', (type, value, text) => {
    expect(finish(summarise(type, value))).toMatchObject({ type, text });
  });

  test('with the shape of what has one', () => {
    expect(finish(summarise('image', image(2))).shape).toEqual([2, 3, 2, 2]);
    expect(finish(summarise('latents', latents(CLEAN, 1))).shape).toEqual(shape);
    expect(finish(summarise('direction', direction('raw'))).shape).toEqual([1, 4, 1, 1]);
    expect(finish(summarise('conditioning', conditioning('a'))).shape).toEqual([1, 2, 3]);
  });

  test('a unit direction that was made frame by frame has the norm of all its frames', () => {
    const tensor = { data: new Float32Array(4).fill(1), shape: [1, 1, 4, 1, 1] };
    const apart = { ...direction('unit'), tensor, raw: tensor, actOn: 'frames' as const };
    const { text, direction: facts } = finish(summarise('direction', apart));
    expect([text, facts]).toEqual(['unit direction, norm 12.3, frame by frame', { scale: 'unit', norm: 2 }]);
  });

  test('a unit direction has norm 1, a raw one its own', () => {
    const facts = (scale: Direction['scale']) => finish(summarise('direction', direction(scale))).direction;
    expect(facts('unit')).toEqual({ scale: 'unit', norm: 1 });
    expect(facts('raw')).toEqual({ scale: 'raw', norm: 12.345 });
  });

  test('and small values as they are, cut where they are long', () => {
    const numbers = Array.from({ length: 100 }, (_, i) => i);
    expect(finish(summarise('number', 0.25)).value).toBe(0.25);
    expect(finish(summarise('numbers', numbers)).value).toEqual(numbers.slice(0, 64));
    expect(finish(summarise('sigmas', { sampler: 'euler', steps: steps(100) })).value).toEqual(
      Array.from({ length: 64 }, (_, i) => 100 - i),
    );
    expect(finish(summarise('text', 'y'.repeat(3000))).value).toBe('y'.repeat(2000));
    expect(finish(summarise('conditioning', conditioning('z'.repeat(3000)))).text).toHaveLength(2002);
    const report: Report = { title: 'R', notes: [], tables: [], charts: [] };
    expect(finish(summarise('report', report)).report).toBe(report);
  });
});
