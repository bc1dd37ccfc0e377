import { multistepSchedule } from './dpmSchedule.ts';
import { checkAlgorithm, checkFlow, multistepKeys } from './dpmSettings.ts';
import { multistepStep } from './dpmStep.ts';
import { defineSampler } from './sampler.ts';

/** DPM-Solver and DPM-Solver++ multistep (Lu et al., arXiv 2206.00927 and 2211.01095) of any order and algorithm. */
export const dpmSolver = defineSampler({
  id: 'dpm_solver',
  title: 'DPM-Solver (model settings)',
  docs: "DPM-Solver with order, algorithm and solver type as the model's scheduler configuration says; like DPM++ 2M where it says nothing.",
  draws: 1,
  follows: ['customSigmas', 'customTimesteps'],
  classes: ['DPMSolverMultistepScheduler', 'EDMDPMSolverMultistepScheduler'],
  settings: multistepKeys,
  check: checkAlgorithm,
  schedule(training, request, keys) {
    checkFlow(training, keys);
    return multistepSchedule('dpm_solver', training, request, keys);
  },
  step: (request) =>
    multistepStep(request, { order: request.settings.solver_order, algorithm: request.settings.algorithm_type }),
});
