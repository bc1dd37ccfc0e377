import { z } from 'zod';
import type { NoiseSchedule } from '../noiseSchedule.ts';
import {
  finalSigmaKeys,
  type SchedulerConfig,
  settingError,
  sigmaEndKeys,
  sigmaKeys,
  spacingKeys,
  thresholdKeys,
} from '../schedulerConfig.ts';
import type { Predicted } from './multistep.ts';

/** Which equation is solved: for the clean latents or for the noise, and with noise put back (eta 1) or without (0). */
export interface Algorithm {
  readonly predicts: Predicted;
  readonly eta: 0 | 1;
}

const algorithms = {
  'dpmsolver++': { predicts: 'data', eta: 0 },
  'sde-dpmsolver++': { predicts: 'data', eta: 1 },
  dpmsolver: { predicts: 'noise', eta: 0 },
  'sde-dpmsolver': { predicts: 'noise', eta: 1 },
  /** Of other solvers; diffusers takes the first as DPM-Solver++. */
  deis: { predicts: 'data', eta: 0 },
  data_prediction: { predicts: 'data', eta: 0 },
  noise_prediction: { predicts: 'noise', eta: 0 },
} as const satisfies Record<string, Algorithm>;

/** All algorithms and types of multistep solvers in diffusers, which take each other's for their own. */
export const algorithmNames = [
  'dpmsolver++',
  'sde-dpmsolver++',
  'dpmsolver',
  'sde-dpmsolver',
  'deis',
  'data_prediction',
  'noise_prediction',
] as const;
export const solverNames = ['midpoint', 'heun', 'logrho', 'bh1', 'bh2'] as const;

/** Other solvers' names for what is nearest to them here, as diffusers takes them. */
const solverTypes = {
  midpoint: 'midpoint',
  heun: 'heun',
  logrho: 'midpoint',
  bh1: 'midpoint',
  bh2: 'midpoint',
} as const;

/** What an algorithm reckons with, by its name in whatever solver it was written for. */
export function predictedBy(name: (typeof algorithmNames)[number]): Predicted {
  return algorithms[name].predicts;
}

/** Keys of what only other networks need, or only cosine schedules. */
export const rareKeys = {
  /** Of networks that predict their variance too, which no latent diffusion model does. */
  variance_type: z
    .string()
    .refine((type) => !type.startsWith('learned'), 'networks that predict their variance are not supported')
    .optional(),
  /** Training steps whose ln(signal / noise) is below are left out. */
  lambda_min_clipped: z
    .union([z.number(), z.literal('-inf').transform(() => Number.NEGATIVE_INFINITY)])
    .default(Number.NEGATIVE_INFINITY),
};

/** Keys that both schedulers of the DPM-Solver family have, with the same defaults. */
const commonKeys = {
  ...rareKeys,
  algorithm_type: z
    .enum(algorithmNames)
    .default('dpmsolver++')
    .transform((type): Algorithm => algorithms[type]),
  ...sigmaKeys,
  ...sigmaEndKeys,
  ...finalSigmaKeys,
  ...thresholdKeys,
  solver_order: z.int().min(1).max(3).default(2),
  solver_type: z
    .enum(solverNames)
    .default('midpoint')
    .transform((type) => solverTypes[type]),
};

export const multistepKeys = {
  ...commonKeys,
  ...spacingKeys('linspace'),
  use_lu_lambdas: z.boolean().default(false),
  lower_order_final: z.boolean().default(true),
  euler_at_final: z.boolean().default(false),
};

export const singlestepKeys = {
  ...commonKeys,
  lower_order_final: z.boolean().default(false),
};

export type DpmSettings = z.output<z.ZodObject<typeof commonKeys>>;
export type MultistepSettings = z.output<z.ZodObject<typeof multistepKeys>>;
export type SinglestepSettings = z.output<z.ZodObject<typeof singlestepKeys>>;

/** Whether a configuration asks for an order and for one of some algorithms; absent keys have the defaults of the classes. */
export function configuredAs(order: number, ...names: readonly (keyof typeof algorithms)[]) {
  return ({ solver_order = 2, algorithm_type = 'dpmsolver++' }: SchedulerConfig): boolean =>
    solver_order === order && names.some((name) => name === algorithm_type);
}

/** @throws Error for what no scheduler of diffusers can do either. */
export function checkAlgorithm({
  algorithm_type: { predicts, eta },
  final_sigmas_type,
  solver_order,
}: DpmSettings): void {
  if (predicts === 'data') return;
  if (final_sigmas_type === 'zero') {
    throw settingError('final_sigmas_type', 'solvers for the noise cannot arrive at zero: set it to "sigma_min"');
  }
  if (eta === 1 && solver_order === 3) {
    throw settingError(
      'solver_order',
      'sde-dpmsolver has no third order: set it to 2, or algorithm_type to "dpmsolver"',
    );
  }
}

/** @throws Error for what diffusers' scheduler cannot do either. */
export function checkSinglestep(keys: DpmSettings): void {
  checkAlgorithm(keys);
  const { predicts, eta } = keys.algorithm_type;
  if (predicts === 'data' || eta === 0) return;
  throw settingError('algorithm_type', 'sde-dpmsolver has no single steps: set it to "sde-dpmsolver++"');
}

/** @throws Error for a flow that would be solved for its noise. */
export function checkFlow({ kind }: NoiseSchedule, { algorithm_type: { predicts } }: DpmSettings): void {
  if (kind === 'discrete' || predicts === 'data') return;
  throw settingError('algorithm_type', 'solvers for the noise cannot follow a flow: set it to "dpmsolver++"');
}
