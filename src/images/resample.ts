import { type Tensor, zeros } from '../tensor/tensor.ts';
import { finish, stopsAfter, type Work } from '../tensor/work.ts';

/**
 * Resizes pictures [B, C, H, W] with a triangle filter whose support grows as the picture shrinks, as PIL's BILINEAR: no
 * aliasing when making small, straight lines between pixels when making large.
 */
export function* resizedInPieces(image: Tensor, width: number, height: number): Work<Tensor> {
  const [, , rows = 1, columns = 1] = image.shape;
  const wide = columns === width ? image : yield* alongRows(image, taps(columns, width));
  return rows === height ? wide : yield* alongColumns(wide, taps(rows, height));
}

/** `resizedInPieces` at once. */
export function resized(image: Tensor, width: number, height: number): Tensor {
  return finish(resizedInPieces(image, width, height));
}

/** The rows from `first` up to `end` of pictures [B, C, H, W] whose height becomes `height`: `resized` piece by piece. */
export function resizedRows(image: Tensor, height: number, first: number, end: number): Tensor {
  return finish(alongColumns(image, taps(image.shape[2] ?? 1, height).slice(first, end)));
}

/**
 * Makes pictures [B, C, H, W] smaller: each new pixel is the mean of the area that it covers, and edges that lie between new
 * pixels stay sharp.
 */
export function* averaged(image: Tensor, width: number, height: number): Work<Tensor> {
  const [, , rows = 1, columns = 1] = image.shape;
  return yield* alongColumns(yield* alongRows(image, areas(columns, width)), areas(rows, height));
}

/** The middle of pictures [B, C, H, W]; an odd pixel stays at the right and at the bottom outside. */
export function* centreCropped(image: Tensor, width: number, height: number): Work<Tensor> {
  const [, , rows = 1, columns = 1] = image.shape;
  if (rows === height && columns === width) return image;
  const left = Math.floor((columns - width) / 2);
  const top = Math.floor((rows - height) / 2);
  return yield* cutOut(image, { left, top, width, height });
}

/** Pictures [B, C, H, W] without as many pixels at both sides, and at top and bottom. */
export function* cropped(image: Tensor, { sides, ends }: { sides: number; ends: number }): Work<Tensor> {
  const [, , rows = 1, columns = 1] = image.shape;
  return yield* cutOut(image, { left: sides, top: ends, width: columns - 2 * sides, height: rows - 2 * ends });
}

interface Cut {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function* cutOut(image: Tensor, { left, top, width, height }: Cut): Work<Tensor> {
  const [batch = 1, channels = 3, rows = 1, columns = 1] = image.shape;
  const result = zeros([batch, channels, height, width]);
  const isTimeToStop = stopsAfter();
  for (let row = 0; row < batch * channels * height; row++) {
    if (isTimeToStop(width)) yield;
    const source = (Math.floor(row / height) * rows + top + (row % height)) * columns + left;
    result.data.set(image.data.subarray(source, source + width), row * width);
  }
  return result;
}

/** Which pixels of the old line make a pixel of the new one, and with what weight. */
export interface Tap {
  readonly first: number;
  readonly weights: Float64Array;
}

/** How `resized` brings a line of `from` pixels to `to`. */
export function taps(from: number, to: number): Tap[] {
  const scale = from / to;
  const support = Math.max(scale, 1);
  return Array.from({ length: to }, (_, index) => {
    const centre = (index + 0.5) * scale;
    const first = Math.max(0, Math.floor(centre - support + 0.5));
    const last = Math.min(from, Math.floor(centre + support + 0.5));
    const raw = Float64Array.from({ length: last - first }, (__, i) =>
      Math.max(0, 1 - Math.abs(first + i + 0.5 - centre) / support),
    );
    const total = raw.reduce((sum, weight) => sum + weight, 0);
    return { first, weights: raw.map((weight) => weight / total) };
  });
}

function areas(from: number, to: number): Tap[] {
  const scale = from / to;
  return Array.from({ length: to }, (_, index) => {
    const [start, end] = [index * scale, (index + 1) * scale];
    const first = Math.floor(start);
    const last = Math.min(Math.max(Math.ceil(end), first + 1), from);
    const weights = Float64Array.from(
      { length: last - first },
      (__, i) => (Math.min(end, first + i + 1) - Math.max(start, first + i)) / scale,
    );
    return { first, weights };
  });
}

type Finish = (sum: number) => number;
const asItIs: Finish = (sum) => sum;

/** Each line of pictures [B, C, H, W] becomes what the taps say, H x taps. */
export function* alongRows(image: Tensor, line: readonly Tap[], finished: Finish = asItIs): Work<Tensor> {
  const [batch = 1, channels = 3, rows = 1, columns = 1] = image.shape;
  const result = zeros([batch, channels, rows, line.length]);
  const isTimeToStop = stopsAfter();
  for (let row = 0; row < batch * channels * rows; row++) {
    if (isTimeToStop(Math.max(columns, line.length))) yield;
    for (let x = 0; x < line.length; x++) {
      const { first, weights } = line[x] as Tap;
      result.data[row * line.length + x] = finished(weighted(image.data, row * columns + first, 1, weights));
    }
  }
  return result;
}

/** Each column of pictures [B, C, H, W] becomes what the taps say, taps x W. */
export function* alongColumns(image: Tensor, line: readonly Tap[], finished: Finish = asItIs): Work<Tensor> {
  const [batch = 1, channels = 3, rows = 1, columns = 1] = image.shape;
  const result = zeros([batch, channels, line.length, columns]);
  const isTimeToStop = stopsAfter();
  for (let plane = 0; plane < batch * channels; plane++) {
    for (const [y, tap] of line.entries()) {
      if (isTimeToStop(columns * tap.weights.length)) yield;
      for (let x = 0; x < columns; x++) {
        const start = (plane * rows + tap.first) * columns + x;
        const sum = weighted(image.data, start, columns, tap.weights);
        result.data[(plane * line.length + y) * columns + x] = finished(sum);
      }
    }
  }
  return result;
}

function weighted(data: Float32Array, start: number, stride: number, weights: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += (data[start + i * stride] as number) * (weights[i] as number);
  return sum;
}
