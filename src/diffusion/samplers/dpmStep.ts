import type { NoiseLevel } from '../noiseLevel.ts';
import { type Schedule, stepAt } from '../schedule.ts';
import type { Algorithm, DpmSettings, MultistepSettings } from './dpmSettings.ts';
import {
  dataGains,
  exponentialStep,
  noiseGains,
  type Output,
  type StepGains,
  usableOutputs,
} from './exponentialStep.ts';
import { evaluated, orderNearEnd, type RequestWith } from './multistep.ts';
import type { StepResult } from './sampler.ts';

/** Which member of the family: what its name says, or the model's configuration. */
export interface DpmMember {
  readonly order: number;
  readonly algorithm: Algorithm;
}

/** What the network said at the last steps, the newest first; at most 2. */
type MultistepHistory = readonly Output[];

/** A step of diffusers' DPMSolverMultistepScheduler: of an order as high as what it remembers, and the end, allow. */
export async function multistepStep(
  request: RequestWith<MultistepSettings>,
  { order, algorithm }: DpmMember,
): Promise<StepResult> {
  const { x, index, schedule, settings, noise } = request;
  const { from, to } = stepAt(schedule, index);
  const { denoised, output } = await evaluated(request, algorithm.predicts);
  const remembered = [output, ...((request.history as MultistepHistory | undefined) ?? [])];
  const outputs = usableOutputs(remembered, to, Math.min(order, highestOrder(schedule, index, settings)));
  const gains = gainsOf(algorithm, from, to, outputs.length === 2 ? settings.solver_type : 'heun');
  return {
    x: exponentialStep(x, outputs, to, { ...gains, curve: curveOf(gains, algorithm, to) }, noise),
    denoised,
    history: remembered.slice(0, 2) satisfies MultistepHistory,
  };
}

/** Third order leaves out half of the curvature, as all implementations of its authors' code do. */
function curveOf({ curve }: StepGains, algorithm: Algorithm, to: NoiseLevel): number {
  return curve / 2 - stochasticSlip(algorithm, to);
}

/** diffusers' stochastic steps of third order have +1/2 where the solution of the integral has -1/2. */
export function stochasticSlip({ predicts, eta }: Algorithm, to: NoiseLevel): number {
  return predicts === 'data' && eta === 1 ? to.signal : 0;
}

/** The last step falls back where it arrives at zero too. */
function highestOrder(schedule: Schedule, index: number, keys: MultistepSettings): number {
  const last = index === schedule.steps.length - 1;
  return last && (keys.final_sigmas_type === 'zero' || keys.euler_at_final) ? 1 : orderNearEnd(schedule, index, keys);
}

/** `midpoint` takes the slope as if the output changed half way through the step. */
export function gainsOf(
  { predicts, eta }: Algorithm,
  from: NoiseLevel,
  to: NoiseLevel,
  solver: DpmSettings['solver_type'],
): StepGains {
  const gains = predicts === 'data' ? dataGains(from, to, eta) : noiseGains(from, to, eta);
  return solver === 'midpoint' ? { ...gains, slope: gains.constant / 2 } : gains;
}
