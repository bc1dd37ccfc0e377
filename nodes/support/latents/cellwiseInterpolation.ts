import type { Tensor } from '../../../src/tensor/tensor.ts';

/**
 * ComfyUI's LatentInterpolate: in each cell the direction over the channels goes straight from b to a and is brought to
 * length 1, and the length goes straight too. A cell of zeros has no direction.
 * @param a [1, C, h, w], which a ratio of 1 gives.
 * @param b [1, C, h, w], which a ratio of 0 gives.
 */
export function cellwiseInterpolation(a: Tensor, b: Tensor, ratio: number): Tensor {
  const channels = a.shape[1] ?? 1;
  const cells = a.data.length / channels;
  const data = new Float32Array(a.data.length);
  const mixed = new Float64Array(channels);
  for (let cell = 0; cell < cells; cell++) {
    const [lengthA, lengthB] = [lengthAt(a, cell, cells), lengthAt(b, cell, cells)];
    let square = 0;
    for (let channel = 0; channel < channels; channel++) {
      const at = channel * cells + cell;
      const direction = share(a, at, lengthA) * ratio + share(b, at, lengthB) * (1 - ratio);
      mixed[channel] = direction;
      square += direction * direction;
    }
    const length = lengthA * ratio + lengthB * (1 - ratio);
    const scale = square === 0 ? 0 : length / Math.sqrt(square);
    for (let channel = 0; channel < channels; channel++)
      data[channel * cells + cell] = (mixed[channel] as number) * scale;
  }
  return { data, shape: a.shape };
}

function share({ data }: Tensor, at: number, length: number): number {
  return length === 0 ? 0 : (data[at] as number) / length;
}

function lengthAt({ data }: Tensor, cell: number, cells: number): number {
  let square = 0;
  for (let at = cell; at < data.length; at += cells) square += (data[at] as number) ** 2;
  return Math.sqrt(square);
}
