import type { ReportChart } from '../graph/report.ts';
import { labelled } from './labels.ts';
import type { PlotColors } from './theme.ts';

/** Above so many cells numbers in them could not be read. */
const NUMBERED = 240;

/** A heat map: a row for each series from the top, a column for each name, the value as the strength of a colour. */
export function heatMapOptions(chart: ReportChart, colors: PlotColors) {
  const { series, columns = [] } = chart;
  const cells = series.flatMap(({ x, y }, row) => x.map((column, at) => [column, row, y[at] ?? 0] as const));
  const greatest = cells.reduce((most, [, , value]) => Math.max(most, value), 0) || 1;
  const names = { color: colors.muted, interval: 0 as const };
  const bare = { axisTick: { show: false }, axisLine: { show: false }, splitLine: { show: false } };
  return {
    xAxis: {
      type: 'category' as const,
      data: [...columns],
      name: labelled(chart.x),
      nameLocation: 'middle' as const,
      nameGap: 26,
      nameTextStyle: { color: colors.muted },
      axisLabel: { ...names, hideOverlap: false },
      ...bare,
    },
    yAxis: {
      type: 'category' as const,
      data: series.map(({ name }) => name),
      inverse: true,
      axisLabel: names,
      ...bare,
    },
    visualMap: {
      show: false,
      min: 0,
      max: greatest,
      inRange: { color: [colors.background, colors.series[0] ?? colors.text] },
    },
    series: [
      {
        type: 'heatmap' as const,
        data: cells.map((cell) => [...cell]),
        silent: true,
        emphasis: { disabled: true },
        itemStyle: { borderColor: colors.line, borderWidth: 1 },
        label: {
          show: cells.length <= NUMBERED,
          color: colors.text,
          fontSize: 11,
          formatter: ({ value }: { value: unknown }) => ((value as readonly number[])[2] ?? 0).toFixed(2),
        },
      },
    ],
  };
}
