import { z } from 'zod';
import { variancePreserving } from './noiseLevel.ts';
import type { EdmSchedule } from './noiseSchedule.ts';
import { readSettings, type SchedulerConfig, settingError } from './schedulerConfig.ts';
import { linspace } from './spacing.ts';

/** Keys of scheduler_config.json that say how a network was trained with EDM. */
export const edmKeys = z.object({
  num_train_timesteps: z.int().min(1).max(100_000).default(1000),
  sigma_min: z.number().positive().default(0.002),
  sigma_max: z.number().positive().default(80),
  /** Standard deviation of the clean latents. */
  sigma_data: z.number().positive().default(0.5),
  sigma_schedule: z.enum(['karras', 'exponential']).default('karras'),
  rho: z.number().positive().default(7),
  prediction_type: z.enum(['epsilon', 'v_prediction']).default('epsilon'),
});

type EdmKeys = z.output<typeof edmKeys>;

/** Classes of schedulers for networks that are trained so. */
export const edmClasses: readonly string[] = ['EDMEulerScheduler', 'EDMDPMSolverMultistepScheduler'];

/**
 * Karras et al., arXiv 2206.00364, section 5. Their network F sees c_in x with x = x0 + sigma n, and D = c_skip x + c_out F. With the clean
 * latents divided by sigma_data, and sigma with them, c_in x is variance preserving, c_skip is the squared signal rate, and F is v, or -v
 * where diffusers calls it epsilon. So latents on wires are diffusers' divided by sigma_data, and all else is as for v prediction.
 * @throws Error that names the key at fault.
 */
export function edmSchedule(config: SchedulerConfig): EdmSchedule {
  const keys = readSettings(config, edmKeys);
  requireDataSolver(config);
  const { sigma_data: spread } = keys;
  const told = (sigma: number) => Math.fround(0.25 * Math.log(Math.fround(sigma * spread)));
  const schedule: EdmSchedule = {
    kind: 'edm',
    predictionType: keys.prediction_type === 'epsilon' ? 'reversed_v' : 'v_prediction',
    trainSteps: keys.num_train_timesteps,
    config,
    dataScale: spread,
    noisiest: variancePreserving(keys.sigma_max / spread),
    sigmas: (steps) => sigmasOf(keys, steps).map((sigma) => sigma / spread),
    levelAt: (timestep) => variancePreserving(within(Math.exp(4 * timestep), keys) / spread),
    timestepAt: ({ sigma }) => told(Math.min(sigma, keys.sigma_max / spread)),
    forSize: () => schedule,
  };
  return schedule;
}

/** diffusers has no other solvers for EDM. */
function requireDataSolver({ algorithm_type: type = 'dpmsolver++' }: SchedulerConfig): void {
  if (type !== 'dpmsolver' && type !== 'sde-dpmsolver') return;
  throw settingError('algorithm_type', `${type} does not fit networks trained with EDM: set it to "dpmsolver++"`);
}

function within(sigma: number, { sigma_min: smallest, sigma_max: largest }: EdmKeys): number {
  return Math.min(Math.max(sigma, smallest), largest);
}

/** [steps], descending, from sigma_max to sigma_min; rounded to float32 as diffusers'. */
function sigmasOf(keys: EdmKeys, steps: number): number[] {
  const { sigma_min: smallest, sigma_max: largest, rho } = keys;
  const ramp = steps === 1 ? [0] : linspace(0, 1, steps);
  if (keys.sigma_schedule === 'exponential') {
    const [from, to] = [Math.log(largest), Math.log(smallest)];
    return ramp.map((share) => Math.fround(Math.exp(from + share * (to - from))));
  }
  const [from, to] = [largest ** (1 / rho), smallest ** (1 / rho)];
  return ramp.map((share) => Math.fround((from + share * (to - from)) ** rho));
}
