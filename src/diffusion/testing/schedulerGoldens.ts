import { sizeOf, type Tensor, tensor } from '../../tensor/tensor.ts';
import type { GoldenCase } from '../../tensor/testing/goldens.ts';
import type { NoiseLevel } from '../noiseLevel.ts';
import type { NoiseSchedule } from '../noiseSchedule.ts';
import { configuredSampler, parseSchedulerConfig } from '../parseSchedulerConfig.ts';
import type { Sampler, ScheduleRequest } from '../samplers/sampler.ts';
import { stepsOfStrength } from '../strength.ts';

/** The sampler that a recorded configuration asks for. */
export function goldenSampler({ name, manifest }: GoldenCase): Sampler {
  const sampler = configuredSampler(manifest.scheduler);
  if (!sampler) throw new Error(`no sampler runs ${manifest.scheduler._class_name} of ${name}`);
  return sampler;
}

/** Recordings without a network give the shift as a number, which pipelines find from the size of the latents. */
export function recordedTraining({ manifest }: GoldenCase): NoiseSchedule {
  const { mu, sigmas } = manifest.set_timesteps;
  const training = parseSchedulerConfig(manifest.scheduler, { flowTimes: sigmas ? 'whole' : 'trained' });
  return training.kind === 'flow' && mu !== undefined ? training.shiftedBy(mu) : training;
}

/** The schedule that a recorded call of a pipeline asked for. */
export function goldenRequest({ manifest: { call, pipeline } }: GoldenCase): ScheduleRequest {
  const { num_inference_steps: steps, sigmas, timesteps, strength } = call;
  return {
    steps,
    ...(sigmas && { customSigmas: sigmas }),
    ...(timesteps && { customTimesteps: timesteps }),
    options: {
      // Pipelines tell every scheduler an eta of 0 unless they are told another.
      ...goldenOptions({ eta: 0, ...call }),
      ...(call.original_inference_steps && { original_steps: call.original_inference_steps }),
      ...(strength && squeezes(pipeline) && { schedule_strength: strength }),
    },
  };
}

/** The step at which a recorded call of a pipeline began: 0, or where a picture was noised to. */
export function firstStepOf({ manifest: { call, pipeline, scheduler } }: GoldenCase, training: NoiseSchedule): number {
  const { num_inference_steps: steps, strength = 1 } = call;
  if (squeezes(pipeline)) return 0;
  const left = steps - stepsOfStrength(steps, strength, training);
  return scheduler._class_name === 'PNDMScheduler' && left > 1 ? left - 1 : left;
}

/** Whether image to image has all steps on a part of the schedule, and not a part of the steps. */
function squeezes(pipeline: string): boolean {
  return pipeline === 'lcm-tiny';
}

/** Schedulers of diffusers whose samples are variance exploding, x0 + sigma n, as in k-diffusion. */
const exploding = /^((Euler|EulerAncestral|Heun|KDPM2|KDPM2Ancestral|LMS)Discrete|DPMSolverSDE)Scheduler$/;

export function explodes(className: string): boolean {
  return exploding.test(className);
}

/** What divides a tensor of the model's coordinates into those of a recorded scheduler. */
export function goldenScale({ manifest }: GoldenCase, level: NoiseLevel): number {
  return explodes(manifest.scheduler._class_name) ? level.signal : 1;
}

const names: Readonly<Record<string, readonly string[]>> = {
  eta: ['eta', 'gamma'],
  s_churn: ['churn'],
  s_tmin: ['churn_from'],
  s_tmax: ['churn_to'],
  s_noise: ['churn_noise'],
  order: ['lms_order'],
};

/** What was given to each recorded step, under the names of the samplers' options. */
export function goldenOptions(given: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  const renamed = Object.entries(given).flatMap(([name, value]) => (names[name] ?? [name]).map((own) => [own, value]));
  return { ...Object.fromEntries(renamed), restart: 'as_diffusers' };
}

/** Row `index` of a tensor that stacks recordings on its first axis, as a tensor of its own. */
export function row(stacked: Tensor, index: number): Tensor {
  const shape = stacked.shape.slice(1);
  const size = sizeOf(shape);
  return tensor(stacked.data.subarray(index * size, (index + 1) * size), shape);
}
