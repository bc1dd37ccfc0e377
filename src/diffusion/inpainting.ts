import { batchItem, batchSize, type Tensor, tensor } from '../tensor/tensor.ts';

/** What a network that was trained to inpaint is told beside the latents (Rombach et al., arXiv 2112.10752, section 4.5). */
export interface KnownPicture {
  /** [B, 1, h, w], 1 where it paints, 0 where the picture is known; one for each item, or one for all. */
  readonly mask: Tensor;
  /** [B, C, h, w], clean: the picture with middle grey where it paints, as the autoencoder encodes it. */
  readonly masked: Tensor;
}

/** A network's input [1, C, h, w] with what is known of item `index`, [1, 2C + 1, h, w]: latents, mask, masked picture. */
export function withKnown(input: Tensor, { mask, masked }: KnownPicture, index: number): Tensor {
  const parts = [input, itemOf(mask, index), itemOf(masked, index)];
  const data = new Float32Array(parts.reduce((sum, part) => sum + part.data.length, 0));
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.length;
  }
  const [, , height = 1, width = 1] = input.shape;
  return tensor(data, [1, data.length / (height * width), height, width]);
}

function itemOf(batch: Tensor, index: number): Tensor {
  return batchItem(batch, batchSize(batch) === 1 ? 0 : index);
}
