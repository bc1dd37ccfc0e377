import type { Vae } from '../../../src/diffusion/model.ts';
import type { Context } from '../../../src/graph/context.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';
import type { ImageSet } from '../../../src/graph/values.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import { type Encoding, fitted } from '../pictures/encodeItem.ts';
import { pictureSize } from '../pictures/pictureSize.ts';

/**
 * Reads the frames of a clip, all of one size that fits the autoencoder; the last one again for those beyond the end.
 * @throws ArcspaceError for a frame of another size than the first.
 */
export function frameReader(
  frames: ImageSet,
  vae: Vae,
  fit: Encoding['fit'],
  context: Context,
): (index: number) => Promise<Tensor> {
  let first: string | undefined;
  return async (index) => {
    context.signal.throwIfAborted();
    const picture = await frames.read(Math.min(index, frames.count - 1), context);
    first ??= pictureSize(picture);
    if (pictureSize(picture) === first) return fitted(picture, vae, fit, context);
    throw new ArcspaceError(
      'size-mismatch',
      `Frame ${index + 1} is ${pictureSize(picture)}, and the first is ${first}. All frames of a clip have one size.`,
      'Set width and height where the pictures are loaded.',
      { port: 'frames' },
    );
  };
}
