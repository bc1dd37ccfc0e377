import type { ReportChart } from '../graph/report.ts';

interface Range {
  readonly min: number;
  readonly max: number;
}

/** Bounds of both axes of a plot of so many pixels that hold all points, with one unit as long across as upwards. */
export function sameScale(
  { series }: ReportChart,
  width: number,
  height: number,
): { readonly x: Range; readonly y: Range } {
  const x = extent(series.flatMap((one) => one.x));
  const y = extent(series.flatMap((one) => one.y));
  const unitsPerPixel =
    1.1 * Math.max((x.max - x.min) / width, (y.max - y.min) / height) || 1 / Math.max(width, height);
  return { x: around(x, unitsPerPixel * width), y: around(y, unitsPerPixel * height) };
}

function extent(values: readonly number[]): Range {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return { min: 0, max: 0 };
  return finite.reduce<Range>(({ min, max }, value) => ({ min: Math.min(min, value), max: Math.max(max, value) }), {
    min: Number.POSITIVE_INFINITY,
    max: Number.NEGATIVE_INFINITY,
  });
}

function around({ min, max }: Range, span: number): Range {
  const middle = (min + max) / 2;
  return { min: middle - span / 2, max: middle + span / 2 };
}
