import type { z } from 'zod';
import { batchItems, map, stack, type Tensor } from '../../tensor/tensor.ts';
import type { clipKeys, thresholdKeys } from '../schedulerConfig.ts';

type Thresholding = z.output<z.ZodObject<typeof thresholdKeys>>;
type Clipping = z.output<z.ZodObject<ReturnType<typeof clipKeys>>>;

/** Thresholded, else clipped, where a configuration asks for it: diffusers' order. */
export function limitDenoised(denoised: Tensor, keys: Thresholding & Clipping): Tensor {
  return keys.thresholding ? thresholded(denoised, keys) : clipped(denoised, keys);
}

/** Clamped to [-range, range] where a configuration asks for it. */
export function clipped(denoised: Tensor, { clip_sample: clips, clip_sample_range: range }: Clipping): Tensor {
  return clips ? map(denoised, (value) => Math.min(Math.max(value, -range), range)) : denoised;
}

/**
 * Dynamic thresholding where a configuration asks for it (Saharia et al., arXiv 2205.11487, section 2.3): each batch item is
 * clamped to the quantile of its own absolute values, itself held in [1, sample_max_value], and divided by it.
 */
export function thresholded(denoised: Tensor, keys: Thresholding): Tensor {
  if (!keys.thresholding) return denoised;
  return stack(
    batchItems(denoised).map((item) => {
      const wanted = absoluteQuantile(item.data, keys.dynamic_thresholding_ratio);
      const limit = Math.min(Math.max(wanted, 1), keys.sample_max_value);
      return map(item, (value) => Math.min(Math.max(value, -limit), limit) / limit);
    }),
  );
}

/** torch.quantile of |values|, linear between neighbours. */
function absoluteQuantile(values: Float32Array, ratio: number): number {
  const sorted = values.map(Math.abs).sort();
  const position = ratio * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[Math.ceil(position)] as number;
  return low + (position - below) * (high - low);
}
