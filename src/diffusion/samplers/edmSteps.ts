import { z } from 'zod';
import type { EdmSchedule } from '../noiseSchedule.ts';
import { picks } from '../pickedSigmas.ts';
import type { Schedule } from '../schedule.ts';
import { finalSigmaKeys, readSettings } from '../schedulerConfig.ts';
import { isPicked, type SigmaKind, spreads } from '../sigmas.ts';
import { checkSteps } from './checkSteps.ts';
import { endingUnscaled } from './endingUnscaled.ts';
import type { ScheduleRequest } from './sampler.ts';
import { joinedSchedule, levelsOf } from './sigmaSchedule.ts';

const endKeys = z.object(finalSigmaKeys);

/**
 * The schedule of diffusers' EDM schedulers, whichever sampler walks it: sigmas spread between the ends of training, and the network is told
 * ln(sigma) / 4. The first point is noise of standard deviation (sigma² + 1)^½.
 * @param kind how the person wants the sigmas spread; undefined as the model says.
 * @throws RangeError for lists of training timesteps, which such a model does not have.
 */
export function edmSteps(
  sampler: string,
  training: EdmSchedule,
  request: ScheduleRequest,
  kind: SigmaKind | undefined,
): Schedule {
  const { final_sigmas_type: end } = readSettings(training.config, endKeys);
  const starts = startsOf(training, request, kind);
  const final = request.customSigmas?.at(-1) ?? (end === 'zero' ? 0 : (training.sigmas(2)[1] as number));
  const largest = (starts[0] as number) * training.dataScale;
  const joined = joinedSchedule({
    sampler,
    initialScale: Math.sqrt((largest ** 2 + 1) / (largest ** 2 + training.dataScale ** 2)),
    levels: levelsOf([...starts, final]),
    timesteps: starts.map((sigma) => training.timestepAt({ sigma, signal: 1 })),
  });
  const schedule = { ...joined, sigmaScale: training.dataScale };
  return final > 0 ? endingUnscaled(schedule) : schedule;
}

function startsOf(training: EdmSchedule, request: ScheduleRequest, kind: SigmaKind | undefined): readonly number[] {
  const { steps, customSigmas, customTimesteps } = request;
  if (customTimesteps) {
    throw new RangeError('this model has no list of training timesteps (it was trained with EDM): give sigmas instead');
  }
  if (customSigmas) return customSigmas.slice(0, -1);
  checkSteps(steps, training);
  if (kind === undefined || kind === 'normal') return training.sigmas(steps);
  if (kind === 'ays' || kind === 'ays_xl') {
    throw new RangeError(`${kind} sigmas were found for Stable Diffusion and do not fit EDM: choose normal or karras`);
  }
  const table = training.sigmas(training.trainSteps).toReversed();
  if (isPicked(kind)) return picks[kind](steps, table);
  return spreads[kind](table.at(-1) as number, table[0] as number, steps);
}
