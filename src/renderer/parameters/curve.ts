import {
  curveThrough,
  inTimeOrder,
  type KeyFrame,
  keyEasings,
  type Timing,
  timeOfFrame,
  timings,
} from '../../geometry/keyFrames.ts';
import type { NodeEntry } from '../../graph/registry.ts';
import { snap } from './fitNumber.ts';
import type { PadPoint } from './pad.ts';
import { type ParameterSpec, parameterSpecs, parameterValue } from './parameterSpec.ts';

/** The stretch of time over which a curve is drawn and edited. */
export interface CurveSpan {
  readonly from: number;
  readonly to: number;
  /** From one frame to the next. */
  readonly step: number;
  readonly timing: Timing;
}

/** The values over which a curve is drawn, lowest and highest. */
export type CurveRange = readonly [low: number, high: number];

/** Room above and below, as a share of what lies between. */
const roomShare = 0.08;

export type Place = Pick<KeyFrame, 'at' | 'value'>;

/** What the interface holds of a curve: its key frames in the order of time. What a file has there and is none is left out. */
export function keyFramesIn(value: unknown): readonly KeyFrame[] {
  return Array.isArray(value) ? inTimeOrder(value.flatMap(keyFrameOf)) : [];
}

function keyFrameOf(value: unknown): KeyFrame[] {
  if (typeof value !== 'object' || value === null) return [];
  const { at, value: height, easing } = value as Record<string, unknown>;
  if (typeof at !== 'number' || typeof height !== 'number' || !Number.isFinite(at) || !Number.isFinite(height))
    return [];
  return [{ at, value: height, easing: keyEasings.find((each) => each === easing) ?? 'linear' }];
}

/** From the first frame to the last, as the other parameters of the node say; further where key frames lie beyond. */
export function curveSpan(
  entry: NodeEntry,
  spec: Pick<ParameterSpec, 'name' | 'keyFrames'>,
  parameters: Readonly<Record<string, unknown>>,
): CurveSpan {
  const specs = new Map(parameterSpecs(entry).map((each) => [each.name, each]));
  const read = (name: string | undefined) => {
    const other = name === undefined ? undefined : specs.get(name);
    return other && parameterValue(other, parameters);
  };
  const timing = timings.find((each) => each === read(spec.keyFrames?.timing)) ?? 'frames';
  const count = Math.max(1, Math.round(positive(read(spec.keyFrames?.count), 1)));
  const rate = positive(read(spec.keyFrames?.rate), 24);
  const [from, next, last] = [0, 1, count - 1].map((index) => timeOfFrame(index, Math.max(2, count), timing, rate)) as [
    number,
    number,
    number,
  ];
  const own = specs.get(spec.name);
  const times = keyFramesIn(own && parameterValue(own, parameters)).map(({ at }) => at);
  const to = timing === 'share' ? 1 : Math.max(last, from + (next - from));
  return {
    from: Math.min(from, ...times),
    to: Math.max(to, ...times),
    step: timing === 'share' ? 0.01 : next - from,
    timing,
  };
}

function positive(value: unknown, fallback: number): number {
  return typeof value === 'number' && value > 0 ? value : fallback;
}

/** The values of the key frames and 0, lowest and highest; from 0 to 1 where all of them are 0. */
export function valuesOf(keys: readonly KeyFrame[]): CurveRange {
  const values = keys.map(({ value }) => value);
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  return [low, high > low ? high : 1];
}

/** The same with a little room. */
export function curveRange(keys: readonly KeyFrame[]): CurveRange {
  const [low, high] = valuesOf(keys);
  const room = roomShare * (high - low);
  return [low - room, high + room];
}

/** Where a key frame lies in the plane, 0 to 1 from its left and from its lower edge. */
export function placeInPlane({ at, value }: Place, { from, to }: CurveSpan, [low, high]: CurveRange): PadPoint {
  return [(at - from) / (to - from), (value - low) / (high - low)];
}

/** The time and the value at a place in the plane: on a frame or in hundredths of the whole, and in steps of the value or in tenths of them. */
export function atPlane([right, up]: PadPoint, span: CurveSpan, range: CurveRange, isFine = false): Place {
  const { from, to, step, timing } = span;
  const [low, high] = range;
  const wide = isFine && timing === 'share' ? step / 10 : step;
  const tall = valueStep(range) * (isFine ? 0.1 : 1);
  const along = Math.min(1, Math.max(0, right));
  return { at: timeNear(from + along * (to - from), span, wide), value: snap(low + up * (high - low), tall) };
}

function timeNear(at: number, { from, step }: CurveSpan, size = step): number {
  return tidy(from + Math.round((at - from) / size) * size);
}

/** A round number about a hundredth of what is seen. */
export function valueStep([low, high]: CurveRange): number {
  return 10 ** Math.floor(Math.log10((high - low) / 50));
}

/** The largest time that a key frame can have. */
const latest = 1e6;

/** A key frame moved as far as its neighbours in time let it; the last one beyond what is seen too, except in shares of the whole. */
export function moveKey(keys: readonly KeyFrame[], index: number, to: Place, span: CurveSpan): readonly KeyFrame[] {
  const key = keys[index];
  if (!key) return keys;
  const least = index === 0 ? span.from : (keys[index - 1] as KeyFrame).at + span.step;
  const end = span.timing === 'share' ? span.to : latest;
  const most = index === keys.length - 1 ? end : (keys[index + 1] as KeyFrame).at - span.step;
  const at = least > most ? key.at : Math.min(most, Math.max(least, to.at));
  return keys.with(index, { ...key, at: tidy(at), value: to.value });
}

/** Adds a key frame, or moves the one that is at that time already; it leads on as the one before it does. */
export function addKey(
  keys: readonly KeyFrame[],
  { at, value }: Place,
): { readonly keys: readonly KeyFrame[]; readonly index: number } {
  const there = keys.findIndex((key) => key.at === at);
  if (there >= 0) return { keys: keys.with(there, { ...(keys[there] as KeyFrame), value }), index: there };
  const index = keys.filter((key) => key.at < at).length;
  const easing = keys[Math.max(0, index - 1)]?.easing ?? 'cosine';
  return { keys: keys.toSpliced(index, 0, { at, value, easing }), index };
}

/** A key frame on the curve, in the middle of the way from one to the next or, after the last, from the one before. */
export function addBeside(
  keys: readonly KeyFrame[],
  index: number,
  span: CurveSpan,
): { readonly keys: readonly KeyFrame[]; readonly index: number } {
  const times = [span.from, ...keys.map(({ at }) => at), span.to];
  const [own = span.from, next = span.to, before = span.from] = [times[index + 1], times[index + 2], times[index]];
  const [from, to] = next - own >= 2 * span.step ? [own, next] : [before, own];
  const at = timeNear((from + to) / 2, span);
  return addKey(keys, { at, value: Number(curveThrough(keys)(at).toPrecision(6)) });
}

/** Without a key frame; the last one stays. */
export function removeKey(keys: readonly KeyFrame[], index: number): readonly KeyFrame[] {
  return keys.length > 1 ? keys.toSpliced(index, 1) : keys;
}

/** Where the arrow keys move a key frame; undefined for any other key. */
export function arrowed(
  key: KeyFrame,
  event: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  span: CurveSpan,
  range: CurveRange,
): Place | undefined {
  const [right, up] = directions[event.key] ?? [];
  if (right === undefined || up === undefined) return undefined;
  const size = valueStep(range) * (event.shiftKey ? 0.1 : 1);
  return { at: key.at + right * span.step, value: snap(key.value + up * size, size) };
}

const directions: Readonly<Record<string, readonly [right: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Points of the curve as they lie in the plane, close enough to look smooth. */
export function curveLine(keys: readonly KeyFrame[], span: CurveSpan, range: CurveRange, points = 120): PadPoint[] {
  if (keys.length === 0) return [];
  const curve = curveThrough(keys);
  const even = Array.from({ length: points + 1 }, (_, index) => span.from + ((span.to - span.from) * index) / points);
  // A jump is steep only where the times just before key frames are among them.
  const atKeys = keys.flatMap(({ at }) => [at - (span.to - span.from) * 1e-3, at]);
  const times = [...even, ...atKeys].filter((at) => at >= span.from && at <= span.to).toSorted((a, b) => a - b);
  return times.map((at) => placeInPlane({ at, value: curve(at) }, span, range));
}

/** Without the dust of binary fractions. */
function tidy(value: number): number {
  return Number(value.toFixed(9));
}
