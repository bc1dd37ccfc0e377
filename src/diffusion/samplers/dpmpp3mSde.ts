import { stepAt } from '../schedule.ts';
import { multistepSchedule } from './dpmSchedule.ts';
import { multistepKeys } from './dpmSettings.ts';
import { dataGains, exponentialStep, type Output, usableOutputs } from './exponentialStep.ts';
import { defineSampler } from './sampler.ts';

/** What the network believed in at the last steps, the newest first; at most 2. */
type Dpmpp3mSdeHistory = readonly Output[];

/**
 * k-diffusion's dpmpp_3m_sde: SDE-DPM-Solver++ (Lu et al., arXiv 2211.01095, section 3.4) through three outputs, on the levels
 * of DPM++ 2M: it overshoots where the step before the last is longer than others.
 */
export const dpmpp3mSde = defineSampler({
  id: 'dpmpp_3m_sde',
  title: 'DPM++ 3M SDE',
  docs: 'DPM++ 2M SDE that reuses two steps: more detail, from 25 steps on, best with exponential sigmas.',
  draws: 1,
  ancestral: true,
  follows: ['customSigmas', 'customTimesteps'],
  classes: [],
  settings: multistepKeys,

  schedule: (training, request, keys) => multistepSchedule('dpmpp_3m_sde', training, request, keys),

  async step({ x, index, schedule, history, denoise, noise }) {
    const { from, to, timestep } = stepAt(schedule, index);
    const denoised = await denoise(x, from, timestep);
    const remembered = [{ value: denoised, level: from }, ...((history as Dpmpp3mSdeHistory | undefined) ?? [])];
    const gains = dataGains(from, to, 1);
    return {
      // Its authors leave out half of the curvature, as in DPM++ 3M.
      x: exponentialStep(x, usableOutputs(remembered, to, 3), to, { ...gains, curve: gains.curve / 2 }, noise),
      denoised,
      history: remembered.slice(0, 2) satisfies Dpmpp3mSdeHistory,
    };
  },
});
