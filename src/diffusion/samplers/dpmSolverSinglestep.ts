import { singlestepSchedule } from './dpmSchedule.ts';
import { checkFlow, checkSinglestep, singlestepKeys } from './dpmSettings.ts';
import { singlestepStep } from './dpmSinglestep.ts';
import { defineSampler } from './sampler.ts';

/** DPM-Solver and DPM-Solver++ singlestep (Lu et al., arXiv 2206.00927 and 2211.01095) of any order and algorithm. */
export const dpmSolverSinglestep = defineSampler({
  id: 'dpm_solver_singlestep',
  title: 'DPM-Solver singlestep, as configured',
  docs: "Singlestep DPM-Solver as the model's scheduler configuration sets it: order, algorithm and solver type. Without such settings it equals DPM++ 2S.",
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
