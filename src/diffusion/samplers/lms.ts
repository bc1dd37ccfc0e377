import { z } from 'zod';
import { weightedSum } from '../../tensor/weightedSum.ts';
import type { NoiseLevel } from '../noiseLevel.ts';
import { type Schedule, stepAt } from '../schedule.ts';
import type { Output } from './exponentialStep.ts';
import { kDiffusionKeys, kDiffusionSchedule, placeOf } from './kDiffusion.ts';
import { restartOption } from './restart.ts';
import { defineSampler } from './sampler.ts';
import { slopeAt } from './slope.ts';

/** The slopes of x over sigma at the last steps, or over time in flow matching, the newest first; at most 3. */
type LmsHistory = readonly Output[];

/**
 * Linear multistep (k-diffusion's lms, after Adams and Bashforth for uneven steps): the slopes at up to four levels as a
 * polynomial in sigma, integrated over the step. A start in the middle begins with one slope, which diffusers weighs as one
 * of four.
 */
export const lms = defineSampler({
  id: 'lms',
  title: 'LMS',
  docs: 'Reuses up to four steps, one of the first samplers for Stable Diffusion: 30 steps and more.',
  follows: ['customSigmas', 'customTimesteps'],
  classes: ['LMSDiscreteScheduler'],
  settings: kDiffusionKeys,
  options: {
    restart: restartOption,
    lms_order: z.int().min(1).max(4).default(4).describe('How many steps the slope is taken from.'),
  },

  schedule: (training, request, keys) => kDiffusionSchedule('lms', training, request, keys),

  async step({ x, index, schedule, training, options, history, denoise }) {
    const { from, to, timestep } = stepAt(schedule, index);
    const denoised = await denoise(x, from, timestep);
    const slope = slopeAt(x, denoised, from, training.kind);
    const remembered = [{ value: slope, level: from }, ...((history as LmsHistory | undefined) ?? [])];
    const slopes = remembered.slice(0, options.lms_order);
    const place = (level: NoiseLevel) => placeOf(level, training.kind);
    const visited = slopes.map(({ level }) => level);
    const levels = options.restart === 'exact' ? visited : lastLevels(schedule, index, options.lms_order);
    const weights = integralWeights(levels.map(place), place(to));
    const scale = (level: NoiseLevel) => (training.kind === 'flow' ? 1 : level.signal);
    return {
      x: weightedSum([
        [scale(to) / scale(from), x],
        ...slopes.map(({ value }, i) => [scale(to) * (weights[i] as number), value] as const),
      ]),
      denoised,
      history: remembered.slice(0, 3) satisfies LmsHistory,
    };
  },
});

/** Where the last steps of the schedule start, the newest first, whether they were taken or not. */
function lastLevels({ steps }: Schedule, index: number, count: number): NoiseLevel[] {
  return steps
    .slice(Math.max(0, index + 1 - count), index + 1)
    .map(({ from }) => from)
    .reverse();
}

/** Integrals, from the first place to `end`, of the polynomials that are 1 at one place and 0 at the others. */
function integralWeights(places: readonly number[], end: number): number[] {
  const [start = end] = places;
  const half = (end - start) / 2;
  const middle = (start + end) / 2;
  const offset = half / Math.sqrt(3);
  return places.map((_, k) => half * (basisAt(places, k, middle - offset) + basisAt(places, k, middle + offset)));
}

/** Lagrange's polynomials are of third degree at most, which two points of Gauss integrate exactly. */
function basisAt(places: readonly number[], k: number, at: number): number {
  const own = places[k] as number;
  return places.reduce((product, place, i) => (i === k ? product : (product * (at - place)) / (own - place)), 1);
}
