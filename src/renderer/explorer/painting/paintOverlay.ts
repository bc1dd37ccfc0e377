import { type FieldSize, paintStroke } from '../../../painting/paintStroke.ts';
import type { Stroke } from '../../../painting/stroke.ts';
import { finish } from '../../../tensor/work.ts';

/** Enough to see what was painted, and little enough to be drawn at each move of the hand; smaller where there is much to draw. */
const longestSides = [384, 192, 96, 48];
/** Distances that are measured in a moment. */
const most = 2e7;

/** The size at which paint is drawn over a picture; undefined where a file has so much of it that it cannot be drawn while one looks. */
export function overlaySize({ width, height }: FieldSize, strokes: readonly Stroke[]): FieldSize | undefined {
  const longest = longestSides.find((side) => measuredAt(side, strokes) <= most);
  if (longest === undefined) return undefined;
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** About how many distances are measured: for each piece of a stroke those around it, which are more where it is long. */
function measuredAt(side: number, strokes: readonly Stroke[]): number {
  return strokes.reduce((sum, { points, radius }) => {
    let around = 0;
    for (let index = 0; index < points.length; index += 2) {
      const [x = 0, y = 0, nextX = x, nextY = y] = points.slice(index, index + 4);
      const [across, down] = [Math.abs(nextX - x) + 2 * radius, Math.abs(nextY - y) + 2 * radius];
      around += Math.min(1, across) * Math.min(1, down);
    }
    return sum + around * side * side;
  }, 0);
}

/** What strokes leave, as `paintedField`, but quick to say again while the last of them grows: what came before it is kept. */
export function createOverlay(size: FieldSize): (strokes: readonly Stroke[]) => Float32Array {
  let kept: { readonly strokes: readonly Stroke[]; readonly field: Float32Array } | undefined;
  return (strokes) => {
    const before = strokes.slice(0, -1);
    const known = kept?.strokes.every((stroke, index) => isSame(stroke, before[index])) ? kept : undefined;
    const field = known?.field ?? new Float32Array(size.width * size.height);
    for (const stroke of before.slice(known?.strokes.length ?? 0)) finish(paintStroke(field, stroke, size));
    kept = { strokes: before, field };
    const whole = field.slice();
    const last = strokes.at(-1);
    if (last) finish(paintStroke(whole, last, size));
    return whole;
  };
}

/** Points are never changed in place, so the same list is the same way. */
function isSame(one: Stroke, other: Stroke | undefined): boolean {
  return (
    one.points === other?.points &&
    one.radius === other.radius &&
    one.hardness === other.hardness &&
    one.value === other.value
  );
}

type Colour = readonly [red: number, green: number, blue: number];

/** As in the pictures of directions: orange above zero, blue below. */
const above: Colour = [255, 122, 26];
const below: Colour = [40, 140, 255];
/** How much of the picture the strongest paint covers. */
const cover = 0.62;

/** A field as colours over a picture, RGBA. @param most the value that has the full colour. */
export function paintPixels(field: Float32Array, most: number): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(field.length * 4);
  field.forEach((value, index) => {
    pixels.set(value < 0 ? below : above, index * 4);
    pixels[index * 4 + 3] = 255 * cover * Math.min(1, Math.abs(value) / most);
  });
  return pixels;
}
