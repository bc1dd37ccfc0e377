import type { Tensor } from '../../tensor/tensor.ts';
import { weightedSum } from '../../tensor/weightedSum.ts';
import { type NoiseLevel, noiseRate } from '../noiseLevel.ts';
import { basisPolynomial } from './basisPolynomial.ts';
import { dataGains, noiseGains, type Output } from './exponentialStep.ts';
import type { Predicted } from './multistep.ts';

/** How UniPC weighs what goes beyond first order: B(h) = h, or e^h - 1. */
export type Weighing = 'bh1' | 'bh2';

/**
 * One step of UniPC's predictor or corrector (Zhao et al., arXiv 2302.04867, eq. 3 and 4): from x at `base` to a level, with
 * outputs at other levels, before the step for the predictor, at its end too for the corrector.
 */
export function unifiedStep(
  x: Tensor,
  base: Output,
  others: readonly Output[],
  to: NoiseLevel,
  predicted: Predicted,
  weighing: Weighing,
): Tensor {
  const gains = predicted === 'data' ? dataGains(base.level, to, 0) : noiseGains(base.level, to, 0);
  const h = Math.log(base.level.sigma / to.sigma) * (predicted === 'data' ? -1 : 1);
  const places = others.map(({ level }) => Math.log(base.level.sigma / level.sigma) / Math.abs(h));
  const scale = -(predicted === 'data' ? to.signal : noiseRate(to)) * weightOf(h, weighing);
  const shares = sharesOf(places, h, weighing).map((share, k) => (scale * share) / (places[k] as number));
  const constant = gains.constant - shares.reduce((sum, share) => sum + share, 0);
  return weightedSum([
    [gains.kept, x],
    [constant, base.value],
    ...others.map(({ value }, k) => [shares[k] as number, value] as const),
  ]);
}

function weightOf(h: number, weighing: Weighing): number {
  return weighing === 'bh1' ? h : Math.expm1(h);
}

/** What the difference quotient to each place counts, so that polynomials of their number are integrated exactly. */
function sharesOf(places: readonly number[], h: number, weighing: Weighing): number[] {
  if (places.length === 1) return [1 / 2];
  const moments = momentsOf(places.length, h).map((moment) => moment / weightOf(h, weighing));
  return places.map((_, k) =>
    basisPolynomial(places, k).reduce((sum, coefficient, i) => sum + coefficient * (moments[i] as number), 0),
  );
}

/** n! h phi_(n+1)(h) for n = 1 .. count: what the powers 1, s, s² .. of the difference quotient integrate to. */
function momentsOf(count: number, h: number): number[] {
  const moments: number[] = [];
  let rest = Math.expm1(h) / h - 1;
  let factorial = 1;
  for (let n = 1; n <= count; n++) {
    moments.push(rest * factorial);
    factorial *= n + 1;
    rest = rest / h - 1 / factorial;
  }
  return moments;
}
