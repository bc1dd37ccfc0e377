import { multistepSchedule } from './dpmSchedule.ts';
import { configuredAs, multistepKeys } from './dpmSettings.ts';
import { multistepStep } from './dpmStep.ts';
import { defineSampler } from './sampler.ts';

/** SDE-DPM-Solver++ of second order, multistep (Lu et al., arXiv 2211.01095, section 3.4). */
export const dpmpp2mSde = defineSampler({
  id: 'dpmpp_2m_sde',
  title: 'DPM++ 2M SDE',
  docs: 'DPM++ 2M with fresh noise at every step: more detail, from 20 steps on.',
  draws: 1,
  ancestral: true,
  follows: ['customSigmas', 'customTimesteps'],
  classes: ['DPMSolverMultistepScheduler', 'EDMDPMSolverMultistepScheduler'],
  runs: configuredAs(2, 'sde-dpmsolver++'),
  settings: multistepKeys,
  schedule: (training, request, keys) => multistepSchedule('dpmpp_2m_sde', training, request, keys),
  step: (request) => multistepStep(request, { order: 2, algorithm: { predicts: 'data', eta: 1 } }),
});
