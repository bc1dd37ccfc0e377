import { singlestepSchedule } from './dpmSchedule.ts';
import { configuredAs, singlestepKeys } from './dpmSettings.ts';
import { singlestepStep } from './dpmSinglestep.ts';
import { defineSampler } from './sampler.ts';

/** DPM-Solver++ of second order, singlestep (Lu et al., arXiv 2211.01095, algorithm 1), as diffusers counts its steps. */
export const dpmpp2s = defineSampler({
  id: 'dpmpp_2s',
  title: 'DPM++ 2S',
  docs: 'DPM++ in pairs of steps, each pair starting afresh: the same every time, 20 steps and more.',
  follows: ['customSigmas', 'customTimesteps'],
  classes: ['DPMSolverSinglestepScheduler'],
  runs: configuredAs(2, 'dpmsolver++', 'deis'),
  settings: singlestepKeys,
  schedule: (training, request, keys) => singlestepSchedule('dpmpp_2s', training, request, keys),
  step: (request) => singlestepStep(request, { order: 2, algorithm: { predicts: 'data', eta: 0 } }),
});
