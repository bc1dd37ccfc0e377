import { maskedBlend } from '../geometry/directions/maskedBlend.ts';
import { batchItem, batchItems, batchSize, stack, type Tensor } from '../tensor/tensor.ts';
import { addNoise } from './addNoise.ts';
import type { NoiseLevel } from './noiseLevel.ts';

/** What stays of a picture while the rest is sampled anew; each a batch [B, ...] as long as the latents', or of one. */
export interface KeptRegion {
  /** [B, C, h, w], clean. */
  readonly original: Tensor;
  /** [B, 1, h, w], 1 where the picture is sampled anew, 0 where the original stays, a mix in between. */
  readonly repaint: Tensor;
  /** [B, C, h, w] of N(0, I), which brings the original to the level of each step; best the noise that sampling began with. */
  readonly noise: Tensor;
}

/**
 * x [B, C, h, w] where it is repainted, and the original at the same level elsewhere: what diffusers'
 * StableDiffusionInpaintPipeline does after each step of a model that was not trained to inpaint (Lugmayr et al., arXiv
 * 2201.09865, eq. 8).
 * @throws GeometryError `length` when the sizes differ.
 */
export function keeping({ original, repaint, noise }: KeptRegion, x: Tensor, level: NoiseLevel): Tensor {
  return stack(
    batchItems(x).map((item, index) => {
      const known = addNoise(itemOf(original, index), itemOf(noise, index), level);
      return { data: maskedBlend(item.data, known.data, itemOf(repaint, index).data), shape: item.shape };
    }),
  );
}

/** Batch item `index`, or the only one. */
function itemOf(batch: Tensor, index: number): Tensor {
  return batchItem(batch, batchSize(batch) === 1 ? 0 : index);
}
