import { discreteSchedule, trainingKeys } from './discreteSchedule.ts';
import { edmClasses, edmKeys, edmSchedule } from './edmSchedule.ts';
import { type FlowTimes, flowKeys, flowSchedule } from './flowSchedule.ts';
import type { NoiseSchedule } from './noiseSchedule.ts';
import { samplers } from './samplers/index.ts';
import type { Sampler } from './samplers/sampler.ts';
import type { SchedulerConfig } from './schedulerConfig.ts';

/** What a pipeline of diffusers adds to the configuration of its scheduler. */
export interface PipelineConventions {
  /** Default `trained`. */
  readonly flowTimes?: FlowTimes;
}

/**
 * The noise schedule that the parsed scheduler_config.json of a diffusers model describes.
 * @throws Error that names the key at fault, also where nothing here knows the key or the class: either may change numbers.
 */
export function parseSchedulerConfig(
  json: unknown,
  { flowTimes = 'trained' }: PipelineConventions = {},
): NoiseSchedule {
  const given = withoutNulls(json);
  requireKnownClass(given);
  const config = { ...configuredSampler(given)?.trained, ...given };
  requireKnownKeys(config);
  requireOneSigmaKind(config);
  configuredSampler(config)?.checkSettings(config);
  if (edmClasses.includes(String(config._class_name))) return edmSchedule(config);
  return isFlow(config) ? flowSchedule(config, flowTimes) : discreteSchedule(config);
}

/** The sampler that gives the numbers of a configuration's own scheduler; undefined where it names none. */
export function configuredSampler(config: SchedulerConfig): Sampler | undefined {
  const name = config._class_name;
  return samplers.find((sampler) => sampler.classes.includes(String(name)) && sampler.runs(config));
}

function withoutNulls(json: unknown): SchedulerConfig {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new Error('scheduler_config.json, whole file: it should be an object of settings');
  }
  return Object.fromEntries(Object.entries(json).filter(([, value]) => value !== null));
}

function isFlow(config: SchedulerConfig): boolean {
  return (
    String(config._class_name).startsWith('FlowMatch') ||
    config.use_flow_sigmas === true ||
    config.prediction_type === 'flow_prediction'
  );
}

/** Classes that stand for another way to train a network, so that no other class can take their place. */
const trainedOtherwise: Readonly<Record<string, string>> = {
  CosineDPMSolverMultistepScheduler: 'EDM, for sound',
  IPNDMScheduler: 'a noise schedule of sines, for sound',
};

function requireKnownClass({ _class_name: name }: SchedulerConfig): void {
  const known = samplers.flatMap(({ classes }) => classes);
  if (name === undefined || known.includes(String(name))) return;
  const training = trainedOtherwise[String(name)];
  if (training !== undefined) {
    throw new Error(
      `scheduler_config.json, _class_name: ${name} is for networks trained with ${training}, which Arcspace does not run. No other scheduler fits them: use another model`,
    );
  }
  throw new Error(
    `scheduler_config.json, _class_name: Arcspace has no sampler that gives the numbers of ${name}. Use the configuration of one of ${known.join(', ')}`,
  );
}

/** Keys of old files and of other programs that change no numbers. */
const harmless = ['tensor_format'];

function requireKnownKeys(config: SchedulerConfig): void {
  const known = new Set([
    ...Object.keys(trainingKeys.shape),
    ...Object.keys(flowKeys.shape),
    ...Object.keys(edmKeys.shape),
    ...samplers.flatMap(({ keys }) => keys),
    ...harmless,
  ]);
  const unknown = Object.keys(config).find((key) => !key.startsWith('_') && !known.has(key));
  if (unknown === undefined) return;
  throw new Error(
    `scheduler_config.json, ${unknown}: no scheduler that Arcspace knows has this key. Correct its spelling, or remove it if it should do nothing`,
  );
}

const sigmaKinds = ['use_karras_sigmas', 'use_exponential_sigmas', 'use_beta_sigmas', 'use_lu_lambdas'];

function requireOneSigmaKind(config: SchedulerConfig): void {
  const wanted = sigmaKinds.filter((key) => config[key] === true);
  if (wanted.length < 2) return;
  throw new Error(`scheduler_config.json, ${wanted[1]}: it contradicts ${wanted[0]}. Set one of them to false`);
}
