import type { ReportChart } from '../graph/report.ts';
import { seriesOptions } from './chartSeries.ts';
import { drawn } from './echarts.ts';
import { heatMapOptions } from './heatMapSvg.ts';
import { axisNumber, labelled } from './labels.ts';
import { sameScale } from './sameScale.ts';
import { type PlotColors, type PlotTheme, plotColors, plotFont } from './theme.ts';

export interface PlotOptions {
  readonly theme?: PlotTheme;
  /** In pixels at scale 1. */
  readonly width?: number;
  readonly height?: number;
}

/** The size of a plot unless another is asked for. */
export const plotSize = { width: 480, height: 300 } as const;

const margin = 16;

/** A chart of a report as the text of an SVG; the same chart gives the same text. Points that are not finite leave a gap. */
export function chartSvg(chart: ReportChart, options: PlotOptions = {}): string {
  const { theme = 'dark', width = plotSize.width, height = usualHeight(chart) } = options;
  const colors = plotColors[theme];
  const legend = legendOf(chart, colors, width);
  const grid = gridOf(chart, legend.rows);
  const bounds = chart.sameScale
    ? sameScale(chart, width - grid.left - grid.right, height - grid.top - grid.bottom)
    : undefined;
  return drawn(
    {
      animation: false,
      backgroundColor: colors.background,
      color: [...colors.series],
      textStyle: { fontFamily: plotFont, fontSize: 12 },
      title: titleOf(chart, colors, width),
      legend,
      grid,
      ...(chart.kind === 'heatmap'
        ? heatMapOptions(chart, colors)
        : { ...axesOf(chart, colors, bounds), series: seriesOptions(chart, colors) }),
    },
    width,
    height,
  );
}

/** A heat map is as high as its rows need. */
function usualHeight({ kind, sameScale: square, series }: ReportChart): number {
  if (kind === 'heatmap') return Math.min(1200, Math.max(160, 110 + 24 * series.length));
  return square ? plotSize.width : plotSize.height;
}

/** What the y axis shows stands under the title, where it is read without turning the head. */
function titleOf(chart: ReportChart, { text, muted }: PlotColors, width: number) {
  const room = { width: width - 2 * margin, overflow: 'truncate' as const, fontFamily: plotFont };
  return {
    text: chart.title,
    subtext: labelled(chart.y),
    left: margin - 4,
    top: 8,
    itemGap: 2,
    textStyle: { ...room, color: text, fontSize: 13, lineHeight: 18, fontWeight: 600 as const },
    subtextStyle: { ...room, color: muted, fontSize: 12, lineHeight: 16 },
  };
}

/** Names below the plot, in as many rows as they are likely to need. */
function legendOf({ kind, series }: ReportChart, { muted }: PlotColors, width: number) {
  const symbol = kind === 'line' ? 18 : 9;
  const lengths = series.map(({ name }) => symbol + 16 + name.length * 6.6);
  const named = kind !== 'heatmap' && series.length > 1;
  const total = lengths.reduce((sum, length) => sum + length, 0);
  return {
    rows: named ? Math.ceil(total / (width - 2 * margin)) : 0,
    show: named,
    bottom: 6,
    left: margin - 4,
    right: margin,
    itemWidth: symbol,
    itemHeight: 9,
    itemGap: 8,
    textStyle: { color: muted, fontFamily: plotFont, fontSize: 12 },
  };
}

/** Room for the numbers of the axes is taken from the plot, but where its proportions matter it is set aside before. */
function gridOf({ sameScale: exact }: ReportChart, legendRows: number) {
  const fixed = { left: margin + 36, outerBoundsMode: 'none' as const };
  const adapting = { left: margin, outerBoundsMode: 'same' as const, outerBoundsContain: 'axisLabel' as const };
  return { right: margin + 8, top: 62, bottom: (exact ? 52 : 40) + legendRows * 22, ...(exact ? fixed : adapting) };
}

function axesOf(chart: ReportChart, { line, muted }: PlotColors, bounds?: ReturnType<typeof sameScale>) {
  const labels = {
    ...(bounds && { showMinLabel: false, showMaxLabel: false }),
    color: muted,
    formatter: (value: number | string) => axisNumber(Number(value)),
    hideOverlap: true,
  };
  const bars = chart.kind === 'bar';
  return {
    xAxis: {
      ...(bars ? { type: 'category' as const, data: positions(chart) } : { type: 'value' as const, scale: true }),
      ...bounds?.x,
      name: labelled(chart.x),
      nameLocation: 'middle' as const,
      nameGap: 26,
      nameTextStyle: { color: muted },
      axisLine: { show: true, onZero: false, lineStyle: { color: line } },
      axisTick: { show: false },
      axisLabel: labels,
      splitLine: { show: false },
    },
    yAxis: {
      type: chart.logarithmic ? ('log' as const) : ('value' as const),
      scale: !bars,
      ...bounds?.y,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: labels,
      splitLine: { lineStyle: { color: line }, ...(bounds && { showMinLine: false, showMaxLine: false }) },
    },
  };
}

/** Where bars stand, in order; each once. */
function positions({ series }: ReportChart): string[] {
  const values = new Set(series.flatMap(({ x }) => x));
  return [...values].sort((a, b) => a - b).map(String);
}
