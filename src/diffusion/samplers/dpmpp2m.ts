import { multistepSchedule } from './dpmSchedule.ts';
import { configuredAs, multistepKeys } from './dpmSettings.ts';
import { multistepStep } from './dpmStep.ts';
import { defineSampler } from './sampler.ts';

/** DPM-Solver++ of second order, multistep, data prediction (Lu et al., arXiv 2211.01095, algorithm 2). */
export const dpmpp2m = defineSampler({
  id: 'dpmpp_2m',
  title: 'DPM++ 2M',
  docs: 'The usual choice: reuses the previous step, good pictures in 15 to 25 steps.',
  follows: ['customSigmas', 'customTimesteps'],
  classes: ['DPMSolverMultistepScheduler', 'EDMDPMSolverMultistepScheduler'],
  runs: configuredAs(2, 'dpmsolver++', 'deis'),
  settings: multistepKeys,
  schedule: (training, request, keys) => multistepSchedule('dpmpp_2m', training, request, keys),
  step: (request) => multistepStep(request, { order: 2, algorithm: { predicts: 'data', eta: 0 } }),
});
