import { z } from 'zod';
import { betaSchedules, betaTable, cumulativeAlphas, rescaleZeroTerminalSnr } from './betas.ts';
import { variancePreserving } from './noiseLevel.ts';
import type { DiscreteSchedule } from './noiseSchedule.ts';
import { readSettings, type SchedulerConfig } from './schedulerConfig.ts';
import { sigmaAtTimestep, timestepAtSigma } from './sigmas.ts';

/** Keys of scheduler_config.json that say how a network was trained, whatever samples it. */
export const trainingKeys = z.object({
  num_train_timesteps: z.int().min(1).max(100_000).default(1000),
  beta_start: z.number().positive().default(0.0001),
  beta_end: z.number().positive().max(1).default(0.02),
  beta_schedule: z.enum(betaSchedules).default('linear'),
  trained_betas: z.array(z.number().min(0).max(1)).min(1).optional(),
  prediction_type: z.enum(['epsilon', 'v_prediction', 'sample']).default('epsilon'),
  rescale_betas_zero_snr: z.boolean().default(false),
});

/** float16's smallest positive number: what samplers that divide by alphaBar put in place of 0. */
const smallestAlphaBar = 2 ** -24;

/** @throws Error that names the key at fault. */
export function discreteSchedule(config: SchedulerConfig): DiscreteSchedule {
  const keys = readSettings(config, trainingKeys);
  const plain = betaTable(keys);
  const betas = keys.rescale_betas_zero_snr ? rescaleZeroTerminalSnr(plain) : plain;
  const alphasCumprod = cumulativeAlphas(betas);
  const sigmas = trainingSigmas(alphasCumprod, keys.rescale_betas_zero_snr);
  const schedule: DiscreteSchedule = {
    kind: 'discrete',
    predictionType: keys.prediction_type,
    trainSteps: betas.length,
    betaSchedule: keys.beta_schedule,
    config,
    alphasCumprod,
    sigmas,
    noisiest: variancePreserving(sigmas[sigmas.length - 1] as number),
    levelAt: (timestep) => variancePreserving(sigmaAtTimestep(sigmas, timestep)),
    timestepAt: (level) => timestepAtSigma(sigmas, level.sigma),
    forSize: () => schedule,
  };
  return schedule;
}

/** ((1 - alphaBar) / alphaBar)^½ in float32, as the reference computes it. */
function trainingSigmas(alphasCumprod: Float32Array, zeroTerminal: boolean): Float32Array {
  const last = alphasCumprod.length - 1;
  return alphasCumprod.map((exact, index) => {
    const alpha = zeroTerminal && index === last ? smallestAlphaBar : exact;
    return Math.sqrt(Math.fround(Math.fround(1 - alpha) / alpha));
  });
}
