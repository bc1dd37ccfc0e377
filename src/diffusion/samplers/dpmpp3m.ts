import { multistepSchedule } from './dpmSchedule.ts';
import { configuredAs, multistepKeys } from './dpmSettings.ts';
import { multistepStep } from './dpmStep.ts';
import { defineSampler } from './sampler.ts';

/** DPM-Solver++ multistep with three outputs (Lu et al., arXiv 2211.01095), as its authors' code and diffusers have it. */
export const dpmpp3m = defineSampler({
  id: 'dpmpp_3m',
  title: 'DPM++ 3M',
  docs: 'DPM++ 2M that reuses two steps: for many steps and little guidance.',
  follows: ['customSigmas', 'customTimesteps'],
  classes: ['DPMSolverMultistepScheduler', 'EDMDPMSolverMultistepScheduler'],
  runs: configuredAs(3, 'dpmsolver++', 'deis'),
  settings: multistepKeys,
  schedule: (training, request, keys) => multistepSchedule('dpmpp_3m', training, request, keys),
  step: (request) => multistepStep(request, { order: 3, algorithm: { predicts: 'data', eta: 0 } }),
});
