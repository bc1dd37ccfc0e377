import type { Vae } from '../../../src/diffusion/model.ts';
import { distance } from '../../../src/geometry/vector.ts';
import type { Context } from '../../../src/graph/context.ts';
import { paced } from '../../../src/graph/paced.ts';
import type { Latents } from '../../../src/graph/values.ts';
import { batchItems, type Tensor } from '../../../src/tensor/tensor.ts';
import { eachOf } from '../../../src/tensor/work.ts';
import { requireSameSpace } from '../latents/compatibility.ts';
import { decodeItems } from '../pictures/decodeItems.ts';

/** How much the decoded picture changes from each frame to the next: the root mean square difference of colours in 0..1. */
export async function decodedChanges(vae: Vae, latents: Latents, context: Context): Promise<number[]> {
  requireSameSpace('vae', vae, 'latents', latents);
  const pictures = batchItems(await decodeItems(vae, batchItems(latents.tensor), context));
  const work = eachOf(pictures.slice(1), (picture, index) => {
    const before = pictures[index] as Tensor;
    return distance(before.data, picture.data) / Math.sqrt(picture.data.length);
  });
  return paced(work, context);
}
