import { stopsAfter, type Work } from '../tensor/work.ts';
import type { FieldSize } from './paintStroke.ts';

/** How many deviations of the bell curve count. */
const reach = 3;

/**
 * A field [height, width] flat, its edges softened by a bell curve (Gauss). Beyond the picture it goes on as at its border, so that
 * the border does not fade.
 * @param width of the soft edge in pixels: two deviations to each side.
 */
export function* feathered(field: Float32Array, size: FieldSize, width: number): Work<Float32Array> {
  const deviation = width / 4;
  if (deviation <= 0) return field;
  const weights = bell(deviation);
  const across = yield* blurred(field, { lines: size.height, length: size.width, line: size.width, step: 1 }, weights);
  return yield* blurred(across, { lines: size.width, length: size.height, line: 1, step: size.width }, weights);
}

/** Half a bell curve, from its middle outwards; the whole of it sums to 1. */
function bell(deviation: number): Float64Array {
  const half = Float64Array.from({ length: Math.ceil(reach * deviation) + 1 }, (_, distance) =>
    Math.exp(-(distance ** 2) / (2 * deviation ** 2)),
  );
  const sum = half.reduce((total, weight, distance) => total + (distance === 0 ? weight : 2 * weight), 0);
  return half.map((weight) => weight / sum);
}

/** Rows or columns: how many, how long, and how far from one to the next and from one number to the next. */
interface Lines {
  readonly lines: number;
  readonly length: number;
  readonly line: number;
  readonly step: number;
}

function* blurred(field: Float32Array, { lines, length, line, step }: Lines, half: Float64Array): Work<Float32Array> {
  const out = new Float32Array(field.length);
  const isTimeToStop = stopsAfter();
  for (let index = 0; index < lines; index++) {
    if (isTimeToStop(length * half.length)) yield;
    const value = (place: number) => field[index * line + Math.min(length - 1, Math.max(0, place)) * step] as number;
    for (let place = 0; place < length; place++) {
      let sum = (half[0] as number) * value(place);
      for (let distance = 1; distance < half.length; distance++) {
        sum += (half[distance] as number) * (value(place - distance) + value(place + distance));
      }
      out[index * line + place * step] = sum;
    }
  }
  return out;
}
