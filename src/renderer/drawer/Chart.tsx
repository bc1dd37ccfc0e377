import type { ReportChart } from '../../graph/report.ts';
import { formatNumber } from '../canvas/view/formatValue.ts';
import { type Axis, axisOf } from './axis.ts';

const WIDTH = 360;
const HEIGHT = 190;
const LEFT = 46;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 36;

type Series = ReportChart['series'][number];
type Scale = (value: number) => number;

interface Scales {
  readonly x: Scale;
  readonly y: Scale;
  /** Width of one bar. */
  readonly bar: number;
}

function scale(axis: Axis, from: number, to: number): Scale {
  return (value) => from + ((value - axis.from) / (axis.to - axis.from)) * (to - from);
}

function points(series: Series): (readonly [number, number])[] {
  return series.x.flatMap((x, index) => {
    const y = series.y[index];
    return y !== undefined && Number.isFinite(x) && Number.isFinite(y) ? [[x, y] as const] : [];
  });
}

function Marks({
  kind,
  series,
  index,
  scales,
}: {
  kind: ReportChart['kind'];
  series: Series;
  index: number;
  scales: Scales;
}) {
  const { x, y, bar } = scales;
  const list = points(series);
  if (kind === 'line') {
    return <polyline points={list.map(([px, py]) => `${x(px).toFixed(1)},${y(py).toFixed(1)}`).join(' ')} />;
  }
  if (kind === 'scatter') return list.map(([px, py], at) => <circle key={at} cx={x(px)} cy={y(py)} r={2.5} />);
  return list.map(([px, py]) => (
    <rect
      key={px}
      x={x(px) - bar / 2 + index * 2}
      y={Math.min(y(py), y(0))}
      width={bar}
      height={Math.abs(y(py) - y(0))}
    />
  ));
}

const labelled = ({ label, unit }: ReportChart['x']) => (unit ? `${label} (${unit})` : label);

/** A small chart; the numbers themselves are in the tables beside it. */
export function Chart({ chart }: { chart: ReportChart }) {
  const bars = chart.kind === 'bar';
  const xs = chart.series.flatMap((series) => series.x);
  const xAxis = axisOf(bars ? [...xs.map((x) => x - 0.5), ...xs.map((x) => x + 0.5)] : xs, 6);
  const yAxis = axisOf(
    chart.series.flatMap((series) => series.y),
    4,
    bars,
  );
  const x = scale(xAxis, LEFT, WIDTH - RIGHT);
  const y = scale(yAxis, HEIGHT - BOTTOM, TOP);
  const bar = Math.max(2, ((WIDTH - LEFT - RIGHT) / Math.max(1, new Set(xs).size)) * 0.6);
  return (
    <figure class="chart">
      <figcaption>{chart.title}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={chart.title}>
        {yAxis.ticks.map((tick) => (
          <g key={tick} class="tick">
            <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(tick)} y2={y(tick)} />
            <text x={LEFT - 6} y={y(tick) + 3.5} text-anchor="end">
              {formatNumber(tick)}
            </text>
          </g>
        ))}
        {xAxis.ticks.map((tick) => (
          <text key={tick} class="tick" x={x(tick)} y={HEIGHT - BOTTOM + 14} text-anchor="middle">
            {formatNumber(tick)}
          </text>
        ))}
        <text class="axis-label" x={(LEFT + WIDTH - RIGHT) / 2} y={HEIGHT - 4} text-anchor="middle">
          {labelled(chart.x)}
        </text>
        {chart.series.map((series, index) => (
          <g key={series.name} class={`series series-${index % 6}`}>
            <Marks kind={chart.kind} series={series} index={index} scales={{ x, y, bar }} />
          </g>
        ))}
      </svg>
      <p class="legend muted">
        <span>{labelled(chart.y)}</span>
        {chart.series.length > 1 &&
          chart.series.map((series, index) => (
            <span key={series.name} class={`legend-entry series-${index % 6}`}>
              {series.name}
            </span>
          ))}
      </p>
    </figure>
  );
}
