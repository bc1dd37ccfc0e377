import type { z } from 'zod';
import { noiseRate, variancePreserving } from '../noiseLevel.ts';
import type { DiscreteSchedule, NoiseSchedule } from '../noiseSchedule.ts';
import { picks } from '../pickedSigmas.ts';
import type { Schedule } from '../schedule.ts';
import type { spacingKeys } from '../schedulerConfig.ts';
import { isPicked, type SigmaKind, type Spread, sigmaAtTimestep, spreads, timestepAtSigma } from '../sigmas.ts';
import { spacedTimesteps } from '../spacing.ts';
import { checkSteps, checkTimesteps } from './checkSteps.ts';
import { edmSteps } from './edmSteps.ts';
import type { ScheduleRequest } from './sampler.ts';
import { flowMatchingSchedule, joinedSchedule, levelsOf } from './sigmaSchedule.ts';

type SpacingSettings = z.output<z.ZodObject<ReturnType<typeof spacingKeys>>>;

/** How one sampler of k-diffusion's family makes its sigmas in diffusers. */
export interface EulerConventions {
  readonly sampler: string;
  readonly settings: SpacingSettings;
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

/** What the steps start from, and where the last one arrives. */
interface Parts {
  readonly sigmas: readonly number[];
  readonly timesteps: readonly number[];
  readonly final: number;
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
  const { sampler, settings } = conventions;
  if (training.kind === 'edm') return edmSteps(sampler, training, request, request.sigmas);
  if (training.kind === 'flow') return flowMatchingSchedule(sampler, training, request, kind);
  const spacing = spacingOf(request, settings);
  const { sigmas, timesteps, final } = partsOf(training, { ...request, sigmas: kind }, conventions);
  return joinedSchedule({
    sampler,
    initialScale: spacing === 'leading' ? 1 : noiseRate(variancePreserving(Math.max(...sigmas))),
    levels: levelsOf([...sigmas, final]),
    timesteps: timesteps.map((timestep, i) => conventions.timestep?.(sigmas[i] as number) ?? timestep),
  });
}

function spacingOf({ spacing = 'auto' }: ScheduleRequest, settings: SpacingSettings) {
  return spacing === 'auto' ? settings.timestep_spacing : spacing;
}

function partsOf(
  training: DiscreteSchedule,
  request: ScheduleRequest & { readonly sigmas: SigmaKind },
  conventions: EulerConventions,
): Parts {
  const { sigmas: kind, customSigmas } = request;
  const told = (sigmas: readonly number[]) =>
    sigmas.map((sigma) => Math.fround(timestepAtSigma(training.sigmas, sigma)));
  if (customSigmas) {
    const sigmas = customSigmas.slice(0, -1);
    checkSteps(sigmas.length, training);
    return { sigmas, timesteps: told(sigmas), final: customSigmas.at(-1) as number };
  }
  const final = conventions.final ?? 0;
  if (isPicked(kind)) {
    checkSteps(request.steps, training);
    const sigmas = picks[kind](request.steps, training.sigmas);
    return { sigmas, timesteps: told(sigmas), final };
  }
  const spaced = timestepsOf(training, request, conventions.settings);
  const base = conventions.sigmas?.(spaced, training) ?? spaced.map((step) => sigmaAtTimestep(training.sigmas, step));
  if (kind === 'normal') return { sigmas: base, timesteps: spaced, final };
  const sigmas = spreadAnew(base, kind, spaced.length, conventions);
  return { sigmas, timesteps: told(sigmas), final };
}

function timestepsOf(
  training: DiscreteSchedule,
  request: ScheduleRequest,
  settings: SpacingSettings,
): readonly number[] {
  const { customTimesteps, steps } = request;
  checkSteps(customTimesteps?.length ?? steps, training);
  if (customTimesteps) return checkTimesteps(customTimesteps, training).map(Math.fround);
  return spacedTimesteps({
    spacing: spacingOf(request, settings),
    steps,
    trainSteps: training.trainSteps,
    offset: settings.steps_offset,
    points: 'exact',
  });
}

function spreadAnew(
  base: readonly number[],
  kind: Spread,
  steps: number,
  { largest, smallest }: EulerConventions,
): number[] {
  return spreads[kind](largest ?? (base[0] as number), smallest ?? (base.at(-1) as number), steps);
}
