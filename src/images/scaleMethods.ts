import { type Tensor, zeros } from '../tensor/tensor.ts';
import { inStretches, type Work } from '../tensor/work.ts';
import { alongColumns, alongRows, type Tap } from './resample.ts';

/** Ways to bring a picture to another size, by their names in ComfyUI, whose numbers they have. */
export const scaleMethods = ['nearest-exact', 'bilinear', 'area', 'bicubic', 'lanczos'] as const;
export type ScaleMethod = (typeof scaleMethods)[number];

/**
 * Brings pictures [B, C, H, W] to another size. All but Lanczos are torch's `interpolate` without antialiasing (float32 there, to
 * rounding), and bicubic may leave the range from 0 to 1. Lanczos is Pillow's, on eight bits: equal to the last bit.
 */
export function* scaled(image: Tensor, width: number, height: number, method: ScaleMethod): Work<Tensor> {
  const [, , rows = 1, columns = 1] = image.shape;
  if (method === 'lanczos') return yield* scaledInBytes(image, width, height);
  const wide = columns === width ? image : yield* alongRows(image, tapsOf(method, columns, width));
  return rows === height ? wide : yield* alongColumns(wide, tapsOf(method, rows, height));
}

function tapsOf(method: Exclude<ScaleMethod, 'lanczos'>, from: number, to: number): Tap[] {
  const scale = from / to;
  return Array.from({ length: to }, (_, index) => {
    if (method === 'area') return mean(Math.floor((index * from) / to), Math.ceil(((index + 1) * from) / to));
    if (method === 'nearest-exact') return nearest(index, scale, from);
    const place = (index + 0.5) * scale - 0.5;
    return method === 'bilinear' ? linear(Math.max(0, place), from) : cubic(place, from);
  });
}

const mean = (first: number, end: number): Tap => ({
  first,
  weights: new Float64Array(end - first).fill(1 / (end - first)),
});

/** torch counts in float32, which decides where a place falls between two pixels. */
function nearest(index: number, scale: number, from: number): Tap {
  const place = Math.fround(Math.fround(index + 0.5) * Math.fround(scale));
  return { first: Math.min(Math.floor(place), from - 1), weights: Float64Array.of(1) };
}

function linear(place: number, from: number): Tap {
  const first = Math.min(Math.floor(place), from - 1);
  const share = place - first;
  return { first, weights: first + 1 < from ? Float64Array.of(1 - share, share) : Float64Array.of(1) };
}

/** Keys' cubic convolution with a = -0.75; a pixel beyond the edge is that at the edge. */
function cubic(place: number, from: number): Tap {
  const left = Math.floor(place);
  const at = (pixel: number) => Math.min(Math.max(pixel, 0), from - 1);
  const first = at(left - 1);
  const weights = new Float64Array(at(left + 2) - first + 1);
  for (let pixel = left - 1; pixel <= left + 2; pixel++) {
    const index = at(pixel) - first;
    weights[index] = (weights[index] as number) + keys(Math.abs(place - pixel));
  }
  return { first, weights };
}

function keys(x: number): number {
  const a = -0.75;
  return x <= 1 ? ((a + 2) * x - (a + 3)) * x * x + 1 : ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
}

const byte = (value: number) => Math.min(255, Math.max(0, value));

function* scaledInBytes(image: Tensor, width: number, height: number): Work<Tensor> {
  const [, , rows = 1, columns = 1] = image.shape;
  // Pillow gets bytes that were cut off, not rounded.
  const bytes = yield* each(image, (value) => Math.trunc(byte(Math.fround(255 * value))));
  const round = (sum: number) => byte(Math.floor(sum + 0.5));
  const wide = columns === width ? bytes : yield* alongRows(bytes, lanczosTaps(columns, width), round);
  const both = rows === height ? wide : yield* alongColumns(wide, lanczosTaps(rows, height), round);
  return yield* each(both, (value) => value / 255);
}

/** `map` with stops. */
function* each({ data, shape }: Tensor, change: (value: number) => number): Work<Tensor> {
  const result = zeros(shape);
  yield* inStretches(data.length, (from, to) => {
    for (let i = from; i < to; i++) result.data[i] = change(data[i] as number);
  });
  return result;
}

/** Pillow's weights are whole multiples of this. */
const UNIT = 2 ** -22;

function lanczosTaps(from: number, to: number): Tap[] {
  const scale = from / to;
  const stretch = Math.max(scale, 1);
  const support = 3 * stretch;
  return Array.from({ length: to }, (_, index) => {
    const centre = (index + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - support + 0.5));
    const last = Math.min(from, Math.trunc(centre + support + 0.5));
    const raw = Float64Array.from({ length: last - first }, (__, i) => lanczos((i + first - centre + 0.5) / stretch));
    const total = raw.reduce((sum, weight) => sum + weight, 0);
    return { first, weights: raw.map((weight) => inUnits(weight / total)) };
  });
}

const inUnits = (weight: number) => Math.trunc(weight / UNIT + Math.sign(weight) * 0.5) * UNIT;

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI));

const lanczos = (x: number) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0);
