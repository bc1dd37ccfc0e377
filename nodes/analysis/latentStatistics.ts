import { z } from 'zod';
import { isClean, PURE_NOISE, sameLevel } from '../../src/diffusion/noiseLevel.ts';
import { moments, perChannelMoments } from '../../src/geometry/analysis/channelMoments.ts';
import { histogram } from '../../src/geometry/analysis/histogram.ts';
import { ksDistance } from '../../src/geometry/analysis/ksDistance.ts';
import { normalProbability } from '../../src/geometry/analysis/normalDistribution.ts';
import { expectedNorm, shellScore } from '../../src/geometry/shell.ts';
import { norm } from '../../src/geometry/vector.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import type { ReportChart } from '../../src/graph/report.ts';
import type { Latents } from '../../src/graph/values.ts';
import { eachOf, type Work } from '../../src/tensor/work.ts';
import { pacedGeometry } from '../support/directions/geometry.ts';
import { formatNumber } from '../support/reports/formatNumber.ts';
import { chart, type Named, report, table } from '../support/reports/reports.ts';
import { framesOf } from '../support/sequences/frames.ts';

export default defineNode({
  type: 'latent_statistics',
  version: 1,
  migrations: [],
  title: 'Latent statistics',
  docs: `Measures latents: their norm, how far they lie off the shell of noise, the mean and variance of each channel, and how close their numbers are to a normal distribution.

Typical setup: connect Noise, Encode or Denoise, followed by Save report.

The shell of d independent normal numbers has the mean norm sqrt(2) Gamma((d + 1) / 2) / Gamma(d / 2), about sqrt(d), and a standard deviation that is close to 0.707 as soon as d is large. The shell z-score says how many of these a norm is away. For pure noise it is a check: beyond 4 or so something is wrong. Clean latents of a real autoencoder are not normal noise; there it only helps to compare latents with each other.

The Kolmogorov-Smirnov distance is the largest gap between the share of numbers below a value and that of the normal distribution, 0 to 1; noise stays below about 1.36 / sqrt(d).`,
  keywords: ['norm', 'mean', 'variance', 'shell', 'histogram', 'normal', 'z-score', 'kolmogorov', 'inspect'],
  inputs: { latents: port('latents', 'The points to measure, at any level.', { clips: 'whole' }) },
  parameters: z.object({
    bins: z
      .int()
      .min(4)
      .max(200)
      .default(40)
      .describe('How many bars the histogram has.')
      .meta({ unit: 'bars', step: 1 }),
  }),
  outputs: {
    report: port('report', 'Norms, moments, distances and a histogram.'),
    norm: port('numbers', 'Norm of each point, in latent units.', { unit: 'latent units' }),
    z_score: port('numbers', 'How many standard deviations each norm lies off the shell of noise.', {
      unit: 'standard deviations',
    }),
  },
  terminal: true,
  examples: [
    { title: 'Statistics of these latents', parameters: {} },
    { title: 'A fine histogram', parameters: { bins: 100 } },
  ],
  async compute({ inputs: { latents }, parameters: { bins } }, context) {
    const points = framesOf(latents);
    const scores = await paced(eachOf(points, shellScore), context);
    const rows = await pacedGeometry(pointRows(points, scores), context);
    const channels = await pacedGeometry(channelRows(points, latents.space.channels), context);
    return {
      report: report('Latent statistics', {
        notes: [noteOf(latents, scores)],
        tables: [table('Points', pointColumns, rows), table('Channels', channelColumns, channels)],
        charts: [await pacedGeometry(histogramOf(points, bins), context)],
      }),
      norm: await paced(eachOf(points, norm), context),
      z_score: scores,
    };
  },
});

function noteOf({ level, tensor }: Latents, scores: readonly number[]): string {
  const worst = scores.reduce((far, score) => (Math.abs(score) > Math.abs(far) ? score : far), 0);
  const dimensions = tensor.data.length / scores.length;
  const shell = `The shell of noise has radius ${formatNumber(expectedNorm(dimensions))} in ${dimensions} dimensions`;
  if (sameLevel(level, PURE_NOISE)) {
    const verdict = Math.abs(worst) < 4 ? 'as noise is' : 'farther than noise ever is';
    return `${shell}; the point farthest off it lies ${formatNumber(worst)} standard deviations away, ${verdict}.`;
  }
  const kind = isClean(level) ? 'Clean latents are' : 'Latents with a picture in them are';
  return `${shell}. ${kind} not normal noise, so the z-score is only a diagnostic here, to compare latents with each other.`;
}

const pointColumns: readonly Named[] = [
  'point',
  'norm',
  ['norm', '√d'],
  ['shell z-score', 'deviations'],
  'mean',
  'deviation',
  'KS distance',
];

function pointRows(points: readonly Float32Array[], scores: readonly number[]): Work<(number | string)[][]> {
  return eachOf(points, (point, index) => {
    const { mean, variance } = moments(point);
    const length = norm(point);
    const facts = [length, length / Math.sqrt(point.length), scores[index], mean, Math.sqrt(variance)];
    return [index + 1, ...facts.map(formatNumber), formatNumber(ksDistance(point))];
  });
}

const channelColumns = ['point', 'channel', 'mean', 'variance', 'least', 'greatest'];

function* channelRows(points: readonly Float32Array[], channels: number): Work<(number | string)[][]> {
  const rows = yield* eachOf(points, (point, index) =>
    perChannelMoments(point, channels).map(({ mean, variance, least, greatest }, channel) => [
      index + 1,
      channel + 1,
      ...[mean, variance, least, greatest].map(formatNumber),
    ]),
  );
  return rows.flat();
}

/** Shares of the numbers per bin, beside those of N(0, 1). */
function* histogramOf(points: readonly Float32Array[], bins: number): Work<ReportChart> {
  const { edges, counts } = yield* histogram(points, bins);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const low = edges.slice(0, -1);
  const middles = low.map((edge, i) => (edge + (edges[i + 1] ?? edge)) / 2);
  const expected = low.map((edge, i) => normalProbability(edges[i + 1] ?? edge) - normalProbability(edge));
  return chart(
    'Histogram',
    'line',
    ['value', 'share of the numbers'],
    [
      { name: 'these latents', x: middles, y: counts.map((count) => count / total) },
      { name: 'normal distribution', x: middles, y: expected },
    ],
  );
}
