import { singlestepSchedule } from './dpmSchedule.ts';
import { checkFlow, checkSinglestep, singlestepKeys } from './dpmSettings.ts';
import { singlestepStep } from './dpmSinglestep.ts';
import { defineSampler } from './sampler.ts';

/** DPM-Solver and DPM-Solver++ singlestep (Lu et al., arXiv 2206.00927 and 2211.01095) of any order and algorithm. */
export const dpmSolverSinglestep = defineSampler({
  id: 'dpm_solver_singlestep',
  title: 'DPM-Solver singlestep (model settings)',
  docs: "DPM-Solver in groups of steps as the model's scheduler configuration says; like DPM++ 2S where it says nothing.",
  draws: 1,
  follows: ['customSigmas', 'customTimesteps'],
  classes: ['DPMSolverSinglestepScheduler'],
  settings: singlestepKeys,
  check: checkSinglestep,
  schedule(training, request, keys) {
    checkFlow(training, keys);
    return singlestepSchedule('dpm_solver_singlestep', training, request, keys);
  },
  step: (request) =>
    singlestepStep(request, { order: request.settings.solver_order, algorithm: request.settings.algorithm_type }),
});
