import type { z } from 'zod';
import { noiseRate, variancePreserving } from '../noiseLevel.ts';
import type { DiscreteSchedule, NoiseSchedule } from '../noiseSchedule.ts';
import type { Schedule } from '../schedule.ts';
import type { spacingKeys } from '../schedulerConfig.ts';
import { type SigmaKind, type Spread, sigmaAtTimestep, spreads, timestepAtSigma } from '../sigmas.ts';
import { spacedTimesteps } from '../spacing.ts';
import { checkSteps } from './checkSteps.ts';
import type { ScheduleRequest } from './sampler.ts';
import { flowMatchingSchedule, joinedSchedule, levelsOf } from './sigmaSchedule.ts';

/** How one sampler of k-diffusion's family makes its sigmas in diffusers. */
export interface EulerConventions {
  readonly sampler: string;
  readonly settings: z.output<z.ZodObject<ReturnType<typeof spacingKeys>>>;
  readonly kind: SigmaKind;
  /** Where sampling arrives; default 0. */
  readonly final?: number;
  /** Ends for sigmas that are spread anew; default their own. */
  readonly largest?: number | undefined;
  readonly smallest?: number | undefined;
  /** In place of the sigmas at the timesteps. */
  sigmas?(timesteps: readonly number[], training: DiscreteSchedule): number[];
  /** What the network is told in place of a training timestep. */
  timestep?(sigma: number): number;
}

/**
 * The sigmas of k-diffusion's Euler family as diffusers spaces them: timesteps by the spacing table, sigmas interpolated
 * there, then spread anew between their own ends where that is asked for. Flow matching models have times instead.
 */
export function eulerSchedule(
  training: NoiseSchedule,
  request: ScheduleRequest,
  conventions: EulerConventions,
): Schedule {
  const kind = request.sigmas ?? conventions.kind;
  if (training.kind === 'flow') return flowMatchingSchedule(conventions.sampler, training, request.steps, kind);
  checkSteps(request.steps, training);
  const { settings, final = 0 } = conventions;
  const asked = request.spacing ?? 'auto';
  const spacing = asked === 'auto' ? settings.timestep_spacing : asked;
  const spaced = spacedTimesteps({
    spacing,
    steps: request.steps,
    trainSteps: training.trainSteps,
    offset: settings.steps_offset,
    points: 'exact',
  });
  const base = conventions.sigmas?.(spaced, training) ?? spaced.map((step) => sigmaAtTimestep(training.sigmas, step));
  const sigmas = kind === 'normal' ? base : spreadAnew(base, kind, conventions);
  const timesteps =
    kind === 'normal' ? spaced : sigmas.map((sigma) => Math.fround(timestepAtSigma(training.sigmas, sigma)));
  return joinedSchedule({
    sampler: conventions.sampler,
    initialScale: spacing === 'leading' ? 1 : noiseRate(variancePreserving(Math.max(...sigmas))),
    levels: levelsOf([...sigmas, final]),
    timesteps: timesteps.map((timestep, i) => conventions.timestep?.(sigmas[i] as number) ?? timestep),
  });
}

function spreadAnew(base: readonly number[], kind: Spread, { largest, smallest }: EulerConventions): number[] {
  return spreads[kind](largest ?? (base[0] as number), smallest ?? (base.at(-1) as number), base.length);
}
