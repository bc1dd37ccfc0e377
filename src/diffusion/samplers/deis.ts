import { z } from 'zod';
import { stepAt } from '../schedule.ts';
import { configuredSigmas, sigmaEndKeys, sigmaKeys, spacingKeys, thresholdKeys } from '../schedulerConfig.ts';
import { algorithmNames, solverNames } from './dpmSettings.ts';
import { exponentialStep, noiseGains, type Output, usableOutputs } from './exponentialStep.ts';
import { evaluated, orderNearEnd } from './multistep.ts';
import { defineSampler } from './sampler.ts';
import { endAtSmallest } from './sigmaSchedule.ts';
import { solverSchedule } from './solverSchedule.ts';

const settings = {
  ...spacingKeys('linspace'),
  ...sigmaKeys,
  ...sigmaEndKeys,
  ...thresholdKeys,
  solver_order: z.int().min(1).max(3).default(2),
  lower_order_final: z.boolean().default(true),
  /** Of other solvers too; there is but one of each here. */
  algorithm_type: z.enum(algorithmNames).optional(),
  solver_type: z.enum(solverNames).optional(),
  /** Set by configurations for this sampler, whose last step then stays where it is. */
  use_flow_sigmas: z.boolean().default(false),
};

/** What the network said at the last steps, the newest first; at most 2. */
type DeisHistory = readonly Output[];

/**
 * Diffusion exponential integrator sampler (Zhang & Chen, arXiv 2204.13902), multistep in ln rho: exact where the noise is a
 * polynomial in ln sigma. Ends at the smallest sigma, as diffusers' DEISMultistepScheduler.
 */
export const deis = defineSampler({
  id: 'deis',
  title: 'DEIS',
  docs: 'Reuses the previous steps to follow the noise: good pictures in 10 to 20 steps.',
  follows: ['customSigmas', 'customTimesteps'],
  classes: ['DEISMultistepScheduler'],
  settings,

  schedule: (training, request, keys) =>
    solverSchedule(training, request, {
      sampler: 'deis',
      spacing: keys.timestep_spacing,
      offset: keys.steps_offset,
      kind: configuredSigmas(keys),
      largest: keys.sigma_max,
      smallest: keys.sigma_min,
      rounds: (kind) => kind === 'karras',
      final: (last, kind, trained) => endAtSmallest(last, kind, trained, keys.use_flow_sigmas),
      times: 'to clean',
    }),

  async step(request) {
    const { x, index, schedule, history, settings: keys, noise } = request;
    const { from, to } = stepAt(schedule, index);
    const { denoised, output } = await evaluated(request, 'noise');
    const remembered = [output, ...((history as DeisHistory | undefined) ?? [])];
    const order = Math.min(keys.solver_order, orderNearEnd(schedule, index, keys));
    const outputs = usableOutputs(remembered, to, order);
    return {
      x: exponentialStep(x, outputs, to, noiseGains(from, to, 0), noise),
      denoised,
      history: remembered.slice(0, 2) satisfies DeisHistory,
    };
  },
});
