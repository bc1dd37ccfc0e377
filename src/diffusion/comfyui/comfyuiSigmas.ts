import { betaQuantile } from '../betaQuantile.ts';
import type { NoiseSchedule } from '../noiseSchedule.ts';
import { exponentialSigmas, karrasSigmas } from '../sigmas.ts';
import { linspace, roundHalfEven } from '../spacing.ts';

/** What ComfyUI asks of a model: its levels of training, and the level at a share of the way from clean (0) to noise (1). */
export interface TrainedLevels {
  /** Ascending: sigmas, or the shifted times of flow matching. */
  readonly sigmas: ArrayLike<number>;
  /** The shares at which the lowest and the highest level lie. */
  readonly ends: readonly [lowest: number, highest: number];
  sigmaAt(share: number): number;
}

/** The shift that ComfyUI gives FLUX dev whatever the size of the picture. */
const FLUX_SHIFT = 1.15;
const FLUX_LEVELS = 10_000;

/** @throws RangeError for models whose levels are no table and no flow. */
export function trainedLevels(training: NoiseSchedule): TrainedLevels {
  if (training.kind === 'discrete') return tableLevels(training.sigmas);
  if (training.kind === 'edm')
    throw new RangeError('the levels of EDM models in ComfyUI are not known here: use Denoise');
  const dynamic = training.config.use_dynamic_shifting === true;
  const flow = dynamic ? training.shiftedBy(FLUX_SHIFT) : training;
  const count = dynamic ? FLUX_LEVELS : training.trainSteps;
  const sigmaAt = (share: number) => flow.shifted([share])[0] as number;
  const sigmas = Array.from({ length: count }, (_, index) => sigmaAt((index + 1) / count));
  // ComfyUI takes a shifted time for one that is not yet shifted, as SD3's authors do.
  return { sigmas, ends: [sigmas[0] as number, 1], sigmaAt };
}

/** A table is read between its entries in ln sigma. */
function tableLevels(sigmas: Float32Array): TrainedLevels {
  const last = sigmas.length - 1;
  const logs = sigmas.map(Math.log);
  const sigmaAt = (share: number) => {
    const index = Math.fround(share * last);
    const low = Math.floor(index);
    const [below, above] = [logs[low] as number, logs[Math.min(low + 1, last)] as number];
    return Math.exp(below + (index - low) * (above - below));
  };
  return { sigmas, ends: [0, 1], sigmaAt };
}

type Spread = (steps: number, levels: TrainedLevels) => number[];

const lowest = ({ sigmas }: TrainedLevels) => sigmas[0] as number;
const highest = ({ sigmas }: TrainedLevels) => sigmas[sigmas.length - 1] as number;

const normal: Spread = (steps, { ends, sigmaAt }) => linspace(ends[1], ends[0], steps).map(sigmaAt);

const sgmUniform: Spread = (steps, { ends, sigmaAt }) =>
  linspace(ends[1], ends[0], steps + 1)
    .slice(0, steps)
    .map(sigmaAt);

const simple: Spread = (steps, { sigmas }) => {
  const stride = sigmas.length / steps;
  return Array.from({ length: steps }, (_, i) => sigmas[sigmas.length - 1 - Math.trunc(i * stride)] as number);
};

/** A step more where the levels do not divide evenly. */
const ddimUniform: Spread = (steps, { sigmas }) => {
  const stride = Math.max(1, Math.floor(sigmas.length / steps));
  const picked: number[] = [];
  for (let index = 1; index < sigmas.length; index += stride) picked.unshift(sigmas[index] as number);
  return picked;
};

/** Quantiles of Beta(0.6, 0.6) as indices of training (Lee et al., arXiv 2407.12173); those that fall together count once. */
const beta: Spread = (steps, { sigmas }) => {
  const indices = Array.from({ length: steps }, (_, i) =>
    roundHalfEven(betaQuantile(1 - i / steps) * (sigmas.length - 1)),
  );
  return [...new Set(indices)].map((index) => sigmas[index] as number);
};

const THRESHOLD = 0.025;

/** Straight through the first half, down to 0.975 of the noise, then a parabola (as of Mochi). */
const linearQuadratic: Spread = (steps, levels) => {
  if (steps === 1) return [highest(levels)];
  const straight = Math.floor(steps / 2);
  const curved = steps - straight;
  const difference = straight - THRESHOLD * steps;
  const square = difference / (straight * curved ** 2);
  const linear = THRESHOLD / straight - (2 * difference) / curved ** 2;
  const done = (i: number) =>
    i < straight ? (i * THRESHOLD) / straight : square * i ** 2 + linear * i + square * straight ** 2;
  return Array.from({ length: steps }, (_, i) => (1 - done(i)) * highest(levels));
};

/** Evenly in the arc tangent of sigma (Sabour et al., arXiv 2404.14507, eq. 9). */
const klOptimal: Spread = (steps, levels) => {
  if (steps < 2) throw new RangeError('kl_optimal takes 2 steps or more');
  return linspace(Math.atan(highest(levels)), Math.atan(lowest(levels)), steps).map(Math.tan);
};

/** ComfyUI's schedulers by name: descending levels, without the clean end. */
export const comfyuiSpreads = {
  normal,
  karras: (steps, levels) => karrasSigmas(highest(levels), lowest(levels), steps),
  exponential: (steps, levels) => exponentialSigmas(highest(levels), lowest(levels), steps),
  sgm_uniform: sgmUniform,
  simple,
  ddim_uniform: ddimUniform,
  beta,
  linear_quadratic: linearQuadratic,
  kl_optimal: klOptimal,
} as const satisfies Record<string, Spread>;

export type ComfyuiScheduler = keyof typeof comfyuiSpreads;
export const comfyuiSchedulers = Object.keys(comfyuiSpreads) as [ComfyuiScheduler, ...ComfyuiScheduler[]];
