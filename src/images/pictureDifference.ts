import type { Tensor } from '../tensor/tensor.ts';
import { inStretches, type Work } from '../tensor/work.ts';

export interface PictureDifference {
  /** Mean absolute difference of a colour value in 0..1. */
  readonly absolute: number;
  /** Peak signal-to-noise ratio 10 log10(1 / mean squared difference), in decibels; infinite for equal pictures. */
  readonly psnr: number;
}

/** How far two pictures [1, 3, H, W] in 0..1 of one size are apart. */
export function* pictureDifference(a: Tensor, b: Tensor): Work<PictureDifference> {
  let absolute = 0;
  let squared = 0;
  yield* inStretches(a.data.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const difference = (a.data[i] as number) - (b.data[i] as number);
      absolute += Math.abs(difference);
      squared += difference * difference;
    }
  });
  return { absolute: absolute / a.data.length, psnr: 10 * Math.log10(a.data.length / squared) };
}
