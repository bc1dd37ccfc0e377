import { setImmediate } from 'node:timers/promises';
import type { CancelSignal } from '../../diffusion/model.ts';
import { type Tensor, tensor, zeros } from '../../tensor/tensor.ts';

/** A length that is gone through in pieces which overlap, in cells. */
export interface Tiling {
  /** Of a tile. */
  readonly size: number;
  /** Two neighbours have so many in common, of which each fades out as the other fades in. */
  readonly overlap: number;
  /** Tiles begin at multiples of it: pixels of a patch where pictures go in. */
  readonly unit: number;
}

/** Where the tiles of a length begin: they cover it, and the last ends with it. */
export function tileStarts(length: number, { size, overlap, unit }: Tiling): number[] {
  if (length <= size) return [0];
  const between = Math.floor((size - overlap) / unit) * unit;
  const count = Math.ceil((length - size) / between) + 1;
  return Array.from({ length: count }, (_, index) => Math.min(index * between, length - size));
}

/**
 * Runs a network of pictures a tile at a time and blends where tiles overlap, as diffusers' tiled VAE does (AutoencoderKL, tiled_decode).
 * Not exact: what a network says of a place may depend on places far from it.
 * @param value [1, C, h, w]
 * @returns undefined for what is no larger than a tile.
 */
export async function runInTiles(
  value: Tensor,
  tiling: Tiling,
  run: (tile: Tensor) => Promise<Tensor>,
  signal: CancelSignal,
): Promise<Tensor | undefined> {
  const [, , height = 0, width = 0] = value.shape;
  if (height <= tiling.size && width <= tiling.size) return undefined;
  let sum: Tensor | undefined;
  let weights: Float32Array | undefined;
  for (const top of tileStarts(height, tiling)) {
    for (const left of tileStarts(width, tiling)) {
      signal.throwIfAborted();
      const tile = cut(value, top, left, Math.min(tiling.size, height), Math.min(tiling.size, width));
      const answer = await run(tile);
      const scale = (answer.shape[2] ?? 0) / (tile.shape[2] ?? 1);
      const [, channels = 0] = answer.shape;
      sum ??= zeros([1, channels, Math.round(height * scale), Math.round(width * scale)]);
      weights ??= new Float32Array(sum.data.length / channels);
      blend(sum, weights, answer, [Math.round(top * scale), Math.round(left * scale)], tiling.overlap * scale);
      await setImmediate();
    }
  }
  return sum && weights && divided(sum, weights);
}

function cut({ data, shape }: Tensor, top: number, left: number, height: number, width: number): Tensor {
  const [, channels = 0, rows = 0, columns = 0] = shape;
  const tile = new Float32Array(channels * height * width);
  for (let row = 0; row < channels * height; row++) {
    const from = (Math.floor(row / height) * rows + top + (row % height)) * columns + left;
    tile.set(data.subarray(from, from + width), row * width);
  }
  return tensor(tile, [1, channels, height, width]);
}

/** Adds a tile with weights that fall towards those of its edges that are not edges of the picture. */
function blend(
  sum: Tensor,
  weights: Float32Array,
  tile: Tensor,
  [top, left]: readonly [number, number],
  overlap: number,
): void {
  const [, channels = 0, rows = 0, columns = 0] = sum.shape;
  const [, , height = 0, width = 0] = tile.shape;
  const down = fades(height, overlap, top > 0, top + height < rows);
  const across = fades(width, overlap, left > 0, left + width < columns);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const weight = (down[row] ?? 0) * (across[column] ?? 0);
      const place = (top + row) * columns + left + column;
      weights[place] = (weights[place] ?? 0) + weight;
      for (let channel = 0; channel < channels; channel++) {
        const at = channel * rows * columns + place;
        const value = tile.data[(channel * height + row) * width + column] ?? 0;
        sum.data[at] = (sum.data[at] ?? 0) + weight * value;
      }
    }
  }
}

/** 1 in the middle, falling evenly over the overlap and never to 0. */
function fades(length: number, overlap: number, before: boolean, after: boolean): number[] {
  return Array.from({ length }, (_, i) => {
    const [rise, fall] = [before ? (i + 1) / (overlap + 1) : 1, after ? (length - i) / (overlap + 1) : 1];
    return Math.min(rise, fall, 1);
  });
}

function divided(sum: Tensor, weights: Float32Array): Tensor {
  const { data, shape } = sum;
  for (let i = 0; i < data.length; i++) data[i] = (data[i] ?? 0) / (weights[i % weights.length] ?? 1);
  return tensor(data, shape);
}
