/** Bounds and ticks of an axis. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
}

/** 1, 2 or 5 times a power of ten, so that about `wanted` steps fill the span. */
function stepOf(span: number, wanted: number): number {
  const raw = span / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 5, 10].find((each) => each * power >= raw) ?? 10;
  return factor * power;
}

/** An axis that holds all finite values and begins and ends at a tick. */
export function axisOf(values: readonly number[], wanted = 5, withZero = false): Axis {
  const finite = values.filter(Number.isFinite);
  const all = withZero ? [...finite, 0] : finite;
  const low = all.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = all.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  if (low > high) return { from: 0, to: 1, ticks: [0, 1] };
  const span = high - low || Math.abs(high) || 1;
  const step = stepOf(span, wanted);
  const from = Math.floor(low / step) * step;
  const count = Math.max(1, Math.ceil((high - from) / step - 1e-9));
  const ticks = Array.from({ length: count + 1 }, (_, index) => Number((from + index * step).toPrecision(12)));
  return { from, to: from + count * step, ticks };
}
