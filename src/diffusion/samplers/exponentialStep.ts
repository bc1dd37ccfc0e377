import type { Tensor } from '../../tensor/tensor.ts';
import { weightedSum } from '../../tensor/weightedSum.ts';
import { type NoiseLevel, noiseRate } from '../noiseLevel.ts';

/** What a network said at a level: the clean latents that it believed in, or the noise. */
export interface Output {
  readonly value: Tensor;
  readonly level: NoiseLevel;
}

/**
 * One step of an exponential integrator in lambda = -ln sigma, exact where the output runs as a + b s + c s² over the step,
 * s from 0 to 1: x' = kept x + constant a + slope b + curve c + noise n, n ~ N(0, I).
 */
export interface StepGains {
  readonly kept: number;
  readonly constant: number;
  readonly slope: number;
  readonly curve: number;
  readonly noise: number;
}

/**
 * For outputs that are clean latents (DPM-Solver++, Lu et al., arXiv 2211.01095, eq. 8). `eta` 1 is the stochastic equation
 * of section 3.4, 0 the deterministic one.
 */
export function dataGains(from: NoiseLevel, to: NoiseLevel, eta: number): StepGains {
  const ratio = to.sigma / from.sigma;
  const h = -Math.log(ratio) * (1 + eta);
  const fall = Math.expm1(-h);
  return {
    kept: (noiseRate(to) / noiseRate(from)) * ratio ** eta,
    constant: -to.signal * fall,
    slope: to.signal * (1 + fall / h),
    curve: to.signal * (1 - (2 * (fall + h)) / h ** 2),
    noise: noiseRate(to) * Math.sqrt(1 - ratio ** (2 * eta)),
  };
}

/** For outputs that are noise (DPM-Solver, Lu et al., arXiv 2206.00927, eq. 3.4); from a level with some signal. */
export function noiseGains(from: NoiseLevel, to: NoiseLevel, eta: number): StepGains {
  const h = Math.log(from.sigma / to.sigma);
  const rate = noiseRate(to);
  const rise = to.signal * from.sigma - rate;
  return {
    kept: to.signal / from.signal,
    constant: -(1 + eta) * rise,
    slope: -(1 + eta) * (rise / h - rate),
    curve: -(1 + eta) * ((2 * (rise - rate * h)) / h ** 2 - rate),
    noise: Math.sqrt(eta * ((to.signal * from.sigma) ** 2 - rate ** 2)),
  };
}

/**
 * The outputs, the one at `from` first, through which a polynomial can be laid over the step: at most `order`, none of an
 * infinite sigma or at the level of its neighbour, and one alone where the step starts or ends at infinite lambda.
 */
export function usableOutputs(outputs: readonly Output[], to: NoiseLevel, order: number): readonly Output[] {
  const sigma = (index: number) => outputs[index]?.level.sigma as number;
  const h = Math.log(sigma(0) / to.sigma);
  if (h === 0 || !Number.isFinite(h)) return outputs.slice(0, 1);
  const end = outputs.findIndex((_, i) => i > 0 && (sigma(i) === sigma(i - 1) || !Number.isFinite(sigma(i))));
  return outputs.slice(0, Math.min(order, end < 0 ? outputs.length : end));
}

/** Steps with the polynomial through one, two or three outputs, of which the first lies where x is. */
export function exponentialStep(
  x: Tensor,
  outputs: readonly Output[],
  to: NoiseLevel,
  gains: StepGains,
  noise: () => Tensor,
): Tensor {
  const { slope, curve } = derivativeWeights(positions(outputs, to));
  return weightedSum([
    [gains.kept, x],
    ...outputs.map(({ value }, i) => {
      const bend = outputs.length > 1 ? gains.slope * (slope[i] as number) : 0;
      const bow = outputs.length > 2 ? gains.curve * (curve[i] as number) : 0;
      return [(i === 0 ? gains.constant : 0) + bend + bow, value] as const;
    }),
    ...(gains.noise > 0 ? [[gains.noise, noise()] as const] : []),
  ]);
}

/** Where outputs lie in the step: 0 at its start, 1 at its end, before it below 0. */
function positions(outputs: readonly Output[], to: NoiseLevel): number[] {
  const start = outputs[0]?.level.sigma as number;
  const h = Math.log(start / to.sigma);
  return outputs.map(({ level }) => Math.log(start / level.sigma) / h);
}

/** What each value counts in the b and c of the polynomial a + b s + c s² through values at 0 and one or two other places. */
function derivativeWeights([, first, second]: readonly number[]): Record<'slope' | 'curve', readonly number[]> {
  if (first === undefined) return { slope: [0], curve: [0] };
  if (second === undefined) return { slope: [-1 / first, 1 / first], curve: [0, 0] };
  const apart = second - first;
  const curve = [1 / (first * second), -1 / (first * apart), 1 / (second * apart)] as const;
  return { curve, slope: [-1 / first - first * curve[0], 1 / first - first * curve[1], -first * curve[2]] };
}
