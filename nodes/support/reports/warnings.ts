import type { Context } from '../../../src/graph/context.ts';
import type { Direction, Latents } from '../../../src/graph/values.ts';

/** How far one direction is followed: what its tensor is multiplied by before any signal rate. */
export interface Follow {
  readonly direction: Pick<Direction, 'scale'>;
  readonly strengths: readonly number[];
}

/** Raw attribute vectors hold from -2 to 2; a unit direction has no such range. Never a limit. */
export function warnOfStrengths(follows: readonly Follow[], context: Context): void {
  const raw = follows.filter(({ direction }) => direction.scale === 'raw').flatMap(({ strengths }) => strengths);
  const most = raw.reduce((far, strength) => (Math.abs(strength) > Math.abs(far) ? strength : far), 0);
  if (Math.abs(most) <= 2) return;
  context.warn(
    `A strength of ${Number(most.toPrecision(4))} with a raw direction is beyond -2 to 2, where the model usually no longer follows.`,
  );
}

/** Only the signal of latents can be moved by a clean direction. */
export function warnOfPureNoise({ level }: Latents, context: Context): void {
  if (level.signal > 0) return;
  context.warn(
    'Pure noise holds no signal yet, so a direction changes nothing there. Noise-level arithmetic adds it on the way.',
  );
}

/** Says that a path is left at one of its ends, which are called `from` and `to`. */
export function warnOfExtrapolation(
  t: readonly number[],
  { from, to }: { readonly from: string; readonly to: string },
  context: Context,
): void {
  const [least, most] = [Math.min(...t), Math.max(...t)];
  if (least < 0) context.warn(`t = ${least} lies outside 0 to 1: this is extrapolation beyond ${from}.`);
  if (most > 1) context.warn(`t = ${most} lies outside 0 to 1: this is extrapolation beyond ${to}.`);
}
