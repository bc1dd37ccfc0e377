import type { Painting } from '../../graph/defineNode.ts';
import { mostNumbers, type Stroke } from '../../painting/stroke.ts';

/** What the hand holds while it paints. */
export interface Brush {
  readonly erases: boolean;
  /** Half the width, as a share of the picture's shorter side. */
  readonly radius: number;
  readonly hardness: number;
  /** Of a brush that paints coverage. */
  readonly opacity: number;
  /** Of a brush that paints strengths. */
  readonly strength: number;
  /** Whether what was painted is drawn over the picture; undefined leaves it to what the picture is. */
  readonly isPaintShown: boolean | undefined;
}

export const firstBrush: Brush = {
  erases: false,
  radius: 0.1,
  hardness: 0.7,
  opacity: 1,
  strength: 1,
  isPaintShown: undefined,
};

/** The least and the largest radius that a brush is given by hand. */
export const radii = [0.005, 0.5] as const;

/** A place in a picture, 0 to 1 across and down. */
export type Place = readonly [x: number, y: number];

export interface PictureShape {
  readonly width: number;
  readonly height: number;
}

/** What the brush paints, and how much of what was there it covers. */
function paintOf({ erases, opacity, strength }: Brush, { paints }: Painting): Pick<Stroke, 'value' | 'opacity'> {
  if (paints === 'coverage') return { value: erases ? 0 : 1, opacity };
  const [least, most] = paints.strengths;
  return { value: erases ? 0 : Math.min(most, Math.max(least, strength)), opacity: 1 };
}

/** A stroke that begins here. */
export function strokeAt(brush: Brush, painting: Painting, place: Place): Stroke {
  const { radius, hardness } = brush;
  return { points: place.map(noted), radius, hardness, ...paintOf(brush, painting) };
}

/** A stroke that covers all of the picture. */
export function fillWith(brush: Brush, painting: Painting): Stroke {
  return { ...strokeAt(brush, painting, [0, 0]), points: [] };
}

/** Points nearer to each other than this share of the radius look like one, but for the last. */
const spacing = 0.2;

/** The stroke as far as this place; itself where that is hardly further, undefined where it is full. */
export function extended(stroke: Stroke, place: Place, shape: PictureShape): Stroke | undefined {
  const [x = 0, y = 0] = stroke.points.slice(-2);
  const shorter = Math.min(shape.width, shape.height);
  const way = Math.hypot((place[0] - x) * shape.width, (place[1] - y) * shape.height) / shorter;
  if (way < spacing * stroke.radius) return stroke;
  if (stroke.points.length + 2 > mostNumbers) return undefined;
  return { ...stroke, points: [...stroke.points, ...place.map(noted)] };
}

/** The stroke to where the brush was lifted, however little further that is. */
export function ended(stroke: Stroke, place: Place): Stroke {
  const [x, y] = place.map(noted);
  const [lastX, lastY] = stroke.points.slice(-2);
  const isThere = x === lastX && y === lastY;
  if (x === undefined || y === undefined || isThere || stroke.points.length + 2 > mostNumbers) return stroke;
  return { ...stroke, points: [...stroke.points, x, y] };
}

/** A brush that is one step larger or smaller. */
export function resized(brush: Brush, isLarger: boolean): Brush {
  const [least, most] = radii;
  const radius = brush.radius * (isLarger ? 1.25 : 0.8);
  return { ...brush, radius: Number(Math.min(most, Math.max(least, radius)).toPrecision(3)) };
}

/** Where the arrow keys take the brush; undefined for any other key. Shift makes it fine. */
export function arrowed([x, y]: Place, { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): Place | undefined {
  const [right, down] = arrows[key] ?? [];
  if (right === undefined || down === undefined) return undefined;
  const step = shiftKey ? 0.005 : 0.02;
  const within = (share: number) => rounded(Math.min(1, Math.max(0, share)));
  return [within(x + right * step), within(y + down * step)];
}

const arrows: Readonly<Record<string, Place>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Fine enough for any picture, and short in a file. */
function rounded(share: number): number {
  return Number(share.toFixed(4));
}

/** As a file has it. The hand may go far outside of a small picture, where nothing can be seen of it. */
function noted(share: number): number {
  return rounded(Math.min(3, Math.max(-2, share)));
}

/** Where a picture lies in a box that shows the whole of it, in the pixels of the box. */
export function containedRect(box: PictureShape, { width, height }: PictureShape) {
  const scale = Math.min(box.width / width, box.height / height);
  const size = { width: width * scale, height: height * scale };
  return { ...size, left: (box.width - size.width) / 2, top: (box.height - size.height) / 2 };
}
