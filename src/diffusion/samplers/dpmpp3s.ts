import { singlestepSchedule } from './dpmSchedule.ts';
import { configuredAs, singlestepKeys } from './dpmSettings.ts';
import { singlestepStep } from './dpmSinglestep.ts';
import { defineSampler } from './sampler.ts';

/** DPM-Solver++ of third order, singlestep, as diffusers counts its steps. */
export const dpmpp3s = defineSampler({
  id: 'dpmpp_3s',
  title: 'DPM++ 3S',
  docs: 'DPM++ in groups of three steps, each group starting afresh: for many steps and little guidance.',
  follows: ['customSigmas', 'customTimesteps'],
  classes: ['DPMSolverSinglestepScheduler'],
  runs: configuredAs(3, 'dpmsolver++', 'deis'),
  settings: singlestepKeys,
  schedule: (training, request, keys) => singlestepSchedule('dpmpp_3s', training, request, keys),
  step: (request) => singlestepStep(request, { order: 3, algorithm: { predicts: 'data', eta: 0 } }),
});
