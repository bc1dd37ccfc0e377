import { describeLevel, isClean, PURE_NOISE, sameLevel } from '../../../src/diffusion/noiseLevel.ts';
import { levelBefore, type Schedule } from '../../../src/diffusion/schedule.ts';
import { initialNoise } from '../../../src/diffusion/stepNoise.ts';
import type { Context } from '../../../src/graph/context.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';
import type { Direction, Latents } from '../../../src/graph/values.ts';
import { weightedSum } from '../../../src/tensor/weightedSum.ts';
import { itemAt } from '../latents/batch.ts';
import { seedAt } from '../parameters/seedAt.ts';
import { noisedItem } from './noising.ts';
import { firstStep, runSteps, type SamplingChoices, type SamplingInputs } from './sampling.ts';

export interface Walk {
  readonly inputs: SamplingInputs;
  readonly choices: SamplingChoices;
  readonly schedule: Schedule;
  /** Which of how many walks this is, for progress. */
  readonly index: number;
  readonly count: number;
}

export interface Edit {
  readonly step: number;
  readonly strength: number;
  /** Shares of the strength, one for each step of the window. */
  readonly shares: readonly number[];
  readonly direction: Direction;
}

/** Reaches the level, injects share by share, and goes on to the end. */
export async function editedWalk(walk: Walk, start: Latents, edit: Edit, context: Context): Promise<Latents> {
  const end = walk.schedule.steps.length;
  const last = edit.shares.length - 1;
  let latents = await reach(walk, start, edit.step, context);
  for (const [index, share] of edit.shares.entries()) {
    const from = edit.step + index;
    latents = injected(latents, edit.direction, edit.strength * share);
    latents = await walkOn(walk, latents, [from, index === last ? end : from + 1], context);
  }
  return latents;
}

async function reach(walk: Walk, start: Latents, step: number, context: Context): Promise<Latents> {
  const { schedule, inputs } = walk;
  if (isClean(start.level)) return noised(start, schedule, step, inputs.seed);
  const first = sameLevel(start.level, PURE_NOISE) ? 0 : firstStep(schedule, start);
  if (first > step) throw pastLevel(start, schedule, step);
  return walkOn(walk, start, [first, step], context);
}

function noised(start: Latents, schedule: Schedule, step: number, seeds: readonly number[]): Latents {
  const level = levelBefore(schedule, step);
  const noise = initialNoise(seedAt(seeds, 0), start.tensor.shape);
  return { tensor: noisedItem(start.tensor, noise, start.level, level), level, space: start.space };
}

async function walkOn(
  { inputs, choices, schedule, index, count }: Walk,
  latents: Latents,
  range: readonly [number, number],
  context: Context,
): Promise<Latents> {
  const total = schedule.steps.length;
  const progress = { done: index * total + range[0], of: count * total };
  return runSteps(inputs, choices, schedule, latents, range, context, progress);
}

/** Without the memory of the sampler, which no longer fits. */
function injected({ tensor, level, space, drawn }: Latents, direction: Direction, strength: number): Latents {
  const moved = weightedSum([
    [1, tensor],
    [strength * level.signal, itemAt(direction.tensor, 0)],
  ]);
  return { tensor: moved, level, space, ...(drawn && { drawn }) };
}

function pastLevel(start: Latents, schedule: Schedule, step: number): ArcspaceError {
  return new ArcspaceError(
    'past-level',
    `The latents are at ${describeLevel(start.level)}, beyond the level ${describeLevel(levelBefore(schedule, step))} where the direction is to be added.`,
    'Choose a level nearer to the clean end, or start from noise or clean latents.',
    { port: 'level' },
  );
}
