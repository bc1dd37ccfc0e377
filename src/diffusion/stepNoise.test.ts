import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TorchGenerator } from '../tensor/random.ts';
import { initialNoise, seededStepNoise, stepNoise } from './stepNoise.ts';

const shape = [1, 4, 2, 2];

/** The draws of a seed, one after the other, from a generator of its own. */
function drawsOf(seed: number, count: number, itemShape = shape) {
  const generator = new TorchGenerator(seed);
  return Array.from({ length: count }, () => generator.randn(itemShape));
}

describe('the noise of a step is its own draw of the seed', () => {
  const draws = drawsOf(11, 9);

  test('in whatever order the steps are asked for', () => {
    const anyOrder = fc.array(fc.integer({ min: -1, max: 7 }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(anyOrder, (steps) => {
        for (const step of steps) {
          const drawn = step < 0 ? initialNoise(11, shape) : stepNoise(11, step, shape);
          expect(drawn, `step ${step} of ${steps}`).toEqual(draws[step + 1]);
        }
      }),
    );
  });

  test('when the same step is asked for again, and when an earlier one follows a later one', () => {
    expect(stepNoise(11, 4, shape)).toEqual(draws[5]);
    expect(stepNoise(11, 4, shape)).toEqual(draws[5]);
    expect(stepNoise(11, 3, shape)).toEqual(draws[4]);
    expect(stepNoise(11, 5, shape)).toEqual(draws[6]);
  });

  test('between those of other seeds and shapes', () => {
    expect(stepNoise(11, 1, shape)).toEqual(draws[2]);
    expect(stepNoise(12, 1, shape)).toEqual(drawsOf(12, 3)[2]);
    expect(stepNoise(11, 1, [1, 1, 2, 2])).toEqual(drawsOf(11, 3, [1, 1, 2, 2])[2]);
    expect(stepNoise(11, 2, shape)).toEqual(draws[3]);
  });

  test('after so many others that its generator was given up', () => {
    expect(stepNoise(11, 1, shape)).toEqual(draws[2]);
    for (let seed = 100; seed < 120; seed++) stepNoise(seed, 0, shape);
    expect(stepNoise(11, 2, shape)).toEqual(draws[3]);
  });

  test('for every item of a batch', () => {
    const noise = seededStepNoise(11);
    expect(noise(3, shape, 0)).toEqual(draws[4]);
    expect(noise(3, shape, 7)).toEqual(draws[4]);
  });
});
