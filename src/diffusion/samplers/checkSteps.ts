import type { NoiseSchedule } from '../noiseSchedule.ts';

/** @throws RangeError unless `steps` is a whole number from 1 to the number of training steps. */
export function checkSteps(steps: number, { trainSteps }: Pick<NoiseSchedule, 'trainSteps'>): void {
  if (!Number.isInteger(steps) || steps < 1)
    throw new RangeError(`a schedule has a whole number of steps, at least 1, not ${steps}`);
  if (steps > trainSteps) {
    throw new RangeError(`${steps} steps are more than the ${trainSteps} noise levels that the model was trained on`);
  }
}

/** A descending list as it is. @throws RangeError where it begins beyond the last training timestep. */
export function checkTimesteps(
  timesteps: readonly number[],
  { trainSteps }: Pick<NoiseSchedule, 'trainSteps'>,
): readonly number[] {
  const [noisiest = 0] = timesteps;
  if (noisiest < trainSteps) return timesteps;
  throw new RangeError(`the timestep ${noisiest} lies beyond the last of training, ${trainSteps - 1}`);
}
