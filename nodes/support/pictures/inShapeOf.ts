import type { Context, PictureSize } from '../../../src/graph/context.ts';
import { paced } from '../../../src/graph/paced.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';
import { cropped } from '../../../src/images/resample.ts';
import { scaled } from '../../../src/images/scaleMethods.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import { cropFor } from './scaledSize.ts';

/**
 * Pictures [B, 3, h, w] in the size of others: the middle of them in that shape, scaled bilinearly.
 * @throws ArcspaceError where the middle would have no pixel.
 */
export async function inShapeOf(image: Tensor, model: Tensor, context: Context): Promise<Tensor> {
  const [old, next] = [sizeOf(image), sizeOf(model)];
  if (old.width === next.width && old.height === next.height) return image;
  const edges = cropFor(old, next);
  if (old.width <= 2 * edges.sides || old.height <= 2 * edges.ends) throw nothingLeft(old, next);
  const cut = await paced(cropped(image, edges), context);
  return paced(scaled(cut, next.width, next.height, 'bilinear'), context);
}

function sizeOf({ shape: [, , height = 1, width = 1] }: Tensor): PictureSize {
  return { width, height };
}

function nothingLeft(old: PictureSize, next: PictureSize): ArcspaceError {
  return new ArcspaceError(
    'invalid-size',
    `A crop of a picture of ${old.width} x ${old.height} pixels to the shape of ${next.width} x ${next.height} leaves nothing of it.`,
    'Join pictures of nearer shapes, or scale them before.',
    { port: 'images' },
  );
}
