import { type Tensor, zeros } from '../tensor/tensor.ts';
import { stopsAfter, type Work } from '../tensor/work.ts';

export const shadings = ['two_colours', 'grey'] as const;
export type Shading = (typeof shadings)[number];

/** Values from -limit to limit as colours: blue below zero, dark at zero, orange above; or black over grey to white. */
const ends: Readonly<Record<Shading, readonly (readonly [number, number, number])[]>> = {
  two_colours: [
    [0.35, 0.69, 0.95],
    [0.09, 0.1, 0.12],
    [0.95, 0.65, 0.35],
  ],
  grey: [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
    [1, 1, 1],
  ],
};

/** They take a few milliseconds. */
const coloursAtOnce = 2 ** 16;

/** One plane of values as a picture [1, 3, height x cell, width x cell]; what is beyond the limit has its colour. */
export function* shaded(
  values: ArrayLike<number>,
  [height, width]: readonly [number, number],
  limit: number,
  cell: number,
  shading: Shading = 'two_colours',
): Work<Tensor> {
  const isTimeToStop = stopsAfter(coloursAtOnce);
  const picture = zeros([1, 3, height * cell, width * cell]);
  const size = height * cell * width * cell;
  yield;
  for (let i = 0; i < size; i++) {
    if (isTimeToStop(1)) yield;
    const row = Math.floor(i / (width * cell * cell));
    const column = Math.floor((i % (width * cell)) / cell);
    const colour = colourOf((values[row * width + column] as number) / limit, shading);
    for (let c = 0; c < 3; c++) picture.data[c * size + i] = colour[c] as number;
  }
  return picture;
}

function colourOf(value: number, shading: Shading): number[] {
  const clamped = Math.min(1, Math.max(-1, value));
  const [low = [], zero = [], high = []] = ends[shading];
  const end = clamped < 0 ? low : high;
  return zero.map((middle, c) => middle + Math.abs(clamped) * ((end[c] as number) - middle));
}
