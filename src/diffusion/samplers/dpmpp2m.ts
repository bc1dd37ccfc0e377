import { z } from 'zod';
import type { Tensor } from '../../tensor/tensor.ts';
import { weightedSum } from '../../tensor/weightedSum.ts';
import { type NoiseLevel, noiseRate } from '../noiseLevel.ts';
import type { DiscreteSchedule } from '../noiseSchedule.ts';
import { type Picked, picks } from '../pickedSigmas.ts';
import { type Schedule, stepAt } from '../schedule.ts';
import { configuredSigmas, finalSigmaKeys, sigmaKeys, spacingKeys, thresholdKeys } from '../schedulerConfig.ts';
import { isPicked, type SigmaKind, type Spread, sigmaAtTimestep, spreads, timestepAtSigma } from '../sigmas.ts';
import { roundHalfEven, spacedTimesteps } from '../spacing.ts';
import { checkSteps } from './checkSteps.ts';
import { firstOrderStep } from './firstOrder.ts';
import { thresholded } from './limitDenoised.ts';
import { defineSampler, type ScheduleRequest } from './sampler.ts';
import { finalSigma, flowMatchingSchedule, joinedSchedule, levelsOf } from './sigmaSchedule.ts';

/** Other solvers' names for what is nearest to them here, as diffusers takes them. */
const solverTypes = {
  midpoint: 'midpoint',
  heun: 'heun',
  logrho: 'midpoint',
  bh1: 'midpoint',
  bh2: 'midpoint',
} as const;

const settings = {
  ...spacingKeys('linspace'),
  ...sigmaKeys,
  ...finalSigmaKeys,
  ...thresholdKeys,
  use_lu_lambdas: z.boolean().default(false),
  solver_order: z.int().min(1).max(3).default(2),
  algorithm_type: z.enum(['dpmsolver++', 'dpmsolver', 'sde-dpmsolver++', 'sde-dpmsolver']).default('dpmsolver++'),
  /** Of networks that predict their variance too, which no latent diffusion model does. */
  variance_type: z.undefined({ error: 'networks that predict their variance are not supported' }).optional(),
  lower_order_final: z.boolean().default(true),
  euler_at_final: z.boolean().default(false),
  solver_type: z
    .enum(['midpoint', 'heun', 'logrho', 'bh1', 'bh2'])
    .transform((type) => solverTypes[type])
    .default('midpoint'),
  /** Training steps whose ln(signal / noise) is below are left out. */
  lambda_min_clipped: z
    .union([z.number(), z.literal('-inf').transform(() => Number.NEGATIVE_INFINITY)])
    .default(Number.NEGATIVE_INFINITY),
};

type Settings = z.output<z.ZodObject<typeof settings>>;

/** What the step before saw, and where. */
interface Dpmpp2mHistory {
  readonly denoised: Tensor;
  readonly level: NoiseLevel;
}

/** DPM-Solver++ of second order, multistep, data prediction (Lu et al., arXiv 2211.01095, algorithm 2). */
export const dpmpp2m = defineSampler({
  id: 'dpmpp_2m',
  title: 'DPM++ 2M',
  docs: 'Deterministic second-order sampling that reuses the step before: the best pictures in 10 to 20 steps.',
  classes: ['DPMSolverMultistepScheduler'],
  runs: ({ solver_order: order = 2, algorithm_type: algorithm = 'dpmsolver++' }) =>
    order === 2 && algorithm === 'dpmsolver++',
  settings,

  schedule(training, request, keys) {
    checkSteps(request.steps, training);
    const kind = request.sigmas ?? (keys.use_lu_lambdas ? 'lu' : configuredSigmas(keys));
    if (training.kind === 'flow') return flowMatchingSchedule('dpmpp_2m', training, request, kind);
    const parts = partsOf(training, request, keys, kind);
    return joinedSchedule({
      sampler: 'dpmpp_2m',
      initialScale: 1,
      timesteps: parts.timesteps,
      levels: levelsOf([...parts.sigmas, finalSigma(keys.final_sigmas_type, training)]),
    });
  },

  async step({ x, index, schedule, settings: keys, history, denoise }) {
    const { from, to, timestep } = stepAt(schedule, index);
    const denoised = thresholded(await denoise(x, from, timestep), keys);
    const before = lowerOrder(schedule, index, keys) ? undefined : (history as Dpmpp2mHistory | undefined);
    const usable = before && before.level.sigma !== from.sigma && from.sigma !== to.sigma ? before : undefined;
    return {
      x: usable
        ? secondOrderStep(x, denoised, usable, from, to, keys.solver_type)
        : firstOrderStep(x, denoised, from, to),
      denoised,
      history: { denoised, level: from } satisfies Dpmpp2mHistory,
    };
  },
});

/** The last step falls back to first order where it arrives at zero, and in short schedules. */
function lowerOrder({ steps }: Schedule, index: number, keys: Settings): boolean {
  if (index < steps.length - 1) return false;
  return keys.final_sigmas_type === 'zero' || keys.euler_at_final || (keys.lower_order_final && steps.length < 15);
}

/** With lambda = -ln sigma: adds to the first-order step the slope of the denoised latents over the step before. */
function secondOrderStep(
  x: Tensor,
  denoised: Tensor,
  before: Dpmpp2mHistory,
  from: NoiseLevel,
  to: NoiseLevel,
  solver: Settings['solver_type'],
): Tensor {
  const h = Math.log(from.sigma / to.sigma);
  const slope = h / Math.log(before.level.sigma / from.sigma);
  const gain = to.signal * (1 - to.sigma / from.sigma);
  const bend = solver === 'midpoint' ? gain / 2 : to.signal - gain / h;
  return weightedSum([
    [noiseRate(to) / noiseRate(from), x],
    [gain + bend * slope, denoised],
    [-bend * slope, before.denoised],
  ]);
}

interface Parts {
  readonly timesteps: readonly number[];
  readonly sigmas: readonly number[];
}

function partsOf(training: DiscreteSchedule, request: ScheduleRequest, keys: Settings, kind: SigmaKind): Parts {
  if (kind === 'normal') return spacedParts(training, request, keys);
  return isPicked(kind) ? pickedParts(training, request.steps, kind) : spreadParts(training, request.steps, kind);
}

function spacedParts(
  { trainSteps, sigmas }: DiscreteSchedule,
  { steps, spacing = 'auto' }: ScheduleRequest,
  keys: Settings,
): Parts {
  const timesteps = spacedTimesteps({
    spacing: spacing === 'auto' ? keys.timestep_spacing : spacing,
    steps,
    trainSteps,
    usableSteps: sigmas.filter((sigma) => -Math.log(sigma) >= keys.lambda_min_clipped).length,
    offset: keys.steps_offset,
    points: 'droppedLast',
  });
  return { timesteps, sigmas: timesteps.map((timestep) => sigmaAtTimestep(sigmas, timestep)) };
}

/** Sigmas that are spread anew span the whole training range; networks of this sampler are told whole timesteps. */
function spreadParts({ sigmas, betaSchedule }: DiscreteSchedule, steps: number, kind: Spread): Parts {
  const spread = spreads[kind](sigmas[sigmas.length - 1] as number, sigmas[0] as number, steps);
  const rounds = (kind === 'karras' || kind === 'lu') && betaSchedule !== 'squaredcos_cap_v2';
  const whole = rounds ? roundHalfEven : Math.trunc;
  return { sigmas: spread, timesteps: spread.map((sigma) => whole(timestepAtSigma(sigmas, sigma))) };
}

function pickedParts({ sigmas }: DiscreteSchedule, steps: number, kind: Picked): Parts {
  const picked = picks[kind](steps, sigmas);
  return { sigmas: picked, timesteps: picked.map((sigma) => roundHalfEven(timestepAtSigma(sigmas, sigma))) };
}
