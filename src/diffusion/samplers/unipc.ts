import { z } from 'zod';
import type { Tensor } from '../../tensor/tensor.ts';
import type { NoiseSchedule } from '../noiseSchedule.ts';
import { stepAt } from '../schedule.ts';
import {
  configuredSigmas,
  finalSigmaKeys,
  settingError,
  sigmaEndKeys,
  sigmaKeys,
  spacingKeys,
  thresholdKeys,
} from '../schedulerConfig.ts';
import { solverNames } from './dpmSettings.ts';
import { type Output, usableOutputs } from './exponentialStep.ts';
import { evaluated, type RequestWith } from './multistep.ts';
import { defineSampler } from './sampler.ts';
import { finalSigma } from './sigmaSchedule.ts';
import { solverSchedule } from './solverSchedule.ts';
import { unifiedStep } from './unipcStep.ts';

const settings = {
  ...spacingKeys('linspace'),
  ...sigmaKeys,
  ...sigmaEndKeys,
  ...finalSigmaKeys,
  ...thresholdKeys,
  solver_order: z.int().min(1).max(3).default(2),
  solver_type: z
    .enum(solverNames)
    .default('bh2')
    .transform((type) => (type === 'bh1' ? 'bh1' : 'bh2')),
  lower_order_final: z.boolean().default(true),
  /** Whether it reckons with the clean latents or with the noise. */
  predict_x0: z.boolean().default(true),
  /** Steps whose result is not corrected by the next. */
  disable_corrector: z.array(z.int()).default([]),
  solver_p: z.undefined({ error: 'another solver as predictor is not supported: remove it' }).optional(),
};

type Settings = z.output<z.ZodObject<typeof settings>>;

interface UnipcHistory {
  /** Where the last step started, corrected. */
  readonly start: Tensor;
  /** The order of the last step. */
  readonly order: number;
  /** What the network said at the last steps, the newest first; at most 3. */
  readonly outputs: readonly Output[];
}

/** Unified predictor-corrector (Zhao et al., arXiv 2302.04867): each step also improves where the one before arrived. */
export const unipc = defineSampler({
  id: 'unipc',
  title: 'UniPC',
  docs: 'Corrects each step by the next: good pictures in 8 to 15 steps.',
  follows: ['customSigmas', 'customTimesteps'],
  classes: ['UniPCMultistepScheduler'],
  settings,

  schedule(training, request, keys) {
    if (training.kind === 'flow' && !keys.predict_x0) {
      throw settingError('predict_x0', 'solvers for the noise cannot follow a flow: set it to true');
    }
    return solverSchedule(training, request, {
      sampler: 'unipc',
      spacing: keys.timestep_spacing,
      offset: keys.steps_offset,
      kind: configuredSigmas(keys),
      largest: keys.sigma_max,
      smallest: keys.sigma_min,
      rounds: (kind) => kind === 'karras',
      final: (last, kind, trained) => (keys.final_sigmas_type === 'zero' ? 0 : smallestOf(last, kind, trained)),
      times: 'from noise',
    });
  },

  async step(request) {
    const { index, schedule, settings: keys } = request;
    const { to } = stepAt(schedule, index);
    const predicted = keys.predict_x0 ? 'data' : 'noise';
    const history = request.history as UnipcHistory | undefined;
    const { denoised, output } = await evaluated(withLimits(request), predicted);
    const start = corrected(request, history, output);
    const remembered = [output, ...(history?.outputs ?? [])].slice(0, 3);
    const highest = keys.lower_order_final ? schedule.steps.length - index : 3;
    const [base, ...others] = usableOutputs(remembered, to, Math.min(keys.solver_order, highest));
    return {
      x: unifiedStep(start, base as Output, others, to, predicted, keys.solver_type),
      denoised,
      history: { start, order: 1 + others.length, outputs: remembered } satisfies UnipcHistory,
    };
  },
});

function smallestOf(last: number, kind: string, training: NoiseSchedule): number {
  return training.kind === 'discrete' && kind === 'normal' ? finalSigma('sigma_min', training) : last;
}

/** diffusers does not threshold what it turns into noise. */
function withLimits(request: RequestWith<Settings>): RequestWith<Settings> {
  const { settings: keys } = request;
  return { ...request, settings: { ...keys, thresholding: keys.thresholding && keys.predict_x0 } };
}

/** The step before made again, now that the network has been asked where it arrived. */
function corrected(
  { x, index, settings: keys }: RequestWith<Settings>,
  history: UnipcHistory | undefined,
  arrived: Output,
): Tensor {
  if (!history || keys.disable_corrector.includes(index - 1)) return x;
  const [base, ...before] = history.outputs;
  const others = [...before.slice(0, history.order - 1), arrived];
  const predicted = keys.predict_x0 ? 'data' : 'noise';
  return unifiedStep(history.start, base as Output, others, arrived.level, predicted, keys.solver_type);
}
