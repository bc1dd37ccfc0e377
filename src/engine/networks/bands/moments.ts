import type { Tensor } from '../../../tensor/tensor.ts';
import type { Rows } from './rows.ts';

/** Sums of a picture over groups of channels, gathered band by band. */
export interface MomentSums {
  /** Adds rows of a band [1, C, h, w]. */
  add(band: Tensor, rows: Rows): void;
  /** [groups] each; the variance of the whole, not of a sample. */
  moments(): { readonly mean: Float32Array; readonly variance: Float32Array };
}

/** In float64: the sums run over millions of numbers. */
export function momentSums(groups: number): MomentSums {
  const sums = new Float64Array(groups);
  const squares = new Float64Array(groups);
  let count = 0;
  return {
    add({ data, shape }, { from, to }) {
      const [, channels = 0, height = 0, width = 0] = shape;
      const perGroup = channels / groups;
      for (let channel = 0; channel < channels; channel++) {
        const group = Math.floor(channel / perGroup);
        const start = (channel * height + from) * width;
        const end = (channel * height + to) * width;
        let sum = 0;
        let square = 0;
        for (let i = start; i < end; i++) {
          const value = data[i] as number;
          sum += value;
          square += value * value;
        }
        sums[group] = (sums[group] as number) + sum;
        squares[group] = (squares[group] as number) + square;
      }
      count += perGroup * (to - from) * width;
    },
    moments() {
      const mean = sums.map((sum) => sum / count);
      const variance = squares.map((square, group) => Math.max(square / count - (mean[group] as number) ** 2, 0));
      return { mean: Float32Array.from(mean), variance: Float32Array.from(variance) };
    },
  };
}
