import { z } from 'zod';
import { histogram } from '../../src/geometry/analysis/histogram.ts';
import { normDensity } from '../../src/geometry/analysis/normDensity.ts';
import { normsOfNoise } from '../../src/geometry/analysis/normsOfNoise.ts';
import { sharesWithEnds } from '../../src/geometry/easing.ts';
import { expectedNorm, normVariance } from '../../src/geometry/shell.ts';
import { norm } from '../../src/geometry/vector.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import type { ReportChart, ReportTable } from '../../src/graph/report.ts';
import type { Latents } from '../../src/graph/values.ts';
import type { Work } from '../../src/tensor/work.ts';
import { seedParameter } from '../support/parameters/parameters.ts';
import { formatNumber } from '../support/reports/formatNumber.ts';
import { chart, report, type Series, table } from '../support/reports/reports.ts';
import { framesOf } from '../support/sequences/frames.ts';

const DIMENSIONS = [2, 16, 256, 4096, 65536] as const;
const BINS = 24;
/** Of the norm about its mean, in latent units: whatever the dimensions, practically no noise lies farther off. */
const REACH = 3;

interface Shell {
  readonly dimensions: number;
  readonly mean: number;
  readonly deviation: number;
  /** Of noise that was drawn. */
  readonly norms: Float64Array;
}

export default defineNode({
  type: 'thin_shell',
  version: 1,
  migrations: [],
  title: 'Thin shell',
  docs: `Shows where noise lies: it draws noise of 2 to 65536 numbers, and sets the norms beside the distribution that theory gives them (chi with d degrees of freedom).

Typical setup: alone, or with latents from Noise or Encode, followed by Save report.

Noise of many numbers lies on a shell. Its radius grows as the square root of d, while its thickness stays 0.7 whatever d is: so beside its radius the shell gets thin, and nothing is left near the origin. That is why interpolations between noises go along the shell, as slerp does, and not through it.

Latents that are wired are marked among the noises of as many numbers.`,
  keywords: ['shell', 'norm', 'chi', 'histogram', 'noise', 'dimensions', 'concentration', 'draw', 'plot'],
  inputs: {
    latents: port('latents', 'Points to mark, at any level.', { optional: true }),
  },
  parameters: z.object({
    draws: z
      .int()
      .min(50)
      .max(2000)
      .default(200)
      .describe('How many noises to draw for each number of dimensions.')
      .meta({ step: 50 }),
    seed: seedParameter('Of the noises.'),
  }),
  outputs: { report: port('report', 'Norms that were drawn beside the distribution of theory, by dimensions.') },
  terminal: true,
  examples: [
    { title: 'From 2 dimensions to 65536', parameters: {} },
    { title: 'Smoother', parameters: { draws: 500 } },
  ],
  async compute({ inputs: { latents }, parameters: { draws, seed } }, context) {
    const points = latents ? framesOf(latents) : [];
    const own = points[0]?.length;
    const all = [...new Set([...DIMENSIONS, ...(own === undefined ? [] : [own])])].sort((a, b) => a - b);
    const shells: Shell[] = [];
    for (const [index, dimensions] of all.entries()) {
      shells.push(shellOf(dimensions, await paced(normsOfNoise(dimensions, draws, seed), context)));
      await context.progress({ step: index + 1, of: all.length });
    }
    const drawn = await paced(drawnAroundMean(shells), context);
    return {
      report: report('Thin shell', {
        notes: [noteOf(shells)],
        tables: [tableOf(shells)],
        charts: [besideRadius(shells), aroundMean(shells, drawn, marksOf(points))],
      }),
    };
  },
});

function shellOf(dimensions: number, norms: Float64Array): Shell {
  return { dimensions, mean: expectedNorm(dimensions), deviation: Math.sqrt(normVariance(dimensions)), norms };
}

function noteOf(shells: readonly Shell[]): string {
  const { dimensions, mean, norms } = shells.at(-1) as Shell;
  const farthest = norms.reduce((far, value) => Math.max(far, Math.abs(value - mean)), 0);
  const share = formatNumber((100 * farthest) / mean);
  return `In ${dimensions} dimensions all ${norms.length} noises lie within ${share} % of the norm ${formatNumber(mean)}.`;
}

function tableOf(shells: readonly Shell[]): ReportTable {
  const columns = [
    'dimensions',
    'mean norm drawn',
    'mean norm in theory',
    'deviation drawn',
    'deviation in theory',
    ['deviation', '% of the mean'],
  ] as const;
  const rows = shells.map(({ dimensions, mean, deviation, norms }) => {
    const drawn = norms.reduce((sum, value) => sum + value, 0) / norms.length;
    const spread = Math.sqrt(norms.reduce((sum, value) => sum + (value - drawn) ** 2, 0) / (norms.length - 1));
    return [dimensions, ...[drawn, mean, spread, deviation, (100 * deviation) / mean].map(formatNumber)];
  });
  return table('The shell by dimensions', columns, rows);
}

/** The distribution of theory over norm / sqrt(d), each with a peak of 1. */
function besideRadius(shells: readonly Shell[]): ReportChart {
  const series = shells.map(({ dimensions, mean, deviation }): Series => {
    const peak = normDensity(Math.sqrt(dimensions - 1), dimensions);
    const around = sharesWithEnds(81).map((share) => mean + (10 * share - 5) * deviation);
    const end = 2 * Math.sqrt(dimensions);
    const radii = [0, ...around.filter((radius) => radius > 0 && radius < end), end];
    return {
      name: `d = ${dimensions}`,
      x: radii.map((radius) => radius / Math.sqrt(dimensions)),
      y: radii.map((radius) => normDensity(radius, dimensions) / peak),
    };
  });
  return chart(
    'Beside its radius the shell gets thin',
    'line',
    ['norm / √d', 'density, as a share of its peak'],
    series,
  );
}

function* drawnAroundMean(shells: readonly Shell[]): Work<Series[]> {
  const width = (2 * REACH) / BINS;
  const series: Series[] = [];
  for (const { dimensions, mean, norms } of shells) {
    const { edges, counts } = yield* histogram([norms.map((value) => value - mean)], BINS, [-REACH, REACH]);
    series.push({
      name: `drawn, d = ${dimensions}`,
      x: counts.map((_, bin) => (edges[bin] as number) + width / 2),
      y: counts.map((count) => count / norms.length / width),
    });
  }
  return series;
}

function aroundMean(shells: readonly Shell[], drawn: readonly Series[], marks: readonly Series[]): ReportChart {
  const theories = [shells[0], shells.at(-1)].flatMap((shell): Series[] => (shell ? [theoryOf(shell)] : []));
  const axes = [
    ['norm less the mean norm', 'latent units'],
    ['density', '1 / latent unit'],
  ] as const;
  return chart('In latent units it stays as thick', 'scatter', axes, [...drawn, ...theories, ...marks]);
}

function theoryOf({ dimensions, mean }: Shell): Series {
  const x = sharesWithEnds(97).map((share) => (2 * share - 1) * REACH);
  const y = x.map((offset) => normDensity(mean + offset, dimensions));
  return { name: `theory, d = ${dimensions}`, x, y, joined: true };
}

/** Points far off the shell stand at its edge, so that the shell stays in sight. */
function marksOf(points: readonly Latents['tensor']['data'][]): Series[] {
  if (points.length === 0) return [];
  const off = points.map((point) => norm(point) - expectedNorm(point.length));
  const x = off.map((offset) => Math.min(REACH, Math.max(-REACH, offset)));
  const farther = off.some((offset) => Math.abs(offset) > REACH) ? ' (at the edge: farther off)' : '';
  return [{ name: `these latents${farther}`, x, y: x.map(() => 0), marks: true }];
}
