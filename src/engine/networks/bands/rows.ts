import { type Tensor, tensor } from '../../../tensor/tensor.ts';

/** Rows of a picture, from one to before another. */
export interface Rows {
  readonly from: number;
  readonly to: number;
}

/** A band of a picture: the rows that it is for, and those around it that they depend on. */
export interface Band {
  readonly own: Rows;
  readonly read: Rows;
}

/** Bands of `rows` rows that cover a height, each with what it reaches to on both sides within the picture. */
export function bandsOf(height: number, rows: number, reach: number): Band[] {
  return Array.from({ length: Math.ceil(height / rows) }, (_, index) => {
    const own = { from: index * rows, to: Math.min((index + 1) * rows, height) };
    return { own, read: { from: Math.max(own.from - reach, 0), to: Math.min(own.to + reach, height) } };
  });
}

/** Rows of a picture [1, C, h, w]. */
export function rowsOf({ data, shape }: Tensor, { from, to }: Rows): Tensor {
  const [, channels = 0, height = 0, width = 0] = shape;
  const size = (to - from) * width;
  const rows = new Float32Array(channels * size);
  for (let channel = 0; channel < channels; channel++) {
    const start = (channel * height + from) * width;
    rows.set(data.subarray(start, start + size), channel * size);
  }
  return tensor(rows, [1, channels, to - from, width]);
}

/** Writes rows of a band into a picture of the same channels and width, from row `at` on. */
export function writeRows(picture: Tensor, at: number, band: Tensor, { from, to }: Rows): void {
  const [, channels = 0, height = 0, width = 0] = picture.shape;
  const [, , bandHeight = 0] = band.shape;
  for (let channel = 0; channel < channels; channel++) {
    const start = (channel * bandHeight + from) * width;
    picture.data.set(band.data.subarray(start, start + (to - from) * width), (channel * height + at) * width);
  }
}
