import { z } from 'zod';
import type { Tensor } from '../../tensor/tensor.ts';
import type { NoiseSchedule } from '../noiseSchedule.ts';
import { stepAt } from '../schedule.ts';
import {
  configuredSigmas,
  settingError,
  sigmaEndKeys,
  sigmaKeys,
  spacingKeys,
  thresholdKeys,
} from '../schedulerConfig.ts';
import { type AdamsEquation, adamsStep } from './adamsStep.ts';
import { algorithmKeys, rareKeys } from './dpmSettings.ts';
import { type Output, usableOutputs } from './exponentialStep.ts';
import { evaluated } from './multistep.ts';
import { defineSampler } from './sampler.ts';
import { endAtSmallest } from './sigmaSchedule.ts';
import { solverSchedule } from './solverSchedule.ts';

/** The paper goes no further. */
const highestOrder = 4;

const settings = {
  ...spacingKeys('linspace'),
  ...sigmaKeys,
  ...sigmaEndKeys,
  ...thresholdKeys,
  ...rareKeys,
  ...algorithmKeys('data_prediction'),
  predictor_order: z.int().min(1).max(highestOrder).default(2),
  corrector_order: z.int().min(1).max(highestOrder).default(2),
  lower_order_final: z.boolean().default(true),
  use_flow_sigmas: z.boolean().default(false),
  tau_func: z.undefined({ error: 'a file cannot hold a function: remove it, and set tau in the sampler' }).optional(),
};

type Settings = z.output<z.ZodObject<typeof settings>>;

const options = {
  tau: z
    .number()
    .min(0)
    .max(2)
    .default(1)
    .describe('How stochastic the steps between two timesteps are. 0 is deterministic, 1 the reverse of diffusion.')
    .meta({ control: 'slider', step: 0.05 }),
  tau_from: z
    .int()
    .min(0)
    .default(200)
    .describe('Lowest timestep at which tau counts: of 1000, from clean to noise.')
    .meta({ shownWhen: { tau: { above: 0 } } }),
  tau_to: z
    .int()
    .min(0)
    .default(800)
    .describe('Highest timestep at which tau counts: of 1000, from clean to noise.')
    .meta({ shownWhen: { tau: { above: 0 } } }),
};

type Options = z.output<z.ZodObject<typeof options>>;

interface AdamsHistory {
  /** Where the last step started, corrected. */
  readonly start: Tensor;
  readonly equation: AdamsEquation;
  /** Of the correction of the last step. */
  readonly order: number;
  /** What the network said at the last steps, the newest first. */
  readonly outputs: readonly Output[];
}

/**
 * Stochastic Adams (Xue et al., arXiv 2309.05019, algorithm 1), as diffusers' SASolverScheduler: each step also improves where
 * the one before arrived, with the noise that it had. Ends at the smallest sigma.
 */
export const saSolver = defineSampler({
  id: 'sa_solver',
  title: 'SA-Solver',
  docs: 'Adds noise in the middle of the way and corrects each step by the next: more detail, from 15 steps on.',
  draws: 1,
  quietAtZero: 'tau',
  follows: ['customSigmas', 'customTimesteps'],
  classes: ['SASolverScheduler'],
  settings,
  options,
  check: checkFlowSigmas,

  schedule(training, request, keys) {
    checkNoise(training, keys);
    const schedule = solverSchedule(training, request, {
      sampler: 'sa_solver',
      spacing: keys.timestep_spacing,
      offset: keys.steps_offset,
      kind: configuredSigmas(keys),
      largest: keys.sigma_max,
      smallest: keys.sigma_min,
      lambdaMin: keys.lambda_min_clipped,
      rounds: (kind) => kind === 'karras',
      final: (last, kind, trained) => endAtSmallest(last, kind, trained, keys.use_flow_sigmas),
      times: 'to clean',
    });
    if (schedule.steps.at(-1)?.to.sigma === 0 && keys.algorithm_type.predicts === 'noise') {
      throw settingError('algorithm_type', 'these sigmas end at zero, where it cannot: set it to "data_prediction"');
    }
    return schedule;
  },

  async step(request) {
    const { x, index, schedule, settings: keys, noise } = request;
    const { from, to, timestep } = stepAt(schedule, index);
    const { predicts: predicted } = keys.algorithm_type;
    const history = request.history as AdamsHistory | undefined;
    const { denoised, output } = await evaluated(request, predicted);
    const start = history ? corrected(history, x, output) : x;
    const remembered = [output, ...(history?.outputs ?? [])].slice(0, highestOrder);
    const left = keys.lower_order_final ? schedule.steps.length - index : highestOrder;
    const tau = tauAt(timestep, request.options);
    const equation = { predicted, tau, drawn: tau > 0 ? noise() : undefined };
    return {
      x: adamsStep(start, from, usableOutputs(remembered, to, Math.min(keys.predictor_order, left)), to, equation),
      denoised,
      history: {
        start,
        equation,
        order: Math.min(keys.corrector_order, left + 1),
        outputs: remembered,
      } satisfies AdamsHistory,
    };
  },
});

/** The step before made again, now that the network has been asked where it arrived. */
function corrected({ start, equation, order, outputs }: AdamsHistory, x: Tensor, arrived: Output): Tensor {
  const from = (outputs[0] as Output).level;
  if (from.sigma === arrived.level.sigma) return x;
  const others = order > 1 ? usableOutputs(outputs, arrived.level, order - 1) : [];
  return adamsStep(start, from, [arrived, ...others], arrived.level, equation);
}

function tauAt(timestep: number, { tau, tau_from: low, tau_to: high }: Options): number {
  return timestep >= low && timestep <= high ? tau : 0;
}

/** @throws RangeError for a configuration that would spread sigmas of a noise table, which a flow does not have. */
function checkFlowSigmas(keys: Settings): void {
  const kind = configuredSigmas(keys);
  if (!keys.use_flow_sigmas || kind === 'normal') return;
  throw settingError('use_flow_sigmas', `it contradicts ${kind} sigmas here. Set one of them to false`);
}

/** @throws RangeError for a flow that would be solved for its noise. */
function checkNoise({ kind }: NoiseSchedule, { algorithm_type: { predicts } }: Settings): void {
  if (kind !== 'flow' || predicts === 'data') return;
  throw settingError('algorithm_type', 'solvers for the noise cannot follow a flow: set it to "data_prediction"');
}
