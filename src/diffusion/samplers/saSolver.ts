import { z } from 'zod';
import type { Tensor } from '../../tensor/tensor.ts';
import type { NoiseSchedule } from '../noiseSchedule.ts';
import { type Schedule, stepAt } from '../schedule.ts';
import {
  configuredSigmas,
  settingError,
  sigmaEndKeys,
  sigmaKeys,
  spacingKeys,
  thresholdKeys,
} from '../schedulerConfig.ts';
import { type AdamsEquation, adamsStep } from './adamsStep.ts';
import { algorithmNames, predictedBy, rareKeys } from './dpmSettings.ts';
import { type Output, usableOutputs } from './exponentialStep.ts';
import { evaluated } from './multistep.ts';
import { defineSampler } from './sampler.ts';
import { endAtSmallest } from './sigmaSchedule.ts';
import { solverSchedule } from './solverSchedule.ts';

/** The paper goes no further. */
const highestOrder = 4;

/** What diffusers' class is told apart from others by, whose configurations it can be given here. */
const ownClass = 'SASolverScheduler';
const ownAlgorithms = ['data_prediction', 'noise_prediction'];

const settings = {
  _class_name: z.string().optional(),
  ...spacingKeys('linspace'),
  ...sigmaKeys,
  ...sigmaEndKeys,
  ...thresholdKeys,
  ...rareKeys,
  algorithm_type: z.enum(algorithmNames).default('data_prediction'),
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
    .describe('Lowest timestep at which tau counts, as the network is told it: most have 1000 of them.')
    .meta({ shownWhen: { tau: { above: 0 } } }),
  tau_to: z
    .int()
    .min(0)
    .default(800)
    .describe('Highest timestep at which tau counts, as the network is told it.')
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
  classes: [ownClass],
  settings,
  options,
  check(keys) {
    checkAlgorithm(keys);
    checkFlowSigmas(keys);
  },

  schedule(training, request, keys, chosen) {
    checkTau(training, chosen);
    const isForNoise = predictedBy(keys.algorithm_type) === 'noise';
    if (isForNoise) checkNoise(training);
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
    if (isForNoise) checkEnds(schedule);
    return schedule;
  },

  async step(request) {
    const { x, index, schedule, settings: keys, noise } = request;
    const { from, to, timestep } = stepAt(schedule, index);
    const predicted = predictedBy(keys.algorithm_type);
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
  // No polynomial in lambda reaches back to pure noise, where lambda is infinite.
  const others = order > 1 && from.signal > 0 ? usableOutputs(outputs, arrived.level, order - 1) : [];
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

/** @throws RangeError for an algorithm that diffusers' scheduler does not have. */
function checkAlgorithm({ _class_name: name, algorithm_type: type }: Settings): void {
  if (name !== ownClass || ownAlgorithms.includes(type)) return;
  throw settingError(
    'algorithm_type',
    `SA-Solver has no ${type}: set it to "data_prediction", and choose how stochastic the steps are by tau`,
  );
}

/** @throws RangeError for a model that has no timesteps between which tau could count. */
function checkTau({ kind }: NoiseSchedule, { tau }: Options): void {
  if (kind !== 'edm' || tau === 0) return;
  throw new RangeError(
    'SA-Solver has no tau for models that were trained with EDM, which have no training timesteps: set tau to 0, or choose DPM++ 2M SDE',
  );
}

/** @throws RangeError for a flow that would be solved for its noise. */
function checkNoise({ kind }: NoiseSchedule): void {
  if (kind !== 'flow') return;
  throw settingError('algorithm_type', 'solvers for the noise cannot follow a flow: set it to "data_prediction"');
}

/** @throws RangeError where a solver for the noise would begin without any signal, or end without noise. */
function checkEnds({ steps }: Schedule): void {
  const place = steps[0]?.from.signal === 0 ? 'begin at pure noise' : steps.at(-1)?.to.sigma === 0 && 'end at zero';
  if (!place) return;
  throw settingError('algorithm_type', `these sigmas ${place}, where it cannot: set it to "data_prediction"`);
}
