import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Tensor, tensor } from '../../tensor/tensor.ts';
import { type NoiseLevel, noiseRate, variancePreserving } from '../noiseLevel.ts';
import { dataGains, exponentialStep, noiseGains, type Output } from './exponentialStep.ts';
import { unifiedStep } from './unipcStep.ts';

type Curve = (lambda: number) => number;

const number = (value: number): Tensor => tensor(Float32Array.of(value), [1]);
const only = ({ data }: Tensor): number => data[0] as number;
const lambdaOf = ({ sigma }: NoiseLevel): number => -Math.log(sigma);

/** Simpson's rule. */
function integral(curve: Curve, from: number, to: number, parts = 200): number {
  const width = (to - from) / parts;
  const weight = (i: number) => (i === 0 || i === parts ? 1 : i % 2 === 1 ? 4 : 2);
  let sum = 0;
  for (let i = 0; i <= parts; i++) sum += weight(i) * curve(from + i * width);
  return (sum * width) / 3;
}

/** Where x arrives when the clean latents follow a curve in lambda, and eta takes noise out and puts as much back. */
function solvedForData(x: number, data: Curve, from: NoiseLevel, to: NoiseLevel, eta: number): number {
  const [start, end] = [lambdaOf(from), lambdaOf(to)];
  const pull: Curve = (lambda) => Math.exp(lambda - eta * (end - lambda)) * data(lambda);
  const kept = (noiseRate(to) / noiseRate(from)) * Math.exp(-eta * (end - start));
  return kept * x + (1 + eta) * noiseRate(to) * integral(pull, start, end);
}

/** The same when the noise follows a curve. */
function solvedForNoise(x: number, noise: Curve, from: NoiseLevel, to: NoiseLevel): number {
  const push: Curve = (lambda) => Math.exp(-lambda) * noise(lambda);
  return (to.signal / from.signal) * x - to.signal * integral(push, lambdaOf(from), lambdaOf(to));
}

const step = {
  down: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
  sigma: fc.double({ min: 0.1, max: 20, noNaN: true }),
};
/** The level where a step starts and two before it, and the level where it arrives. */
const levels = fc
  .tuple(step.sigma, step.down, step.down, step.down)
  .map(
    ([sigma, a, b, c]) =>
      [sigma * a, sigma, sigma / b, sigma / b / c].map(variancePreserving) as [to: NoiseLevel, ...NoiseLevel[]],
  );

const polynomials: readonly (readonly [degree: number, Curve])[] = [
  [0, () => 0.8],
  [1, (lambda) => 0.8 - 0.5 * lambda],
  [2, (lambda) => 0.8 - 0.5 * lambda + 0.3 * lambda ** 2],
];

const heard = (curve: Curve, at: readonly NoiseLevel[]): Output[] =>
  at.map((level) => ({ level, value: number(curve(lambdaOf(level))) }));

const noDraw = () => number(0);

describe.each(polynomials)('outputs that follow a polynomial of degree %d are integrated exactly', (degree, curve) => {
  test.each([0, 1])('as clean latents, with eta %d', (eta) => {
    fc.assert(
      fc.property(levels, ([to, ...before]) => {
        const [from] = before as [NoiseLevel, ...NoiseLevel[]];
        const outputs = heard(curve, before.slice(0, degree + 1));
        const x = only(exponentialStep(number(0.4), outputs, to, dataGains(from, to, eta), noDraw));
        expect(x).toBeCloseTo(solvedForData(Math.fround(0.4), curve, from, to, eta), 4);
      }),
    );
  });

  test('as noise', () => {
    fc.assert(
      fc.property(levels, ([to, ...before]) => {
        const [from] = before as [NoiseLevel, ...NoiseLevel[]];
        const outputs = heard(curve, before.slice(0, degree + 1));
        const x = only(exponentialStep(number(0.4), outputs, to, noiseGains(from, to, 0), noDraw));
        const expected = solvedForNoise(Math.fround(0.4), curve, from, to);
        expect(Math.abs(x - expected)).toBeLessThan(1e-4 * Math.max(1, Math.abs(expected)));
      }),
    );
  });
});

describe.each(['bh1', 'bh2'] as const)('UniPC with %s follows a parabola exactly', (weighing) => {
  const curve = polynomials[2]?.[1] as Curve;

  test('of the clean latents, through two outputs before the step or one before and one at its end', () => {
    fc.assert(
      fc.property(levels, ([to, ...before]) => {
        const [from] = before as [NoiseLevel, ...NoiseLevel[]];
        const [base, one, two] = heard(curve, before) as [Output, Output, Output];
        const [end] = heard(curve, [to]) as [Output];
        const expected = solvedForData(Math.fround(0.4), curve, from, to, 0);
        expect(only(unifiedStep(number(0.4), base, [one, two], to, 'data', weighing))).toBeCloseTo(expected, 4);
        expect(only(unifiedStep(number(0.4), base, [one, end], to, 'data', weighing))).toBeCloseTo(expected, 4);
      }),
    );
  });

  test('of the noise', () => {
    fc.assert(
      fc.property(levels, ([to, ...before]) => {
        const [from] = before as [NoiseLevel, ...NoiseLevel[]];
        const [base, one] = heard(curve, before) as [Output, Output];
        const [end] = heard(curve, [to]) as [Output];
        const x = only(unifiedStep(number(0.4), base, [one, end], to, 'noise', weighing));
        const expected = solvedForNoise(Math.fround(0.4), curve, from, to);
        expect(Math.abs(x - expected)).toBeLessThan(1e-4 * Math.max(1, Math.abs(expected)));
      }),
    );
  });
});

describe('the stochastic step', () => {
  test('puts back as much noise as it takes out: of pure noise and nothing else stays pure noise', () => {
    fc.assert(
      fc.property(levels, ([to, from]) => {
        const { kept, noise } = dataGains(from as NoiseLevel, to, 1);
        expect(Math.hypot(kept * noiseRate(from as NoiseLevel), noise)).toBeCloseTo(noiseRate(to), 9);
      }),
    );
  });
});
