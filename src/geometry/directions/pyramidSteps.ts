import { combine } from '../vector.ts';

/** One channel, row by row. */
export interface Plane {
  readonly data: Float64Array;
  readonly height: number;
  readonly width: number;
}

/** Every `stride`th number from `start` on: a row or a column of a plane. */
interface Line {
  readonly data: Float64Array;
  readonly start: number;
  readonly stride: number;
  readonly length: number;
}

/** Blurs with [1 4 6 4 1] / 16 both ways and keeps every other place; borders mirror. Sides round up. */
export function reduce(plane: Plane): Plane {
  const narrow = blank(plane.height, Math.ceil(plane.width / 2));
  for (let y = 0; y < plane.height; y++) halve(row(plane, y), row(narrow, y));
  const small = blank(Math.ceil(plane.height / 2), narrow.width);
  for (let x = 0; x < narrow.width; x++) halve(column(narrow, x), column(small, x));
  return small;
}

/** Brings a reduced plane back to the size of `like`: [1 6 1] / 8 at its own places, [1 1] / 2 between; borders repeat. */
export function enlarge(plane: Plane, like: Plane): Plane {
  const wide = blank(plane.height, like.width);
  for (let y = 0; y < plane.height; y++) double(row(plane, y), row(wide, y));
  const large = blank(like.height, like.width);
  for (let x = 0; x < like.width; x++) double(column(wide, x), column(large, x));
  return large;
}

/** alpha * a + beta * b of planes of one size. */
export function mixed(alpha: number, a: Plane, beta: number, b: Plane): Plane {
  return { ...a, data: combine(alpha, a.data, beta, b.data) };
}

function blank(height: number, width: number): Plane {
  return { data: new Float64Array(height * width), height, width };
}

function row({ data, width }: Plane, y: number): Line {
  return { data, start: y * width, stride: 1, length: width };
}

function column({ data, height, width }: Plane, x: number): Line {
  return { data, start: x, stride: width, length: height };
}

function halve({ data, start, stride, length }: Line, to: Line): void {
  for (let i = 0; i < to.length; i++) {
    const c = 2 * i;
    const left = start + mirrored(c - 1, length) * stride;
    const right = start + mirrored(c + 1, length) * stride;
    const farLeft = start + mirrored(c - 2, length) * stride;
    const farRight = start + mirrored(c + 2, length) * stride;
    to.data[to.start + i * to.stride] =
      (6 * (data[start + c * stride] as number) +
        4 * ((data[left] as number) + (data[right] as number)) +
        ((data[farLeft] as number) + (data[farRight] as number))) /
      16;
  }
}

function double({ data, start, stride, length }: Line, to: Line): void {
  for (let i = 0; i < to.length; i++) {
    const c = i >> 1;
    const here = data[start + c * stride] as number;
    const next = data[start + Math.min(length - 1, c + 1) * stride] as number;
    const before = data[start + Math.max(0, c - 1) * stride] as number;
    to.data[to.start + i * to.stride] = i % 2 === 0 ? (before + 6 * here + next) / 8 : (here + next) / 2;
  }
}

/** Borders mirror without repeating their own place: -1 reads 1, length reads length - 2; a line of one place repeats. */
function mirrored(index: number, length: number): number {
  const inside = index < 0 ? -index : index >= length ? 2 * (length - 1) - index : index;
  return Math.min(length - 1, Math.max(0, inside));
}
