import { lastMotion } from '../../../src/geometry/trajectory/lastMotion.ts';
import { norm, type Vector } from '../../../src/geometry/vector.ts';
import type { Context } from '../../../src/graph/context.ts';
import { mean as meanOfAll } from '../../../src/tensor/reduce.ts';

/** How a sequence of T frames moves, frame by frame. */
export interface SequenceMotion {
  /** Numbers in a frame, by which figures of latents and of pictures become comparable. */
  readonly size: number;
  /** Norm of the largest frame, by which rounding is known from motion. */
  readonly extent: number;
  /** T - 1 lengths of first differences, T - 2 of second, T - 3 of third ones. */
  readonly speeds: readonly number[];
  readonly accelerations: readonly number[];
  readonly jerks: readonly number[];
  /** T - 2 cosines between each step and the next; undefined beside a step of zero. */
  readonly cosines: readonly (number | undefined)[];
}

/** Measures frames one at a time, so that of films no more than four are held. */
export async function sequenceMotion(
  count: number,
  frameAt: (index: number) => Vector | Promise<Vector>,
  context: Pick<Context, 'pause'>,
): Promise<SequenceMotion> {
  const [speeds, accelerations, jerks, cosines] = [
    [] as number[],
    [] as number[],
    [] as number[],
    [] as (number | undefined)[],
  ];
  let window: readonly Vector[] = [];
  let extent = 0;
  for (let index = 0; index < count; index++) {
    await context.pause();
    const frame = await frameAt(index);
    window = [...window.slice(-3), frame];
    extent = Math.max(extent, norm(frame));
    const { speed, acceleration, jerk, cosine } = lastMotion(window);
    if (speed !== undefined) speeds.push(speed);
    if (acceleration !== undefined) accelerations.push(acceleration);
    if (jerk !== undefined) jerks.push(jerk);
    if (index >= 2) cosines.push(cosine);
  }
  return { size: window[0]?.length ?? 0, extent, speeds, accelerations, jerks, cosines };
}

/** How far each inner frame lies from the middle of its neighbours, as the root mean square over the numbers of a frame. */
export function flickerOf({ accelerations, size }: SequenceMotion): number[] {
  return accelerations.map((length) => length / (2 * Math.sqrt(size)));
}

/** What rounding to float32 leaves of the jerk of even motion, as a share of the norm of a frame: a few times 2 ** -24. */
const rounding = 1e-6;

/**
 * The steps of the largest jerk, counted from 1, the largest first: step t leads from frame t to the next. Only peaks count, so
 * that one jump is named once.
 */
export function roughestSteps({ jerks, extent }: SequenceMotion, most: number): number[] {
  const at = (index: number) => jerks[index] ?? 0;
  const least = rounding * extent;
  const peaks = [...jerks.keys()].filter(
    (index) => at(index) > Math.max(least, at(index - 1)) && at(index) >= at(index + 1),
  );
  return peaks
    .toSorted((a, b) => at(b) - at(a))
    .slice(0, most)
    .map((index) => index + 2);
}

/** How figures are shown: norms by their unit and factor, root mean squares over the numbers of a frame by theirs. */
export interface MotionUnits {
  readonly unit: string;
  readonly length: number;
  readonly numberUnit: string;
  readonly number: number;
}

/** Norms in the units of latents; of pictures root mean squares of colours in 0..255. */
export function motionUnits({ size }: SequenceMotion, kind: 'latents' | 'pictures'): MotionUnits {
  if (kind === 'latents')
    return { unit: 'latent units', length: 1, numberUnit: 'latent units for each number', number: 1 };
  return { unit: 'of 255', length: 255 / Math.sqrt(size), numberUnit: 'of 255', number: 255 };
}

/** Figures of the whole: name, value, unit. */
export function wholeMotion(motion: SequenceMotion, units: MotionUnits): [string, number | undefined, string][] {
  const { unit, length, numberUnit, number } = units;
  return [
    ['mean velocity', scaled(mean(motion.speeds), length), unit],
    ['mean acceleration', scaled(mean(motion.accelerations), length), unit],
    ['mean jerk', scaled(mean(motion.jerks), length), unit],
    ['largest jerk', scaled(largest(motion.jerks), length), unit],
    ['flicker', scaled(mean(flickerOf(motion)), number), numberUnit],
    ['agreement of steps', mean(motion.cosines), 'cosine'],
  ];
}

/** Of what is known; undefined where nothing is. */
export function mean(given: readonly (number | undefined)[]): number | undefined {
  const values = given.filter((value) => value !== undefined);
  return values.length > 0 ? meanOfAll(values) : undefined;
}

function largest(values: readonly number[]): number | undefined {
  return values.length > 0 ? values.reduce((most, value) => Math.max(most, value)) : undefined;
}

function scaled(value: number | undefined, factor: number): number | undefined {
  return value === undefined ? undefined : value * factor;
}
