import type { Tensor } from '../../tensor/tensor.ts';
import { isClean } from '../noiseLevel.ts';
import { type Schedule, stepAt } from '../schedule.ts';
import type { SinglestepSettings } from './dpmSettings.ts';
import { type DpmMember, gainsOf, stochasticSlip } from './dpmStep.ts';
import { exponentialStep, type Output, usableOutputs } from './exponentialStep.ts';
import { evaluated, type RequestWith } from './multistep.ts';
import type { StepResult } from './sampler.ts';

/** The round of steps that is under way: the point where it began, and what the network said since, the oldest first. */
interface SinglestepHistory {
  readonly start: Tensor;
  readonly outputs: readonly Output[];
}

/**
 * A step of diffusers' DPMSolverSinglestepScheduler. Steps come in rounds of `order`: each starts where its round began, and
 * is of an order higher than the one before. A start in the middle of a round begins a shorter one.
 */
export async function singlestepStep(
  request: RequestWith<SinglestepSettings>,
  { order, algorithm }: DpmMember,
): Promise<StepResult> {
  const { x, index, schedule, settings, noise } = request;
  const { to } = stepAt(schedule, index);
  const { denoised, output } = await evaluated(request, algorithm.predicts);
  const begins = orderAt(schedule, index, settings, order) === 1;
  const before = begins ? undefined : (request.history as SinglestepHistory | undefined);
  const round: SinglestepHistory = {
    start: before?.start ?? x,
    outputs: [...(before?.outputs ?? []), output],
  };
  const outputs = usableOutputs(round.outputs, to, round.outputs.length);
  const [start, , newest] = outputs;
  const solver = outputs.length === 3 ? 'heun' : settings.solver_type;
  const gains = gainsOf(algorithm, start?.level ?? output.level, to, solver);
  const through = newest && settings.solver_type === 'midpoint' ? [start as Output, newest] : outputs;
  const curve = gains.curve - 2 * stochasticSlip(algorithm, to);
  return { x: exponentialStep(round.start, through, to, { ...gains, curve }, noise), denoised, history: round };
}

/** 1, 2 .. and again from 1; the last step is of first order where it arrives at zero or would end a whole round. */
function orderAt(schedule: Schedule, index: number, keys: SinglestepSettings, order: number): number {
  const steps = schedule.steps.length;
  const lowered = keys.final_sigmas_type === 'zero' || (keys.lower_order_final && steps % order === 0);
  if (isClean(stepAt(schedule, index).to) || (lowered && index === steps - 1)) return 1;
  return 1 + (index % order);
}
