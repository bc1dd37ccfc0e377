import { type BetaSchedule, betaTable, cumulativeAlphas, rescaleZeroTerminalSnr } from './betas.ts';
import { type SchedulerConfig, schedulerConfigSchema } from './schedulerConfig.ts';

export type PredictionType = 'epsilon' | 'v_prediction' | 'sample';
export type TimestepSpacing = 'linspace' | 'leading' | 'trailing';
export type SigmaSpacing = 'normal' | 'karras' | 'exponential';

/**
 * What a scheduler_config.json says of sampling. A key that it leaves out stays undefined where the default depends on
 * the sampler: SD 1.5 says no spacing, so Euler takes linspace and DDIM takes leading.
 */
export interface SchedulerSettings {
  readonly spacing?: TimestepSpacing;
  /** Added to leading timesteps; 1 for SD 1.x and 2.x. */
  readonly stepsOffset: number;
  /** DDIM: whether the last step arrives at alphaBar = 1 or at the first training level. */
  readonly setAlphaToOne?: boolean;
  readonly clipSample?: boolean;
  readonly clipSampleRange: number;
  /** Dynamic thresholding (Saharia et al., arXiv 2205.11487). */
  readonly thresholding: boolean;
  readonly dynamicThresholdingRatio: number;
  readonly sampleMaxValue: number;
  readonly sigmas: SigmaSpacing;
  readonly sigmaMin?: number;
  readonly sigmaMax?: number;
  readonly finalSigma: 'zero' | 'sigma_min';
  /** Euler: how sigmas between training steps are found. */
  readonly interpolation: 'linear' | 'log_linear';
  /** Euler: `continuous` tells a v-prediction network ln(sigma) / 4 (EDM) in place of a training index. */
  readonly timestepType: 'discrete' | 'continuous';
  readonly lowerOrderFinal: boolean;
  readonly eulerAtFinal: boolean;
  readonly solverType: 'midpoint' | 'heun';
  /** DPM++: training steps whose ln(signal / noise) is below are left out. */
  readonly lambdaMinClipped: number;
}

/** The levels that a network was trained at, and what it predicts there. Index = training timestep. */
export interface NoiseSchedule {
  readonly predictionType: PredictionType;
  readonly trainSteps: number;
  readonly betaSchedule: BetaSchedule;
  /** [T], the squared signal rate; 0 at the end after a zero-terminal-SNR rescale. */
  readonly alphasCumprod: Float32Array;
  /** [T], noise over signal, ascending; the last is 4096 where alphaBar is 0. */
  readonly sigmas: Float32Array;
  readonly settings: SchedulerSettings;
}

/** float16's smallest positive number: what samplers that divide by alphaBar put in place of 0. */
const smallestAlphaBar = 2 ** -24;

/**
 * Builds the training schedule from the parsed scheduler_config.json of a diffusers model.
 * @throws Error that names the key at fault.
 */
export function parseSchedulerConfig(json: unknown): NoiseSchedule {
  const parsed = schedulerConfigSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`scheduler_config.json, ${issue?.path.join('.') || 'whole file'}: ${issue?.message}`);
  }
  return noiseSchedule(parsed.data);
}

function noiseSchedule(config: SchedulerConfig): NoiseSchedule {
  const plain = betaTable(config);
  const betas = config.rescale_betas_zero_snr ? rescaleZeroTerminalSnr(plain) : plain;
  const alphasCumprod = cumulativeAlphas(betas);
  return {
    predictionType: config.prediction_type,
    trainSteps: betas.length,
    betaSchedule: config.beta_schedule,
    alphasCumprod,
    sigmas: trainingSigmas(alphasCumprod, config.rescale_betas_zero_snr),
    settings: settings(config),
  };
}

/** ((1 - alphaBar) / alphaBar)^½ in float32, as the reference computes it. */
function trainingSigmas(alphasCumprod: Float32Array, zeroTerminal: boolean): Float32Array {
  const last = alphasCumprod.length - 1;
  return alphasCumprod.map((exact, index) => {
    const alpha = zeroTerminal && index === last ? smallestAlphaBar : exact;
    return Math.sqrt(Math.fround(Math.fround(1 - alpha) / alpha));
  });
}

function settings(config: SchedulerConfig): SchedulerSettings {
  return {
    ...(config.timestep_spacing && { spacing: config.timestep_spacing }),
    ...(config.set_alpha_to_one !== undefined && { setAlphaToOne: config.set_alpha_to_one }),
    ...(config.clip_sample !== undefined && { clipSample: config.clip_sample }),
    ...(config.sigma_min != null && { sigmaMin: config.sigma_min }),
    ...(config.sigma_max != null && { sigmaMax: config.sigma_max }),
    stepsOffset: config.steps_offset,
    clipSampleRange: config.clip_sample_range,
    thresholding: config.thresholding,
    dynamicThresholdingRatio: config.dynamic_thresholding_ratio,
    sampleMaxValue: config.sample_max_value,
    sigmas: config.use_karras_sigmas ? 'karras' : config.use_exponential_sigmas ? 'exponential' : 'normal',
    finalSigma: config.final_sigmas_type,
    interpolation: config.interpolation_type,
    timestepType: config.timestep_type,
    lowerOrderFinal: config.lower_order_final,
    eulerAtFinal: config.euler_at_final,
    solverType: config.solver_type,
    lambdaMinClipped: config.lambda_min_clipped,
  };
}
