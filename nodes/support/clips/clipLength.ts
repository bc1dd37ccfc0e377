import { z } from 'zod';
import type { ClipCoding } from '../../../src/diffusion/model.ts';
import type { Context } from '../../../src/graph/context.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';

export const clipLengthParameter = z
  .enum(['cut', 'repeat', 'refuse'])
  .default('cut')
  .describe(
    'What to do with a number of frames that the autoencoder does not take: leave out the last ones, repeat the last one, or stop with an error.',
  )
  .meta({ choices: { cut: 'leave out the last', repeat: 'repeat the last', refuse: 'refuse' } });

type Lengths = Pick<ClipCoding, 'framesPerStep' | 'stepsAtOnce'>;

/**
 * How many frames are encoded of those that there are: one, and a multiple of what the autoencoder takes at once.
 * @throws ArcspaceError for another number where that is refused.
 */
export function lengthOfClip(
  count: number,
  { framesPerStep, stepsAtOnce }: Lengths,
  otherwise: z.output<typeof clipLengthParameter>,
  context: Pick<Context, 'warn'>,
): number {
  const unit = framesPerStep * stepsAtOnce;
  const over = (count - 1) % unit;
  if (over === 0) return count;
  const [fewer, more] = [count - over, count - over + unit];
  const clip = `A clip has 1 + ${unit} k frames for this autoencoder, and these are ${count}`;
  if (otherwise === 'refuse') {
    throw new ArcspaceError(
      'invalid-length',
      `${clip}.`,
      `Take ${fewer} or ${more} frames, or set "length" to leave out or repeat the last.`,
      { port: 'length' },
    );
  }
  if (otherwise === 'cut') {
    context.warn(`${clip}: the last ${over === 1 ? 'one was' : `${over} were`} left out.`);
    return fewer;
  }
  context.warn(`${clip}: the last one was repeated, which makes ${more}.`);
  return more;
}

/**
 * How many frames come of latent frames.
 * @throws ArcspaceError for a number of latent frames that is not decoded as a clip.
 */
export function framesOfLatents(port: string, steps: number, { framesPerStep, stepsAtOnce }: Lengths): number {
  const over = (steps - 1) % stepsAtOnce;
  if (over === 0) return 1 + (steps - 1) * framesPerStep;
  throw new ArcspaceError(
    'invalid-length',
    `This autoencoder decodes clips of 1 + ${stepsAtOnce} k latent frames, and these have ${steps}.`,
    `Make clips of ${steps - over} or ${steps - over + stepsAtOnce} latent frames.`,
    { port },
  );
}
