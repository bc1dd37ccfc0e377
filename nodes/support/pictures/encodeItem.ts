import { z } from 'zod';
import type { Posterior, Vae } from '../../../src/diffusion/model.ts';
import { patchSide } from '../../../src/diffusion/patchSide.ts';
import { latentsOf, type PosteriorChoice } from '../../../src/diffusion/vaeLatents.ts';
import type { Context } from '../../../src/graph/context.ts';
import { paced } from '../../../src/graph/paced.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';
import { centreCropped, resizedInPieces } from '../../../src/images/resample.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import { seedParameter } from '../parameters/parameters.ts';

export const fitParameter = z
  .enum(['crop', 'resize', 'refuse'])
  .default('crop')
  .describe(
    'What to do with a picture whose sides are not multiples of the smallest patch of the model (8 px, in SD3 and FLUX 16 px): cut off the edges, resize it a little, or stop with an error.',
  );

/** How Encode and Encode clip take their points. */
export const encodingParameters = {
  mode: z
    .enum(['mean', 'sample'])
    .default('mean')
    .describe('The mean of the distribution that the encoder outputs, or a random sample from it.'),
  seed: seedParameter('Seed of the draw in sample mode.').meta({ shownWhen: { mode: 'sample' } }),
  fit: fitParameter,
};

export interface Encoding {
  readonly fit: z.output<typeof fitParameter>;
  /** Absent: the mean. */
  readonly seed?: number;
}

/** What the encoder says of one picture, and the point that was taken from it. */
export interface Encoded {
  /** The picture as it went in, its sides multiples of a patch. */
  readonly image: Tensor;
  readonly posterior: Posterior;
  /** [1, C, h, w] in the model's scaling. */
  readonly latents: Tensor;
}

/**
 * One picture [1, 3, H, W] in 0..1 -> latents [1, C, h, w] in the model's scaling, (z - shift) * scale: the mean of what
 * the encoder says, or a sample of it.
 */
export async function encodeItem(vae: Vae, image: Tensor, encoding: Encoding, context: Context): Promise<Tensor> {
  return (await encodedItem(vae, image, encoding, context)).latents;
}

/** The same with all that the encoder said. */
export async function encodedItem(vae: Vae, image: Tensor, encoding: Encoding, context: Context): Promise<Encoded> {
  context.signal.throwIfAborted();
  const fittedImage = await fitted(image, vae, encoding.fit, context);
  const posterior = await vae.encode(fittedImage, context.signal, context);
  return { image: fittedImage, posterior, latents: latentsOf(posterior, vae, choiceOf(posterior, encoding, context)) };
}

/** How to take a point from what an encoder said: its mean without a seed. */
export function choiceOf(
  { kind }: Posterior,
  { seed }: Pick<Encoding, 'seed'>,
  context: Pick<Context, 'warn'>,
): PosteriorChoice {
  if (kind === 'moments') return seed === undefined ? { mode: 'mean' } : { mode: 'sample', seed };
  context.warn(
    'The encoder of this model draws its sample by itself: mode and seed have no effect, and a run may differ from the last.',
  );
  return { mode: 'mean' };
}

/** One picture whose sides are multiples of a patch, with a warning where it was not. */
export async function fitted(image: Tensor, { space }: Vae, fit: Encoding['fit'], context: Context): Promise<Tensor> {
  const [, , height = 0, width = 0] = image.shape;
  const cell = patchSide(space);
  if (height % cell === 0 && width % cell === 0) return image;
  const size = `${width} x ${height} px`;
  if (fit === 'refuse' || Math.min(width, height) < cell) {
    throw new ArcspaceError(
      'invalid-size',
      `A picture of ${size} does not divide into patches of ${cell} px.`,
      'Use sides that are multiples of that, or set "fit" to crop or resize.',
      { port: 'fit' },
    );
  }
  const round = fit === 'crop' ? Math.floor : Math.round;
  const [newWidth, newHeight] = [round(width / cell) * cell, round(height / cell) * cell];
  context.warn(`A picture of ${size} was ${fit === 'crop' ? 'cropped' : 'resized'} to ${newWidth} x ${newHeight} px.`);
  const work = fit === 'crop' ? centreCropped : resizedInPieces;
  return paced(work(image, newWidth, newHeight), context);
}
