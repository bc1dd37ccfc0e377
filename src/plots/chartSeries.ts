import type { ReportChart } from '../graph/report.ts';
import type { PlotColors } from './theme.ts';

/** Shapes and dashes tell series apart where colours do not. */
const symbols = ['circle', 'rect', 'triangle', 'diamond'] as const;
const dashes = ['solid', 'dashed', 'dotted'] as const;

/** A mark at each point says more than it hides only while there are few. */
const fewPoints = 24;

/** Larger than the points of lines, on which they lie. */
const markSize = 11;

type Point = readonly [x: number | string, y: number | null];

/** The series of a chart as echarts draws them. */
export function seriesOptions({ kind, series, logarithmic = false }: ReportChart, { background }: PlotColors) {
  return series.map((one, index) => {
    const isLine = kind === 'line' || one.joined === true;
    return {
      type: one.marks ? 'scatter' : one.joined ? 'line' : (kind as Exclude<typeof kind, 'heatmap'>),
      name: one.name,
      data: kind === 'bar' ? bars(one) : points(one, logarithmic ? Number.MIN_VALUE : Number.NEGATIVE_INFINITY),
      silent: true,
      emphasis: { disabled: true },
      symbol: one.marks ? 'diamond' : isLine && one.x.length > fewPoints ? 'none' : at(symbols, index),
      symbolSize: one.marks ? markSize : isLine ? 5 : 6,
      lineStyle: { width: 1.75, type: at(dashes, Math.floor(index / symbols.length)) },
      itemStyle: kind === 'scatter' && !isLine ? { borderColor: background, borderWidth: 0.5 } : {},
      barCategoryGap: '25%',
    };
  });
}

/** @param lowest what lies below it has no place on the axis. */
function points({ x, y }: ReportChart['series'][number], lowest: number): Point[] {
  return x.flatMap((position, index) => {
    const value = y[index] ?? Number.NaN;
    return Number.isFinite(position) ? [[position, value < lowest ? null : finite(value)] as const] : [];
  });
}

function bars({ x, y }: ReportChart['series'][number]): Point[] {
  return x.map((position, index) => [String(position), finite(y[index])] as const);
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

function at<T>(choices: readonly T[], index: number): T {
  return choices[index % choices.length] as T;
}
