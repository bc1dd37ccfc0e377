import type { Schedule } from '../schedule.ts';

/** What the last step reaches is decoded as it is: x0 + sigma n unscaled, where sigma ends above zero. */
export function endingUnscaled({ steps, ...rest }: Schedule): Schedule {
  const last = steps.length - 1;
  return { ...rest, steps: steps.map((step, i) => (i === last ? { ...step, to: { ...step.to, signal: 1 } } : step)) };
}
