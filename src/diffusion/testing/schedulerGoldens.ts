import { sizeOf, type Tensor, tensor } from '../../tensor/tensor.ts';
import type { GoldenCase, Manifest } from '../../tensor/testing/goldens.ts';
import type { NoiseLevel } from '../noiseLevel.ts';
import { samplerById } from '../samplers/index.ts';
import type { Sampler } from '../samplers/sampler.ts';

const samplerOfClass: Readonly<Record<string, string>> = {
  DDIMScheduler: 'ddim',
  EulerDiscreteScheduler: 'euler',
  EulerAncestralDiscreteScheduler: 'euler_ancestral',
  DPMSolverMultistepScheduler: 'dpmpp_2m',
};

/** The sampler that a recorded configuration asks for, or undefined where it is not built yet. */
export function goldenSampler({ manifest }: GoldenCase): Sampler | undefined {
  const id = samplerOfClass[manifest.scheduler?._class_name];
  return id && !unsupported(manifest) ? samplerById(id) : undefined;
}

function unsupported({ scheduler, step_kwargs: step, call }: Manifest): boolean {
  const { solver_order: order = 2, algorithm_type: algorithm = 'dpmsolver++' } = scheduler;
  const otherSigmas = [scheduler.use_beta_sigmas, scheduler.use_lu_lambdas, scheduler.use_flow_sigmas].includes(true);
  const otherSolver = order !== 2 || algorithm !== 'dpmsolver++';
  const given = [step?.s_churn, call?.timesteps, call?.sigmas].some((value) => value !== undefined);
  return otherSigmas || otherSolver || given;
}

/** k-diffusion's Euler golden files are variance exploding: x0 + sigma n. Divides such a tensor down to the model's x. */
export function goldenScale(sampler: Sampler, level: NoiseLevel): number {
  return sampler.id.startsWith('euler') ? level.signal : 1;
}

/** Row `index` of a tensor that stacks recordings on its first axis, as a tensor of its own. */
export function row(stacked: Tensor, index: number): Tensor {
  const shape = stacked.shape.slice(1);
  const size = sizeOf(shape);
  return tensor(stacked.data.subarray(index * size, (index + 1) * size), shape);
}
