import { z } from 'zod';
import {
  type LerpAgainstSlerp,
  lerpAgainstSlerp,
  type PathPoint,
} from '../../src/geometry/analysis/lerpAgainstSlerp.ts';
import { scientificText } from '../../src/geometry/analysis/scientific.ts';
import { shellTable, shellTableDimensions } from '../../src/geometry/analysis/shellTable.ts';
import { sharesWithEnds } from '../../src/geometry/easing.ts';
import { expectedNorm } from '../../src/geometry/shell.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import type { ReportChart, ReportTable } from '../../src/graph/report.ts';
import { withGeometryErrors } from '../support/directions/geometry.ts';
import { requireTogether } from '../support/latents/compatibility.ts';
import { formatNumber } from '../support/reports/formatNumber.ts';
import { chart, report, type Series, table } from '../support/reports/reports.ts';
import { singleItem } from '../support/sequences/frames.ts';

type Rows = LerpAgainstSlerp['rows'];

export default defineNode({
  type: 'lerp_against_slerp',
  version: 1,
  migrations: [],
  title: 'Lerp against slerp',
  docs: `Shows what the straight line and the great circle between two points pass through: the norm, the angle, and how rare that norm is among noise. Both stay in the plane of the two points, where the report draws them.

Typical setup: connect two Noise nodes, followed by Save report.

The radial change of log p compares how often noise of d numbers has a norm like this with how often it has the norm of the shell: (d - 1) ln(r / sqrt(d)) - (r² - d) / 2. Half way between two independent noises lerp has the norm sqrt(d / 2), which noise practically never has. The density at a point is a different matter: it is higher there, nearer the origin. It is the shell of that radius that is rare, not the point.

For clean latents, which do not lie on the shell of noise, the same figures are a diagnostic only.`,
  errors: [
    'A point that is zero, since it has no direction.',
    'A batch of several items: Pick from batch takes one.',
    'Points of two models, noise levels or sizes.',
  ],
  keywords: ['compare', 'norm', 'shell', 'study', 'density', 'typical set', 'circle', 'interpolation'],
  inputs: {
    a: port('latents', 'The point at t = 0.'),
    b: port('latents', 'The point at t = 1.'),
  },
  parameters: z.object({
    count: z
      .int()
      .min(2)
      .max(501)
      .default(41)
      .describe('At how many values of t to measure, both ends included.')
      .meta({ step: 1 }),
  }),
  outputs: {
    report: port('report', 'Norm, angle and radial change of log p along both paths, and the plane they lie in.'),
    angle: port('number', 'The angle between the two points, in radians.', { unit: 'rad' }),
  },
  terminal: true,
  examples: [{ title: 'Between two noises', parameters: { count: 41 } }],
  compute({ inputs: { a, b }, parameters: { count } }) {
    requireTogether('a', a, 'b', b);
    const [first, second] = [singleItem('a', a).data, singleItem('b', b).data];
    const { angle, rows } = withGeometryErrors(() => lerpAgainstSlerp(first, second, count));
    const charts = [
      along('Norm along the way', ['norm', 'latent units'], rows, ({ norm }) => norm),
      along('Radial change of log p', ['radial Δ log p', 'nats'], rows, (point) => point.radialDelta ?? Number.NaN),
      along('Angle from a', ['angle', 'rad'], rows, (point) => point.angle),
      circle(rows, angle, first.length),
    ];
    const tables = [pathTable(rows), shell(first.length)];
    return { report: report('Lerp against slerp', { notes: [noteOf(rows, angle)], tables, charts }), angle };
  },
});

/** The value of t nearest to the middle. */
function middleOf(rows: Rows): Rows[number] | undefined {
  return rows[Math.floor((rows.length - 1) / 2)];
}

function noteOf(rows: Rows, angle: number): string {
  const middle = middleOf(rows);
  const apart = `The points are ${formatNumber(angle)} rad (${formatNumber((180 * angle) / Math.PI)}°) apart`;
  return `${apart}; at t = ${formatNumber(middle?.t)} lerp has a norm of ${formatNumber(middle?.lerp.norm)}, slerp of ${formatNumber(middle?.slerp.norm)}.`;
}

function along(
  title: string,
  y: readonly [string, string],
  rows: Rows,
  value: (point: PathPoint) => number,
): ReportChart {
  const t = rows.map((row) => row.t);
  return chart(
    title,
    'line',
    ['t', y],
    [
      { name: 'lerp', x: t, y: rows.map(({ lerp }) => value(lerp)) },
      { name: 'slerp', x: t, y: rows.map(({ slerp }) => value(slerp)) },
    ],
  );
}

/** Both ways in the plane of the two points, with the arc of the shell of noise. */
function circle(rows: Rows, angle: number, dimensions: number): ReportChart {
  const way = (name: string, points: readonly PathPoint[]): Series => ({
    name,
    x: points.map(({ x }) => x),
    y: points.map(({ y }) => y),
  });
  const radius = expectedNorm(dimensions);
  const series = [
    way(
      'lerp',
      rows.map(({ lerp }) => lerp),
    ),
    way(
      'slerp',
      rows.map(({ slerp }) => slerp),
    ),
    { name: 'shell of noise', ...arcOf(radius, angle) },
    ...measures(rows, angle),
  ];
  const axes = [
    ['along a', 'latent units'],
    ['towards b', 'latent units'],
  ] as const;
  return { ...chart('The plane of a and b', 'line', axes, series), sameScale: true };
}

function arcOf(radius: number, angle: number): Pick<Series, 'x' | 'y'> {
  const angles = sharesWithEnds(41).map((share) => share * Math.max(angle, 0.01));
  return { x: angles.map((a) => radius * Math.cos(a)), y: angles.map((a) => radius * Math.sin(a)) };
}

/** The angle between the points, their distances from the origin, and those of the two ways half way. */
function measures(rows: Rows, angle: number): Series[] {
  const [first, last] = [rows[0]?.lerp, rows.at(-1)?.lerp];
  const middle = middleOf(rows);
  if (!first || !last || !middle) return [];
  const marked = (name: string, points: readonly PathPoint[]): Series => ({
    name: `${name} ${points.map(({ norm: radius }) => formatNumber(radius)).join(' and ')}`,
    x: points.map(({ x }) => x),
    y: points.map(({ y }) => y),
    marks: true,
  });
  return [
    { name: `angle ${formatNumber((180 * angle) / Math.PI)}°`, ...arcOf(0.2 * Math.min(first.norm, last.norm), angle) },
    { name: 'from the origin', x: [first.x, 0, last.x], y: [first.y, 0, last.y] },
    marked('a and b: norms', [first, last]),
    marked(`t = ${formatNumber(middle.t)}: norms`, [middle.lerp, middle.slerp]),
  ];
}

function pathTable(rows: Rows): ReportTable {
  const columns = ['t', 'lerp norm', 'slerp norm', ['lerp angle', 'rad'], ['slerp angle', 'rad']] as const;
  const radial = [
    ['lerp radial Δ log p', 'nats'],
    ['slerp radial Δ log p', 'nats'],
  ] as const;
  const cells = rows.map(({ t, lerp, slerp }) =>
    [t, lerp.norm, slerp.norm, lerp.angle, slerp.angle, lerp.radialDelta, slerp.radialDelta].map(formatNumber),
  );
  return table('Along the way', [...columns, ...radial], cells);
}

/** Digits enough to see that the mean norm is a little under the square root of the dimensions. */
function norm(value: number): number {
  return Number(value.toPrecision(7));
}

/** How rare the middle of a lerp between independent noises is, by dimensions; these latents among them. */
function shell(dimensions: number): ReportTable {
  const all = [...new Set([...shellTableDimensions, dimensions])].sort((a, b) => a - b);
  const rows = shellTable(all).map((row) => [
    row.dimensions === dimensions ? `${row.dimensions} (these)` : row.dimensions,
    norm(row.meanNorm),
    formatNumber(row.deviation),
    norm(row.midpoint),
    scientificText(row.logProbability, 4),
    formatNumber(row.radialDelta),
  ]);
  const columns = ['dimensions', 'mean norm', 'deviation', 'norm of lerp at ½', 'share of noise below it'] as const;
  return table('The shell of noise', [...columns, ['radial Δ log p', 'nats']], rows);
}
