import type { Tensor } from '../../tensor/tensor.ts';
import { weightedSum } from '../../tensor/weightedSum.ts';
import { type NoiseLevel, noiseRate } from '../noiseLevel.ts';
import { basisPolynomial } from './basisPolynomial.ts';
import { dataGains, noiseGains, type Output } from './exponentialStep.ts';
import type { Predicted } from './multistep.ts';

/** How a step of stochastic Adams reckons. */
export interface AdamsEquation {
  readonly predicted: Predicted;
  /** How stochastic the equation is (tau of the paper): 0 not at all, 1 as the reverse of diffusion. */
  readonly tau: number;
  /** The N(0, I) draw of the step; undefined where tau is 0. */
  readonly drawn: Tensor | undefined;
}

/**
 * One step of SA-Solver's predictor or corrector (Xue et al., arXiv 2309.05019): from x at one level to another,
 * with the polynomial through outputs at levels before the step for the predictor, at its end too for the corrector.
 */
export function adamsStep(
  x: Tensor,
  from: NoiseLevel,
  outputs: readonly Output[],
  to: NoiseLevel,
  { predicted, tau, drawn }: AdamsEquation,
): Tensor {
  const gains = predicted === 'data' ? dataGains(from, to, tau ** 2) : noiseGains(from, to, tau ** 2);
  const h = Math.log(from.sigma / to.sigma);
  const places = outputs.map(({ level }) => Math.log(from.sigma / level.sigma) / h);
  const growth = 1 + tau ** 2;
  const [rate, end] = predicted === 'data' ? [-growth * h, to.signal] : [h, growth * noiseRate(to)];
  const moments = momentsOf(outputs.length, gains.constant, rate, end);
  // Its authors' steps through two outputs count the slope as if it were met half way.
  if (outputs.length === 2 && predicted === 'data') moments[1] = (-rate * to.signal) / 2;
  return weightedSum([
    [gains.kept, x],
    ...outputs.map(({ value }, k) => [dot(basisPolynomial(places, k), moments), value] as const),
    ...(drawn ? [[gains.noise, drawn] as const] : []),
  ]);
}

/** What an output adds that runs as 1, s, s² .. over the step, s from 0 to 1: by parts, each from the one before. */
function momentsOf(count: number, constant: number, rate: number, end: number): number[] {
  const moments = [constant];
  for (let n = 1; n < count; n++) moments.push(end + (n / rate) * (moments[n - 1] as number));
  return moments;
}

function dot(coefficients: readonly number[], moments: readonly number[]): number {
  return coefficients.reduce((sum, coefficient, n) => sum + coefficient * (moments[n] as number), 0);
}
