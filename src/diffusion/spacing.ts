/** Which training timesteps are visited (Lin et al., arXiv 2305.08891, table 2). */
export const timestepSpacings = ['linspace', 'leading', 'trailing'] as const;
export type TimestepSpacing = (typeof timestepSpacings)[number];

/** Rounds to the nearest integer, halves to the even one, as numpy and torch do. */
export function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  const fraction = value - below;
  if (fraction !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

/** numpy.linspace: `count` points from `start` to `end`, both included; one point is `start`. */
export function linspace(start: number, end: number, count: number): number[] {
  if (count === 1) return [start];
  const step = (end - start) / (count - 1);
  return Array.from({ length: count }, (_, i) => (i === count - 1 ? end : start + i * step));
}

export interface SpacingRequest {
  readonly spacing: TimestepSpacing;
  readonly steps: number;
  /** Length of the training schedule. */
  readonly trainSteps: number;
  /** Timesteps that may be used, counted from 0; below trainSteps where DPM++ clips the noisiest. */
  readonly usableSteps?: number;
  /** Added to leading timesteps. */
  readonly offset: number;
  /** `rounded`: DDIM. `exact`: linspace keeps float32 fractions (Euler). `droppedLast`: one point more, without 0 (DPM++). */
  readonly points: 'rounded' | 'exact' | 'droppedLast';
}

/**
 * Training timesteps to visit, from noisy to clean (Lin et al., arXiv 2305.08891, table 2, as diffusers rounds it).
 * @throws RangeError when the offset pushes a leading timestep beyond the training schedule.
 */
export function spacedTimesteps(request: SpacingRequest): number[] {
  const { spacing, steps, trainSteps, usableSteps = trainSteps } = request;
  if (spacing === 'trailing') return trailing(usableSteps, trainSteps / steps);
  const extra = request.points === 'droppedLast' ? 1 : 0;
  const ascending = spacing === 'linspace' ? linspace(0, usableSteps - 1, steps + extra) : leading(request, extra);
  const rounding = request.points === 'exact' ? Math.fround : roundHalfEven;
  return ascending.slice(extra).reverse().map(rounding);
}

function leading(request: SpacingRequest, extra: number): number[] {
  const { steps, trainSteps, usableSteps = trainSteps, offset } = request;
  const stride = Math.floor(usableSteps / (steps + extra));
  const last = (steps + extra - 1) * stride + offset;
  if (last >= trainSteps) {
    throw new RangeError(
      `${steps} leading steps with offset ${offset} reach timestep ${last}, but training ended at ${trainSteps - 1}: ` +
        'take fewer steps or trailing spacing',
    );
  }
  return Array.from({ length: steps + extra }, (_, i) => i * stride + offset);
}

function trailing(start: number, stride: number): number[] {
  const count = Math.ceil(start / stride - 1e-9);
  return Array.from({ length: count }, (_, i) => roundHalfEven(start - i * stride) - 1);
}
